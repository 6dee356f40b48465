"""Reading a CSV file of answers, as `jatigi score` takes it.

    jurisdiction,round,indicator,value,assessor,confidence,weight
    MLI,2021,rights.services.health,partial,a1,high,

UTF-8, commas, one header. The first four columns are required, in any order. `value` is a level id, a number,
`unknown` or `not_applicable`; an absent line is unknown. What is wrong is reported by line number, all of it at once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from .errors import AnswersError, Problem, quote
from .gathering import Problems, Record, gather
from .judgements import Answers
from .model import Framework

REQUIRED: Final = ("jurisdiction", "round", "indicator", "value")
OPTIONAL: Final = ("assessor", "confidence", "weight")
MAX_BYTES: Final = 64 * 1024 * 1024
MAX_CELL: Final = 10_000  # characters; the csv module has a limit too, but other libraries raise it

_ACCEPTED_COLUMNS: Final = f"{', '.join(REQUIRED)} and optionally {', '.join(OPTIONAL)}, separated by commas"


class Lines(Protocol):
    """A `csv.reader`: lines as lists of cells, and how many lines of the file were read so far."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def read_answers(framework: Framework, source: Path | bytes) -> Answers:
    """The answers in a CSV file (or its bytes), one row per jurisdiction and round.

    Raises `AnswersError` listing what is wrong by line: nothing is read by halves.
    """
    data = source if isinstance(source, bytes) else _file_bytes(source)
    name = "file" if isinstance(source, bytes) else source.name
    if len(data) > MAX_BYTES:
        raise _refuse("answers.size", name, f"more than {MAX_BYTES} bytes", f"at most {MAX_BYTES} bytes")
    lines = csv.reader(io.StringIO(_text(data, name), newline=""), strict=True)
    columns = _columns(lines)
    problems = Problems()
    answers = gather(framework, _records(lines, columns, problems), problems=problems)
    if not answers.units:
        raise _refuse("answers.file", "line 2", "no answers", "at least one line below the header")
    return answers


def _refuse(code: str, where: str, found: str, accepted: str) -> AnswersError:
    return AnswersError([Problem(code, where, found, accepted)])


def _file_bytes(path: Path) -> bytes:
    """The file's bytes, one more than allowed at most."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refuse("answers.file", path.name, error.strerror or "an unreadable file", "a CSV file") from error


def _text(data: bytes, name: str) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise _refuse("answers.file", name, "a workbook or zip file", "a CSV file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"line {data[: error.start].count(10) + 1}"
        raise _refuse("answers.file", where, f"the byte 0x{data[error.start]:02x}, not UTF-8", "UTF-8 text") from error
    if "\0" in text:
        raise _refuse(
            "answers.file", f"line {text[: text.index(chr(0))].count(chr(10)) + 1}", "a zero byte", "UTF-8 text"
        )
    return text


def _columns(lines: Lines) -> Sequence[str]:
    """The header, checked."""
    try:
        header = next(lines, [])
    except csv.Error as error:
        raise _refuse("answers.columns", "line 1", str(error), _ACCEPTED_COLUMNS) from error
    missing = [column for column in REQUIRED if column not in header]
    strange = [column for column in header if column not in REQUIRED + OPTIONAL]
    twice = sorted({column for column in header if header.count(column) > 1})
    if missing or strange or twice:
        parts = {"without": missing, "with unknown": strange, "with twice": twice}
        found = "; ".join(f"{word} {quote(', '.join(columns))}" for word, columns in parts.items() if columns)
        raise _refuse("answers.columns", "line 1", f"a header {found}", _ACCEPTED_COLUMNS)
    return header


def _records(lines: Lines, columns: Sequence[str], problems: Problems) -> Iterator[Record]:
    """The lines below the header; one that is no line of the table is reported and left out."""
    places = [columns.index(name) if name in columns else -1 for name in REQUIRED + OPTIONAL]
    for line, cells in _numbered(lines, problems):
        longest = max(len(cell) for cell in cells)
        if longest > MAX_CELL:
            problems.add("answers.row", f"line {line}", f"a cell of {longest} characters", f"at most {MAX_CELL}")
            continue
        if len(cells) != len(columns):
            found = f"{len(cells)} cells"
            problems.add("answers.row", f"line {line}", found, f"{len(columns)} cells, as in the header")
            continue
        jurisdiction, round_id, indicator, value, assessor, confidence, weight = (
            cells[place] if place >= 0 else "" for place in places
        )
        yield Record(jurisdiction, round_id, indicator, value, assessor, confidence, weight, line)


def _numbered(lines: Lines, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Each line's number in the file and its cells; blank lines are left out, and a broken quote ends the reading."""
    while True:
        line = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            problems.add("answers.row", f"line {line}", str(error), "cells separated by commas, quotes closed")
            return
        if cells:
            yield line, cells
