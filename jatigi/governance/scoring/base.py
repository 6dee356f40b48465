"""Base scoring: a score, an interval and a coverage for every node of every unit, in one vectorised pass.

For a node with children c of weight w, counting only children that apply (unknown is not zero, not applicable is not
unknown):

| | arithmetic | geometric |
|---|---|---|
| low | Σ w·low / Σ w | exp(Σ w·ln low / Σ w) |
| high | Σ w·high / Σ w | exp(Σ w·ln high / Σ w) |
| score, over children that have a score | Σ w·score / Σ w | exp(Σ w·ln score / Σ w) |
| coverage | Σ w·coverage / Σ w | the same |

- A known leaf has score = low = high, coverage 1. An unknown leaf has no score, its scale's worst and best as low and
  high (or the bounds that its assessors left), coverage 0. A leaf that does not apply has nothing and leaves every
  sum; so does a node without leaves that apply.
- Geometric: one child at zero makes the node zero, whatever the others are. Nothing compensates for it; that is its
  point.
- A score stays within its interval. It can leave it only where assessors disagreed: their bounds may rule out the
  mean of the known answers, and then the score is the end of the interval nearest to that mean.
- Children are summed in the code-point order of their ids, never in the order of the file, and units never meet in a
  sum: the order of columns, rows and lines cannot change a digit.
- Results are rounded to 1e-12, then classed. A node's class is printed when low and high fall in the same class and
  coverage suffices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from .declarations import LEAST_WEIGHT, MOST_WEIGHT, WEIGHT_WORDS
from .errors import refuse
from .judgements import Answers, Bools, Floats, Unit
from .model import DECIMALS, Framework
from .normalise import Bounds, Values, normalise
from .words import say

Classes = npt.NDArray[np.int8]

_BLOCK: Final = 1024
"""Units worked on at a time: one block of one node stays in the processor's cache, and memory stays bounded."""

# The quantities carried up the tree, stacked so that one addition adds all of them; zero where they have no meaning.
_APPLIES, _SCORED, _COVERAGE, _SCORE, _LOW, _HIGH = range(6)
_MEANS: Final = slice(_SCORE, _HIGH + 1)


@dataclass(frozen=True)
class Scores:
    """Results: units × nodes, the nodes in the order of `framework.nodes`.

    `score` is NaN where nothing is known; all four are NaN where nothing applies. `class_agreed`, `class_low` and
    `class_high` are positions in `framework.classes`, -1 for none. `bounds` are the goalposts taken from the data, to
    freeze.
    """

    framework: Framework
    units: tuple[Unit, ...]
    score: Floats
    low: Floats
    high: Floats
    coverage: Floats
    class_agreed: Classes
    class_low: Classes
    class_high: Classes
    bounds: Mapping[str, Bounds]

    def column(self, node: str) -> int:
        """The column of a node id."""
        return self.framework.node_columns[node]


def score(framework: Framework, answers: Answers, *, bounds: Mapping[str, Bounds] | None = None) -> Scores:
    """Score answers: `normalise`, then `score_values`. `bounds` are frozen goalposts, see `normalise`."""
    return score_values(framework, normalise(framework, answers, bounds=bounds))


def score_values(framework: Framework, values: Values) -> Scores:
    """Score values between 0 and 1; the head of this module gives the arithmetic.

    Raises `ScoringError` when an array has the wrong shape, or holds a value outside 0–1, crossed bounds or a weight
    ≤ 0.
    """
    _check(framework, values)
    steps = _steps(framework)
    shape = (len(framework.nodes), len(values.units))
    found = {name: np.empty(shape) for name in ("score", "low", "high", "coverage")}
    for start in range(0, len(values.units), _BLOCK):
        block = slice(start, start + _BLOCK)
        state = _climb(steps, _leaves(framework, values, block), framework, values, block)
        applies, scored = state[:, _APPLIES] > 0, state[:, _SCORED] > 0
        found["score"][:, block] = np.where(scored, state[:, _SCORE], np.nan)
        for name, quantity in (("low", _LOW), ("high", _HIGH), ("coverage", _COVERAGE)):
            found[name][:, block] = np.where(applies, state[:, quantity], np.nan)
    rounded = {name: np.round(array, DECIMALS).T for name, array in found.items()}
    return _classed(framework, values, **rounded)


class _Child(NamedTuple):
    """A child of the node being computed: its row, its weight, and its indicator column when it is a leaf."""

    row: int
    weight: float
    indicator: int | None


class _Step(NamedTuple):
    """One node to compute from its children."""

    row: int
    geometric: bool
    children: tuple[_Child, ...]


def _steps(framework: Framework) -> list[_Step]:
    """The parents, each after all its children, which stand in code-point order."""
    rows, columns = framework.node_columns, framework.indicator_columns
    steps = []
    for node in reversed(framework.nodes):
        if node.children:
            ordered = sorted(node.children, key=lambda child: child.id)
            children = tuple(_Child(rows[child.id], child.weight, columns.get(child.id)) for child in ordered)
            steps.append(_Step(rows[node.id], node.aggregate == "geometric", children))
    return steps


