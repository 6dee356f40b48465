"""The room in a real browser: the record is typed by the keyboard alone and survives a lost connection, the wall turns
its pages, points are put without a script; every page passes axe on phone and desk, in both languages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from jatigi.foundation.files.changes import store_file
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import attendees, items, meetings, minutes, programme
from jatigi.governance.consultations.changes.programme import Paper, Scheduled
from jatigi.governance.consultations.models import Item, Remark
from jatigi.governance.consultations.tests.test_page_minutes import PNG
from jatigi.governance.consultations.tests.world import World

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PATIENCE = 15_000  # milliseconds: a machine under load is no fault of the page
ROOM = "/fr/desk/consultations/MLI-2026-bamako/"
PAGES = (
    ("aminata", "?round=MLI-2026", True),
    ("aminata", "new/MLI/", True),
    ("aminata", "MLI-bare/", True),
    ("aminata", "", False),
    ("awa", "", False),
    ("aminata", "edit/", False),
    ("aminata", "organisers/", False),
    ("aminata", "silence/", False),
    ("aminata", "attendees/", False),
    ("aminata", "attendees/sante/", False),
    ("awa", "attendees/travail/", False),
    ("aminata", "invite/", False),
    ("aminata", "points/", False),
    ("tieman", "points/", False),
    ("aminata", "put/?kind=answer", False),
    ("aminata", "programme/", False),
    ("aminata", "programme/panel-1/", False),
    ("aminata", "programme/panel-1/papers/", False),
    ("boubacar", "minutes/", False),
    ("boubacar", "minutes/write/?revision=1", False),
    ("boubacar", "pictures/new/", False),
    ("boubacar", "record/", False),
    ("tieman", "screen/", False),
)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def held(transactional_db: None, cast: Any) -> World:
    """A consultation with everything: sessions, a paper, minutes, a picture, positions, one that is named."""
    world = World(cast)
    by = {"by": cast.aminata}
    one = programme.add_session(world.room, Scheduled("panel", text("Panel un")), **by)
    programme.add_session(world.room, Scheduled("group", text("Groupe")), **by)
    programme.add_communication(one, Paper(text("Exposé"), world.labour), **by)
    items.put(world.room, [world.agreed("rights.school", "partial").subject], **by)
    world.agreed("mobility.region", "absent")
    items.place_items(world.room, [world.on_gap.pk], one, **by)
    minutes.write_minutes(world.room, text("On a parlé."), **by)
    picture = store_file(PNG, name="salle.png", jurisdiction=world.mali, restricted=False, by=cast.aminata)
    minutes.add_picture(world.room, picture, text("La salle"), **by)
    world.takes("agrees")
    world.takes("objects", "Non.", institution=world.labour, by=world.awa)
    attendees.consent_to_be_named(world.attendee(cast.statistics), True, by=cast.kadi)
    described = meetings.Described("interministerial", text("Vide"), round=world.round)
    meetings.open_consultation("MLI-bare", world.mali, described, **by)
    return world


@pytest.fixture
def opened(held: World, live_server: Any) -> Iterator[Open]:
    """``opened(who, path)`` gives a page on which that person is signed in."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(who: Any, path: str, *, width: int = 1280, script: bool = True) -> Page:
            client = Client()
            client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            # axe is put into the page from outside, which the pages' own policy rightly forbids.
            context = browser.new_context(
                viewport={"width": width, "height": 900}, bypass_csp=True, java_script_enabled=script
            )
            context.set_default_timeout(PATIENCE)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
            page = context.new_page()
            page.goto(live_server.url + path)
            return page

        yield open_page
        browser.close()


def test_the_record_is_typed_by_the_keyboard_alone(opened: Open, held: World) -> None:
    page = opened(held.cast.boubacar, f"{ROOM}record/")
    expect(page.locator('[name="who"]')).to_be_focused()
    page.fill('[name="point"]', "2")
    page.locator('[name="point"]').press("Enter")
    page.keyboard.type("trav")
    expect(page.locator("#meant")).to_contain_text("Travail")
    page.keyboard.press("Enter")
    page.keyboard.type("Première ligne.")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Seconde ligne.")
    page.keyboard.press("Enter")
    expect(page.locator("#said li")).to_have_count(1)
    expect(page.locator("#said .jt-undo")).to_be_visible()
    expect(page.locator('[name="who"]')).to_be_focused()
    expect(page.locator('[name="point"]')).to_have_value("2")
    page.keyboard.type("diaspora : Conseil d’essai")
    page.keyboard.press("Enter")
    page.keyboard.type("Une proposition.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said li:not(.jt-said--waiting)")).to_have_count(2)
    first, second = Remark.objects.order_by("recorded_at")
    assert first.text.text("fr").splitlines() == ["Première ligne.", "Seconde ligne."]
    assert (first.institution, first.subject) == (held.labour, held.gap.subject)
    assert (second.kind, second.organisation) == ("proposal", "Conseil d’essai")
    page.locator("#said .jt-undo button").first.click()
    expect(page.locator("#said li")).to_have_count(1)
    assert Remark.objects.count() == 1


