"""A framework as an Excel workbook, and back: the twin of the YAML file, loss-free both ways.

Seven sheets: ``notes`` (how to fill it in), ``framework`` (a key and its value per row), then one row per level, class,
dimension, sub-dimension and indicator. A text has a column per language: ``question[fr]``; an anchor one per level too:
``levels.partial[fr]``. The order of rows is the order of the framework.
"""

import datetime
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jatigi.foundation.files.archives import rewrite_office
from jatigi.governance.frameworks.excel_notes import NOTES, STEPS
from jatigi.governance.frameworks.structure import Framework

SAVED = datetime.date(2000, 1, 1)  # the same bytes whenever the workbook is made
KEYS = ("framework", "version", "extends", "languages", "licence", "aggregate", "min_coverage")
CELL = 32_767  # characters that Excel keeps in a cell; openpyxl would cut the rest without a word

_HEAD = PatternFill("solid", start_color="1F1812")
_ODD = Font(name="Calibri", color="FFFFFF", bold=True)
_LINE = Border(bottom=Side("hair", color="9AA0AC"))
_TOP = Alignment(vertical="top", wrap_text=True)


def export_workbook(framework: Framework) -> bytes:
    """The workbook of this version's own rows (a module's base has its own workbook); the same bytes each time.

    Raises:
        ValueError: for a text that Excel cannot hold.
    """
    choices = [scale for version in framework.chain for scale in sorted(version.scales)]
    table = _indicators(framework)
    return _workbook(framework.document, framework.languages, table, choices, NOTES, title=framework.key)


TEMPLATE: dict[str, Any] = {
    "version": "1.0",
    "languages": ["fr", "en"],
    "aggregate": "arithmetic",
    "scales": {
        "presence": {
            "levels": [
                {"id": "absent", "value": 0, "label": {"fr": "Absent", "en": "Absent"}},
                {"id": "partial", "value": 0.5, "label": {"fr": "Partiel", "en": "Partial"}},
                {"id": "complete", "value": 1, "label": {"fr": "Complet", "en": "Complete"}},
            ]
        }
    },
    "dimensions": [],
}


def template_workbook() -> bytes:
    """An empty workbook to write a framework of one's own into: instructions, headings and one scale of three levels;
    the same bytes each time.
    """
    languages = tuple(TEMPLATE["languages"])
    table = _rows([], _PLAIN, _texts_of([level["id"] for level in TEMPLATE["scales"]["presence"]["levels"]]), languages)
    return _workbook(TEMPLATE, languages, table, [], (*STEPS, *NOTES), title="template")


Note = tuple[str, str, str, str]


def _workbook(
    document: Mapping[str, Any],
    languages: tuple[str, ...],
    indicators: tuple[list[str], list[dict[str, Any]]],
    scales: list[str],
    lines: tuple[Note, ...],
    *,
    title: str,
) -> bytes:
    """The seven sheets. ``scales`` are those to choose from; without them, those that the sheet names."""
    book = Workbook()
    notes: Worksheet = book.active  # type: ignore[assignment]
    _notes(notes, lines)
    _framework(book.create_sheet("framework"), document, languages)
    _table(book.create_sheet("scales"), *_scales(document, languages))
    _table(book.create_sheet("classes"), *_rows(document.get("classes", []), ("id", "from"), ("label",), languages))
    dimensions = document["dimensions"]
    texts, plain = ("title", "about"), ("weight", "aggregate")
    _table(book.create_sheet("dimensions"), *_rows(dimensions, ("id", *plain), texts, languages))
    subdimensions = [{**sub, "dimension": d["id"]} for d in dimensions for sub in d["subdimensions"]]
    columns = ("id", "dimension", *plain)
    _table(book.create_sheet("subdimensions"), *_rows(subdimensions, columns, texts, languages))
    _table(book.create_sheet("indicators"), *indicators)
    _choices(book, scales)
    for one in book.worksheets:
        _print_setup(one)
    target = io.BytesIO()
    book.properties.creator = "Jatigi"
    book.properties.title = title
    book.save(target)
    return rewrite_office(target.getvalue(), "xlsx", SAVED)


Row = Mapping[str, Any]


def _texts(name: str, languages: Iterable[str]) -> list[str]:
    return [f"{name}[{lang}]" for lang in languages]


def _rows(
    entries: Iterable[Row], plain: tuple[str, ...], texts: tuple[str, ...], languages: tuple[str, ...]
) -> tuple[list[str], list[dict[str, Any]]]:
    """Columns and rows of a sheet: plain keys first, then each text in each language."""
    columns = [*plain, *(column for name in texts for column in _texts(name, languages))]
    rows = []
    for entry in entries:
        row = {key: entry[key] for key in plain if key in entry}
        for name in texts:
            row.update({f"{name}[{lang}]": text for lang, text in entry.get(name, {}).items()})
        rows.append(row)
    return columns, rows


def _scales(document: Row, languages: tuple[str, ...]) -> tuple[list[str], list[dict[str, Any]]]:
    entries = []
    for scale_id, scale in document.get("scales", {}).items():
        for level in scale.get("levels", []):
            entries.append({**level, "scale": scale_id, "level": level["id"]})
        if "range" in scale:
            entries.append({"scale": scale_id, **scale["range"]})
    return _rows(entries, ("scale", "level", "value", "min", "max", "direction"), ("label",), languages)


