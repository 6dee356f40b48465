"""What comes back in Word is placed, looked at, taken in: as remarks of one institution, once, whole or not at all."""

import uuid
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile
from jatigi.governance.consultations.changes import returns
from jatigi.governance.consultations.changes.meetings import move_consultation
from jatigi.governance.consultations.changes.returns import Chosen, take_return
from jatigi.governance.consultations.models import Remark, WordReturn
from jatigi.governance.consultations.queries.drafts import targets_of
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.returned import begin, comment, cut, docx, end, ins, p, t
from jatigi.governance.consultations.tests.world import World
from jatigi.governance.consultations.word.marks import mark
from jatigi.governance.consultations.word.placing import Placed, Target, alike, place
from jatigi.governance.consultations.word.reading import read_returned

WORD = "/fr/desk/consultations/MLI-2026-bamako/word/"


def gap_mark(world: World) -> str:
    return mark(world.round.pk, "finding", world.gap.code)


def returned(world: World, *more: str, mark: str | None = None, lang: str = "fr") -> bytes:
    words = str(world.gap.text)
    first, rest = words.split(" ", 1)
    return docx(
        p(begin(0), t(first), end(0), t(f" {rest}"), ins(" Enfin."), mark=gap_mark(world) if mark is None else mark),
        *more,
        comments=comment(0, "Lequel ?"),
        lang=lang,
    )


def read(world: World, content: bytes) -> list[Placed]:
    return place(read_returned(content).found, targets_of(world.room, "fr"))


def stored(world: World, content: bytes, by: Any = None) -> StoredFile:
    by = by or world.cast.kadi
    return store_file(content, name="retour.docx", jurisdiction=world.mali, restricted=True, by=by)


def take(world: World, content: bytes, *, by: Any = None, institution: Any = None, **more: Any) -> WordReturn:
    by, institution = by or world.cast.kadi, institution or world.cast.statistics
    chosen = Chosen(read(world, content), "fr", **more)
    return take_return(world.room, institution, stored(world, content, by), chosen, by=by)


def send(world: World, browser: Any, content: bytes, **more: Any) -> Any:
    upload = SimpleUploadedFile("retour.docx", content)
    return browser.post(WORD, {"institution": world.cast.statistics.pk, "file": upload, **more})


# ---------- placing ----------


def test_a_bookmark_tells_the_paragraph_even_where_its_words_were_edited(world: World) -> None:
    placed = place(
        read_returned(docx(p(t("Tout autre chose."), ins(" Oui"), mark=gap_mark(world)))).found,
        targets_of(world.room, "fr"),
    )
    assert [(one.target.subject if one.target else None, one.by_words, one.now) for one in placed] == [
        (world.gap.subject_id, False, "gone")
    ]


def test_a_paragraph_without_its_bookmark_is_found_by_its_words(world: World) -> None:
    (first, second) = read(world, returned(world, mark=""))
    assert first.target is not None
    assert (first.target.subject, first.by_words, first.now) == (world.gap.subject_id, True, "same")
    assert second.target == first.target


def test_what_resembles_nothing_has_no_place() -> None:
    target = Target(uuid.uuid4(), "finding", "", "", "La loi fixe les délais de recours pour tous.")
    assert alike("Les écoles sont ouvertes à tous les enfants.", [target]) is None
    assert alike("La loi fixe des délais de recours pour tous.", [target]) == target
    assert alike("La loi", [target]) is None
    assert alike("", [target]) is None


# ---------- taking in ----------


def test_everything_read_becomes_remarks_of_the_institution_in_one_act(world: World) -> None:
    content = returned(world, p(t("Titre"), cut(" long")))
    file = stored(world, content)
    before = Entry.objects.count()
    made = take_return(
        world.room, world.cast.statistics, file, Chosen(read(world, content), "fr"), by=world.cast.kadi
    )  # fmt: skip
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("seq")
    assert (entry.action, len(entry.targets)) == ("word.take", 5)  # consultation, return, three remarks
    one, two, three = made.remarks.order_by("code")
    assert (one.kind, str(one.text), one.subject_id, one.quote) == (
        "comment", "Lequel ?", world.gap.subject_id, str(world.gap.text).split()[0],
    )  # fmt: skip
    assert (two.kind, two.inserted, str(two.text), two.subject_id) == ("change", " Enfin.", "", world.gap.subject_id)
    assert (three.removed, three.subject_id) == (" long", None)
    assert {(r.institution, r.source, r.voice, r.moderation) for r in (one, two, three)} == {
        (world.cast.statistics, "word", "institution", "kept")
    }
    assert one.seen_hash == world.hash(world.gap.subject)
    assert "Une Personne" not in repr([vars(each) for each in (one, two, three)])


def test_the_same_file_twice_is_refused_for_one_institution_only(world: World) -> None:
    content = returned(world)
    take(world, content)
    assert refusal(lambda: take_return(
        world.room, world.cast.statistics, StoredFile.objects.latest("stored_at"),
        Chosen(read(world, content), "fr"), by=world.cast.kadi,
    )) == "word.taken"  # fmt: skip
    other = take(world, content, by=world.awa, institution=world.labour)
    assert other.institution == world.labour


