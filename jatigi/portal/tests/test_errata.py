"""A published correction is seen wherever the error stood, and the licence wherever data is taken."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jatigi.portal.tests import fictional
from jatigi.portal.tests.fictional import fictional_release
from jatigi.portal.tests.test_pages import sound

OLD, NEW = "XKA-2021-fictional-1", "XKA-2021-fictional-2"
ERRATUM = {
    "release": OLD,
    "number": 1,
    "indicator": "rights.services.health",
    "wrong": {"fr": "La loi de 2010.", "en": "The law of 2010."},
    "right": {"fr": "La loi de 2012.", "en": "The law of 2012."},
    "since": "2026-01-02",
    "recorded": "2026-02-02",
}
LICENCE = {
    "licence": "CC-BY-4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "licence_title": {"fr": "Attribution inventée", "en": "Invented attribution"},
    "licence_text": {"fr": "Citez la source.", "en": "Name the source."},
}


@pytest.fixture
def corrected(published: Any, tmp_path: Path) -> None:
    """A second release of the round, which corrects the first and carries a licence."""
    again = fictional_release("XKA", 2021, number=2, folder=tmp_path)
    fictional.publish(tmp_path, replace(again, errata=(ERRATUM,), predecessor=OLD, **LICENCE))


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("countries/XKA/", "Corrections to the earlier version"),
        (f"releases/{NEW}/", "What this release corrects"),
        (f"releases/{OLD}/", "Corrected since by a later release"),
    ],
)
def test_an_erratum_says_what_was_wrong_and_what_is_right(
    corrected: None, client: Client, address: str, heading: str
) -> None:
    html = client.get(f"/en/{address}").content.decode()
    sound(html)
    box = html[html.index("pt-errata") :]
    box = box[: box.index("</dl>")]
    assert heading in box
    assert all(words in box for words in ("The law of 2010.", "The law of 2012.", "Health care", OLD, "2 January 2026"))


def test_an_erratum_is_written_in_the_language_of_the_page(corrected: None, client: Client) -> None:
    html = client.get("/fr/countries/XKA/").content.decode()
    assert "La loi de 2012." in html
    assert "The law of 2012." not in html


def test_what_has_no_erratum_shows_no_box(published: Any, client: Client) -> None:
    for address in ("countries/XKA/", f"releases/{OLD}/", "countries/XNE/"):
        assert "pt-errata" not in client.get(f"/en/{address}").content.decode()


@pytest.mark.parametrize("address", ["countries/XKA/", f"releases/{NEW}/", "data/"])
def test_the_licence_stands_where_data_is_taken(corrected: None, client: Client, address: str) -> None:
    html = client.get(f"/en/{address}").content.decode()
    link = '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">Invented attribution</a>'
    assert link in html
    assert ("Name the source." in html) == (address == f"releases/{NEW}/")
