"""Actions of a plan: written, revised, drafted from the library of suggestions, ordered, dropped, brought back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.db.models import Max
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.followup import guards
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import (
    EFFORTS,
    FUNDING,
    Action,
    Axis,
    Funding,
    Milestone,
    Movement,
    Plan,
    Recommendation,
)
from jatigi.governance.followup.rules import plans as rules
from jatigi.governance.followup.rules.recommendations import short_name
from jatigi.governance.frameworks.models import Indicator, IndicatorVersion
from jatigi.governance.instruments.models import Instrument

EMPTY = Text("fr", {})
CURRENCY: Final = re.compile(r"[A-Z]{3}\Z")  # ISO 4217
MOST: Final = Decimal("1e16")  # what the column holds


@dataclass(frozen=True)
class Step:
    """A milestone: what can be seen to be done, by when, and when it was."""

    title: Text
    due: PartialDate | None = None
    done_on: PartialDate | None = None


@dataclass(frozen=True)
class Money:
    """A line of funding; ``amount`` None where nobody knows it."""

    amount: Decimal | None
    currency: str
    source: Text = EMPTY
    standing: str = "sought"


@dataclass(frozen=True)
class Expected:
    """The answer to an indicator should move from one level to another by a date."""

    indicator: Indicator
    level_from: str
    level_to: str
    by: PartialDate | None = None


@dataclass(frozen=True)
class Written:
    """What a person writes of an action."""

    title: Text
    about: Text = EMPTY
    axis: Axis | None = None
    lead: Institution | None = None
    partners: Sequence[Institution] = ()
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    recommendations: Sequence[Recommendation] = ()
    indicators: Sequence[Indicator] = ()
    instruments: Sequence[Instrument] = ()
    milestones: Sequence[Step] = ()
    funding: Sequence[Money] = ()
    movements: Sequence[Expected] = ()
    effort: str = ""
    public: bool = True
    suggestion: str = field(default="")


def write_action(plan: Plan, written: Written, *, by: User) -> Action:
    """Write an action into the plan.

    Raises:
        Refused: ``action.ended``, ``action.gone`` (an institution, axis or recommendation that was deleted meanwhile),
        ``action.served``, ``action.money``, ``action.movement``, ``action.effort``, ``elsewhere``, ``untitled``,
        ``dates``, ``not_your_role``.
    """
    with audit.entry("action.write", by=by, kind=Action._meta.label, plan=plan.pk) as record:
        plan = _writable(plan, by)
        action = _new(plan, written)
        record.objects.append(str(action.pk))
    return action


def draft_actions(plan: Plan, several: Sequence[Written], *, by: User) -> list[Action]:
    """Write several actions at once, as the library suggests them; afterwards their text is the institution's own. What
    the plan already has from the same suggestion is left out.

    Raises:
        Refused: as :func:`write_action`.
    """
    with audit.entry("action.draft", by=by, kind=Action._meta.label, plan=plan.pk) as record:
        plan = _writable(plan, by)
        taken = set(plan.actions.filter(dropped_at=None).exclude(suggestion="").values_list("suggestion", flat=True))
        made = []
        for written in several:
            if written.suggestion in taken:
                continue
            taken.add(written.suggestion)
            made.append(_new(plan, written))
        record.objects += [str(one.pk) for one in made]
    return made


def revise_action(action: Action, written: Written, *, by: User, version: int) -> None:
    """Write it anew. ``version`` is the one that the person had before them.

    Raises:
        Refused: ``newer``, ``action.dropped``, and as :func:`write_action`.
    """
    with audit.entry("action.revise", by=by, on=action) as record:
        plan = _writable(action.plan, by)
        if action.version != version:
            raise refused("newer")
        if action.dropped_at is not None:
            raise refused("action.dropped")
        _fill(action, plan, written)
        record.details["version"] = action.version


def order_action(action: Action, direction: str, *, by: User) -> None:
    """Move it one place up or down among the actions of its axis.

    Raises:
        Refused: ``action.ended``, ``action.dropped``, ``not_your_role``.
    """
    with audit.entry("action.order", by=by, on=action, direction=direction):
        plan = _writable(action.plan, by)
        if action.dropped_at is not None:
            raise refused("action.dropped")
        beside = plan.actions.filter(axis=action.axis_id, dropped_at=None)
        places = {
            str(pk): position for pk, position in beside.order_by("position", "code").values_list("pk", "position")
        }
        order = list(places)
        after = rules.moved(order, str(action.pk), direction)
        changed = [
            (pk, place) for pk, place in zip(after, _distinct(places.values()), strict=True) if places[pk] != place
        ]
        for pk, place in changed:
            Action.objects.filter(pk=pk).update(position=place)
        action.refresh_from_db(fields=["position"])


def drop_action(action: Action, *, by: User, reason: Text) -> None:
    """Take it out of the plan, with a reason; its record and its reports stay.

    Raises:
        Refused: ``reason_missing``, ``action.dropped``, ``action.ended``, ``not_your_role``.
    """
    if not any(version.text.strip() for version in reason.texts.values()):
        raise refused("reason_missing")
    with audit.entry("action.drop", by=by, on=action, reason=str(reason)):
        _writable(action.plan, by)
        if action.dropped_at is not None:
            raise refused("action.dropped")
        action.dropped_at, action.dropped_reason = timezone.now(), reason
        action.version += 1
        action.save(update_fields=["dropped_at", "dropped_reason", "version"])


def restore_action(action: Action, *, by: User) -> None:
    """Bring it back into the plan.

    Raises:
        Refused: ``action.stands``, ``action.ended``, ``not_your_role``.
    """
    with audit.entry("action.restore", by=by, on=action):
        _writable(action.plan, by)
        if action.dropped_at is None:
            raise refused("action.stands")
        action.dropped_at, action.dropped_reason = None, EMPTY
        action.version += 1
        action.save(update_fields=["dropped_at", "dropped_reason", "version"])


def _writable(plan: Plan, by: User) -> Plan:
    """The plan as it is now, its row locked, so that its actions are ordered by one person at a time."""
    now = Plan.objects.select_for_update().get(pk=plan.pk)
    guards.check_role(by, "plan.write", now.jurisdiction_id)
    if now.state not in rules.WRITABLE:
        raise refused("action.ended")
    return now


def _new(plan: Plan, written: Written) -> Action:
    guards.check_worded(written.title)
    taken = set(plan.actions.values_list("code", flat=True))
    last = plan.actions.aggregate(last=Max("position"))["last"] or 0
    action = Action(
        plan=plan,
        code=short_name("action", str(written.title), taken),
        position=last + 1,
        suggestion=written.suggestion,
        version=0,
    )
    _fill(action, plan, written)
    return action


def _fill(action: Action, plan: Plan, written: Written) -> None:
    recommendations = _check(plan, written)
    action.title, action.about, action.axis, action.lead = written.title, written.about, written.axis, written.lead
    action.starts, action.ends, action.effort, action.public = (
        written.starts, written.ends, written.effort, written.public,
    )  # fmt: skip
    action.version += 1
    action.save()
    action.partners.set(one for one in written.partners if written.lead is None or one.pk != written.lead.pk)
    action.recommendations.set(recommendations)
    action.indicators.set({one.pk: one for one in (*written.indicators, *_moving(written))}.values())
    action.instruments.set(written.instruments)
    _renew_lines(action, written)


def _renew_lines(action: Action, written: Written) -> None:
    for lines in (action.milestones, action.funding, action.movements):
        lines.all().delete()
    for position, step in enumerate(written.milestones, start=1):
        Milestone.objects.create(
            action=action, title=step.title, due=step.due, done_on=step.done_on, position=position
        )  # fmt: skip
    for position, money in enumerate(written.funding, start=1):
        Funding.objects.create(
            action=action, amount=money.amount, currency=money.currency, source=money.source,
            standing=money.standing, position=position,
        )  # fmt: skip
    for one in written.movements:
        Movement.objects.create(
            action=action, indicator=one.indicator, level_from=one.level_from, level_to=one.level_to, by=one.by
        )


def _moving(written: Written) -> Iterable[Indicator]:
    return (one.indicator for one in written.movements)


def _check(plan: Plan, written: Written) -> list[Recommendation]:
    """Everything that stands against it; what it serves, with heirs in the place of what was merged or split."""
    guards.check_worded(written.title)
    guards.check_dates(written.starts, written.ends)
    if written.effort not in ("", *EFFORTS):
        raise refused("action.effort")
    _check_there(plan, written)
    _check_money(written.funding)
    for step in written.milestones:
        guards.check_worded(step.title)
    _check_movements(written.movements)
    return _heirs(plan, written.recommendations)


def _check_there(plan: Plan, written: Written) -> None:
    """What is named still exists and belongs here: it may have been deleted while the form was open."""
    named = {one.pk: one for one in (written.lead, *written.partners) if one is not None}
    there = set(Institution.objects.filter(pk__in=named).values_list("pk", flat=True))
    for pk in named:
        if pk not in there:
            raise refused("action.gone", code=pk)
    guards.check_here(plan.jurisdiction_id, named.values())
    if written.axis is not None and not plan.axes.filter(pk=written.axis.pk).exists():
        raise refused("action.gone", code=str(written.axis.title))
    for text in written.instruments:
        if text.jurisdiction_id not in (None, plan.jurisdiction_id):
            raise refused("elsewhere", code=text.code)


def _check_money(lines: Sequence[Money]) -> None:
    for one in lines:
        if one.amount is not None and not (one.amount.is_finite() and 0 <= one.amount < MOST):
            raise refused("action.money", found=one.amount)
        if not CURRENCY.match(one.currency):
            raise refused("action.money", found=one.currency)
        if one.standing not in FUNDING:
            raise refused("action.money", found=one.standing)


def _check_movements(movements: Sequence[Expected]) -> None:
    codes = {one.indicator.pk: one.indicator.code for one in movements}
    if len(codes) < len(movements):
        raise refused("action.movement", code=", ".join(codes.values()))
    levels: dict[int, set[str]] = {pk: set() for pk in codes}
    for indicator, listed in IndicatorVersion.objects.filter(indicator__in=codes).values_list("indicator", "levels"):
        levels[indicator] |= {level["id"] for level in listed}
    for one in movements:
        known = levels[one.indicator.pk]
        if one.level_from == one.level_to or not {one.level_from, one.level_to} <= known:
            raise refused("action.movement", code=one.indicator.code)


def _heirs(plan: Plan, served: Sequence[Recommendation]) -> list[Recommendation]:
    """What the action serves, as it stands: a merged or split recommendation gives way to what it became, so that no
    link leads back into what is closed."""
    if not served:
        return []
    here = Recommendation.objects.filter(jurisdiction=plan.jurisdiction_id)
    found = {one.pk: one for one in here}
    became: dict[str, list[str]] = {}
    through = Recommendation.became.through.objects.filter(from_recommendation__in=found)
    for earlier, later in through.values_list("from_recommendation", "to_recommendation"):
        became.setdefault(earlier, []).append(later)
    states = {code: one.state for code, one in found.items()}
    standing: dict[str, Recommendation] = {}
    for one in served:
        if one.jurisdiction_id != plan.jurisdiction_id:
            raise refused("elsewhere", code=one.pk)
        if one.pk not in found:
            raise refused("action.gone", code=one.pk)
        if not (codes := rules.heirs(one.pk, states, became)):
            raise refused("action.served", code=one.pk)
        standing |= {code: found[code] for code in codes}
    return list(standing.values())


def _distinct(places: Iterable[int]) -> list[int]:
    """The places in order, each higher than the one before."""
    found: list[int] = []
    for place in places:
        found.append(max(place, found[-1] + 1) if found else place)
    return found
