"""The assessor's list of indicators, and what one indicator's page needs."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation.accounts.models import Institution, User
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.models import (
    AnswerRevision,
    Assignment,
    Coding,
    CodingRevision,
    Draft,
    Round,
    Thread,
)
from jatigi.governance.assessments.queries.answers import (
    AnswerRow,
    Sheet,
    latest_revisions,
    row_of,
    standings,
)
from jatigi.governance.assessments.queries.asked import asked as asked
from jatigi.governance.assessments.queries.citations import Revision, View, citations_of, readable
from jatigi.governance.assessments.queries.evidence import counts_at_hand
from jatigi.governance.assessments.rules.evidence import State
from jatigi.governance.frameworks.models import IndicatorVersion

NOT_HANDED_IN = frozenset({"none", "draft", "open", "returned"})


@dataclass(frozen=True)
class IndicatorRow:
    """One line of the assessor's list, from the point of view of one person.

    ``work`` is the state of the person's own work: ``none``, ``draft`` (begun), ``open`` (taken back),
    ``submitted``, ``returned``, ``accepted``. ``level`` is the agreed one if there is one, else the one they handed
    in last, else ``""``.
    """

    indicator: IndicatorVersion
    code: str
    number: str
    dimension: str
    work: str
    has_draft: bool
    level: str
    value: float | None
    answered: bool  # an agreed or proposed answer exists
    previous_level: str | None
    state: State  # needs re-verification (own answer, or last round's as starting point)
    institution: Institution | None
    assessor: User | None
    asked_at: datetime.datetime | None
    due: datetime.date | None
    late: bool
    evidence_at_hand: int
    open_threads: int  # on the person's own coding


@dataclass(frozen=True)
class PastAnswer:
    """One round's answer to an indicator, for "through the rounds"."""

    round: Round
    row: AnswerRow


@dataclass(frozen=True)
class _Own:
    """A person's own work in a round, by indicator."""

    codings: dict[int, Coding]
    revisions: dict[int, CodingRevision]
    drafts: set[int]
    threads: Counter[int]

    @classmethod
    def of(cls, round: Round, user: User) -> "_Own":
        codings = {c.indicator_id: c for c in Coding.objects.filter(round=round, assessor=user)}
        revisions = CodingRevision.objects.filter(coding__round=round, coding__assessor=user).order_by("number")
        threads = Thread.objects.filter(coding__round=round, coding__assessor=user, resolved_at=None)
        return cls(
            codings,
            {r.coding.indicator_id: r for r in revisions.select_related("coding")},
            set(Draft.objects.filter(round=round, user=user).values_list("indicator_id", flat=True)),
            Counter(threads.values_list("coding__indicator_id", flat=True)),
        )

    def work(self, indicator: int) -> str:
        coding = self.codings.get(indicator)
        if coding is None or (coding.state == "open" and indicator in self.drafts):
            return "draft" if indicator in self.drafts else "none"
        return coding.state


def indicator_list(
    round: Round, user: User, *, today: datetime.date | None = None, only: set[int] | None = None
) -> list[IndicatorRow]:
    """The assessor's list in the framework's order. ``only``: what :func:`.access.limited_to` gave."""
    day = today or timezone.localdate()
    own = _Own.of(round, user)
    sheet = Sheet.of(round)
    answers = sheet.latest
    states = {s.indicator.pk: s.state for s in standings(round, day, sheet=sheet)}
    assigned = {
        a.indicator_id: a
        for a in Assignment.objects.filter(round=round).select_related("institution", "assessor__institution")
    }
    handed_in = set(
        Coding.objects.filter(round=round, state__in=("submitted", "accepted")).values_list("indicator_id", flat=True)
    )
    wanted = [one for one in sheet.asked if only is None or one.pk in only]
    at_hand = counts_at_hand(round, wanted, today=day)
    rows = []
    for one in wanted:
        assignment, previous = assigned.get(one.pk), sheet.previous.get(one.indicator_id)
        judged = answers.get(one.pk) or own.revisions.get(one.pk)
        due = (assignment.due if assignment else None) or round.deadline
        done = one.pk in handed_in or one.pk in answers
        rows.append(
            IndicatorRow(
                indicator=one,
                code=one.indicator.code,
                number=one.number,
                dimension=one.dimension.code,
                work=own.work(one.pk),
                has_draft=one.pk in own.drafts,
                level=judged.level if judged else "",
                value=judged.value if judged else None,
                answered=one.pk in answers,
                previous_level=previous.level if previous else None,
                state=states.get(one.pk),
                institution=assignment.institution if assignment else None,
                assessor=assignment.assessor if assignment else None,
                asked_at=assignment.asked_at if assignment else None,
                due=due,
                late=due is not None and due < day and not done,
                evidence_at_hand=at_hand[one.pk],
                open_threads=own.threads[one.pk],
            )
        )
    return rows


