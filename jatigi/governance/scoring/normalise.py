"""From raw answers to values between 0 (worst) and 1 (best).

A level is worth what its scale says. A number is placed between its scale's goalposts, worst to best: ``(x − min) /
(max − min)``, or ``(max − x) / (max − min)`` where lower is better; beyond a goalpost it counts as the goalpost.
(OECD/JRC, *Handbook on Constructing Composite Indicators*, 2008, §5.3, min–max.)

Goalposts that say `data` are the least and the greatest number in the whole panel for that indicator, all units and
rounds together, so that rounds compare. They move with the data: freeze the ones that a publication used and pass
them back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .errors import refuse
from .judgements import Answers, Bools, Floats, Unit
from .model import Framework, LevelScale, NumberScale
from .words import say


class Bounds(NamedTuple):
    """The goalposts of one indicator, in its own unit."""

    min: float
    max: float


@dataclass(frozen=True)
class Values:
    """What base scoring takes: units × indicators, between 0 and 1.

    `known` is NaN where the answer is unknown. `low` and `high` bound unknown cells, NaN where the scale's worst and
    best do. `weights` replace the framework's, NaN where they do not. Cells that are `not_applicable` count nowhere,
    whatever else they hold. `bounds` are the goalposts taken from the data, by indicator id: the part of the result
    to freeze.
    """

    units: tuple[Unit, ...]
    known: Floats
    not_applicable: Bools
    low: Floats
    high: Floats
    weights: Floats
    bounds: Mapping[str, Bounds]


def data_bounds(framework: Framework, answers: Answers) -> dict[str, Bounds]:
    """The goalposts of every indicator whose scale takes one from the data, over the whole panel.

    Where assessors differ, the extremes of what they said count too. An indicator that nobody answered has none, and
    needs none. Raises `ScoringError` where the two goalposts do not differ: such a column cannot tell better from
    worse.
    """
    found: dict[str, Bounds] = {}
    for column, (node, scale) in enumerate(zip(framework.indicators, framework.scales, strict=True)):
        if not isinstance(scale, NumberScale) or not scale.from_data:
            continue
        said = np.concatenate([part[:, column] for part in (answers.raw, answers.low, answers.high)])
        said = said[~np.isnan(said)]
        if not len(said):
            continue
        bounds = Bounds(
            float(said.min()) if scale.min is None else scale.min,
            float(said.max()) if scale.max is None else scale.max,
        )
        _check_apart(node.id, bounds)
        found[node.id] = bounds
    return found


def normalise(framework: Framework, answers: Answers, *, bounds: Mapping[str, Bounds] | None = None) -> Values:
    """The values of `answers`.

    `bounds` are frozen goalposts for the scales that say `data`; without them the panel's own are taken.
    """
    goalposts = data_bounds(framework, answers) if bounds is None else bounds
    used: dict[str, Bounds] = {}
    parts = {"known": answers.raw, "low": answers.low, "high": answers.high}
    values = {name: np.full(part.shape, np.nan) for name, part in parts.items()}
    for column, (node, scale) in enumerate(zip(framework.indicators, framework.scales, strict=True)):
        raw = [part[:, column] for part in parts.values()]
        if isinstance(scale, LevelScale):
            known, low, high = (_level_values(scale, part) for part in raw)
        elif all(np.isnan(part).all() for part in raw):
            continue
        else:
            between = _goalposts(node.id, scale, goalposts)
            if scale.from_data:
                used[node.id] = between
            known, low, high = (_placed(scale, between, part) for part in raw)
        values["known"][:, column] = known
        values["low"][:, column] = np.minimum(low, high)  # lower is better: the bounds change places
        values["high"][:, column] = np.maximum(low, high)
    return Values(
        answers.units, values["known"], answers.not_applicable, values["low"], values["high"], answers.weights, used
    )


def _level_values(scale: LevelScale, ranks: Floats) -> Floats:
    worth = np.array([level.value for level in scale.levels] + [np.nan])
    return worth[np.where(np.isnan(ranks), len(scale.levels), ranks).astype(np.int64)]


def _placed(scale: NumberScale, between: Bounds, numbers: Floats) -> Floats:
    from_worst = numbers - between.min if scale.direction == "higher" else between.max - numbers
    return np.clip(from_worst / (between.max - between.min), 0.0, 1.0) + 0.0


def _goalposts(identifier: str, scale: NumberScale, bounds: Mapping[str, Bounds]) -> Bounds:
    if scale.min is not None and scale.max is not None:
        return Bounds(scale.min, scale.max)
    if identifier not in bounds:
        raise refuse("bounds.missing", identifier, say("no bounds"), say("a min and a max"))
    frozen = Bounds(*bounds[identifier])
    _check_apart(identifier, frozen)
    return frozen


def _check_apart(identifier: str, bounds: Bounds) -> None:
    if not (np.isfinite(bounds.max - bounds.min) and bounds.min < bounds.max):
        found = f"min {bounds.min:g}, max {bounds.max:g}"
        raise refuse("bounds.constant", identifier, found, say("a min below the max"))
