"""Counts of answers under every node: what public pages lead with, before any score.

Counts need no weights and no values: so many absent, partial, complete; so many unknown; so many that do not apply.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .judgements import Answers, Integers, Unit
from .model import NOT_APPLICABLE, NUMBER, UNKNOWN, Framework, LevelScale

Counts = npt.NDArray[np.int32]


@dataclass(frozen=True)
class LevelCounts:
    """How many indicators under each node are in each state: `counts` is units × nodes × states.

    `states` are the level ids in the order of the scales, `number` where a measured number was given (only when a
    framework has such scales), then `unknown` and `not_applicable`. The states of a node add up to its indicators.
    """

    framework: Framework
    units: tuple[Unit, ...]
    states: tuple[str, ...]
    counts: Counts

    def of(self, unit: Unit, node: str) -> dict[str, int]:
        """State → count, for one unit and node."""
        counts = self.counts[self.units.index(unit), self.framework.node_columns[node]]
        return dict(zip(self.states, counts.tolist(), strict=True))


def count_levels(framework: Framework, answers: Answers) -> LevelCounts:
    """Count the answers of every unit by state, under every node."""
    states = _states(framework)
    counts = np.zeros((len(answers.units), len(framework.nodes), len(states)), dtype=np.int32)
    rows = np.arange(len(answers.units))
    for column, node in enumerate(framework.indicators):
        counts[rows, framework.node_columns[node.id], _state_of(framework, states, answers, column)] = 1
    for node in reversed(framework.nodes):
        for child in node.children:
            counts[:, framework.node_columns[node.id]] += counts[:, framework.node_columns[child.id]]
    return LevelCounts(framework, answers.units, states, counts)


def _states(framework: Framework) -> tuple[str, ...]:
    levels = [level.id for scale in framework.scales if isinstance(scale, LevelScale) for level in scale.levels]
    numbers = [] if all(isinstance(scale, LevelScale) for scale in framework.scales) else [NUMBER]
    return tuple(dict.fromkeys([*levels, *numbers, UNKNOWN, NOT_APPLICABLE]))


def _state_of(framework: Framework, states: tuple[str, ...], answers: Answers, column: int) -> Integers:
    """The position in `states` of one indicator's answer, for every unit."""
    scale = framework.scales[column]
    raw = answers.raw[:, column]
    if isinstance(scale, LevelScale):
        places = np.array([states.index(level.id) for level in scale.levels])
        answered = places[np.where(np.isnan(raw), 0, raw).astype(np.int64)]
    else:
        answered = np.full(len(raw), states.index(NUMBER))
    silent = np.where(answers.not_applicable[:, column], states.index(NOT_APPLICABLE), states.index(UNKNOWN))
    return np.where(np.isnan(raw), silent, answered)
