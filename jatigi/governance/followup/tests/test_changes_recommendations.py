"""Recommendations keep where they come from, through every merge and split."""

import pytest

from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import recommendations as act
from jatigi.governance.followup.changes.recommendations import Belongs, Worded
from jatigi.governance.followup.models import RECOMMENDATION_STATES, Recommendation
from jatigi.governance.followup.rules.recommendations import ACTIONS, MOVES, descendants, move, runs_in_circle
from jatigi.governance.followup.tests.acts import refusal
from jatigi.governance.followup.tests.world import World, nothing


def test_a_recommendation_is_written_and_can_be_discussed(world: World) -> None:
    made = world.recommended()
    assert (made.state, made.origin, list(made.findings.all())) == ("draft", "official", [world.gap])
    assert made.subject is not None
    assert made.subject.kind == "recommendation"


def test_what_stands_against_writing_one(world: World) -> None:
    write = lambda *args: act.write_recommendation(*args, by=world.cast.boubacar)  # noqa: E731
    here = world.belongs()
    assert refusal(lambda: write("a", here, Worded(nothing()))) == "untitled"
    assert refusal(lambda: write("a", here, Worded(text("x"), came_from="dream"))) == "recommendation.no_origin"
    assert refusal(lambda: write("a", here, Worded(text("x"), gcm=[24]))) == "recommendation.objective"
    assert refusal(lambda: write("a", Belongs(world.cast.senegal), Worded(text("x")))) == "not_your_role"
    elsewhere = lambda: act.write_recommendation(  # noqa: E731
        "a", Belongs(world.cast.senegal, world.round), Worded(text("x")), by=world.cast.nene
    )
    assert refusal(elsewhere) == "elsewhere"
    world.recommended("a")
    assert refusal(lambda: write("a", here, Worded(text("x")))) == "exists"


def test_new_words_are_a_revision_and_are_adopted_anew(world: World) -> None:
    made = world.adopted()
    assert refusal(lambda: act.reword(made, world.worded("Autre"), by=world.cast.boubacar, number=0)) == "newer"
    revision = act.reword(made, world.worded("Étendre les soins à tous"), by=world.cast.boubacar, number=1)
    assert (revision.number, made.state) == (2, "draft")
    assert made.revisions.count() == 2


def test_merged_ones_keep_their_origin_and_the_merge_can_be_undone(world: World) -> None:
    one, two = world.recommended("un", gcm=[15]), world.recommended("deux", findings=[], gcm=[1])
    made = act.merge([one, two], "ensemble", Worded(text("Ensemble"), came_from="floor"), by=world.cast.boubacar)
    assert (made.gcm, list(made.findings.all())) == ([1, 15], [world.gap])
    assert {source.pk for source in made.comes_of.all()} == {"un", "deux"}
    assert {Recommendation.objects.get(pk=pk).state for pk in ("un", "deux")} == {"merged"}
    one.refresh_from_db()
    assert refusal(lambda: act.restore(one, by=world.cast.boubacar)) == "recommendation.lives_on"
    act.drop(made, by=world.cast.boubacar, reason="Deux idées distinctes.")
    act.restore(one, by=world.cast.boubacar)
    assert (one.state, one.became.count()) == ("draft", 0)


def test_a_split_one_leaves_heirs_with_its_origins(world: World) -> None:
    made = world.recommended()
    parts = act.split(made, {"a": Worded(text("A")), "b": Worded(text("B"))}, by=world.cast.boubacar)
    assert [list(part.findings.all()) for part in parts] == [[world.gap], [world.gap]]
    assert made.state == "split"
    assert refusal(lambda: act.split(parts[0], {"c": Worded(text("C"))}, by=world.cast.boubacar)) == (
        "recommendation.too_few"
    )
    twice = {"a": Worded(text("A")), "c": Worded(text("C"))}
    assert refusal(lambda: act.split(parts[0], twice, by=world.cast.boubacar)) == "exists"


def test_merging_takes_two_and_only_what_belongs_together(world: World) -> None:
    one = world.recommended("un")
    words = Worded(text("x"))
    assert refusal(lambda: act.merge([one, one], "x", words, by=world.cast.boubacar)) == "recommendation.too_few"
    other = world.recommended("deux")
    Recommendation.objects.filter(pk="deux").update(origin="fictional")
    other.refresh_from_db()
    assert refusal(lambda: act.merge([one, other], "x", words, by=world.cast.boubacar)) == "recommendation.apart"


def test_the_government_answers_what_was_adopted(world: World) -> None:
    made = world.recommended()
    respond = lambda word: act.respond(made, word, text("Oui"), by=world.cast.aminata)  # noqa: E731
    assert refusal(lambda: respond("accepted")) == "recommendation.not_now"
    act.adopt(made, by=world.cast.aminata)
    assert refusal(lambda: respond("perhaps")) == "recommendation.acceptance"
    respond("in_part")
    made.refresh_from_db()
    assert (made.acceptance, made.response) == ("in_part", text("Oui"))
    assert refusal(lambda: act.adopt(made, by=world.cast.aminata)) == "recommendation.not_now"


def test_dropping_needs_a_reason(world: World) -> None:
    made = world.recommended()
    assert refusal(lambda: act.drop(made, by=world.cast.boubacar, reason=" ")) == "reason_missing"
    act.drop(made, by=world.cast.boubacar, reason="Hors sujet.")
    act.restore(made, by=world.cast.boubacar)
    assert made.state == "draft"


@pytest.mark.parametrize("state", RECOMMENDATION_STATES)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_cell_moves_or_is_refused(state: str, action: str) -> None:
    assert (move(state, action) is None) == ((state, action) not in MOVES)
    assert move(state, action) in (None, *RECOMMENDATION_STATES)


def test_nothing_comes_of_itself() -> None:
    became = {"a": ["c"], "b": ["c"], "c": ["d"]}
    assert descendants("a", became) == {"c", "d"}
    assert runs_in_circle(["d"], "a", became)
    assert runs_in_circle(["a"], "a", became)
    assert not runs_in_circle(["a"], "d", became)
    assert descendants("x", {"x": ["y"], "y": ["x"]}) == {"x", "y"}  # ends even on a circle
