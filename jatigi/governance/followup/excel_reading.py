"""Reading a workbook of recommendations and actions: bounded, without formulas, each cell kept with its place.

Nothing of the database is known here; what the cells mean is :mod:`.exchange`'s.
"""

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from jatigi.foundation.files.archives import ArchiveError, check_office
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.followup.excel import ACTIONS, NOTES, READ_ONLY, RECOMMENDATIONS, columns_of
from jatigi.governance.frameworks.excel_grid import first_fault

ROWS, COLUMNS = 6_000, 60
LONGEST: Final = 4_000  # characters in a cell

Row = dict[str, str]  # column → what the cell says


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its number and what its cells say. An empty cell is not there."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """What a cell says, "" where it is empty."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Book:
    """A workbook as it was read. ``columns``: sheet → heading → letter, so that empty cells have a place too."""

    file: str
    lines: tuple[Line, ...]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def has(self, sheet: str, column: str) -> bool:
        """Whether the sheet has the column at all."""
        return column in self.columns.get(sheet, {})

    def place(self, line: Line, column: str) -> str:
        """``recommendations!C12``; the row alone where the column is missing."""
        return f"{line.sheet}!{self.columns.get(line.sheet, {}).get(column, '')}{line.number}"

    def problem(
        self, line: Line, column: str, found: Phrase | str, accepted: Phrase | str = "", advice: Phrase | str = ""
    ) -> Problem:
        """A problem with its cell."""
        return Problem(self.file, 0, 0, (), found, accepted, advice, place=self.place(line, column))


def read_workbook(content: bytes, name: str) -> Book:
    """The rows of a workbook.

    Raises:
        DocumentError: another kind of file, macros, a formula, an unknown sheet or column, or too much; each problem
        with its cell.
    """
    try:
        parts = check_office(content, "xlsx", name=name)
    except ArchiveError as error:
        raise DocumentError([error.problem]) from error
    reader = _Reader(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl on features that it does not keep
            lines = tuple(reader.lines(content, parts))
    # What openpyxl lets through on files that are well-formed archives and no workbooks inside.
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError) as error:
        raise _unreadable(name, error) from error
    except (InvalidFileException, zipfile.BadZipFile, EOFError) as error:
        raise _unreadable(name, error) from error
    if reader.problems:
        raise DocumentError(reader.problems)
    return Book(name, lines, reader.columns)


def _unreadable(name: str, error: Exception) -> DocumentError:
    found = _("a workbook that cannot be read (%(why)s)", why=shown(str(error)))
    advice = _("Open it in Excel or LibreOffice and save it again as .xlsx.")
    return DocumentError([Problem(name, 0, 0, (), found, _("an Excel workbook (.xlsx)"), advice)])


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.columns: dict[str, dict[str, str]] = {}

    def refuse(self, place: str, found: Phrase, accepted: Phrase | str = "", advice: Phrase | str = "") -> None:
        self.problems.append(Problem(self.name, 0, 0, (), found, accepted, advice, place=place))

    def lines(self, content: bytes, parts: Mapping[str, bytes]) -> Iterator[Line]:
        book: Any = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        known = (RECOMMENDATIONS, ACTIONS, NOTES)
        if not {RECOMMENDATIONS, ACTIONS} & set(book.sheetnames):
            self.refuse(RECOMMENDATIONS, _("no sheet of recommendations or actions"), ", ".join(known[:2]))
        for name in book.sheetnames:
            if name not in known:
                self.refuse(shown(name), _("an unknown sheet"), ", ".join(known), _("Move it to another workbook."))
            elif name != NOTES and self.is_whole(name, parts[book[name]._worksheet_path]):
                yield from self.rows(name, book[name])

    def is_whole(self, name: str, xml: bytes) -> bool:
        """Whether all that the sheet holds will be read."""
        fault = first_fault(xml, rows=ROWS)
        if fault and fault.ordered:
            self.too_large(f"{name}!{fault.cell}")
        elif fault:
            advice = _("Open it in Excel or LibreOffice and save it again as .xlsx.")
            self.refuse(f"{name}!{fault.cell}", _("a row or cell out of its order"), "", advice)
        return fault is None

    def too_large(self, place: str) -> None:
        accepted = _("at most %(rows)s rows and %(columns)s columns", rows=ROWS, columns=COLUMNS)
        self.refuse(place, _("too large a sheet"), accepted, _("Bring it in several files."))

    def rows(self, name: str, sheet: Any) -> Iterator[Line]:
        heads: dict[int, str] = {}
        sheet.reset_dimensions()  # what the file says of its size is not to be trusted
        for number, cells in enumerate(sheet.iter_rows(max_row=ROWS), 1):  # is_whole: nothing is filled below
            filled = [cell for cell in cells if cell.value is not None and str(cell.value).strip()]
            if filled and filled[-1].column > COLUMNS:
                self.too_large(_place(name, filled[-1]))
                return
            if number == 1:
                heads = self.heads(name, filled)
                continue
            row = dict(self.values(name, filled, heads))
            if row:
                yield Line(name, number, row)

    def heads(self, sheet: str, cells: list[Cell]) -> dict[int, str]:
        known, heads = columns_of(sheet), dict[int, str]()
        for cell in cells:
            place, name = _place(sheet, cell), str(cell.value).strip()
            if name not in known:
                self.refuse(place, _("the unknown column “%(name)s”", name=shown(name)), ", ".join(known))
            elif name in heads.values():
                self.refuse(place, _("the column “%(name)s” a second time", name=name), _("each column once"))
            else:
                heads[cell.column] = name
        self.columns[sheet] = {name: get_column_letter(column) for column, name in heads.items()}
        return heads

    def values(self, sheet: str, cells: list[Cell], heads: Mapping[int, str]) -> Iterator[tuple[str, str]]:
        for cell in cells:
            place, value = _place(sheet, cell), cell.value
            if cell.data_type == "f":
                advice = _("Copy the cell and paste its value; text that starts with = needs the format Text.")
                self.refuse(place, _("a formula"), _("a value"), advice)
            elif cell.data_type == "e":
                self.refuse(place, _("the error %(error)s", error=shown(value)), _("a value"))
            elif cell.column not in heads:
                self.refuse(place, _("a value under no column"), _("values under a heading"))
            elif heads[cell.column] not in READ_ONLY:
                text = _said(value)
                if len(text) > LONGEST:
                    accepted = _("at most %(most)s characters", most=LONGEST)
                    self.refuse(place, _("a text of %(length)s characters", length=len(text)), accepted)
                else:
                    yield heads[cell.column], text


def _said(value: object) -> str:
    """A cell as text: dates as ISO, whole numbers without a point, yes and no in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "".join(one for one in str(value).strip() if one.isprintable() or one in "\n\t\u00a0\u202f")


def _place(sheet: str, cell: Cell) -> str:
    return f"{sheet}!{get_column_letter(cell.column)}{cell.row}"
