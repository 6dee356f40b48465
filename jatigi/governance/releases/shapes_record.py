"""What a release says of consultations and of what followed, as frozen values. Import them from :mod:`.reader`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Texts = Mapping[str, str]
Items = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class InstitutionRow:
    """An institution that another table names."""

    origin: str
    jurisdiction: str
    id: str
    name: Texts
    abbreviation: str


@dataclass(frozen=True)
class ConsultationRow:
    """A consultation. ``organisers``: ``[{part, name: {lang: text}, institution}]``; ``sessions``: ``[{kind, title:
    {lang: text}, communications}]``; ``counts``: ``[{what, value, source}]`` with the place of the source in
    ``sources``; ``answers``: ``[{outcome, count}]``; ``sources``: ``[{url, publisher, accessed}]``."""

    origin: str
    jurisdiction: str
    id: str
    of_round: str
    kind: str
    title: Texts
    about: Texts
    venue: Texts
    starts_on: str
    ends_on: str
    languages: tuple[str, ...]
    silence_deadline: str
    organisers: Items
    sessions: Items
    counts: Items
    asked: int
    attended: int
    named: tuple[str, ...]
    points: int
    remarks: int
    answers: Items
    sources: Items


@dataclass(frozen=True)
class PositionRow:
    """How many institutions stand where on one point; one, by name and in its words, where it consented. Silence is
    ``no_observation`` after a deadline announced in writing, ``awaited`` otherwise: never agreement."""

    origin: str
    jurisdiction: str
    consultation: str
    kind: str  # answer | finding | paragraph | recommendation
    ref: str
    stance: str
    institution: str
    count: int
    text_lang: str
    text: str
    outcome: str
    reason: Texts
    change: str  # promised | made | ""
    changed_kind: str
    changed: str


@dataclass(frozen=True)
class RemarkRow:
    """A public remark or proposal in its own words, with what was answered."""

    origin: str
    jurisdiction: str
    consultation: str
    id: str
    kind: str
    source: str
    voice: str
    institution: str
    organisation: str
    about_kind: str
    about: str
    text_lang: str
    text: Texts
    inserted: str
    outcome: str
    reason: Texts
    change: str
    changed_kind: str
    changed: str


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation as adopted. ``gcm`` are numbers of objectives, 1 to 23."""

    origin: str
    jurisdiction: str
    id: str
    of_round: str
    consultation: str
    came_from: str
    text: Texts
    detail: Texts
    recommended_on: str
    gcm: tuple[str, ...]
    indicators: tuple[str, ...]
    dimensions: tuple[str, ...]
    findings: tuple[str, ...]
    acceptance: str
    response: Texts
    sources: Items


@dataclass(frozen=True)
class PlanRow:
    """An action plan. ``axes``: ``[{id, title: {lang: text}}]`` in their order."""

    origin: str
    jurisdiction: str
    id: str
    title: Texts
    about: Texts
    starts: str
    ends: str
    state: str
    instrument: str
    axes: Items
    sources: Items


@dataclass(frozen=True)
class ActionRow:
    """What an institution undertakes, with both statuses. ``standing`` is ``official`` where the status rests on two,
    else ``declared`` (« déclaré fait par … »: ``declared_by``, ``[{institution}]`` or ``[{name}]``), else
    ``not_reported``. ``milestones``: ``[{title, due, done_on}]``; ``funding``: ``[{amount, currency, source,
    standing}]`` with ``amount`` null where it is not known."""

    origin: str
    jurisdiction: str
    plan: str
    action: str
    axis: str
    title: Texts
    about: Texts
    lead: str
    partners: tuple[str, ...]
    starts: str
    ends: str
    recommendations: tuple[str, ...]
    indicators: tuple[str, ...]
    dimensions: tuple[str, ...]
    gcm: tuple[str, ...]
    instruments: tuple[str, ...]
    milestones: Items
    funding: Items
    standing: str
    status: str
    own_status: str
    validated_status: str
    declared_by: Items
    dropped_on: str
    dropped_reason: Texts
    sources: Items


@dataclass(frozen=True)
class ProgressRow:
    """One report on an action, by its institution or by a public text, with the latest verdict on it."""

    origin: str
    jurisdiction: str
    plan: str
    action: str
    number: int
    institution: str
    declared_by: Texts
    due: str
    recorded_at: str
    happened_on: str
    status: str
    text: Texts
    evidence: tuple[str, ...]
    instruments: tuple[str, ...]
    spent: float | None
    currency: str
    verdict: str
    verdict_status: str
    verdict_reason: Texts


@dataclass(frozen=True)
class MovementRow:
    """An answer that should move because of an action (``plan`` and ``action``) or of a recommendation, and whether it
    did between the previous round and this one."""

    origin: str
    jurisdiction: str
    plan: str
    action: str
    recommendation: str
    indicator: str
    level_from: str
    level_to: str
    by: str
    previous_level: str
    level: str
    result: str


@dataclass(frozen=True)
class AttributionRow:
    """That an action moved an answer: said by somebody, confirmed by dated evidence of both rounds, or disputed."""

    origin: str
    jurisdiction: str
    plan: str
    action: str
    number: int
    recommendation: str
    indicator: str
    link: str
    said_by: Texts
    reason: Texts
    evidence: tuple[str, ...]
    instruments: tuple[str, ...]
    sources: Items


#: Table → the form of its rows.
RECORD_ROWS: Mapping[str, type[Any]] = {
    "institutions": InstitutionRow,
    "consultations": ConsultationRow,
    "positions": PositionRow,
    "remarks": RemarkRow,
    "recommendations": RecommendationRow,
    "plans": PlanRow,
    "actions": ActionRow,
    "progress": ProgressRow,
    "movements": MovementRow,
    "attributions": AttributionRow,
}
