"""Whether what is cited still stands (DESIGN §5): the table, and what holds whatever the dates."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.rules.evidence import (
    CitedFacts,
    Overtaken,
    State,
    ToReverify,
    evidence_state,
    is_later,
    is_too_old,
    leading,
    not_yet_in_force,
)
from jatigi.governance.instruments.rules import Ending, Reason

D = datetime.date


def facts(reason: Reason = "left", on: str | None = "2025-01-29", ref: str = "protocol") -> CitedFacts:
    return CitedFacts(ref, (Ending(reason, PartialDate(on) if on else None),))


def said(state: State) -> str:
    if state is None:
        return "stands"
    on = state.on.iso if state.on else "?"
    return f"{'re-verify' if isinstance(state, ToReverify) else 'overtaken'} {state.reason} {on}"


# round open?, reference date, today, reason, on → state
TABLE = [
    # Mali left ECOWAS on 29 January 2025
    (False, D(2018, 12, 31), D(2026, 11, 1), "left", "2025-01-29", "overtaken left 2025-01-29"),
    (False, D(2021, 12, 31), D(2026, 11, 1), "left", "2025-01-29", "overtaken left 2025-01-29"),
    (False, D(2021, 12, 31), D(2025, 1, 28), "left", "2025-01-29", "stands"),
    (False, D(2021, 12, 31), D(2025, 1, 29), "left", "2025-01-29", "overtaken left 2025-01-29"),
    (True, D(2026, 6, 30), D(2026, 11, 1), "left", "2025-01-29", "re-verify left 2025-01-29"),
    (True, D(2026, 6, 30), D(2025, 1, 28), "left", "2025-01-29", "stands"),
    # in an open round today decides, whatever the reference date
    (True, D(2024, 6, 30), D(2026, 11, 1), "left", "2025-01-29", "re-verify left 2025-01-29"),
    # in a closed one the reference date does
    (False, D(2025, 1, 29), D(2026, 11, 1), "left", "2025-01-29", "re-verify left 2025-01-29"),
    (False, D(2025, 1, 28), D(2026, 11, 1), "left", "2025-01-29", "overtaken left 2025-01-29"),
    # in force until a day: it still holds on that day
    (False, D(2020, 12, 31), D(2026, 11, 1), "ended", "2020-12-31", "overtaken ended 2020-12-31"),
    (False, D(2021, 1, 1), D(2026, 11, 1), "ended", "2020-12-31", "re-verify ended 2020-12-31"),
    (True, D(2021, 1, 1), D(2020, 12, 31), "ended", "2020-12-31", "stands"),
    # a successor takes effect on its day
    (False, D(2018, 12, 31), D(2026, 11, 1), "superseded", "2018-12-31", "re-verify superseded 2018-12-31"),
    # only the year is known: counts from its last day
    (True, D(2026, 6, 30), D(2016, 12, 30), "left", "2016", "stands"),
    (True, D(2026, 6, 30), D(2016, 12, 31), "left", "2016", "re-verify left 2016"),
    (False, D(2016, 6, 30), D(2026, 11, 1), "left", "2016", "overtaken left 2016"),
    (False, D(2017, 1, 1), D(2026, 11, 1), "left", "2016", "re-verify left 2016"),
    (False, D(2016, 5, 31), D(2026, 11, 1), "left", "2016-05", "re-verify left 2016-05"),
    # that it ended is known, when is not: asked again in an open round, never claimed of a closed one
    (True, D(2026, 6, 30), D(2026, 11, 1), "superseded", None, "re-verify superseded ?"),
    (False, D(2021, 12, 31), D(2026, 11, 1), "superseded", None, "stands"),
]


@pytest.mark.parametrize(("open_", "reference", "today", "reason", "on", "expected"), TABLE)
def test_what_has_become_of_what_is_cited(
    open_: bool, reference: D, today: D, reason: Reason, on: str | None, expected: str
) -> None:
    state = evidence_state(facts(reason, on), reference_date=reference, round_open=open_, today=today)
    assert said(state) == expected


def test_what_has_no_ending_stands() -> None:
    for open_ in (True, False):
        assert (
            evidence_state(CitedFacts("x"), reference_date=D(2021, 1, 1), round_open=open_, today=D(2026, 1, 1)) is None
        )


def test_the_earliest_ending_is_named() -> None:
    both = CitedFacts("plan", (Ending("superseded", PartialDate("2015"), "next"), Ending("ended", PartialDate("2014"))))
    state = evidence_state(both, reference_date=D(2026, 1, 1), round_open=True, today=D(2026, 1, 1))
    assert said(state) == "re-verify ended 2014"


def test_what_was_cited_knowing_that_it_had_ended_is_not_asked_again() -> None:
    plan = facts("ended", "2019-12-31")
    ask = {"reference_date": D(2021, 7, 28), "round_open": False, "today": D(2026, 11, 1)}
    assert isinstance(evidence_state(plan, **ask), ToReverify)
    assert evidence_state(plan, known_ended_on=D(2021, 9, 1), **ask) is None
    # what ends after that day is another matter
    later = CitedFacts("plan", (*plan.endings, Ending("left", PartialDate("2025-01-29"))))
    assert said(evidence_state(later, known_ended_on=D(2021, 9, 1), **ask)) == "overtaken left 2025-01-29"


def test_other_evidence_shares_the_fate_of_the_texts_it_is_about_once_all_have_ended() -> None:
    ended, standing = facts("left", "2025-01-29"), CitedFacts("law")
    ask = {"reference_date": D(2021, 7, 28), "round_open": False, "today": D(2026, 11, 1)}
    assert evidence_state(CitedFacts("report", about=(ended, standing)), **ask) is None
    assert said(evidence_state(CitedFacts("report", about=(ended,)), **ask)) == "overtaken left 2025-01-29"
    gone = facts("ended", "2014", "plan")
    assert said(evidence_state(CitedFacts("report", about=(ended, gone)), **ask)) == "overtaken left 2025-01-29"
    both_gone = CitedFacts("report", about=(facts("ended", "2015", "a"), gone))
    assert said(evidence_state(both_gone, **ask)) == "re-verify ended 2015"


def test_the_leading_state_is_to_re_verify_and_then_the_earliest() -> None:
    early, late = PartialDate("2014"), PartialDate("2025-01-29")
    overtaken, again, unknown = (
        Overtaken(early, "left", "a"),
        ToReverify("left", late, "b"),
        ToReverify("left", None, "c"),
    )
    assert leading([None, overtaken, again]) is again
    assert leading([unknown, again]) is again
    assert leading([None, overtaken]) is overtaken
    assert leading([None]) is None


dates = st.dates(D(2000, 1, 1), D(2035, 12, 31))
partial = st.one_of(
    dates.map(lambda d: d.isoformat()), dates.map(lambda d: f"{d:%Y-%m}"), dates.map(lambda d: f"{d:%Y}")
).map(PartialDate)
endings = st.lists(st.builds(Ending, st.sampled_from(["ended", "superseded", "left"]), st.none() | partial), max_size=3)


@given(endings, dates, dates, st.booleans())
def test_nothing_is_claimed_to_have_ended_before_it_certainly_has(
    found: list[Ending], reference: D, today: D, open_: bool
) -> None:
    state = evidence_state(CitedFacts("x", tuple(found)), reference_date=reference, round_open=open_, today=today)
    if state is not None and state.on is not None:
        assert state.on.latest() <= today or not open_
        if isinstance(state, ToReverify) and not open_:
            assert state.on.latest() <= reference
        if isinstance(state, Overtaken):
            assert not open_
            assert reference <= state.on.latest() <= today


@given(endings, dates, dates)
def test_what_has_ended_never_stands_again(found: list[Ending], reference: D, today: D) -> None:
    cited = CitedFacts("x", tuple(found))
    for open_ in (True, False):
        now = evidence_state(cited, reference_date=reference, round_open=open_, today=today)
        later = evidence_state(cited, reference_date=reference, round_open=open_, today=D(2036, 1, 1))
        assert now is None or type(later) is type(now)


@pytest.mark.parametrize(("begins", "late"), [("2021", False), ("2022", True), ("2021-06-02", True), (None, False)])
def test_a_text_is_not_yet_in_force_only_when_that_is_certain(begins: str | None, late: bool) -> None:
    found = CitedFacts("x", begins=PartialDate(begins) if begins else None)
    assert (not_yet_in_force(found, D(2021, 6, 1)) is not None) is late


@pytest.mark.parametrize(
    ("dated", "begins", "late"),
    [("2022", None, True), ("2021", None, False), (None, "2022", True), ("2020", "2022", False), (None, None, False)],
)
def test_what_came_later_is_told_by_its_own_date_first(dated: str | None, begins: str | None, late: bool) -> None:
    found = CitedFacts("x", dated=PartialDate(dated) if dated else None, begins=PartialDate(begins) if begins else None)
    assert is_later(found, D(2021, 7, 28)) is late


def test_evidence_can_be_too_old_for_a_reference_date() -> None:
    assert is_too_old(CitedFacts("x", usable_until=D(2018, 12, 31)), D(2021, 1, 1))
    assert not is_too_old(CitedFacts("x", usable_until=D(2021, 1, 1)), D(2021, 1, 1))
    assert not is_too_old(CitedFacts("x"), D(2021, 1, 1))
