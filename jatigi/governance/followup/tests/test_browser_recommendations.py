"""Recommendations and priorities in a real browser: no accessibility fault on phone and desk, in both languages, and
the points that are left while they are spread."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from jatigi.governance.followup.changes import ballots, recommendations
from jatigi.governance.followup.rules.ballots import Given
from jatigi.governance.followup.tests.test_changes_ballots import opened as open_ballot
from jatigi.governance.followup.tests.world import World

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PAGES = (
    "recommendations/",
    "recommendations/?state=all&dimension=rights",
    "recommendations/un/",
    "recommendations/deux/",
    "recommendations/un/reword/",
    "recommendations/trois/split/",
    "recommendations/merge/MLI/?of=un&of=trois",
    "recommendations/new/MLI/",
    "recommendations/calls/MLI-2026/",
    "recommendations/bring/MLI/",
    "priorities/",
    "priorities/p/",
    "priorities/p/screen/",
    "priorities/p/sheets/instat/",
)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def put(transactional_db: None, cast: Any) -> World:
    """Three recommendations, one of them taken out, and priorities that two institutions set."""
    world = World(cast)
    ballot = open_ballot(world)
    ballots.vote(ballot, cast.statistics, {"un": Given(7, 5, 4), "deux": Given(3, 2, 2)}, by=cast.kadi, version=0)
    ballots.vote(ballot, world.labour, {"un": Given(6), "trois": Given(4, 3, 5)}, by=world.awa, version=0)
    recommendations.drop(world.mali.recommendations.get(pk="deux"), by=cast.boubacar, reason="Double.")
    recommendations.reword(
        world.mali.recommendations.get(pk="un"), world.worded("Autrement"), by=cast.boubacar, number=1
    )
    return world


@pytest.fixture
def opened(put: World, live_server: Any, cast: Any) -> Iterator[Callable[..., Page]]:
    """``opened(width, who)`` gives a page on which that person is signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(width: int, who: str = "boubacar") -> Page:
            client = Client()
            client.force_login(getattr(cast, who), backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            # axe is put into the page from outside, which the pages' own policy rightly forbids.
            context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
            return context.new_page()

        yield open_page
        browser.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(
    opened: Callable[..., Page], live_server: Any, width: int
) -> None:
    page, faults = opened(width), []
    for lang in ("fr", "en"):
        for path in PAGES:
            answer = page.goto(f"{live_server.url}/{lang}/desk/{path}")
            assert answer is not None
            assert answer.status == 200, path
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            page.evaluate(AXE)
            found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
            faults += [(lang, path, *fault) for fault in found]
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults += [(lang, path, "wider than the screen", wider)] if wider > 0 else []
    assert faults == []


def test_the_sheet_says_what_is_left_while_points_are_spread(opened: Callable[..., Page], live_server: Any) -> None:
    page = opened(360, "kadi")
    page.goto(f"{live_server.url}/en/desk/priorities/p/sheets/instat/")
    left = page.locator("#left")
    expect(left).to_have_text("Points left: 0")
    page.get_by_label("Points").first.fill("12")
    expect(left).to_have_text("Points too many: 5")
    page.get_by_label("Points").first.fill("2")
    expect(left).to_have_text("Points left: 5")
