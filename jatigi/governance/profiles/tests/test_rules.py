"""What a paragraph must fulfil, as tables."""

import pytest

from jatigi.foundation.text import Text
from jatigi.governance.profiles import rules
from jatigi.governance.profiles.rules import Support

NOTHING = Support({})


@pytest.mark.parametrize(
    ("section", "support", "unsupported"),
    [
        ("objective", NOTHING, True),
        ("method", NOTHING, True),
        ("dimension", NOTHING, True),
        ("decisions", NOTHING, True),
        ("foreword", NOTHING, False),
        ("credits", NOTHING, False),
        ("funder", NOTHING, False),
        ("disclaimer", NOTHING, False),
        ("objective", Support({"rights.services.health": 1}), False),
        ("objective", Support({}, ["law"]), False),
        ("objective", Support({}, [], ["report"]), False),
    ],
)
def test_paragraphs_name_what_they_rest_on(section: str, support: Support, unsupported: bool) -> None:
    assert rules.is_unsupported(section, support) is unsupported


@pytest.mark.parametrize(
    ("written_from", "latest", "outdated"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a"]),
        ({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 9}, ["b"]),
        ({"a": 1}, {}, ["a"]),
        ({}, {"a": 2}, []),
    ],
)
def test_a_paragraph_is_outdated_by_a_newer_answer(
    written_from: dict[str, int], latest: dict[str, int], outdated: list[str]
) -> None:
    assert rules.outdated_answers(Support(written_from), latest) == outdated


@pytest.mark.parametrize(
    ("cause", "before", "after", "confirmed"),
    [
        ("policy_change", True, True, True),
        ("policy_change", False, True, False),
        ("policy_change", True, False, False),
        ("evidence_found", True, True, False),
        ("correction", True, True, False),
        ("other_judgement", True, True, False),
    ],
)
def test_no_cause_is_confirmed_without_dated_evidence_in_both_rounds(
    cause: str, before: bool, after: bool, confirmed: bool
) -> None:
    assert rules.is_confirmed(cause, before, after) is confirmed


@pytest.mark.parametrize(
    ("levels", "kept"),
    [(["unknown"], False), (["unknown", "unknown"], False), (["unknown", "absent"], True), ([], True)],
)
def test_what_rests_on_unknown_answers_alone_is_no_gap(levels: list[str], kept: bool) -> None:
    assert rules.keeps_gap(levels) is kept


@pytest.mark.parametrize(
    ("level", "shape"),
    [("absent", "absent"), ("some", "partial"), ("all", "complete"), ("unknown", "unknown"),
     ("not_applicable", "not_applicable"), ("", "partial")],
)  # fmt: skip
def test_levels_are_drawn_by_their_place_on_the_scale(level: str, shape: str) -> None:
    assert rules.shape_of(level, ["absent", "some", "all"]) == shape


def test_missing_and_stale_languages_are_told_apart() -> None:
    text = Text.of({"fr": "Un", "en": "One"}).with_text("fr", "Deux")
    assert rules.unfit_languages(text, ["fr", "en", "bm"]) == (["bm"], ["en"])
