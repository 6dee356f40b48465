"""The comment–response matrix: on the page and in both files, in both languages; what was said in confidence is in the
coordinator's copy alone, searched for in every byte."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import attendees, dispositions, items, remarks
from jatigi.governance.consultations.changes.dispositions import Answered
from jatigi.governance.consultations.changes.remarks import Said
from jatigi.governance.consultations.tests.world import World

MATRIX = "/fr/desk/consultations/MLI-2026-bamako/matrix/"
SECRET, WHISPER, ANSWERED = "Zq7marqueur-position", "Zq7marqueur-remarque", "Zq7marqueur-motif"
EVERYONE = ("aminata", "boubacar", "fanta", "coumba", "kadi", "moussa", "sira", "tieman")


def unpacked(content: bytes) -> str:
    """Everything a file says, out of its zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture
def spoken(world: World) -> World:
    """INSTAT objects in confidence and is answered; Labour has a reservation; the diaspora remarks."""
    said = world.takes("objects", SECRET, confidential=True)
    dispositions.dispose(said.position, Answered("rejected", text(ANSWERED)), by=world.cast.aminata)
    world.takes("reservation", "La loi est en révision.", institution=world.labour, by=world.awa)
    hidden = Said(text(WHISPER), institution=world.cast.statistics, confidential=True)
    remarks.write_remark(world.room, hidden, by=world.cast.kadi, subject=world.gap.subject)
    open_ = Said(text("=2+2 guichet"), voice="diaspora", organisation="Conseil de base")
    remarks.write_remark(world.room, open_, by=world.cast.aminata, source="floor")
    return world


def files(browser: Any, query: str = "") -> list[bytes]:
    found = []
    for kind in ("word", "excel"):
        for lang in ("fr", "en"):
            answer = browser.get(f"{MATRIX}{kind}/?lang={lang}{query}")
            assert answer.status_code == 200
            assert "no-store" in answer["Cache-Control"]
            found.append(answer.content)
    return found


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("by", ["point", "institution", "whole"])
def test_the_matrix_is_read_by_point_by_institution_and_whole(spoken: World, signed_in, lang, by) -> None:
    page = signed_in(spoken.cast.tieman).get(f"/{lang}/desk/consultations/MLI-2026-bamako/matrix/?by={by}")
    found = page.content.decode()
    assert "La loi est en révision." in found
    assert "Conseil de base" in found
    assert {"fr": "2 lignes dites en confidence", "en": "2 lines said in confidence"}[lang] in found


@pytest.mark.parametrize("secret", [SECRET, WHISPER, ANSWERED])
def test_confidence_is_in_no_page_and_no_file_but_the_coordinator_s_own(spoken: World, signed_in, secret) -> None:
    attendees.consent_to_be_named(spoken.attendee(spoken.cast.statistics), True, by=spoken.cast.kadi)
    people = [*(getattr(spoken.cast, name) for name in EVERYONE), spoken.awa]
    pages = ["matrix/", "matrix/?by=institution", "matrix/?by=whole", "points/", f"points/{spoken.on_gap.pk}/", ""]
    for user in people:
        browser = signed_in(user)
        for content in files(browser) + files(browser, "&by=institution") + files(browser, "&by=whole"):
            assert secret not in unpacked(content)
            assert secret.encode() not in content
        if user in (spoken.cast.aminata, spoken.cast.kadi):
            continue  # the coordinator and the institution itself read it on the page
        for path in [*pages, "dispositions/", "positions/"]:
            answer = browser.get(f"/fr/desk/consultations/MLI-2026-bamako/{path}")
            assert secret.encode() not in answer.content
    for content in files(signed_in(spoken.cast.aminata), "&copy=coordinator"):
        assert secret in unpacked(content)


def test_the_coordinator_s_copy_is_the_coordinator_s_and_says_so(spoken: World, signed_in) -> None:
    for name in EVERYONE:
        for kind in ("word", "excel"):
            answer = signed_in(getattr(spoken.cast, name)).get(f"{MATRIX}{kind}/?copy=coordinator")
            assert answer.status_code == (200 if name == "aminata" else 404)
    word, _word_en, excel, _excel_en = files(signed_in(spoken.cast.aminata), "&copy=coordinator")
    for content in (word, excel):
        assert "Copie de la coordination" in unpacked(content)
    assert "confidential" in unpacked(_word_en)
    assert (
        "confidentiel" in signed_in(spoken.cast.aminata).get(f"{MATRIX}word/?copy=coordinator")["Content-Disposition"]
    )


def test_nobody_is_named_in_a_file_without_consent_not_even_for_the_coordinator(spoken: World, signed_in) -> None:
    for content in files(signed_in(spoken.cast.aminata)):
        assert "Travail" not in unpacked(content)
    attendees.consent_to_be_named(spoken.attendee(spoken.labour), True, by=spoken.awa)
    for content in files(signed_in(spoken.cast.tieman)):
        assert "Travail" in unpacked(content)


