"""The register in a real browser: no accessibility fault on phone and desk, in both languages, and by keyboard."""

from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from jatigi.governance.instruments.changes import loading
from jatigi.governance.instruments.tests.register import entry, part, write

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PAGES = (
    "",
    "?q=protocole&part=left",
    "timeline/",
    "add/",
    "evidence/",
    "evidence/add/",
    "text/protocole/",
    "text/protocole/edit/",
    "text/protocole/effect/",
    "text/centre/",
    "text/centre/dispute/in_force_from/",
    "text/centre/dispute/in_force_from/add/",
    "text/centre/dispute/in_force_from/settle/",
    "text/centre/disputes/add/?field=adopted",
    "text/centre/copy/",
    "text/centre/delete/",
)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def register(transactional_db, cast, tmp_path):
    claims = [{"value": "2008-10-06", "source": 1}, {"value": "2018/2021", "source": 1}]
    dispute = {"field": "in_force_from", "claims": claims, "chosen": "2008-10-06", "reason": {"fr": "Le dossier."}}
    protocol = entry("protocole", "regional_act", adopted="1979", participation=[part(left="2025-01-29")])
    centre = entry("centre", "institution", status="disputed", in_force_from="2008-10-06", dispute=dispute)
    loading.load_register(write(tmp_path, protocol, centre, entry("souvenir", status="recalled", sources=[])))


@pytest.fixture
def opened(register, live_server, cast):
    """``opened(width)`` gives a page on which the coordinator is signed in."""
    client = Client()
    client.force_login(cast.aminata, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(width):
            # axe is put into the page from outside, which the pages' own policy rightly forbids.
            context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
            return context.new_page()

        yield open_page
        browser.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(opened, live_server, width):
    page = opened(width)
    faults = []
    for lang in ("fr", "en"):
        for path in PAGES:
            assert page.goto(f"{live_server.url}/{lang}/desk/instruments/{path}").status == 200
            page.evaluate(AXE)
            found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
            faults += [(lang, path, *fault) for fault in found]
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults += [(lang, path, "wider than the screen", wider)] if wider > 0 else []
    assert faults == []


def test_the_list_narrows_while_typing_and_by_keyboard_alone(opened, live_server):
    page = opened(1280)
    page.goto(f"{live_server.url}/fr/desk/instruments/")
    page.locator("[name=q]").focus()
    with page.expect_response(lambda answer: "q=centre" in answer.url):
        page.keyboard.type("centre")
    page.wait_for_function("document.querySelectorAll('#results tbody tr').length === 1")
    page.wait_for_url("**q=centre**")
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")  # « Affiner »
    page.keyboard.press("Enter")
    assert page.locator("[name=kind]").is_visible()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#results tbody a").focus()
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    assert asked == []  # leaving the field asks nothing again: the link in focus would be replaced under the hand
    page.keyboard.press("Enter")
    page.wait_for_url("**/text/centre/")
