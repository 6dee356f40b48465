"""Codings: one's own, those that wait for review, revisions side by side, threads, disagreements."""

import datetime
from dataclasses import dataclass

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.models import Coding, CodingRevision, Message, Round, Thread
from jatigi.governance.assessments.queries.answers import CitationRow
from jatigi.governance.assessments.rules.evidence import State
from jatigi.governance.frameworks.models import IndicatorVersion


@dataclass(frozen=True)
class RevisionRow:
    """One revision of a coding or of an answer, with its citations. ``changed`` names the fields that differ from
    the one before."""

    number: int
    level: str
    value: float | None
    reasons: str
    reasons_lang: str
    confidence: str
    cause: str
    holds_on: datetime.date
    recorded_at: datetime.datetime
    recorded_by: User | None
    citations: tuple[CitationRow, ...]
    changed: frozenset[str]


@dataclass(frozen=True)
class Waiting:
    """A coding in the reviewer's queue. ``own``: it is the reviewer's own, which another must review."""

    coding: Coding  # with indicator.indicator, indicator.dimension, assessor
    revision: CodingRevision
    since: datetime.datetime
    previous_level: str | None
    agreed_level: str | None
    state: State
    open_threads: int
    disagrees: bool
    own: bool


@dataclass(frozen=True)
class Discussion:
    """A thread with its messages, oldest first."""

    thread: Thread
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Disagreement:
    """An indicator on which handed-in codings differ and at least one still waits for review."""

    indicator: IndicatorVersion
    code: str
    number: str
    sides: tuple[tuple[Coding, CodingRevision], ...]


def own_coding(round: Round, indicator: IndicatorVersion, user: User) -> Coding | None:
    """The person's coding of an indicator, if they handed one in."""
    raise NotImplementedError


def revisions_of(coding: Coding, *, today: datetime.date | None = None) -> list[RevisionRow]:
    """Every revision of a coding, oldest first, to be read side by side."""
    raise NotImplementedError


def answer_revisions(
    round: Round, indicator: IndicatorVersion, *, today: datetime.date | None = None
) -> list[RevisionRow]:
    """Every revision of the agreed answer to an indicator, oldest first."""
    raise NotImplementedError


def review_queue(round: Round, user: User, *, today: datetime.date | None = None) -> list[Waiting]:
    """The codings that wait for review, oldest first."""
    raise NotImplementedError


def threads_of(coding: Coding) -> list[Discussion]:
    """The threads on a coding: open ones first, then by date."""
    raise NotImplementedError


def disagreements(round: Round) -> list[Disagreement]:
    """The indicators on which assessors differ and that wait for a decision."""
    raise NotImplementedError
