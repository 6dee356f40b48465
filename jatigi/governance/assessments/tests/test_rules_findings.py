"""On what a finding may rest, and what the answers suggest (promise 36)."""

import datetime

import pytest

from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.rules.evidence import CitedFacts, Overtaken, State, ToReverify
from jatigi.governance.assessments.rules.findings import MOVES, Basis, objections, suggested

REFERENCE = datetime.date(2021, 7, 28)
OLD, NEW = CitedFacts("law-2004", dated=PartialDate("2004")), CitedFacts("law-2022", dated=PartialDate("2022"))
KNOWN, UNKNOWN = Basis("1.1", "partial", None, [OLD]), Basis("1.2", "unknown", None)


def found(kind: str, answers: list[Basis], cites: list[CitedFacts]) -> list[tuple[str, str]]:
    return [(o.code, o.about) for o in objections(kind, answers, cites, REFERENCE)]


@pytest.mark.parametrize("kind", ["gap", "good_practice"])
@pytest.mark.parametrize(
    ("answers", "cites", "expected"),
    [
        ([KNOWN], [], []),
        ([KNOWN], [OLD], []),
        ([], [OLD], [("finding.rests_on_nothing", "")]),
        ([UNKNOWN], [], [("finding.unknown_is_no_gap", "1.2")]),
        ([Basis("1.3", "not_applicable", None)], [], [("finding.unknown_is_no_gap", "1.3")]),
        ([KNOWN], [NEW], [("finding.later_evidence", "law-2022")]),
        ([Basis("1.1", "partial", None, [OLD, NEW])], [], [("finding.later_evidence", "law-2022")]),
        ([KNOWN, UNKNOWN], [NEW, NEW], [("finding.unknown_is_no_gap", "1.2"), ("finding.later_evidence", "law-2022")]),
        ([Basis("1.4", "", 12.0)], [], []),
    ],
)
def test_a_finding_stays_in_its_time_and_rests_on_known_answers(
    kind: str, answers: list[Basis], cites: list[CitedFacts], expected: list[tuple[str, str]]
) -> None:
    assert found(kind, answers, cites) == expected


def test_since_then_rests_on_a_text_or_evidence_of_whatever_date() -> None:
    assert found("since_then", [], [NEW]) == []
    assert found("since_then", [KNOWN], [OLD]) == []
    assert found("since_then", [KNOWN], []) == [("finding.rests_on_nothing", "")]


ORDER = ("absent", "partial", "complete")
GONE = Overtaken(PartialDate("2025"), "left", "x")


@pytest.mark.parametrize(
    ("level", "value", "order", "state", "kinds"),
    [
        ("complete", None, ORDER, None, ("good_practice",)),
        ("partial", None, ORDER, None, ("gap",)),
        ("absent", None, ORDER, None, ("gap",)),
        ("complete", None, ORDER, GONE, ("good_practice", "since_then")),
        ("complete", None, ORDER, ToReverify("left", None, "x"), ("good_practice",)),
        ("unknown", None, ORDER, GONE, ()),
        ("not_applicable", None, ORDER, None, ()),
        ("", 12.0, (), None, ()),
    ],
)
def test_unknown_never_becomes_a_gap(
    level: str, value: float | None, order: tuple[str, ...], state: State, kinds: tuple[str, ...]
) -> None:
    assert suggested(level, value, order, state) == kinds


def test_a_finding_is_reviewed_by_someone_who_did_not_write_it() -> None:
    assert all(m.who == "other" for m in MOVES if m.permission == "finding.review")
    assert [m.state for m in MOVES if m.next == "reviewed"] == ["submitted"]
