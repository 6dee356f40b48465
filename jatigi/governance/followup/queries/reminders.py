"""Of what whom a reminder is still to be sent."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.accounts.permissions import CONTRIBUTOR, COORDINATOR
from jatigi.governance.followup.models import Action, Plan, Reminder
from jatigi.governance.followup.queries.progress import where
from jatigi.governance.followup.rules.duties import LATE, SOON
from jatigi.governance.followup.rules.plans import ADOPTED


@dataclass(frozen=True)
class Due:
    """A report that is due: ``kind`` is ``soon`` (within thirty days) or ``late``."""

    action: Action
    due: datetime.date
    kind: str


def pending(today: datetime.date) -> list[tuple[User, list[Due]]]:
    """Each person with what is due of them and was not yet told, the latest first; people in the order of their
    accounts. Contributors of the institution in the lead are told; where it has none, or no lead is named, the
    coordinators."""
    dues = _dues(today)
    leads = {one.action.lead_id for one in dues if one.action.lead_id}
    places = {one.action.plan.jurisdiction_id for one in dues}
    contributors, coordinators = _people(leads, places)
    told = set(
        Reminder.objects.filter(action__in={one.action.pk for one in dues}).values_list(
            "action", "due", "kind", "person"
        )
    )
    found: dict[User, list[Due]] = defaultdict(list)
    for one in dues:
        place = one.action.plan.jurisdiction_id
        people = contributors.get((place, one.action.lead_id or ""), ()) or coordinators.get(place, ())
        for person in people:
            if (one.action.pk, one.due, one.kind, person.pk) not in told:
                found[person].append(one)
    return sorted(found.items(), key=lambda pair: pair[0].pk)


def _dues(today: datetime.date) -> list[Due]:
    plans = {one.pk: one for one in Plan.objects.filter(state=ADOPTED)}
    actions = Action.objects.filter(plan__in=plans, dropped_at=None)
    asked = {
        pk: one.asked
        for pk, one in where(actions, plans, today).items()
        if one.asked is not None and one.asked.when in (LATE, SOON)
    }
    full = {one.pk: one for one in actions.filter(pk__in=asked).select_related("plan")}
    order: list[uuid.UUID] = sorted(full, key=lambda pk: (asked[pk].due, full[pk].position, str(pk)))
    return [Due(full[pk], asked[pk].due, asked[pk].when) for pk in order]


def _people(leads: set[str], places: set[str]) -> tuple[dict[tuple[str, str], list[User]], dict[str, Sequence[User]]]:
    """Contributors by jurisdiction and institution; coordinators by jurisdiction. One query."""
    contributors: dict[tuple[str, str], list[User]] = defaultdict(list)
    coordinators: dict[str, list[User]] = defaultdict(list)
    held = Role.objects.filter(
        jurisdiction__in=places, role__in=(CONTRIBUTOR, COORDINATOR), revoked_at=None, user__is_active=True
    )
    for role in held.select_related("user").order_by("user"):
        if role.role == COORDINATOR:
            coordinators[role.jurisdiction_id].append(role.user)
        elif role.user.institution_id in leads:
            contributors[role.jurisdiction_id, role.user.institution_id or ""].append(role.user)
    return contributors, dict(coordinators)
