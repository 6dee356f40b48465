"""What the browser tests of the desk share."""

from playwright.sync_api import Page, expect

ADDRESS = "/fr/desk/rounds/MLI-2026/indicators/rights.health/"
PATIENCE = 15_000  # milliseconds: a machine under load is no fault of the page


def saved(page: Page) -> None:
    expect(page.locator("#saved[data-state=saved]")).to_be_visible()
