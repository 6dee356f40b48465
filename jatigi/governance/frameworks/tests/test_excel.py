"""The Excel twin: YAML → workbook → YAML is identical; what is wrong is named by sheet, column and row."""

import datetime
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jatigi.foundation.files import yaml
from jatigi.foundation.files.archives import read_zip, write_zip
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.frameworks import rules
from jatigi.governance.frameworks.excel import export_workbook
from jatigi.governance.frameworks.excel_reading import import_workbook
from jatigi.governance.frameworks.library import Library

HERE = Path(__file__).parent
CONTENT = HERE / "content"
OURS = Path(__file__).parents[4] / "content/frameworks"


def small():
    return Library(CONTENT).framework("small@1.0")


def edited(edit, framework=None) -> bytes:
    """The small framework's workbook after a person (or a program) has worked in it."""
    book = openpyxl.load_workbook(io.BytesIO(export_workbook(framework or small())))
    edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def refused(content: bytes) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        import_workbook(content, "f.xlsx", Library(CONTENT).framework)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("key", ["small@1.0", "small@1.1", "pair@2", "module@1"])
def test_a_framework_goes_to_excel_and_back_unchanged(key):
    library = Library(CONTENT)
    framework = library.framework(key)
    again = import_workbook(export_workbook(framework), "f.xlsx", library.framework)
    assert yaml.dump(again.document) == yaml.dump(framework.document)
    assert again.digest == framework.digest
    assert export_workbook(again) == export_workbook(framework)


@pytest.mark.parametrize("path", sorted(OURS.glob("*/*.yaml")), ids=lambda path: path.parent.name)
def test_our_own_frameworks_go_to_excel_and_back_unchanged(path):
    library = Library(OURS)
    framework = library.read(path)
    assert import_workbook(export_workbook(framework), "f.xlsx", library.framework).digest == framework.digest


def test_a_workbook_has_the_same_bytes_each_time_and_a_column_per_language():
    content = export_workbook(small())
    assert content == export_workbook(small())
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["notes", "framework", "scales", "classes", "dimensions", "subdimensions", "indicators"]
    sheet = book["indicators"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:8] == ["id", "subdimension", "scale", "weight", "gcm", "sdg", "name[fr]", "name[en]"]
    assert {"question[fr]", "question[en]", "levels.partial[fr]", "evidence[en]"} <= set(heads)
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet["A"]] == ["id", "a.x.one", "a.x.two", "b.x.days"]


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)
AWKWARD = st.sampled_from(
    ["=1+1", "+33", "-5", "@SUM(A1)", "'quoted", "1.0", "007", "2021-07-28", "TRUE", "=cmd|'/c calc'!A0", "a\nb",
     "a\tb", "_x0041_", "_x000D_", "_x005F_", "_x005F_x0041_", "#N/A", "  a  ", "«\u202fa\u202f» : b", "<b>&amp;</b>",
     "x" * 3000, "1e5", "ɛɔɲŋ", "😀"]
)  # fmt: skip


@given(
    st.lists(TEXTS | AWKWARD, min_size=8, max_size=8),
    st.floats(0.001, 1000).map(lambda number: float(f"{number:.15g}")),
    st.booleans(),
)
@settings(max_examples=60, deadline=3000)
def test_no_text_is_changed_by_excel_whatever_it_begins_with(texts, weight, optional):
    document = yaml.read(CONTENT / "small/1.0.yaml").data
    texts = [text if text.strip() else "a" for text in texts]
    one = document["dimensions"][0]["subdimensions"][0]["indicators"][0]
    one["question"] = {"fr": texts[0], "en": texts[1]}
    one["evidence"] = {"fr": texts[2], "en": texts[3]}
    one["levels"]["partial"] = {"fr": texts[4], "en": texts[5]}
    document["title"] = {"fr": texts[6], "en": texts[7]}
    one["weight"] = weight
    if optional:
        for key in ("name", "guidance", "levels", "tags"):
            del one[key]
        del document["classes"], document["min_coverage"]
    framework = rules.check(yaml.Document("f.yaml", document))
    again = import_workbook(export_workbook(framework), "f.xlsx")
    assert again.document == framework.document


def test_a_text_that_excel_would_cut_is_not_exported():
    document = yaml.read(CONTENT / "small/1.0.yaml").data
    document["about"]["fr"] = "_x0041_" * 2800
    with pytest.raises(ValueError, match="cannot hold"):
        export_workbook(rules.check(yaml.Document("f.yaml", document)))


def test_what_a_ministry_may_do_is_accepted():
    def edit(book):
        book["indicators"].append([])
        book["indicators"]["D2"] = 2
        book["indicators"]["E3"] = 16
        book["indicators"]["D3"] = "2.5"  # typed into a cell that has the format Text
        book["framework"].move_range("A2:B8", rows=40)  # keys in another order, with empty rows between
        book["indicators"].insert_cols(3)
        book["classes"].delete_rows(2, 5)

    framework = import_workbook(edited(edit), "f.xlsx")
    one, two, _days = framework.all_indicators
    assert (one.weight, two.weight, two.gcm, framework.classes) == (2, 2.5, (16,), ())


