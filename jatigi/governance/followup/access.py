"""Who may: the only door to recommendations, ballots, plans, actions, reports.

"Not yours" and "not there" are the same Http404. Whoever reports as a contributor is kept to the actions that their
institution leads or shares.
"""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from jatigi.foundation.accounts.access import Visitor, jurisdictions_with, may, roles_of
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.accounts.permissions import CONTRIBUTOR, roles_with
from jatigi.governance.followup.models import Action, Ballot, Plan, ProgressReport, Recommendation, Report

Owned = TypeVar("Owned", Recommendation, Ballot, Plan, Report)


def _first(found: QuerySet[Owned], user: Visitor, code: str, permission: str) -> Owned:
    one = found.select_related("jurisdiction").filter(pk=code).first()
    if one is None or not may(user, permission, one.jurisdiction_id):
        raise Http404
    return one


def visible_recommendations(user: Visitor) -> QuerySet[Recommendation]:
    """The recommendations that the person may see."""
    return Recommendation.objects.filter(jurisdiction__in=jurisdictions_with(user, "recommendation.view"))


def recommendation_for(user: Visitor, code: str, permission: str) -> Recommendation:
    """A recommendation by its code (jurisdiction loaded)."""
    return _first(Recommendation.objects.select_related("round", "consultation"), user, code, permission)


def ballot_for(user: Visitor, code: str, permission: str) -> Ballot:
    """A ballot by its code."""
    return _first(Ballot.objects.select_related("consultation"), user, code, permission)


def visible_ballots(user: Visitor) -> QuerySet[Ballot]:
    """The ballots that the person may see."""
    return Ballot.objects.filter(jurisdiction__in=jurisdictions_with(user, "recommendation.view"))


def asked_in(ballot: Ballot) -> QuerySet[Institution]:
    """The institutions that set priorities in a ballot: those asked in its consultation, or all of the jurisdiction."""
    if ballot.consultation_id is None:
        return Institution.objects.filter(jurisdiction=ballot.jurisdiction_id).order_by("code")
    return Institution.objects.filter(consultations_attended__consultation=ballot.consultation_id).order_by("code")


def votes_for(user: Visitor, ballot: Ballot) -> Institution | None:
    """The institution in whose name the person spreads points there: their own, where it is asked; else None."""
    if not isinstance(user, User) or user.institution_id is None:
        return None
    if ballot.method != "points" or not may(user, "ballot.vote", ballot.jurisdiction_id):
        return None
    return asked_in(ballot).filter(pk=user.institution_id).first()


def sheet_for(user: Visitor, ballot: Ballot, institution: str) -> Institution:
    """The institution whose sheet the person may fill in: their own, or any that is asked for who records.

    Raises:
        Http404: it is not asked there, or not the person's.
    """
    if may(user, "ballot.record", ballot.jurisdiction_id):
        found = asked_in(ballot).filter(pk=institution).first()
    else:
        own = votes_for(user, ballot)
        found = own if own is not None and own.pk == institution else None
    if found is None:
        raise Http404
    return found


def visible_plans(user: Visitor) -> QuerySet[Plan]:
    """The plans that the person may see."""
    return Plan.objects.filter(jurisdiction__in=jurisdictions_with(user, "plan.view"))


def plan_for(user: Visitor, code: str, permission: str) -> Plan:
    """A plan by its code."""
    return _first(Plan.objects.select_related("instrument"), user, code, permission)


def action_for(user: Visitor, id: str, permission: str) -> Action:
    """An action by its id (plan and lead loaded); to report as a contributor, only one's own institution's."""
    action = _by_id(Action.objects.select_related("plan__jurisdiction", "lead", "axis"), id)
    place = action.plan.jurisdiction_id
    if not may(user, permission, place):
        raise Http404
    if permission == "progress.report" and not actions_of(user, place).filter(pk=action.pk).exists():
        raise Http404
    return action


def actions_of(user: Visitor, jurisdiction: str) -> QuerySet[Action]:
    """The actions there that the person may report on: a contributor's are those of their institution."""
    actions = Action.objects.filter(plan__jurisdiction=jurisdiction, dropped_at=None)
    held = roles_of(user).get(jurisdiction, frozenset()) & roles_with("progress.report")
    if held - {CONTRIBUTOR}:
        return actions
    if not held or not isinstance(user, User) or user.institution_id is None:
        return actions.none()
    return actions.filter(Q(lead=user.institution_id) | Q(partners=user.institution_id)).distinct()


def progress_for(user: Visitor, action: Action, number: int, permission: str) -> ProgressReport:
    """A report on that action, by its number."""
    found = ProgressReport.objects.filter(action=action, number=number).select_related("institution").first()
    if found is None or not may(user, permission, action.plan.jurisdiction_id):
        raise Http404
    found.action = action
    return found


def report_for(user: Visitor, code: str, permission: str) -> Report:
    """A follow-up report by its code."""
    return _first(Report.objects.select_related("plan"), user, code, permission)


Identified = TypeVar("Identified", bound=Model)


def _by_id(found: QuerySet[Identified], id: str) -> Identified:
    """What has that id; what no row can have is not there."""
    try:
        one = found.filter(pk=id).first()
    except (ValidationError, ValueError):
        raise Http404 from None
    if one is None:
        raise Http404
    return one
