"""Agreed answers as known at a time, with what they cite and whether that still stands."""

import datetime
from dataclasses import dataclass
from typing import Literal

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.rules.evidence import State
from jatigi.governance.frameworks.models import IndicatorVersion


@dataclass(frozen=True)
class CitationRow:
    """A citation as a page and a release show it. ``state`` is what has become of the cited thing, for this round."""

    position: int
    kind: Literal["instrument", "evidence"]
    ref: str  # code of the instrument or of the evidence (permanent, public)
    id: str  # the instrument's code or the evidence's UUID: what a form hands back
    thing: str  # kind of instrument or evidence: "law", "regional_act", "official_reply" …
    title: Text
    place: str
    quote: str
    quote_lang: str
    carried_over: bool
    publishable: bool  # instruments always
    state: State
    effect: Text | None  # the legal effect that a person recorded for the ending, if any


@dataclass(frozen=True)
class AnswerRow:
    """One asked indicator with its agreed answer. Where there is none, ``level`` is ``unknown`` and ``answered``
    False.

    ``state`` is the leading state of the citations: to re-verify before overtaken, the earliest ending first.
    ``internal_only``: the answer rests on evidence that may not be published, and on nothing else.
    """

    indicator: IndicatorVersion  # with .indicator, .node, .dimension loaded
    code: str
    number: str
    dimension: str
    answered: bool
    answer_id: int | None
    subject_id: str | None
    revision_id: int | None
    revision: int  # number of the revision, 0 without one
    agreement: str  # proposed | agreed | ""
    level: str
    value: float | None
    reasons: str
    reasons_lang: str
    confidence: str
    cause: str
    holds_on: datetime.date | None
    recorded_at: datetime.datetime | None
    citations: tuple[CitationRow, ...]
    previous_level: str | None  # of the same indicator in the previous round; None without one
    previous_value: float | None
    state: State
    internal_only: bool


@dataclass(frozen=True)
class Standing:
    """An indicator of a round whose cited evidence has ended. ``source`` says what cites it: the agreed answer, a
    coding that waits for review, or last round's answer, which is only the starting point here (``carried``)."""

    source: Literal["answer", "coding", "carried"]
    indicator: IndicatorVersion
    code: str
    number: str
    level: str
    value: float | None
    from_round: str
    citations: tuple[CitationRow, ...]  # those that have ended
    state: State  # the leading one


def answers_of(
    round: Round, as_known_at: datetime.datetime | None = None, *, today: datetime.date | None = None
) -> list[AnswerRow]:
    """Every indicator the round asks, in the framework's order, with the latest revision recorded by ``as_known_at``
    (None: now).

    ``today`` decides what has ended (None: the present day).
    """
    raise NotImplementedError


def to_reverify(round: Round, today: datetime.date | None = None) -> list[Standing]:
    """What must be looked at again before a release. In an open round also last round's answers that nobody has
    judged anew."""
    raise NotImplementedError


def overtaken(round: Round, today: datetime.date | None = None) -> list[Standing]:
    """Answers of a closed round that cite what ended since its reference date. A notice, never blocking."""
    raise NotImplementedError
