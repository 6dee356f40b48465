"""Signing out on a shared device: what could not be saved is told of, then erased; what was saved needs no question."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jatigi.governance.assessments.models import Draft
from jatigi.governance.assessments.tests.browsing import ADDRESS, saved
from jatigi.governance.assessments.tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('jatigi:draft:'))"
SECRET = "Écrit sans réseau, sur l’ordinateur du service."


def sign_out(page: Page) -> None:
    page.locator("header details.jt-menu summary").click()
    page.locator("header form[action$='/account/logout/'] button").click()


def cut(page: Page) -> None:
    """Saving finds no server any more, while pages still load."""
    page.route("**/draft/", lambda route: route.abort())


def unsaved(page: Page) -> None:
    """Write something that no server has."""
    cut(page)
    page.fill("#reasons", SECRET)
    expect(page.locator("#saved[data-state=waiting]")).to_be_visible()


def test_what_was_saved_is_not_asked_about(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.fill("#reasons", SECRET)
    saved(page)
    sign_out(page)
    page.wait_for_url(lambda url: "/desk/" not in url)
    assert Draft.objects.get().content["reasons"] == SECRET


def test_what_is_still_being_typed_is_saved_before_leaving(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    page.fill("#reasons", SECRET)
    sign_out(page)  # before the pause after which the page would save by itself
    page.wait_for_url(lambda url: "/desk/" not in url)
    assert Draft.objects.get().content["reasons"] == SECRET


def test_what_could_not_be_saved_is_told_before_leaving_and_erased_by_leaving(
    opened: Open, asked: World, live_server: Any
) -> None:
    page = opened(asked.cast.boubacar)
    unsaved(page)
    sign_out(page)
    expect(page.locator("#leaving")).to_be_visible()
    expect(page.locator("#leaving li a")).to_have_attribute("href", ADDRESS)
    page.locator("#leaving button[type=submit]").click()  # stays
    expect(page.locator("#leaving")).to_be_hidden()
    assert len(page.evaluate(KEPT)) == 1
    sign_out(page)
    page.locator("#leaving-drop").click()
    page.wait_for_url(lambda url: "/desk/" not in url)
    assert page.evaluate(KEPT) == []
    assert SECRET not in page.evaluate("JSON.stringify(localStorage)")
    assert not Draft.objects.exists()


def test_leaving_from_another_page_of_the_desk_asks_too(opened: Open, asked: World) -> None:
    page = opened(asked.cast.boubacar)
    unsaved(page)
    home = opened(None, "/fr/desk/", beside=page)
    page.close(run_before_unload=False)
    sign_out(home)
    expect(home.locator("#leaving li")).to_have_count(1)
    home.locator("#leaving-drop").click()
    home.wait_for_url(lambda url: "/desk/" not in url)
    assert home.evaluate(KEPT) == []


def test_another_person_s_words_are_neither_shown_nor_erased(opened: Open, asked: World, live_server: Any) -> None:
    page = opened(asked.cast.boubacar)
    unsaved(page)
    page.evaluate(f"localStorage.setItem('jatigi:draft:MLI-2026/rights.health/{asked.cast.fanta.public_id}', '{{}}')")
    sign_out(page)
    page.locator("#leaving-drop").click()
    page.wait_for_url(lambda url: "/desk/" not in url)
    assert page.evaluate(KEPT) == [f"jatigi:draft:MLI-2026/rights.health/{asked.cast.fanta.public_id}"]
