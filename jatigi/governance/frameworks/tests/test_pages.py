"""The framework browser: who may read what, what the pages say, and that they do not grow dearer with rows."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jatigi.foundation.files import yaml
from jatigi.governance.frameworks import changes, queries, rules
from jatigi.governance.frameworks.library import Library
from jatigi.governance.frameworks.mappings import check_concordance, check_crosswalk
from jatigi.governance.frameworks.models import FrameworkVersion

CONTENT = Path(__file__).parent / "content"
pytestmark = [pytest.mark.django_db, pytest.mark.urls("jatigi.governance.frameworks.tests.addresses")]


@pytest.fixture
def loaded(cast):
    """small 1.0 and 1.1 and pair 2 are published, with what maps them; module 1 is a draft."""
    library = Library(CONTENT)
    for key in ("small@1.0", "small@1.1", "pair@2"):
        changes.load_framework(library.framework(key), by=None, publish=True)
    changes.load_framework(library.framework("module@1"), by=None)
    changes.load_mapping(
        check_concordance(yaml.read(CONTENT / "small/concordance/1.0--1.1.yaml"), queries.resolve), by=None
    )
    changes.load_mapping(
        check_crosswalk(yaml.read(CONTENT / "small/crosswalk/1.1--pair.yaml"), queries.resolve), by=None
    )
    return cast


def page(browser, address: str, lang: str = "en", status: int = 200) -> str:
    answer = browser.get(f"/{lang}/desk/frameworks/{address}")
    assert answer.status_code == status
    return answer.content.decode()


ADDRESSES = ["", "small/1.0/", "small/1.0/a.x.one/", "small/1.0/file.yaml", "small/1.0/file.xlsx"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("person", ["aminata", "boubacar", "coumba", "kadi", "tieman", "nene"])
def test_whoever_holds_a_role_reads_what_is_published(loaded, signed_in, person, address):
    browser = signed_in(getattr(loaded, person))
    assert browser.get(f"/fr/desk/frameworks/{address}").status_code == 200


@pytest.mark.parametrize("address", ADDRESSES[1:])
def test_not_yours_and_not_there_answer_alike(loaded, signed_in, address):
    page(signed_in(loaded.demba), address, status=404)
    page(signed_in(loaded.demba), address.replace("small", "nowhere"), status=404)
    page(signed_in(loaded.aminata), address.replace("small", "nowhere"), status=404)
    page(signed_in(loaded.aminata), address.replace("1.0", "9"), status=404)


def test_whoever_has_no_role_sees_an_empty_list(loaded, signed_in):
    assert "No framework has been loaded yet." in page(signed_in(loaded.demba), "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_is_not_signed_in_is_asked_to(loaded, client, address):
    answer = client.get(f"/fr/desk/frameworks/{address}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/fr/account/login/")


def test_a_draft_is_for_those_who_may_load(loaded, signed_in):
    assert "Regional mobility" in page(signed_in(loaded.aminata), "module/1/")
    for person in ("boubacar", "sira", "tieman"):
        page(signed_in(getattr(loaded, person)), "module/1/", status=404)
        assert "Regional mobility" not in page(signed_in(getattr(loaded, person)), "")


def test_pages_only_read(loaded, signed_in):
    for address in ADDRESSES:
        assert signed_in(loaded.aminata).post(f"/en/desk/frameworks/{address}").status_code == 405


def test_a_version_shows_its_questions_in_order_and_how_it_is_measured(loaded, signed_in):
    text = page(signed_in(loaded.aminata), "small/1.0/")
    body = text[text.index('<section class="jt-panel"') :]
    places = [body.index(words) for words in ("Rights", ">1.1<", "Is health care open?", ">1.2<", "Residence", ">2.1<")]
    assert places == sorted(places)
    assert "Partial (0.5)" in text
    assert "numbers from 0 to 180" in text
    assert "the lower the better" in text
    assert "Low (from 0 to 0.5), High (from 0.5 to 1)" in text
    assert "Petit" not in text


def test_a_module_names_its_base_and_goes_on_counting(loaded, signed_in):
    text = page(signed_in(loaded.aminata), "module/1/")
    assert "Small framework, 1.0" in text
    assert "also asks every question" in text
    assert "3.1" in text


def test_an_indicator_shows_its_levels_and_what_proves_it(loaded, signed_in):
    text = page(signed_in(loaded.aminata), "small/1.0/a.x.one/")
    for words in ("Is health care open?", "No rule.", "One rule.", "All rules.", "Count the rules.", "The act."):
        assert words in text
    for words in ("objective 15", "targets 3.8, 10.7", "a.x.one"):
        assert words in text
    assert text.index("No rule.") < text.index("One rule.") < text.index("All rules.")
    assert 'rel="next"' in text
    assert 'rel="prev"' not in text
    assert "Answered with a number" in page(signed_in(loaded.aminata), "small/1.0/b.x.days/")


def test_an_indicator_says_what_became_of_it_and_what_it_answers(loaded, signed_in):
    text = page(signed_in(loaded.aminata), "small/1.0/a.x.two/")
    assert "split" in text
    assert "/small/1.1/a.x.primary/" in text
    text = page(signed_in(loaded.aminata), "small/1.1/a.x.primary/")
    assert "answered by several: the lowest level counts" in text
    assert "/pair/2/p.x.min/" in text
    text = page(signed_in(loaded.aminata), "small/1.1/a.x.one/")
    assert "version 1.0" in text
    assert "Both." in text


def test_pages_speak_the_readers_language(loaded, signed_in):
    text = page(signed_in(loaded.aminata), "small/1.0/a.x.one/", lang="fr")
    assert '<html lang="fr">' in text
    assert "La santé est-elle ouverte\u202f?" in text
    assert "Is health care open" not in text


def test_the_files_can_be_taken_in_again_unchanged(loaded, signed_in):
    browser = signed_in(loaded.kadi)
    answer = browser.get("/en/desk/frameworks/small/1.0/file.yaml")
    assert answer["Content-Disposition"] == 'attachment; filename="small@1.0.yaml"'
    version = FrameworkVersion.objects.get(framework="small", version="1.0")
    assert rules.check(yaml.read_bytes(answer.content, "f.yaml")).digest == version.digest
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/en/desk/frameworks/small/1.0/file.xlsx").content))
    assert book["framework"]["B2"].value == "small"
    assert browser.get("/en/desk/frameworks/small/1.0/file.docx").status_code == 404


def test_queries_do_not_grow_with_rows(loaded, signed_in):
    library = Library(Path(__file__).parents[4] / "content/frameworks")
    browser = signed_in(loaded.aminata)
    few = counted(browser, "", "small/1.0/", "module/1/", "small/1.0/a.x.two/")
    for key in ("jatigi-national@1.0", "sdg-10-7-2@2021", "regional-mobility@1.0"):
        changes.load_framework(library.framework(key), by=None, publish=True)
    many = counted(
        browser, "", "jatigi-national/1.0/", "regional-mobility/1.0/", "jatigi-national/1.0/rights.services.school/"
    )
    assert many == few


def counted(browser, *addresses: str) -> list[int]:
    """How many queries each page takes, once the process knows the frameworks."""
    counts = []
    for address in addresses:
        page(browser, address)
        with CaptureQueriesContext(connection) as queries_made:
            page(browser, address)
        counts.append(len(queries_made))
    return counts
