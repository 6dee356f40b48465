"""Priorities: what one institution may give, who records, and what a closing closes."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import ballots as act
from jatigi.governance.followup.changes import recommendations
from jatigi.governance.followup.changes.ballots import Drawn
from jatigi.governance.followup.models import Ballot, Vote
from jatigi.governance.followup.queries.priorities import result_of
from jatigi.governance.followup.rules import ballots as rules
from jatigi.governance.followup.rules.ballots import Given
from jatigi.governance.followup.tests.acts import refusal
from jatigi.governance.followup.tests.world import World, nothing


def opened(world: World, method: str = "points", **more: Any) -> Ballot:
    for code in ("un", "deux", "trois"):
        world.recommended(code, words=code.capitalize())
    drawn = Drawn(text("Priorités"), method, list(world.mali.recommendations.order_by("position")), **more)
    return act.open_ballot("p", world.mali, world.room, drawn, by=world.cast.aminata)


def test_what_stands_against_opening_one(world: World) -> None:
    one, two = world.recommended("un"), world.recommended("deux")

    def opening(by: Any = None, code: str = "p", **more: Any) -> str:
        values: dict[str, Any] = {"title": text("P"), "method": "points", "recommendations": [one, two]} | more
        return refusal(
            lambda: act.open_ballot(code, world.mali, world.room, Drawn(**values), by=by or world.cast.aminata)
        )

    assert opening(by=world.cast.boubacar) == "not_your_role"
    assert opening(title=nothing()) == "untitled"
    assert opening(recommendations=[one, one]) == "ballot.empty"
    assert opening(method="dice") == "ballot.method"
    assert opening(points=0) == "ballot.points"
    assert opening(closes_at=timezone.now() - datetime.timedelta(hours=1)) == "ballot.past"
    recommendations.drop(two, by=world.cast.boubacar, reason="Double.")
    assert opening() == "recommendation.not_now"
    recommendations.restore(two, by=world.cast.boubacar)
    act.open_ballot("p", world.mali, world.room, Drawn(text("P"), "points", [one, two]), by=world.cast.aminata)
    assert opening() == "exists"
    elsewhere = Drawn(text("P"), "points", [one, two])
    assert refusal(lambda: act.open_ballot("q", world.cast.senegal, None, elsewhere, by=world.cast.nene)) == "elsewhere"


def test_an_institution_spreads_its_points_and_may_change_them(world: World) -> None:
    ballot = opened(world)
    first = act.vote(
        ballot, world.cast.statistics, {"un": Given(6, 5, 2), "deux": Given(4)}, by=world.cast.kadi, version=0
    )
    assert {one.recommendation_id: one.amount for one in first} == {"un": 6, "deux": 4}
    act.vote(ballot, world.cast.statistics, {"trois": Given(10)}, by=world.cast.kadi, version=1)
    assert list(Vote.objects.values_list("recommendation", "amount", "version")) == [("trois", 10, 2)]
    assert Entry.objects.filter(action="ballot.vote").count() == 2


def test_what_stands_against_a_sheet(world: World) -> None:
    ballot, cast = opened(world), world.cast

    def voting(given: dict[str, Given], *, by: Any = None, institution: Any = None, version: int = 0) -> str:
        return refusal(
            lambda: act.vote(ballot, institution or cast.statistics, given, by=by or cast.kadi, version=version)
        )

    assert voting({"un": Given(11)}) == "ballot.too_many"
    assert voting({"un": Given(-1)}) == "ballot.amount"
    assert voting({"un": Given(1, effect=6)}) == "ballot.scale"
    assert voting({"nowhere": Given(1)}) == "ballot.other"
    assert voting({"un": Given(1)}, institution=world.labour) == "not_your_role"
    assert voting({"un": Given(1)}, institution=cast.ministry) == "ballot.not_asked"
    assert voting({"un": Given(1)}, by=cast.tieman) == "not_your_role"
    act.vote(ballot, cast.statistics, {"un": Given(1)}, by=cast.kadi, version=0)
    assert voting({"un": Given(2)}) == "newer"  # a colleague was first
    act.close_ballot(ballot, by=cast.aminata)
    assert voting({"un": Given(2)}, version=1) == "ballot.closed"


def test_the_moment_of_closing_passes_while_the_sheet_is_open(world: World) -> None:
    ballot = opened(world, closes_at=timezone.now() + datetime.timedelta(hours=1))
    Ballot.objects.filter(pk="p").update(closes_at=timezone.now() - datetime.timedelta(seconds=1))
    late = lambda: act.vote(ballot, world.cast.statistics, {"un": Given(1)}, by=world.cast.kadi, version=0)  # noqa: E731
    assert refusal(late) == "ballot.closed"
    ballot.refresh_from_db()
    act.reopen_ballot(ballot, by=world.cast.aminata)
    assert act.is_open(ballot)
    late()


def test_the_rapporteur_enters_a_sheet_for_an_institution(world: World) -> None:
    ballot = opened(world)
    act.vote(ballot, world.health, {"un": Given(10)}, by=world.cast.boubacar, version=0)
    assert Vote.objects.get().recorded_by == world.cast.boubacar


def test_hands_are_the_rapporteurs(world: World) -> None:
    ballot, cast = opened(world, "hands"), world.cast
    mine = lambda: act.vote(ballot, cast.statistics, {"un": Given(1)}, by=cast.kadi, version=0)  # noqa: E731
    assert refusal(mine) == "ballot.rapporteur"
    counting = lambda raised, **more: act.record_hands(ballot, raised, by=cast.boubacar, **{"stamp": 0} | more)  # noqa: E731
    assert counting({"un": frozenset({"instat", "sante"}), "deux": frozenset()}) == 2
    stamp = act.grid_stamp(ballot)
    assert refusal(lambda: counting({"un": frozenset()})) == "newer"
    assert refusal(lambda: counting({"un": frozenset({"mmeia"})}, stamp=stamp)) == "ballot.not_asked"
    assert refusal(lambda: counting({"x": frozenset()}, stamp=stamp)) == "ballot.other"
    assert counting({"un": frozenset({"sante"})}, stamp=stamp) == 1
    assert set(Vote.objects.filter(amount=1).values_list("institution", flat=True)) == {"sante"}
    notes = lambda: act.record_hands(ballot, {"un": frozenset()}, by=cast.kadi, stamp=act.grid_stamp(ballot))  # noqa: E731
    assert refusal(notes) == "not_your_role"
    act.close_ballot(ballot, by=cast.aminata)
    assert refusal(lambda: counting({"un": frozenset()}, stamp=act.grid_stamp(ballot))) == "ballot.closed"


def test_points_are_not_counted_as_hands(world: World) -> None:
    ballot = opened(world)
    assert (
        refusal(lambda: act.record_hands(ballot, {"un": frozenset()}, by=world.cast.boubacar, stamp=0))
        == "ballot.method"
    )


def test_closing_and_opening_again(world: World) -> None:
    ballot, cast = opened(world), world.cast
    assert refusal(lambda: act.close_ballot(ballot, by=cast.boubacar)) == "not_your_role"
    assert refusal(lambda: act.reopen_ballot(ballot, by=cast.aminata)) == "ballot.open"
    act.close_ballot(ballot, by=cast.aminata)
    assert refusal(lambda: act.close_ballot(ballot, by=cast.aminata)) == "ballot.closed"
    assert ballot.closed_at is not None
    act.reopen_ballot(ballot, by=cast.aminata)
    assert (ballot.state, ballot.closed_at) == ("open", None)


def test_the_result_calls_ties_ties_and_counts_only_who_set_priorities(world: World) -> None:
    ballot, cast = opened(world), world.cast
    assert result_of(ballot) is None
    act.vote(ballot, cast.statistics, {"un": Given(10, 4, 2)}, by=cast.kadi, version=0)
    act.vote(ballot, world.labour, {"deux": Given(10, 2, 2)}, by=world.awa, version=0)
    found = result_of(ballot)
    assert found is not None
    assert (found.voters, found.asked, found.few) == (2, 3, True)
    assert {"un", "deux"} <= {one.entry.code for one in found.tiers[0]}
    assert found.agreement == "hardly"
    assert {one.entry.code: (one.effect, one.feasibility) for one in found.placed} == {
        "un": (4, 2), "deux": (2, 2), "trois": (None, None),
    }  # fmt: skip
    assert all(isinstance(one.share, int) for one in found.placed)


def test_hands_count_each_recommendation_by_itself(world: World) -> None:
    ballot, cast = opened(world, "hands"), world.cast
    raised = {"un": frozenset({"instat", "travail", "sante"}), "deux": frozenset({"instat"})}
    act.record_hands(ballot, raised, by=cast.aminata, stamp=0)
    found = result_of(ballot)
    assert found is not None
    assert {one.entry.code: one.share for one in found.placed} == {"un": 100, "deux": 33, "trois": 0}


@pytest.mark.parametrize(
    ("w", "name"),
    [(None, ""), (0, "hardly"), (0.29, "hardly"), (0.3, "weak"), (0.5, "moderate"), (0.7, "strong")],
)
def test_how_far_they_agree_has_a_name(w: float | None, name: str) -> None:
    assert rules.agreement(w) == name