def test_nobody_speaks_for_another_institution(world: World) -> None:
    content = returned(world)
    file = stored(world, content)
    chosen = Chosen(read(world, content), "fr")
    for by, code in ((world.awa, "position.not_yours"), (world.cast.coumba, "not_your_role")):
        assert refusal(partial(take_return, world.room, world.cast.statistics, file, chosen, by=by)) == code


def test_nothing_is_taken_in_while_the_consultation_is_closed(world: World) -> None:
    content = returned(world)
    file, chosen = stored(world, content), Chosen(read(world, content), "fr")
    move_consultation(world.room, "closed", by=world.cast.aminata)
    act = partial(take_return, world.room, world.cast.statistics, file, chosen, by=world.cast.kadi)
    assert refusal(act) == "consultation.not_now"


def test_a_place_in_another_round_is_refused_and_nothing_is_half_written(world: World) -> None:
    content = returned(world, p(t("Titre"), cut(" long")))
    file = stored(world, content)
    chosen = Chosen(read(world, content), "fr", moved={2: uuid.uuid4()})
    act = partial(take_return, world.room, world.cast.statistics, file, chosen, by=world.cast.kadi)
    assert refusal(act) == "item.elsewhere"
    assert not WordReturn.objects.exists()


def test_too_much_and_nothing_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    content = returned(world)
    file, placed = stored(world, content), read(world, content)

    def act(chosen: Chosen) -> Any:
        return lambda: take_return(world.room, world.cast.statistics, file, chosen, by=world.cast.kadi)

    assert refusal(act(Chosen([], "fr"))) == "word.nothing"
    monkeypatch.setattr(returns, "MOST", 1)
    assert refusal(act(Chosen(placed, "fr"))) == "word.too_much"
    monkeypatch.setattr(returns, "MOST", 10)
    monkeypatch.setattr(returns, "LONGEST", 3)
    assert refusal(act(Chosen(placed, "fr"))) == "remark.too_long"


# ---------- the pages ----------


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_says_what_to_do_in_both_languages(world: World, signed_in: Any, lang: str) -> None:
    page = signed_in(world.cast.kadi).get(WORD.replace("/fr/", f"/{lang}/")).content.decode()
    assert {"fr": "Reprendre ce qui revient", "en": "Take in what comes back"}[lang] in page


def test_a_file_is_looked_at_before_anything_is_written_then_taken_in(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.kadi)
    answer = send(world, browser, returned(world, p(t("Titre"), cut(" long"))))
    assert answer.status_code == 302
    assert not Remark.objects.exists()
    page = browser.get(answer.url).content.decode()
    assert "Lequel ?" in page
    assert "1 d’entre eux" in page
    assert "Une Personne" not in page
    done = browser.post(answer.url, {"take": ["0", "2"], "place-2": str(world.gap.subject_id)}, follow=True)
    assert "2 observations" in done.content.decode()
    kept = list(Remark.objects.order_by("code"))
    assert [(one.kind, one.subject_id, one.confidential) for one in kept] == [
        ("comment", world.gap.subject_id, False), ("change", world.gap.subject_id, False),
    ]  # fmt: skip
    back = browser.get(WORD).content.decode()
    assert "1 fichier est revenu" in back
    again = send(world, browser, returned(world, p(t("Titre"), cut(" long"))))
    assert again.status_code == 409


def test_nothing_ticked_is_said_and_what_is_resolved_is_not_ticked(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.kadi)
    address = send(world, browser, returned(world), confidential="on").url
    answer = browser.post(address, {})
    assert answer.status_code == 422
    browser.post(address, {"take": ["0", "1"]})
    assert {one.confidential for one in Remark.objects.all()} == {True}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (docx(p(t("Rien de neuf."))), "ni commentaire"),
        (docx(p(t("Autre"), ins(" pays"), mark=mark("SEN-2026", "finding", "x"))), "projet de ce profil"),
        (b"%PDF-1.4 no word", "archive"),
    ],
    ids=["nothing in it", "another profile", "no word file"],
)
def test_what_cannot_be_taken_in_is_told_and_not_kept(world: World, signed_in: Any, content: bytes, said: str) -> None:
    before = StoredFile.objects.count()
    answer = send(world, signed_in(world.cast.kadi), content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert StoredFile.objects.count() == before


def test_only_who_sent_the_file_looks_at_it(world: World, signed_in: Any) -> None:
    address = send(world, signed_in(world.cast.kadi), returned(world)).url
    for other in (world.awa, world.cast.boubacar, world.cast.tieman, world.cast.nene, world.cast.demba):
        assert signed_in(other).get(address).status_code == 404
    assert signed_in(world.cast.kadi).get(address.replace("/instat/", "/travail/")).status_code == 404


def test_the_coordinator_sends_for_an_institution_and_sees_every_file(world: World, signed_in: Any) -> None:
    take(world, returned(world))
    assert "INSTAT" in signed_in(world.cast.aminata).get(WORD).content.decode()
    assert "1 observation" not in signed_in(world.awa).get(WORD).content.decode()
    content = returned(world, p(t("Un mot"), ins(" de plus")))
    made = take(world, content, by=world.cast.aminata, institution=world.health)
    assert made.received_by == world.cast.aminata


def test_the_page_costs_the_same_however_many_files_came_back(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(4):
        take(world, returned(world, p(t(f"Ligne {n}"), ins(" neuve"))))
    browser = signed_in(world.cast.aminata)
    browser.get(WORD)
    with django_assert_max_num_queries(30):
        browser.get(WORD)
