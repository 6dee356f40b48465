"""What a sound framework is made of: values that scoring, pages, workbooks and releases read.

A module keeps its own rows and points to its base (``base``); lookups go along the chain, base first. Texts are
``{language: text}``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Text = Mapping[str, str]
Aggregate = Literal["arithmetic", "geometric"]
UNKNOWN, NOT_APPLICABLE = "unknown", "not_applicable"


@dataclass(frozen=True)
class Level:
    """One step of a scale; ``value`` lies between 0 and 1."""

    id: str
    value: float
    label: Text


@dataclass(frozen=True)
class Scale:
    """Ordered levels (lowest first), or a range of numbers (``levels`` is empty then).

    ``minimum`` and ``maximum`` may be ``"data"``: the extremes found in the data. ``direction`` says which end is the
    better.
    """

    id: str
    levels: tuple[Level, ...] = ()
    minimum: float | Literal["data"] | None = None
    maximum: float | Literal["data"] | None = None
    direction: Literal["higher", "lower"] = "higher"

    @property
    def is_number(self) -> bool:
        return not self.levels

    @cached_property
    def level_ids(self) -> tuple[str, ...]:
        """Lowest first."""
        return tuple(level.id for level in self.levels)

    def level(self, level_id: str) -> Level:
        """The level with that id.

        Raises:
            KeyError: when the scale has none such.
        """
        return {level.id: level for level in self.levels}[level_id]


@dataclass(frozen=True)
class FrameworkClass:
    """A band of scores ``[lower, upper)``; the last one includes its upper end."""

    id: str
    lower: float
    upper: float
    last: bool
    label: Text

    def holds(self, score: float) -> bool:
        """Whether the score (0–1, rounded to 1e-12 by its maker) lies in the band."""
        return self.lower <= score and (score <= self.upper if self.last else score < self.upper)


@dataclass(frozen=True)
class Indicator:
    """One question in the wording of one version.

    ``number`` ("3.2") is for people and changes with the order; ``id`` is for ever. ``anchors`` says what each level
    looks like.
    """

    id: str
    number: str
    scale: str
    weight: float
    question: Text
    name: Text = field(default_factory=dict)
    guidance: Text = field(default_factory=dict)
    evidence: Text = field(default_factory=dict)
    anchors: Mapping[str, Text] = field(default_factory=dict)
    gcm: tuple[int, ...] = ()
    sdg: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """The short name, or the question where there is none, in ``lang`` (else in the first language there is)."""
        texts = self.name or self.question
        return texts.get(lang) or next(iter(texts.values()))


@dataclass(frozen=True)
class Subdimension:
    id: str
    title: Text
    about: Text
    weight: float
    aggregate: Aggregate | None  # of this node alone; None: the framework’s
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Dimension:
    id: str
    number: int
    title: Text
    about: Text
    weight: float
    aggregate: Aggregate | None
    subdimensions: tuple[Subdimension, ...]

    @property
    def indicators(self) -> Iterator[Indicator]:
        """In the framework's order."""
        return (indicator for sub in self.subdimensions for indicator in sub.indicators)


@dataclass(frozen=True)
class Framework:
    """One version of a framework, checked. ``dimensions`` and ``scales`` are its own; see ``all_…`` for the chain.

    ``classes`` and ``min_coverage`` are those in force: a module that states none has its base's. ``document`` is the
    canonical document (plain values) and ``digest`` its SHA-256 as canonical YAML.
    """

    id: str
    version: str
    title: Text
    about: Text
    licence: str
    languages: tuple[str, ...]
    aggregate: Aggregate
    scales: Mapping[str, Scale]
    classes: tuple[FrameworkClass, ...]
    min_coverage: float
    dimensions: tuple[Dimension, ...]
    base: "Framework | None"
    document: Mapping[str, Any] = field(repr=False)
    digest: str

    @property
    def key(self) -> str:
        """``framework@version``."""
        return f"{self.id}@{self.version}"

    @cached_property
    def chain(self) -> tuple["Framework", ...]:
        """The base of all bases first, this version last."""
        return (*self.base.chain, self) if self.base else (self,)

    @property
    def all_dimensions(self) -> tuple[Dimension, ...]:
        """The merged view: the base's rows themselves, then the module's."""
        return tuple(dimension for version in self.chain for dimension in version.dimensions)

    @cached_property
    def own_indicators(self) -> tuple[Indicator, ...]:
        """Without the base's."""
        return tuple(indicator for dimension in self.dimensions for indicator in dimension.indicators)

    @cached_property
    def all_indicators(self) -> tuple[Indicator, ...]:
        """Everything that a round on this version asks, base first."""
        return tuple(indicator for version in self.chain for indicator in version.own_indicators)

    @cached_property
    def _by_id(self) -> Mapping[str, Indicator]:
        return {indicator.id: indicator for indicator in self.all_indicators}

    @cached_property
    def _dimension_of(self) -> Mapping[str, Dimension]:
        return {indicator.id: dimension for dimension in self.all_dimensions for indicator in dimension.indicators}

    def __contains__(self, indicator_id: object) -> bool:
        return indicator_id in self._by_id

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator with that id, along the chain. Raises KeyError."""
        return self._by_id[indicator_id]

    def dimension_of(self, indicator_id: str) -> Dimension:
        """The dimension that holds the indicator. Raises KeyError."""
        return self._dimension_of[indicator_id]

    def scale(self, scale_id: str) -> Scale:
        """The scale with that id, along the chain. Raises KeyError."""
        for version in reversed(self.chain):
            if scale_id in version.scales:
                return version.scales[scale_id]
        raise KeyError(scale_id)

    def scale_of(self, indicator_id: str) -> Scale:
        """The scale on which the indicator is answered. Raises KeyError."""
        return self.scale(self.indicator(indicator_id).scale)

    def class_of(self, score: float) -> FrameworkClass | None:
        """The class of a score (0–1); None when the framework has no classes."""
        return next((one for one in self.classes if one.holds(score)), None)

    def node_ids(self) -> Iterator[str]:
        """Ids of this version's own dimensions, sub-dimensions and indicators, in order."""
        for dimension in self.dimensions:
            yield dimension.id
            for sub in dimension.subdimensions:
                yield sub.id
                yield from (indicator.id for indicator in sub.indicators)
