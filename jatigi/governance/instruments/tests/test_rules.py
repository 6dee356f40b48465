"""When a text stands, as tables that a lawyer can read; and how words are compared."""

import datetime

import pytest

from jatigi.foundation.text import PartialDate
from jatigi.governance.instruments import rules
from jatigi.governance.instruments.rules import Ending, Facts, Successor


def date(iso):
    return PartialDate(iso) if iso else None


def facts(begins="", until="", left="", successors=()):
    return Facts(date(begins), date(until), date(left), tuple(Successor(code, date(on)) for code, on in successors))


@pytest.mark.parametrize(
    ("given", "reason", "on", "by"),
    [
        (facts(until="2018-12-31"), "ended", "2018-12-31", ""),
        (facts(left="2025-01-29"), "left", "2025-01-29", ""),
        (facts(successors=[("new", "2018-03-30")]), "superseded", "2018-03-30", "new"),
        (facts(successors=[("new", "")]), "superseded", None, "new"),
        (facts(until="2018-03-30", successors=[("new", "2018-03-30")]), "superseded", "2018-03-30", "new"),
        (facts(until="2019", successors=[("new", "2020")]), "ended", "2019", ""),
        (facts(until="2030", left="2025-01-29"), "left", "2025-01-29", ""),
        (facts(until="2019", successors=[("new", "")]), "ended", "2019", ""),
        (facts(successors=[("b", "2011"), ("a", "2011")]), "superseded", "2011", "a"),
    ],
)
def test_the_earliest_ending_counts_and_on_one_day_the_one_that_names_a_successor(given, reason, on, by):
    assert rules.ending(given) == Ending(reason, date(on), by)


def test_a_text_without_end_departure_or_successor_stands():
    assert rules.ending(facts(begins="1980")) is None


@pytest.mark.parametrize(
    ("reason", "on", "day", "over"),
    [
        ("ended", "2018-12-31", "2018-12-31", False),  # the last day still counts
        ("ended", "2018-12-31", "2019-01-01", True),
        ("ended", "2018", "2018-12-31", False),
        ("ended", "2018", "2019-01-01", True),
        ("left", "2025-01-29", "2025-01-28", False),
        ("left", "2025-01-29", "2025-01-29", True),  # the first day outside
        ("left", "2025", "2025-06-30", False),  # not certain
        ("left", "2025", "2025-12-31", True),
        ("superseded", "2023-07-22", "2023-07-22", True),
        ("superseded", None, "2099-01-01", False),
    ],
)
def test_over_on_a_day_means_certainly_over(reason, on, day, over):
    assert Ending(reason, date(on)).over_on(datetime.date.fromisoformat(day)) is over


@pytest.mark.parametrize(
    ("given", "day", "stands"),
    [
        (facts(begins="2016-05-27"), "2016-05-26", False),
        (facts(begins="2016-05-27"), "2016-05-27", True),
        (facts(begins="2016"), "2016-06-01", None),
        (facts(begins="2016"), "2016-12-31", True),
        (facts(), "2016-01-01", None),
        (facts(begins="2015", until="2019"), "2019-12-31", None),
        (facts(begins="2015", until="2019-12-31"), "2019-12-31", True),
        (facts(begins="2015", until="2019"), "2020-01-01", False),
        (facts(begins="1980", left="2025-01-29"), "2025-01-29", False),
        (facts(begins="1980", successors=[("new", "")]), "2020-01-01", None),
    ],
)
def test_standing_on_a_day_is_yes_no_or_not_known(given, day, stands):
    assert rules.stands_on(given, datetime.date.fromisoformat(day)) is stands


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Loi n° 04-058", "loi n 04 058"),
        ("CÔTE D’IVOIRE : accord", "cote d ivoire accord"),
        ("Mali Kura ɲɛtaasira", "mali kura netaasira"),
        ("Œuvre", "oeuvre"),
        ("…", ""),
    ],
)
def test_words_are_compared_without_case_accents_or_signs(text, folded):
    assert rules.fold(text) == folded


def test_a_code_that_is_taken_gets_the_next_number():
    assert rules.free("loi-2020", set()) == "loi-2020"
    assert rules.free("loi-2020", {"loi-2020", "loi-2020-2"}) == "loi-2020-3"
