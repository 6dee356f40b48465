"""What is left to fix before a round can be validated and released."""

import datetime
from collections.abc import Iterable, Mapping

from jatigi.governance.assessments import wording
from jatigi.governance.assessments.models import (
    AnswerRevision,
    Assignment,
    Coding,
    Finding,
    Round,
    Thread,
)
from jatigi.governance.assessments.queries import register
from jatigi.governance.assessments.queries.answers import AnswerRow, answers_of
from jatigi.governance.assessments.queries.citations import CitationRow
from jatigi.governance.assessments.queries.codings import disagreements
from jatigi.governance.assessments.queries.findings import findings_of
from jatigi.governance.assessments.rules import quality as rules
from jatigi.governance.assessments.rules.evidence import CitedFacts
from jatigi.governance.assessments.rules.findings import Basis
from jatigi.governance.assessments.rules.judgements import Stand
from jatigi.governance.assessments.rules.quality import Check as Check
from jatigi.governance.assessments.rules.quality import Place as Place
from jatigi.governance.frameworks.models import IndicatorVersion


def quality_checks(round: Round, today: datetime.date | None = None) -> list[Check]:
    """All checks, in the order of the catalogue, also those with nothing left."""
    rows = answers_of(round, today=today)
    by_author = _reviewed_by_author(round)
    asked = [row.indicator for row in rows]
    return rules.run(
        rules.Seen(
            reference_date=round.reference_date,
            answers=[_handled(row, by_author) for row in rows if row.answered],
            findings=_written(round, rows),
            waiting=_named(
                asked, Coding.objects.filter(round=round, state="submitted").values_list("indicator", flat=True)
            ),
            disagreements=[(d.code, d.number) for d in disagreements(round)],
            open_threads=_named(
                asked,
                Thread.objects.filter(coding__round=round, resolved_at=None).values_list(
                    "coding__indicator", flat=True
                ),
            ),
            unassigned=_unassigned(round, asked),
            day=wording.Day,
        )
    )


def blocking(checks: Iterable[Check]) -> int:
    """How many places keep the round from being validated."""
    return sum(check.count for check in checks if check.blocks)


def _named(asked: Iterable[IndicatorVersion], ids: Iterable[int]) -> list[tuple[str, str]]:
    wanted = set(ids)
    return [(one.indicator.code, one.number) for one in asked if one.pk in wanted]


def _unassigned(round: Round, asked: Iterable[IndicatorVersion]) -> list[tuple[str, str]]:
    """The indicators that nobody is asked, while answers are being collected."""
    if round.state not in {"launch", "collection"}:
        return []
    taken = set(
        Assignment.objects.filter(round=round)
        .exclude(institution=None, assessor=None)
        .values_list("indicator", flat=True)
    )
    return [(one.indicator.code, one.number) for one in asked if one.pk not in taken]


def _reviewed_by_author(round: Round) -> set[int]:
    """The answer revisions that were recorded by the person who handed the coding in: there should be none."""
    found = AnswerRevision.objects.filter(answer__round=round).exclude(recorded_by=None)
    own = found.values_list("pk", "recorded_by", "from_coding__recorded_by")
    return {pk for pk, reviewer, author in own if reviewer == author}


def _handled(row: AnswerRow, by_author: set[int]) -> rules.Handled:
    return rules.Handled(
        indicator=row.code,
        number=row.number,
        level=row.level,
        value=row.value,
        level_name=wording.Level(row.indicator.levels, row.level, row.value),
        reasons=row.reasons,
        cause=row.cause,
        previous=Stand(row.previous_level, row.previous_value) if row.previous_level is not None else None,
        citations=[_citation(c) for c in row.citations],
        reviewed_by_author=row.revision_id in by_author,
    )


def _citation(row: CitationRow) -> rules.CitationFacts:
    return rules.CitationFacts(
        row.facts, wording.Words(row.title), row.state, row.carried_over, row.publishable, row.although_ended
    )


def basis_of(row: AnswerRow) -> Basis:
    """An answer as the basis of a finding."""
    return Basis(f"{row.number} {row.code}", row.level, row.value, [c.facts for c in row.citations])


def _written(round: Round, rows: Iterable[AnswerRow]) -> list[rules.Written]:
    by_answer = {row.answer_id: row for row in rows if row.answer_id is not None}
    found = findings_of(round)
    known = register.read(
        round.jurisdiction,
        {text.pk for finding in found for text in finding.instruments.all()},
        {piece.pk for finding in found for piece in finding.evidence.all()},
    )
    return [
        rules.Written(
            code=finding.code,
            kind=finding.kind,
            state=finding.state,
            unfit=finding.text.unfit(round.languages),
            answers=[basis_of(by_answer[a.pk]) for a in finding.answers.all() if a.pk in by_answer],
            cites=_cites(finding, known.instruments, known.evidence),
        )
        for finding in found
    ]


def _cites(
    finding: Finding, instruments: Mapping[str, register.Entry], evidence: Mapping[str, register.Entry]
) -> list[CitedFacts]:
    return [
        *(instruments[text.pk].facts for text in finding.instruments.all()),
        *(evidence[str(piece.pk)].facts for piece in finding.evidence.all()),
    ]
