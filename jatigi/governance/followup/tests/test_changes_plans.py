"""What stands against every act on plans and actions; nothing is written when it is refused."""

from decimal import Decimal
from typing import Any

import pytest

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.audit.models import Entry
from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import actions as act
from jatigi.governance.followup.changes import plans as lead
from jatigi.governance.followup.changes import recommendations
from jatigi.governance.followup.changes.actions import Expected, Money, Step, Written
from jatigi.governance.followup.changes.plans import AxisLine, Described
from jatigi.governance.followup.models import Action
from jatigi.governance.followup.tests.acts import refusal
from jatigi.governance.followup.tests.planned import Planned
from jatigi.governance.followup.tests.world import World, nothing


@pytest.fixture
def planned(world: World) -> Planned:
    return Planned(world)


def test_what_stands_against_opening_a_plan(world: World) -> None:
    def open_plan(by: Any = None, **more: Any) -> str:
        described = Described(**({"title": text("Plan")} | more))
        return refusal(lambda: lead.open_plan("p", world.mali, described, by=by or world.cast.aminata))

    assert open_plan(title=nothing()) == "untitled"
    assert open_plan(starts=PartialDate("2027"), ends=PartialDate("2026")) == "dates"
    assert open_plan(ends=PartialDate("2026-03"), first_report=Planned(world).plan.first_report) == "dates"
    assert open_plan(report_months=0) == "plan.months"
    assert open_plan(report_months=25) == "plan.months"
    assert open_plan(by=world.cast.boubacar) == "not_your_role"
    again = lambda: lead.open_plan("MLI-plan", world.mali, Described(text("x")), by=world.cast.aminata)  # noqa: E731
    assert refusal(again) == "exists"


def test_a_plan_is_adopted_with_actions_and_a_calendar(planned: Planned) -> None:
    plan, by = planned.plan, planned.cast.aminata
    empty = planned.opened("empty")
    assert refusal(lambda: lead.move_plan(empty, "adopt", by=by)) == "plan.empty"
    plan.refresh_from_db()
    lead.revise_plan(plan, Described(text("Plan"), ends=PartialDate("2028")), by=by, version=plan.version)
    assert refusal(lambda: lead.move_plan(plan, "adopt", by=by)) == "plan.no_calendar"
    assert refusal(lambda: lead.move_plan(plan, "end", by=by)) == "plan.not_now"
    first = planned.opened("other").first_report
    full = Described(text("Plan"), ends=PartialDate("2028"), first_report=first)
    lead.revise_plan(plan, full, by=by, version=plan.version)
    lead.move_plan(plan, "adopt", by=by)
    without = Described(text("Plan"))
    assert refusal(lambda: lead.revise_plan(plan, without, by=by, version=plan.version)) == "plan.no_calendar"
    assert refusal(lambda: lead.revise_plan(plan, full, by=by, version=1)) == "newer"
    lead.move_plan(plan, "end", by=by)
    assert refusal(lambda: planned.wrote("Trop tard")) == "action.ended"
    assert refusal(lambda: lead.revise_plan(plan, full, by=by, version=plan.version)) == "action.ended"
    lead.move_plan(plan, "resume", by=by)
    lead.move_plan(plan, "reopen", by=by)
    assert plan.state == "draft"


def test_axes_are_named_once_and_not_taken_from_under_actions(planned: Planned) -> None:
    plan, by = planned.plan, planned.cast.aminata
    plan.refresh_from_db()
    kept = AxisLine(text("Axe un"), planned.axis.code)
    set_axes = lambda lines, version=None: lead.set_axes(  # noqa: E731
        plan, lines, by=by, version=plan.version if version is None else version
    )
    assert refusal(lambda: set_axes([kept, AxisLine(text("Axe un"))])) == "axis.twice"
    assert refusal(lambda: set_axes([kept, kept])) == "axis.twice"
    assert refusal(lambda: set_axes([AxisLine(nothing())])) == "untitled"
    assert refusal(lambda: set_axes([])) == "axis.used"
    assert refusal(lambda: set_axes([kept, AxisLine(text("x"), "unknown")])) == "action.gone"
    assert refusal(lambda: set_axes([kept], version=0)) == "newer"
    set_axes([AxisLine(text("Nouveau")), kept])
    assert [one.position for one in plan.axes.order_by("pk")] == [2, 1]
    set_axes([kept])
    assert plan.axes.count() == 1


