"""Who is asked what: several at once, one entry that lists them."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.changes import assignments
from jatigi.governance.assessments.models import Assignment
from jatigi.governance.assessments.tests.acts import one_entry, refusal
from jatigi.governance.assessments.tests.world import World, make_framework

DUE = datetime.date(2026, 9, 1)


def test_several_indicators_are_assigned_in_one_act(world: World) -> None:
    wanted = [world.indicator("rights.health"), world.indicator("rights.school"), world.indicator("rights.health")]
    with one_entry("assignment.assign"):
        count = assignments.assign(world.round, wanted, by=world.cast.aminata, institution=world.cast.ministry, due=DUE)
    rows = Assignment.objects.order_by("indicator__position")
    assert count == 2
    assert [(a.institution, a.assessor, a.due) for a in rows] == [(world.cast.ministry, None, DUE)] * 2
    assert Entry.objects.order_by("-seq")[0].targets == [str(a.pk) for a in rows]


def test_what_is_not_named_stays_and_none_takes_away(world: World) -> None:
    health = [world.indicator()]
    assignments.assign(
        world.round, health, by=world.cast.aminata, institution=world.cast.ministry, assessor=world.cast.boubacar
    )
    assignments.assign(world.round, health, by=world.cast.aminata, assessor=None, due=DUE)
    row = Assignment.objects.get()
    assert (row.institution, row.assessor, row.due) == (world.cast.ministry, None, DUE)


def test_an_institution_is_asked_for_several_at_once_and_when_is_kept(world: World) -> None:
    wanted = [world.indicator("rights.health"), world.indicator("mobility.visas")]
    with one_entry("assignment.ask"):
        count = assignments.ask_institution(world.round, world.cast.statistics, wanted, by=world.cast.aminata, due=DUE)
    assert count == 2
    assert all(a.institution == world.cast.statistics and a.asked_at and a.due == DUE for a in Assignment.objects.all())


def _elsewhere(world: World) -> dict[str, Any]:
    return {"institution": Institution.objects.create(code="dakar", jurisdiction=world.cast.senegal)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda w: {"indicators": []}, "assignment.nothing"),
        (lambda w: {"indicators": [w.indicator("a.b", make_framework("o", codes=("a.b",)))]}, "assignment.elsewhere"),
        (_elsewhere, "assignment.institution"),
        (lambda w: {"assessor": w.cast.tieman}, "assignment.assessor"),
        (lambda w: {"assessor": w.cast.demba}, "assignment.assessor"),
        (lambda w: {"assessor": w.cast.nene}, "assignment.assessor"),
        (lambda w: {"by": w.cast.boubacar}, "not_your_role"),
        (lambda w: {"by": w.cast.nene}, "not_your_role"),
    ],
)
def test_what_cannot_be_assigned(world: World, change: Callable[[World], dict[str, Any]], code: str) -> None:
    wanted = {"indicators": [world.indicator()], "by": world.cast.aminata} | change(world)
    assert refusal(lambda: assignments.assign(world.round, **wanted)) == code


@pytest.mark.parametrize("state", ["draft_sent", "validated", "published"])
def test_nothing_is_assigned_outside_the_working_states(world: World, state: str) -> None:
    world.set_state(state)
    assert refusal(
        lambda: assignments.assign(world.round, [world.indicator()], by=world.cast.aminata)
    ) == "assignment.not_now"  # fmt: skip
