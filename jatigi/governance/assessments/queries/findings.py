"""Findings of a round, and what its answers suggest."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jatigi.governance.assessments.models import Finding, Round
from jatigi.governance.assessments.queries.answers import AnswerRow, answers_of
from jatigi.governance.assessments.rules.findings import suggested
from jatigi.governance.assessments.rules.judgements import UNKNOWN


@dataclass(frozen=True)
class Suggestion:
    """What an answer suggests. Never made from an unknown one.

    ``kind``: a good practice (the highest level), a gap (a lower one), "since then" (what it cites was overtaken).
    """

    kind: str
    row: AnswerRow


def findings_of(round: Round, *, with_dropped: bool = False) -> list[Finding]:
    """The findings in their order, with what they rest on and who wrote and reviewed them loaded."""
    found = Finding.objects.filter(round=round)
    if not with_dropped:
        found = found.exclude(state="dropped")
    return list(
        found.select_related("dimension", "subject", "written_by", "reviewed_by")
        .prefetch_related("answers__indicator__indicator", "instruments", "evidence")
        .order_by("position", "code")
    )


def suggestions(round: Round, *, today: datetime.date | None = None) -> list[Suggestion]:
    """Answers on which no finding of the suggested kind rests yet, in the framework's order."""
    covered: dict[int, set[str]] = defaultdict(set)
    links = Finding.answers.through.objects.filter(finding__round=round).exclude(finding__state="dropped")
    for answer, kind in links.values_list("answer", "finding__kind"):
        covered[answer].add(kind)
    return [
        Suggestion(kind, row)
        for row in answers_of(round, today=today)
        if row.answer_id is not None
        for kind in suggested(row.level, row.value, order_of(row), row.state)
        if kind not in covered[row.answer_id]
    ]


def order_of(row: AnswerRow) -> Sequence[str]:
    """The level ids of the indicator's scale from lowest to highest; none on number scales."""
    levels = sorted(row.indicator.levels, key=lambda level: float(level["value"]))
    return [level["id"] for level in levels]


def to_document(round: Round) -> list[AnswerRow]:
    """What is still to document (« À documenter »): unknown or unanswered. Never gaps."""
    return [row for row in answers_of(round) if row.level == UNKNOWN]
