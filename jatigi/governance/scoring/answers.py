"""Reading a CSV file of answers, as `jatigi score` takes it.

    jurisdiction,round,indicator,value,assessor,confidence,weight
    MLI,2021,rights.services.health,partial,a1,high,

UTF-8, one header. The first four columns are required, in any order. `value` is a level id, a number, `unknown` or
`not_applicable`; an absent line is unknown. What is wrong is reported by line number, all of it at once.

A French Excel writes `;` between cells and a comma in numbers. The header says which file it is: with `;` a number may
have a comma or a point, the same one in the whole file; with `,` it has a point.
"""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from .errors import AnswersError, Problem, quote, reason
from .gathering import Problems, Record, gather
from .judgements import Answers
from .model import Framework, NumberScale
from .words import say

REQUIRED: Final = ("jurisdiction", "round", "indicator", "value")
OPTIONAL: Final = ("assessor", "confidence", "weight")
MAX_BYTES: Final = 64 * 1024 * 1024
MAX_CELL: Final = 10_000  # characters; the csv module has a limit too, but other libraries raise it

_SEPARATORS: Final = (",", ";")
_MARKED: Final = re.compile(r"-?[0-9]+([.,])[0-9]+([eE][+-]?[0-9]+)?")
_ACCEPTED_COLUMNS: Final = say(
    "{required} and optionally {optional}, separated by commas or by semicolons",
    required=", ".join(REQUIRED),
    optional=", ".join(OPTIONAL),
)


class Lines(Protocol):
    """A `csv.reader`: lines as lists of cells, and how many lines of the file were read so far."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@dataclass
class Decimals:
    """The decimal mark of a file with `;` between cells: whichever its first number has, then no other.

    `12,5` beside `1.250` could be twelve and a half beside a thousand; nothing is guessed.
    """

    problems: Problems
    mark: str = ""
    line: int = 0

    def plain(self, text: str, *, line: int, column: str) -> str:
        """`text` with a decimal point where it is a number with a decimal mark, else as it is."""
        marked = _MARKED.fullmatch(text)
        if not marked:
            return text
        if not self.mark:
            self.mark, self.line = marked[1], line
        if marked[1] != self.mark:
            where = say("line {line}, {column}", line=line, column=column)
            found = say("{number}, where line {line} has the other decimal mark", number=quote(text), line=self.line)
            self.problems.add("answers.decimal", where, found, say("one decimal mark in the whole file"))
        return text.replace(",", ".")


def read_answers(framework: Framework, source: Path | bytes) -> Answers:
    """The answers in a CSV file (or its bytes), one row per jurisdiction and round.

    Raises `AnswersError` listing what is wrong by line: nothing is read by halves.
    """
    data = source if isinstance(source, bytes) else _file_bytes(source)
    name = say("file") if isinstance(source, bytes) else source.name
    if len(data) > MAX_BYTES:
        found, accepted = say("more than {most} bytes", most=MAX_BYTES), say("at most {most} bytes", most=MAX_BYTES)
        raise _refuse("answers.size", name, found, accepted)
    text = _text(data, name)
    separator = _separator(text)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    columns = _columns(lines)
    problems = Problems()
    records = _records(lines, columns, problems)
    if separator == ";":
        records = _with_points(records, framework, Decimals(problems))
    answers = gather(framework, records, problems=problems)
    if not answers.units:
        raise _refuse(
            "answers.file", say("line {line}", line=2), say("no answers"), say("at least one line below the header")
        )
    return answers


def _refuse(code: str, where: str, found: str, accepted: str) -> AnswersError:
    return AnswersError([Problem(code, where, found, accepted)])


def _file_bytes(path: Path) -> bytes:
    """The file's bytes, one more than allowed at most."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refuse("answers.file", path.name, reason(error), say("a CSV file")) from error


