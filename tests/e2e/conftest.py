"""A real browser for the tests of the product: nothing but this machine is reached, and nothing may fail unseen.

Chromium is ``/usr/bin/chromium``, or what ``JATIGI_CHROMIUM`` names. A page that logs an error, breaks the content
security policy or asks another host for something fails its test.
"""

import os
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = os.environ.get("JATIGI_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # No name but this machine's is resolved; unlike a route, this leaves the browser's cache at work.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PATIENCE = 8_000  # milliseconds
PASSWORD = "mot-de-passe"

REFUSAL = "Failed to load resource: the server responded with a status of 409 (Conflict)"

Open = Callable[..., Page]
SignIn = Callable[..., None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser and takes seconds."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for a file's tests. Not for the session: other packages' tests start their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def refused() -> set[str]:
    """Addresses where the test means to be refused (409): what the browser logs of them is no fault."""
    return set()


@pytest.fixture
def opened(chromium: Browser, refused: set[str]) -> Iterator[Open]:
    """``opened(width=…, lang=…, script=…)`` gives an empty page in a fresh profile. Afterwards nothing may have gone
    wrong in any."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(*, width: int = 1280, script: bool = True, **more: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, locale="fr-FR", **more
        )
        contexts.append(context)
        watch(context, faults)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    meant = {f"{url}: {REFUSAL}" for url in refused}
    assert [fault for fault in faults if fault not in meant] == []


def watch(context: BrowserContext, faults: list[str]) -> None:
    """Note errors of scripts, of the policy and of loading, and requests to other machines."""

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{message.page.url if message.page else ''}: {message.text}")

    def asked(request: Request) -> None:
        url = urllib.parse.urlsplit(request.url)
        if url.scheme in {"http", "https"} and url.hostname not in LOOPBACK:
            faults.append(f"asks another machine: {request.url}")

    context.on("console", said)
    context.on("weberror", lambda error: faults.append(f"{error.page.url if error.page else ''}: {error.error}"))
    context.on("request", asked)


def _sign_in(page: Page, base: str, email: str, password: str = PASSWORD, lang: str = "fr") -> None:
    """Through the real page, to the person's desk."""
    page.goto(f"{base}/{lang}/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(f"**/{lang}/desk/")


def _sign_out(page: Page) -> None:
    """By the person's menu."""
    page.locator("header details.jt-menu summary").click()
    page.locator("header form[action$='/account/logout/'] button").click()
    page.wait_for_url(lambda url: "/desk/" not in url)


@pytest.fixture
def sign_in() -> SignIn:
    """``sign_in(page, base, email, password, lang)``."""
    return _sign_in


@pytest.fixture
def sign_out() -> Callable[[Page], None]:
    """``sign_out(page)``."""
    return _sign_out
