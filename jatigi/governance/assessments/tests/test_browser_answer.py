"""The assessor's page in a real browser: it saves as one types, survives a lost connection, tells an older window,
works by keyboard alone and passes axe."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, expect

from jatigi.governance.assessments.models import Citation, CodingRevision, Draft
from jatigi.governance.assessments.tests.browsing import ADDRESS, saved
from jatigi.governance.assessments.tests.world import World

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


def test_what_is_typed_is_saved_and_stands_there_after_a_reload(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.check('[name="level"][value="partial"]')
    page.fill("#reasons", "La loi le dit.")
    saved(page)
    expect(page.locator("#saved")).to_contain_text("Enregistré à")
    page.reload()
    expect(page.locator("#reasons")).to_have_value("La loi le dit.")
    expect(page.locator("#unsent")).to_be_hidden()
    assert Draft.objects.get().user == asked.cast.boubacar


def test_a_lost_connection_loses_nothing(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.fill("#reasons", "Avant la coupure.")
    saved(page)
    page.context.set_offline(True)
    page.fill("#reasons", "Pendant la coupure.")
    expect(page.locator("#saved[data-state=waiting]")).to_contain_text("Hors connexion")
    page.click("button[value=submit]")
    expect(page.locator("#saved")).to_contain_text("Pas de connexion")
    page.context.set_offline(False)
    saved(page)
    assert Draft.objects.get().content["reasons"] == "Pendant la coupure."


def test_what_a_closed_window_had_not_saved_is_offered_again(opened: Open, asked: World, live_server: Any) -> None:
    page = opened(asked.cast.boubacar)
    page.context.set_offline(True)
    page.fill("#reasons", "Écrit sans réseau.")
    page.check('[name="level"][value="absent"]')
    expect(page.locator("#saved[data-state=waiting]")).to_be_visible()
    page.close(run_before_unload=False)
    page.context.set_offline(False)
    again = opened(None, beside=page)
    expect(again.locator("#unsent")).to_be_visible()
    expect(again.locator("#reasons")).to_have_value("")
    again.click("#unsent-take")
    saved(again)
    expect(again.locator("#reasons")).to_have_value("Écrit sans réseau.")
    assert Draft.objects.get().content["level"] == "absent"


def test_an_older_window_is_told_and_overwrites_nothing(opened: Open, asked: World) -> None:
    first = opened(asked.cast.boubacar)
    second = opened(None, beside=first)
    first.fill("#reasons", "Première fenêtre.")
    saved(first)
    second.fill("#reasons", "Seconde fenêtre.")
    expect(second.locator("#saved[data-state=failed]")).to_be_visible()
    expect(second.locator("#reasons")).to_have_value("Seconde fenêtre.")
    assert Draft.objects.get().content["reasons"] == "Première fenêtre."


def test_a_text_is_found_cited_and_handed_in_by_keyboard_alone(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.locator("body").press("2")
    expect(page.locator('[name="level"][value="partial"]')).to_be_checked()
    page.locator('[name="level"][value="partial"]').press("/")
    page.keyboard.type("law")
    expect(page.locator("#found button").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#citations li")).to_have_count(1)
    page.keyboard.type("art. 12")
    page.fill("#reasons", "L’article 12 le dit.")
    page.focus('[name="confidence"][value="medium"]')
    page.keyboard.press("Space")
    page.focus("button[value=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "rights.health" not in url)
    revision = CodingRevision.objects.get(coding__round="MLI-2026")
    cited = Citation.objects.get(coding_revision=revision)
    assert (revision.level, cited.instrument_id, cited.place) == ("partial", "law-2004", "art. 12")


def test_keys_do_nothing_while_one_writes(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.focus("#reasons")
    page.keyboard.type("n 1 2 3 ?")
    assert page.url.endswith(ADDRESS)
    expect(page.locator('[name="level"]:checked')).to_have_count(0)
    expect(page.locator("#keys-help")).to_be_hidden()


def test_the_question_mark_shows_the_keys_and_they_can_be_switched_off(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.locator("body").press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    expect(page.locator("#keys-help dt")).to_have_count(6)
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()
    page.locator("body").press("2")
    expect(page.locator('[name="level"]:checked')).to_have_count(0)
    page.reload()
    page.locator("body").press("?")
    expect(page.locator("#keys-help")).to_be_hidden()
    page.click("#keys-open")  # the button still opens them
    page.check("#keys-on")
    page.keyboard.press("Escape")
    page.locator("body").press("2")
    expect(page.locator('[name="level"][value="partial"]')).to_be_checked()
    page.locator('[name="level"][value="partial"]').press("r")
    expect(page.locator("#reasons")).to_be_focused()


def test_an_answer_prints_as_a_sheet_without_its_tools(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.check('[name="level"][value="partial"]')
    page.fill("#reasons", "Raison\n" * 40)  # longer than its field shows
    saved(page)
    page.reload()
    page.emulate_media(media="print")
    for shown in ("h1", ".jt-levels", ".jt-was", ".jt-print-text"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator(".jt-print-text")).to_contain_text("Raison")
    for hidden in (".jt-workbar nav", ".jt-rail", ".jt-railm", ".jt-dock", ".jt-search", "#reasons", "#add-evidence"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_still_true_asks_for_the_evidence_again(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.check('[name="still"][value="yes"]')
    expect(page.locator(".when-anew")).to_be_hidden()
    expect(page.locator('[name="again"][value^="instrument:protocol"]')).to_be_disabled()
    page.click("button[value=submit]")
    expect(page.locator("#problem")).to_be_visible()
    page.check('[name="again"][value^="instrument:law"]')
    page.click("button[value=submit]")
    page.wait_for_url(lambda url: "rights.health" not in url)
    revision = CodingRevision.objects.get(coding__round="MLI-2026")
    assert [c.instrument_id for c in revision.citations.all()] == ["law-2004"]


PAGES = (
    ("boubacar", "/{lang}/desk/"),
    ("aminata", "/{lang}/desk/rounds/MLI-2026/"),
    ("aminata", "/{lang}/desk/rounds/MLI-2026/assign/"),
    ("aminata", "/{lang}/desk/rounds/MLI-2026/settings/"),
    ("aminata", "/{lang}/desk/rounds/MLI-2026/move/close_collection/"),
    ("aminata", "/{lang}/desk/open/MLI/"),
    ("boubacar", "/{lang}/desk/rounds/MLI-2026/indicators/"),
    ("boubacar", "/{lang}/desk/rounds/MLI-2026/indicators/rights.health/"),
    ("boubacar", "/{lang}/desk/rounds/MLI-2026/indicators/mobility.days/?q=law"),
    ("coumba", "/{lang}/desk/rounds/MLI-2026/review/"),
    ("coumba", "/{lang}/desk/rounds/MLI-2026/findings/"),
    ("boubacar", "/{lang}/desk/rounds/MLI-2026/write/"),
    ("tieman", "/{lang}/desk/rounds/MLI-2026/"),
    ("tieman", "/{lang}/desk/rounds/MLI-2026/answers/"),
    ("tieman", "/{lang}/desk/rounds/MLI-2021/answers/rights.health/"),
)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_passes_axe_and_fits_the_screen(opened: Open, asked: World, lang: str, width: int) -> None:
    coding = asked.coded("rights.school")
    faults = []
    for who, path in (*PAGES, ("coumba", f"/{{lang}}/desk/rounds/MLI-2026/review/{coding.pk}/")):
        page = opened(getattr(asked.cast, who), path.format(lang=lang), width=width)
        page.evaluate(AXE)
        found = page.evaluate("axe.run()")["violations"]
        faults += [(path, one["id"], one["nodes"][0]["html"][:160]) for one in found]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((path, "wider than the screen", ""))
        page.context.close()
    assert faults == []
