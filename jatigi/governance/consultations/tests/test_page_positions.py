"""An institution's own list, the form in which it takes a position, a point's page, and who has not spoken."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import attendees, items, meetings
from jatigi.governance.consultations.models import PositionRevision
from jatigi.governance.consultations.tests.world import World

HERE = "/fr/desk/consultations/MLI-2026-bamako/"
SECRET = "Réserve entre nous"


def address(world: World, institution: str = "instat", item: Any = None) -> str:
    return f"{HERE}points/{(item or world.on_gap).pk}/of/{institution}/"


def given(world: World, stance: str = "objects", words: str = "Ce constat est dépassé.", **more: Any) -> dict[str, Any]:
    return {
        "stance": stance,
        "text": words,
        "lang": "fr",
        "seen": world.hash(world.gap.subject),
        "after": 0,
        "do": "save",
        **more,
    }


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_institution_reads_what_is_asked_of_it_and_what_is_awaited(world: World, signed_in, lang) -> None:
    world.takes("objects", "Ce constat est dépassé.")
    page = signed_in(world.cast.kadi).get(f"/{lang}/desk/consultations/MLI-2026-bamako/positions/").content.decode()
    assert {"fr": "1 position est attendue, sur 2 points", "en": "1 position is awaited, of 2 points"}[lang] in page
    assert "Ce constat est dépassé." in page
    assert f"/points/{world.on_answer.pk}/of/instat/" in page
    assert "/of/travail/" not in page


def test_a_position_is_taken_and_changed_from_the_page(world: World, signed_in) -> None:
    browser = signed_in(world.cast.kadi)
    form = browser.get(address(world)).content.decode()
    assert world.hash(world.gap.subject) in form
    answer = browser.post(address(world), given(world, evidence=[str(world.report.pk)], confidential="on"))
    assert answer["Location"] == f"{HERE}positions/?institution=instat#point-{world.on_gap.pk}"
    browser.post(address(world), given(world, "agrees", "", after=1))
    said = list(PositionRevision.objects.order_by("number"))
    assert [(one.stance, one.confidential) for one in said] == [("objects", True), ("agrees", False)]
    assert list(said[0].evidence.all()) == [world.report]
    assert said[0].seen_words.text("fr") == world.gap.text.text("fr")


def test_searching_the_register_sends_nothing_and_loses_nothing(world: World, signed_in) -> None:
    browser = signed_in(world.cast.kadi)
    found = browser.post(address(world), given(world, do="find", q="rapport")).content.decode()
    assert "Ce constat est dépassé." in found
    assert PositionRevision.objects.count() == 0


def test_what_is_missing_is_said_above_what_was_typed(world: World, signed_in) -> None:
    browser = signed_in(world.cast.kadi)
    answer = browser.post(address(world), given(world, "objects", ""))
    assert answer.status_code == 422
    assert "Une réserve ou une objection" in answer.content.decode()
    assert 'value="objects" checked' in answer.content.decode()
    answer = browser.post(address(world), given(world, "", "Mes mots"))
    assert answer.status_code == 422
    assert "Mes mots" in answer.content.decode()


def test_the_second_of_two_colleagues_reads_the_first_and_may_replace_it(world: World, signed_in) -> None:
    browser = signed_in(world.cast.kadi)
    world.takes("agrees", "Rien à redire.")
    answer = browser.post(address(world), given(world))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Rien à redire." in page
    assert "Ce constat est dépassé." in page
    assert '<input type="hidden" name="after" value="1">' in page
    assert browser.post(address(world), given(world, after=1)).status_code == 302


def test_a_text_reworded_while_the_form_was_open_is_shown_beside_what_was_read(world: World, signed_in) -> None:
    posted = given(world, read=world.gap.text.text("fr"))
    written = findings.Written(world.gap.dimension, "gap", text("Tout autre constat"), [world.answer])
    findings.edit_finding(world.gap, written, by=world.cast.boubacar)
    answer = signed_in(world.cast.kadi).post(address(world), posted)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<ins>" in page
    assert f'name="seen" value="{world.hash(world.gap.subject)}"' in page
    assert "Ce constat est dépassé." in page


def test_what_changed_since_an_institution_spoke_is_marked_and_shown(world: World, signed_in) -> None:
    world.takes("agrees")
    browser = signed_in(world.cast.kadi)
    assert "a changé depuis" not in browser.get(f"{HERE}positions/").content.decode()
    written = findings.Written(world.gap.dimension, "gap", text("Tout autre constat"), [world.answer])
    findings.edit_finding(world.gap, written, by=world.cast.boubacar)
    assert "a changé depuis" in browser.get(f"{HERE}positions/").content.decode()
    assert "<ins>" in browser.get(address(world)).content.decode()


def test_a_deadline_that_passes_while_the_form_is_open_keeps_every_word(world: World, signed_in) -> None:
    world.announce(hours=1)
    browser = signed_in(world.cast.kadi)
    assert "jusqu’au" in browser.get(address(world)).content.decode()
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        browser = signed_in(world.cast.kadi)
        answer = browser.post(address(world), given(world))
        assert answer.status_code == 409
        assert "Ce constat est dépassé." in answer.content.decode()
        late = browser.get(f"{HERE}positions/").content.decode()
        assert "Pas d’observation reçue" in late
        assert "/of/instat/" not in late
    assert PositionRevision.objects.count() == 0


def test_the_coordinator_enters_a_position_with_the_letter_attached(world: World, signed_in) -> None:
    browser = signed_in(world.cast.aminata)
    target = address(world, "sante")
    refused = browser.post(target, given(world))
    assert refused.status_code == 422
    assert "lettre" in refused.content.decode()
    from django.core.files.uploadedfile import SimpleUploadedFile

    unfit = SimpleUploadedFile("lettre.exe", b"MZ\x90", "application/octet-stream")
    assert browser.post(target, given(world, letter=unfit)).status_code == 422
    letter = SimpleUploadedFile("lettre.pdf", b"%PDF-1.4\nlettre\n%%EOF", "application/pdf")
    assert browser.post(target, given(world, letter=letter)).status_code == 302
    said = PositionRevision.objects.get()
    assert said.letter is not None
    assert said.letter.restricted


def test_a_delegate_speaks_for_another_and_both_read_it(world: World, signed_in) -> None:
    attendees.delegate(world.attendee(world.labour), world.cast.statistics, by=world.awa)
    browser = signed_in(world.cast.kadi)
    assert browser.post(address(world, "travail"), given(world)).status_code == 302
    assert "Ce constat est dépassé." in signed_in(world.awa).get(f"{HERE}positions/").content.decode()
    assert signed_in(world.awa).get(address(world, "travail")).status_code == 404
    page = signed_in(world.cast.aminata).get(f"{HERE}points/{world.on_gap.pk}/").content.decode()
    assert "INSTAT" in page


def test_nobody_opens_the_list_or_the_form_of_another_institution(world: World, signed_in) -> None:
    for user in (world.awa, world.cast.tieman, world.cast.boubacar, world.cast.nene, world.cast.demba):
        assert signed_in(user).get(address(world)).status_code == 404
        assert signed_in(user).get(f"{HERE}positions/?institution=instat").status_code == 404
    for user in (world.cast.tieman, world.cast.moussa, world.cast.nene):
        assert signed_in(user).get(f"{HERE}positions/").status_code == 404


def test_who_has_not_spoken_is_for_the_coordinator_s_eyes(world: World, signed_in) -> None:
    world.takes("agrees")
    page = signed_in(world.cast.aminata).get(f"{HERE}positions/").content.decode()
    assert "1 sur 2" in page
    assert "mailto:kadi@example.org" in page
    assert "personne ne se connecte" in page  # Health has nobody
    point = f"{HERE}points/{world.on_gap.pk}/"
    assert "Travail" in signed_in(world.cast.aminata).get(point).content.decode()
    for user in (world.cast.coumba, world.cast.tieman, world.cast.kadi):
        found = signed_in(user).get(point).content.decode()
        assert "Travail" not in found


def test_a_point_names_only_who_agreed_and_never_what_was_said_in_confidence(world: World, signed_in) -> None:
    point = f"{HERE}points/{world.on_gap.pk}/"
    world.takes("objects", SECRET, confidential=True)
    world.takes("reservation", "Dite à tous", institution=world.labour, by=world.awa)
    coordinator, own = (signed_in(one).get(point).content.decode() for one in (world.cast.aminata, world.cast.kadi))
    assert SECRET in coordinator
    assert SECRET in own
    for user in (world.awa, world.cast.coumba, world.cast.boubacar, world.cast.tieman, world.cast.moussa):
        found = signed_in(user).get(point).content.decode()
        assert SECRET not in found
        assert "Statisti" not in found
        assert "Dite à tous" in found
        assert ("Travail" in found) == (user == world.awa)
    attendees.consent_to_be_named(world.attendee(world.labour), True, by=world.awa)
    attendees.consent_to_be_named(world.attendee(world.cast.statistics), True, by=world.cast.kadi)
    found = signed_in(world.cast.tieman).get(point).content.decode()
    assert "Travail" in found
    assert "Statisti" not in found


def test_revisions_are_read_side_by_side_by_the_institution_and_the_coordinator(world: World, signed_in) -> None:
    point = f"{HERE}points/{world.on_gap.pk}/"
    world.takes("objects", "Dit en premier", confidential=True)
    world.takes("reservation", "Dit ensuite", after=1)
    for user, sees in ((world.cast.kadi, True), (world.cast.aminata, True), (world.cast.tieman, False)):
        found = signed_in(user).get(point).content.decode()
        assert "ensuite" in found
        assert ("premier" in found) is sees


def test_a_withdrawn_point_keeps_its_page_and_takes_no_position(world: World, signed_in) -> None:
    world.takes("objects", "Ce constat est dépassé.")
    items.withdraw(world.on_gap, by=world.cast.aminata)
    browser = signed_in(world.cast.kadi)
    assert "Ce constat est dépassé." in browser.get(f"{HERE}points/{world.on_gap.pk}/").content.decode()
    assert "retiré" in browser.get(address(world)).content.decode()
    assert browser.post(address(world), given(world, after=1)).status_code == 409


def test_a_closed_consultation_shows_and_takes_nothing(world: World, signed_in) -> None:
    meetings.move_consultation(world.room, "closed", by=world.cast.aminata)
    browser = signed_in(world.cast.kadi)
    assert "<textarea" not in browser.get(address(world)).content.decode()
    assert browser.post(address(world), given(world)).status_code == 409


def test_queries_do_not_grow_with_points_and_positions(world: World, signed_in, django_assert_max_num_queries) -> None:
    pages = [
        (world.cast.kadi, f"{HERE}positions/"),
        (world.cast.aminata, f"{HERE}positions/"),
        (world.cast.aminata, f"{HERE}points/{world.on_gap.pk}/"),
        (world.cast.kadi, address(world)),
    ]
    world.takes("objects", "Non.")
    counts = []
    for user, path in pages:
        signed_in(user).get(path)
        with django_assert_max_num_queries(60) as spent:
            signed_in(user).get(path)
        counts.append(len(spent))
    for code in ("rights.school", "mobility.region"):
        answer = world.agreed(code, "partial")
        (item,) = items.put(world.room, [answer.subject], by=world.cast.aminata)
        world.takes("objects", "Non.", item=item)
    world.takes("reservation", "Non.", institution=world.labour, by=world.awa)
    for (user, path), before in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(before):
            signed_in(user).get(path)
