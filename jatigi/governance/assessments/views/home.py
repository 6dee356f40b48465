"""The desk's home: the person's rounds and what waits for them in each."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from jatigi.foundation.accounts.access import jurisdictions_with, may, roles_of
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import User
from jatigi.foundation.places.models import Place
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.assessments import access
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries.waiting import Waiting, waiting_for
from jatigi.governance.assessments.rules.rounds import is_open
from jatigi.governance.assessments.views import shell


@dataclass(frozen=True)
class Task:
    """Something that waits for the person: a number in words, and where it is done."""

    words: str
    href: str


@dataclass(frozen=True)
class Line:
    """One round of the person's, with what waits."""

    round: Round
    tasks: list[Task]


#: What packages above this one offer beside the rounds: path, label, the permission it needs.
ELSEWHERE: tuple[tuple[str, Promise, str], ...] = (
    ("desk/consultations/", pgettext_lazy("navigation", "Consultations"), "consultation.view"),
    ("desk/recommendations/", pgettext_lazy("navigation", "Recommendations"), "recommendation.view"),
)


def _elsewhere(user: User) -> list[tuple[str, str]]:
    """Address and label of those that are there and that the person may open."""
    allowed = [(address(path), str(label)) for path, label, needed in ELSEWHERE if jurisdictions_with(user, needed)]
    return [(href, label) for href, label in allowed if is_valid_path(href)]


@requires("round.view")
def desk(request: HttpRequest) -> HttpResponse:
    """My rounds, and what waits for me in each."""
    user = shell.me(request)
    rounds = list(access.visible_rounds(user))
    waiting = waiting_for(user, rounds)
    lines = [Line(round, _tasks(request, round, waiting[round.pk])) for round in rounds]
    roles = sorted({role for held in roles_of(user).values() for role in held}, key=list(settings.ROLE_NAMES).index)
    context = {
        "open": [line for line in lines if is_open(line.round.state)],
        "closed": [line for line in lines if not is_open(line.round.state)],
        "roles": [settings.ROLE_NAMES[role] for role in roles],
        "openings": Place.objects.filter(pk__in=jurisdictions_with(user, "round.open")).order_by("code"),
        "people": bool(jurisdictions_with(user, "people.view")),
        "elsewhere": _elsewhere(user),
        "register": bool(jurisdictions_with(user, "instrument.view")),
    }
    return render(request, "assessments/desk.html", context)


def _tasks(request: HttpRequest, round: Round, count: Waiting) -> list[Task]:
    user, place, code = request.user, round.jurisdiction_id, round.pk
    found: list[Task] = []
    if may(user, "coding.write", place):
        indicators = reverse("round_indicators", args=[code])
        if count.returned:
            words = ngettext("%(n)s answer was returned to you", "%(n)s answers were returned to you", count.returned)
            found.append(Task(words % {"n": count.returned}, f"{indicators}?state=returned"))
        if count.assigned and round.state in {"collection", "revised"}:
            words = ngettext("%(n)s answer is asked of you", "%(n)s answers are asked of you", count.assigned)
            narrowed = "" if access.is_kept_to_institution(user, place, "coding.write") else "&mine=1"
            found.append(Task(words % {"n": count.assigned}, f"{indicators}?state=todo{narrowed}"))
            if count.assigned > 1:
                begin = _("Begin with what has the most evidence at hand")
                found.append(Task(begin, f"{indicators}?state=todo&order=ease{narrowed}"))
        if count.drafts:
            words = ngettext("%(n)s answer is begun", "%(n)s answers are begun", count.drafts)
            found.append(Task(words % {"n": count.drafts}, f"{indicators}?state=begun"))
    if may(user, "coding.review", place) and count.to_review:
        words = ngettext("%(n)s answer waits for your review", "%(n)s answers wait for your review", count.to_review)
        found.append(Task(words % {"n": count.to_review}, reverse("review_queue", args=[code])))
    if may(user, "finding.review", place) and count.findings:
        words = ngettext("%(n)s finding waits for your review", "%(n)s findings wait for your review", count.findings)
        found.append(Task(words % {"n": count.findings}, reverse("round_findings", args=[code])))
    if may(user, "round.validate", place) and round.state == "revised":
        found.append(Task(_("The round waits for your signature"), reverse("round", args=[code])))
    if may(user, "round.publish", place) and round.state == "approved":
        found.append(Task(_("The round can be published"), reverse("round", args=[code])))
    return found
