"""A plan at a glance and its actions as a list with filters. The number of queries does not grow with the plan."""

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.governance.followup.models import PROGRESS, Action, Axis, Funding, Milestone, Plan
from jatigi.governance.followup.queries.progress import Where, where
from jatigi.governance.followup.rules import money
from jatigi.governance.followup.rules.status import DECLARED, NO_EVIDENCE, NOT_REPORTED, OFFICIAL
from jatigi.governance.instruments.rules import folded

NO_AXIS, LATE, GAP = "none", "late", "gap"
#: The columns of the tables: each status, then those of which nothing was reported.
COLUMNS = (*PROGRESS, NOT_REPORTED)


@dataclass(frozen=True)
class Asked:
    """What a person asks of the actions. ``axis``: its code, or "none"; ``status``: one of COLUMNS; ``only``: ``late``
    | ``gap`` | ``declared`` | ""; ``dropped``: those that were taken out instead."""

    text: str = ""
    axis: str = ""
    institution: str = ""
    status: str = ""
    only: str = ""
    dropped: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a table at a glance. ``counts``: actions by column; ``declared``: of them, those whose status nobody
    confirmed; ``late``: those of which a report is missing; ``gaps``: where institution and validator disagree."""

    key: str
    title: Text | Institution | None
    total: int
    counts: Mapping[str, int]
    declared: Mapping[str, int]
    late: int
    gaps: int

    @property
    def done(self) -> int:
        """Done, and confirmed."""
        return self.counts.get("done", 0) - self.declared.get("done", 0)

    @property
    def unknown(self) -> int:
        """Of which nobody can say whether they are done: declared by one side only, without evidence, not reported."""
        return sum(self.declared.values()) + sum(
            self.counts.get(column, 0) - self.declared.get(column, 0) for column in (NO_EVIDENCE, NOT_REPORTED)
        )

    @property
    def cells(self) -> list[tuple[str, int, int]]:
        """(column, how many, of them only declared), in the order of the columns."""
        return [(column, self.counts.get(column, 0), self.declared.get(column, 0)) for column in COLUMNS]


@dataclass(frozen=True)
class Glance:
    """A plan at a glance."""

    all: Line
    axes: Sequence[Line]
    institutions: Sequence[Line]
    money: Sequence[money.Total]
    unfunded: int  # actions without a line of funding


@dataclass(frozen=True)
class Row:
    """One action of a list."""

    action: Action
    where: Where
    money: Sequence[money.Total]
    milestones: int
    milestones_done: int


@dataclass(frozen=True)
class Known:
    """Everything that filters and tables need of a plan's actions, read once."""

    where: Mapping[uuid.UUID, Where]
    axis: Mapping[uuid.UUID, int | None]
    lead: Mapping[uuid.UUID, str | None]


def live(plan: Plan) -> QuerySet[Action]:
    """The plan's actions that were not dropped."""
    return Action.objects.filter(plan=plan, dropped_at=None)


def known(plan: Plan, today: datetime.date) -> Known:
    """What the tables and the filters read. Four queries."""
    actions = live(plan)
    rows = list(actions.order_by().values_list("pk", "axis", "lead"))
    return Known(
        where(actions, {plan.pk: plan}, today),
        {pk: axis for pk, axis, _lead in rows},
        {pk: lead for pk, _axis, lead in rows},
    )


def glance(plan: Plan, read: Known, axes: Sequence[Axis], institutions: Mapping[str, Institution]) -> Glance:
    """The plan at a glance. Two queries."""
    by_axis: dict[int | None, list[Where]] = defaultdict(list)
    by_lead: dict[str | None, list[Where]] = defaultdict(list)
    for pk, one in read.where.items():
        by_axis[read.axis[pk]].append(one)
        by_lead[read.lead[pk]].append(one)
    lines = [_line(axis.code, axis.title, by_axis.get(axis.pk, ())) for axis in axes]
    if None in by_axis and axes:
        lines.append(_line(NO_AXIS, None, by_axis[None]))
    leads = [_line(code, one, by_lead[code]) for code, one in institutions.items() if code in by_lead]
    if None in by_lead:
        leads.append(_line(NO_AXIS, None, by_lead[None]))
    funding = Funding.objects.filter(action__plan=plan, action__dropped_at=None)
    funded = funding.values("action").distinct().count()
    return Glance(
        all=_line("", None, read.where.values()),
        axes=lines,
        institutions=leads,
        money=_totals(funding),
        unfunded=len(read.where) - funded,
    )


