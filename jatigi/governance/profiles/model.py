"""The one content model of a governance profile: what the web page, the PDF, the Word file and the note are made from.

Frozen values, no Django. ``queries.profile_of`` builds it from the working tables; a release keeps it as
``profile.json`` (``to_json``), and ``from_json`` reads it back. Every text is held in each language (``Words``).

A *note* is a source that a paragraph rests on, numbered within its section. Paragraphs name the answers they rest on by
indicator id, and their sources by note number.
"""

import dataclasses
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

from jatigi.foundation.web.figures.data import Interval

Words = Mapping[str, str]
"""One text by language: ``{"fr": "Santé", "en": "Health"}``."""

SCHEMA: Final = 1
DEFAULT_LICENCE: Final = "CC-BY-4.0"
FINDING_PLACES: Final = ("well_developed", "potential", "since_then")


@dataclass(frozen=True)
class Note:
    """A numbered source of a section. ``kind`` is ``instrument``, ``evidence`` or ``answers``; ``ref`` its id, or the
    numbers of the answers."""

    number: int
    kind: str
    ref: str
    text: Words
    url: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or finding: its text, the indicators whose answers it rests on, the numbers of its notes."""

    id: str
    text: Words
    answers: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """A chapter of prose: foreword, objective, method, context, changes, sources, credits, disclaimer, decisions."""

    id: str
    title: Words
    paragraphs: tuple[Paragraph, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Point:
    """One bar of a key figure's series: a country, a year. A value of None is not known, which is not zero."""

    label: Words
    value: float | None


@dataclass(frozen=True)
class KeyFigure:
    """A figure of context with its definition and source.

    ``standing`` is ``un`` (United Nations), ``national`` (official or consular), ``other``, or ``none_found`` (a
    national figure was looked for and none was found). Figures of one ``group`` stand side by side, in conflict or not.
    """

    id: str
    group: str
    title: Words
    value: str
    unit: Words
    definition: Words
    dated: str
    publisher: str
    url: str = ""
    standing: str = "other"
    series: tuple[Point, ...] = ()
    upright: bool = False


@dataclass(frozen=True)
class Level:
    """A level of the scale, with its words and its shape: complete, partial, absent, unknown, not_applicable."""

    id: str
    label: Words
    shape: str


@dataclass(frozen=True)
class Citation:
    """What an answer rests on: a place in an instrument, or other evidence. Internal evidence never comes here."""

    kind: str
    ref: str
    title: Words
    place: str = ""
    quote: str = ""
    quote_lang: str = ""
    dated: str = ""
    url: str = ""


@dataclass(frozen=True)
class Answer:
    """The agreed answer to one indicator, as known, with last round's level beside it.

    ``level`` is a level id, ``unknown`` or ``not_applicable``. ``before`` is None when the last round did not ask or
    there was none. ``overtaken_since`` (ISO) says that what it cites ended after the reference date: a notice, the
    answer stays true for its date. ``reverify`` is the same before it (open rounds only).
    """

    indicator: str
    number: str
    name: Words
    question: Words
    level: str
    value: float | None = None
    confidence: str = ""
    cause: str = ""
    holds_on: str = ""
    reasons: str = ""
    reasons_lang: str = "fr"
    citations: tuple[Citation, ...] = ()
    internal_only: bool = False
    before: str | None = None
    overtaken_since: str = ""
    overtaken_by: Words = field(default_factory=dict)
    reverify: bool = False


