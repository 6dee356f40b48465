"""Reports are due on days that everyone can work out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.governance.followup.rules.calendar import due_days, late, period_of, upcoming

D = datetime.date


def test_the_day_of_the_month_is_kept_where_the_month_has_it() -> None:
    assert list(due_days(D(2026, 1, 31), 1, D(2026, 4, 30))) == [
        D(2026, 1, 31), D(2026, 2, 28), D(2026, 3, 31), D(2026, 4, 30)
    ]  # fmt: skip


def test_a_plan_that_ends_before_its_first_report_has_none() -> None:
    assert list(due_days(D(2026, 6, 30), 6, D(2026, 6, 29))) == []


@given(st.dates(D(2000, 1, 1), D(2030, 1, 1)), st.integers(1, 24), st.integers(0, 60))
def test_days_are_in_order_and_each_answers_for_the_months_before_it(first: D, months: int, more: int) -> None:
    days = list(due_days(first, months, first + datetime.timedelta(days=31 * more)))
    assert days == sorted(set(days))
    for day in days[1:]:
        begins, ends = period_of(day, first, months)
        assert ends == day - datetime.timedelta(days=1)
        assert begins in days


def test_what_is_late_and_what_comes_next() -> None:
    days, today = list(due_days(D(2026, 1, 31), 6, D(2027, 12, 31))), D(2026, 11, 22)
    assert late(days, [], today) == [D(2026, 1, 31), D(2026, 7, 31)]
    assert late(days, [D(2026, 1, 31)], today) == [D(2026, 7, 31)]
    assert late(days, [], D(2026, 1, 31)) == []  # on the day itself nothing is late
    assert upcoming(days, [], today) is None
    assert upcoming(days, [], D(2027, 1, 10)) == D(2027, 1, 31)
    assert upcoming(days, [D(2027, 1, 31)], D(2027, 1, 10)) is None


def test_a_period_below_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="every month at most"):
        list(due_days(D(2026, 1, 1), 0, D(2026, 2, 1)))
