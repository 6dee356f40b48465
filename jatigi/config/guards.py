"""What stands before every working page: limits on what is taken away, and the second factor of those who sign.

Both read literal tables (:mod:`jatigi.foundation.accounts.limits`, ``SECOND_FACTOR`` in
:mod:`jatigi.foundation.accounts.permissions`), so that no view can forget them. They stand here, above all packages,
because whether a round is official is known to ``assessments`` only.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from jatigi.foundation.accounts import access, changes
from jatigi.foundation.accounts.access_rules import PUBLIC
from jatigi.foundation.accounts.limits import LIMITS
from jatigi.foundation.accounts.models import User
from jatigi.foundation.accounts.permissions import OFFICIAL, SECOND_FACTOR
from jatigi.foundation.web import errors
from jatigi.governance.assessments.models import Round

#: name of an address → what is counted there
LIMITED: dict[str, str] = {
    "workbook_file": "export",
    "framework_file": "export",
    "framework_template": "export",
    "stored_file": "export",
    "release_download": "export",
    "matrix_word": "export",
    "matrix_excel": "export",
    "recommendations_workbook": "export",
    "release_preview": "preview",
    "profile_draft": "preview",
    "comment_coding": "comment",
}
GetResponse = Callable[[HttpRequest], HttpResponse]


def roles_needing_second_factor(user: User) -> list[str]:
    """The roles the person holds that need a second factor now, in the table's order."""
    always, while_official = access.needing_second_factor(user)
    needing = set(always)
    if while_official and Round.objects.filter(origin="official", jurisdiction__in=while_official).exists():
        needing |= {role for role, when in SECOND_FACTOR.items() if when == OFFICIAL}
    return [role for role in SECOND_FACTOR if role in needing]


def must_set_it_up(user: User) -> bool:
    """Whether the working pages stay shut until the person has a second factor.

    The demonstration's accounts are excused while ``--demo`` serves them, on this machine only.
    """
    if not settings.SECOND_FACTOR_ENFORCED or (settings.DEMO and user.is_demo):
        return False
    return bool(roles_needing_second_factor(user)) and not is_mfa_enabled(user)


class SecondFactorMiddleware:
    """Sends those who need a second factor and have none to the page that explains it. Their account pages, where it is
    set up, and the public pages stay open."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Django calls this once the view is known."""
        match = request.resolver_match
        if getattr(view, "access", PUBLIC) == PUBLIC or match is None or match.url_name == "second_factor":
            return None
        if isinstance(request.user, User) and must_set_it_up(request.user):
            return redirect("second_factor")
        return None


class LimitsMiddleware:
    """Counts what :data:`LIMITED` names, and answers 429 with the time to come back once the limit is reached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Django calls this once the view is known."""
        match = request.resolver_match
        what = LIMITED.get(match.url_name or "") if match is not None else None
        if what is None or not isinstance(request.user, User) or (what == "comment" and request.method != "POST"):
            return None
        now = timezone.now()
        until = changes.spend(request.user, what, now=now)
        if until is None:
            return None
        local = timezone.localtime(until)
        return errors.too_many(request, until=local, now=now, most=LIMITS[what].most, what=what)
