"""A workbook that came back: opened safely, proved to be ours, each cell read or named as wrong.

Two steps. :func:`open_workbook` needs no database: it bounds the file, checks the seal and gives the raw cells.
:func:`interpret` knows the questions and the register and turns cells into what was :class:`.standing.Written`.
"""

import io
import math
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from jatigi.foundation.files.archives import ArchiveError, check_office
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments.rules.judgements import MOST_CITATIONS, MOST_REASONS
from jatigi.governance.assessments.workbook import labels
from jatigi.governance.assessments.workbook.manifest import PROPERTY, Manifest, ManifestError, open_sealed
from jatigi.governance.assessments.workbook.standing import Line, Question, Snapshot, Source, Written, clean, number
from jatigi.governance.frameworks.excel_grid import first_fault

ROWS, COLUMNS = 5_000, 60
MOST_PLACE, MOST_QUOTE = 120, 20_000  # characters
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_AGAIN = _("Export the workbook again and copy the answers over.")

Value = str | int | float


@dataclass(frozen=True)
class RawCell:
    """A filled cell and its place: ``Questions!L7``."""

    value: Value
    place: str

    @property
    def text(self) -> str:
        """The content as text; a number as it is written."""
        return clean(self.value if isinstance(self.value, str) else number(float(self.value)))


RawRow = Mapping[str, RawCell]


@dataclass(frozen=True)
class Raw:
    """A workbook of ours as its cells stand. ``places``: sheet → the letter of each column, for empty cells."""

    file: str
    manifest: Manifest
    questions: tuple[tuple[int, RawRow], ...]  # line, cells
    citations: tuple[tuple[int, RawRow], ...]
    letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """What the institution wrote, by indicator code; ``places``: (code, field) → its cell."""

    file: str
    manifest: Manifest
    written: Mapping[str, Written]
    places: Mapping[tuple[str, str], str]


def open_workbook(content: bytes, name: str) -> Raw:
    """The raw cells of a workbook that was made here.

    Raises:
        DocumentError: for another kind of file, a manifest that is missing or was changed, formulas, too large sheets.
    """
    try:
        parts = check_office(content, "xlsx", name=name)
    except ArchiveError as error:
        raise DocumentError([error.problem]) from error
    opener = _Opener(name, parts)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl on features that it does not keep
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            raw = opener.read(book)
    # What openpyxl lets through on files that are well-formed archives and no workbooks inside.
    except (KeyError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError) as error:
        raise _unreadable(name, error) from error
    except (InvalidFileException, zipfile.BadZipFile, EOFError) as error:
        raise _unreadable(name, error) from error
    except DocumentError:
        raise
    except ValueError as error:
        raise _unreadable(name, error) from error
    if opener.problems:
        raise DocumentError(opener.problems)
    return raw


def _unreadable(name: str, error: Exception) -> DocumentError:
    found = _("a workbook that cannot be read (%(why)s)", why=shown(str(error)))
    advice = _("Open it in Excel or LibreOffice and save it again as .xlsx.")
    return DocumentError([Problem(name, 0, 0, (), found, _("a workbook exported from this round"), advice)])