def _text(data: bytes, name: str) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise _refuse("answers.file", name, say("a workbook or zip file"), say("a CSV file"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refuse("answers.encoding", name, say("text in UTF-16, not UTF-8"), say("UTF-8 text"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = say("line {line}", line=_line_of(data, error.start))
        raise _refuse("answers.encoding", where, _foreign(data, error.start), say("UTF-8 text")) from error
    if "\0" in text:
        where = say("line {line}", line=text[: text.index("\0")].count("\n") + 1)
        raise _refuse("answers.encoding", where, say("a zero byte"), say("UTF-8 text"))
    return text


def _line_of(data: bytes, place: int) -> int:
    """The line of a byte, whether lines end as on Windows, Unix or old Macs."""
    before = data[:place]
    return before.count(b"\n") + (0 if b"\n" in before else before.count(b"\r")) + 1


def _foreign(data: bytes, place: int) -> str:
    """A byte that is not UTF-8, with the letter that it would be in the encoding of a Windows in French."""
    byte = f"0x{data[place]:02x}"
    letter = data[place : place + 1].decode("cp1252", errors="ignore")
    if not letter.isalpha():
        return say("the byte {byte}, not UTF-8", byte=byte)
    return say("the byte {byte}, not UTF-8 ({letter} as Windows writes it)", byte=byte, letter=letter)


def _separator(text: str) -> str:
    """What stands between cells: that by which the first line holds more of the columns that every file has."""
    header = io.StringIO(text).readline(MAX_CELL)

    def known(separator: str) -> int:
        return len({cell.strip('"\r\n') for cell in header.split(separator)}.intersection(REQUIRED))

    return max(_SEPARATORS, key=known)


def _columns(lines: Lines) -> Sequence[str]:
    """The header, checked."""
    where = say("line {line}", line=1)
    try:
        header = next(lines, [])
    except csv.Error as error:
        raise _refuse("answers.columns", where, say("a quote that does not fit"), _ACCEPTED_COLUMNS) from error
    missing = [column for column in REQUIRED if column not in header]
    strange = [column for column in header if column not in REQUIRED + OPTIONAL]
    twice = sorted({column for column in header if header.count(column) > 1})
    wrong = [
        say(template, columns=quote(", ".join(columns)))
        for template, columns in (
            ("without {columns}", missing),
            ("with unknown {columns}", strange),
            ("with twice {columns}", twice),
        )
        if columns
    ]
    if wrong:
        found = functools.reduce(lambda first, then: say("{first}; {then}", first=first, then=then), wrong)
        raise _refuse("answers.columns", where, say("a header {what}", what=found), _ACCEPTED_COLUMNS)
    return header


def _records(lines: Lines, columns: Sequence[str], problems: Problems) -> Iterator[Record]:
    """The lines below the header; one that is no line of the table is reported and left out."""
    places = [columns.index(name) if name in columns else -1 for name in REQUIRED + OPTIONAL]
    for line, cells in _numbered(lines, problems):
        longest = max(len(cell) for cell in cells)
        if longest > MAX_CELL:
            found, accepted = say("a cell of {length} characters", length=longest), say("at most {most}", most=MAX_CELL)
            problems.add("answers.row", say("line {line}", line=line), found, accepted)
            continue
        if len(cells) != len(columns):
            accepted = say("{count} cells, as in the header", count=len(columns))
            problems.add("answers.row", say("line {line}", line=line), say("{count} cells", count=len(cells)), accepted)
            continue
        jurisdiction, round_id, indicator, value, assessor, confidence, weight = (
            cells[place] if place >= 0 else "" for place in places
        )
        yield Record(jurisdiction, round_id, indicator, value, assessor, confidence, weight, line)


def _with_points(records: Iterator[Record], framework: Framework, decimals: Decimals) -> Iterator[Record]:
    """The records with decimal points in numbers; a level's id stays as it is written."""
    numbers = {
        node.id
        for node, scale in zip(framework.indicators, framework.scales, strict=True)
        if isinstance(scale, NumberScale)
    }
    for record in records:
        value, weight = record.value, record.weight
        if record.indicator in numbers:
            value = decimals.plain(value, line=record.line, column="value")
        yield record._replace(value=value, weight=decimals.plain(weight, line=record.line, column="weight"))


def _numbered(lines: Lines, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Each line's number in the file and its cells; blank lines are left out, and a broken quote ends the reading."""
    while True:
        line = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            found, accepted = say("a quote that does not fit"), say("cells with their quotes closed")
            problems.add("answers.row", say("line {line}", line=line), found, accepted)
            return
        if cells:
            yield line, cells
