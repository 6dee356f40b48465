"""The programme: sessions and papers, in order by buttons, taken off only when nothing hangs on them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jatigi.foundation.text import Text
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import items, meetings, programme
from jatigi.governance.consultations.changes.programme import Paper, Scheduled
from jatigi.governance.consultations.models import Communication, Session
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.world import World

ROOM = "/fr/desk/consultations/MLI-2026-bamako/"
PROGRAMME = f"{ROOM}programme/"


def session(world: World, title: str = "Panel") -> Session:
    return programme.add_session(world.room, Scheduled("panel", text(title)), by=world.cast.aminata)


def paper(world: World, on: Session, title: str = "Exposé") -> Communication:
    return programme.add_communication(on, Paper(text(title), world.labour), by=world.cast.aminata)


def order(model: Any) -> list[str]:
    return [one.title.text("fr").removesuffix(" (fr)") for one in model.objects.order_by("position")]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_programme_is_read_in_both_languages_with_papers_and_points(
    world: World, signed_in: Any, lang: str
) -> None:
    one = session(world)
    paper(world, one)
    items.place_items(world.room, [world.on_gap.pk], one, by=world.cast.aminata)
    found = signed_in(world.cast.tieman).get(f"/{lang}/desk/consultations/MLI-2026-bamako/programme/").content.decode()
    for words in {
        "fr": ("1 séance est au programme", "Exposé", "Travail", "Point discuté"),
        "en": ("1 session is on the programme", "Exposé", "Travail", "Point discussed"),
    }[lang]:
        assert words in found
    assert "<form" not in found.split("<main")[1].split("</main>")[0]


def test_sessions_are_added_corrected_and_stand_day_by_day(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.aminata)
    first = {"kind": "plenary", "title_fr": "Ouverture", "starts_at": "2026-12-01T09:00", "ends_at": "2026-12-01T10:30"}
    assert browser.post(f"{PROGRAMME}new/", first)["Location"] == PROGRAMME
    browser.post(f"{PROGRAMME}new/", {"kind": "group", "title_fr": "Groupe", "starts_at": "2026-12-02T09:00"})
    page = browser.get(PROGRAMME).content.decode()
    assert page.index("1er décembre 2026") < page.index("Ouverture") < page.index("2 décembre 2026")
    assert "9 h 00" in page.replace("\u202f", " ").replace("\xa0", " ") or "09 h 00" in page
    browser.post(f"{PROGRAMME}plenary-1/", first | {"title_en": "Opening"})
    assert Session.objects.get(code="plenary-1").title.plain() == {"fr": "Ouverture", "en": "Opening"}
    assert 'value="2026-12-01T09:00"' in browser.get(f"{PROGRAMME}plenary-1/").content.decode()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.aminata)
    backwards = {"kind": "panel", "title_fr": "Panel", "starts_at": "2026-12-01T10:00", "ends_at": "2026-12-01T09:00"}
    for given, told in (
        (backwards, "finirait avant de commencer"),
        ({"kind": "panel"}, "titre"),
        ({"kind": "panel", "title_fr": "Panel", "starts_at": "hier"}, "errorlist"),
    ):
        answer = browser.post(f"{PROGRAMME}new/", given)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert 'value="Panel"' in browser.post(f"{PROGRAMME}new/", backwards).content.decode()
    assert Session.objects.count() == 0


def test_sessions_and_papers_change_places_by_buttons(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.aminata)
    one, _two, three = (session(world, title) for title in ("Un", "Deux", "Trois"))
    browser.post(f"{PROGRAMME}{three.code}/move/", {"move": "up"})
    assert order(Session) == ["Un", "Trois", "Deux"]
    browser.post(f"{PROGRAMME}{one.code}/move/", {"move": "up"})
    assert order(Session) == ["Un", "Trois", "Deux"]
    first = paper(world, one, "A")
    paper(world, one, "B")
    browser.post(f"{ROOM}papers/{first.pk}/move/", {"move": "down"})
    assert order(Communication) == ["B", "A"]


def test_a_paper_brings_its_file_and_keeps_it_when_corrected(world: World, signed_in: Any) -> None:
    browser, one = signed_in(world.cast.aminata), session(world)
    file = SimpleUploadedFile("expose.pdf", b"%PDF-1.4\nx\n%%EOF", "application/pdf")
    given = {"title_fr": "Exposé", "author_fr": "Association d’essai", "file": file}
    assert browser.post(f"{PROGRAMME}{one.code}/papers/", given).status_code == 302
    made = Communication.objects.get()
    assert made.file is not None
    assert not made.file.restricted
    assert made.author.text("fr") == "Association d’essai"
    browser.post(f"{ROOM}papers/{made.pk}/", {"title_fr": "Autre titre", "institution": "travail"})
    made.refresh_from_db()
    assert made.file is not None
    assert (made.title.text("fr"), made.institution, made.author.plain()) == ("Autre titre", world.labour, {})
    unfit = {"title_fr": "Exposé", "file": SimpleUploadedFile("x.exe", b"MZ\x00", "application/pdf")}
    assert browser.post(f"{ROOM}papers/{made.pk}/", unfit).status_code == 422


def test_a_session_on_which_something_hangs_stays(world: World, signed_in: Any) -> None:
    browser, one = signed_in(world.cast.aminata), session(world)
    made = paper(world, one)
    refused = browser.post(f"{PROGRAMME}{one.code}/remove/")
    assert refused.status_code == 409
    assert "tiennent à cette séance" in refused.content.decode()
    browser.post(f"{ROOM}papers/{made.pk}/remove/")
    assert browser.post(f"{PROGRAMME}{one.code}/remove/").status_code == 302
    assert Session.objects.count() == 0


def test_each_act_has_its_refusals(world: World) -> None:
    one, by = session(world), {"by": world.cast.aminata}
    made = paper(world, one)
    untitled = Scheduled("panel", Text("fr", {}))
    assert refusal(lambda: programme.add_session(world.room, untitled, **by)) == "consultation.untitled"
    assert refusal(lambda: programme.change_session(one, untitled, **by)) == "consultation.untitled"
    elsewhere = world._institution("ailleurs", "Ailleurs")
    elsewhere.jurisdiction = world.cast.senegal
    elsewhere.save()
    theirs = Paper(text("X"), elsewhere)
    assert refusal(lambda: programme.add_communication(one, theirs, **by)) == "consultation.elsewhere"
    file = world.letter()
    file.jurisdiction = world.cast.senegal
    file.save()
    assert refusal(lambda: programme.change_communication(made, Paper(text("X"), file=file), **by)) == (
        "consultation.elsewhere"
    )
    assert refusal(lambda: programme.add_communication(one, Paper(Text("fr", {})), **by)) == "consultation.untitled"
    by = {"by": world.cast.boubacar}
    for act in (
        lambda: programme.add_session(world.room, Scheduled("panel", text("X")), **by),
        lambda: programme.change_session(one, Scheduled("panel", text("X")), **by),
        lambda: programme.move_session(one, 0, **by),
        lambda: programme.remove_session(one, **by),
        lambda: programme.add_communication(one, Paper(text("X")), **by),
        lambda: programme.change_communication(made, Paper(text("X")), **by),
        lambda: programme.move_communication(made, 0, **by),
        lambda: programme.remove_communication(made, **by),
    ):
        assert refusal(act) == "not_your_role"


def test_a_name_that_was_given_up_is_given_again_only_when_free(world: World) -> None:
    first, second = session(world), session(world)
    assert (first.code, second.code) == ("panel-1", "panel-2")
    programme.remove_session(first, by=world.cast.aminata)
    assert session(world).code == "panel-1"


def test_only_the_coordinator_changes_the_programme_and_only_here(world: World, signed_in: Any) -> None:
    one = session(world)
    made = paper(world, one)
    paths = (f"programme/{one.code}/", "programme/new/", f"programme/{one.code}/papers/", f"papers/{made.pk}/")
    for who in ("boubacar", "kadi", "tieman", "nene", "demba"):
        for path in paths:
            assert signed_in(getattr(world.cast, who)).get(ROOM + path).status_code == 404
        for path in (f"programme/{one.code}/remove/", f"papers/{made.pk}/remove/", f"papers/{made.pk}/move/"):
            assert signed_in(getattr(world.cast, who)).post(ROOM + path).status_code == 404
    for who in ("nene", "demba"):
        assert signed_in(getattr(world.cast, who)).get(PROGRAMME).status_code == 404
    meetings.open_consultation("other", world.mali, meetings.Described("public", text("X")), by=world.cast.aminata)
    for path in (f"programme/{one.code}/", f"papers/{made.pk}/"):
        browser = signed_in(world.cast.aminata)
        assert browser.get(f"/fr/desk/consultations/other/{path}").status_code == 404


def test_queries_do_not_grow_with_sessions_and_papers(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    browser, one = signed_in(world.cast.aminata), session(world)
    paper(world, one)
    browser.get(PROGRAMME)
    with django_assert_max_num_queries(35) as before:
        browser.get(PROGRAMME)
    for number in range(3):
        further = session(world, f"Séance {number}")
        paper(world, further, f"Exposé {number}")
    with django_assert_max_num_queries(len(before)):
        browser.get(PROGRAMME)
