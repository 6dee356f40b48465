"""What has to be reported, what was, and what waits for a verdict. The number of queries does not grow."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from jatigi.foundation.accounts.access import Visitor, may, roles_of
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.accounts.permissions import CONTRIBUTOR, roles_with
from jatigi.governance.followup.models import Action, Plan, ProgressReport, Verdict
from jatigi.governance.followup.queries.plans import Row
from jatigi.governance.followup.queries.plans import rows_of as plan_rows
from jatigi.governance.followup.queries.progress import days_of, where
from jatigi.governance.followup.rules import duties
from jatigi.governance.followup.rules.plans import ADOPTED
from jatigi.governance.instruments.models import Evidence, Instrument

LAST = 20  # reports shown as given
ORDER = (duties.LATE, duties.SOON, duties.LATER)


@dataclass(frozen=True)
class Duties:
    """The actions of which a report is asked, the most pressing first; how many are late and how many soon due."""

    asked: Sequence[uuid.UUID]
    late: int
    soon: int


def duties_of(jurisdiction: str, actions: QuerySet[Action], today: datetime.date) -> Duties:
    """What has to be reported on those actions. Four queries."""
    plans = {one.pk: one for one in Plan.objects.filter(jurisdiction=jurisdiction, state=ADOPTED)}
    due = actions.filter(plan__in=plans, dropped_at=None)
    found = [(one.asked, pk) for pk, one in where(due, plans, today).items() if one.asked is not None]
    found.sort(key=lambda pair: (ORDER.index(pair[0].when), pair[0].due, str(pair[1])))
    return Duties(
        [pk for _asked, pk in found],
        sum(asked.when == duties.LATE for asked, _pk in found),
        sum(asked.when == duties.SOON for asked, _pk in found),
    )


def rows_of(ids: Sequence[uuid.UUID], today: datetime.date) -> list[Row]:
    """What the list shows of each."""
    plans = {one.pk: one for one in Plan.objects.filter(actions__in=ids).distinct()}
    return plan_rows(ids, plans, today)


def given(jurisdiction: str, actions: QuerySet[Action]) -> list[ProgressReport]:
    """The reports given last on those actions, latest first, each with its verdicts."""
    rows = ProgressReport.objects.filter(
        action__in=actions.order_by().values("pk"), action__plan__jurisdiction=jurisdiction
    )
    listed = rows.select_related("action__plan", "institution").prefetch_related("verdicts")
    return list(listed.order_by("-recorded_at", "-pk")[:LAST])


def waiting(jurisdiction: str) -> QuerySet[ProgressReport]:
    """The reports of institutions that wait for a verdict: the latest of each action, without one, oldest first. What
    a public text declares is no report of an institution; it rests on its sources."""
    later = ProgressReport.objects.filter(action=OuterRef("action"), number__gt=OuterRef("number"))
    rows = ProgressReport.objects.filter(
        ~Exists(later),
        ~Exists(Verdict.objects.filter(report=OuterRef("pk"))),
        action__plan__jurisdiction=jurisdiction,
        action__dropped_at=None,
        institution__isnull=False,
    )
    listed = rows.select_related("action__plan", "institution", "recorded_by")
    return listed.prefetch_related("evidence", "instruments").order_by("recorded_at", "pk")


def open_days(action: Action) -> list[datetime.date]:
    """The days of the calendar that no report answers yet, oldest first: those after the last that was answered."""
    answered = action.reports.aggregate(last=Max("due"))["last"] or datetime.date.min
    return [day for day in days_of(action) if day > answered]


def reporters(user: Visitor, action: Action) -> list[Institution]:
    """The institutions in whose name the person may report on it: a contributor's own, else the lead and partners."""
    theirs = Institution.objects.filter(Q(pk=action.lead_id) | Q(actions_shared=action)).distinct()
    held = roles_of(user).get(action.plan.jurisdiction_id, frozenset()) & roles_with("progress.report")
    if held == {CONTRIBUTOR} and isinstance(user, User):
        theirs = theirs.filter(pk=user.institution_id)
    return sorted(theirs, key=lambda one: (one.pk != action.lead_id, one.pk))


def evidence_for(user: Visitor, jurisdiction: str) -> list[Evidence]:
    """The evidence that the person may name: what may be published, and what is internal for who may read it."""
    found = Evidence.objects.filter(jurisdiction=jurisdiction)
    if not may(user, "evidence.read_internal", jurisdiction):
        found = found.filter(publishable=True)
    return list(found.order_by("code"))


def texts_for(action: Action) -> list[Instrument]:
    """The texts of the jurisdiction, those of the action first."""
    own = set(action.instruments.values_list("pk", flat=True))
    found = Instrument.objects.filter(jurisdiction=action.plan.jurisdiction_id).order_by("code")
    return sorted(found, key=lambda one: one.pk not in own)


def institutions_in(jurisdiction: str) -> dict[str, Institution]:
    """The institutions of the jurisdiction, by code."""
    return {one.pk: one for one in Institution.objects.filter(jurisdiction=jurisdiction)}
