"""What a round's file gets wrong: where, what was found, what is accepted, what to do; nothing is written."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.assessments.changes.loading import load_round
from jatigi.governance.assessments.models import (
    Round,
)
from jatigi.governance.assessments.tests.round_files import Load, a_round, answer, counts, finding
from jatigi.governance.assessments.tests.world import World

D = datetime.date


# --- what a file gets wrong: (what is changed in a good file, where it is found, what is said of it)


def with_answer(**more: Any) -> dict[str, Any]:
    return {"answers": [answer(**more)], "findings": []}


def with_citation(**citation: Any) -> dict[str, Any]:
    return with_answer(citations=[citation])


def with_finding(**more: Any) -> dict[str, Any]:
    return {"findings": [finding(**more)]}


BROKEN: list[tuple[dict[str, Any], str, str]] = [
    ({"jurisdiction": "SEN", "answers": [], "findings": []}, "", ""),  # a good one, so that the table can fail
    ({"jurisdiction": "XXX"}, "jurisdiction", "which is not there"),
    ({"framework": "t-national@9"}, "framework", "t-national@1.0"),
    ({"modules": ["t-none@1"]}, "modules[0]", "which is not there"),
    ({"framework": "t-draft@1.0"}, "framework", "not published"),
    ({"modules": ["t-other@1.0"]}, "modules", "does not extend"),
    ({"previous": "MLI-1999"}, "previous", "Load the earlier round first"),
    ({"previous": "MLI-2026"}, "previous", "earlier round of the same jurisdiction"),
    ({"label": "2021"}, "label", "another round"),
    ({"languages": ["fr", "fr"]}, "languages", "each language once"),
    ({"languages": []}, "languages", ""),
    ({"languages": ["fr", "en", "bm"]}, "about", "bm"),
    ({"about": {"fr": "Seul"}}, "about", "en"),
    ({"origin": "official"}, "target_state", "Only a reconstruction"),
    ({"origin": "official", "target_state": "collection"}, "answers", "given and reviewed by people"),
    ({"origin": "fictional"}, "target_state", "Only a reconstruction"),
    ({"origin": "real"}, "origin", "official, reconstructed, fictional"),
    ({"target_state": "published"}, "target_state", "collection, reviewed_by_project"),
    ({"reference_date": "soon"}, "reference_date", "a day such as"),
    ({"colour": "blue"}, "colour", "unknown key"),
    ({"round": "MLI 2022"}, "round", ""),
    (with_answer(indicator="rights.helth"), "answers[0].indicator", "rights.health"),
    (with_answer(level="excellent"), "answers[0].level", "absent, partial, complete"),
    (with_answer(level=""), "answers[0].level", "Choose a level"),
    (with_answer(value=3.0), "answers[0].value", "levels, not numbers"),
    (with_answer(reasons=" "), "answers[0].reasons", "reasons"),
    (with_answer(confidence=None), "answers[0].confidence", "low, medium or high"),
    (with_answer(confidence="sure"), "answers[0].confidence", "low, medium, high"),
    (with_answer(holds_on=D(2022, 4, 1)), "answers[0].holds_on", "on the reference date or before"),
    (with_answer(citations=[]), "answers[0]", "without a citation"),
    (with_answer(colour="blue"), "answers[0].colour", "unknown key"),
    ({"answers": [answer(), answer()]}, "answers[1].indicator", "a second time"),
    (with_citation(instrument="law-204"), "answers[0].citations[0].instrument", "law-2004"),
    (with_citation(evidence="report-220"), "answers[0].citations[0].evidence", "report-2020"),
    (with_citation(), "answers[0].citations[0]", "Name one text"),
    (with_citation(instrument="law-2004", evidence="report-2020"), "answers[0].citations[0]", "Name one text"),
    (with_citation(instrument="law-2004", quote="…"), "answers[0].citations[0]", "in which language"),
    (with_citation(evidence="rumour"), "answers[0].citations[0]", "marked unclear"),
    (with_citation(evidence="theirs"), "answers[0].citations[0].evidence", "which is not there"),
    (with_citation(instrument="plan-2009"), "answers[0].citations[0]", "although_ended: true"),
    (with_citation(instrument="law-of-senegal"), "answers[0].citations[0].instrument", "which is not there"),
    (with_finding(dimension="right"), "findings[0].dimension", "rights"),
    (with_finding(kind="opinion"), "findings[0].kind", "good_practice, gap, since_then"),
    (with_finding(text={"fr": "Seul"}), "findings[0].text", "en"),
    (with_finding(answers=["mobility.visas"]), "findings[0].answers[0]", "answered in this file"),
    (with_finding(instruments=["law-204"]), "findings[0].instruments[0]", "law-2004"),
    (with_finding(evidence=["report"]), "findings[0].evidence[0]", "which is not there"),
    (with_finding(answers=[]), "findings[0]", "rests on no answer"),
    (with_finding(evidence=["report-2023"]), "findings[0]", "later than the reference date"),
    (with_finding(instruments=["law-2030"]), "findings[0]", "later than the reference date"),
    ({"findings": [finding(), finding()]}, "findings[1].id", "a second time"),
    ({"answers": [answer(level="unknown", confidence=None)]}, "findings[0]", "still to be documented"),
]


@pytest.mark.parametrize(("change", "where", "said"), BROKEN, ids=[f"{n}-{w}" for n, (_c, w, _s) in enumerate(BROKEN)])
def test_a_broken_file_says_where_and_what_to_do_and_writes_nothing(
    traps: World, load: Load, change: dict[str, Any], where: str, said: str
) -> None:
    before = counts()
    if not where:
        load(a_round(**change))
        return
    with override("en"), pytest.raises(DocumentError) as caught:
        load(a_round(**change))
    with override("en"):
        found = {p["path"]: " ".join((p["found"], p["accepted"], p["advice"])) for p in caught.value.as_json()}
    assert where in found, found
    assert said in found[where]
    assert all(p.line > 0 for p in caught.value.problems)
    assert counts() == before


def test_all_problems_come_at_once_each_with_its_line(traps: World, load: Load) -> None:
    with pytest.raises(DocumentError) as caught:
        load(a_round(answers=[answer("nowhere"), answer(level="great"), answer("rights.school", citations=[])]))
    lines = [p.line for p in caught.value.problems]
    assert len(lines) >= 3
    assert lines == sorted(lines)


def test_evidence_that_is_unclear_may_stand_beside_an_unknown_answer(traps: World, load: Load) -> None:
    unknown = answer(level="unknown", confidence=None, citations=[{"evidence": "rumour"}])
    assert load(a_round(answers=[unknown], findings=[])).added == ("rights.health",)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"- 1\n", b"round: [\n", b"a: &x 1\nb: *x\n", b"!!python/object:os.system x\n", b"round: 1\n",
     b"answers: {}\n", b"\x00", b"round: MLI-2022\nround: MLI-2022\n"],
)  # fmt: skip
def test_hostile_bytes_are_refused(load: Load, content: bytes) -> None:
    before = counts()
    with pytest.raises(DocumentError):
        load(content)
    assert counts() == before


def test_a_file_that_is_not_there_is_said(world: World, tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        load_round(tmp_path / "nothing.yaml")


keys = st.sampled_from(["fr", "instrument", "x"])
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "x", "partial", "rights.health", "law-2004", "2022-03-31"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(a_round())), plain, min_size=1, max_size=3))
def test_whatever_stands_under_a_key_the_file_is_taken_in_or_refused(load: Load, change: dict[str, Any]) -> None:
    before = counts()
    try:
        load(a_round() | change)
    except DocumentError:
        assert counts() == before
    else:
        assert Round.objects.count() > 2
