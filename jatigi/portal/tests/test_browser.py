"""In a real Chromium: every page passes axe in both languages, light and dark, fits a phone, and needs no script."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from jatigi.portal.tests.test_pages import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
ARGUMENTS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--no-sandbox", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip

VISITED = [one for one in PAGES if "only=x" not in one and "XNE" not in one and "2018" not in one]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all pages of this file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


def visitor(chromium: Browser, width: int, scheme: str = "light") -> BrowserContext:
    """A visitor without scripts of ours; axe brings its own through the debugger."""
    return chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]


@pytest.mark.parametrize(("width", "lang", "scheme"), [(360, "fr", "dark"), (1280, "en", "light")])
def test_pages_pass_axe(
    transactional_db: None, published: Any, live_server: Any, chromium: Browser, width: int, lang: str, scheme: str
) -> None:
    found = {}
    context = visitor(chromium, width, scheme)
    page = context.new_page()
    page.set_default_timeout(5000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for address in VISITED:
        page.goto(f"{live_server.url}/{lang}/{address}")
        for fold in page.locator("details").all():
            fold.evaluate("one => one.open = true")
        answer = Axe().run(page, options=RULES).response
        assert len(answer["passes"]) > 10  # axe did look
        violations = answer["violations"]
        if violations:
            found[address] = [(one["id"], one["nodes"][0]["html"][:160]) for one in violations]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} is wider than the screen"
    context.close()
    assert found == {}
    assert complaints == []  # the content security policy blocks nothing


def test_a_visitor_with_the_keyboard_and_no_script_finds_the_answer(
    transactional_db: None, published: Any, live_server: Any, chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto(f"{live_server.url}/en/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to content"
    page.get_by_role("link", name="Shea Country").last.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Read the 102 answers").press("Enter")
    page.get_by_role("link", name="Health care", exact=True).press("Enter")
    assert page.locator("article", has_text="Health care").first.get_by_text("Partial").first.is_visible()
    page.get_by_role("link", name="Register of texts").first.press("Enter")
    page.get_by_label("Words of the title").fill("circulation")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text().startswith("1 text found.")
    context.close()


@pytest.mark.parametrize(("width", "lang"), [(360, "en"), (1280, "fr")])
def test_every_page_is_walked_by_keyboard_without_a_script(
    transactional_db: None, published: Any, live_server: Any, chromium: Browser, width: int, lang: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(5000)
    for address in VISITED:
        page.goto(f"{live_server.url}/{lang}/{address}")
        page.keyboard.press("Tab")
        assert page.locator(".jt-skip:focus").count() == 1, address
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator("main :focus, footer :focus").count() == 1, address  # past the header
        folds = page.locator("main details")
        shut = [place for place in range(folds.count()) if folds.nth(place).get_attribute("open") is None]
        for place in shut[:1]:
            folds.nth(place).locator("> summary").focus()
            page.keyboard.press("Enter")
            assert folds.nth(place).get_attribute("open") is not None, address
    context.close()


def test_on_paper_nothing_stays_folded(
    transactional_db: None, published: Any, live_server: Any, chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/countries/XKA/")
    hidden = page.locator("details.pt-fold:not([open]) li, details.pt-src:not([open]) a")
    assert hidden.count() > 3
    assert not any(one.is_visible() for one in hidden.all()[:20])
    page.emulate_media(media="print")
    assert all(one.is_visible() for one in hidden.all()[:20])
    context.close()
