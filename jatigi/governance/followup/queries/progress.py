"""Where many actions stand: their reports and verdicts, the next report that is asked for, what is late."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from jatigi.foundation.text import PartialDate
from jatigi.governance.followup.models import Action, Plan, ProgressReport, Verdict
from jatigi.governance.followup.rules import duties
from jatigi.governance.followup.rules.calendar import due_days
from jatigi.governance.followup.rules.plans import ADOPTED
from jatigi.governance.followup.rules.status import Reported, Standing, standing


@dataclass(frozen=True)
class Where:
    """Where one action stands: its status on whose word, the report that is asked for next, how many were given."""

    standing: Standing
    asked: duties.Asked | None
    reports: int

    @property
    def late(self) -> bool:
        """Whether a report is missing."""
        return self.asked is not None and self.asked.when == duties.LATE


@dataclass(frozen=True)
class _Told:
    due: datetime.date | None
    reported: Reported


#: (id, plan, starts, ends)
Dated = tuple[uuid.UUID, str, PartialDate | None, PartialDate | None]


def where(actions: QuerySet[Action], plans: Mapping[str, Plan], today: datetime.date) -> dict[uuid.UUID, Where]:
    """Where each of the actions stands. Three queries, however many there are."""
    told = _told(actions)
    days = {code: calendar_of(plan) for code, plan in plans.items()}
    dated: Iterable[Dated] = actions.order_by().values_list("pk", "plan", "starts", "ends")
    found = {}
    for pk, plan, starts, ends in dated:
        given = told.get(pk, [])
        found[pk] = Where(
            standing([one.reported for one in given]), _asked(days[plan], starts, ends, given, today), len(given)
        )
    return found


def calendar_of(plan: Plan) -> list[datetime.date]:
    """The days on which the plan's reports are due; none while it is not adopted, or has no first day or no end."""
    if plan.state != ADOPTED or plan.first_report is None or plan.ends is None:
        return []
    return list(due_days(plan.first_report, plan.report_months, plan.ends.latest()))


def days_of(action: Action) -> list[datetime.date]:
    """The days on which an action is asked about."""
    return _days(calendar_of(action.plan), action.starts, action.ends)


def _days(calendar: list[datetime.date], starts: PartialDate | None, ends: PartialDate | None) -> list[datetime.date]:
    if not calendar:
        return []
    return duties.days_of(calendar, starts.earliest() if starts else None, ends.latest() if ends else None)


def _asked(
    calendar: list[datetime.date],
    starts: PartialDate | None,
    ends: PartialDate | None,
    told: list[_Told],
    today: datetime.date,
) -> duties.Asked | None:
    given = [duties.Given(one.due, one.reported.status, one.reported.verdict) for one in told]
    return duties.asked(_days(calendar, starts, ends), given, today) if calendar else None


def _told(actions: QuerySet[Action]) -> dict[uuid.UUID, list[_Told]]:
    """The reports of the actions, each with its latest verdict, oldest first."""
    verdicts: dict[int, tuple[str, str]] = {}
    said = Verdict.objects.filter(report__action__in=actions.order_by().values("pk"))
    for report, verdict, status in said.order_by("number").values_list("report", "verdict", "status"):
        verdicts[report] = (verdict, status)
    found: dict[uuid.UUID, list[_Told]] = defaultdict(list)
    reports = ProgressReport.objects.filter(action__in=actions.order_by().values("pk")).order_by("number")
    for pk, action, due, status, institution, declared in reports.values_list(
        "pk", "action", "due", "status", "institution", "declared_by"
    ):
        said_of, own = verdicts.get(pk, ("", ""))
        found[action].append(_Told(due, Reported(status, institution or str(declared), said_of, own)))
    return dict(found)
