"""Suggestions for a plan: what countries usually undertake where an answer stands below the highest level."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Round
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import actions as changes
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import Plan
from jatigi.governance.followup.queries import suggestions as lists
from jatigi.governance.followup.views import shell


@requires("plan.write")
def suggestions(request: HttpRequest, code: str) -> HttpResponse:
    """The library's suggestions for the answers of a round; one click drafts one, or several that are ticked."""
    plan = access.plan_for(request.user, code, "plan.write")
    rounds = list(Round.objects.filter(jurisdiction=plan.jurisdiction_id).order_by("-reference_date"))
    round = _chosen(rounds, request.GET.get("round", ""))
    offers = lists.offers(plan, round) if round else lists.Offers([], 0)
    problem = None
    if request.method == "POST":
        wanted = request.POST.getlist("one") or request.POST.getlist("of")
        try:
            made = _draft(request, plan, offers, wanted)
        except Refused as refusal:
            problem = refusal
        else:
            said = ngettext("%(number)s action is drafted.", "%(number)s actions are drafted.", made) % {"number": made}
            shell.done(request, f"{said} {_('Now say who leads, by when and with what money.')}")
            return redirect("plan", plan.pk)
    return shell.page(
        request, "plan_suggestions.html", plan.jurisdiction, origin=plan.origin, plan=plan, round=round, rounds=rounds,
        offers=offers, problem=problem, ticked=request.POST.getlist("of"), status=problem.status if problem else 200,
    )  # fmt: skip


def _draft(request: HttpRequest, plan: Plan, offers: lists.Offers, wanted: list[str]) -> int:
    offered = offers.by_id()
    for one in wanted:
        if one not in offered:
            raise refused("action.suggestion", code=one)
    if not wanted:
        raise refused("action.none_ticked")
    drafts = [offered[one].suggestion.drafted(offered[one].indicator.indicator, plan.ends) for one in wanted]
    return len(changes.draft_actions(plan, drafts, by=shell.me(request)))


def _chosen(rounds: list[Round], code: str) -> Round | None:
    """The round asked for; by default the latest one that has answers."""
    if code:
        found = next((one for one in rounds if one.pk == code), None)
        if found is None:
            raise Http404
        return found
    answered = set(
        Round.objects.filter(pk__in=[one.pk for one in rounds], answers__isnull=False).values_list("pk", flat=True)
    )
    return next((one for one in rounds if one.pk in answered), rounds[0] if rounds else None)