class _Opener:
    def __init__(self, name: str, parts: Mapping[str, bytes]) -> None:
        self.name, self.parts = name, parts
        self.problems: list[Problem] = []
        self.letters: dict[str, dict[str, str]] = {}

    def refuse(self, place: str, found: Phrase, accepted: Phrase | str = "", advice: Phrase | str = "") -> None:
        self.problems.append(Problem(self.name, 0, 0, (), found, accepted, advice, place=place))

    def read(self, book: Any) -> Raw:
        manifest = self.manifest(book)
        return Raw(
            self.name,
            manifest,
            tuple(self.rows(book, labels.QUESTIONS, labels.QUESTION_COLUMNS)),
            tuple(self.rows(book, labels.CITATIONS, labels.CITATION_COLUMNS)),
            self.letters,
        )

    def manifest(self, book: Any) -> Manifest:
        """The manifest comes first: without it nothing else of the file is believed.

        Raises:
            DocumentError: when it is missing or was changed.
        """
        accepted = _("a workbook exported from this round")
        if labels.MANIFEST not in book.sheetnames:
            self.refuse(labels.MANIFEST, _("a workbook that was not exported from here"), accepted, _AGAIN)
            raise DocumentError(self.problems)
        sheet = book[labels.MANIFEST]
        sheet.reset_dimensions()
        lines = [
            str(cells[0]) for cells in sheet.iter_rows(max_row=400, max_col=1, values_only=True) if cells and cells[0]
        ]
        seals = [*lines[1:2], *(str(one.value) for one in book.custom_doc_props.props if one.name == PROPERTY)]
        try:
            return open_sealed("".join(lines[2:]), seals)
        except ManifestError as error:
            found = _("a manifest that was changed, or made by another installation or version")
            self.refuse(labels.MANIFEST, found, accepted, _AGAIN)
            raise DocumentError(self.problems) from error

    def rows(self, book: Any, name: str, columns: Mapping[str, labels.Pair]) -> Iterator[tuple[int, RawRow]]:
        """The filled rows of a sheet, by the names in its first row."""
        if name not in book.sheetnames:
            self.refuse(name, _("the sheet “%(sheet)s” is missing", sheet=name), ", ".join(labels.SHEETS), _AGAIN)
            return
        sheet = book[name]
        if not self.is_whole(name, self.parts[sheet._worksheet_path]):
            return
        sheet.reset_dimensions()  # what the file says of its size is not to be trusted
        heads: dict[int, str] = {}
        for line, cells in enumerate(sheet.iter_rows(max_row=ROWS), 1):  # is_whole: nothing is filled below
            filled = [cell for cell in cells if cell.value is not None and cell.value != ""]
            if len(cells) > 10 * COLUMNS or (filled and filled[-1].column > COLUMNS):
                self.too_large(name)
                return
            if line == 1:
                heads = self.heads(name, filled, columns)
            elif line > 2 and filled and heads:
                row = dict(self.values(name, filled, heads))
                if row:
                    yield line, row

    def is_whole(self, name: str, xml: bytes) -> bool:
        """Whether all that the sheet holds will be read."""
        fault = first_fault(xml, rows=ROWS)
        if fault and fault.ordered:
            self.too_large(f"{name}!{fault.cell}")
        elif fault:
            accepted = _("rows from top to bottom, cells from left to right")
            advice = _("Open it in Excel or LibreOffice and save it again as .xlsx.")
            self.refuse(f"{name}!{fault.cell}", _("a row or cell out of its order"), accepted, advice)
        return fault is None

    def too_large(self, place: str) -> None:
        accepted = _("at most %(rows)s rows and %(columns)s columns", rows=ROWS, columns=COLUMNS)
        self.refuse(place, _("too large a sheet"), accepted)

    def heads(self, sheet: str, cells: Iterable[Cell], columns: Mapping[str, labels.Pair]) -> dict[int, str]:
        heads = {cell.column: str(cell.value) for cell in cells if cell.value in columns}
        self.letters[sheet] = {name: get_column_letter(column) for column, name in heads.items()}
        missing = [name for name in columns if name not in heads.values()]
        if missing or len(set(heads.values())) != len(heads):
            found = _("the first, hidden row was changed")
            self.refuse(f"{sheet}!1", found, ", ".join(columns), _AGAIN)
            return {}
        return heads

    def values(self, sheet: str, cells: Iterable[Cell], heads: Mapping[int, str]) -> Iterator[tuple[str, RawCell]]:
        for cell in cells:
            place, value = f"{sheet}!{get_column_letter(cell.column)}{cell.row}", cell.value
            if cell.data_type == "f":
                advice = _("Copy the cell and paste its value; text that starts with = needs the format Text.")
                self.refuse(place, _("a formula"), _("a value"), advice)
            elif cell.data_type == "e":
                self.refuse(place, _("the error %(error)s", error=shown(value)), _("a value"))
            elif isinstance(value, bool) or not isinstance(value, str | int | float):
                found = _("a date or a truth value (%(value)s)", value=shown(value))
                advice = _("Give the cell the format Text and type it again.")
                self.refuse(place, found, _("a text or a number"), advice)
            elif isinstance(value, float) and not math.isfinite(value):
                self.refuse(place, _("a number without end"), _("a text or a number"))
            elif cell.column not in heads:
                self.refuse(place, _("a value beside the columns"), _("values under a heading"))
            elif not isinstance(value, str) or value.strip():
                yield heads[cell.column], RawCell(_unescaped(value) if isinstance(value, str) else value, place)


