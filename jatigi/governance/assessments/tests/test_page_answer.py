"""The assessor's page over HTTP: without a script everything still works, and nobody reads what is not theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jatigi.governance.assessments.changes import assignments, drafts
from jatigi.governance.assessments.models import Citation, Coding, CodingRevision, Draft, JournalEntry
from jatigi.governance.assessments.tests.test_page_desk import ANSWER
from jatigi.governance.assessments.tests.world import CODES, LAW, PROTOCOL, World
from jatigi.governance.instruments.models import Evidence

SignIn = Callable[[Any], Any]
HEALTH = ("MLI-2026", "rights.health")


@pytest.fixture
def collecting(world: World) -> World:
    world.set_state("collection")
    return world


def page(name: str = "answer", code: str = "rights.health") -> str:
    return reverse(name, args=["MLI-2026", code])


# --- who


@pytest.mark.parametrize("who", ["coumba", "moussa", "sira", "tieman", "demba", "nene"])
def test_only_those_who_may_answer_find_the_page(collecting: World, signed_in: SignIn, who: str) -> None:
    assert signed_in(collecting.cast.boubacar).get(page()).status_code == 200
    client = signed_in(getattr(collecting.cast, who))
    assert client.get(page()).status_code == 404
    assert client.post(page(), ANSWER).status_code == 404
    assert client.post(page("save_draft"), ANSWER).status_code == 404
    assert client.get(reverse("round_indicators", args=["MLI-2026"])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(collecting: World, client: Any) -> None:
    response = client.get(page())
    assert response.status_code == 302
    assert "/account/login/" in response.url


def test_a_contributor_sees_only_what_the_institution_is_asked(collecting: World, signed_in: SignIn) -> None:
    cast = collecting.cast
    assignments.ask_institution(
        collecting.round, cast.statistics, [collecting.indicator("rights.school")], by=cast.aminata
    )
    kadi = signed_in(cast.kadi)
    listed = kadi.get(reverse("round_indicators", args=["MLI-2026"])).content.decode()
    assert page(code="rights.school") in listed
    assert page() not in listed
    assert kadi.get(page(code="rights.school")).status_code == 200
    assert kadi.get(page()).status_code == 404
    assert kadi.post(page(), ANSWER).status_code == 404
    assert kadi.post(page(code="rights.school"), ANSWER).status_code == 302
    assert [coding.indicator.indicator.code for coding in Coding.objects.all()] == ["rights.school"]


def test_drafts_and_journal_are_read_by_nobody_else(collecting: World, signed_in: SignIn) -> None:
    boubacar, fanta = signed_in(collecting.cast.boubacar), signed_in(collecting.cast.fanta)
    boubacar.post(page("save_draft"), {**ANSWER, "reasons": "MARQUE-BROUILLON"})
    boubacar.post(page("add_journal"), {"text": "MARQUE-JOURNAL"})
    assert JournalEntry.objects.get().user == collecting.cast.boubacar
    own = boubacar.get(page()).content.decode()
    assert "MARQUE-BROUILLON" in own
    assert "MARQUE-JOURNAL" in own
    for path in (page(), reverse("round_indicators", args=["MLI-2026"]), page("answer_detail")):
        assert "MARQUE" not in fanta.get(path).content.decode()


# --- without a script


def test_a_text_is_searched_cited_and_taken_off_without_a_script(collecting: World, signed_in: SignIn) -> None:
    collecting.law.search = " law 2004"
    collecting.law.save()
    client = signed_in(collecting.cast.boubacar)
    found = client.post(page(), {"version": "0", "reasons": "Début", "do": "find", "q": "law"}, follow=True)
    assert 'value="cite:instrument:law-2004"' in found.content.decode()
    client.post(page(), {"version": "1", "reasons": "Début", "do": "cite:instrument:law-2004"})
    draft = Draft.objects.get()
    assert draft.content["reasons"] == "Début"
    assert [c["instrument"] for c in draft.content["citations"]] == ["law-2004"]
    shown = client.get(page()).content.decode()
    assert 'name="cite-0-ref" value="instrument:law-2004"' in shown
    client.post(page(), {"version": "2", "cite": "0", "cite-0-ref": "instrument:law-2004", "do": "drop:0"})
    assert Draft.objects.get().content["citations"] == []


def test_what_is_missing_is_said_and_what_was_written_stays(collecting: World, signed_in: SignIn) -> None:
    client = signed_in(collecting.cast.boubacar)
    response = client.post(page(), {**ANSWER, "level": "", "reasons": "Rien que des raisons."})
    assert response.status_code == 422
    shown = response.content.decode()
    assert 'role="alert"' in shown
    assert 'class="form-error" id="level-error"' in shown
    assert "Rien que des raisons." in shown
    assert 'value="instrument:law-2004"' in shown
    assert not Coding.objects.exists()


def test_an_answer_that_is_still_true_is_confirmed_with_its_evidence_seen_again(
    collecting: World, signed_in: SignIn
) -> None:
    collecting.past("rights.health", "partial", LAW, PROTOCOL)
    client = signed_in(collecting.cast.boubacar)
    shown = client.get(page()).content.decode()
    assert 'value="instrument:law-2004:1"' in shown
    assert client.post(page(), {"version": "0", "still": "yes", "do": "submit"}).status_code == 422
    ended = client.post(page(), {"version": "0", "still": "yes", "again": "instrument:protocol-1979:2", "do": "submit"})
    assert ended.status_code == 422
    done = client.post(page(), {"version": "0", "still": "yes", "again": "instrument:law-2004:1", "do": "submit"})
    assert done.status_code == 302
    revision = CodingRevision.objects.get(coding__round="MLI-2026")
    assert (revision.level, revision.reasons) == ("partial", "Lu dans le texte cité.")
    assert [c.instrument_id for c in Citation.objects.filter(coding_revision=revision)] == ["law-2004"]


def test_numbers_are_answered_as_people_write_them(collecting: World, signed_in: SignIn) -> None:
    client = signed_in(collecting.cast.boubacar)
    sent = {**ANSWER, "level": "", "value": "12,5"}
    assert client.post(page(code="mobility.days"), sent).status_code == 302
    assert CodingRevision.objects.get().value == 12.5


def test_an_answer_is_taken_back_before_its_review(collecting: World, signed_in: SignIn) -> None:
    client = signed_in(collecting.cast.boubacar)
    client.post(page(), ANSWER)
    coding = Coding.objects.get()
    address = reverse("withdraw_coding", args=[coding.pk])
    assert signed_in(collecting.cast.fanta).post(address).status_code == 404
    assert client.post(address).status_code == 302
    coding.refresh_from_db()
    assert coding.state == "open"
    assert "La loi le dit." in client.get(page()).content.decode()


# --- autosave


def test_autosave_tells_an_older_window_and_overwrites_nothing(collecting: World, signed_in: SignIn) -> None:
    client = signed_in(collecting.cast.boubacar)
    first = client.post(page("save_draft"), {"version": "0", "reasons": "une"})
    assert first.json()["version"] == 1
    assert client.post(page("save_draft"), {"version": "1", "reasons": "deux"}).json()["version"] == 2
    late = client.post(page("save_draft"), {"version": "1", "reasons": "trois"})
    assert late.status_code == 409
    assert late.json()["code"] == "draft.stale"
    assert late.json()["advice"]
    assert Draft.objects.get().content["reasons"] == "deux"
    handed_in = client.post(page(), {**ANSWER, "version": "1"})
    assert handed_in.status_code == 409
    assert "La loi le dit." in handed_in.content.decode()
    assert not Coding.objects.exists()
    assert client.post(page(), {**ANSWER, "version": "2"}).status_code == 302


@pytest.mark.parametrize("version", ["", "-1", "x", "1e9", "99999999999999"])
def test_a_strange_version_never_overwrites(collecting: World, signed_in: SignIn, version: str) -> None:
    client = signed_in(collecting.cast.boubacar)
    client.post(page("save_draft"), {"version": "0", "reasons": "une"})
    assert client.post(page("save_draft"), {"version": version, "reasons": "autre"}).status_code == 409
    assert Draft.objects.get().content["reasons"] == "une"


# --- evidence


def test_a_document_is_added_with_its_file_and_cited_in_the_draft(collecting: World, signed_in: SignIn) -> None:
    client = signed_in(collecting.cast.boubacar)
    fields = {"kind": "document", "title": "Circulaire", "text": "Elle ouvre les soins.", "confidence": "high",
              "dated": "2024-05"}  # fmt: skip
    file = SimpleUploadedFile("circulaire.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    sent = {f"new-{name}": value for name, value in fields.items()} | {"new-file": file}
    assert client.post(page("cite_new_evidence"), sent).status_code == 302
    piece = Evidence.objects.get(code="circulaire")
    assert piece.file is not None
    assert piece.file.restricted  # not publishable: kept encrypted
    assert [c["evidence"] for c in Draft.objects.get().content["citations"]] == [str(piece.pk)]


def test_what_is_no_document_is_refused_in_words(collecting: World, signed_in: SignIn) -> None:
    client = signed_in(collecting.cast.boubacar)
    file = SimpleUploadedFile("virus.pdf", b"MZ\x00\x00", "application/pdf")
    sent = {"new-kind": "document", "new-title": "x", "new-text": "y", "new-confidence": "low", "new-file": file}
    count = Evidence.objects.count()
    response = client.post(page("cite_new_evidence"), sent)
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    assert Evidence.objects.count() == count


def test_a_title_does_not_leak_through_a_guessed_address(collecting: World, signed_in: SignIn) -> None:
    cast = collecting.cast
    assignments.ask_institution(collecting.round, cast.statistics, [collecting.indicator()], by=cast.aminata)
    internal = {"version": "0", "do": f"cite:evidence:{collecting.reply.pk}"}
    assert "reply (fr)" in signed_in(cast.boubacar).post(page(), internal, follow=True).content.decode()
    assert "reply (fr)" not in signed_in(cast.kadi).post(page(), internal, follow=True).content.decode()


# --- queries


@pytest.mark.parametrize("name", ["answer", "round_indicators", "round_answers", "round", "assign", "review_queue"])
def test_queries_do_not_grow_with_rows(collecting: World, signed_in: SignIn, name: str) -> None:
    args = HEALTH if name == "answer" else HEALTH[:1]
    client = signed_in(collecting.cast.coumba if name == "review_queue" else collecting.cast.aminata)
    collecting.coded("rights.school", by=collecting.cast.boubacar)
    collecting.past("rights.health", "partial", LAW)
    _save(collecting, 1)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=args)).status_code == 200
        return len(queries)

    count()
    few = count()
    for code in CODES[2:]:
        collecting.coded(code, by=collecting.cast.boubacar, cites=[LAW])
        collecting.coded(code, by=collecting.cast.fanta, cites=[LAW])
        collecting.past(code, "complete", LAW)
    _save(collecting, 2)
    assert count() == few


def _save(world: World, citations: int) -> None:
    """A draft that cites as many texts."""
    content = {"citations": [{"instrument": code} for code in ("law-2004", "plan-2015")[:citations]]}
    Draft.objects.all().delete()
    drafts.save_draft(world.round, world.indicator(), by=world.cast.aminata, content=content, version=0)
