"""What a judgement says: level, reasons, confidence, cause, citations. And what it must say."""

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments.errors import Fault

UNKNOWN, NOT_APPLICABLE = "unknown", "not_applicable"
CONFIDENCE = ("low", "medium", "high")
CAUSES = ("first", "policy_change", "evidence_found", "correction", "other_judgement", "instrument_change")
FIRST = "first"
MOST_REASONS = 20_000
MOST_CITATIONS = 60
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True)
class Cited:
    """A place in an instrument (``instrument`` is its code) or a piece of other evidence (``evidence``: its UUID as
    text)."""

    instrument: str | None = None
    evidence: str | None = None
    place: str = ""  # article, page, paragraph
    quote: str = ""
    quote_lang: str = ""
    carried_over: bool = False  # came with last round's answer and has not been looked at again
    although_ended: bool = False  # cited knowing that it has ended; the reasons say what follows


@dataclass(frozen=True)
class Judged:
    """A judgement as a person hands it in. ``holds_on`` None means the round's reference date."""

    level: str = ""  # a level id, "unknown" or "not_applicable"; "" on number scales, where ``value`` counts
    value: float | None = None
    reasons: str = ""
    reasons_lang: str = "fr"
    confidence: str = ""
    cause: str = FIRST
    holds_on: datetime.date | None = None
    citations: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Stand:
    """The level (and value) that stood before: last round's, or this round's last revision."""

    level: str
    value: float | None = None


@dataclass(frozen=True)
class Asked:
    """What is asked and what stood before. ``levels`` are the ids of the scale, none on number scales."""

    levels: Sequence[str]
    reference_date: datetime.date
    previous: Stand | None = None  # last round's answer to the same indicator
    last: Sequence[Stand] = ()  # this round's last revisions: of the answer, of the person's own coding


def is_known(level: str, value: float | None = None) -> bool:
    """Whether a level is known: neither unknown nor not applicable; on number scales a number is there."""
    return level not in {UNKNOWN, NOT_APPLICABLE} and (level != "" or value is not None)


def differs(stand: Stand | None, level: str, value: float | None) -> bool:
    """Whether a judgement is another than what stood before. Where nothing stood, nothing differs."""
    return stand is not None and (stand.level, stand.value) != (level, value)


def needs_cause(asked: Asked, level: str, value: float | None) -> bool:
    """Whether a cause must be given: the level is another than last round's or than this round's last revision."""
    return any(differs(stand, level, value) for stand in (asked.previous, *asked.last))


def faults_of(judged: Judged, asked: Asked) -> tuple[Fault, ...]:
    """What must be put right before the judgement can be handed in, by field; empty when it is complete."""
    return (*_level_faults(judged, asked), *_reason_faults(judged, asked), *_citation_faults(judged))


def _level_faults(judged: Judged, asked: Asked) -> list[Fault]:
    found = []
    if judged.level in {UNKNOWN, NOT_APPLICABLE}:
        if judged.value is not None:
            found.append(Fault("value", "value.beside_level", _("Give a number or “unknown”, not both.")))
    elif asked.levels:
        if not judged.level:
            found.append(Fault("level", "level.missing", _("Choose a level, or “unknown”.")))
        elif judged.level not in asked.levels:
            accepted = ", ".join((*asked.levels, UNKNOWN, NOT_APPLICABLE))
            found.append(Fault("level", "level.not_on_scale", _("Choose one of: %(levels)s.", levels=accepted)))
        if judged.value is not None:
            found.append(Fault("value", "value.beside_level", _("This indicator has levels, not numbers.")))
    elif judged.level or judged.value is None or not math.isfinite(judged.value):
        found.append(Fault("value", "value.missing", _("Give a number, or “unknown”.")))
    if judged.holds_on and judged.holds_on > asked.reference_date:
        found.append(Fault("holds_on", "holds_on.later", _("An answer holds on the reference date or before it.")))
    return found


