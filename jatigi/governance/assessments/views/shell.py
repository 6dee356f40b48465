"""What every page of a round needs: the person, the ways through, and how a refusal is told."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import User
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.assessments import access
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Round


@dataclass(frozen=True)
class Way:
    """One item of a round's navigation; ``exact``: only marked on that very page."""

    href: str
    label: str
    exact: bool = False


@dataclass(frozen=True)
class Powers:
    """What the person may do in the round's jurisdiction; templates show only what can be used."""

    user: User
    place: str

    def __getattr__(self, name: str) -> bool:
        """``powers.coding_write`` asks for ``coding.write``."""
        if name.startswith("_") or "_" not in name:
            raise AttributeError(name)
        return may(self.user, name.replace("_", ".", 1), self.place)


def me(request: HttpRequest) -> User:
    """The person who is signed in."""
    assert isinstance(request.user, User)  # `requires` lets nobody else through
    return request.user


def of(request: HttpRequest, round: Round, **more: Any) -> dict[str, Any]:
    """The context of a round's page: ``round``, ``ways``, ``powers`` and what the page adds."""
    powers = Powers(me(request), round.jurisdiction_id)
    workbooks = access.workbook_institutions(powers.user, round, "workbook.export") != set()
    return {"round": round, "ways": _ways(round, powers), "powers": powers, "workbooks": workbooks, **more}


def _ways(round: Round, powers: Powers) -> list[Way]:
    code = round.pk
    ways = [Way(reverse("round", args=[code]), pgettext("navigation", "Round"), exact=True)]
    if powers.coding_write:
        theirs = access.is_kept_to_institution(powers.user, powers.place, "coding.write")
        label = pgettext("navigation", "Your questions") if theirs else pgettext("navigation", "Indicators")
        ways.append(Way(reverse("round_indicators", args=[code]), label))
    if powers.coding_review:
        ways.append(Way(reverse("review_queue", args=[code]), pgettext("navigation", "Review")))
    if powers.finding_write or powers.finding_review:
        ways.append(Way(reverse("round_findings", args=[code]), pgettext("navigation", "Findings")))
    ways.append(Way(reverse("round_answers", args=[code]), pgettext("navigation", "Answers")))
    elsewhere = (
        (f"desk/rounds/{code}/profile/", pgettext("navigation", "Profile"), powers.profile_view),
        (f"desk/consultations/?round={code}", pgettext("navigation", "Consultations"), powers.consultation_view),
        (f"desk/recommendations/?round={code}", pgettext("navigation", "Recommendations"), powers.recommendation_view),
        (f"desk/rounds/{code}/release/", pgettext("navigation", "Release"), powers.release_view),
        ("desk/instruments/", pgettext("navigation", "Register"), True),
    )
    for path, label, allowed in elsewhere:
        href = address(path)
        if allowed and is_valid_path(href.partition("?")[0]):
            ways.append(Way(href, label))
    return ways


def page(request: HttpRequest, template: str, round: Round, *, status: int = 200, **more: Any) -> HttpResponse:
    """A page of a round."""
    return render(request, f"assessments/{template}", of(request, round, **more), status=status)


def told(refusal: Refused) -> str:
    """A refusal as a person reads it: what is wrong, what to do."""
    return f"{refusal} {refusal.advice}"


def tell(request: HttpRequest, refusal: Refused) -> None:
    """Show a refusal at the top of the next page."""
    messages.error(request, told(refusal))


def done(request: HttpRequest, text: str) -> None:
    """Say what was just done, at the top of the next page."""
    messages.success(request, text)


def saved_words() -> dict[str, str]:
    """What the page says about saving; the script reads them from the page, in its language."""
    return {
        "saved": _("Saved at %(time)s"),
        "saving": _("Saving…"),
        "waiting": _("Offline: kept on this device"),
        "failed": _("Not saved"),
        "nothing": _("Nothing to save yet"),
        "unsent": _("Changes of %(time)s are kept on this device and have not been saved yet."),
        "offline_submit": _("No connection: your answer is kept on this device. Hand it in when you are connected."),
        "found": _("%(number)s found"),
        "none": _("Nothing in the register fits these words."),
        "remove": _("Take off"),
    }
