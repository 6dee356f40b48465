"""Plans: opened, described anew, adopted, ended; their axes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.followup import guards, wording
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import Axis, Plan
from jatigi.governance.followup.rules import plans as rules
from jatigi.governance.followup.rules.recommendations import short_name
from jatigi.governance.instruments.models import Instrument

EMPTY = Text("fr", {})
MONTHS = range(1, 25)


@dataclass(frozen=True)
class Described:
    """What a person writes of a plan. ``first_report``: the first day on which reports are due; from there every
    ``report_months`` months until the plan ends. ``instrument``: the text that adopts it."""

    title: Text
    about: Text = EMPTY
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    report_months: int = 6
    first_report: datetime.date | None = None
    instrument: Instrument | None = None


@dataclass(frozen=True)
class AxisLine:
    """An axis as it should stand: ``code`` "" for a new one."""

    title: Text
    code: str = ""


def open_plan(code: str, jurisdiction: Place, described: Described, *, by: User, origin: str = "official") -> Plan:
    """Open a plan (state ``draft``).

    Raises:
        Refused: ``exists``, ``untitled``, ``dates``, ``plan.months``, ``elsewhere``, ``not_your_role``.
    """
    try:
        with audit.entry("plan.open", by=by, kind=Plan._meta.label) as record:
            guards.check_role(by, "plan.write", jurisdiction.code)
            plan = Plan(code=code, jurisdiction=jurisdiction, origin=origin)
            _describe(plan, described)
            plan.save(force_insert=True)
            record.objects.append(plan.pk)
    except IntegrityError:
        raise refused("exists", code=code) from None
    return plan


def revise_plan(plan: Plan, described: Described, *, by: User, version: int) -> None:
    """Describe it anew. ``version`` is the one that the person had before them. An adopted plan keeps its calendar.

    Raises:
        Refused: ``newer``, ``action.ended``, and as :func:`open_plan`.
    """
    with audit.entry("plan.revise", by=by, on=plan) as record:
        _check_writable(plan, by, version)
        _describe(plan, described)
        if plan.state == rules.ADOPTED:
            _check_calendar(plan)
        plan.version += 1
        plan.save()
        record.details["version"] = plan.version


def move_plan(plan: Plan, act: str, *, by: User) -> None:
    """Adopt it, reopen, end or resume it. One that is adopted has actions and a calendar.

    Raises:
        Refused: ``plan.not_now``, ``plan.empty``, ``plan.no_calendar``, ``not_your_role``.
    """
    with audit.entry(f"plan.{act}", by=by, on=plan):
        guards.check_role(by, "plan.write", plan.jurisdiction_id)
        state = rules.move(plan.state, act)
        if state is None:
            raise refused("plan.not_now", state=wording.PLAN_STATES[plan.state])
        if act == "adopt":
            if not plan.actions.filter(dropped_at=None).exists():
                raise refused("plan.empty")
            _check_calendar(plan)
        plan.state = state
        plan.save(update_fields=["state"])


def set_axes(plan: Plan, lines: Sequence[AxisLine], *, by: User, version: int) -> list[Axis]:
    """Make these the axes of the plan, in this order; those that are missing are taken away.

    Raises:
        Refused: ``newer``, ``untitled``, ``axis.twice``, ``axis.used``, ``action.gone``, ``action.ended``,
        ``not_your_role``.
    """
    with audit.entry("plan.axes", by=by, on=plan) as record:
        _check_writable(plan, by, version)
        before = {one.code: one for one in plan.axes.all()}
        _check_axes(before, lines)
        _take_away(before, {line.code for line in lines})
        after = [_axis(plan, line, position, before) for position, line in enumerate(lines, start=1)]
        plan.version += 1
        plan.save(update_fields=["version"])
        record.details |= {"version": plan.version, "axes": [one.code for one in after]}
    return after


def _check_writable(plan: Plan, by: User, version: int) -> None:
    guards.check_role(by, "plan.write", plan.jurisdiction_id)
    if plan.state not in rules.WRITABLE:
        raise refused("action.ended")
    if plan.version != version:
        raise refused("newer")


def _describe(plan: Plan, described: Described) -> None:
    guards.check_worded(described.title)
    guards.check_dates(described.starts, described.ends)
    if described.report_months not in MONTHS:
        raise refused("plan.months")
    text = described.instrument
    if text is not None and text.jurisdiction_id not in (None, plan.jurisdiction_id):
        raise refused("elsewhere", code=text.code)
    first, ends = described.first_report, described.ends
    if first is not None and ends is not None and first > ends.latest():
        raise refused("dates")
    plan.title, plan.about, plan.starts, plan.ends = described.title, described.about, described.starts, ends
    plan.report_months, plan.first_report, plan.instrument = described.report_months, first, text


def _check_calendar(plan: Plan) -> None:
    if plan.first_report is None or plan.ends is None:
        raise refused("plan.no_calendar")


def _check_axes(before: Mapping[str, Axis], lines: Sequence[AxisLine]) -> None:
    names = []
    for line in lines:
        guards.check_worded(line.title)
        if line.code and line.code not in before:
            raise refused("action.gone", code=line.code)
        names.append(tuple(sorted(line.title.plain().items())))
    codes = [line.code for line in lines if line.code]
    if len(set(names)) < len(names) or len(set(codes)) < len(codes):
        raise refused("axis.twice")


def _take_away(before: Mapping[str, Axis], kept: set[str]) -> None:
    for code, axis in before.items():
        if code not in kept:
            if axis.actions.exists():
                raise refused("axis.used", code=str(axis.title))
            axis.delete()


def _axis(plan: Plan, line: AxisLine, position: int, before: Mapping[str, Axis]) -> Axis:
    axis = before.get(line.code)
    if axis is None:
        taken = set(plan.axes.values_list("code", flat=True))
        axis = Axis(plan=plan, code=short_name("axe", str(line.title), taken)[:80])
    axis.title, axis.position = line.title, position
    axis.save()
    return axis
