"""The printed profile: tagged, spoken for, the same bytes, and saying where it comes from."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from jatigi.governance.profiles.model import Logo, Profile
from jatigi.governance.profiles.pdf_packing import packed
from jatigi.governance.profiles.render_pdf import RenderingError, render_pdf
from jatigi.governance.profiles.tests import sample
from jatigi.governance.profiles.tests.pictures import png


@pytest.fixture(scope="module")
def printed(profile: Profile) -> dict[str, bytes]:
    return {lang: render_pdf(profile, lang) for lang in ("fr", "en")}


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure tree."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            yield one
            if "/K" in one:
                waiting.append(one.K)


def words(pdf: bytes) -> list[str]:
    """The text of each page, in one line."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_is_tagged_in_its_language_with_a_title(printed: dict[str, bytes], profile: Profile, lang: str) -> None:
    with pikepdf.open(io.BytesIO(printed[lang])) as pdf:
        assert str(pdf.Root.Lang) == lang
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert str(profile.country[lang]) in metadata["dc:title"]


def test_every_figure_is_said_in_words_of_its_language(printed: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed["fr"])) as pdf:
        figures = [one for one in elements(pdf) if one.get("/S") == "/Figure"]
        assert len(figures) > 100  # the levels in the tables are figures too
        alternatives = [str(one.get("/Alt", "")) for one in figures]
        assert all(alternatives)
        assert {"Complet", "Partiel", "Absent", "Inconnu"} <= set(alternatives)
        assert any(alt.startswith("Essai, 2021 (Fiction). 102 indicateurs.") for alt in alternatives)


def test_tables_have_headers(printed: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed["en"])) as pdf:
        kinds = [str(one.get("/S", "")) for one in elements(pdf)]
        assert kinds.count("/Table") >= 14
        assert kinds.count("/TH") > kinds.count("/Table")


def test_fonts_are_embedded_and_ours(printed: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed["fr"])) as pdf:
        descriptors = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        assert descriptors
        assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)
        assert all("Jatigi" in str(one.FontName) for one in descriptors)


@pytest.mark.parametrize(
    ("origin", "said"),
    [("reconstructed", "Reconstitué à partir de sources publiques"), ("fictional", "Fiction")],
)
def test_every_page_says_where_it_comes_from(origin: str, said: str) -> None:
    pdf = render_pdf(sample.profile(origin=origin), "fr")
    text = words(pdf)
    assert len(text) > 20
    assert all(said in page[:200] for page in text)


def test_the_same_profile_is_the_same_bytes(profile: Profile, printed: dict[str, bytes]) -> None:
    again = Profile.from_json(profile.to_json())
    assert render_pdf(again, "fr") == printed["fr"]


def test_signs_of_markup_are_printed_as_they_stand(printed: dict[str, bytes]) -> None:
    assert any("l’application & fixe les délais (< 30 jours)" in page.replace("- ", "") or "& fixe les" in page
               for page in words(printed["fr"]))  # fmt: skip


def test_without_public_scores_no_score_is_printed() -> None:
    text = " ".join(words(render_pdf(sample.profile(public=False), "fr")))
    assert "réponses connues sur" in text
    assert "sur 100" not in text
    assert "Assuré" not in text


def test_a_first_round_has_nothing_to_compare_with() -> None:
    text = " ".join(words(render_pdf(sample.profile(first=True), "en")))
    assert "From" not in text or "to 2021" not in text
    assert "What changed" not in text


def test_a_character_without_letter_is_refused_not_left_out(profile: Profile) -> None:
    with pytest.raises(RenderingError, match="漢"):
        render_pdf(replace(profile, country={"fr": "漢", "en": "漢"}), "fr")


def test_the_template_reads_nothing_of_the_machine() -> None:
    from jatigi.governance.profiles.render_pdf import set_by_typst

    with pytest.raises(RenderingError):
        set_by_typst({"main.typ": f'#read("{Path(__file__).name}")'}, format="pdf")


def test_bambara_letters_are_printed(profile: Profile) -> None:
    pdf = render_pdf(replace(profile, country={"fr": "Ɲɛtaa", "en": "Ɲɛtaa"}), "fr")
    assert "Ɲɛtaa" in words(pdf)[0]


def test_unknown_answers_stand_under_to_document(printed: dict[str, bytes]) -> None:
    text = " ".join(words(printed["fr"]))
    assert "Une réponse inconnue n’est jamais une lacune." in text


def test_the_file_is_packed_and_whole(printed: dict[str, bytes]) -> None:
    assert len(printed["fr"]) < 450_000
    with pikepdf.open(io.BytesIO(printed["fr"])) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) > 20


def test_packing_refuses_what_it_does_not_know() -> None:
    for strange in (b"", b"%PDF-1.7\nnothing", b"%PDF-1.7\nstartxref\n5\n%%EOF"):
        with pytest.raises(ValueError, match="PDF"):
            packed(strange)


def test_a_logo_is_printed_with_its_words_and_the_bytes_stay_the_same(profile: Profile) -> None:
    picture = png()
    name = hashlib.sha256(picture).hexdigest()
    shown = replace(profile, logos=(Logo(name, "image/png", {"fr": "Logo de l’observatoire", "en": "Logo"}),))
    printed, again = (render_pdf(shown, "fr", {name: picture}) for _time in range(2))
    assert printed == again
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        said = [str(one.Alt) for one in elements(pdf) if "/Alt" in one]
    assert "Logo de l’observatoire" in said
