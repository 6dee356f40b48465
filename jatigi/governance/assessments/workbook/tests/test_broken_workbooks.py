"""Broken and hostile workbooks: each is refused with sheet, row and column, what was found and what is accepted."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.governance.assessments.models import Coding, Draft
from jatigi.governance.assessments.tests.world import CODES, World
from jatigi.governance.assessments.workbook.export import export_workbook
from jatigi.governance.assessments.workbook.preview import preview
from jatigi.governance.assessments.workbook.read import open_workbook
from jatigi.governance.assessments.workbook.standing import snapshot
from jatigi.governance.assessments.workbook.tests.filling import column, edited, exported, filled, row_of, seen

HEALTH, SCHOOL, *_MORE = CODES


def problems(world: World, content: bytes) -> list[Problem]:
    with pytest.raises(DocumentError) as caught:
        seen(world, content)
    assert not Coding.objects.filter(round=world.round).exists()
    assert not Draft.objects.exists()
    assert all(str(one) for one in caught.value.problems)
    return caught.value.problems


CELLS: dict[str, tuple[str, Any, str]] = {  # column → what is typed, what the message must hold
    "an unknown level": ("level", "Presque complet", "Presque complet"),
    "a level of another language": ("level", "Vollständig", "Vollständig"),
    "a number on a scale of levels": ("level", 2, "“2”"),
    "an unknown confidence": ("confidence", "certaine", "certaine"),
    "an unknown cause": ("cause", "le ministre", "le ministre"),
    "reasons that are too long": ("reasons", "x" * 20_001, "20001"),
    "a formula": ("reasons", "=1+1", "formula"),
    "a formula that starts a program": ("reasons", "=cmd|'/c calc'!A0", "formula"),
    "a link outside": ("reasons", '=HYPERLINK("http://example.org","x")', "formula"),
    "a truth value": ("level", True, "truth"),
    "a language that is none": ("language", "la langue du pays", "la langue du pays"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_wrong_cell_is_named_with_its_place_and_what_is_accepted(world: World, case: str) -> None:
    name, value, said = CELLS[case]
    content = filled(exported(world), {SCHOOL: {name: value}})
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Questions"]
    letter = openpyxl.utils.get_column_letter(column(sheet, name))
    (problem,) = problems(world, content)
    assert problem.place == f"Questions!{letter}{row_of(sheet, SCHOOL)}"
    with override("en"):
        assert said in str(problem.found)
    assert str(problem.accepted)


LINES: dict[str, tuple[tuple[Any, ...], str]] = {
    "a text that is not in the register": (("1.1", "law-of-nowhere"), "B3"),
    "a citation without a question": ((None, "law-2004"), "A3"),
    "a question that is not asked": (("9.9", "law-2004"), "A3"),
    "a question as a number": ((1.1, "law-2004"), "A3"),
    "a citation without a text": (("1.1", None, "art. 3"), "B3"),
    "an article that is too long": (("1.1", "law-2004", "a" * 121), "C3"),
    "a quote that is too long": (("1.1", "law-2004", "", "a" * 20_001, "fr"), "D3"),
    "a formula": (("1.1", "law-2004", "=A1"), "C3"),
    "a last column with another word": (("1.1", "law-2004", "", "", "", "peut-être"), "F3"),
}


@pytest.mark.parametrize("case", LINES)
def test_a_wrong_citation_is_named(world: World, case: str) -> None:
    line, place = LINES[case]
    (problem,) = problems(world, filled(exported(world), {}, [line], at=3))
    assert problem.place == f"Citations!{place}"
    assert str(problem.accepted)


def _tamper(book: Any) -> None:
    sheet = book["Manifeste"]
    sheet["A3"] = sheet["A3"].value.replace("MLI-2026", "MLI-2021")


def _swap_sheets(book: Any) -> None:
    book.remove(book["Citations"])


def _forget(book: Any) -> None:
    book.remove(book["Manifeste"])


def _rename_column(book: Any) -> None:
    book["Questions"].cell(1, 2).value = "nombre"


def _double(book: Any) -> None:
    book["Questions"]["A4"] = book["Questions"]["A3"].value


def _stranger(book: Any) -> None:
    book["Questions"]["A4"] = "rights.of.nobody"


def _beside(book: Any) -> None:
    book["Questions"]["AA3"] = "une note"


def _far(book: Any) -> None:
    book["Questions"]["A6000"] = "x"


def _wide(book: Any) -> None:
    book["Questions"].cell(3, 900).value = "x"


@pytest.mark.parametrize(
    ("edit", "place"),
    [(_tamper, "Manifeste"), (_forget, "Manifeste"), (_swap_sheets, "Citations"), (_rename_column, "Questions!1"),
     (_double, "Questions!A4"), (_stranger, "Questions!A4"), (_beside, "Questions!AA3"), (_far, "Questions!A6000"),
     (_wide, "Questions")],
)  # fmt: skip
def test_a_workbook_that_was_taken_apart_is_refused(world: World, edit: Callable[[Any], None], place: str) -> None:
    assert problems(world, edited(exported(world), edit))[0].place == place


def test_the_seal_in_the_files_property_is_enough_and_so_is_the_one_in_the_sheet(world: World) -> None:
    def without_property(book: Any) -> None:
        book.custom_doc_props.props.clear()

    def without_cell(book: Any) -> None:
        book["Manifeste"]["A2"] = "x"

    def without_either(book: Any) -> None:
        without_property(book)
        without_cell(book)

    assert seen(world, edited(exported(world), without_property)).rows == ()
    assert seen(world, edited(exported(world), without_cell)).rows == ()
    assert problems(world, edited(exported(world), without_either))[0].place == "Manifeste"


def test_a_workbook_of_another_round_is_refused(world: World) -> None:
    there = open_workbook(exported(world), "w.xlsx")
    with pytest.raises(DocumentError, match="MLI-2026"):
        preview(there, world.before, world.cast.boubacar)


def test_a_workbook_of_another_wording_is_refused(world: World) -> None:
    content = exported(world)
    other = world.round.modules.create(
        framework=world.framework.framework, version="m", extends=world.framework, title=world.framework.title,
        about=world.framework.about, licence="CC-BY-4.0", document={}, digest="1" * 64,
    )  # fmt: skip
    assert "t-national@m" in str(problems(world, content)[0].accepted)
    assert other.key == "t-national@m"


def test_a_framework_workbook_or_any_other_is_no_workbook_of_ours(world: World) -> None:
    book = openpyxl.Workbook()
    target = io.BytesIO()
    book.save(target)
    assert problems(world, target.getvalue())[0].place == "Manifeste"


def refused_or_read(world: World, content: bytes) -> bool:
    """Anything but a refusal with problems, or a preview, is a crash."""
    try:
        shown = preview(open_workbook(content, "w.xlsx"), world.round, world.cast.boubacar)
    except DocumentError as error:
        return bool(error.problems)
    return shown.now.round == world.round


def _zip(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + b"\0" * 600, _zip(a=b"b"), _zip(bomb=b"\0" * 50_000_000)],
    ids=["nothing", "cut", "pdf", "old Excel", "another zip", "bomb"],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError):
        open_workbook(content, "w.xlsx")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_is_refused_or_read_but_never_crashes(world: World, data: st.DataObject) -> None:
    content = bytearray(_CACHE.setdefault("content", exported(world)))
    for _time in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert refused_or_read(world, bytes(content))


_CACHE: dict[str, bytes] = {}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from(["xl/worksheets/sheet2.xml", "xl/worksheets/sheet6.xml", "xl/workbook.xml", "xl/styles.xml",
                          "xl/sharedStrings.xml", "docProps/custom.xml"]),
    cut=st.floats(0, 1), new=st.sampled_from([b"", b"<", b'"', b"</c>", b"9" * 30, b"&#0;", b"\xff", b"<row/>"]),
)  # fmt: skip
def test_damaged_parts_inside_a_sound_archive_never_crash(world: World, part: str, cut: float, new: bytes) -> None:
    content = _CACHE.setdefault("content", exported(world))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            inside = old.read(name)
            at = int(len(inside) * cut)
            made.writestr(name, inside[:at] + new + inside[at + len(new) :] if name == part else inside)
    assert refused_or_read(world, target.getvalue())


AWKWARD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["=1+1", "+33", "-5", "@SUM(A1)", "'quoted", "1.0", "TRUE", "_x0041_", "_x000D_", "a\r\nb", "  a  ",
                     "x" * 20_000, "\x0b\x00a", "«\u202fa\u202f»", "#N/A", "😀"]),
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=AWKWARD, quote=AWKWARD)
def test_any_text_of_the_round_comes_back_as_it_went_out(world: World, text: str, quote: str) -> None:
    from dataclasses import replace

    from jatigi.governance.assessments.workbook.standing import Written, clean

    now = snapshot(world.round, world.cast.statistics)
    first = now.questions[0]
    lines = (("law-2004", "art. 3", clean(quote), "fr" if clean(quote) else "", ""),)
    written = Written("partial", "low", "first", clean(text), "fr", lines)
    now = replace(now, questions=(replace(first, written=written), *now.questions[1:]))
    content = export_workbook(now)
    from jatigi.governance.assessments.workbook.read import interpret

    back = interpret(open_workbook(content, "w.xlsx"), now)
    assert back.written[HEALTH] == written
    assert edited(content, lambda book: None)
    again = interpret(open_workbook(edited(content, lambda book: None), "w.xlsx"), now)
    assert again.written[HEALTH].citations == lines


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ('<row r="999999999"><c r="A999999999" t="inlineStr"><is><t>x</t></is></c></row>', "Questions!A999999999"),
        ('<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c></row>', "Questions!2"),
    ],
)
def test_a_row_far_below_or_out_of_its_order_is_named_and_nothing_is_lost_in_silence(
    world: World, row: str, place: str
) -> None:
    assert [one.place for one in problems(world, _with_last_row(exported(world), row))][:1] == [place]


def _with_last_row(content: bytes, row: str) -> bytes:
    """The workbook whose sheet of questions ends with one more row of XML."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        sheet = next(
            name for name in old.namelist() if name.startswith("xl/worksheets/") and HEALTH.encode() in old.read(name)
        )
        for item in old.infolist():
            part = old.read(item.filename)
            made.writestr(
                item, part.replace(b"</sheetData>", f"{row}</sheetData>".encode()) if item.filename == sheet else part
            )
    return target.getvalue()