@dataclass(frozen=True)
class Change:
    """A level that differs from last round's, why, and on what evidence.

    ``confirmed`` is true only for a change of policy with dated evidence in both rounds; otherwise the change is
    attributed to the sources in ``after_on`` (cause ``policy_change``) or is a change of knowledge or of judgement.
    """

    indicator: str
    number: str
    name: Words
    before: str
    after: str
    cause: str
    confirmed: bool
    before_on: tuple[Citation, ...] = ()
    after_on: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a dimension or the whole stands in one round: answers per shape of level; the interval where scores are
    public."""

    counts: Mapping[str, int]
    interval: Interval | None = None


@dataclass(frozen=True)
class Dimension:
    """One dimension. ``to_document`` are the indicators that are unknown: they are never gaps."""

    id: str
    number: int
    title: Words
    now: Standing
    before: Standing | None = None
    lead: tuple[Paragraph, ...] = ()
    well_developed: tuple[Paragraph, ...] = ()
    potential: tuple[Paragraph, ...] = ()
    since_then: tuple[Paragraph, ...] = ()
    to_document: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Source:
    """A line of « sources principales »: an instrument or evidence that answers or paragraphs rest on."""

    kind: str
    ref: str
    title: Words
    detail: Words = field(default_factory=dict)
    url: str = ""
    used: int = 0


@dataclass(frozen=True)
class Abbreviation:
    """An abbreviation and what it stands for."""

    short: str
    long: Words


@dataclass(frozen=True)
class Logo:
    """A logo on the last page; its bytes travel beside the model, under ``sha256``."""

    sha256: str
    media_type: str
    alt: Words


@dataclass(frozen=True)
class Profile:
    """The whole profile of one round."""

    round: str
    label: str
    jurisdiction: str
    country: Words
    origin: str
    origin_notice: Words
    languages: tuple[str, ...]
    title: Words
    reference_date: str
    framework: str
    framework_title: Words
    levels: tuple[Level, ...]
    overall: Standing
    dimensions: tuple[Dimension, ...]
    scores_public: bool = False
    previous: str = ""
    previous_label: str = ""
    overall_before: Standing | None = None
    front: tuple[Section, ...] = ()  # forewords, objective, method
    context: Section | None = None
    figures: tuple[KeyFigure, ...] = ()
    figure_groups: tuple[tuple[str, Words], ...] = ()
    changes: Section | None = None
    decisions: Section | None = None  # for the minister's note; absent: derived from the answers
    sources_text: Section | None = None
    sources: tuple[Source, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    back: tuple[Section, ...] = ()  # credits, funder, disclaimer
    logos: tuple[Logo, ...] = ()
    licence: str = DEFAULT_LICENCE  # SPDX identifier
    schema: int = SCHEMA

    def level(self, identifier: str) -> Level:
        """The level with that id.

        Raises:
            KeyError: for an id that is in no scale of the profile.
        """
        for level in self.levels:
            if level.id == identifier:
                return level
        raise KeyError(identifier)

    @property
    def answers(self) -> dict[str, Answer]:
        """Every answer by indicator id."""
        return {answer.indicator: answer for dimension in self.dimensions for answer in dimension.answers}

    def to_json(self) -> dict[str, Any]:
        """Plain values, as ``profile.json`` holds them."""
        return cast(dict[str, Any], _plain(self))

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Profile":
        """Read what :meth:`to_json` wrote. Keys of a later schema are passed over.

        Raises:
            ValueError: when the value is not a profile.
        """
        if not isinstance(value.get("schema"), int):
            raise ValueError("not a profile: the key “schema” is missing; expected profile.json of a release")
        try:
            return _read(cls, value)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a profile of schema {SCHEMA}: {error!r}") from error


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


Value = TypeVar("Value")


def _read(kind: type[Value], value: Mapping[str, Any]) -> Value:
    hints = _hints(kind)  # type: ignore[arg-type]  # mypy takes a class for unhashable
    given = {name: _as(hint, value[name]) for name, hint in hints.items() if name in value}
    return kind(**given)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    """The annotations of a class's fields; working them out takes longer than reading the values."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in dataclasses.fields(kind)}


def _as(hint: Any, value: Any) -> Any:
    """``value`` from JSON as the annotation says."""
    if value is None:
        return None
    origin = get_origin(hint)
    if origin is types.UnionType:
        return _as(next(part for part in get_args(hint) if part is not types.NoneType), value)
    if origin is tuple:
        parts = get_args(hint)
        if len(parts) == 2 and parts[1] is Ellipsis:
            return tuple(_as(parts[0], item) for item in value)
        return tuple(_as(part, item) for part, item in zip(parts, value, strict=True))
    if dataclasses.is_dataclass(hint):
        return _read(cast(type[Any], hint), value)
    if isinstance(value, dict):
        return dict(value)
    return value
