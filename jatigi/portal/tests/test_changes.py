"""Reasons of two rounds are told apart so that a person can read them."""

import pytest

from jatigi.portal.models import PublishedAnswer
from jatigi.portal.queries.changes import Change
from jatigi.portal.queries.rounds import Answered


def marked(before: str, after: str) -> list[list[tuple[str, str]]] | None:
    old, new = (Answered(PublishedAnswer(reasons=reasons)) for reasons in (before, after))
    row = Change(old, new).words
    return None if row is None else [[(one.kind, one.text) for one in side] for side in (row.before, row.after)]


def test_where_most_words_stayed_what_went_and_came_is_marked() -> None:
    assert marked("The decree of 2014 covers all.", "The decree of 2019 covers all.") == [
        [("same", "The decree of "), ("gone", "2014 "), ("same", "covers all.")],
        [("same", "The decree of "), ("new", "2019 "), ("same", "covers all.")],
    ]


def test_reasons_written_anew_stand_whole_beside_the_old_ones() -> None:
    before, after = "Searched for, nothing was found.", "A decree of 2019 opens the schools to all children."
    assert marked(before, after) == [[("same", before)], [("same", after)]]


@pytest.mark.parametrize(("before", "after"), [("", "New."), ("Old.", ""), ("The same.", "The same.")])
def test_nothing_is_compared_where_there_is_nothing_to_compare(before: str, after: str) -> None:
    assert marked(before, after) is None