def _unescaped(text: str) -> str:
    """What Excel shows for ``_x000D_`` and the like; openpyxl leaves them as they stand in the file."""
    return _ESCAPED.sub(
        lambda m: char if (char := chr(int(m[1], 16))).isprintable() or char in "\t\r\n" else m[0], text
    )


def interpret(raw: Raw, now: Snapshot) -> Filled:
    """The cells as answers, checked against the questions and the register.

    Raises:
        DocumentError: naming sheet, row and column of each thing that cannot be understood.
    """
    reader = _Reader(raw, now)
    reader.check_belongs()
    if not reader.problems:
        reader.read()
    if reader.problems:
        raise DocumentError(reader.problems)
    return Filled(raw.file, raw.manifest, reader.written, reader.places)


class _Reader:
    def __init__(self, raw: Raw, now: Snapshot) -> None:
        self.raw, self.now = raw, now
        self.problems: list[Problem] = []
        self.written: dict[str, Written] = {}
        self.places: dict[tuple[str, str], str] = {}
        self.questions = {question.code: question for question in now.questions}

    def refuse(self, place: str, found: Phrase, accepted: Phrase | str = "", advice: Phrase | str = "") -> None:
        self.problems.append(Problem(self.raw.file, 0, 0, (), found, accepted, advice, place=place))

    def check_belongs(self) -> None:
        """The workbook is of this round, this institution and this wording."""
        manifest, now = self.raw.manifest, self.now
        if manifest.round != now.round.pk:
            found = _("a workbook of the round “%(round)s”", round=shown(manifest.round))
            self.refuse(labels.MANIFEST, found, now.round.pk, _("Import it into its own round."))
        elif manifest.institution != now.institution.pk:
            found = _("a workbook of the institution “%(code)s”", code=shown(manifest.institution))
            self.refuse(labels.MANIFEST, found, now.institution.pk)
        elif manifest.frameworks != now.frameworks:
            found = _(
                "a workbook of another wording: %(versions)s", versions=shown(", ".join(manifest.frameworks), 200)
            )
            self.refuse(labels.MANIFEST, found, ", ".join(now.frameworks), _AGAIN)

    def read(self) -> None:
        rows: dict[str, tuple[int, RawRow]] = {}
        for line, row in self.raw.questions:
            code = row["id"].text if "id" in row else ""
            place = row["id"].place if "id" in row else self.at(labels.QUESTIONS, "id", line)
            if code not in self.raw.manifest.cells:
                found = _("the row of a question that was not asked (“%(code)s”)", code=shown(code))
                self.refuse(place, found, _("the rows as they were exported"), _AGAIN)
            elif code in rows:
                self.refuse(place, _("the question “%(code)s” a second time", code=shown(code)), _("each row once"))
            else:
                rows[code] = line, row
        for code in self.raw.manifest.cells:
            if code not in rows:
                found = _("the row of the question “%(code)s” is missing", code=code)
                self.refuse(labels.QUESTIONS, found, _("the rows as they were exported"), _AGAIN)
        refs = {row["question"].text: code for code, (_line, row) in rows.items() if "question" in row}
        lines = self.citations({question.ref: code for code, question in self.questions.items()} | refs)
        for code, (line, row) in rows.items():
            if code in self.questions:
                self.written[code] = self.question(self.questions[code], line, row, tuple(lines[code]))

    def at(self, sheet: str, column: str, line: int) -> str:
        """The place of a cell, empty ones included."""
        return f"{sheet}!{self.raw.letters[sheet][column]}{line}"

    def question(self, question: Question, line: int, row: RawRow, citations: tuple[Line, ...]) -> Written:
        for name in labels.FIELDS[:-1]:
            self.places[question.code, name] = self.at(labels.QUESTIONS, name, line)
        self.places.setdefault((question.code, "citations"), labels.CITATIONS)
        if len(citations) > MOST_CITATIONS:
            found = _("%(count)s citations for the question %(ref)s", count=len(citations), ref=question.ref)
            self.refuse(labels.CITATIONS, found, _("at most %(most)s", most=MOST_CITATIONS))
        return Written(
            self.level(question, row.get("level")),
            self.label(row.get("confidence"), labels.CONFIDENCE),
            self.label(row.get("cause"), labels.CAUSES),
            self.bounded(row.get("reasons"), MOST_REASONS),
            self.language(row.get("language")),
            citations,
        )

    def level(self, question: Question, cell: RawCell | None) -> str:
        if cell is None:
            return ""
        known = question.levels
        found = labels.read_label(cell.text, known)
        if found is not None:
            return found
        if not question.indicator.levels:
            given = _number(cell.value)
            if given is not None:
                return number(given)
        accepted = labels.listed(known.values())
        if not question.indicator.levels:
            self.refuse(cell.place, _found(cell), _("a number, or one of: %(labels)s", labels=accepted))
        else:
            self.refuse(cell.place, _found(cell), accepted, _("Choose from the list."))
        return ""

    def label(self, cell: RawCell | None, known: Mapping[str, labels.Pair]) -> str:
        if cell is None:
            return ""
        found = labels.read_label(cell.text, known)
        if found is None:
            self.refuse(cell.place, _found(cell), labels.listed(known.values()), _("Choose from the list."))
        return found or ""

    def bounded(self, cell: RawCell | None, most: int) -> str:
        if cell is None:
            return ""
        if len(cell.text) > most:
            self.refuse(
                cell.place,
                _("%(count)s characters", count=len(cell.text)),
                _("at most %(most)s characters", most=most),
                _("Shorten the text."),
            )
            return ""
        return cell.text

    def language(self, cell: RawCell | None) -> str:
        if cell is None:
            return ""
        code = cell.text.partition(labels.BETWEEN)[0].strip()
        found = labels.read_label(cell.text, labels.LANGUAGES) or code
        if not _LANGUAGE.match(found) or len(found) > 10:
            accepted = ", ".join(labels.language_label(one) for one in labels.LANGUAGES)
            self.refuse(cell.place, _found(cell), accepted, _("Give the language by its code: fr, en, bm."))
            return ""
        return found

    def citations(self, refs: Mapping[str, str]) -> dict[str, list[Line]]:
        """The lines of each question, in the order of the sheet."""
        lines: dict[str, list[Line]] = defaultdict(list)
        for line, row in self.raw.citations:
            code = self.cited_question(row, line, refs)
            source = self.source(row.get("source"), self.at(labels.CITATIONS, "source", line))
            quote = self.bounded(row.get("quote"), MOST_QUOTE)
            quote_lang = self.language(row.get("quote_language"))
            although = "yes" if self.label(row.get("although"), {"yes": labels.YES}) else ""
            place = self.bounded(row.get("place"), MOST_PLACE)
            if code and source:
                self.places.setdefault((code, "citations"), f"{labels.CITATIONS}!{line}")
                lines[code].append((source.ref, place, quote, quote_lang if quote else "", although))
        return lines

    def cited_question(self, row: RawRow, line: int, refs: Mapping[str, str]) -> str:
        cell = row.get("question")
        accepted, advice = _("the number of a question of this workbook"), _("Choose from the list.")
        if cell is None:
            self.refuse(
                self.at(labels.CITATIONS, "question", line), _("a citation without a question"), accepted, advice
            )
        elif not isinstance(cell.value, str):  # 3.10 typed as a number is 3.1, which is another question
            advice = _("Give the cell the format Text, or choose from the list.")
            self.refuse(cell.place, _("the number %(value)s", value=cell.text), accepted, advice)
        elif (code := refs.get(cell.text) or refs.get(cell.text.partition(labels.BETWEEN)[0].strip())) is None:
            self.refuse(cell.place, _found(cell), accepted, advice)
        else:
            return code
        return ""

    def source(self, cell: RawCell | None, place: str) -> Source | None:
        accepted = _("a text or a piece of evidence of the sheet “%(sheet)s”", sheet=labels.REGISTER)
        if cell is None:
            self.refuse(place, _("a citation without a text or evidence"), accepted, _("Choose from the list."))
            return None
        found = self.now.sources.get(cell.text.partition(labels.BETWEEN)[0].strip())
        if found is None:
            advice = _("Choose from the list; ask the coordination to enter a text that is missing.")
            self.refuse(cell.place, _found(cell), accepted, advice)
        return found


def _found(cell: RawCell) -> Phrase:
    return _("“%(value)s”", value=shown(cell.text))


def _number(value: Value) -> float | None:
    """A number as a person types it, with a comma or a point; None for anything else."""
    if not isinstance(value, str):
        return float(value)
    text = clean(value).replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        return None
    return float(text)
