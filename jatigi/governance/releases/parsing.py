"""From the bytes of a release to frozen values, refusing what differs from :mod:`.layout`.

Everything here runs after the seal was checked. It is strict all the same: whoever signs can still be mistaken, and a
row that is half understood would be shown to the public.
"""

import csv
import datetime
import io
import json
import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from jatigi.foundation.files.problems import Phrase, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.releases import layout, shapes
from jatigi.governance.releases.errors import ReleaseError, refusal
from jatigi.governance.releases.layout import Column, Table
from jatigi.governance.releases.shapes_record import RECORD_ROWS

Row = TypeVar("Row")
ROWS: Mapping[str, type[Any]] = {
    "answers": shapes.AnswerRow,
    "citations": shapes.CitationRow,
    "scores": shapes.ScoreRow,
    "instruments": shapes.InstrumentRow,
    "evidence": shapes.EvidenceRow,
    "findings": shapes.FindingRow,
    "places": shapes.PlaceRow,
    **RECORD_ROWS,
}
_AGAIN = _("Tell the publisher of the release; nothing of it has been taken in.")
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?([eE][+-]?\d{1,3})?\Z")
_INTEGER = re.compile(r"\d{1,9}\Z")
_LONGEST = 1_000_000  # characters in one cell


def json_object(content: bytes, name: str) -> dict[str, Any]:
    """A JSON file that holds one object.

    Raises:
        ReleaseError: not UTF-8, not JSON, a key twice, a number that JSON does not know, or not an object.
    """
    value = _json(content, name)
    if not isinstance(value, dict):
        raise refusal(name, _("JSON that is not an object"), "{…}", _AGAIN)
    return value


def _json(content: bytes | str, name: str, line: int = 0) -> Any:
    try:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError) as error:
        raise refusal(
            name, _("JSON that cannot be read (%(why)s)", why=shown(str(error))), "", _AGAIN, line=line
        ) from error


def _no_constant(text: str) -> float:
    raise ValueError(f"the number {text}")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key twice")
    return value


def rows(table: Table, content: bytes, languages: Sequence[str], fixed: Mapping[str, str]) -> tuple[Any, ...]:
    """The rows of one file of ``data/``. ``fixed`` says what some columns hold in every row (origin, round …).

    Raises:
        ReleaseError: with the line of each fault.
    """
    lines = _lines(table, content)
    header = table.header(languages)
    if not lines or lines[0] != header:
        found = _("the header %(header)s", header=shown(", ".join(lines[0]) if lines else "", 200))
        raise refusal(table.path, found, ", ".join(header), _AGAIN, line=1)
    read, problems = [], []
    for number, cells in enumerate(lines[1:], 2):
        try:
            read.append(_row(table, cells, languages, fixed, number))
        except ReleaseError as error:
            problems += error.problems
    if problems:
        raise ReleaseError(problems)
    _check_order(table, read)
    return tuple(read)


def _lines(table: Table, content: bytes) -> list[list[str]]:
    csv.field_size_limit(_LONGEST)
    try:
        text = content.decode("utf-8")
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        found = _("a table that cannot be read (%(why)s)", why=shown(str(error)))
        raise refusal(table.path, found, _("CSV in UTF-8, separated by commas"), _AGAIN) from error


def _row(table: Table, cells: list[str], languages: Sequence[str], fixed: Mapping[str, str], line: int) -> Any:
    header = table.header(languages)
    if len(cells) != len(header):
        found = _("%(count)s cells", count=len(cells))
        raise refusal(table.path, found, _("%(count)s cells", count=len(header)), _AGAIN, line=line)
    by_name = dict(zip(header, cells, strict=True))
    for name, value in fixed.items():
        if name in by_name and by_name[name] != value:
            found = _("%(column)s: “%(value)s”", column=name, value=shown(by_name[name]))
            raise refusal(table.path, found, value, _AGAIN, line=line)
    values: dict[str, Any] = {}
    for column in table.columns:
        name = "klass" if column.name == "class" else column.name
        if column.each:
            texts = {lang: by_name[f"{column.name}_{lang}"] for lang in languages}
            values[name] = {lang: text for lang, text in texts.items() if text}
        else:
            values[name] = _value(table, column, by_name[column.name], line)
    return ROWS[table.name](**values)


def _value(table: Table, column: Column, text: str, line: int) -> Any:
    if column.required and not text:
        raise _bad(table, column, text, line, _("a value"))
    if text and column.accepted and text not in column.accepted:
        raise _bad(table, column, text, line, ", ".join(column.accepted))
    match column.type:
        case "number":
            if not text:
                return None
            if not _NUMBER.match(text) or not math.isfinite(float(text)):
                raise _bad(table, column, text, line, _("a number"))
            return float(text)
        case "integer":
            if not _INTEGER.match(text):
                raise _bad(table, column, text, line, _("a whole number"))
            return int(text)
        case "list":
            return tuple(text.split(layout.SEPARATOR)) if text else ()
        case "array":
            return _array(table, column, text, line)
        case "date" | "partial_date" | "datetime":
            if text and not _is_date(text, column.type):
                raise _bad(table, column, text, line, _("a date such as 2021-12-31"))
            return text
        case _:
            return text


def _array(table: Table, column: Column, text: str, line: int) -> tuple[dict[str, Any], ...]:
    value = _json(text or "[]", table.path, line)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _bad(table, column, text, line, "[{…}, …]")
    return tuple(value)


def _is_date(text: str, kind: str) -> bool:
    try:
        if kind == "datetime":
            return datetime.datetime.fromisoformat(text).tzinfo is not None
        if kind == "date":
            return datetime.date.fromisoformat(text).isoformat() == text
        if not _PARTIAL.match(text):
            return False
        datetime.date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10])
    except ValueError:
        return False
    return True


def _bad(table: Table, column: Column, text: str, line: int, accepted: Phrase | str) -> ReleaseError:
    found = _("%(column)s: “%(value)s”", column=column.name, value=shown(text))
    return refusal(table.path, found, accepted, _AGAIN, line=line)


def key_of(table: Table, row: Any) -> tuple[Any, ...]:
    """What a row of ``table`` is found by, and sorted by."""
    return tuple(getattr(row, name) for name in table.key)


def _check_order(table: Table, read: Sequence[Any]) -> None:
    for number, (one, following) in enumerate(pairwise(read), 3):
        if not key_of(table, one) < key_of(table, following):
            found = _("“%(key)s” twice or out of order", key=shown(" ".join(map(str, key_of(table, following)))))
            raise refusal(table.path, found, _("rows sorted by their id, each once"), _AGAIN, line=number)
