"""What a judgement must say before it can be handed in."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.governance.assessments.rules.judgements import (
    Asked,
    Cited,
    Judged,
    Stand,
    faults_of,
    is_known,
    read_content,
    write_content,
)

D = datetime.date
ASKED = Asked(levels=("absent", "partial", "complete"), reference_date=D(2026, 6, 30))
NUMBER = Asked(levels=(), reference_date=D(2026, 6, 30))
LAW = Cited(instrument="law")
ENDED = replace(LAW, although_ended=True)
GOOD = Judged("partial", None, "Lu.", "fr", "medium", citations=(LAW,))


def codes(judged: Judged, asked: Asked = ASKED) -> list[str]:
    return [fault.code for fault in faults_of(judged, asked)]


def test_a_complete_judgement_has_no_fault() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"level": ""}, "level", "level.missing"),
        ({"level": "excellent"}, "level", "level.not_on_scale"),
        ({"value": 3.0}, "value", "value.beside_level"),
        ({"level": "unknown", "value": 3.0}, "value", "value.beside_level"),
        ({"reasons": " "}, "reasons", "reasons.missing"),
        ({"level": "not_applicable", "reasons": ""}, "reasons", "reasons.missing"),
        ({"reasons": "x" * 20_001}, "reasons", "reasons.too_long"),
        ({"reasons_lang": "français"}, "reasons_lang", "reasons_lang.unknown"),
        ({"confidence": ""}, "confidence", "confidence.missing"),
        ({"level": "unknown", "confidence": "sure"}, "confidence", "confidence.unknown"),
        ({"cause": "whim"}, "cause", "cause.missing"),
        ({"holds_on": D(2026, 7, 1)}, "holds_on", "holds_on.later"),
        ({"citations": (Cited(),)}, "citations.0", "citation.one_thing"),
        ({"citations": (LAW, Cited("law", "uuid"))}, "citations.1", "citation.one_thing"),
        ({"citations": (replace(LAW, carried_over=True),)}, "citations.0", "citation.unseen"),
        ({"citations": (replace(LAW, quote="…"),)}, "citations.0", "citation.quote_lang"),
        ({"citations": (replace(LAW, place="x" * 121),)}, "citations.0", "citation.place"),
        ({"citations": (LAW,) * 61}, "citations", "citations.too_many"),
        ({"reasons": "", "level": "unknown", "citations": (ENDED,)}, "reasons", "reasons.missing"),
    ],
)  # fmt: skip
def test_what_must_be_put_right(change: dict[str, Any], field: str, code: str) -> None:
    found = faults_of(replace(GOOD, **change), ASKED)
    assert (field, code) in [(fault.field, fault.code) for fault in found]
    assert all(str(fault) for fault in found)


def test_unknown_needs_neither_reasons_nor_confidence_nor_citation() -> None:
    assert codes(Judged("unknown")) == []


@pytest.mark.parametrize(("level", "value", "expected"), [
    ("", 12.0, []), ("unknown", None, []), ("", None, ["value.missing"]), ("partial", None, ["value.missing"]),
    ("", float("nan"), ["value.missing"]), ("", float("inf"), ["value.missing"]),
])  # fmt: skip
def test_on_a_number_scale_a_number_is_asked(level: str, value: float | None, expected: list[str]) -> None:
    assert codes(replace(GOOD, level=level, value=value), NUMBER) == expected


@pytest.mark.parametrize(
    ("previous", "last", "level", "needs"),
    [
        (None, [], "partial", False),
        (Stand("partial"), [], "partial", False),
        (Stand("complete"), [], "partial", True),
        (Stand("unknown"), [], "partial", True),
        (Stand("partial"), [Stand("complete")], "partial", True),
        (None, [Stand("complete")], "partial", True),
        (None, [Stand("partial")], "partial", False),
        (Stand("complete"), [], "unknown", True),
    ],
)
def test_another_level_than_before_needs_a_cause_and_a_reason(
    previous: Stand | None, last: list[Stand], level: str, needs: bool
) -> None:
    asked = replace(ASKED, previous=previous, last=last)
    silent = replace(GOOD, level=level, reasons="")
    assert ("cause.missing" in codes(silent, asked)) is needs
    assert ("reasons.change" in codes(silent, asked)) is needs
    told = replace(GOOD, level=level, cause="policy_change")
    assert codes(told, asked) == []


def test_known_is_neither_unknown_nor_not_applicable_nor_nothing() -> None:
    assert [is_known(x) for x in ("absent", "unknown", "not_applicable", "")] == [True, False, False, False]
    assert is_known("", 0.0)


words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20).map(str.strip)
cited = st.builds(
    Cited, instrument=words.map(lambda w: w or None), evidence=st.none(), place=words, quote=words,
    quote_lang=st.sampled_from(["", "fr"]), carried_over=st.booleans(), although_ended=st.booleans(),
)  # fmt: skip


@given(
    st.builds(
        Judged, level=st.sampled_from(["", "partial", "unknown"]), value=st.none() | st.floats(-1e6, 1e6),
        reasons=words, reasons_lang=st.sampled_from(["fr", "en"]), confidence=st.sampled_from(["", "low"]),
        cause=st.sampled_from(["first", "correction"]), holds_on=st.none() | st.dates(),
        citations=st.lists(cited, max_size=3).map(tuple),
    )
)  # fmt: skip
def test_a_judgement_comes_back_from_a_draft_as_it_went_in(judged: Judged) -> None:
    assert read_content(write_content(judged)) == judged


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)
KEYS = ["level", "value", "reasons", "reasons_lang", "confidence", "cause", "holds_on", "citations", "other"]


@given(st.dictionaries(st.sampled_from(KEYS), json))
def test_any_draft_can_be_read_and_judged(content: dict[str, Any]) -> None:
    assert all(str(fault) for fault in faults_of(read_content(content), ASKED))


@pytest.mark.parametrize(("written", "read"), [("12,5", 12.5), ("1 000".replace(" ", "\u202f"), 1000.0), ("abc", None),
                                               (True, None), ("nan", None), (7, 7.0)])  # fmt: skip
def test_numbers_are_read_as_people_write_them(written: object, read: float | None) -> None:
    assert read_content({"value": written}).value == read
