"""How far assessors agree: Krippendorff's alpha.

alpha = 1 − observed disagreement / disagreement expected by chance. 1 is perfect agreement, 0 is chance, below 0 is
worse. It takes any number of assessors, missing judgements, and four levels of measurement. Krippendorff's own advice
is to rely on data with alpha ≥ 0.8, and to draw only tentative conclusions from 0.667 to 0.8.

Source: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011); *Content Analysis*, 4th ed. (2018), ch.
12.
"""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from .errors import quote, refuse
from .judgements import Answers, Floats, Unit
from .model import Framework
from .words import say

Measurement = Literal["nominal", "ordinal", "interval", "ratio"]
MEASUREMENTS: Final[tuple[Measurement, ...]] = ("nominal", "ordinal", "interval", "ratio")
MAX_VALUES: Final = 2000
"""Different values in one table: alpha compares each with each."""


class Ratings(NamedTuple):
    """Judgements on one scale as a table: `table` is assessors × items, NaN where an assessor gave no level.

    An item is one indicator of one unit.
    """

    assessors: tuple[str, ...]
    items: tuple[tuple[Unit, str], ...]
    table: Floats


def ratings(framework: Framework, answers: Answers, *, scale: str) -> Ratings:
    """What each assessor said of each indicator on one scale: ranks of levels, or numbers.

    *unknown* and *not applicable* are no points on a scale, so they count as missing.
    """
    on_scale = np.array([one.id == scale for one in framework.scales])
    if not on_scale.any():
        known = ", ".join(sorted({one.id for one in framework.scales}))
        raise refuse(
            "agreement.shape", "scale", quote(scale), say("a scale that indicators use ({known})", known=known)
        )
    said = answers.judgements
    chosen = np.flatnonzero(on_scale[said.indicator])
    cells, item = np.unique(said.unit[chosen] * len(on_scale) + said.indicator[chosen], return_inverse=True)
    table = np.full((len(said.assessors), len(cells)), np.nan)
    table[said.assessor[chosen], item] = said.answer[chosen]
    places = (divmod(cell, len(on_scale)) for cell in cells.tolist())
    items = tuple((said.units[unit], framework.indicators[column].id) for unit, column in places)
    return Ratings(said.assessors, items, table)


def krippendorff_alpha(table: npt.ArrayLike, *, level: Measurement = "ordinal") -> float:
    """Krippendorff's alpha of a table: one row per assessor, one column per item, NaN where nothing was said.

    `level` says what the numbers are: names (nominal), ranks (ordinal), quantities (interval), quantities with a true
    zero (ratio). Items with fewer than two judgements carry no information and are left out.

    Returns NaN where alpha is undefined: no item with two judgements, or nothing but one value (no disagreement was
    possible). Raises `ScoringError` on an unknown level or a table that is not one.
    """
    if level not in MEASUREMENTS:
        raise refuse("agreement.level", "level", quote(level), ", ".join(MEASUREMENTS))
    counts, values = _counts(_table(table))
    coincidences = _coincidences(counts)
    totals = coincidences.sum(axis=0)
    distances = _distances(level, values, totals)
    expected = (np.outer(totals, totals) * distances).sum()
    if not expected > 0:
        return math.nan
    observed = (coincidences * distances).sum() * (totals.sum() - 1)
    return float(1.0 - observed / expected)


def _table(table: npt.ArrayLike) -> Floats:
    found: Floats = np.asarray(table, dtype=np.float64)
    if found.ndim != 2 or np.isinf(found).any():
        shape = say("an array of {shape}", shape=found.shape) if found.ndim != 2 else say("an infinite value")
        raise refuse("agreement.shape", "table", shape, say("finite numbers in two dimensions"))
    return found


def _counts(table: Floats) -> tuple[Floats, Floats]:
    """How many assessors gave each value to each item (items × values), over items with two judgements or more."""
    pairable = table[:, (~np.isnan(table)).sum(axis=0) >= 2]
    values, place = np.unique(pairable[~np.isnan(pairable)], return_inverse=True)
    if len(values) > MAX_VALUES:
        raise refuse(
            "agreement.shape",
            "table",
            say("{count} different values", count=len(values)),
            say("at most {most}", most=MAX_VALUES),
        )
    counts = np.zeros((pairable.shape[1], len(values)))
    np.add.at(counts, (np.nonzero(~np.isnan(pairable))[1], place), 1.0)
    return counts, values


def _coincidences(counts: Floats) -> Floats:
    """How often each pair of values met in one item (values × values); an item weighs as many judgements as it has."""
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True) - 1, 1)
    met: Floats = counts.T @ share - np.diag(share.sum(axis=0))
    return met


def _distances(level: Measurement, values: Floats, totals: Floats) -> Floats:
    """The squared difference between each pair of values, as the level of measurement defines it."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "ordinal":
        values = np.cumsum(totals) - totals / 2  # mid-ranks: their difference is the ranks between, ends counted half
    differences: Floats = values[:, np.newaxis] - values
    if level == "ratio":
        sums = values[:, np.newaxis] + values
        differences = np.divide(differences, sums, out=np.zeros_like(differences), where=sums != 0)
    return np.square(differences)
