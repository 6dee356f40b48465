"""The Word file and the minister's note: they open, speak their language, say their origin, and stay the same."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from jatigi.governance.consultations.word.marks import mark
from jatigi.governance.consultations.word.reading import Returned, read_returned
from jatigi.governance.profiles.model import Paragraph, Profile
from jatigi.governance.profiles.render_note import Item, fitting, render_note
from jatigi.governance.profiles.render_word import render_word
from jatigi.governance.profiles.tests import sample


@pytest.fixture(scope="module")
def files(profile: Profile) -> dict[str, bytes]:
    return {lang: render_word(profile, lang) for lang in ("fr", "en")}


def part(content: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def text_of(content: bytes) -> str:
    return " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part(content)))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_opens_with_headings_and_tables(files: dict[str, bytes], lang: str) -> None:
    opened = docx.Document(io.BytesIO(files[lang]))
    titles = [one.text for one in opened.paragraphs if one.style.name.lower() == "heading 1"]
    assert len([one for one in titles if one.strip()[0].isdigit()]) == 6
    assert len(opened.tables) >= 14
    heads = [row.find(qn("w:trPr")).find(qn("w:tblHeader")) for table in opened.tables for row in table._tbl.tr_lst[:1]]
    assert all(head is not None for head in heads)
    assert opened.core_properties.author == "Jatigi"


def test_every_picture_is_said_in_words(files: dict[str, bytes]) -> None:
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', part(files["fr"]))
    assert len(described) > 100
    assert all(described)
    assert "Partiel" in described


def test_every_run_says_its_language(files: dict[str, bytes]) -> None:
    body = part(files["en"])
    runs = re.findall(r"<w:r>(?:(?!</w:r>).)*<w:t[ >].*?</w:r>", body)
    assert len(runs) > 1000
    assert all("<w:lang w:val=" in one for one in runs)
    assert '<w:lang w:val="fr-FR"/></w:rPr><w:t xml:space="preserve">Le texte en vigueur' in body  # reasons keep theirs
    assert '<w:lang w:val="en-GB"' in part(files["en"], "word/styles.xml")


def test_signs_of_markup_are_kept(files: dict[str, bytes]) -> None:
    assert "l’application &amp; fixe les délais (&lt; 30 jours)" in text_of(files["fr"])


@pytest.mark.parametrize(
    ("origin", "said"),
    [("reconstructed", "Reconstitué à partir de sources publiques"), ("fictional", "Fiction")],
)
def test_its_header_says_where_it_comes_from(origin: str, said: str) -> None:
    made = sample.profile(origin=origin)
    for content in (render_word(made, "fr"), render_note(made, "fr")):
        assert said in part(content, "word/header1.xml")
        assert 'w:type="default" r:id="rIdH"' in part(content)
        assert "titlePg" not in part(content)  # no first page without header


def test_the_same_profile_is_the_same_bytes(profile: Profile, files: dict[str, bytes]) -> None:
    again = Profile.from_json(profile.to_json())
    assert render_word(again, "fr") == files["fr"]
    assert render_note(again, "fr") == render_note(profile, "fr")


def test_contents_lead_to_every_chapter(files: dict[str, bytes]) -> None:
    body = part(files["fr"])
    anchors = set(re.findall(r'<w:hyperlink w:anchor="(_Toc\d+)"', body))
    marks = set(re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(_Toc\d+)"', body))
    assert anchors == marks
    assert len(marks) >= 12


def test_numbers_of_bookmarks_and_pictures_are_used_once(files: dict[str, bytes]) -> None:
    body = part(files["fr"])
    numbers = re.findall(r'<w:bookmarkStart w:id="(\d+)"', body) + re.findall(r'<wp:docPr id="(\d+)"', body)
    assert len(numbers) == len(set(numbers))


def test_every_paragraph_finding_and_answer_is_known_again_when_the_file_comes_back(
    profile: Profile, files: dict[str, bytes]
) -> None:
    sections = [*profile.front, *profile.back, profile.context, profile.changes, profile.sources_text]
    paragraphs = [one for section in sections if section for one in section.paragraphs]
    paragraphs += [one for dimension in profile.dimensions for one in dimension.lead]
    findings = [one for each in profile.dimensions for one in (*each.well_developed, *each.potential, *each.since_then)]
    wanted = [mark(profile.round, "paragraph", one.id) for one in paragraphs]
    wanted += [mark(profile.round, "finding", one.id) for one in findings]
    wanted += [mark(profile.round, "answer", one) for one in profile.answers]
    there = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(jt_[0-9a-f]{32})"', part(files["fr"]))
    assert sorted(there) == sorted(set(wanted))
    assert len(there) > 100
    assert "jt_" not in part(render_note(profile, "fr"))
    assert read_returned(files["fr"]) == Returned((), frozenset(wanted), "fr")


def test_links_to_notes_find_their_notes(files: dict[str, bytes]) -> None:
    body = part(files["fr"])
    wanted = set(re.findall(r'<w:hyperlink w:anchor="(n_[^"]+)"', body))
    assert wanted
    assert wanted <= set(re.findall(r'w:name="(n_[^"]+)"', body))


def test_the_note_names_changes_gaps_and_decisions(profile: Profile) -> None:
    text = text_of(render_note(profile, "fr"))
    assert "Ce qui a changé" in text
    assert "Ce qui peut progresser d’abord" in text
    assert "Décisions demandées" in text


def test_unknown_answers_are_never_gaps_in_the_note(profile: Profile) -> None:
    bare = replace(profile, dimensions=tuple(replace(one, potential=()) for one in profile.dimensions))
    text = text_of(render_note(bare, "en"))
    gaps, decisions = text.index("Main areas"), text.index("Decisions requested")
    assert "unknown" not in text[gaps:decisions]
    assert "unknown answers." in text[decisions:]


def test_the_note_stays_on_two_pages_however_much_there_is_to_say(profile: Profile) -> None:
    long = tuple(Paragraph(f"p{n}", dict.fromkeys(("fr", "en"), "mot " * 80)) for n in range(30))
    much = replace(profile, dimensions=tuple(replace(one, potential=long) for one in profile.dimensions))
    text = text_of(render_note(much, "fr"))
    assert "autres dans le profil" in text
    assert text.count("mot ") < 1300  # two pages hold less
    assert "Documenter" in text


def test_each_section_gets_its_turn_before_one_gets_a_second() -> None:
    long = Item("", "mot " * 40)
    kept = fitting([[long] * 50, [long] * 2, []], 600.0)
    assert kept[1] == 2
    assert kept[2] == 0
    assert 2 <= kept[0] < 50
