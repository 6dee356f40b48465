"""Rounds from files: the whole of a file or nothing; the same again changes nothing; what was judged stays."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.assessments.changes import codings, rounds
from jatigi.governance.assessments.models import (
    Answer,
    AnswerRevision,
    Citation,
    Coding,
    Finding,
    Round,
    Step,
)
from jatigi.governance.assessments.queries.rounds import changed_since_closed
from jatigi.governance.assessments.tests.round_files import Load, a_round, answer, counts, finding
from jatigi.governance.assessments.tests.world import World, make_framework

D = datetime.date


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