def test_what_stands_against_an_action(planned: Planned) -> None:
    wrong = lambda **more: refusal(lambda: planned.wrote(**more))  # noqa: E731
    indicator = planned.world.indicator().indicator
    assert refusal(lambda: act.write_action(planned.plan, Written(nothing()), by=planned.cast.aminata)) == "untitled"
    assert wrong(starts=PartialDate("2028"), ends=PartialDate("2027-12")) == "dates"
    assert wrong(effort="huge") == "action.effort"
    assert wrong(milestones=[Step(nothing())]) == "untitled"
    assert wrong(funding=[Money(Decimal(-1), "XOF")]) == "action.money"
    assert wrong(funding=[Money(Decimal("NaN"), "XOF")]) == "action.money"
    assert wrong(funding=[Money(Decimal("1e17"), "XOF")]) == "action.money"
    assert wrong(funding=[Money(None, "francs")]) == "action.money"
    assert wrong(funding=[Money(None, "XOF", standing="promised")]) == "action.money"
    assert wrong(movements=[Expected(indicator, "absent", "absent")]) == "action.movement"
    assert wrong(movements=[Expected(indicator, "absent", "perfect")]) == "action.movement"
    twice = [Expected(indicator, "absent", "partial"), Expected(indicator, "partial", "complete")]
    assert wrong(movements=twice) == "action.movement"
    dakar = Institution.objects.create(code="dakar", jurisdiction=planned.cast.senegal, name={"fr": "Dakar"})
    assert wrong(lead=dakar) == "elsewhere"
    assert wrong(partners=[dakar]) == "elsewhere"
    written = planned.written()
    assert refusal(lambda: act.write_action(planned.plan, written, by=planned.cast.boubacar)) == "not_your_role"
    other = planned.opened("other")
    assert refusal(lambda: act.write_action(other, written, by=planned.cast.aminata)) == "action.gone"  # its axis


def test_an_institution_deleted_while_the_form_was_open_is_refused(planned: Planned) -> None:
    gone = Institution.objects.create(code="ephemere", jurisdiction=planned.world.mali, name={"fr": "Éphémère"})
    Institution.objects.filter(pk="ephemere").delete()
    assert refusal(lambda: planned.wrote(lead=gone)) == "action.gone"
    assert refusal(lambda: planned.wrote(partners=[gone])) == "action.gone"


def test_an_action_serves_what_a_merged_recommendation_became(planned: Planned) -> None:
    world, action = planned.world, planned.action
    other = world.adopted("autre")
    made = recommendations.merge([planned.soins, other], "ensemble", world.worded("Ensemble"), by=world.cast.boubacar)
    written = planned.written(recommendations=[planned.soins])
    act.revise_action(action, written, by=planned.cast.aminata, version=action.version)
    assert list(action.recommendations.all()) == [made]
    dropped = world.recommended("retiree")
    recommendations.drop(dropped, by=world.cast.boubacar, reason="Double.")
    assert refusal(lambda: planned.wrote(recommendations=[dropped])) == "action.served"


def test_two_people_at_one_action_are_told(planned: Planned) -> None:
    action, by = planned.action, planned.cast.aminata
    act.revise_action(action, planned.written("Autre"), by=by, version=1)
    assert action.version == 2
    assert refusal(lambda: act.revise_action(action, planned.written(), by=by, version=1)) == "newer"


def test_an_action_is_dropped_with_a_reason_and_restored(planned: Planned) -> None:
    action, by = planned.action, planned.cast.aminata
    assert refusal(lambda: act.drop_action(action, by=by, reason=nothing())) == "reason_missing"
    assert refusal(lambda: act.restore_action(action, by=by)) == "action.stands"
    act.drop_action(action, by=by, reason=text("Fait ailleurs"))
    assert refusal(lambda: act.drop_action(action, by=by, reason=text("x"))) == "action.dropped"
    assert refusal(lambda: act.order_action(action, "up", by=by)) == "action.dropped"
    revise = lambda: act.revise_action(action, planned.written(), by=by, version=action.version)  # noqa: E731
    assert refusal(revise) == "action.dropped"
    act.restore_action(action, by=by)
    assert action.dropped_at is None


def test_actions_keep_distinct_places(planned: Planned) -> None:
    by = planned.cast.aminata
    second, third = planned.wrote("Deux"), planned.wrote("Trois")
    Action.objects.update(position=1)  # as an import may leave them
    third.refresh_from_db()
    order = lambda: [one.pk for one in Action.objects.order_by("position", "code")]  # noqa: E731
    before = order()
    act.order_action(Action.objects.get(pk=before[2]), "up", by=by)
    assert order() == [before[0], before[2], before[1]]
    assert len({one.position for one in Action.objects.all()}) == 3
    assert {second.pk, third.pk} < set(before)


def test_every_act_leaves_one_entry(planned: Planned) -> None:
    before = Entry.objects.count()
    made = planned.wrote("Former", movements=[Expected(planned.world.indicator().indicator, "absent", "partial")])
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.action, entry.targets) == ("action.write", [str(made.pk)])
