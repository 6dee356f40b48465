"""Reading a framework's workbook: cells become the same document that the YAML file would give, each value with its
cell.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from jatigi.foundation.files.archives import ArchiveError, check_office
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, Trail, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.yaml import plain_value
from jatigi.governance.frameworks import rules
from jatigi.governance.frameworks.excel import KEYS
from jatigi.governance.frameworks.excel_grid import first_fault
from jatigi.governance.frameworks.structure import Framework

ROWS, COLUMNS = 5_000, 200
SHEETS = ("framework", "scales", "classes", "dimensions", "subdimensions", "indicators")
# sheet → plain columns it may have, names of its texts
COLUMNS_OF: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "framework": (("key", "content"), ()),
    "scales": (("scale", "level", "value", "min", "max", "direction"), ("label",)),
    "classes": (("id", "from"), ("label",)),
    "dimensions": (("id", "weight", "aggregate"), ("title", "about")),
    "subdimensions": (("id", "dimension", "weight", "aggregate"), ("title", "about")),
    "indicators": (
        ("id", "subdimension", "scale", "weight", "gcm", "sdg"),
        ("name", "question", "guidance", "levels", "evidence"),
    ),
}
_TEXT = re.compile(r"(?P<name>[a-z_]+)(?:\.(?P<level>[^\[\]]+))?\[(?P<lang>[^\[\]]+)\]\Z")


@dataclass(frozen=True)
class Sheets:
    """The document that a workbook describes, and the cell that each value comes from (``indicators!C12``)."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    positions: dict[Trail, str] = field(default_factory=dict, repr=False)
    written: Mapping[Trail, str] = field(default_factory=dict)

    def problem(
        self, path: Trail, found: Phrase | str, accepted: Phrase | str = "", advice: Phrase | str = ""
    ) -> Problem:
        """A problem with its cell, or the cell of the nearest thing around."""
        near = path
        while near and near not in self.positions:
            near = near[:-1]
        return Problem(self.file, 0, 0, path, found, accepted, advice, place=self.positions.get(near, ""))

    def text_advice(self, path: Trail) -> Phrase | str:
        """What to do where a text was expected and Excel made a number or a date of it."""
        return _("Give the cell the format Text and type it again.")


def import_workbook(content: bytes, name: str, resolve_base: rules.Resolve = rules.no_base) -> Framework:
    """The framework that the workbook describes, checked like a file.

    Raises:
        DocumentError: with every problem found, each with its sheet, column and row.
    """
    return rules.check(read_workbook(content, name), resolve_base)