def _reason_faults(judged: Judged, asked: Asked) -> list[Fault]:
    found = []
    known = is_known(judged.level, judged.value)
    changed = needs_cause(asked, judged.level, judged.value)
    although = any(cited.although_ended for cited in judged.citations)
    if not judged.reasons.strip():
        if changed:
            found.append(Fault("reasons", "reasons.change", _("The level has changed: say why.")))
        elif known or judged.level == NOT_APPLICABLE or although:
            found.append(Fault("reasons", "reasons.missing", _("Give your reasons in a sentence or two.")))
    elif len(judged.reasons) > MOST_REASONS:
        found.append(Fault("reasons", "reasons.too_long", _("At most %(most)s characters.", most=MOST_REASONS)))
    if not _LANGUAGE.match(judged.reasons_lang):
        found.append(Fault("reasons_lang", "reasons_lang.unknown", _("Say in which language the reasons are.")))
    if known and judged.confidence not in CONFIDENCE:
        found.append(Fault("confidence", "confidence.missing", _("Say how sure you are: low, medium or high.")))
    elif judged.confidence and judged.confidence not in CONFIDENCE:
        found.append(Fault("confidence", "confidence.unknown", _("Choose low, medium or high.")))
    if judged.cause not in CAUSES or (changed and judged.cause == FIRST):
        found.append(Fault("cause", "cause.missing", _("The level has changed: say what has caused it.")))
    return found


def _citation_faults(judged: Judged) -> list[Fault]:
    found = []
    for place, cited in enumerate(judged.citations):
        if fault := _citation_fault(cited):
            found.append(Fault(f"citations.{place}", *fault))
    if len(judged.citations) > MOST_CITATIONS:
        found.append(Fault("citations", "citations.too_many", _("At most %(most)s citations.", most=MOST_CITATIONS)))
    return found


def _citation_fault(cited: Cited) -> tuple[str, Phrase] | None:
    if bool(cited.instrument) == bool(cited.evidence):
        return "citation.one_thing", _("Name one text or one piece of evidence.")
    if cited.carried_over:
        return "citation.unseen", _("Look at it again and say so, or take it off.")
    if len(cited.place) > 120:
        return "citation.place", _("At most %(most)s characters for the article or page.", most=120)
    if cited.quote and not _LANGUAGE.match(cited.quote_lang):
        return "citation.quote_lang", _("Say in which language the quote is.")
    return None


def read_content(content: Mapping[str, Any]) -> Judged:
    """A draft's JSON as a judgement. Keys are the field names of :class:`Judged`.

    Drafts may be unfinished: what is missing or malformed becomes empty; other keys are passed over, so that a page
    may keep its own things in a draft.
    """
    citations = content.get("citations")
    return Judged(
        level=_text(content, "level", 80),
        value=_number(content.get("value")),
        reasons=_text(content, "reasons"),
        reasons_lang=_text(content, "reasons_lang", 10) or "fr",
        confidence=_text(content, "confidence", 10),
        cause=_text(content, "cause", 20) or FIRST,
        holds_on=_day(content.get("holds_on")),
        citations=tuple(_cited(c) for c in citations if isinstance(c, Mapping)) if isinstance(citations, list) else (),
    )


def write_content(judged: Judged) -> dict[str, Any]:
    """The JSON form that :func:`read_content` reads."""
    content = asdict(judged)
    content["holds_on"] = judged.holds_on.isoformat() if judged.holds_on else None
    content["citations"] = [asdict(cited) for cited in judged.citations]
    return content


def _cited(content: Mapping[str, Any]) -> Cited:
    return Cited(
        instrument=_text(content, "instrument", 100) or None,
        evidence=_text(content, "evidence", 40) or None,
        place=_text(content, "place"),
        quote=_text(content, "quote"),
        quote_lang=_text(content, "quote_lang", 10),
        carried_over=content.get("carried_over") is True,
        although_ended=content.get("although_ended") is True,
    )


def _text(content: Mapping[str, Any], key: str, most: int = 1_000_000) -> str:
    value = content.get(key)
    return str(storable(value)).strip()[:most] if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    if isinstance(value, str):
        try:
            value = float(value.strip().replace("\u202f", "").replace("\u00a0", "").replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def storable(value: Any) -> Any:
    """JSON that every database can hold: PostgreSQL takes no NUL, no lone surrogate and no NaN."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [storable(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
