"""Findings of a round, and what its answers suggest."""

import datetime
from dataclasses import dataclass

from jatigi.governance.assessments.models import Finding, Round
from jatigi.governance.assessments.queries.answers import AnswerRow


@dataclass(frozen=True)
class Suggestion:
    """What an answer suggests: a good practice (complete), a gap (absent, partial), "since then" (overtaken). Never
    from unknown."""

    kind: str
    row: AnswerRow


def findings_of(round: Round, *, with_dropped: bool = False) -> list[Finding]:
    """The findings in their order, with dimension, answers, instruments, evidence and who wrote and reviewed them
    loaded."""
    raise NotImplementedError


def suggestions(round: Round, *, today: datetime.date | None = None) -> list[Suggestion]:
    """Answers on which no finding of that kind rests yet, in the framework's order."""
    raise NotImplementedError


def to_document(round: Round) -> list[AnswerRow]:
    """What is still to document (« À documenter »): unknown or unanswered. Never gaps."""
    raise NotImplementedError
