"""A slow line, an old phone, no mouse, no script: the pages still serve."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

FIRST_VISIT = 100_000  # bytes over the wire, everything counted
FURTHER_PAGE = 20_000
FURTHER = (
    "",
    "countries/MLI/",
    "countries/MLI/2018/",
    "countries/MLI/changes/",
    "countries/MLI/changes/?show=words",
    "countries/MLI/2021/answers/",
    "countries/MLI/2021/mobility/",
    "frameworks/jatigi-national/1.0/",
    "frameworks/jatigi-national/1.0/rights/",
    "frameworks/jatigi-national/1.0/rights.services.health/",
    "instruments/",
    "instruments/constitution-1992/",
    "method/",
    "data/",
    "releases/MLI-2021-reconstructed-1/",
)
QUESTION = "desk/rounds/MLI-2026/indicators/rights.services.health/"


class Wire:
    """Counts the bytes that a page's requests bring, headers and all."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0.0
        self.what: list[tuple[float, str]] = []
        self._urls: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        self._urls[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self.what.append((event["encodedDataLength"], self._urls[event["requestId"]]))


def test_a_first_visit_weighs_little_and_a_further_page_less(demo: Any, opened: Callable[..., Page]) -> None:
    page = opened(width=360)
    wire = Wire(page)
    page.goto(f"{demo.url}/fr/countries/MLI/2021/", wait_until="networkidle")
    assert 10_000 < wire.bytes <= FIRST_VISIT, wire.what
    for lang, path in [(lang, path) for lang in ("fr", "en") for path in FURTHER]:
        before = wire.bytes
        page.goto(f"{demo.url}/{lang}/{path}", wait_until="networkidle")
        assert 0 < wire.bytes - before <= FURTHER_PAGE, (lang, path, wire.bytes - before, wire.what)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_public_pages_are_read_without_a_script(demo: Any, opened: Callable[..., Page], lang: str) -> None:
    page = opened(width=360, script=False)
    page.goto(f"{demo.url}/{lang}/")
    page.locator("main a[href*='/countries/MLI/']").first.click()
    expect(page.locator("h1")).to_contain_text("Mali")
    page.locator("main a[href$='/answers/']").first.click()
    expect(page.locator("tbody tr:not(.group)")).to_have_count(102)
    page.locator("tbody th a").first.click()
    expect(page.locator("article.pt-answer").first).to_be_visible()
    page.locator("article.pt-answer h3 a").first.click()
    expect(page.locator("dl.pt-anchors dt")).to_have_count(3)
    other = "en" if lang == "fr" else "fr"
    here = page.url
    page.locator(f"header a[hreflang={other}]").click()
    assert page.url == here.replace(f"/{lang}/", f"/{other}/")  # the language changes, the page stays


def test_an_answer_is_searched_for_cited_and_handed_in_without_a_script(
    demo: Any, at_desk: Callable[..., Page]
) -> None:
    page = at_desk("boubacar", width=360, script=False)
    page.goto(f"{demo.url}/fr/{QUESTION}")
    page.check("[name=level][value=partial]")
    page.select_option("[name=cause]", "evidence_found")
    page.fill("#reasons", "La convention le prévoit en partie.")
    page.check("[name=confidence][value=low]")
    page.fill("#q", "convention établissement")
    page.click("button[value=find]")
    page.locator("#found button").first.click()
    expect(page.locator("#citations > li")).to_have_count(1)
    expect(page.locator("#reasons")).to_have_value("La convention le prévoit en partie.")
    page.fill("[name='cite-0-place']", "art. 2")
    page.click("button[form=answer][value=submit]")
    assert "rights.services.health" not in page.url  # on to the next question
    page.goto(f"{demo.url}/fr/{QUESTION}")
    expect(page.locator("main")).to_contain_text("art. 2")
    page.click("form[action*='/withdraw/'] button")
    page.goto(f"{demo.url}/fr/{QUESTION}")
    expect(page.locator("#reasons")).to_have_value("La convention le prévoit en partie.")


def test_an_answer_is_given_by_keyboard_alone(demo: Any, at_desk: Callable[..., Page]) -> None:
    page = at_desk("fanta")
    page.goto(f"{demo.url}/fr/desk/rounds/MLI-2026/indicators/rights.services.school/")
    page.keyboard.press("Tab")
    expect(page.locator(".jt-skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    tab_to(page, "main [name=level]")
    page.keyboard.press("Space")
    expect(page.locator("[name=level][value=absent]")).to_be_checked()
    for _step in ("partial", "complete", "unknown"):
        page.keyboard.press("ArrowDown")
    expect(page.locator("[name=level][value=unknown]")).to_be_checked()
    tab_to(page, "#cause")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#cause")).to_have_value("policy_change")
    tab_to(page, "#reasons")
    page.keyboard.type("Rien de public ne le dit.")
    tab_to(page, "button[form=answer][value=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "rights.services.school" not in url)


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press the tabulator until what ``selector`` names has the focus, as someone without a mouse does."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} presses")
