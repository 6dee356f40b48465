"""Promise 7, the table itself: no path skips review, four eyes hold, a reconstruction is never validated."""

from collections.abc import Iterator

import pytest

from jatigi.foundation.accounts.permissions import PERMISSIONS
from jatigi.governance.assessments import models, wording
from jatigi.governance.assessments.errors import CATALOGUE
from jatigi.governance.assessments.rules import codings, findings, rounds

ORIGINS = ("official", "reconstructed", "fictional")


def paths(origin: str, state: str = "launch", seen: tuple[rounds.Move, ...] = ()) -> Iterator[tuple[rounds.Move, ...]]:
    """Every way to publication that makes no move twice."""
    for move in rounds.moves_from(state, origin):
        if move in seen:
            continue
        if move.next == "published":
            yield (*seen, move)
        else:
            yield from paths(origin, move.next, (*seen, move))


@pytest.mark.parametrize("origin", ORIGINS)
def test_every_round_can_be_published(origin: str) -> None:
    assert any(paths(origin))


@pytest.mark.parametrize("origin", ORIGINS)
def test_no_path_to_publication_skips_review(origin: str) -> None:
    for path in paths(origin):
        states = [move.state for move in path]
        assert "review" in states
        last = len(states) - 1 - states[::-1].index("review")
        conditions = {condition for move in path[last:] for condition in move.conditions}
        assert {"all_reviewed", "nothing_to_reverify", "findings_reviewed", "quality_met"} <= conditions


@pytest.mark.parametrize("origin", ["official", "fictional"])
def test_a_government_s_round_is_validated_by_two_and_approved_in_writing_before_it_is_published(origin: str) -> None:
    for path in paths(origin):
        conditions = [condition for move in path for condition in move.conditions]
        assert conditions.index("two_validators") < conditions.index("letter") < conditions.index("not_the_approver")


def test_a_reconstruction_ends_at_reviewed_by_the_project_and_is_never_validated() -> None:
    reached = {move.next for path in paths("reconstructed") for move in path}
    assert reached == {"collection", "review", "reviewed_by_project", "published"}


def test_a_government_s_round_is_never_closed_by_the_project() -> None:
    reached = {move.next for origin in ("official", "fictional") for path in paths(origin) for move in path}
    assert "reviewed_by_project" not in reached


def test_whatever_is_fixed_was_moved_there_by_someone_who_does_not_code() -> None:
    for move in rounds.MOVES:
        if move.next in rounds.CLOSED_STATES and move.state not in rounds.CLOSED_STATES:
            assert not PERMISSIONS[move.permission] & {"assessor", "contributor"}


def test_going_back_always_asks_for_a_reason() -> None:
    order = {state: place for place, state in enumerate(models.ROUND_STATES)}
    back = [m for m in rounds.MOVES if order[m.next] < order[m.state] and m.action == "reopen"]
    assert back
    assert all(m.conditions == ("reason",) for m in back)


def test_the_tables_are_of_one_piece() -> None:
    assert {s for m in rounds.MOVES for s in (m.state, m.next)} == set(models.ROUND_STATES)
    assert {s for m in codings.MOVES for s in (m.state, m.next)} == set(models.CODING_STATES)
    assert {m.permission for m in (*rounds.MOVES, *codings.MOVES, *findings.MOVES)} <= set(PERMISSIONS)
    assert {c for m in rounds.MOVES for c in m.conditions} == set(rounds.CONDITIONS)
    assert set(rounds.CONDITIONS.values()) <= set(CATALOGUE)
    assert len({(m.state, m.action, o) for m in rounds.MOVES for o in m.origins}) == sum(
        len(m.origins) for m in rounds.MOVES
    )


def test_every_state_and_action_has_words() -> None:
    assert set(wording.ROUND_STATES) == set(models.ROUND_STATES)
    assert set(wording.ROUND_ACTIONS) == set(rounds.ACTIONS)
    assert set(models.CODING_STATES) <= set(wording.CODING_STATES)
    assert set(wording.CAUSES) == set(models.CAUSES)
    assert set(wording.ORIGINS) == set(models.ORIGINS)
    assert set(wording.FINDING_KINDS) == set(models.FINDING_KINDS)


def test_a_signature_under_other_content_does_not_count() -> None:
    first = {"action": "validate", "state_after": "revised", "by": "moussa", "digest": "a"}
    assert rounds.signatures([first], "a") == ("moussa",)
    assert rounds.signatures([first], "b") == ()
    assert rounds.signatures([first, first | {"by": "oumou"}], "a") == ("moussa", "oumou")
    assert rounds.signatures([first, first], "a") == ("moussa",)


def test_signatures_are_void_once_the_round_was_taken_back() -> None:
    signed = {"action": "validate", "state_after": "validated", "by": "moussa", "digest": "a"}
    back = {"action": "reopen", "state_after": "revised", "by": "aminata", "digest": ""}
    assert rounds.signatures([signed, back], "a") == ()


def test_no_coding_is_reviewed_by_its_author_and_none_is_written_by_another() -> None:
    for move in codings.MOVES:
        assert (move.who == "other") == (move.permission == "coding.review"), move


def test_nothing_is_coded_once_the_answers_are_fixed() -> None:
    assert all(not move.rounds & rounds.CLOSED_STATES for move in codings.MOVES)


def test_a_coding_is_accepted_only_after_it_was_handed_in() -> None:
    assert {m.state for m in codings.MOVES if m.next == "accepted"} == {"submitted"}


@pytest.mark.parametrize(
    ("round_state", "coding_state", "may"),
    [
        ("launch", None, False),
        ("collection", None, True),
        ("collection", "open", True),
        ("collection", "returned", True),
        ("collection", "submitted", False),
        ("collection", "accepted", False),
        ("review", None, False),
        ("review", "open", False),
        ("review", "returned", True),
        ("draft_sent", None, False),
        ("consultation", "returned", False),
        ("revised", None, True),
        ("validated", "returned", False),
        ("published", None, False),
    ],
)
def test_when_an_answer_may_be_written(round_state: str, coding_state: str | None, may: bool) -> None:
    assert codings.may_write(round_state, coding_state) is may


@pytest.mark.parametrize(
    ("sides", "differ"),
    [
        ([], False),
        ([("submitted", "partial", None)], False),
        ([("submitted", "partial", None), ("submitted", "partial", None)], False),
        ([("submitted", "partial", None), ("submitted", "absent", None)], True),
        ([("accepted", "partial", None), ("submitted", "absent", None)], True),
        ([("accepted", "partial", None), ("accepted", "absent", None)], False),
        ([("submitted", "partial", None), ("returned", "absent", None)], False),
        ([("submitted", "", 12.0), ("submitted", "", 13.0)], True),
    ],
)
def test_assessors_disagree_until_someone_decides(sides: list[tuple[str, str, float | None]], differ: bool) -> None:
    assert codings.disagree(sides) is differ
