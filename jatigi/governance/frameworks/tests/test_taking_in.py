"""A framework of one's own at the desk: bring a file, look, keep a draft, publish; compare versions; read mappings."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jatigi.foundation.audit.models import Entry
from jatigi.governance.frameworks import carrying, changes
from jatigi.governance.frameworks.excel import export_workbook, template_workbook
from jatigi.governance.frameworks.library import Library
from jatigi.governance.frameworks.models import FrameworkVersion

CONTENT = Path(__file__).parent / "content"
pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(cast):
    """Two versions with their concordance, a crosswalk, and a draft of a module."""
    library = Library(CONTENT)
    for key in ("small@1.0", "small@1.1", "pair@2"):
        changes.load_framework(library.framework(key), by=None, publish=True)
    changes.load_framework(library.framework("module@1"), by=None)
    from jatigi.governance.frameworks import commands

    for path in sorted(CONTENT.rglob("*--*.yaml")):
        changes.load_mapping(commands._read(path, library.framework), by=None)
    return cast


def get(browser, address, lang="en", status=200):
    answer = browser.get(f"/{lang}/desk/frameworks/{address}")
    assert answer.status_code == status
    return answer.content.decode()


def bring(browser, content: bytes, name="own.yaml", lang="en"):
    return browser.post(f"/{lang}/desk/frameworks/take-in/", {"file": SimpleUploadedFile(name, content)})


def own(version="2.0", **changed: str) -> bytes:
    text = (CONTENT / "small/1.0.yaml").read_text().replace('version: "1.0"', f'version: "{version}"')
    for old, new in changed.items():
        text = text.replace(old.replace("_", " "), new)
    return text.encode()


def carried(page: str) -> str:
    return page.split('name="carried" value="')[1].split('"')[0]


@pytest.mark.parametrize("address", ["take-in/", "template.xlsx"])
def test_only_those_who_may_load_bring_a_framework(loaded, signed_in, address):
    assert signed_in(loaded.aminata).get(f"/en/desk/frameworks/{address}").status_code == 200
    for person in ("boubacar", "coumba", "sira", "kadi", "demba"):
        get(signed_in(getattr(loaded, person)), address, status=404)
    assert "Bring a framework" in get(signed_in(loaded.aminata), "")
    assert "Bring a framework" not in get(signed_in(loaded.boubacar), "")


def test_what_is_brought_is_shown_and_nothing_is_written_before_it_is_kept(loaded, signed_in):
    browser = signed_in(loaded.aminata)
    page = bring(browser, own(health="hospital")).content.decode()
    assert "3 indicators were understood. Nothing has been written yet." in page
    assert not FrameworkVersion.objects.filter(version="2.0").exists()
    answer = browser.post("/en/desk/frameworks/take-in/keep/", {"carried": carried(page)})
    assert answer["Location"].endswith("/small/2.0/")
    kept = FrameworkVersion.objects.get(version="2.0")
    assert kept.state == "draft"
    assert Entry.objects.filter(action="framework.load", actor=str(loaded.aminata.public_id)).count() == 1
    assert "This is a draft" in get(browser, "small/2.0/")
    get(signed_in(loaded.boubacar), "small/2.0/", status=404)


def test_a_workbook_is_brought_as_well_as_yaml(loaded, signed_in):
    content = export_workbook(Library(CONTENT).framework("small@1.1"))
    page = bring(signed_in(loaded.aminata), content, "Mon référentiel.XLSX").content.decode()
    assert "This very version is here already" in page
    assert 'name="carried"' not in page


def test_a_published_version_is_not_brought_again_with_other_words(loaded, signed_in):
    page = bring(signed_in(loaded.aminata), own("1.0", health="hospital")).content.decode()
    assert "Version 1.0 is published and never changes." in page
    assert 'name="carried"' not in page
    assert "1 changed" in page


def test_what_differs_from_the_latest_version_is_shown_word_by_word(loaded, signed_in):
    page = bring(signed_in(loaded.aminata), own(**{"Is_health": "Is good health"})).content.decode()
    assert "What differs from version 1.1" in page
    assert "<ins>" in page
    assert "good" in page


def test_errors_are_listed_with_their_line_what_was_found_and_what_to_do(loaded, signed_in):
    browser = signed_in(loaded.aminata)
    answer = bring(browser, own().replace(b"licence:", b"license:").replace(b"gcm: [15]", b"gcm: [99]"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 things are to be put right" in page or "3 things are to be put right" in page
    assert "line 5, license" in page
    assert "Did you mean “licence”?" in page
    assert "ligne 5, license" in bring(browser, own().replace(b"licence:", b"license:"), lang="fr").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("f.docx", b"PK", "another kind of file"),
        ("f.xlsx", b"no workbook", "f.xlsx"),
        ("f.yaml", b"\xff\xfe", "UTF-8"),
        ("f.yaml", (CONTENT / "small/concordance/1.0--1.1.yaml").read_bytes(), "a concordance or a crosswalk"),
        ("f.xlsx", template_workbook(), "framework!"),
    ],
)
def test_what_is_no_framework_is_refused_in_words(loaded, signed_in, name, content, said):
    answer = bring(signed_in(loaded.aminata), content, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert FrameworkVersion.objects.count() == 4


def test_no_file_and_a_text_that_is_not_ours_are_refused(loaded, signed_in):
    browser = signed_in(loaded.aminata)
    assert "Choose a file first." in browser.post("/en/desk/frameworks/take-in/").content.decode()
    for text in ("", "x:y:z", carried(bring(signed_in(loaded.nene), own()).content.decode())):
        answer = browser.post("/en/desk/frameworks/take-in/keep/", {"carried": text})
        assert answer.status_code == 422
        assert "The preview is too old" in answer.content.decode()
    assert FrameworkVersion.objects.count() == 4


def test_a_framework_too_large_for_a_page_is_sent_to_the_command_line(loaded, signed_in, monkeypatch):
    monkeypatch.setattr(carrying, "LONGEST", 100)
    answer = bring(signed_in(loaded.aminata), own())
    assert answer.status_code == 422
    assert "command line" in answer.content.decode()


def test_a_version_published_since_the_preview_is_not_overwritten(loaded, signed_in):
    browser = signed_in(loaded.aminata)
    text = carried(bring(browser, own(health="hospital")).content.decode())
    library = Library(CONTENT)
    changes.load_framework(library.framework("small@1.0"), by=None)
    from jatigi.governance.frameworks import views_taking_in

    changes.load_framework(views_taking_in.read(own(), "f.yaml"), by=None, publish=True)
    answer = browser.post("/en/desk/frameworks/take-in/keep/", {"carried": text})
    assert answer.status_code == 409
    assert "small@2.0 is published and never changes." in answer.content.decode()


def test_a_draft_is_published_once_its_reader_says_so(loaded, signed_in):
    browser = signed_in(loaded.aminata)
    draft = FrameworkVersion.objects.get(framework="module")
    address = "/en/desk/frameworks/module/1/publish/"
    for fields in ({}, {"digest": draft.digest}, {"digest": "0" * 64, "sure": "1"}):
        assert browser.post(address, fields).status_code == 302
        draft.refresh_from_db()
        assert draft.state == "draft"
    assert signed_in(loaded.boubacar).post(address, {"digest": draft.digest, "sure": "1"}).status_code == 404
    browser.post(address, {"digest": draft.digest, "sure": "1"})
    draft.refresh_from_db()
    assert draft.state == "published"
    assert Entry.objects.filter(action="framework.publish", actor=str(loaded.aminata.public_id)).count() == 1
    assert "Publish this version" not in get(browser, "module/1/")
    assert (
        "published and never changes"
        in browser.post(address, {"digest": draft.digest, "sure": "1"}, follow=True).content.decode()
    )


def test_two_versions_are_compared_item_by_item(loaded, signed_in):
    page = get(signed_in(loaded.boubacar), "small/1.1/from/1.0/")
    assert "From version 1.0 to 1.1" in page
    assert "How the answers of the earlier version compare" in page
    assert "a.x.primary" in page
    assert "dropped" in page
    get(signed_in(loaded.boubacar), "small/1.1/from/9/", status=404)
    assert "De la version 1.0 à la version 1.1" in get(signed_in(loaded.boubacar), "small/1.1/from/1.0/", lang="fr")


def test_a_concordance_is_a_page_that_names_questions_and_not_ids(loaded, signed_in):
    page = get(signed_in(loaded.boubacar), "small/1.0/to/small/1.1/")
    assert "What became of each question" in page
    assert "Health" in page
    assert "well comparable" in page or "comparable with care" in page
    get(signed_in(loaded.boubacar), "small/1.1/to/small/1.0/", status=404)


def test_a_crosswalk_says_what_becomes_of_each_level(loaded, signed_in):
    page = get(signed_in(loaded.boubacar), "small/1.1/to/pair/2/")
    assert "Question to be answered" in page
    assert "cannot be derived" in page
    assert "→" in page
    assert "/pair/2/" in get(signed_in(loaded.boubacar), "small/1.1/")


def test_the_whole_version_stands_on_one_page_to_print(loaded, signed_in):
    page = get(signed_in(loaded.boubacar), "small/1.0/whole/")
    for words in ("Is health care open?", "No rule.", "One rule.", "Count the rules.", "numbers from 0 to 180"):
        assert words in page


def test_queries_of_the_new_pages_do_not_grow_with_rows(loaded, signed_in):
    library = Library(Path(__file__).parents[4] / "content/frameworks")
    browser = signed_in(loaded.aminata)
    few = [counted(browser, one) for one in ("small/1.0/whole/", "small/1.1/to/pair/2/")]
    for key in ("jatigi-national@1.0", "sdg-10-7-2@2021"):
        changes.load_framework(library.framework(key), by=None, publish=True)
    from jatigi.governance.frameworks import commands

    path = next(iter((library.folder / "jatigi-national").rglob("crosswalk/*.yaml")))
    changes.load_mapping(commands._read(path, library.framework), by=None)
    many = [counted(browser, one) for one in ("jatigi-national/1.0/whole/", "jatigi-national/1.0/to/sdg-10-7-2/2021/")]
    assert many == few


def counted(browser, address: str) -> int:
    get(browser, address)
    with CaptureQueriesContext(connection) as made:
        get(browser, address)
    return len(made)


def test_the_empty_workbook_has_instructions_in_both_languages_and_the_same_bytes_each_time(loaded, signed_in):
    content = signed_in(loaded.aminata).get("/en/desk/frameworks/template.xlsx").content
    assert content == template_workbook()
    book = openpyxl.load_workbook(io.BytesIO(content))
    notes = [[cell.value for cell in row] for row in book["notes"].iter_rows()]
    assert notes[0] == ["sheet", "column", "français", "English"]
    assert "Donnez un identifiant" in notes[1][2]
    assert "Give the framework an identifier" in notes[1][3]
    assert [cell.value for cell in book["indicators"][1]][:3] == ["id", "subdimension", "scale"]
    assert [row[1].value for row in book["scales"].iter_rows(min_row=2)] == ["absent", "partial", "complete"]