def _line(key: str, title: Text | Institution | None, actions: Iterable[Where]) -> Line:
    counts: Counter[str] = Counter()
    declared: Counter[str] = Counter()
    late = gaps = total = 0
    for one in actions:
        total += 1
        column = column_of(one)
        counts[column] += 1
        declared[column] += one.standing.standing == DECLARED
        late += one.late
        gaps += one.standing.gap
    return Line(key, title, total, counts, declared, late, gaps)


def column_of(one: Where) -> str:
    """The column of an action: its status, or that nothing was reported."""
    return one.standing.status if one.standing.standing in (OFFICIAL, DECLARED) else NOT_REPORTED


def _totals(lines: QuerySet[Funding]) -> list[money.Total]:
    rows = lines.order_by().values_list("currency", "standing", "amount")
    return money.totals(money.Line(currency, standing, amount) for currency, standing, amount in rows)


def selected(plan: Plan, asked: Asked, read: Known) -> list[uuid.UUID]:
    """The actions that fit what is asked, in the order of the plan: axis by axis."""
    actions = Action.objects.filter(plan=plan, dropped_at__isnull=not asked.dropped)
    if asked.axis == NO_AXIS:
        actions = actions.filter(axis=None)
    elif asked.axis:
        actions = actions.filter(axis__code=asked.axis)
    if asked.institution == NO_AXIS:
        actions = actions.filter(lead=None)
    elif asked.institution:
        shares = Action.partners.through.objects.filter(institution=asked.institution).values("action")
        actions = actions.filter(Q(lead=asked.institution) | Q(pk__in=shares))
    if asked.text.strip():
        actions = actions.filter(pk__in=_saying(actions, asked.text))
    found = actions.order_by("axis__position", "position", "code").values_list("pk", flat=True)
    return [pk for pk in found if asked.dropped or _fits(read.where[pk], asked)]


def _fits(one: Where, asked: Asked) -> bool:
    if asked.status and column_of(one) != asked.status:
        return False
    if asked.only == LATE:
        return one.late
    if asked.only == GAP:
        return one.standing.gap
    return asked.only != DECLARED or one.standing.standing == DECLARED


def _saying(actions: QuerySet[Action], words: str) -> list[uuid.UUID]:
    wanted = folded([words]).split()
    rows = actions.values_list("pk", "title", "about")
    texts = ((pk, folded([*title.plain().values(), *about.plain().values()])) for pk, title, about in rows)
    return [pk for pk, text in texts if all(word in text for word in wanted)]


def rows_of(ids: Sequence[uuid.UUID], plans: Mapping[str, Plan], today: datetime.date) -> list[Row]:
    """What a list shows of each, in that order. Seven queries, however many there are."""
    actions = Action.objects.filter(pk__in=ids)
    full = {one.pk: one for one in actions.select_related("axis", "lead").prefetch_related("partners")}
    stand = where(actions, plans, today)
    funding: dict[uuid.UUID, list[money.Line]] = defaultdict(list)
    lines = Funding.objects.filter(action__in=ids).values_list("action", "currency", "standing", "amount")
    for pk, currency, standing, amount in lines:
        funding[pk].append(money.Line(currency, standing, amount))
    steps = Milestone.objects.filter(action__in=ids).order_by().values("action")
    counted = steps.annotate(number=Count("pk"), done=Count("done_on")).values_list("action", "number", "done")
    milestones = {pk: (number, done) for pk, number, done in counted}
    rows = []
    for pk in ids:
        action = full[pk]
        action.plan = plans[action.plan_id]
        rows.append(Row(action, stand[pk], money.totals(funding[pk]), *milestones.get(pk, (0, 0))))
    return rows


def institutions_of(plan: Plan) -> dict[str, Institution]:
    """The institutions of the plan's jurisdiction, by code."""
    return {one.pk: one for one in Institution.objects.filter(jurisdiction=plan.jurisdiction_id).order_by("code")}


def summaries(plans: Sequence[Plan]) -> dict[str, int]:
    """How many actions each plan has. One query."""
    rows = Action.objects.filter(plan__in=plans, dropped_at=None).order_by().values("plan").annotate(number=Count("pk"))
    return dict(rows.values_list("plan", "number"))
