"""What a release says, as frozen values. Import them from :mod:`.reader`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jatigi.governance.releases.shapes_record import (
    ActionRow,
    AttributionRow,
    ConsultationRow,
    InstitutionRow,
    MovementRow,
    PlanRow,
    PositionRow,
    ProgressRow,
    RecommendationRow,
    RemarkRow,
)

Texts = Mapping[str, str]
"""Language → text. A language in which there is no text is left out."""


@dataclass(frozen=True)
class AnswerRow:
    """The agreed answer to one indicator. ``level`` is a level id, ``unknown`` or ``not_applicable``; "" for numbers.

    Dates are ISO texts as written, "" where there is none; ``overtaken_since`` may be partial (``2025-01``).
    ``support`` is ``public``, ``partly_internal``, ``internal`` (it rests on internal evidence alone) or ``none``.
    """

    origin: str
    jurisdiction: str
    round: str
    indicator: str
    number: str
    dimension: str
    level: str
    value: float | None
    confidence: str
    cause: str
    holds_on: str
    recorded_at: str
    reasons_lang: str
    reasons: str
    overtaken_since: str
    previous_level: str
    overtaken_by: str
    support: str


@dataclass(frozen=True)
class CitationRow:
    """What an answer rests on: a place in an instrument, or evidence. ``ref`` is its id in the table of that kind."""

    origin: str
    jurisdiction: str
    round: str
    indicator: str
    position: int
    kind: str  # instrument | evidence
    ref: str
    place: str
    quote_lang: str
    quote: str


@dataclass(frozen=True)
class ScoreRow:
    """Counts under one node of the framework, and its score (0–1) where the release says that scores are public."""

    origin: str
    jurisdiction: str
    round: str
    node: str
    kind: str  # framework | dimension | subdimension | indicator
    score: float | None
    low: float | None
    high: float | None
    coverage: float | None
    klass: str  # the column "class"
    class_low: str
    class_high: str
    complete: int
    partial: int
    absent: int
    unknown: int
    not_applicable: int
    measured: int  # numbers, on scales without levels


@dataclass(frozen=True)
class InstrumentRow:
    """One text, body or publication of the register, with the jurisdiction's own participation.

    ``sources``: ``[{url, publisher, says: {lang: text}, accessed}]``. ``claims``: ``[{field, value, source, chosen,
    reason: {lang: text}}]`` where ``source`` is a position in ``sources`` or null. ``effects``: ``[{holds_on, text}]``.
    """

    origin: str
    id: str
    kind: str
    title: Texts
    number: str
    issuer: Texts
    adopted: str
    in_force_from: str
    in_force_until: str
    signed: str
    ratified: str
    left: str
    status: str
    recalled_fields: tuple[str, ...]
    subjects: tuple[str, ...]
    summary: Texts
    note: Texts
    superseded_by: tuple[str, ...]
    sources: tuple[dict[str, Any], ...]
    claims: tuple[dict[str, Any], ...]
    end_note: Texts
    creates: tuple[str, ...]
    effects: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class EvidenceRow:
    """Public evidence other than instruments: documents, replies, statistics, interviews by consent, observations."""

    origin: str
    id: str
    kind: str
    title: Texts
    text: Texts
    dated: str
    url: str
    publisher: str
    confidence: str
    value: str
    unit: Texts
    definition: Texts
    accessed: str


@dataclass(frozen=True)
class FindingRow:
    """A good practice, a gap, or what happened since then; with the ids of what it rests on."""

    origin: str
    jurisdiction: str
    round: str
    id: str
    dimension: str
    kind: str  # good_practice | gap | since_then
    text: Texts
    answers: tuple[str, ...]
    instruments: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRow:
    """The jurisdiction, or a part of it."""

    code: str
    kind: str
    name: Texts
    parent: str
    exists_from: str
    exists_until: str


@dataclass(frozen=True)
class ReleaseFile:
    """One file of a release: its name in it, size in bytes, SHA-256 in hex; ``read()`` gives the bytes, checked."""

    name: str
    size: int
    sha256: str
    read: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True)
class Release:
    """A verified release. ``files`` holds every file by name, manifest and seal included.

    ``errata`` correct earlier releases of the country, whose bytes stay as they are: ``{release, number, indicator,
    wrong: {lang: text}, right: {lang: text}, since, recorded}``, by release and number. ``indicator`` is "" where the
    release as a whole is meant; ``since`` and ``recorded`` are days: since when the right version is known, and when
    the erratum was written down.
    """

    id: str
    schema: int
    kind: str  # assessment | dataset
    origin: str  # official | reconstructed | fictional
    jurisdiction: str
    jurisdiction_name: Texts
    round: str
    label: str
    reference_date: str
    framework: str  # "jatigi-national@1.0"
    modules: tuple[str, ...]
    languages: tuple[str, ...]  # lead first
    built_for: str
    as_known_at: str
    predecessor: str  # a release id, or ""
    errata: tuple[dict[str, Any], ...]
    scores_public: bool
    bounds: Mapping[str, tuple[float, float]]  # frozen goalposts of scales that take theirs from the data
    audit_head: str
    key_id: str
    notice: Texts  # what the origin means, to be shown wherever the data goes; empty for official rounds
    title: Texts
    about: Texts
    frameworks: Mapping[str, dict[str, Any]]  # key → the framework's document, base first
    mappings: Mapping[str, dict[str, Any]]  # "crosswalk/a--b.yaml" → document
    profile: dict[str, Any]
    answers: tuple[AnswerRow, ...]
    scores: tuple[ScoreRow, ...]
    citations: tuple[CitationRow, ...]
    instruments: tuple[InstrumentRow, ...]
    findings: tuple[FindingRow, ...]
    evidence: tuple[EvidenceRow, ...]
    places: tuple[PlaceRow, ...]
    figures_svg: Mapping[str, str]  # "figures/cloth.fr.svg" → SVG
    files: Mapping[str, ReleaseFile]
    manifest_sha256: str
    licence: str = ""  # SPDX identifier, "CC-BY-4.0"
    licence_url: str = ""
    licence_title: Texts = field(default_factory=dict)
    licence_text: Texts = field(default_factory=dict)  # what it allows, and how the source is named
    institutions: tuple[InstitutionRow, ...] = ()
    consultations: tuple[ConsultationRow, ...] = ()
    positions: tuple[PositionRow, ...] = ()
    remarks: tuple[RemarkRow, ...] = ()
    recommendations: tuple[RecommendationRow, ...] = ()
    plans: tuple[PlanRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    progress: tuple[ProgressRow, ...] = ()
    movements: tuple[MovementRow, ...] = ()
    attributions: tuple[AttributionRow, ...] = ()
