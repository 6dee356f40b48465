"""Pages of the demonstration, as they are served: no accessibility fault, nothing wider than the screen, a heading
each, in both languages, on a phone and on a desk."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (360, 1280)
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PUBLIC = (
    "",
    "method/",
    "countries/",
    "countries/MLI/",
    "countries/MLI/2018/",
    "countries/MLI/changes/",
    "countries/MLI/2021/answers/",
    "countries/MLI/2021/answers/?only=overtaken",
    "countries/MLI/2021/mobility/",
    "frameworks/",
    "frameworks/jatigi-national/1.0/",
    "frameworks/jatigi-national/1.0/rights/",
    "frameworks/jatigi-national/1.0/rights.services.health/",
    "instruments/",
    "instruments/mali-france-circulation-1994/",
    "data/",
    "releases/",
    "releases/MLI-2021-reconstructed-1/",
    "account/login/",
)
#: who, and where
DESK = (
    ("boubacar", "desk/"),
    ("boubacar", "desk/rounds/MLI-2026/indicators/"),
    ("boubacar", "desk/rounds/MLI-2026/indicators/rights.services.health/"),
    ("boubacar", "desk/rounds/MLI-2021/profile/"),
    ("boubacar", "desk/instruments/"),
    ("boubacar", "desk/instruments/text/mali-france-circulation-1994/"),
    ("aminata", "desk/rounds/MLI-2026/"),
    ("aminata", "desk/rounds/MLI-2026/assign/"),
    ("aminata", "desk/rounds/MLI-2026/settings/"),
    ("aminata", "desk/open/MLI/"),
    ("aminata", "desk/people/MLI/"),
    ("aminata", "desk/frameworks/"),
    ("aminata", "desk/frameworks/jatigi-national/1.0/"),
    ("coumba", "desk/rounds/MLI-2026/review/"),
    ("coumba", "desk/rounds/MLI-2021/findings/"),
    ("coumba", "desk/rounds/MLI-2021/profile/preview/"),
    ("tieman", "desk/rounds/MLI-2021/answers/"),
    ("tieman", "desk/rounds/MLI-2021/answers/rights.services.health/"),
    ("sira", "desk/rounds/MLI-2021/release/"),
)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_public_pages_have_no_accessibility_fault(demo: Any, opened: Callable[..., Page], lang: str) -> None:
    page = opened()
    assert [fault for path in PUBLIC for fault in faults(page, f"{demo.url}/{lang}/{path}")] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_pages_of_the_desk_have_no_accessibility_fault(demo: Any, at_desk: Callable[..., Page], lang: str) -> None:
    found, pages = [], {}
    for who, path in DESK:
        if who not in pages:
            pages[who] = at_desk(who, lang=lang)
        found += faults(pages[who], f"{demo.url}/{lang}/{path}")
    assert found == []


def faults(page: Page, url: str) -> list[tuple[str, ...]]:
    """What is wrong with a page at each width."""
    answer = page.goto(url)
    assert answer is not None
    found = [(url, "status", str(answer.status))] if answer.status != 200 else []
    if page.locator("h1").count() != 1:
        found.append((url, "not one h1"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for one in Axe().run(page, options=RULES).response["violations"]:
            found.append((url, str(width), one["id"], one["nodes"][0]["html"][:200]))
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            found.append((url, str(width), "wider than the screen", f"{beyond} px"))
    return found
