"""Whether a sheet's rows and cells stand in their order, read from its XML before openpyxl does.

openpyxl leaves out, without a word, a row that comes after a later one, a second row of the same number, and a cell
to the right of the one that is written last. Excel never writes such sheets; programs sometimes do. What would be lost
is refused here, with its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(rb"<(?:[\w.-]+:)?(row|c|v|is|f)(?=[\s/>])([^>]*)>")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]*)([0-9]*)\s*[\"']")
_LAST = 16_384  # columns of a sheet; one further to the right is none of Excel's


@dataclass(frozen=True)
class Fault:
    """A cell that would be lost. ``row`` counts from 1; ``ordered`` is False where it stands out of its order, True
    where it only lies beyond the last row that is read.
    """

    column: str
    row: int
    ordered: bool

    @property
    def cell(self) -> str:
        """``A12``, or the row alone where no cell can be named."""
        return f"{self.column}{self.row}"


def first_fault(xml: bytes, *, rows: int) -> Fault | None:
    """The first thing of a sheet that would be lost: out of order, or filled and below row ``rows``.

    Cells below it that are only formatted are nothing to lose.
    """
    return next(_faults(xml, rows), None)


def _faults(xml: bytes, rows: int) -> Iterator[Fault]:
    row, column, letters = 0, 0, ""
    for token in _TOKEN.finditer(xml):
        kind, place = token[1], _PLACE.search(token[2])
        if kind == b"row":
            number = int(place[2][:10] or 0) if place else row + 1
            if number <= row:
                yield Fault("", number, ordered=False)
            row, column, letters = number, 0, ""
        elif kind == b"c":
            letters = place[1].decode().upper() if place else ""
            number = _number(letters) if place else column + 1
            if number <= column or number > _LAST or (place and int(place[2][:10] or 0) != row):
                yield Fault(letters, row, ordered=False)
            column = number
        elif row > rows:
            yield Fault(letters, row, ordered=True)


def _number(letters: str) -> int:
    number = 0
    for letter in letters[:6]:
        number = number * 26 + ord(letter) - 64
    return number
