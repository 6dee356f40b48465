"""The form of a paragraph: sources are found without a script, looked at, warned of; an earlier text comes back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.instruments.searching import of_evidence, of_instrument
from jatigi.governance.profiles import changes
from jatigi.governance.profiles.changes import Written
from jatigi.governance.profiles.models import Paragraph, ParagraphRevision, Profile
from jatigi.governance.profiles.tests.world import World, both

HEALTH = "rights.services.health"
BASE = "/fr/desk/rounds/MLI-2021/profile/"
LEAD = f"{BASE}paragraphs/lead-1/"
SignedIn = Callable[[Any], Client]


@pytest.fixture
def written(world: World) -> Profile:
    found: Profile = world.profile((world.answer(HEALTH, "partial", cites=(world.law,)),))
    for text in Instrument.objects.all():
        text.search = of_instrument(text)
        text.save(update_fields=["search"])
    for piece in Evidence.objects.all():
        piece.search = of_evidence(piece)
        piece.save(update_fields=["search"])
    return found


@pytest.fixture
def boubacar(written: Profile, cast: Any, signed_in: SignedIn) -> Client:
    return signed_in(cast.boubacar)


def ticked(page: str) -> set[tuple[str, str]]:
    """What is ticked on the page: field and id."""
    return set(re.findall(r'name="(answers|instruments|evidence)" value="([^"]+)" checked', page))


def boxes(page: str) -> set[tuple[str, str]]:
    return set(re.findall(r'name="(answers|instruments|evidence)" value="([^"]+)"', page))


def sent(**more: Any) -> dict[str, Any]:
    return {"text_fr": "Un texte en cours.", "text_en": "A text.", "cause": "updated", "number": 1, **more}


def test_what_it_rests_on_is_ticked_and_what_the_answers_cite_is_offered(boubacar: Client) -> None:
    page = boubacar.get(LEAD).content.decode()
    assert ticked(page) == {("answers", HEALTH)}
    assert ("instruments", "loi-essai") in boxes(page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("essai", ("instruments", "loi-essai")),
        ("12-001", ("instruments", "loi-essai")),
        ("rapport", ("evidence", "rapport")),
        ("emigres", ("evidence", "emigres")),
        ("1.1", ("answers", HEALTH)),
    ],
)
def test_sources_are_found_without_a_script_and_nothing_written_is_lost(
    written: Profile, boubacar: Client, words: str, found: tuple[str, str]
) -> None:
    page = boubacar.post(f"{BASE}write/method/", sent(find="1", q=words)).content.decode()
    assert found in boxes(page.partition('id="h-found"')[2])
    assert "Un texte en cours." in page
    assert Paragraph.objects.filter(section="method").count() == 0


def test_what_was_ticked_stays_ticked_while_one_goes_on_searching(boubacar: Client) -> None:
    page = boubacar.post(LEAD, sent(find="1", q="rien-de-tel", instruments=["loi-essai"])).content.decode()
    assert ticked(page) == {("instruments", "loi-essai")}
    assert "Rien d’autre ne répond à ces mots." in page
    assert ParagraphRevision.objects.filter(paragraph__code="lead-1").count() == 1


def test_a_page_that_searches_while_one_types_gets_the_sources_alone_and_saves_nothing(boubacar: Client) -> None:
    reply = boubacar.post(LEAD, sent(q="essai"), headers={"HX-Request": "true"})
    page = reply.content.decode()
    assert ("instruments", "loi-essai") in boxes(page)
    assert "<textarea" not in page
    assert ParagraphRevision.objects.filter(paragraph__code="lead-1").count() == 1


def test_the_document_is_looked_at_before_it_is_saved(boubacar: Client) -> None:
    page = boubacar.post(LEAD, sent(look="1", instruments=["loi-essai"])).content.decode()
    paper = page.partition('id="h-look"')[2].partition("</section>")[0]
    assert "Un texte en cours." in paper
    assert "Loi d’essai &lt;1&gt;. 12-001, 4 mai 2012." in paper.replace("\u00a0", " ")
    assert ticked(page) == {("instruments", "loi-essai")}
    assert ParagraphRevision.objects.filter(paragraph__code="lead-1").count() == 1


def test_saving_without_support_warns_and_leads_to_where_it_is_put_right(boubacar: Client) -> None:
    reply = boubacar.post(LEAD, sent())
    assert reply.headers["Location"] == f"{LEAD}#rests"
    page = boubacar.get(LEAD).content.decode()
    assert "Une publication est refusée d’ici là." in page
    overview = boubacar.get(BASE).content.decode()
    assert f'href="{LEAD}#rests"' in overview


def test_credits_need_no_support(boubacar: Client) -> None:
    reply = boubacar.post(f"{BASE}paragraphs/credits-1/", sent())
    assert reply.headers["Location"].endswith("#p-credits-1")


def test_an_answer_given_anew_is_marked_where_it_is_ticked_with_a_link(world: World, boubacar: Client) -> None:
    world.answer(HEALTH, "complete", cause="correction")
    page = boubacar.get(LEAD).content.decode()
    assert "Donnée à nouveau depuis l’enregistrement de ce texte" in page
    assert f'href="/fr/desk/rounds/MLI-2021/answers/{HEALTH}/"' in page
    assert "Lire la réponse" in boubacar.get(BASE).content.decode()


def test_a_text_that_did_not_stand_and_one_that_is_not_verified_are_marked(world: World, boubacar: Client) -> None:
    Instrument.objects.filter(pk="loi-essai").update(in_force_until="2019-12-31", status="recalled")
    page = boubacar.post(LEAD, sent(find="1", instruments=["loi-essai"])).content.decode()
    assert "Ne valait plus à la date de référence" in page
    assert "Non vérifié" in page
    assert 'href="/fr/desk/instruments/text/loi-essai/"' in page


def test_internal_evidence_is_marked_and_unknown_ids_are_refused(boubacar: Client) -> None:
    page = boubacar.post(LEAD, sent(find="1", evidence=["marqueur-interne"])).content.decode()
    assert "le document ne la nommera pas" in page
    for field, code in (("instruments", "nothing"), ("evidence", "nothing"), ("answers", "rights.nothing")):
        reply = boubacar.post(LEAD, sent(**{field: [code]}))
        assert reply.status_code == 200
        assert "N’est plus là" in reply.content.decode()


def test_a_text_of_another_country_is_not_there(world: World, cast: Any, boubacar: Client) -> None:
    Instrument.objects.create(
        code="ailleurs", kind="law", jurisdiction=cast.senegal, title=both("Loi d’ailleurs", "Law"), status="verified",
        search=" ailleurs ",
    )  # fmt: skip
    assert ("instruments", "ailleurs") not in boxes(boubacar.post(LEAD, sent(find="1", q="ailleurs")).content.decode())
    assert boubacar.post(LEAD, sent(instruments=["ailleurs"])).status_code == 200


def test_an_earlier_text_comes_back_with_its_sources_as_a_new_revision(
    world: World, written: Profile, cast: Any, boubacar: Client
) -> None:
    lead = Paragraph.objects.get(code="lead-1")
    changes.rewrite_paragraph(lead, Written(both("Neuf.", "New.")), by=cast.boubacar, number=1)
    page = boubacar.get(LEAD).content.decode()
    assert "?from=1" in page
    assert "<del>" in page
    again = boubacar.get(f"{LEAD}?from=1").content.decode()
    assert "Le socle est là." in again
    assert ticked(again) == {("answers", HEALTH)}
    assert "version 1" in again
    answer = {"text_fr": "Le socle est là.", "text_en": "The ground is laid.", "cause": "corrected", "number": 2}
    assert boubacar.post(LEAD, {**answer, "answers": [HEALTH]}).status_code == 302
    assert [one.number for one in lead.revisions.order_by("number")] == [1, 2, 3]


def test_a_paragraph_taken_out_is_written_anew_from_its_text(written: Profile, boubacar: Client) -> None:
    boubacar.post(f"{LEAD}drop/")
    overview = boubacar.get(BASE).content.decode()
    assert "write/dimension.rights/?from=lead-1" in overview
    page = boubacar.get(f"{BASE}write/dimension.rights/?from=lead-1").content.decode()
    assert "Le socle est là." in page
    assert ticked(page) == {("answers", HEALTH)}
    assert boubacar.get(f"{BASE}write/method/?from=changes-1").status_code == 404


@pytest.mark.parametrize("number", ["", "x", "-1"])
def test_a_number_that_is_none_is_refused_in_words(boubacar: Client, number: str) -> None:
    assert boubacar.post(LEAD, sent(number=number)).status_code == 200
    assert ParagraphRevision.objects.filter(paragraph__code="lead-1").count() == 1


def test_queries_of_the_form_do_not_grow_with_the_sources(world: World, cast: Any, boubacar: Client) -> None:
    def count() -> int:
        boubacar.post(LEAD, sent(find="1", q="x"))
        with CaptureQueriesContext(connection) as queries:
            boubacar.post(LEAD, sent(find="1", q="x"))
        return len(queries)

    def more(start: int, many: int) -> None:
        Instrument.objects.bulk_create(
            Instrument(code=f"x{n}", kind="law", jurisdiction=cast.mali, title=both("X", "X"), status="verified",
                       search=" x ")
            for n in range(start, start + many)
        )  # fmt: skip
        Evidence.objects.bulk_create(
            Evidence(jurisdiction=cast.mali, code=f"x{n}", kind="statistic", title=both("X", "X"), confidence="low",
                     search=" x ")
            for n in range(start, start + many)
        )  # fmt: skip

    more(0, 2)
    few = count()
    more(2, 20)
    assert count() == few