def test_what_begins_like_a_formula_stays_text_in_the_workbook(spoken: World, signed_in) -> None:
    content = signed_in(spoken.cast.tieman).get(f"{MATRIX}excel/").content
    lines = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell for row in lines.iter_rows() for cell in row if str(cell.value or "").startswith("=")]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_same_matrix_gives_the_same_bytes(spoken: World, signed_in) -> None:
    browser = signed_in(spoken.cast.aminata)
    assert files(browser, "&copy=coordinator") == files(browser, "&copy=coordinator")


def test_lines_are_narrowed_by_institution_point_kind_answer_and_progress(spoken: World, signed_in) -> None:
    browser = signed_in(spoken.cast.aminata)

    def shown(query: str) -> set[str]:
        page = browser.get(f"{MATRIX}?by=whole&{query}").content.decode()
        return {word for word in (SECRET, "La loi est en révision.", "guichet") if word in page}

    assert shown("") == {SECRET, "La loi est en révision.", "guichet"}
    assert shown("institution=instat") == {SECRET}
    assert shown(f"point={spoken.on_gap.pk}") == {SECRET, "La loi est en révision."}
    assert shown("kind=finding") == {SECRET, "La loi est en révision."}
    assert shown("outcome=rejected") == {SECRET}
    assert shown("step=waiting") == {"La loi est en révision.", "guichet"}
    assert shown("step=promised") == set()
    assert shown("point=notanumber&step=elsewhere") == {SECRET, "La loi est en révision.", "guichet"}
    word = unpacked(browser.get(f"{MATRIX}word/?step=promised").content)
    assert "Aucune ligne" in word


def test_the_change_that_was_made_stands_beside_the_answer(world: World, signed_in) -> None:
    said = world.takes("objects", "Trop haut.", item=world.on_answer)
    dispositions.dispose(said.position, Answered("accepted", text("Retenu"), change_due=True), by=world.cast.coumba)
    assert "Modification promise" in signed_in(world.cast.kadi).get(MATRIX).content.decode()
    world.agreed("rights.health", "absent", by=world.cast.fanta, cause="other_judgement")
    dispositions.name_change(said.position, world.answer.subject, by=world.cast.coumba)
    page = signed_in(world.cast.kadi).get(MATRIX).content.decode()
    assert "révision 2" in page
    assert "révision 2" in unpacked(signed_in(world.cast.kadi).get(f"{MATRIX}word/").content)


def test_a_point_dropped_or_withdrawn_keeps_its_lines(spoken: World, signed_in) -> None:
    items.withdraw(spoken.on_gap, by=spoken.cast.aminata)
    assert "La loi est en révision." in signed_in(spoken.cast.tieman).get(MATRIX).content.decode()
    findings.drop_finding(spoken.gap, by=spoken.cast.boubacar)
    for by in ("point", "institution", "whole"):
        assert "La loi est en révision." in signed_in(spoken.cast.tieman).get(f"{MATRIX}?by={by}").content.decode()
    for content in files(signed_in(spoken.cast.tieman)):
        assert "La loi est en r" in unpacked(content)  # workbooks may write the accent as a number


def test_the_matrix_of_another_country_is_not_there(spoken: World, signed_in) -> None:
    for path in ("", "word/", "excel/", "word/?lang=xx"):
        for user in (spoken.cast.nene, spoken.cast.demba):
            assert signed_in(user).get(f"{MATRIX}{path}").status_code == 404
    assert signed_in(spoken.cast.tieman).get(f"{MATRIX}word/?lang=xx").status_code == 404


def test_an_empty_matrix_says_what_will_stand_there(world: World, signed_in) -> None:
    page = signed_in(world.cast.tieman).get(MATRIX).content.decode()
    assert "dès qu’il y en a" in page
    files(signed_in(world.cast.tieman))


def test_queries_do_not_grow_with_lines(spoken: World, signed_in, django_assert_max_num_queries) -> None:
    browser = signed_in(spoken.cast.aminata)
    spoken.takes("objects", "Non.", item=spoken.on_answer)
    browser.get(MATRIX)
    counts = {}
    for path in ("", "?by=institution", "?by=whole", "word/", "excel/"):
        with django_assert_max_num_queries(45) as before:
            browser.get(f"{MATRIX}{path}")
        counts[path] = len(before)
    for _time in range(6):
        said = Said(text("Encore"), voice="local", organisation="Commune")
        remarks.write_remark(spoken.room, said, by=spoken.cast.aminata, source="floor", subject=spoken.gap.subject)
    for path, most in counts.items():
        with django_assert_max_num_queries(most):
            browser.get(f"{MATRIX}{path}")
