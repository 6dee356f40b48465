"""A workbook goes out, is filled in, and comes back into the round: what is complete, what is not, what changed."""

import io
from typing import Any

import openpyxl
import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.changes import codings as act
from jatigi.governance.assessments.models import Coding, CodingRevision, Draft
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.tests.acts import one_entry, refusal
from jatigi.governance.assessments.tests.world import CODES, LAW, World
from jatigi.governance.assessments.workbook.changes import import_workbook
from jatigi.governance.assessments.workbook.read import open_workbook
from jatigi.governance.assessments.workbook.tests.filling import COMPLETE, LAW_LINE, edited, exported, filled, seen

HEALTH, SCHOOL, REGION, _VISAS = CODES


def taken_in(world: World, content: bytes, by: Any = None) -> Any:
    return import_workbook(world.round, open_workbook(content, "w.xlsx"), by=by or world.cast.boubacar)


def last(world: World, code: str) -> CodingRevision:
    return CodingRevision.objects.filter(coding__round=world.round, coding__indicator=world.indicator(code)).latest(
        "pk"
    )


def test_a_complete_answer_is_handed_in_with_its_citations_and_one_entry(world: World) -> None:
    content = filled(exported(world), {HEALTH: COMPLETE}, [(*LAW_LINE, "Une phrase", "fr · français")])
    with one_entry("workbook.import"):
        done = taken_in(world, content)
    assert [row.question.code for row in done.handed_in] == [HEALTH]
    revision = last(world, HEALTH)
    assert (revision.level, revision.confidence, revision.reasons) == ("partial", "medium", "Lu dans la loi.")
    assert (revision.coding.assessor, revision.coding.state) == (world.cast.boubacar, "submitted")
    cited = revision.citations.get()
    assert (cited.instrument_id, cited.place, cited.quote, cited.quote_lang) == (
        "law-2004",
        "art. 3",
        "Une phrase",
        "fr",
    )
    entry = Entry.objects.latest("seq")
    assert entry.targets == [str(revision.coding_id)]
    assert entry.details["institution"] == "instat"
    assert "Lu dans la loi" not in str(entry.details)


def test_an_answer_that_is_not_complete_becomes_the_persons_draft(world: World) -> None:
    content = filled(exported(world), {SCHOOL: {"level": "Absent"}})
    done = taken_in(world, content)
    assert {fault.field for fault in done.drafts[0].faults} == {"reasons", "confidence"}
    draft = Draft.objects.get(user=world.cast.boubacar)
    assert (draft.indicator, draft.content["level"]) == (world.indicator(SCHOOL), "absent")
    assert not Coding.objects.filter(round=world.round).exists()


def test_an_empty_workbook_changes_nothing(world: World) -> None:
    preview = seen(world, exported(world))
    assert preview.rows == ()
    assert not preview.writes


def test_the_same_workbook_twice_changes_nothing_the_second_time(world: World) -> None:
    content = filled(exported(world), {HEALTH: COMPLETE, "mobility.days": {**COMPLETE, "level": 12}}, [LAW_LINE])
    assert len(taken_in(world, content).handed_in) == 2
    assert last(world, "mobility.days").value == 12
    assert seen(world, content).rows == ()


def test_the_round_goes_into_the_workbook_and_back_identical(world: World) -> None:
    cites = (
        Cited("law-2004", place="art. 3", quote="« Été »\nsuite", quote_lang="fr"),
        Cited("plan-2009", although_ended=True),
    )
    world.coded(HEALTH, "complete", cites=cites, reasons="=1+1 n’est pas une formule", confidence="high")
    world.coded("mobility.days", "", value=12.5)
    world.coded(SCHOOL, "unknown", cites=[LAW])
    content = exported(world)
    assert seen(world, content).rows == ()
    written = seen(world, content).filled.written
    assert written == {one.code: one.written for one in seen(world, content).now.questions}
    assert written[HEALTH].reasons == "=1+1 n’est pas une formule"
    assert written[HEALTH].citations[0][2] == "« Été »\nsuite"


def test_what_someone_else_changed_meanwhile_is_refused_and_named_and_the_rest_goes_in(world: World) -> None:
    content = filled(exported(world), {HEALTH: COMPLETE, SCHOOL: COMPLETE}, [LAW_LINE, ("1.2", "law-2004", "art. 5")])
    world.coded(HEALTH, "absent", by=world.cast.fanta, reasons="Rien trouvé.")
    done = taken_in(world, content)
    assert [row.question.code for row in done.handed_in] == [SCHOOL]
    refused = next(row for row in done.rows if row.question.code == HEALTH)
    assert {(cell.field, cell.place.split("!")[0]) for cell in refused.conflicts} == {
        ("level", "Questions"), ("reasons", "Questions"),
    }  # fmt: skip
    assert refused.conflicts[0].now == "Absent"
    assert refused.conflicts[0].new == "Partiel · Partial"
    assert last(world, HEALTH).coding.assessor == world.cast.fanta