def _indicators(framework: Framework) -> tuple[list[str], list[dict[str, Any]]]:
    levels = dict.fromkeys(
        level for indicator in framework.own_indicators for level in framework.scale(indicator.scale).level_ids
    )
    entries = []
    for dimension in framework.document["dimensions"]:
        for sub in dimension["subdimensions"]:
            for indicator in sub["indicators"]:
                tags = indicator.get("tags", {})
                entry = {**indicator, "subdimension": sub["id"]}
                entry.update({kind: ", ".join(map(str, tags[kind])) for kind in ("gcm", "sdg") if kind in tags})
                entry.update({f"levels.{level}": texts for level, texts in indicator.get("levels", {}).items()})
                entries.append(entry)
    return _rows(entries, _PLAIN, _texts_of(levels), framework.languages)


_PLAIN = ("id", "subdimension", "scale", "weight", "gcm", "sdg")


def _texts_of(levels: Iterable[str]) -> tuple[str, ...]:
    """The texts of an indicator, an anchor for each level among them."""
    return ("name", "question", "guidance", *(f"levels.{level}" for level in levels), "evidence")


def _framework(sheet: Worksheet, document: Row, languages: tuple[str, ...]) -> None:
    rows = {key: document[key] for key in KEYS if key in document}
    if "languages" in rows:
        rows["languages"] = ", ".join(rows["languages"])
    for name in ("title", "about"):
        rows.update({f"{name}[{lang}]": text for lang, text in document.get(name, {}).items()})
    keys = [*KEYS, *_texts("title", languages), *_texts("about", languages)]
    _table(sheet, ["key", "content"], [{"key": key, "content": rows.get(key)} for key in keys])


_NUMBERS = frozenset({"weight", "value", "min", "max", "from"})
_WIDTHS = {"id": 40, "content": 100, "subdimension": 30, "key": 18, "column": 22, "français": 70, "English": 70}


def _width(column: str) -> int:
    """Characters across a column: long texts wide, titles half as wide, the rest narrow."""
    if "[" in column:
        return 34 if column.startswith(("name[", "label[", "title[")) else 60
    return _WIDTHS.get(column, 16)


def _table(sheet: Worksheet, columns: list[str], rows: list[dict[str, Any]]) -> None:
    for number, name in enumerate(columns, 1):
        head = sheet.cell(1, number, name)
        head.fill, head.font, head.alignment = _HEAD, _ODD, Alignment(vertical="center")
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _width(name)
        if name not in _NUMBERS:
            dimension.number_format = "@"  # what is typed into an empty cell stays as it is typed
    for line, row in enumerate(rows, 2):
        for number, name in enumerate(columns, 1):
            put(sheet.cell(line, number), row.get(name), text=name not in _NUMBERS)
        sheet.row_dimensions[line].height = _height(sheet, line)
    sheet.freeze_panes = "B2"
    if columns[0] in {"id", "scale"}:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(2, len(rows) + 1)}"


def _height(sheet: Worksheet, line: int) -> float:
    """Points for the longest text of a row: neither Excel nor LibreOffice fits rows that a program wrote."""
    lines = 1
    for number, cell in enumerate(sheet[line], 1):
        width = sheet.column_dimensions[get_column_letter(number)].width
        parts = str(cell.value or "").split("\n")
        lines = max(lines, sum(1 + int(len(part) * 1.05 // width) for part in parts))
    return min(409, 15 * lines + 3)


# Excel reads _x0041_ in a cell as the letter A; this is how it is told not to.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def put(cell: Cell | MergedCell, value: str | float | None, *, text: bool = True) -> None:
    """Write a value. Text stays text whatever it begins with: ``=``, ``+``, ``-`` and ``@`` start no formula.

    Raises:
        ValueError: for a text that Excel cannot hold.
    """
    cell.alignment, cell.border = _TOP, _LINE
    if text:
        cell.number_format = "@"
    if not isinstance(value, str):
        cell.value = value
        return
    escaped = _ESCAPE.sub("_x005F_", value)
    if len(escaped) > CELL:
        raise ValueError(f"Excel cannot hold this text ({len(escaped)} characters): {value[:60]}…")
    cell.value = escaped
    cell.data_type = "s"
    if value.startswith(("=", "+", "-", "@", "'")):
        cell.quotePrefix = True


def _choices(book: Workbook, scales: list[str]) -> None:
    """Drop-down lists where only known values are taken."""
    listed = ",".join(scales)
    among = "scales!$A$2:$A$1000" if not scales else f'"{listed}"' if len(listed) < 250 else None
    for sheet, column, formula in (
        ("indicators", "C", among),
        ("indicators", "B", "subdimensions!$A$2:$A$1000"),
        ("subdimensions", "B", "dimensions!$A$2:$A$1000"),
        ("dimensions", "C", '"arithmetic,geometric"'),
        ("subdimensions", "D", '"arithmetic,geometric"'),
        ("scales", "F", '"higher,lower"'),
    ):
        if formula:
            choice = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True)
            choice.add(f"{column}2:{column}2000")
            book[sheet].add_data_validation(choice)


def _notes(sheet: Worksheet, lines: tuple[Note, ...]) -> None:
    sheet.title = "notes"
    columns = ["sheet", "column", "français", "English"]
    _table(sheet, columns, [dict(zip(columns, note, strict=True)) for note in lines])
    sheet.sheet_properties.tabColor = "30358B"


def _print_setup(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    wide = sheet.title == "indicators"
    sheet.page_setup.paperSize = 8 if wide else 9  # A3, A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 3 if wide else 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A" if wide else None
