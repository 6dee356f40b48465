"""The few answers that belong to no package: health, the way from the bare address to a language, the second factor."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from jatigi.config import guards
from jatigi.foundation.accounts.access_rules import public, requires
from jatigi.foundation.accounts.models import User
from jatigi.foundation.accounts.permissions import ALWAYS, SECOND_FACTOR


@public
def health(request: HttpRequest) -> HttpResponse:
    """For machines: the database answers. Nothing else is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def language_home(request: HttpRequest) -> HttpResponse:
    """From ``/`` to the home page in the visitor's language."""
    answer = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


@require_safe
@requires("round.view")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor, for whom, and where to set it up. Those who need one are sent here until they have it."""
    assert isinstance(request.user, User)  # `requires` lets nobody else through
    context = {
        "has": is_mfa_enabled(request.user),
        "needed_for": [settings.ROLE_NAMES[role] for role in guards.roles_needing_second_factor(request.user)],
        "rows": [(settings.ROLE_NAMES[role], when == ALWAYS) for role, when in SECOND_FACTOR.items()],
    }
    return render(request, "accounts/second_factor.html", context)
