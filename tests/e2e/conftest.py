"""A real browser for the tests of the product: nothing but this machine is reached, and nothing may fail unseen.

Chromium is ``/usr/bin/chromium``, or what ``JATIGI_CHROMIUM`` names. A page that logs an error, breaks the content
security policy or asks another host for something fails its test.
"""

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
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
        if item.path.is_relative_to(Path(__file__).parent):
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


@dataclass(frozen=True)
class Demo:
    """The demonstration as it is served: its address and the password of its accounts."""

    url: str
    password: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Demo]:
    """``jatigi demo`` on an empty data directory, served by the real server with the real style sheets.

    Prepared once for all workers, which share the directory; each serves it on a port of its own.
    """
    base = tmp_path_factory.getbasetemp()
    var = (base if worker_id == "master" else base.parent) / "demo"
    var.mkdir(exist_ok=True)
    left_out = {"PYTEST_VERSION", "PYTEST_CURRENT_TEST", "DATABASE_URL"}  # with them it would be a test's settings
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    env |= {"JATIGI_VAR": str(var), "JATIGI_WORKERS": "1"}
    jatigi = [sys.executable, "-m", "jatigi.config.commands"]
    with (var.parent / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run([*jatigi, "demo", "--no-serve"], env=env, cwd=ROOT, check=True, capture_output=True)
    port = _free_port()
    with subprocess.Popen([*jatigi, "serve", "--demo", "--port", str(port)], env=env, cwd=ROOT) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield Demo(f"http://127.0.0.1:{port}", (var / "keys/demo-password").read_text())
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(300):
        assert server.poll() is None, "the server has stopped"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture
def at_desk(demo: Demo, opened: Open) -> Open:
    """``at_desk("coumba", lang="fr", …)`` gives a page on which that person of the demonstration is signed in."""

    def signed_in(name: str, *, lang: str = "fr", **more: Any) -> Page:
        page = opened(**more)
        _sign_in(page, demo.url, f"{name}@demo.example", demo.password, lang)
        return page

    return signed_in
