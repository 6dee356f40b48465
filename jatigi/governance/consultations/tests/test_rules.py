"""Silence is never agreement; a passage is found again; an answer answers what is held today."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.governance.consultations.rules import dispositions, positions
from jatigi.governance.consultations.rules.dispositions import Given
from jatigi.governance.consultations.rules.passages import Passage, find, passage
from jatigi.governance.consultations.rules.positions import Silence, in_time, standing, tally

NOON = datetime.datetime(2026, 7, 28, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
ANNOUNCED = Silence(NOON, NOON - 24 * HOUR)


def test_silence_means_nothing_unless_it_was_announced_in_writing_beforehand() -> None:
    for silence in (Silence(), Silence(NOON), Silence(None, NOON), Silence(NOON, NOON), Silence(NOON, NOON + HOUR)):
        assert standing(None, silence, NOON + 100 * HOUR) == "awaited"


def test_announced_silence_reads_no_observation_only_after_the_deadline() -> None:
    assert standing(None, ANNOUNCED, NOON) == "awaited"
    assert standing(None, ANNOUNCED, NOON + datetime.timedelta(seconds=1)) == "no_observation"


def test_whoever_spoke_is_never_counted_as_silent() -> None:
    for stance in ("agrees", "reservation", "objects", "not_concerned"):
        assert standing(stance, ANNOUNCED, NOON + HOUR) == stance


def test_silence_is_counted_apart_from_agreement() -> None:
    found = tally(["agrees", "no_observation", "no_observation", "awaited", "objects", "reservation"])
    assert (found.agrees, found.no_observation, found.spoke, found.asked, found.open_points) == (1, 2, 3, 6, 2)


def test_a_position_is_in_time_until_the_very_moment_of_the_deadline() -> None:
    assert in_time("open", ANNOUNCED, NOON)
    assert not in_time("open", ANNOUNCED, NOON + HOUR)
    assert in_time("open", Silence(), NOON + HOUR)
    assert not in_time("closed", Silence(), NOON)


@pytest.mark.parametrize(
    ("given_", "latest", "expected"),
    [
        (None, 1, "open"),
        (Given("accepted", 1, change_due=True, changed=False), 1, "promised"),
        (Given("accepted", 1, change_due=False, changed=True), 1, "changed"),
        (Given("rejected", 1, change_due=False, changed=False), 1, "answered"),
        (Given("rejected", 1, change_due=False, changed=False), 2, "spoke_again"),
        (Given("accepted", 1, change_due=False, changed=True), 2, "spoke_again"),
    ],
)
def test_where_a_line_is(given_: Given | None, latest: int, expected: str) -> None:
    assert dispositions.progress(given_, latest) == expected


@pytest.mark.parametrize(
    ("outcome", "due", "named", "fits"),
    [
        ("accepted", True, False, True),
        ("partly", False, True, True),
        ("accepted", True, True, False),
        ("rejected", True, False, False),
        ("deferred", False, True, False),
        ("rejected", False, False, True),
    ],
)
def test_only_what_accepts_changes_something(outcome: str, due: bool, named: bool, fits: bool) -> None:
    assert dispositions.change_fits(outcome, due=due, named=named) is fits


TEXT = "Le Mali a ratifié la convention. La loi de 2004 règle le séjour. La loi de 2004 est en révision."


def test_a_passage_is_found_where_it_stood_when_the_same_words_stand_twice() -> None:
    second = TEXT.rindex("La loi de 2004")
    found = find(TEXT, passage(TEXT, second, second + 14))
    assert found is not None
    assert (found.start, found.exact) == (second, True)


def test_a_passage_is_found_after_text_was_put_before_it() -> None:
    sought = passage(TEXT, TEXT.index("La loi"), TEXT.index("séjour") + 6)
    edited = "Une phrase nouvelle. " + TEXT
    found = find(edited, sought)
    assert found is not None
    assert edited[found.start : found.end] == sought.quote


def test_a_passage_is_found_after_a_word_in_it_was_changed() -> None:
    sought = passage(TEXT, TEXT.index("La loi"), TEXT.index("séjour") + 6)
    edited = TEXT.replace("règle le séjour", "règle aujourd’hui le séjour")
    found = find(edited, sought)
    assert found is not None
    assert not found.exact
    assert edited[found.start : found.end] == "La loi de 2004 règle aujourd’hui le séjour"


def test_a_passage_whose_words_are_gone_is_lost_and_says_so() -> None:
    assert find("Tout autre chose est écrit ici.", passage(TEXT, 0, 31)) is None
    assert find(TEXT, Passage("")) is None


@given(st.text(min_size=1, max_size=200), st.data())
def test_an_unedited_text_gives_back_every_passage_with_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    sought = passage(text, start, end)
    found = find(text, sought)
    if sought.quote.strip():
        assert found is not None
        assert found.exact
        assert text[found.start : found.end] == sought.quote
    else:
        assert found is None


def test_a_passage_outside_the_text_is_refused() -> None:
    for start, end in ((0, 0), (-1, 3), (3, 2), (0, 99)):
        with pytest.raises(ValueError, match="no passage"):
            passage("court", start, end)


def test_the_four_stances_are_those_of_the_table() -> None:
    assert set(positions.STANDINGS) == {
        "agrees", "reservation", "objects", "not_concerned", "no_observation", "awaited"
    }  # fmt: skip