def cell(sheet, place, value):
    def edit(book):
        book[sheet][place] = value

    return edit


# what is done → where, what is said
CHANGES = [
    (cell("indicators", "I2", "=A1&A2"), "indicators!I2", "a formula"),
    (cell("indicators", "D2", 0), "indicators!D2", "a number above 0"),
    (cell("indicators", "D2", "much"), "indicators!D2", "a number"),
    (cell("indicators", "D2", datetime.date(2021, 7, 28)), "indicators!D2", "a date"),
    (cell("indicators", "D2", "#DIV/0!"), "indicators!D2", "the error #DIV/0!"),
    (cell("indicators", "D2", True), "indicators!D2", "a number"),
    (cell("indicators", "C2", "presense"), "indicators!C2", "“presense”, which is not defined"),
    (cell("indicators", "B2", "a.y"), "indicators!B2", "the subdimension “a.y”, which has no row"),
    (cell("indicators", "B2", None), "indicators!A2", "the subdimension “”, which has no row"),
    (cell("indicators", "A3", "a.x.one"), "indicators!A3", "“a.x.one” a second time"),
    (cell("indicators", "A3", None), "indicators!C3", "“id” is missing"),
    (cell("indicators", "E2", "15, 24"), "indicators!E2", "at most 23"),
    (cell("indicators", "F2", 10.7), "indicators!F2", "the format Text"),
    (cell("indicators", "J2", None), "indicators!I2", "“en” is missing"),
    (cell("indicators", "J1", "question[english]"), "indicators!J2", "“english”"),
    (cell("indicators", "J1", "qestion[en]"), "indicators!J1", "the unknown column “qestion[en]”"),
    (cell("indicators", "J1", "levels[en]"), "indicators!J1", "the unknown column “levels[en]”"),
    (cell("indicators", "J1", "question[fr]"), "indicators!J1", "“question[fr]” a second time"),
    (cell("indicators", "AZ2", "lost"), "indicators!AZ2", "a value under no column"),
    (cell("indicators", "A5001", "far"), "indicators!A5001", "too large a sheet. Accepted: at most 5000 rows"),
    (cell("indicators", "B1048576", "far"), "indicators!B1048576", "too large a sheet"),
    (cell("indicators", "ZZ2", "far"), "indicators!ZZ2", "too large a sheet"),
    (cell("framework", "B3", 1.0), "framework!B3", "the format Text"),
    (cell("framework", "A3", "versoin"), "framework!A3", "the unknown key “versoin”"),
    (cell("framework", "A3", "framework"), "framework!A3", "“framework” a second time"),
    (cell("framework", "B4", "small@9"), "framework!B4", "“small@9”, which is not there"),
    (cell("scales", "C3", 2), "scales!C3", "at most 1"),
    (lambda book: book["scales"].append(["days", None, None, 0, 9, "lower"]), "scales!A6", "a second row"),
    (cell("classes", "B3", 0), "classes!B3", "from 0.0 after one from 0.0"),
    (cell("subdimensions", "B2", "z"), "subdimensions!B2", "the dimension “z”, which has no row"),
    (lambda book: book.remove(book["classes"]), "classes", "the sheet “classes” is missing"),
    (lambda book: book.create_sheet("draft"), "draft", "an unknown sheet"),
    (lambda book: book["dimensions"].delete_rows(2, 9), "subdimensions!B2", "“a”, which has no row"),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_what_is_wrong_is_named_by_sheet_column_and_row(number):
    edit, place, said = CHANGES[number]
    problems = refused(edited(edit))
    assert any(problem.startswith(f"f.xlsx {place}:") and said in problem for problem in problems), problems


def test_what_is_no_workbook_is_refused(tmp_path):
    for content in (b"", b"id;question\n", write_zip({"a": b""}, datetime.date(2000, 1, 1)), b"PK\x03\x04broken"):
        assert refused(content)[0].startswith("f.xlsx")


@given(st.data())
@settings(max_examples=60, deadline=3000)
def test_a_damaged_workbook_is_read_or_refused_never_anything_else(data):
    parts = read_zip(export_workbook(small()))
    name = data.draw(st.sampled_from(sorted(parts)))
    at, length = data.draw(st.integers(0, len(parts[name]))), data.draw(st.integers(0, 60))
    noise = data.draw(st.sampled_from([b"", b"<", b'"', b"99999", b"&amp;", b"</c>", b'r="ZZZ1"', b"A"]))
    parts[name] = parts[name][:at] + noise + parts[name][at + length :]
    try:
        framework = import_workbook(write_zip(parts, datetime.date(2000, 1, 1)), "f.xlsx")
    except DocumentError as error:
        framework = error.problems
    assert framework