def test_a_cell_that_nobody_else_changed_goes_into_a_draft_beside_a_refused_one(world: World) -> None:
    world.coded(HEALTH, "absent", by=world.cast.fanta, reasons="Rien trouvé.")
    content = filled(exported(world), {HEALTH: {"level": "Complet", "confidence": "Faible"}})
    act.withdraw_coding(Coding.objects.get(), by=world.cast.fanta)
    world.coded(HEALTH, "partial", by=world.cast.fanta, cause="correction")
    done = taken_in(world, content)
    assert [(row.outcome, [c.field for c in row.changes], [c.field for c in row.conflicts]) for row in done.rows] == [
        ("draft", ["confidence"], ["level"])
    ]
    content = Draft.objects.get(user=world.cast.boubacar).content
    assert (content["level"], content["confidence"]) == ("partial", "low")


def test_an_accepted_answer_is_not_reopened_by_a_workbook(world: World) -> None:
    world.agreed(HEALTH)
    content = filled(exported(world), {HEALTH: {"level": "Complet"}})
    done = taken_in(world, content)
    assert [row.outcome for row in done.rows] == ["refused"]
    assert done.rows[0].why is not None


def test_ones_own_draft_is_not_overwritten_and_a_draft_from_the_workbook_is(world: World) -> None:
    from jatigi.governance.assessments.changes.drafts import save_draft

    first = filled(exported(world), {HEALTH: {"level": "Absent"}, SCHOOL: {"level": "Absent"}})
    save_draft(world.round, world.indicator(HEALTH), by=world.cast.boubacar, content={"level": "complete"}, version=0)
    done = taken_in(world, first)
    assert {row.question.code: row.outcome for row in done.rows} == {HEALTH: "refused", SCHOOL: "draft"}
    second = filled(first, {SCHOOL: COMPLETE}, [("1.2", "law-2004")])
    assert [row.question.code for row in taken_in(world, second).handed_in] == [SCHOOL]
    assert Draft.objects.get().content == {"level": "complete"}


def test_a_change_of_level_needs_its_cause_like_on_the_page(world: World) -> None:
    world.past(HEALTH, "absent", LAW)
    content = filled(exported(world), {HEALTH: COMPLETE}, [LAW_LINE])
    assert [fault.code for fault in seen(world, content).drafts[0].faults] == ["cause.missing"]
    content = filled(content, {HEALTH: {"cause": "An error is corrected"}})
    assert len(taken_in(world, content).handed_in) == 1
    assert last(world, HEALTH).cause == "correction"


def test_a_preview_that_was_overtaken_writes_nothing(world: World) -> None:
    content = filled(exported(world), {HEALTH: COMPLETE}, [LAW_LINE])
    digest = seen(world, content).digest
    world.coded(HEALTH, "absent", by=world.cast.fanta)
    raw = open_workbook(content, "w.xlsx")
    code = refusal(lambda: import_workbook(world.round, raw, by=world.cast.boubacar, digest=digest))
    assert code == "coding.stale"


@pytest.mark.parametrize("name", ["coumba", "tieman", "nene", "demba"])
def test_only_who_may_import_imports(world: World, name: str) -> None:
    raw = open_workbook(filled(exported(world), {HEALTH: COMPLETE}), "w.xlsx")
    assert refusal(lambda: import_workbook(world.round, raw, by=getattr(world.cast, name))) == "not_your_role"


def test_internal_evidence_and_drafts_never_leave_and_are_kept(world: World) -> None:
    secret = world.evidence("secret-note", publishable=False)
    world.coded(HEALTH, "partial", cites=(LAW, Cited(evidence=str(secret.pk), quote="SECRETMARK", quote_lang="fr")))
    content = exported(world)
    book = openpyxl.load_workbook(io.BytesIO(content))
    text = repr([list(row) for sheet in book for row in sheet.iter_rows(values_only=True)])
    assert "law-2004" in text
    assert "SECRETMARK" not in text
    assert "secret-note" not in text
    act.withdraw_coding(Coding.objects.get(), by=world.cast.boubacar)
    changed = filled(content, {HEALTH: {"reasons": "Mieux dit."}}, [("1.1", "plan-2015")])
    assert len(taken_in(world, changed).handed_in) == 1
    cited = last(world, HEALTH).citations.all()
    assert [c.instrument_id or c.evidence.code for c in cited] == ["law-2004", "plan-2015", "secret-note"]


def test_a_deleted_citation_is_taken_off(world: World) -> None:
    world.coded(HEALTH, "partial", cites=(LAW, Cited("plan-2015")))
    act.withdraw_coding(Coding.objects.get(), by=world.cast.boubacar)

    def drop(book: Any) -> None:
        for cell in book["Citations"][4]:
            cell.value = None

    assert len(taken_in(world, edited(exported(world), drop)).handed_in) == 1
    assert [c.instrument_id for c in last(world, HEALTH).citations.all()] == ["law-2004"]


def test_the_bytes_are_the_same_each_time(world: World) -> None:
    world.coded(HEALTH, "partial")
    assert exported(world) == exported(world)
