"""What is scored: scales, classes and the tree of a framework, as frozen values.

    framework ─► dimension ─► subdimension ─► indicator

Every node has a weight among its siblings, and every node but an indicator says how it averages its children. Titles,
questions and anchors are not here: scoring needs ids, weights and scales. `documents.framework_from_document` builds
a `Framework` from the document that a framework file holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

Kind = Literal["framework", "dimension", "subdimension", "indicator"]
Aggregate = Literal["arithmetic", "geometric"]
Direction = Literal["higher", "lower"]

UNKNOWN: Final = "unknown"
NOT_APPLICABLE: Final = "not_applicable"
NUMBER: Final = "number"
RESERVED: Final = frozenset({UNKNOWN, NOT_APPLICABLE, NUMBER})
"""Words that no level may take as its id: they are states beside the levels."""

DECIMALS: Final = 12
"""Scores, coverages and thresholds are rounded to this many decimals before they are compared (to 1e-12)."""


MIN_COVERAGE: Final = 0.6
"""The share of weight that must be known before a node shows a class, where a framework does not say."""


@dataclass(frozen=True, slots=True)
class Level:
    """One answer of an ordered scale and what it is worth, between 0 (worst) and 1 (best)."""

    id: str
    value: float


@dataclass(frozen=True, slots=True)
class LevelScale:
    """Ordered levels, worst first: absent, partial, complete. An answer's *rank* is its place here, from 0."""

    id: str
    levels: tuple[Level, ...]

    @property
    def worst(self) -> float:
        """The value an unknown answer has at worst."""
        return self.levels[0].value

    @property
    def best(self) -> float:
        """The value an unknown answer has at best."""
        return self.levels[-1].value


@dataclass(frozen=True, slots=True)
class NumberScale:
    """A measured number placed between two goalposts: days to a permit, a percentage.

    `min` and `max` are in the number's own unit; `None` means that they come from the data (see
    `normalise.data_bounds`). `direction` says which end is better. A number beyond a goalpost counts as the goalpost.
    """

    id: str
    min: float | None
    max: float | None
    direction: Direction

    @property
    def worst(self) -> float:
        """The value an unknown answer has at worst."""
        return 0.0

    @property
    def best(self) -> float:
        """The value an unknown answer has at best."""
        return 1.0

    @property
    def from_data(self) -> bool:
        """Whether a goalpost must be looked up in the data."""
        return self.min is None or self.max is None


Scale = LevelScale | NumberScale


@dataclass(frozen=True, slots=True)
class Class:
    """A named stretch of scores: `start` ≤ score < `end`, on 0–1; the last class also holds its end, 1."""

    id: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree. `weight` counts among its siblings; `aggregate` says how it averages its own children."""

    id: str
    kind: Kind
    weight: float
    aggregate: Aggregate
    children: tuple[Node, ...] = ()
    scale: Scale | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, each before its children."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Framework:
    """One version of a framework, or of a module with everything it extends, ready to be scored.

    The arrays of this package have one column per indicator, in the order of `indicators`, and results one column
    per node, in the order of `nodes`.
    """

    id: str
    version: str
    root: Node
    classes: tuple[Class, ...] = ()
    min_coverage: float = MIN_COVERAGE

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, each before its children: the columns of a result."""
        return tuple(self.root.walk())

    @cached_property
    def indicators(self) -> tuple[Node, ...]:
        """The leaves in reading order: the columns of answers and values."""
        return tuple(node for node in self.nodes if node.kind == "indicator")

    @cached_property
    def node_columns(self) -> Mapping[str, int]:
        """Node id → its column in results."""
        return {node.id: column for column, node in enumerate(self.nodes)}

    @cached_property
    def indicator_columns(self) -> Mapping[str, int]:
        """Indicator id → its column in answers and values."""
        return {node.id: column for column, node in enumerate(self.indicators)}

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """The scale of each indicator, in the order of `indicators`."""
        return tuple(node.scale for node in self.indicators if node.scale is not None)
