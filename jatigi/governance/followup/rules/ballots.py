"""How priorities are set, and how an order of priorities is told without false precision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Final

POINTS, HANDS = "points", "hands"
MOST_POINTS: Final = 1000
SCALE: Final = range(1, 6)  # effect and feasibility: 1 low, 5 high
FEW: Final = 5  # below so many institutions an interval says little

#: Kendall's W from which on institutions agree so far. The thresholds are those of Schmidt, "Managing Delphi surveys
#: using nonparametric statistical techniques", Decision Sciences 28 (1997).
AGREEMENT: Final[Sequence[tuple[float, str]]] = (
    (0.9, "very_strong"),
    (0.7, "strong"),
    (0.5, "moderate"),
    (0.3, "weak"),
    (0.0, "hardly"),
)


@dataclass(frozen=True)
class Given:
    """What one institution gives to one recommendation: points (or a hand, 1 or 0), and what it thinks of it."""

    amount: int = 0
    effect: int | None = None
    feasibility: int | None = None

    @property
    def blank(self) -> bool:
        """Nothing at all."""
        return not self.amount and self.effect is None and self.feasibility is None

    @property
    def in_scale(self) -> bool:
        """Whether what it thinks of it is on the scale of five."""
        return all(value is None or value in SCALE for value in (self.effect, self.feasibility))


def over(given: Mapping[str, Given], points: int) -> int:
    """By how many points too many were spread; 0 or less where they were not.

    >>> over({"a": Given(7), "b": Given(5)}, 10)
    2
    """
    return sum(one.amount for one in given.values()) - points


def agreement(w: float | None) -> str:
    """How far institutions agree, by name; "" where it cannot be said.

    >>> agreement(0.55), agreement(None)
    ('moderate', '')
    """
    if w is None:
        return ""
    return next(name for least, name in AGREEMENT if w >= least)


def middle(values: Sequence[int]) -> int | None:
    """The value in the middle of what institutions said, one that was said by somebody; None where nobody did.

    >>> middle([2, 5, 4]), middle([])
    (4, None)
    """
    return median_low(values) if values else None