def _leaves(framework: Framework, values: Values, block: slice) -> Floats:
    """The quantities of every indicator of a block of units: indicators × quantities × units."""
    known, low, high = (np.ascontiguousarray(part[block].T) for part in (values.known, values.low, values.high))
    applies = ~values.not_applicable[block].T
    scored = applies & ~np.isnan(known)
    worst = np.array([[scale.worst] for scale in framework.scales])
    best = np.array([[scale.best] for scale in framework.scales])
    state = np.zeros((len(known), 6, known.shape[1]))
    state[:, _APPLIES] = applies
    state[:, _SCORED] = state[:, _COVERAGE] = scored
    state[:, _SCORE] = np.where(scored, known, 0.0)
    state[:, _LOW] = np.where(scored, known, np.where(applies, np.where(np.isnan(low), worst, low), 0.0))
    state[:, _HIGH] = np.where(scored, known, np.where(applies, np.where(np.isnan(high), best, high), 0.0))
    return state


def _climb(steps: Sequence[_Step], leaves: Floats, framework: Framework, values: Values, block: slice) -> Floats:
    """The quantities of every node: nodes × quantities × units."""
    state = np.zeros((len(framework.nodes), *leaves.shape[1:]))
    state[[framework.node_columns[node.id] for node in framework.indicators]] = leaves
    replaced = values.weights[block].T
    has_replaced = [not np.isnan(row).all() for row in replaced]
    for step in steps:
        total = np.zeros(state.shape[1:])
        for child in step.children:
            weight: float | Floats = child.weight
            if child.indicator is not None and has_replaced[child.indicator]:
                weight = np.where(np.isnan(replaced[child.indicator]), child.weight, replaced[child.indicator])
            total += weight * (_logarithms(state[child.row]) if step.geometric else state[child.row])
        state[step.row] = _mean(total, geometric=step.geometric)
    return state


def _logarithms(state: Floats) -> Floats:
    """`state` with the logarithms of score, low and high; what has no meaning stays zero, so that it adds nothing."""
    logs = state.copy()
    with np.errstate(divide="ignore"):  # the logarithm of zero is -inf, and makes the mean zero
        for quantity, counts in ((_SCORE, _SCORED), (_LOW, _APPLIES), (_HIGH, _APPLIES)):
            np.log(state[quantity], out=logs[quantity], where=state[counts] > 0)
    return logs


def _mean(total: Floats, *, geometric: bool) -> Floats:
    """A node's quantities from the weighted sums over its children; the sum of a mask is the weight that counts."""
    applies, scored = total[_APPLIES] > 0, total[_SCORED] > 0
    mean = total / np.where(applies, total[_APPLIES], 1.0)
    mean[_SCORE] = total[_SCORE] / np.where(scored, total[_SCORED], 1.0)
    if geometric:
        mean[_MEANS] = np.exp(mean[_MEANS])
        mean[_SCORE] *= scored
        mean[_LOW:] *= applies
    np.maximum(mean[_HIGH], mean[_LOW], out=mean[_HIGH])
    np.clip(mean[_SCORE], mean[_LOW], mean[_HIGH], out=mean[_SCORE], where=scored)
    mean[_APPLIES], mean[_SCORED] = applies, scored
    return mean


def _classed(
    framework: Framework, values: Values, *, score: Floats, low: Floats, high: Floats, coverage: Floats
) -> Scores:
    class_low, class_high = _class_of(framework, low), _class_of(framework, high)
    agreed = (class_low == class_high) & (coverage >= framework.min_coverage)
    class_agreed = np.where(agreed, class_low, np.int8(-1))
    return Scores(
        framework, values.units, score, low, high, coverage, class_agreed, class_low, class_high, values.bounds
    )


def _class_of(framework: Framework, scores: Floats) -> Classes:
    """The position of the class that each score falls in; -1 where there is no score or there are no classes."""
    starts = np.array([one.start for one in framework.classes])
    position = np.searchsorted(starts, scores, side="right") - 1
    return np.where(np.isnan(scores), -1, position).astype(np.int8)


def _check(framework: Framework, values: Values) -> None:
    shape = (len(values.units), len(framework.indicators))
    for name in ("known", "not_applicable", "low", "high", "weights"):
        found = getattr(values, name).shape
        if found != shape:
            raise refuse(
                "values.shape", name, say("an array of {shape}", shape=found), say("an array of {shape}", shape=shape)
            )
    for name in ("known", "low", "high"):
        _check_cells(framework, values, name, _outside(getattr(values, name)), say("numbers from 0 to 1, or NaN"))
    crossed = (values.low > values.high) | (np.isnan(values.low) != np.isnan(values.high))
    _check_cells(framework, values, "low", crossed, say("a low and a high, the low one first, or neither"))
    weights = values.weights
    unfit = ~np.isnan(weights) & ~((weights >= LEAST_WEIGHT) & (weights <= MOST_WEIGHT))
    _check_cells(framework, values, "weights", unfit, WEIGHT_WORDS)


def _outside(array: Floats) -> Bools:
    return (array < 0) | (array > 1)


def _check_cells(framework: Framework, values: Values, name: str, wrong: Bools, accepted: str) -> None:
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        unit, node = values.units[row], framework.indicators[column]
        where = f"{name}, {unit.jurisdiction} {unit.round} {node.id}"
        raise refuse("values.range", where, f"{getattr(values, name)[row, column]:g}", accepted)
