"""Frameworks in a real browser: no accessibility fault on phone and desk, in both languages, from file to draft."""

from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from jatigi.governance.frameworks import changes, commands
from jatigi.governance.frameworks.library import Library
from jatigi.governance.frameworks.models import FrameworkVersion

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
CONTENT = Path(__file__).parent / "content"
OWN = (CONTENT / "small/1.0.yaml").read_text().replace('version: "1.0"', 'version: "2.0"')
PAGES = (
    "",
    "small/1.0/",
    "small/1.0/whole/",
    "small/1.0/a.x.one/",
    "small/1.1/from/1.0/",
    "small/1.0/to/small/1.1/",
    "small/1.1/to/pair/2/",
    "take-in/",
)
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(transactional_db, cast, live_server):
    """``opened(width)`` gives a page on which the coordinator is signed in."""
    library = Library(CONTENT)
    for key in ("small@1.0", "small@1.1", "pair@2"):
        changes.load_framework(library.framework(key), by=None, publish=True)
    for path in sorted(CONTENT.rglob("*--*.yaml")):
        changes.load_mapping(commands._read(path, library.framework), by=None)
    client = Client()
    client.force_login(cast.aminata, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(width: int) -> Page:
            # axe is put into the page from outside, which the pages' own policy rightly forbids.
            context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
            return context.new_page()

        yield open_page
        browser.close()


def faults(page: Page, where: str) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{where}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found] + (
        [f"{where}: {wide} pixels wider than the screen"] if wide > 0 else []
    )


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_is_accessible_and_fits(opened, live_server, width, lang):
    page = opened(width)
    found = []
    for address in PAGES:
        page.goto(f"{live_server.url}/{lang}/desk/frameworks/{address}")
        found += faults(page, address)
    assert found == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_file_goes_from_mistake_to_draft_to_publication(opened, live_server, width):
    page = opened(width)

    def bring(text: str) -> None:
        page.goto(f"{live_server.url}/fr/desk/frameworks/take-in/")
        page.set_input_files("#file", {"name": "essai.yaml", "mimeType": "text/yaml", "buffer": text.encode()})
        page.get_by_role("button", name="Voir ce qui a été compris").click()

    bring(OWN.replace("licence:", "license:").replace("gcm: [15]", "gcm: [99]"))
    page.get_by_text("ligne 38").first.wait_for()
    found = faults(page, "mistakes")
    bring(OWN.replace("La santé est-elle", "La bonne santé est-elle"))
    page.get_by_role("button", name="Garder comme brouillon").wait_for()
    found += faults(page, "preview")
    page.get_by_role("button", name="Garder comme brouillon").click()
    page.get_by_role("button", name="Publier cette version").wait_for()
    found += faults(page, "draft")
    assert found == []
    page.get_by_label("Chaque question a été relue").check()
    page.get_by_role("button", name="Publier cette version").click()
    page.get_by_text("La version est publiée.").wait_for()
    assert FrameworkVersion.objects.get(framework="small", version="2.0").state == "published"
