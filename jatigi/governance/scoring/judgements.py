"""From single judgements to arrays: what each assessor said, gathered into one answer per unit and indicator.

A *unit* is one jurisdiction in one round. Arrays have one row per unit and one column per indicator of the framework.
An answer is held *raw*: the rank of a level on its scale (absent 0, partial 1, complete 2), or a measured number in
its own unit. What ranks and numbers are worth is decided later (`normalise`), so that the same answers can be scored
in several ways.

Several assessors of one cell:

| they say | the cell is |
|---|---|
| all the same level or number | that answer |
| different levels or numbers | unknown, between the lowest and the highest said |
| anything beside an *unknown* | unknown, anywhere between worst and best |
| all *not applicable* | not applicable |
| some *not applicable*, some not | unknown, anywhere between worst and best |

The last row is the cautious reading: leaving an indicator out moves its node no further than some value of it would
(on a scale that spans 0 to 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from .model import Framework

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

CONFIDENCES: Final = ("low", "medium", "high")


class Unit(NamedTuple):
    """What a score belongs to: one jurisdiction in one round."""

    jurisdiction: str
    round: str


@dataclass(frozen=True)
class Judgements:
    """Everything that was said, one entry per judgement (arrays of equal length), sorted by cell and then assessor.

    `unit`, `indicator` and `assessor` are positions in `units`, the framework's indicators, and `assessors`. `answer`
    is the rank or the number, NaN when unknown or not applicable; `confidence` a position in `CONFIDENCES`, -1 when
    not given; `weight` NaN when not given.
    """

    units: tuple[Unit, ...]
    assessors: tuple[str, ...]
    unit: Integers
    indicator: Integers
    assessor: Integers
    answer: Floats
    not_applicable: Bools
    confidence: Integers
    weight: Floats


@dataclass(frozen=True)
class Answers:
    """The agreed answers of a panel: units × indicators.

    `raw` is the rank or the number, NaN when unknown or not applicable. `low` and `high` are raw bounds on unknown
    cells, NaN where there are none; `weights` replace the framework's, NaN where they do not. `judgements` keeps what
    each assessor said.
    """

    units: tuple[Unit, ...]
    raw: Floats
    not_applicable: Bools
    low: Floats
    high: Floats
    weights: Floats
    judgements: Judgements

    @property
    def unknown(self) -> Bools:
        """Cells that apply and whose answer is not known."""
        return np.isnan(self.raw) & ~self.not_applicable


def agree(framework: Framework, judgements: Judgements) -> Answers:
    """The answer of every cell, by the table at the head of this module. Cells that nobody judged are unknown.

    `judgements` must be free of contradictions (one judgement per assessor and cell, one weight per cell) and sorted,
    as `gathering.gather` leaves them.
    """
    shape = (len(judgements.units), len(framework.indicators))
    cells = judgements.unit * shape[1] + judgements.indicator
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    raw, low, high, weights = (np.full(shape, np.nan) for _ in range(4))
    not_applicable = np.zeros(shape, dtype=np.bool_)
    if len(starts):
        where = np.unravel_index(cells[starts], shape)
        lowest = np.minimum.reduceat(judgements.answer, starts)  # NaN as soon as one of them said no level
        highest = np.maximum.reduceat(judgements.answer, starts)
        unanimous = lowest == highest
        raw[where] = np.where(unanimous, lowest, np.nan)
        low[where] = np.where(unanimous, np.nan, lowest)
        high[where] = np.where(unanimous, np.nan, highest)
        not_applicable[where] = np.logical_and.reduceat(judgements.not_applicable, starts)
        weights[where] = np.fmin.reduceat(judgements.weight, starts)
    return Answers(judgements.units, raw, not_applicable, low, high, weights, judgements)
