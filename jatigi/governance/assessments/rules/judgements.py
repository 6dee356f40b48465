"""What a judgement says: level, reasons, confidence, cause, citations. And what it must say."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cited:
    """A place in an instrument (``instrument`` is its code) or a piece of other evidence (``evidence`` is its UUID
    as text)."""

    instrument: str | None = None
    evidence: str | None = None
    place: str = ""  # article, page, paragraph
    quote: str = ""
    quote_lang: str = ""
    carried_over: bool = False  # came with last round's answer and has not been looked at again


@dataclass(frozen=True)
class Judged:
    """A judgement as a person hands it in. ``holds_on`` None means the round's reference date."""

    level: str = ""  # a level id, "unknown" or "not_applicable"; "" on number scales, where ``value`` counts
    value: float | None = None
    reasons: str = ""
    reasons_lang: str = "fr"
    confidence: str = ""
    cause: str = "first"
    holds_on: datetime.date | None = None
    citations: tuple[Cited, ...] = ()


def read_content(content: Mapping[str, Any]) -> Judged:
    """A draft's JSON as a judgement. Drafts may be unfinished: what is missing or malformed becomes empty; other
    keys are passed over, so that a page may keep its own things in a draft. Keys are the field names of
    :class:`Judged`."""
    raise NotImplementedError


def write_content(judged: Judged) -> dict[str, Any]:
    """The JSON form that :func:`read_content` reads."""
    raise NotImplementedError
