"""Positions, answers and the matrix in a real browser: no accessibility fault on phone and desk; words typed stay on
the device until they were taken."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import dispositions, remarks, templates
from jatigi.governance.consultations.changes.dispositions import Answered
from jatigi.governance.consultations.changes.remarks import Said
from jatigi.governance.consultations.changes.templates import Written
from jatigi.governance.consultations.models import PositionRevision
from jatigi.governance.consultations.tests.world import World

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
BASE = "desk/consultations/MLI-2026-bamako/"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None, cast: Any) -> World:
    world = World(cast)
    said = world.takes("objects", "Ce constat est dépassé.", evidence=[world.report])
    dispositions.dispose(said.position, Answered("accepted", text("Retenu"), change_due=True), by=cast.coumba)
    world.takes("reservation", "Entre nous", institution=world.labour, by=world.awa, confidential=True)
    floor = Said(text("Parlez du guichet"), voice="diaspora", organisation="Conseil de base", kind="proposal")
    for subject in (None, world.gap.subject):
        remarks.write_remark(world.room, floor, by=cast.aminata, source="floor", subject=subject)
    templates.add_template(world.mali, Written("rejected", text("Non"), text("Hors champ")), by=cast.coumba)
    written = findings.Written(world.gap.dimension, "gap", text("Autre constat"), [world.answer])
    findings.edit_finding(world.gap, written, by=cast.boubacar)
    return world


@pytest.fixture
def opened(world: World, live_server: Any) -> Any:
    """``opened(user, width)`` gives a page on which that person is signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(user: Any, width: int) -> Any:
            client = Client()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            # axe is put into the page from outside, which the pages' own policy rightly forbids.
            context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
            return context.new_page()

        yield open_page
        browser.close()


def pages(world: World) -> list[tuple[Any, str]]:
    point = f"points/{world.on_gap.pk}/"
    position = PositionRevision.objects.filter(stance="objects").get().position_id
    mine = ("positions/", f"{point}of/instat/", point, "matrix/?by=institution")
    lead = (
        "positions/",
        f"{point}of/sante/",
        point,
        "dispositions/",
        "dispositions/?step=promised",
        "matrix/?by=whole",
    )
    more = (f"dispositions/positions/{position}/", "reasons/", "reasons/non-fr/", "matrix/")
    return [(world.cast.kadi, path) for path in mine] + [(world.cast.aminata, path) for path in (*lead, *more)]


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(
    world: World, opened: Any, live_server: Any, width: int
) -> None:
    faults = []
    tabs = {user.pk: opened(user, width) for user in (world.cast.kadi, world.cast.aminata)}
    for lang in ("fr", "en"):
        for user, path in pages(world):
            page = tabs[user.pk]
            assert page.goto(f"{live_server.url}/{lang}/{BASE}{path}").status == 200
            page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
            page.evaluate(AXE)
            found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
            faults += [(lang, path, *fault) for fault in found]
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults += [(lang, path, "wider than the screen", wider)] if wider > 0 else []
    assert faults == []


def test_words_typed_stay_on_the_device_until_they_were_taken(world: World, opened: Any, live_server: Any) -> None:
    page = opened(world.cast.kadi, 1280)
    form = f"{live_server.url}/fr/{BASE}points/{world.on_answer.pk}/of/instat/"
    page.goto(form)
    page.get_by_role("radio", name="Objection").check()
    page.get_by_label("Votre motif").fill("Le niveau est trop haut.")
    page.goto(f"{live_server.url}/fr/{BASE}positions/")  # left without sending
    page.goto(form)
    assert page.get_by_label("Votre motif").input_value() == ""
    page.get_by_role("button", name="Les remettre").click()
    assert page.get_by_label("Votre motif").input_value() == "Le niveau est trop haut."
    assert page.get_by_role("radio", name="Objection").is_checked()
    page.get_by_role("button", name="Prendre cette position").click()
    page.wait_for_url("**/positions/?institution=instat*")
    assert PositionRevision.objects.filter(text="Le niveau est trop haut.").exists()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('jatigi:draft:'))") == []


def test_a_position_that_is_refused_stays_on_the_device(world: World, opened: Any, live_server: Any) -> None:
    page = opened(world.cast.kadi, 360)
    page.goto(f"{live_server.url}/fr/{BASE}points/{world.on_answer.pk}/of/instat/")
    page.get_by_role("radio", name="Objection").check()
    page.get_by_label("Votre motif").fill("Le niveau est trop haut.")
    world.takes("agrees", item=world.on_answer)  # a colleague, meanwhile
    page.get_by_role("button", name="Prendre cette position").click()
    page.get_by_text("Ce qui a été enregistré entre-temps").wait_for()
    assert page.get_by_label("Votre motif").input_value() == "Le niveau est trop haut."
    assert len(page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('jatigi:draft:'))")) == 1