def test_a_lost_connection_loses_nothing_and_doubles_nothing(opened: Open, held: World) -> None:
    page = opened(held.cast.boubacar, f"{ROOM}record/")
    page.context.set_offline(True)
    for words in ("Dit hors connexion.", "Dit encore."):
        page.fill('[name="who"]', "sante")
        page.fill('[name="text"]', words)
        page.locator('[name="text"]').press("Enter")
    expect(page.locator("#said .jt-said--waiting")).to_have_count(2)
    expect(page.locator("#saved")).to_contain_text("2 à envoyer")
    page.fill('[name="text"]', "Commencé, pas fini.")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#saved[data-state=saved]")).to_be_visible()
    expect(page.locator("#said li:not(.jt-said--waiting)")).to_have_count(2)
    expect(page.locator('[name="text"]')).to_have_value("Commencé, pas fini.")
    said = Remark.objects.order_by("recorded_at")
    assert [one.text.text("fr") for one in said] == ["Dit hors connexion.", "Dit encore."]


def test_what_the_server_refuses_comes_back_to_be_corrected(opened: Open, held: World) -> None:
    page = opened(held.cast.boubacar, f"{ROOM}record/")
    page.fill('[name="who"]', "quelqu’un")
    page.fill('[name="text"]', "Mots à garder.")
    page.locator('[name="text"]').press("Enter")
    refused = page.locator("#said [role=alert]")
    expect(refused).to_contain_text("ne s’appelle")
    refused.locator("button").first.click()
    expect(page.locator('[name="text"]')).to_have_value("Mots à garder.")
    expect(page.locator("#said li")).to_have_count(0)
    assert Remark.objects.count() == 0


def test_signing_out_tells_of_lines_that_are_only_on_this_device(opened: Open, held: World) -> None:
    page = opened(held.cast.boubacar, f"{ROOM}record/")
    page.fill('[name="who"]', "sante")
    page.fill('[name="text"]', "Pas encore consigné.")
    page.evaluate("document.querySelector('form[action$=\"/account/logout/\"]').requestSubmit()")
    expect(page.locator("#leaving a")).to_have_attribute("href", f"{ROOM}record/")
    page.click("#leaving-drop")
    page.wait_for_url(lambda url: "record" not in url)
    assert page.evaluate("localStorage.length") == 0


def test_the_wall_turns_its_pages_by_key_without_leaving_them(opened: Open, held: World) -> None:
    page = opened(held.cast.tieman, f"{ROOM}screen/")
    page.evaluate("window.same = true")
    for key, shown in (("ArrowRight", "1 / 3"), ("PageDown", "2 / 3"), ("ArrowLeft", "1 / 3"), (" ", "2 / 3")):
        page.keyboard.press(key)
        expect(page.locator(".jt-slide__turn span")).to_have_text(shown)
    expect(page.locator(".names")).to_have_text("INSTAT")
    assert page.evaluate("window.same")
    page.go_back()
    expect(page.locator(".jt-slide__turn span")).to_have_text("1 / 3")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: url.endswith(ROOM))


def test_points_are_put_and_ordered_without_any_script(opened: Open, held: World) -> None:
    page = opened(held.cast.aminata, f"{ROOM}put/?kind=answer", script=False)
    page.check('[name="subject"]')
    page.click("main button[type=submit]")
    expect(page.locator(".jt-points > li")).to_have_count(4)
    page.locator(".jt-points > li").last.locator('[name="move"][value="up"]').click()
    assert Item.objects.order_by("-position")[1].subject.answer.indicator.indicator.code == "mobility.region"


def test_a_whole_dimension_is_ticked_by_one_box(opened: Open, held: World) -> None:
    page = opened(held.cast.aminata, f"{ROOM}invite/")
    page.check('[data-all="institution"]')
    assert page.locator('[name="institution"]:not(:checked)').count() == 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_passes_axe_and_fits_the_screen(opened: Open, held: World, lang: str, width: int) -> None:
    faults = []
    people = {name: getattr(held.cast, name) for name in ("aminata", "boubacar", "tieman")} | {"awa": held.awa}
    slide = ("tieman", f"screen/?at={held.on_gap.pk}", False)
    for who, path, outside in (*PAGES, slide):
        address = f"/{lang}/desk/consultations/{'' if outside else 'MLI-2026-bamako/'}{path}"
        page = opened(people[who], address, width=width)
        page.evaluate(AXE)
        found = page.evaluate("axe.run()")["violations"]
        faults += [(path, one["id"], one["nodes"][0]["html"][:160]) for one in found]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((path, "wider than the screen", ""))
        page.context.close()
    assert faults == []
