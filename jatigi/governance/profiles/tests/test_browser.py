"""The profile's desk in a real browser: no accessibility fault on phone and desk, and the form of a paragraph by
keyboard."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.instruments.searching import of_evidence, of_instrument
from jatigi.governance.profiles.models import Paragraph
from jatigi.governance.profiles.tests.test_page_parts import png, upload
from jatigi.governance.profiles.tests.world import World

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
BASE = "desk/rounds/MLI-2021/profile/"
PAGES = (
    "",
    "title/",
    "figures/",
    "figures/emigres/",
    "abbreviations/",
    "logos/",
    "paragraphs/lead-1/",
    "write/dimension.rights/",
    "preview/",
)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(transactional_db: None, cast: Any, live_server: Any) -> Any:
    """``opened(width)`` gives a page on which the assessor is signed in; the profile has a logo."""
    world = World(cast)
    world.profile((world.answer("rights.services.health", "partial", cites=(world.law,)),))
    for text in Instrument.objects.all():
        Instrument.objects.filter(pk=text.pk).update(search=of_instrument(text))
    for piece in Evidence.objects.all():
        Evidence.objects.filter(pk=piece.pk).update(search=of_evidence(piece))
    client = Client()
    client.force_login(cast.boubacar, backend="allauth.account.auth_backends.AuthenticationBackend")
    words = {"text_fr": "Logo", "text_en": "Logo", "number": 0, "file": upload(png())}
    assert client.post(f"/fr/{BASE}logos/", words).status_code == 302
    client.post(f"/fr/{BASE}title/", {"text_fr": "Autre titre", "text_en": "Mali: profile, 2021", "number": 1})
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(width: int) -> Any:
            # axe is put into the page from outside, which the pages' own policy rightly forbids.
            context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
            return context.new_page()

        yield open_page
        browser.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(opened: Any, live_server: Any, width: int) -> None:
    page = opened(width)
    faults = []
    for lang in ("fr", "en"):
        for path in PAGES:
            assert page.goto(f"{live_server.url}/{lang}/{BASE}{path}").status == 200
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            page.evaluate(AXE)
            found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
            faults += [(lang, path, *fault) for fault in found]
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults += [(lang, path, "wider than the screen", wider)] if wider > 0 else []
    assert faults == []


def test_a_source_is_found_and_ticked_by_keyboard_and_saved(opened: Any, live_server: Any) -> None:
    page = opened(1280)
    page.goto(f"{live_server.url}/fr/{BASE}write/method/")
    page.locator("#id_text_fr").focus()
    page.keyboard.type("Une méthode.")
    page.keyboard.press("Tab")
    page.keyboard.type("A method.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.type("essai")
    box = page.locator("#h-found + ul input[value=loi-essai]")
    box.wait_for()
    assert page.evaluate("document.activeElement.id") == "q"  # the field keeps the hand while the list changes
    box.focus()
    page.keyboard.press("Space")
    page.locator("#q").focus()
    page.keyboard.press("Enter")  # searches, never saves
    page.wait_for_selector(".jt-ticks input[value=loi-essai]:checked")
    assert page.locator("#id_text_fr").input_value() == "Une méthode."
    assert not Paragraph.objects.filter(section="method").exists()
    page.get_by_role("button", name="Enregistrer le paragraphe").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/profile/#p-method-*")
    saved = Paragraph.objects.get(section="method").revisions.get()
    assert [one.pk for one in saved.instruments.all()] == ["loi-essai"]
