"""Rounds from files: the whole of a file or nothing; the same again changes nothing; what was judged stays."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.yaml import dump
from jatigi.governance.assessments.changes import codings, rounds
from jatigi.governance.assessments.changes.loading import Loaded, load_round
from jatigi.governance.assessments.models import (
    Answer,
    AnswerRevision,
    Citation,
    Coding,
    CodingRevision,
    Finding,
    Round,
    Step,
)
from jatigi.governance.assessments.queries.rounds import changed_since_closed
from jatigi.governance.assessments.tests.world import World, make_framework, text
from jatigi.governance.frameworks.models import FrameworkVersion

D = datetime.date
TODAY = D(2026, 11, 1)
COUNTED = (Round, Step, Coding, CodingRevision, Answer, AnswerRevision, Citation, Finding, Entry)


def answer(indicator: str = "rights.health", **more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "indicator": indicator, "level": "partial", "confidence": "medium", "cause": "first", "reasons_lang": "fr",
        "reasons": "La loi prévoit les soins urgents.", "citations": [{"instrument": "law-2004", "place": "art. 3"}],
    }  # fmt: skip
    return values | more


def finding(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "care", "dimension": "rights", "kind": "gap", "text": {"fr": "Les soins", "en": "Care"},
        "answers": ["rights.health"], "instruments": ["law-2004"], "evidence": ["report-2020"],
    }  # fmt: skip
    return values | more


def a_round(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "round": "MLI-2022", "jurisdiction": "MLI", "label": "2022", "framework": "t-national@1.0", "modules": [],
        "origin": "reconstructed", "about": {"fr": "Reconstruit", "en": "Rebuilt"}, "reference_date": D(2022, 3, 31),
        "deadline": None, "languages": ["fr", "en"], "previous": None, "scores_public": True,
        "target_state": "reviewed_by_project",
        "answers": [answer(), answer("rights.school", level="complete", citations=[{"evidence": "report-2020"}])],
        "findings": [finding()],
    }  # fmt: skip
    return values | more


def counts() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]


@pytest.fixture
def load(world: World, tmp_path: Path) -> Callable[..., Loaded]:
    """``load(document)`` writes the document as a file and loads it."""

    def act(document: dict[str, Any] | str | bytes, today: D = TODAY) -> Loaded:
        path = tmp_path / "MLI-2022.yaml"
        content = document if isinstance(document, str | bytes) else dump(document)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_round(path, today=today)

    return act


Load = Callable[..., Loaded]


def test_a_reconstruction_is_loaded_as_reviewed_by_the_project(load: Load) -> None:
    done = load(a_round())
    assert (done.new, done.added, done.findings) == (True, ("rights.health", "rights.school"), ("care",))
    made = Round.objects.get(pk="MLI-2022")
    assert (made.state, made.origin, made.lead_language) == ("reviewed_by_project", "reconstructed", "fr")
    assert [s.action for s in Step.objects.filter(round=made)] == ["start", "close_collection", "review_by_project"]
    coding = Coding.objects.get(round=made, indicator__indicator__code="rights.health")
    agreed = AnswerRevision.objects.get(answer__round=made, answer__indicator=coding.indicator)
    assert (coding.assessor, coding.state, agreed.answer.state) == (None, "accepted", "agreed")
    assert agreed.from_coding == coding.revisions.get()
    assert (agreed.level, agreed.recorded_by, agreed.holds_on) == ("partial", None, D(2022, 3, 31))
    assert [c.place for c in agreed.citations.all()] == [c.place for c in coding.revisions.get().citations.all()]
    assert Finding.objects.get().state == "reviewed"
    assert not changed_since_closed(made)


def test_a_load_leaves_one_entry_that_lists_what_it_wrote(load: Load) -> None:
    before = Entry.objects.count()
    load(a_round())
    (entry,) = Entry.objects.order_by("seq")[before:]
    ids = [str(pk) for pk in Coding.objects.values_list("pk", flat=True)]
    assert (entry.action, entry.targets[0], sorted(entry.targets[1:])) == ("round.load", "MLI-2022", sorted(ids))


def test_the_same_file_again_changes_nothing(load: Load) -> None:
    load(a_round())
    before = counts()
    done = load(a_round())
    assert (done.is_change, done.unchanged, counts()) == (False, 2, before)


def test_a_changed_answer_becomes_a_further_revision(load: Load) -> None:
    load(a_round())
    changed = answer(level="complete", cause="correction", reasons="Relu.")
    done = load(a_round(answers=[changed, a_round()["answers"][1]]))
    assert (done.changed, done.added, done.unchanged) == (("rights.health",), (), 1)
    mine = AnswerRevision.objects.filter(answer__indicator__indicator__code="rights.health").order_by("number")
    assert [(r.number, r.level, r.cause) for r in mine] == [(1, "partial", "first"), (2, "complete", "correction")]
    assert AnswerRevision.objects.filter(answer__indicator__indicator__code="rights.school").count() == 1
    load(a_round(answers=[changed, a_round()["answers"][1]]))
    assert mine.count() == 2


def test_other_citations_alone_are_a_further_revision_too(load: Load) -> None:
    load(a_round())
    more = [{"instrument": "law-2004", "place": "art. 3"}, {"evidence": "report-2020"}]
    done = load(a_round(answers=[answer(citations=more), a_round()["answers"][1]]))
    assert done.changed == ("rights.health",)


def test_a_change_after_the_review_is_reviewed_and_published_anew(load: Load) -> None:
    made = load(a_round()).round
    rounds.move_round(made, "publish", by=None)
    load(a_round(answers=[answer(reasons="Précisé."), a_round()["answers"][1]]))
    made.refresh_from_db()
    assert made.state == "reviewed_by_project"
    assert not changed_since_closed(made)


def test_findings_follow_the_file(load: Load) -> None:
    load(a_round())
    assert load(a_round(findings=[finding(kind="good_practice"), finding(id="new")])).findings == ("care", "new")
    assert load(a_round(findings=[finding(id="new")])).findings == ("new", "care")  # its place changed; one is dropped
    assert list(Finding.objects.order_by("code").values_list("code", "state")) == [
        ("care", "dropped"), ("new", "reviewed"),
    ]  # fmt: skip


def test_what_may_change_in_a_round_changes(load: Load) -> None:
    load(a_round())
    done = load(a_round(scores_public=False, deadline=D(2027, 1, 1)))
    made = Round.objects.get(pk="MLI-2022")
    assert (done.is_change, made.scores_public, made.deadline) == (False, False, D(2027, 1, 1))


def test_a_round_under_way_has_proposed_answers_that_a_reviewer_accepts(load: Load, world: World) -> None:
    made = load(a_round(target_state="collection", findings=[finding()])).round
    assert made.state == "collection"
    assert set(Answer.objects.filter(round=made).values_list("state", flat=True)) == {"proposed"}
    assert Finding.objects.get(round=made).state == "submitted"
    coding = Coding.objects.get(round=made, indicator__indicator__code="rights.health")
    assert (coding.state, coding.assessor) == ("submitted", None)
    codings.accept_coding(coding, by=world.cast.coumba, revision=1)
    assert Answer.objects.get(round=made, indicator=coding.indicator).state == "agreed"


def test_a_file_leads_a_round_further_when_its_target_is_further(load: Load) -> None:
    load(a_round(target_state="collection"))
    done = load(a_round())
    assert (done.round.state, done.added, done.changed) == ("reviewed_by_project", (), ())
    assert set(Answer.objects.values_list("state", flat=True)) == {"agreed"}


def test_the_round_before_gives_the_previous_levels(load: Load, world: World) -> None:
    load(a_round())
    later = a_round(
        round="MLI-2023", label="2023", reference_date=D(2023, 3, 31), previous="MLI-2022", findings=[],
        answers=[answer(level="complete", cause="policy_change", reasons="Décret de 2022.")],
    )  # fmt: skip
    load(later)
    assert AnswerRevision.objects.get(answer__round="MLI-2023").cause == "policy_change"


def test_a_module_s_answers_are_taken_in(load: Load, world: World) -> None:
    make_framework("t-module", extends=world.framework, codes=("mobility.transhumance",))
    done = load(a_round(modules=["t-module@1.0"], answers=[*a_round()["answers"], answer("mobility.transhumance")]))
    assert done.added[-1] == "mobility.transhumance"


def test_numbers_are_taken_in(load: Load) -> None:
    number = answer("mobility.days", level="", value=12.5)
    load(a_round(answers=[answer(), number]))
    assert AnswerRevision.objects.get(answer__indicator__indicator__code="mobility.days").value == 12.5


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


@pytest.fixture
def traps(world: World) -> World:
    """What a file may stumble over."""
    world.evidence("rumour", dated="2020", level_hint="unclear")
    world.evidence("report-2023", dated="2023-05")
    theirs = world.evidence("theirs")
    theirs.jurisdiction = world.cast.senegal
    theirs.save()
    from jatigi.governance.assessments.tests.world import make_instrument

    make_instrument("law-of-senegal", mali=world.cast.senegal)
    make_framework("t-other", codes=("a.b",))
    FrameworkVersion.objects.create(
        framework=make_framework("t-draft", "0.9", codes=("a.b",)).framework, version="1.0", title=text("x"),
        about=text("x"), licence="x", document={}, digest="1" * 64,
    )  # fmt: skip
    return world


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


def test_a_lapsed_plan_is_cited_knowingly(load: Load) -> None:
    lapsed = answer(
        citations=[{"instrument": "plan-2009", "although_ended": True}], reasons="Échu en 2014, non remplacé."
    )
    load(a_round(answers=[lapsed], findings=[]))
    assert Citation.objects.filter(although_ended=True).count() == 2


def test_what_has_ended_since_the_reference_date_is_no_problem(load: Load) -> None:
    load(a_round(answers=[answer("mobility.region", citations=[{"instrument": "protocol-1979"}])], findings=[]))
    assert Round.objects.get(pk="MLI-2022").state == "reviewed_by_project"


@pytest.mark.parametrize("cause", ["first", "policy_change"])
def test_another_level_than_last_round_needs_a_cause(load: Load, world: World, cause: str) -> None:
    world.past("rights.health", "absent")
    document = a_round(previous="MLI-2021", answers=[answer(cause=cause)])
    if cause == "first":
        with override("en"), pytest.raises(DocumentError, match="what has caused it"):
            load(document)
    else:
        assert load(document).new


def test_another_level_than_loaded_before_needs_a_cause_once(load: Load) -> None:
    load(a_round())
    with override("en"), pytest.raises(DocumentError, match="what has caused it"):
        load(a_round(answers=[answer(level="complete"), a_round()["answers"][1]]))


TIES = [("framework", "t-other@1.0"), ("origin", "fictional"), ("reference_date", D(2022, 4, 1)),
        ("jurisdiction", "SEN"), ("label", "22"), ("previous", "MLI-2021"), ("modules", ["t-module@1.0"])]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), TIES)
def test_what_a_round_is_tied_to_never_changes(traps: World, load: Load, key: str, value: Any) -> None:
    make_framework("t-module", extends=traps.framework, codes=("m.i",))
    document = a_round(target_state="collection")
    load(document)
    with override("en"), pytest.raises(DocumentError, match="keeps it for ever"):
        load(document | {key: value})


def test_an_answer_is_never_taken_out_in_silence(load: Load) -> None:
    load(a_round())
    with override("en"), pytest.raises(DocumentError, match="never taken out in silence"):
        load(a_round(answers=[answer()], findings=[finding()]))


def test_what_was_agreed_on_the_desk_since_is_not_undone(load: Load, world: World) -> None:
    made = load(a_round(target_state="collection")).round
    coding = Coding.objects.get(round=made, indicator__indicator__code="rights.health")
    codings.accept_coding(coding, by=world.cast.coumba, revision=1)
    changed = [answer(reasons="Autre."), a_round()["answers"][1]]
    with override("en"), pytest.raises(DocumentError, match="agreed on the desk since"):
        load(a_round(target_state="collection", answers=changed))
    assert load(a_round(target_state="collection")).unchanged == 2


def test_a_round_that_the_desk_has_closed_is_not_changed_by_a_file_under_way(load: Load, world: World) -> None:
    load(a_round())
    with override("en"), pytest.raises(DocumentError, match="Take the round back"):
        load(a_round(target_state="collection", findings=[]))


def test_a_round_on_which_people_have_work_waiting_is_not_closed_by_a_file(load: Load, world: World) -> None:
    made = load(a_round(target_state="collection")).round
    from jatigi.governance.assessments.tests.world import judged

    codings.submit_coding(made, world.indicator("mobility.visas"), judged(), by=world.cast.boubacar)
    before = counts()
    with override("en"), pytest.raises(DocumentError, match="not reviewed yet"):
        load(a_round())
    assert counts() == before


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


def test_answers_are_written_in_bulk(load: Load, world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    codes = [f"big.i{n}" for n in range(60)]
    make_framework("t-big", codes=codes)

    def queries(year: int, count: int) -> int:
        document = a_round(
            round=f"MLI-{year}", label=str(year), framework="t-big@1.0", findings=[],
            answers=[answer(code) for code in codes[:count]],
        )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            load(document)
        return len(captured)

    # SQLite takes a bulk in pieces of a thousand values
    assert queries(2032, 60) - queries(2031, 2) <= 8


def test_the_clock_of_a_load_is_one(load: Load) -> None:
    """What was recorded comes before the step that closes the round, so that nothing seems to have changed since."""
    before = timezone.now()
    made = load(a_round()).round
    closing = Step.objects.filter(round=made).order_by("-at")[0]
    recorded = set(AnswerRevision.objects.filter(answer__round=made).values_list("recorded_at", flat=True))
    assert len(recorded) == 1
    assert before <= recorded.pop() <= closing.at