def read_workbook(content: bytes, name: str) -> Sheets:
    """The workbook's document, its form not yet checked. Raises as :func:`import_workbook`."""
    try:
        parts = check_office(content, "xlsx", name=name)
    except ArchiveError as error:
        raise DocumentError([error.problem]) from error
    reader = _Reader(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl on features that it does not keep
            tables = dict(reader.tables(content, parts))
    # What openpyxl lets through on workbooks that are well-formed archives and no workbooks inside.
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise _unreadable(name, error) from error
    except (SyntaxError, InvalidFileException, zipfile.BadZipFile) as error:
        raise _unreadable(name, error) from error
    if not reader.problems:
        reader.build(tables)
    if reader.problems:
        raise DocumentError(reader.problems)
    return reader.sheets


def _unreadable(name: str, error: Exception) -> DocumentError:
    found = _("a workbook that cannot be read (%(why)s)", why=shown(str(error)))
    advice = _("Open it in Excel or LibreOffice and save it again as .xlsx.")
    return DocumentError([Problem(name, 0, 0, (), found, _("an Excel workbook (.xlsx)"), advice)])


Value = str | float | int | bool
Row = dict[str, tuple[Value, str]]  # column → value and cell


class _Reader:
    def __init__(self, name: str) -> None:
        self.sheets = Sheets(name)
        self.problems: list[Problem] = []

    def refuse(self, cell: str, found: Phrase, accepted: Phrase | str = "", advice: Phrase | str = "") -> None:
        self.problems.append(Problem(self.sheets.file, 0, 0, (), found, accepted, advice, place=cell))

    def tables(self, content: bytes, parts: Mapping[str, bytes]) -> Iterator[tuple[str, list[Row]]]:
        """The rows of each sheet. Problems are gathered; what is refused is left out."""
        book: Any = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        for name in SHEETS:
            if name not in book.sheetnames:
                self.refuse(name, _("the sheet “%(sheet)s” is missing", sheet=name), ", ".join(SHEETS))
        for name in book.sheetnames:
            if name not in SHEETS and name != "notes":
                advice = _("Move it to another workbook.")
                self.refuse(shown(name), _("an unknown sheet"), ", ".join(("notes", *SHEETS)), advice)
            elif name in SHEETS and self.is_whole(name, parts[book[name]._worksheet_path]):
                yield name, list(self.rows(name, book[name]))

    def is_whole(self, name: str, xml: bytes) -> bool:
        """Whether all that the sheet holds will be read."""
        fault = first_fault(xml, rows=ROWS)
        if fault and fault.ordered:
            self.too_large(f"{name}!{fault.cell}")
        elif fault:
            advice = _("Open it in Excel or LibreOffice and save it again as .xlsx.")
            found = _("a row or cell out of its order")
            self.refuse(f"{name}!{fault.cell}", found, _("rows from top to bottom, cells from left to right"), advice)
        return fault is None

    def too_large(self, place: str) -> None:
        accepted = _("at most %(rows)s rows and %(columns)s columns", rows=ROWS, columns=COLUMNS)
        advice = _("Delete what stands there, or give a part of the framework to a module.")
        self.refuse(place, _("too large a sheet"), accepted, advice)

    def rows(self, name: str, sheet: Any) -> Iterator[Row]:
        heads: dict[int, str] = {}
        sheet.reset_dimensions()  # what the file says of its size is not to be trusted
        for number, cells in enumerate(sheet.iter_rows(max_row=ROWS), 1):  # is_whole: nothing is filled below
            filled = [cell for cell in cells if cell.value is not None and cell.value != ""]
            if filled and filled[-1].column > COLUMNS:
                self.too_large(_place(name, filled[-1]))
                return
            if number == 1:
                heads = self.heads(name, filled)
                continue
            row = dict(self.values(name, filled, heads))
            if row:
                yield row

    def heads(self, sheet: str, cells: list[Cell]) -> dict[int, str]:
        plain, texts = COLUMNS_OF[sheet]
        heads: dict[int, str] = {}
        for cell in cells:
            place, name = _place(sheet, cell), str(cell.value).strip()
            text = _TEXT.match(name)
            known = name in plain or (
                text and text["name"] in texts and (text["name"] == "levels") == bool(text["level"])
            )
            if not known:
                accepted = ", ".join([*plain, *(f"{one}[fr]" if one != "levels" else "levels.…[fr]" for one in texts)])
                self.refuse(place, _("the unknown column “%(name)s”", name=shown(name)), accepted)
            elif name in heads.values():
                self.refuse(place, _("the column “%(name)s” a second time", name=name), _("each column once"))
            else:
                heads[cell.column] = name
        return heads

    def values(self, sheet: str, cells: list[Cell], heads: dict[int, str]) -> Iterator[tuple[str, tuple[Value, str]]]:
        for cell in cells:
            place, value = _place(sheet, cell), cell.value
            if cell.data_type == "f":
                advice = _("Copy the cell and paste its value; text that starts with = needs the format Text.")
                self.refuse(place, _("a formula"), _("a value"), advice)
            elif cell.data_type == "e":
                self.refuse(place, _("the error %(error)s", error=shown(value)), _("a value"))
            elif not isinstance(value, str | int | float):
                advice = _("Give the cell the format Text and type it again.")
                self.refuse(place, _("a date (%(value)s)", value=shown(value)), _("a text or a number"), advice)
            elif cell.column not in heads:
                self.refuse(place, _("a value under no column"), _("values under a heading"))
            else:
                yield heads[cell.column], (_unescaped(value) if isinstance(value, str) else value, place)

    # From tables to the document.

    def keep(self, path: Trail, place: str) -> None:
        """Remember the cell of a value; what holds the value counts as standing at its first cell."""
        for length in range(len(path) + 1):
            self.sheets.positions.setdefault(path[:length], place)

    def build(self, tables: dict[str, list[Row]]) -> None:
        data = self.sheets.data
        self.head(tables["framework"])
        self.scales(tables["scales"])
        if tables["classes"]:
            data["classes"] = [self.entry(row, ("classes", i)) for i, row in enumerate(tables["classes"])]
        data["dimensions"] = []
        found: dict[str, tuple[dict[str, Any], Trail]] = {}
        for row in tables["dimensions"]:
            path: Trail = ("dimensions", len(data["dimensions"]))
            entry = {**self.entry(row, path), "subdimensions": []}
            data["dimensions"].append(entry)
            found.setdefault(str(entry.get("id")), (entry, path))
        subs = self.children(tables["subdimensions"], "dimension", found, "subdimensions")
        for entry, _path in subs.values():
            entry["indicators"] = []
        self.children(tables["indicators"], "subdimension", subs, "indicators")

    def children(
        self, rows: list[Row], parent: str, parents: dict[str, tuple[dict[str, Any], Trail]], key: str
    ) -> dict[str, tuple[dict[str, Any], Trail]]:
        """Each row under the parent that it names."""
        found: dict[str, tuple[dict[str, Any], Trail]] = {}
        for row in rows:
            name, place = row.pop(parent, ("", next(iter(row.values()))[1] if row else ""))
            if name not in parents:
                what = _("the %(parent)s “%(name)s”, which has no row", parent=parent, name=shown(name))
                self.refuse(place, what, shown(", ".join(parents), 200))
                continue
            entry, path = parents[str(name)]
            at: Trail = (*path, key, len(entry[key]))
            child = self.entry(row, at)
            entry[key].append(child)
            if str(child.get("id")) in found:
                self.refuse(
                    row["id"][1] if "id" in row else place,
                    _("the id “%(id)s” a second time", id=shown(child.get("id"))),
                    _("each id once"),
                )
            found[str(child.get("id"))] = (child, at)
        return found

    def head(self, rows: list[Row]) -> None:
        entry: Row = {}
        for row in rows:
            key, place = row.get("key", ("", row["content"][1] if "content" in row else ""))
            text = _TEXT.match(str(key))
            if key not in KEYS and not (text and text["name"] in {"title", "about"} and not text["level"]):
                accepted = ", ".join([*KEYS, "title[fr]", "about[fr]"])
                self.refuse(place, _("the unknown key “%(key)s”", key=shown(key)), accepted)
            elif str(key) in entry:
                self.refuse(place, _("the key “%(key)s” a second time", key=key), _("each key once"))
            elif "content" in row:
                entry[str(key)] = row["content"]
        self.sheets.data.update(self.entry(entry, ()))

    def scales(self, rows: list[Row]) -> None:
        scales: dict[str, Any] = {}
        for row in rows:
            name, place = row.pop("scale", ("", next(iter(row.values()))[1] if row else ""))
            path: Trail = ("scales", str(name))
            self.keep(path, place)
            scale = scales.setdefault(str(name), {})
            levels = "level" in row or "value" in row
            at: Trail = (*path, "levels", len(scale.get("levels", []))) if levels else (*path, "range")
            entry = self.entry(row, at)
            if levels:
                scale.setdefault("levels", []).append({"id" if key == "level" else key: entry[key] for key in entry})
            elif "range" in scale:
                self.refuse(
                    place, _("a second row for the scale of numbers “%(scale)s”", scale=shown(name)), _("one row")
                )
            else:
                scale["range"] = entry
        if scales:
            self.sheets.data["scales"] = scales

    def entry(self, row: Row, path: Trail) -> dict[str, Any]:
        """One mapping of the document from a row's cells."""
        entry: dict[str, Any] = {}
        for column, (value, place) in row.items():
            self.keep(path, place)
            text = _TEXT.match(column)
            if text:
                names: Trail = (text["name"], text["level"]) if text["level"] else (text["name"],)
                inner = entry
                for depth, name in enumerate(names):
                    inner = inner.setdefault(str(name), {})
                    self.keep((*path, *names[: depth + 1]), place)
                inner[text["lang"]] = value
                self.keep((*path, *names, text["lang"]), place)
            elif column in {"gcm", "sdg"}:
                entry.setdefault("tags", {})[column] = self.tags(column, value, (*path, "tags", column), place)
            elif column == "languages":
                entry[column] = [part.strip() for part in str(value).split(",")]
                self.keep((*path, column), place)
            else:
                entry[column] = _plain(column, value)
                self.keep((*path, column), place)
        return entry

    def tags(self, kind: str, value: Value, path: Trail, place: str) -> list[Any]:
        self.keep(path, place)
        if not isinstance(value, str):  # Excel made a number of "15", rightly, or of "10.10", wrongly
            return [value]
        parts = [part.strip() for part in value.split(",")]
        if kind == "sdg":
            return list(parts)
        return [int(part) if re.fullmatch("[0-9]{1,3}", part) else part for part in parts]


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """What Excel shows for ``_x000D_`` and the like; openpyxl leaves them as they stand in the file."""
    return _ESCAPED.sub(
        lambda m: char if (char := chr(int(m[1], 16))).isprintable() or char in "\t\r\n" else m[0], text
    )


_NUMBERS = frozenset({"weight", "value", "min", "max", "from", "min_coverage"})


def _plain(column: str, value: Value) -> Value:
    """The value of a plain cell; a number that was typed into a text cell counts as the number it shows."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    try:
        number = plain_value(text)
    except ValueError:  # a day that is none
        return text
    return number if column in _NUMBERS and isinstance(number, int | float) else text


def _place(sheet: str, cell: Cell) -> str:
    return f"{sheet}!{get_column_letter(cell.column)}{cell.row}"
