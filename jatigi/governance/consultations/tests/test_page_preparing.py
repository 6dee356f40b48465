"""Preparing the event: what is missing before it opens and after it closes, who convenes it, what silence means."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jatigi.foundation.text import Text
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import attendees, meetings, minutes
from jatigi.governance.consultations.changes.meetings import Convened, Described
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.consultations.queries import checklist, rooms
from jatigi.governance.consultations.tests.world import World

ROOM = "/fr/desk/consultations/MLI-2026-bamako/"
CODE = "MLI-2026-bamako"


def planned(world: World, **more: Any) -> Consultation:
    return meetings.open_consultation("bare", world.mali, Described("public", text("X"), **more), by=world.cast.aminata)


def missing(consultation: Consultation) -> list[str]:
    points = rooms.points_of(consultation, timezone.now())
    found = checklist.before(consultation, points, list(consultation.attendees.all()))
    return [task.words for task in found if not task.done and not task.optional]


def test_what_is_missing_before_it_opens_is_told_and_leads_there(world: World, signed_in: Any) -> None:
    bare = planned(world)
    assert missing(bare) == ["Le premier jour et le lieu", "Qui la convoque", "Les institutions consultées"]
    page = signed_in(world.cast.aminata).get("/fr/desk/consultations/bare/").content.decode()
    for path in ("edit/", "organisers/", "attendees/", "silence/", "programme/"):
        assert f'href="/fr/desk/consultations/bare/{path}"' in page
    assert "Avant de l’ouvrir" not in signed_in(world.cast.tieman).get("/fr/desk/consultations/bare/").content.decode()
    described = Described(
        "public", text("X"), venue=text("Bamako"), starts_on=datetime.date(2026, 12, 1), round=world.round,
        organisers=[Convened("organiser", world.cast.ministry)],
    )  # fmt: skip
    meetings.describe_consultation(bare, described, by=world.cast.aminata)
    attendees.invite(bare, [world.labour], by=world.cast.aminata)
    assert missing(bare) == ["Les points soumis"]


def test_whoever_has_nobody_to_sign_in_and_texts_in_one_language_are_told(world: World) -> None:
    points = rooms.points_of(world.room, timezone.now())
    asked = list(world.room.attendees.all())
    words = [task.words for task in checklist.before(world.room, points, asked) if task.optional]
    assert any("1 institution n’a personne" in one for one in words)
    attendees.delegate(world.attendee(world.health), world.labour, by=world.cast.aminata, letter=world.letter())
    again = checklist.before(world.room, points, list(world.room.attendees.all()))
    assert not any("personne qui se connecte" in task.words for task in again)
    world.gap.text = Text.of({"fr": "Seulement en français."})
    world.gap.save()
    world.room.languages = ["fr", "en"]
    points = rooms.points_of(world.room, timezone.now())
    assert any("1 point n’est pas écrit" in task.words for task in checklist.before(world.room, points, asked))


def test_a_round_whose_draft_was_sent_offers_its_consultation(world: World, signed_in: Any) -> None:
    browser, here = signed_in(world.cast.aminata), "/fr/desk/consultations/?round=MLI-2026"
    to_stage = "/fr/desk/rounds/MLI-2026/move/open_consultation/"
    assert to_stage not in browser.get(here).content.decode()
    world.set_state("draft_sent")
    page = browser.get(here).content.decode()
    assert to_stage in page
    assert "/fr/desk/consultations/new/MLI/?round=MLI-2026" in page
    assert to_stage not in signed_in(world.cast.tieman).get(here).content.decode()
    bare = planned(world, round=world.round)
    assert to_stage in browser.get(f"/fr/desk/consultations/{bare.pk}/").content.decode()
    browser.post(to_stage, {"note": ""})
    world.round.refresh_from_db()
    assert world.round.state == "consultation"
    assert signed_in(world.cast.nene).get(here).status_code == 404
    assert browser.get("/fr/desk/consultations/?round=nowhere").status_code == 404


def test_the_desk_and_the_round_lead_to_the_consultations(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.tieman)
    assert 'href="/fr/desk/consultations/"' in browser.get("/fr/desk/").content.decode()
    found = browser.get("/fr/desk/rounds/MLI-2026/").content.decode()
    assert 'href="/fr/desk/consultations/?round=MLI-2026"' in found
    assert 'href="/fr/desk/consultations/"' not in signed_in(world.cast.demba).get("/fr/desk/").content.decode()


def test_after_it_closed_what_is_left_is_told(world: World, signed_in: Any) -> None:
    world.takes("objects", "Non.")
    meetings.move_consultation(world.room, "closed", by=world.cast.aminata)
    page = signed_in(world.cast.aminata).get(ROOM).content.decode()
    assert "Après l’événement" in page
    lines = rooms.lines_of(world.room)
    tasks = checklist.after(world.room, list(world.room.attendees.all()), lines)
    assert [task.done for task in tasks] == [False, False, False, True, False]
    minutes.write_minutes(world.room, text("X"), by=world.cast.aminata)
    came: dict[str, tuple[str, int | None]] = dict.fromkeys(("instat", "travail", "sante"), ("attended", None))
    attendees.record_attendance(world.room, came, by=world.cast.aminata)
    tasks = checklist.after(world.room, list(world.room.attendees.all()), [])
    assert [task.done for task in tasks] == [True, True, True, True, False]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_who_convenes_is_filled_in_line_by_line_and_emptied_to_go(world: World, signed_in: Any, lang: str) -> None:
    browser, address = signed_in(world.cast.aminata), f"/{lang}/desk/consultations/{CODE}/organisers/"
    given = {
        "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0",
        "form-0-part": "organiser", "form-0-institution": "mmeia",
        "form-1-part": "funder", "form-1-name_fr": "Fonds d’essai", "form-1-name_en": "Trial fund",
        "form-2-part": "partner",
    }  # fmt: skip
    assert browser.post(address, given).status_code == 302
    assert [(one.part, one.institution_id, one.name.text("en")) for one in world.room.organisers.all()] == [
        ("organiser", "mmeia", ""),
        ("funder", None, "Trial fund"),
    ]
    page = browser.get(f"/{lang}/desk/consultations/{CODE}/").content.decode()
    assert {"fr": "Fonds d’essai", "en": "Trial fund"}[lang] in page
    emptied = given | {"form-INITIAL_FORMS": "2", "form-1-name_fr": "", "form-1-name_en": ""}
    browser.post(address, emptied)
    assert [one.part for one in world.room.organisers.all()] == ["organiser"]
    world.room.refresh_from_db()
    assert world.room.title.text("fr") == "Consultation (fr)"


def test_what_silence_means_is_announced_with_its_notice_and_only_put_off(world: World, signed_in: Any) -> None:
    browser, now = signed_in(world.cast.aminata), timezone.localtime()

    def announce(days: int, content: bytes = b"%PDF-1.4\navis\n%%EOF", sent: int = -1) -> Any:
        moment = lambda number: (now + datetime.timedelta(days=number)).strftime("%Y-%m-%dT%H:%M")  # noqa: E731
        notice = SimpleUploadedFile("avis.pdf", content, "application/pdf")
        return browser.post(f"{ROOM}silence/", {"notice": notice, "notice_at": moment(sent), "deadline": moment(days)})

    assert "aucune échéance n’a été annoncée" in browser.get(ROOM).content.decode()
    assert announce(3, b"MZ\x00").status_code == 422
    assert "doit suivre l’avis" in announce(-2, sent=-1).content.decode()
    assert announce(3).status_code == 302
    assert "pas d’observation reçue" in browser.get(ROOM).content.decode()
    assert announce(2).status_code == 409
    assert announce(5).status_code == 302
    assert browser.post(f"{ROOM}silence/", {"deadline": ""}).status_code == 422
    world.room.refresh_from_db()
    assert world.room.silence_notice is not None
    assert world.room.silence_notice.restricted


def test_an_institution_s_own_people_are_led_to_their_page(world: World, signed_in: Any) -> None:
    page = signed_in(world.awa).get(ROOM).content.decode()
    assert "Travail est consultée, et vous parlez pour elle" in page.replace(" (fr)", "")
    assert f'href="{ROOM}attendees/travail/"' in page
    assert "vous parlez pour elle" not in signed_in(world.cast.aminata).get(ROOM).content.decode()


def test_only_the_coordinator_prepares(world: World, signed_in: Any) -> None:
    for who in ("boubacar", "kadi", "tieman", "nene", "demba"):
        for path in ("organisers/", "silence/"):
            assert signed_in(getattr(world.cast, who)).get(ROOM + path).status_code == 404
