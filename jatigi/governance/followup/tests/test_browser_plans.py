"""Plans, progress and verdicts in a real browser: no accessibility fault and nothing wider than the screen, on phone
and desk, in both languages."""

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import actions, progress
from jatigi.governance.followup.changes.actions import Expected, Money, Step
from jatigi.governance.followup.changes.progress import Told
from jatigi.governance.followup.tests.planned import Planned
from jatigi.governance.followup.tests.world import World

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
#: whose page → addresses under desk/; {one} was reported and not confirmed, {two} was reported, {gone} taken out
PAGES = {
    "aminata": (
        "plans/", "plans/MLI-plan/", "plans/MLI-plan/?sheet=1", "plans/MLI-plan/?only=gap", "plans/MLI-plan/edit/",
        "plans/MLI-plan/axes/", "plans/MLI-plan/suggestions/", "plans/MLI-plan/actions/new/", "plans/new/MLI/",
        "actions/{one}/", "actions/{gone}/", "actions/{one}/edit/",
    ),
    "kadi": ("progress/", "actions/{one}/report/"),
    "moussa": ("progress/", "progress/verdicts/", "actions/{two}/reports/1/verdict/"),
}  # fmt: skip
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def put(transactional_db: None, cast: Any) -> dict[str, str]:
    """An adopted plan with three actions: one in dispute, one that waits for a verdict, one taken out."""
    planned = Planned(World(cast))
    indicator = planned.world.indicator().indicator
    two = planned.wrote(
        "Former les agents", axis=None,
        milestones=[Step(text("Module prêt"))], movements=[Expected(indicator, "partial", "complete")],
        funding=[Money(Decimal(5000000), "XOF", text("État"), "secured"), Money(None, "EUR", text("Partenaires"))],
    )  # fmt: skip
    gone = planned.wrote("Retirée")
    actions.drop_action(gone, by=cast.aminata, reason=text("Double"))
    planned.adopt()
    for action in (planned.action, two):
        action.refresh_from_db()
        told = Told("done", text("Fait"), due=datetime.date(2026, 7, 1))
        report = progress.report_progress(action, cast.statistics, told, by=cast.kadi, number=0)
        if action == planned.action:
            progress.give_verdict(report, "not_confirmed", "under_way", text("Sans pièce"), by=cast.moussa, number=0)
    return {"one": str(planned.action.pk), "two": str(two.pk), "gone": str(gone.pk)}


@pytest.fixture
def opened(put: dict[str, str], live_server: Any, cast: Any) -> Iterator[Callable[..., Page]]:
    """``opened(width, who)`` gives a page on which that person is signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(width: int, who: str) -> Page:
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
    opened: Callable[..., Page], put: dict[str, str], live_server: Any, width: int
) -> None:
    faults = []
    for who, paths in PAGES.items():
        page = opened(width, who)
        for lang in ("fr", "en"):
            for path in paths:
                answer = page.goto(f"{live_server.url}/{lang}/desk/{path.format(**put)}")
                assert answer is not None
                assert answer.status == 200, path
                page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
                page.evaluate(AXE)
                found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
                faults += [(lang, path, *fault) for fault in found]
                wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                faults += [(lang, path, "wider than the screen", wider)] if wider > 0 else []
    assert faults == []