def by_ease(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The same rows for a first visit: by institution, most evidence at hand first."""
    order = {row.code: place for place, row in enumerate(rows)}
    return sorted(
        rows,
        key=lambda row: (
            row.institution is None,
            wording.called(row.institution) if row.institution else "",
            -row.evidence_at_hand,
            order[row.code],
        ),
    )


def next_unanswered(rows: Sequence[IndicatorRow], after: str = "") -> IndicatorRow | None:
    """The first row after the indicator ``after`` (then from the top) that the person has not handed in."""
    start = next((place + 1 for place, row in enumerate(rows) if row.code == after), 0)
    return next(
        (row for row in (*rows[start:], *rows[:start]) if row.work in NOT_HANDED_IN and row.code != after), None
    )


def starting_point(
    round: Round, indicator: IndicatorVersion, *, today: datetime.date | None = None, internal: bool = True
) -> AnswerRow | None:
    """Last round's answer to the same indicator, seen from this round: the states of its citations are those of this
    round.

    ``internal``: with evidence that is not to be published (see :func:`.access.may_read_internal`).
    """
    if round.previous_id is None:
        return None
    revision = (
        latest_revisions(Round(code=round.previous_id))
        .filter(answer__indicator__indicator=indicator.indicator_id)
        .select_related("answer__indicator__indicator", "answer__indicator__dimension", "answer__indicator__node")
        .defer(None)
        .first()
    )
    if revision is None:
        return None
    cited = citations_of(round.jurisdiction, [revision], View.of(round, today))
    shown = readable(cited.get(revision, ()), internal=internal)
    return row_of(revision.answer.indicator, revision, shown, None)


def history(
    round: Round, indicator: IndicatorVersion, *, today: datetime.date | None = None, internal: bool = True
) -> list[PastAnswer]:
    """The indicator's answers in every round of the jurisdiction, oldest first, each as its own round sees it.

    ``internal``: with evidence that is not to be published (see :func:`.access.may_read_internal`).
    """
    rounds = {
        r.pk: r for r in Round.objects.filter(jurisdiction=round.jurisdiction_id).order_by("reference_date", "code")
    }
    revisions = _of_every_round(round, indicator)
    views: dict[Revision, View] = {r: View.of(rounds[r.answer.round_id], today) for r in revisions.values()}
    cited = citations_of(round.jurisdiction, revisions.values(), views)
    found = []
    for one in rounds.values():
        if (revision := revisions.get(one.pk)) is not None:
            before = revisions.get(one.previous_id or "")
            shown = readable(cited.get(revision, ()), internal=internal)
            row = row_of(revision.answer.indicator, revision, shown, before)
            found.append(PastAnswer(one, row))
    return found


def _of_every_round(round: Round, indicator: IndicatorVersion) -> dict[str, AnswerRevision]:
    """The latest revision of the indicator's answer in each round of the jurisdiction."""
    found = AnswerRevision.objects.filter(
        answer__round__jurisdiction=round.jurisdiction_id, answer__indicator__indicator=indicator.indicator_id
    ).select_related("answer__indicator__indicator", "answer__indicator__dimension", "answer__indicator__node")
    return {r.answer.round_id: r for r in found.order_by("number")}
