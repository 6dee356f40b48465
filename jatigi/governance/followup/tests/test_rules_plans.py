"""Plans, money and duties: what moves, what is added up, what is asked when."""

import datetime
from decimal import Decimal

import pytest

from jatigi.governance.followup.models import PLAN_STATES
from jatigi.governance.followup.rules import duties, money, plans
from jatigi.governance.followup.rules.duties import Asked, Given
from jatigi.governance.followup.rules.money import Line, Total

D = datetime.date
DAYS = [D(2026, 7, 1), D(2027, 1, 1), D(2027, 7, 1), D(2028, 1, 1)]


@pytest.mark.parametrize("state", PLAN_STATES)
@pytest.mark.parametrize("act", plans.ACTS)
def test_every_cell_moves_or_is_refused(state: str, act: str) -> None:
    assert (plans.move(state, act) is None) == ((state, act) not in plans.MOVES)
    assert plans.move(state, act) in (None, *PLAN_STATES)


def test_what_was_merged_or_split_gives_way_to_what_it_became() -> None:
    states = {"a": "merged", "b": "split", "c": "adopted", "d": "draft", "e": "dropped"}
    became = {"a": ["b"], "b": ["c", "d", "e"]}
    assert plans.heirs("a", states, became) == ["c", "d"]
    assert plans.heirs("c", states, became) == ["c"]
    assert plans.heirs("e", states, became) == []
    assert plans.heirs("x", {"x": "merged", "y": "merged"}, {"x": ["y"], "y": ["x"]}) == []  # ends on a circle


def test_an_order_is_changed_one_place_at_a_time() -> None:
    assert plans.moved(["a", "b", "c"], "b", plans.DOWN) == ["a", "c", "b"]
    assert plans.moved(["a", "b", "c"], "a", plans.UP) == ["a", "b", "c"]
    assert plans.moved(["a", "b", "c"], "c", plans.DOWN) == ["a", "b", "c"]


def test_currencies_are_never_added_and_the_unknown_stays_unknown() -> None:
    lines = [
        Line("XOF", "sought", Decimal(100)), Line("XOF", "sought", None), Line("XOF", "sought", Decimal(0)),
        Line("EUR", "sought", Decimal(5)), Line("XOF", "secured", None),
    ]  # fmt: skip
    assert money.totals(lines) == [
        Total("EUR", "sought", Decimal(5), 1, 0),
        Total("XOF", "secured", None, 0, 1),
        Total("XOF", "sought", Decimal(100), 2, 1),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (None, None, DAYS),
        (D(2026, 8, 1), None, DAYS[1:]),
        (D(2026, 7, 1), D(2027, 1, 1), DAYS[1:2]),  # begins on a day of the calendar, ends on one
        (None, D(2026, 12, 31), DAYS[:2]),  # the day after it must have ended is asked
        (D(2029, 1, 1), None, []),
    ],
)
def test_an_action_is_asked_about_from_its_beginning_to_its_end(
    starts: datetime.date | None, ends: datetime.date | None, expected: list[datetime.date]
) -> None:
    assert duties.days_of(DAYS, starts, ends) == expected


@pytest.mark.parametrize(
    ("given", "today", "expected"),
    [
        ([], D(2026, 5, 1), Asked(DAYS[0], "later")),
        ([], D(2026, 6, 1), Asked(DAYS[0], "soon")),
        ([], D(2026, 7, 1), Asked(DAYS[0], "soon")),  # on the day itself it is not late
        ([], D(2026, 7, 2), Asked(DAYS[0], "late")),
        ([], D(2027, 8, 1), Asked(DAYS[2], "late")),  # one report answers what was missed
        ([Given(DAYS[2], "under_way")], D(2027, 8, 1), Asked(DAYS[3], "later")),
        ([Given(None, "under_way")], D(2026, 7, 2), Asked(DAYS[0], "late")),  # an extra report answers no day
        ([Given(DAYS[0], "done")], D(2027, 8, 1), None),
        ([Given(DAYS[0], "done", "confirmed")], D(2027, 8, 1), None),
        ([Given(DAYS[0], "done", "not_confirmed")], D(2027, 8, 1), Asked(DAYS[2], "late")),
        ([Given(DAYS[0], "abandoned", "more_needed")], D(2026, 9, 1), Asked(DAYS[1], "later")),
        ([Given(DAYS[3], "under_way")], D(2029, 1, 1), None),
    ],
)
def test_what_is_asked_next(given: list[Given], today: datetime.date, expected: Asked | None) -> None:
    assert duties.asked(DAYS, given, today) == expected
