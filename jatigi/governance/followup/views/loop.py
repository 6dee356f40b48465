"""The closed loop: which rounds have one, and the page of each, for a minister and for whoever gave the money."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments import access
from jatigi.governance.followup.queries import loop as query
from jatigi.governance.followup.views import shell
from jatigi.governance.followup.views.recommendations import chosen_place


@require_safe
@requires("plan.view")
def loops(request: HttpRequest) -> HttpResponse:
    """The rounds of which it can be told what changed."""
    place, places = chosen_place(request, "plan.view")
    rounds = query.rounds_of(access.visible_rounds(request.user))
    return shell.page(request, "loops.html", place, rounds=rounds, several=len(places) > 1)


@require_safe
@requires("plan.view")
def loop(request: HttpRequest, round: str) -> HttpResponse:
    """What was expected since the round before, what was done, what moved, and who says why."""
    one = access.round_for(request.user, round, "plan.view")
    found = query.loop_of(one, request.user)
    return shell.page(request, "loop.html", one.jurisdiction, origin=one.origin, round=one, loop=found)
