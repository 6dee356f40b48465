"""The closed loop: what was done, what moved, and what nobody can say."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.governance.followup.rules.movement import (
    RESULTS,
    Expected,
    Happened,
    certain_day,
    confirmed,
    counts,
    reached,
    result,
    settled_before,
    steps,
    together,
)

ORDER = ["absent", "partial", "complete"]
D = datetime.date
ON = D(2026, 6, 30)
UP = Expected("absent", "partial")


@pytest.mark.parametrize(
    ("before", "after", "done", "expected"),
    [
        ("absent", "partial", True, "done_moved"),
        ("absent", "complete", True, "done_moved"),
        ("absent", "partial", False, "moved_without"),
        ("absent", "partial", None, "moved_without"),
        ("absent", "absent", True, "done_not_moved"),
        ("absent", "absent", False, "not_done"),
        ("absent", "absent", None, "not_documented"),
        ("unknown", "partial", True, "not_documented"),
        ("absent", "unknown", True, "not_documented"),
        ("absent", "not_applicable", True, "not_documented"),
        ("partial", "partial", True, "done_not_moved"),  # it stood there already: nothing moved
        ("partial", "absent", True, "done_not_moved"),
    ],
)
def test_what_became_of_an_expected_movement(before: str, after: str, done: bool | None, expected: str) -> None:
    assert result(UP, Happened(before, after, done), ORDER, ON) == expected


def test_half_way_is_not_arrived() -> None:
    assert reached(Expected("absent", "complete"), Happened("absent", "partial", True), ORDER) is False


def test_before_its_day_nothing_is_held_against_anyone() -> None:
    later = Expected("absent", "partial", by=ON + datetime.timedelta(days=1))
    assert result(later, Happened("absent", "absent", False), ORDER, ON) == "too_early"
    assert result(later, Happened("absent", "partial", True), ORDER, ON) == "done_moved"
    assert result(Expected("absent", "partial", by=ON), Happened("absent", "absent", False), ORDER, ON) == "not_done"


def test_a_movement_downwards_may_be_the_one_expected() -> None:
    down = Expected("complete", "absent")
    assert reached(down, Happened("complete", "absent", True), ORDER) is True
    assert reached(down, Happened("complete", "partial", True), ORDER) is False


@given(st.sampled_from([*ORDER, "unknown", "not_applicable"]), st.sampled_from([*ORDER, "unknown"]),
       st.sampled_from([True, False, None]))  # fmt: skip
def test_unknown_never_counts_as_moved_or_not(before: str, after: str, done: bool | None) -> None:
    found = result(UP, Happened(before, after, done), ORDER, ON)
    assert found in RESULTS
    if "unknown" in (before, after) or before == "not_applicable":
        assert found == "not_documented"


def test_steps_between_levels_of_another_scale_are_not_counted() -> None:
    assert steps("absent", "excellent", ORDER) is None


def test_only_dated_evidence_of_both_rounds_confirms() -> None:
    first, second = D(2018, 12, 31), D(2021, 7, 28)
    assert confirmed([D(2016, 1, 1)], [D(2020, 3, 1)], first, second)
    assert not confirmed([None], [D(2020, 3, 1)], first, second)
    assert not confirmed([D(2016, 1, 1)], [None], first, second)
    assert not confirmed([D(2016, 1, 1)], [D(2015, 1, 1)], first, second)  # older than the first round: known already
    assert not confirmed([D(2016, 1, 1)], [D(2022, 1, 1)], first, second)  # later than the second
    assert not confirmed([D(2019, 6, 1)], [D(2020, 3, 1)], first, second)


def test_counts_keep_the_order_of_the_page_and_the_empty_ones() -> None:
    assert list(counts(["not_done", "done_moved", "not_done"]).items()) == [
        ("done_moved", 1), ("done_not_moved", 0), ("moved_without", 0), ("not_done", 2), ("too_early", 0),
        ("not_documented", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("cause", ["correction", "evidence_found", "other_judgement", "instrument_change"])
@pytest.mark.parametrize("done", [True, False, None])
def test_an_answer_that_was_read_otherwise_has_not_moved(cause: str, done: bool | None) -> None:
    assert result(UP, Happened("absent", "partial", done, cause), ORDER, ON) == "not_documented"
    assert result(UP, Happened("absent", "partial", True, "policy_change"), ORDER, ON) == "done_moved"


@pytest.mark.parametrize(
    ("done", "all_done"),
    [([], None), ([True], True), ([True, True], True), ([True, None], None), ([None, False], False), ([None], None)],
)
def test_what_several_actions_serve_is_done_when_all_are(done: list[bool | None], all_done: bool | None) -> None:
    assert together(done) is all_done


def test_what_an_earlier_round_settled_is_not_asked_again() -> None:
    due = Expected("absent", "partial", by=D(2020, 12, 31))
    assert settled_before(due, "partial", ORDER, D(2021, 7, 28))
    assert settled_before(due, "complete", ORDER, D(2021, 7, 28))
    assert not settled_before(due, "absent", ORDER, D(2021, 7, 28))  # late: still to be done
    assert not settled_before(due, "unknown", ORDER, D(2021, 7, 28))
    assert not settled_before(due, "partial", ORDER, D(2020, 1, 1))  # reached early: the later round tells
    assert not settled_before(UP, "partial", ORDER, D(2021, 7, 28))


def test_a_date_known_in_part_proves_no_more_than_it_says() -> None:
    since = D(2018, 12, 31)
    assert certain_day(D(2020, 1, 1), D(2020, 12, 31), since) == D(2020, 12, 31)
    assert certain_day(D(2018, 1, 1), D(2018, 12, 31), since) == D(2018, 1, 1)
    assert certain_day(D(2018, 12, 1), D(2019, 1, 31), since) == D(2018, 12, 1)
