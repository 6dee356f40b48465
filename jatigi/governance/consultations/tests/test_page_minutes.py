"""What stays of the event: minutes that are never overwritten unseen, and pictures that say what they show."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.text import Text
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import meetings, minutes, programme
from jatigi.governance.consultations.changes.programme import Scheduled
from jatigi.governance.consultations.models import MinutesRevision, Picture, Session
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.world import World

ROOM = "/fr/desk/consultations/MLI-2026-bamako/"
MINUTES = f"{ROOM}minutes/"
#: one pixel
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fea1"
    "35811e0000000049454e44ae426082"
)


def session(world: World) -> Session:
    return programme.add_session(world.room, Scheduled("panel", text("Panel un")), by=world.cast.aminata)


def png(world: World) -> StoredFile:
    return store_file(PNG, name="salle.png", jurisdiction=world.mali, restricted=False, by=world.cast.aminata)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_minutes_of_the_whole_and_of_a_session_are_read_in_both_languages(
    world: World, signed_in: Any, lang: str
) -> None:
    by = {"by": world.cast.boubacar}
    minutes.write_minutes(world.room, text("On a parlé."), session=session(world), **by)
    address = f"/{lang}/desk/consultations/MLI-2026-bamako/minutes/"
    assert "On a parlé." in signed_in(world.cast.tieman).get(address).content.decode()
    minutes.write_minutes(world.room, text("En tout."), **by)
    found = signed_in(world.cast.tieman).get(address).content.decode()
    assert found.index("En tout.") < found.index("On a parlé.")
    assert {"fr": "Compte rendu de l’ensemble", "en": "Minutes of the whole"}[lang] in found


def test_each_save_is_a_revision_and_an_earlier_one_can_be_read(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.boubacar)
    browser.post(f"{MINUTES}write/", {"text_fr": "Premier texte.", "after": "0"})
    browser.post(f"{MINUTES}write/", {"text_fr": "Second texte.", "after": "1"})
    same = browser.post(f"{MINUTES}write/", {"text_fr": "Second texte.", "after": "2"}, follow=True).content.decode()
    assert "Rien n’a été changé" in same
    assert list(MinutesRevision.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert Entry.objects.filter(action="minutes.write").count() == 2
    earlier = browser.get(f"{MINUTES}write/?revision=1").content.decode()
    assert "Premier texte." in earlier
    assert "Premier texte." not in browser.get(f"{MINUTES}write/?revision=9").content.decode()
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        MinutesRevision.objects.filter(number=1).update(number=9)


def test_two_who_write_at_once_the_second_reads_the_first_and_loses_nothing(world: World, signed_in: Any) -> None:
    minutes.write_minutes(world.room, text("Le sien."), by=world.cast.aminata)
    browser = signed_in(world.cast.boubacar)
    answer = browser.post(f"{MINUTES}write/", {"text_fr": "Le mien.", "after": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Le sien." in page
    assert "Le mien." in page
    assert 'name="after" value="1"' in page
    assert browser.post(f"{MINUTES}write/", {"text_fr": "Le mien.", "after": "1"}).status_code == 302


def test_minutes_have_their_refusals(world: World) -> None:
    by = {"by": world.cast.boubacar}
    assert refusal(lambda: minutes.write_minutes(world.room, Text.of({"fr": "  "}), **by)) == "minutes.empty"
    assert refusal(lambda: minutes.write_minutes(world.room, Text("fr", {}), **by)) == "minutes.empty"
    long = text("a" * (minutes.MOST + 1))
    assert refusal(lambda: minutes.write_minutes(world.room, long, **by)) == "minutes.too_long"
    assert refusal(lambda: minutes.write_minutes(world.room, text("X"), after=1, **by)) == "minutes.newer"
    assert refusal(lambda: minutes.write_minutes(world.room, text("X"), by=world.cast.kadi)) == "not_your_role"
    described = meetings.Described("public", text("X"))
    other = meetings.open_consultation("other", world.mali, described, by=world.cast.aminata)
    assert refusal(lambda: minutes.write_minutes(other, text("X"), **by)) == "consultation.not_now"
    elsewhere = programme.add_session(other, Scheduled("panel", text("X")), by=world.cast.aminata)
    write = lambda: minutes.write_minutes(world.room, text("X"), session=elsewhere, **by)  # noqa: E731
    assert refusal(write) == "session.elsewhere"


def test_minutes_can_be_written_after_the_end_and_not_before_the_beginning(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.boubacar)
    meetings.move_consultation(world.room, "closed", by=world.cast.aminata)
    assert browser.post(f"{MINUTES}write/", {"text_fr": "Après.", "after": "0"}).status_code == 302
    meetings.move_consultation(world.room, "open", by=world.cast.aminata)
    meetings.move_consultation(world.room, "planned", by=world.cast.aminata)
    assert browser.post(f"{MINUTES}write/", {"text_fr": "Avant.", "after": "1"}).status_code == 409
    assert "<textarea" not in browser.get(f"{MINUTES}write/").content.decode()


def test_a_picture_is_added_with_words_corrected_moved_and_taken_out(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.boubacar)
    for words in ("La salle", "Le panneau"):
        file = SimpleUploadedFile("salle.png", PNG, "image/png")
        assert browser.post(f"{ROOM}pictures/new/", {"file": file, "alt_fr": words}).status_code == 302
    first, second = Picture.objects.order_by("position")
    assert f'alt="{first.alt.text("fr")}"' in browser.get(MINUTES).content.decode()
    browser.post(f"{ROOM}pictures/{second.pk}/move/", {"move": "up"})
    assert [one.pk for one in Picture.objects.order_by("position")] == [second.pk, first.pk]
    browser.post(f"{ROOM}pictures/{first.pk}/", {"alt_fr": "La grande salle", "alt_en": "The hall"})
    first.refresh_from_db()
    assert first.alt.plain() == {"fr": "La grande salle", "en": "The hall"}
    browser.post(f"{ROOM}pictures/{first.pk}/remove/")
    assert Picture.objects.count() == 1
    shown = browser.get(f"/fr/desk/files/{second.file_id}/")
    assert shown["Content-Type"] == "image/png"


def test_what_is_no_picture_or_says_nothing_is_refused(world: World, signed_in: Any) -> None:
    browser, by = signed_in(world.cast.boubacar), {"by": world.cast.boubacar}
    pdf = SimpleUploadedFile("x.png", b"%PDF-1.4\nx\n%%EOF", "image/png")
    told = browser.post(f"{ROOM}pictures/new/", {"file": pdf, "alt_fr": "X"})
    assert told.status_code == 422
    assert "pas une image" in told.content.decode()
    unfit = SimpleUploadedFile("x.png", b"MZ\x00", "image/png")
    assert browser.post(f"{ROOM}pictures/new/", {"file": unfit, "alt_fr": "X"}).status_code == 422
    file = png(world)
    assert refusal(lambda: minutes.add_picture(world.room, file, Text("fr", {}), **by)) == "picture.no_words"
    assert refusal(lambda: minutes.add_picture(world.room, file, text("X"), by=world.cast.kadi)) == "not_your_role"
    made = minutes.add_picture(world.room, file, text("X"), **by)
    assert refusal(lambda: minutes.describe_picture(made, Text.of({"fr": " "}), **by)) == "picture.no_words"
    file.jurisdiction = world.cast.senegal
    file.save()
    assert refusal(lambda: minutes.add_picture(world.room, file, text("X"), **by)) == "consultation.elsewhere"
    by = {"by": world.cast.tieman}
    for act in (
        lambda: minutes.describe_picture(made, text("Y"), **by),
        lambda: minutes.move_picture(made, 0, **by),
        lambda: minutes.remove_picture(made, **by),
    ):
        assert refusal(act) == "not_your_role"


def test_whoever_keeps_no_record_writes_none(world: World, signed_in: Any) -> None:
    made = minutes.add_picture(world.room, png(world), text("X"), by=world.cast.boubacar)
    one = session(world)
    for who in ("kadi", "tieman", "nene", "demba"):
        browser = signed_in(getattr(world.cast, who))
        for path in ("minutes/write/", f"minutes/write/{one.code}/", "pictures/new/", f"pictures/{made.pk}/"):
            assert browser.get(ROOM + path).status_code == 404
        for act in ("move", "remove"):
            assert browser.post(f"{ROOM}pictures/{made.pk}/{act}/").status_code == 404
    assert signed_in(world.cast.nene).get(MINUTES).status_code == 404
    browser = signed_in(world.cast.aminata)
    assert browser.get(f"{MINUTES}write/nowhere/").status_code == 404
    assert browser.get(f"{ROOM}pictures/999999/").status_code == 404


def test_queries_do_not_grow_with_minutes_and_pictures(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    browser, by = signed_in(world.cast.aminata), {"by": world.cast.aminata}
    minutes.write_minutes(world.room, text("X"), session=session(world), **by)
    minutes.add_picture(world.room, png(world), text("X"), **by)
    browser.get(MINUTES)
    with django_assert_max_num_queries(30) as before:
        browser.get(MINUTES)
    for _ in range(3):
        minutes.write_minutes(world.room, text("X"), session=session(world), **by)
        minutes.add_picture(world.room, png(world), text("X"), **by)
    with django_assert_max_num_queries(len(before)):
        browser.get(MINUTES)
