"""What figures are drawn from: frozen values, shares between 0 and 1, None for what is not known."""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from jatigi.foundation.web.figures.shapes import LEVELS


def _share(name: str, value: float | None) -> None:
    if value is not None and not (math.isfinite(value) and 0 <= value <= 1):
        raise ValueError(f"{name} is {value!r}; accepted: a share between 0 and 1, or None when it is not known")


def _level(level: str) -> None:
    if level not in LEVELS:
        raise ValueError(f"{level!r} is not the shape of a level; accepted: {', '.join(LEVELS)}")


@dataclass(frozen=True)
class Cell:
    """One indicator in the cloth: the shape of its level, and whether it must be re-verified (drawn framed)."""

    level: str
    label: str = ""
    reverify: bool = False

    def __post_init__(self) -> None:
        _level(self.level)


@dataclass(frozen=True)
class Strip:
    """One dimension in the cloth; ``number`` (1 to 6) chooses the sign. Cells keep the framework's order."""

    number: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Interval:
    """What a score may be: assured (``low``), possible (``high``), and ``score`` over the known answers.

    All None means that nothing applies; a low of 0 with a high of 1 that nothing is known.
    """

    low: float | None
    high: float | None
    score: float | None = None

    def __post_init__(self) -> None:
        for name in ("low", "high", "score"):
            _share(name, getattr(self, name))
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has both ends or none")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"the interval starts at {self.low} and ends at {self.high}")

    @property
    def ends(self) -> tuple[float, float] | None:
        """Both ends, or None when nothing applies."""
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True)
class IntervalRow:
    """One bar: a dimension (``number`` 1 to 6, None for a bar in ink), its interval, its answers per level."""

    name: str
    interval: Interval
    number: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """What a round says: its short label (« 2018 ») and its interval."""

    label: str
    interval: Interval


@dataclass(frozen=True)
class DumbbellRow:
    """Two rounds of one dimension, and what explains the gap between them."""

    name: str
    before: Moment
    after: Moment
    number: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Event:
    """Something dated: an event (diamond), a round (square), or a break after which the thread is broken."""

    date: str  # ISO, of one, two or three parts
    what: str
    kind: Literal["event", "round", "open_round", "break"] = "event"
    written: str = ""  # the date in the page's language

    @property
    def position(self) -> float:
        """The date as a year with its fraction; what is not known of the date counts from its start."""
        parts = [int(part) for part in self.date.split("-")]
        day = datetime.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
        return day.year + (day.timetuple().tm_yday - 1) / 366


@dataclass(frozen=True)
class Bar:
    """A figure of context: people, money. None is drawn hatched, never as zero."""

    label: str
    value: float | None

    def __post_init__(self) -> None:
        if self.value is not None and not (math.isfinite(self.value) and self.value >= 0):
            raise ValueError(f"{self.label}: {self.value!r} cannot be drawn as a bar; accepted: 0 or more, or None")


@dataclass(frozen=True)
class Counts:
    """How many answers stand at each level in one dimension or in all."""

    name: str
    of: Mapping[str, int]
    number: int | None = None

    def __post_init__(self) -> None:
        for level, count in self.of.items():
            _level(level)
            if count < 0:
                raise ValueError(f"{self.name}: {count} answers at {level}")

    @property
    def total(self) -> int:
        """All answers, those that do not apply among them."""
        return sum(self.of.values())


@dataclass(frozen=True)
class Table:
    """The same data as a table: « Voir les données ». ``numeric`` are the columns set to the right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()

    @property
    def labelled(self) -> list[list[tuple[str, str, bool]]]:
        """The rows with, beside each cell, the title of its column and whether it is a number: phones stack cells."""
        return [
            [
                (title, cell, column in self.numeric)
                for column, (title, cell) in enumerate(zip(self.header, row, strict=True))
            ]
            for row in self.rows
        ]
