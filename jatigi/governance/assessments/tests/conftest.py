"""The small world of this package's tests."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from jatigi.foundation.files.yaml import dump
from jatigi.governance.assessments.changes.loading import Loaded, load_round
from jatigi.governance.assessments.tests.browsing import ADDRESS, PATIENCE
from jatigi.governance.assessments.tests.round_files import TODAY
from jatigi.governance.assessments.tests.world import LAW, PROTOCOL, World, make_framework, make_instrument, text
from jatigi.governance.frameworks.models import FrameworkVersion


@pytest.fixture
def world(cast: Any) -> World:
    """A framework, a register and two rounds of Mali; see :class:`World`."""
    return World(cast)


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """Each test begins in French: a page asked for in English leaves its language in the thread."""
    with translation.override("fr"):
        yield


@pytest.fixture
def load(world: World, tmp_path: Path) -> Callable[..., Loaded]:
    """``load(document)`` writes the document as a file and loads it."""

    def act(document: dict[str, Any] | str | bytes, today: datetime.date = TODAY) -> Loaded:
        path = tmp_path / "MLI-2022.yaml"
        content = document if isinstance(document, str | bytes) else dump(document)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_round(path, today=today)

    return act


@pytest.fixture
def traps(world: World) -> World:
    """What a file may stumble over."""
    world.evidence("rumour", dated="2020", level_hint="unclear")
    world.evidence("report-2023", dated="2023-05")
    theirs = world.evidence("theirs")
    theirs.jurisdiction = world.cast.senegal
    theirs.save()
    make_instrument("law-of-senegal", mali=world.cast.senegal)
    make_framework("t-other", codes=("a.b",))
    FrameworkVersion.objects.create(
        framework=make_framework("t-draft", "0.9", codes=("a.b",)).framework, version="1.0", title=text("x"),
        about=text("x"), licence="x", document={}, digest="1" * 64,
    )  # fmt: skip
    return world


# ---------- In a browser ----------


@pytest.fixture
def asked(transactional_db: None, world: World) -> World:
    """A round in collection; last round cites a law that stands and a protocol that has ended."""
    world.set_state("collection")
    world.past("rights.health", "partial", LAW, PROTOCOL)
    world.law.search = " law 2004"  # as the register folds words
    world.law.save()
    return world


@pytest.fixture
def opened(asked: World, live_server: Any) -> Iterator[Callable[..., Page]]:
    """``opened(who, path)`` gives a page on which that person is signed in; ``context`` is shared by their
    windows."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(
            who: Any, path: str = ADDRESS, *, width: int = 1280, script: bool = True, beside: Page | None = None
        ) -> Page:
            context = beside.context if beside else _context(browser, live_server.url, who, width, script)
            page = context.new_page()
            page.goto(live_server.url + path)
            return page

        yield open_page
        browser.close()


def _context(browser: Any, url: str, who: Any, width: int, script: bool) -> BrowserContext:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    # axe is put into the page from outside, which the pages' own policy rightly forbids.
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=True, java_script_enabled=script
    )
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    return context
