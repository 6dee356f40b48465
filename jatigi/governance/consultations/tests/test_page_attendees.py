"""The institutions asked: inviting, who came, consent to be named, who speaks."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.models import StoredFile
from jatigi.governance.consultations.models import Attendee
from jatigi.governance.consultations.tests.world import World

ROOM = "/fr/desk/consultations/MLI-2026-bamako/"


def letter(content: bytes = b"%PDF-1.4\nlettre\n%%EOF") -> SimpleUploadedFile:
    return SimpleUploadedFile("lettre.pdf", content, "application/pdf")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_list_is_read_in_both_languages(world: World, signed_in: Any, lang: str) -> None:
    found = signed_in(world.cast.aminata).get(f"/{lang}/desk/consultations/MLI-2026-bamako/attendees/").content.decode()
    assert {"fr": "3 institutions sont consultées", "en": "3 institutions are asked"}[lang] in found
    for name in ("Statistique" if lang == "fr" else "Statistics", "Travail", "Santé"):
        assert name in found


def test_several_are_asked_at_once_and_the_act_is_one_entry(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.aminata)
    world._institution("justice", "Justice")
    before = Entry.objects.filter(action="consultation.invite").count()
    page = browser.get(f"{ROOM}invite/").content.decode()
    assert 'value="mmeia"' in page
    assert 'value="instat"' not in page
    answer = browser.post(f"{ROOM}invite/", {"institution": ["mmeia", "justice", "nowhere"]}, follow=True)
    assert "2 institutions sont désormais consultées" in answer.content.decode()
    assert Attendee.objects.count() == 5
    assert Entry.objects.filter(action="consultation.invite").count() == before + 1
    nothing = browser.post(f"{ROOM}invite/", {})
    assert nothing.status_code == 422
    assert "Rien n’a été choisi" in nothing.content.decode()


def test_who_came_is_noted_for_all_at_once_and_people_are_counted(world: World, signed_in: Any) -> None:
    given = {f"attendance-{code}": "attended" for code in ("instat", "travail", "sante")}
    given |= {"attendance-sante": "excused", "seats-instat": "3", "seats-travail": ""}
    answer = signed_in(world.cast.boubacar).post(f"{ROOM}attendees/", given, follow=True).content.decode()
    assert "2 étaient présentes, avec 3 personnes" in answer
    assert world.attendee(world.health).attendance == "excused"
    assert world.attendee(world.labour).seats is None


def test_what_cannot_be_counted_is_said_and_kept(world: World, signed_in: Any) -> None:
    given = {f"attendance-{code}": "attended" for code in ("instat", "travail", "sante")} | {"seats-instat": "-3"}
    answer = signed_in(world.cast.aminata).post(f"{ROOM}attendees/", given)
    assert answer.status_code == 422
    assert 'value="-3"' in answer.content.decode()
    assert world.attendee(world.health).attendance == "unknown"


def test_the_coordinator_needs_the_institution_s_letter_for_its_name_and_keeps_it(world: World, signed_in: Any) -> None:
    browser, address = signed_in(world.cast.aminata), f"{ROOM}attendees/sante/"
    refused = browser.post(f"{address}consent/", {"consent-named": "on"})
    assert refused.status_code == 422
    assert "lettre" in refused.content.decode()
    unfit = {"consent-named": "on", "consent-letter": letter(b"MZ\x00\x00")}
    assert browser.post(f"{address}consent/", unfit).status_code == 422
    assert not world.attendee(world.health).named_publicly
    given = {"consent-named": "on", "consent-letter": letter()}
    assert browser.post(f"{address}consent/", given).status_code == 302
    kept = world.attendee(world.health)
    assert kept.named_publicly
    assert kept.consent_letter is not None
    assert kept.consent_letter.restricted
    assert str(kept.consent_letter.pk) in browser.get(address).content.decode()
    browser.post(f"{address}consent/", {})
    assert not world.attendee(world.health).named_publicly


def test_its_own_people_say_themselves_whether_it_is_named_and_who_speaks(world: World, signed_in: Any) -> None:
    browser, address = signed_in(world.awa), f"{ROOM}attendees/travail/"
    assert "Lettre de l’institution" not in browser.get(address).content.decode()
    assert browser.post(f"{address}consent/", {"consent-named": "on"}).status_code == 302
    assert browser.post(f"{address}delegate/", {"delegation-to": "instat"}).status_code == 302
    found = world.attendee(world.labour)
    assert (found.named_publicly, found.speaks_for_it_id) == (True, "instat")
    assert "Statistique prend position à sa place" in browser.get(address).content.decode()
    assert "Parle aussi pour" in signed_in(world.cast.kadi).get(f"{ROOM}attendees/instat/").content.decode()
    browser.post(f"{address}delegate/", {"delegation-to": ""})
    assert world.attendee(world.labour).speaks_for_it is None
    assert StoredFile.objects.count() == 0


def test_a_delegation_that_is_refused_is_told_beside_what_was_chosen(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.aminata)
    refused = browser.post(f"{ROOM}attendees/sante/delegate/", {"delegation-to": "instat"})
    assert refused.status_code == 422
    assert '<option value="instat" selected>' in refused.content.decode()
    unknown = browser.post(f"{ROOM}attendees/sante/delegate/", {"delegation-to": "nowhere"})
    assert unknown.status_code == 422


def test_one_asked_by_mistake_is_taken_off_unless_it_spoke(world: World, signed_in: Any) -> None:
    world.takes("agrees")
    browser = signed_in(world.cast.aminata)
    assert browser.post(f"{ROOM}attendees/instat/uninvite/").status_code == 409
    assert browser.post(f"{ROOM}attendees/sante/uninvite/").status_code == 302
    assert not Attendee.objects.filter(institution="sante").exists()


def test_one_institution_s_page_is_its_own_and_the_coordinator_s(world: World, signed_in: Any) -> None:
    for who, institution in (("kadi", "travail"), ("tieman", "instat"), ("boubacar", "instat"), ("nene", "instat")):
        for act in ("", "consent/", "delegate/"):
            address = f"{ROOM}attendees/{institution}/{act}"
            browser = signed_in(getattr(world.cast, who))
            answer = browser.post(address) if act else browser.get(address)
            assert answer.status_code == 404, (who, address)
    assert signed_in(world.cast.kadi).post(f"{ROOM}attendees/instat/uninvite/").status_code == 403
    assert signed_in(world.cast.aminata).get(f"{ROOM}attendees/nowhere/").status_code == 404


def test_another_country_and_whoever_keeps_no_record_see_no_list(world: World, signed_in: Any) -> None:
    for who in ("nene", "demba", "tieman", "kadi"):
        for path in ("attendees/", "invite/"):
            assert signed_in(getattr(world.cast, who)).get(ROOM + path).status_code == 404


def test_queries_do_not_grow_with_institutions(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(world.cast.aminata)
    browser.get(f"{ROOM}attendees/")
    with django_assert_max_num_queries(30) as before:
        browser.get(f"{ROOM}attendees/")
    for number in range(5):
        made = world._institution(f"autre-{number}", f"Autre {number}")
        Attendee.objects.create(consultation=world.room, institution=made, speaks_for_it=world.labour)
    with django_assert_max_num_queries(len(before)):
        browser.get(f"{ROOM}attendees/")
