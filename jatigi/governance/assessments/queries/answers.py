"""Agreed answers as known at a time, with what they cite and whether that still stands."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, OuterRef, QuerySet

from jatigi.governance.assessments.models import AnswerRevision, CodingRevision, Round
from jatigi.governance.assessments.queries.asked import asked
from jatigi.governance.assessments.queries.citations import CitationRow as CitationRow
from jatigi.governance.assessments.queries.citations import (
    Revision,
    View,
    citations_of,
    ended,
    internal_only,
)
from jatigi.governance.assessments.rules.evidence import Overtaken as Overtaken
from jatigi.governance.assessments.rules.evidence import State, leading
from jatigi.governance.assessments.rules.evidence import ToReverify as ToReverify
from jatigi.governance.assessments.rules.judgements import UNKNOWN
from jatigi.governance.frameworks.models import IndicatorVersion


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
    """An indicator of a round whose cited evidence has ended.

    ``source`` says what cites it: the answer, a coding that waits for review, or last round's answer, which is only
    the starting point here (``carried``).
    """

    source: "Source"
    indicator: IndicatorVersion
    code: str
    number: str
    level: str
    value: float | None
    from_round: str
    citations: tuple[CitationRow, ...]  # those that have ended
    state: ToReverify | Overtaken  # the leading one


WORDING = ("name", "question", "guidance", "evidence", "levels", "tags")


def latest_revisions(round: Round, as_known_at: datetime.datetime | None = None) -> QuerySet[AnswerRevision]:
    """The revision of each answer of the round that was the latest at that time (None: now)."""
    later = AnswerRevision.objects.filter(answer=OuterRef("answer"), number__gt=OuterRef("number"))
    found = AnswerRevision.objects.filter(answer__round=round)
    if as_known_at is not None:
        later, found = later.filter(recorded_at__lte=as_known_at), found.filter(recorded_at__lte=as_known_at)
    related = found.filter(~Exists(later)).select_related("answer__indicator__indicator")
    # The question's wording is long and is read with the indicators; here only who answers what counts.
    return related.defer(*(f"answer__indicator__{name}" for name in WORDING))


def previous_revisions(round: Round, as_known_at: datetime.datetime | None = None) -> dict[int, AnswerRevision]:
    """The previous round's answers by the indicator's permanent id, which is the same in every version of the
    framework."""
    if round.previous_id is None:
        return {}
    previous = Round(code=round.previous_id)
    return {r.answer.indicator.indicator_id: r for r in latest_revisions(previous, as_known_at)}


@dataclass(frozen=True)
class Sheet:
    """What a round asks, what it answers, and what the round before answered: read once, shown in several ways."""

    asked: list[IndicatorVersion]
    latest: dict[int, AnswerRevision]  # by indicator version
    previous: dict[int, AnswerRevision]  # by permanent indicator

    @classmethod
    def of(cls, round: Round, as_known_at: datetime.datetime | None = None) -> "Sheet":
        """The sheet of a round, as known at a time (None: now)."""
        latest = {r.answer.indicator_id: r for r in latest_revisions(round, as_known_at)}
        return cls(asked(round), latest, previous_revisions(round, as_known_at))


def answers_of(
    round: Round, as_known_at: datetime.datetime | None = None, *, today: datetime.date | None = None
) -> list[AnswerRow]:
    """Every indicator the round asks, in the framework's order, with the latest revision recorded by ``as_known_at``
    (None: now).

    ``today`` decides what has ended (None: the present day).
    """
    sheet = Sheet.of(round, as_known_at)
    cited = citations_of(round.jurisdiction, sheet.latest.values(), View.of(round, today))
    return [
        row_of(one, found, cited.get(found, ()) if found else (), sheet.previous.get(one.indicator_id))
        for one in sheet.asked
        for found in [sheet.latest.get(one.pk)]
    ]


def row_of(
    indicator: IndicatorVersion,
    revision: AnswerRevision | None,
    citations: tuple[CitationRow, ...],
    previous: AnswerRevision | None,
) -> AnswerRow:
    """One row from its parts."""
    return AnswerRow(
        indicator=indicator,
        code=indicator.indicator.code,
        number=indicator.number,
        dimension=indicator.dimension.code,
        answered=revision is not None,
        answer_id=revision.answer_id if revision else None,
        subject_id=str(revision.answer.subject_id) if revision else None,
        revision_id=revision.pk if revision else None,
        revision=revision.number if revision else 0,
        agreement=revision.answer.state if revision else "",
        level=revision.level if revision else UNKNOWN,
        value=revision.value if revision else None,
        reasons=revision.reasons if revision else "",
        reasons_lang=revision.reasons_lang if revision else "",
        confidence=revision.confidence if revision else "",
        cause=revision.cause if revision else "",
        holds_on=revision.holds_on if revision else None,
        recorded_at=revision.recorded_at if revision else None,
        citations=citations,
        previous_level=previous.level if previous else None,
        previous_value=previous.value if previous else None,
        state=leading(c.state for c in citations),
        internal_only=internal_only(citations),
    )


def waiting_revisions(round: Round) -> list[CodingRevision]:
    """The latest revision of each coding that waits for review, oldest first."""
    later = CodingRevision.objects.filter(coding=OuterRef("coding"), number__gt=OuterRef("number"))
    found = CodingRevision.objects.filter(coding__round=round, coding__state="submitted").filter(~Exists(later))
    return list(found.select_related("coding").order_by("recorded_at", "pk"))


def standings(round: Round, today: datetime.date | None = None, *, sheet: Sheet | None = None) -> list[Standing]:
    """Every indicator whose cited evidence has ended, in the framework's order, whatever that means for the round.

    ``sheet``: what was read of the round already.
    """
    view, sheet = View.of(round, today), sheet or Sheet.of(round)
    watched = _watched(round, sheet, view.open)
    cited = citations_of(round.jurisdiction, [revision for _source, revision in watched.values()], view)
    found = [
        _standing(source, one, revision, round, cited.get(revision, ()))
        for one in sheet.asked
        if one.pk in watched
        for source, revision in [watched[one.pk]]
    ]
    return [standing for standing in found if standing is not None]


Source = Literal["answer", "coding", "carried"]


def _watched(round: Round, sheet: Sheet, is_open: bool) -> dict[int, tuple[Source, Revision]]:
    """What speaks for each indicator: the answer; in an open round also a coding that waits, or last round's
    answer."""
    waiting = {r.coding.indicator_id: r for r in waiting_revisions(round)} if is_open else {}
    found: dict[int, tuple[Source, Revision]] = {}
    for one in sheet.asked:
        before = sheet.previous.get(one.indicator_id) if is_open else None
        if (answer := sheet.latest.get(one.pk)) is not None:
            found[one.pk] = ("answer", answer)
        elif (coding := waiting.get(one.pk)) is not None:
            found[one.pk] = ("coding", coding)
        elif before is not None:
            found[one.pk] = ("carried", before)
    return found


def _standing(
    source: Source, indicator: IndicatorVersion, revision: Revision, round: Round, citations: Iterable[CitationRow]
) -> Standing | None:
    over = ended(citations)
    state = leading(c.state for c in over)
    if state is None:
        return None
    from_round = round.previous_id if source == "carried" and round.previous_id else round.pk
    code, number = indicator.indicator.code, indicator.number
    return Standing(source, indicator, code, number, revision.level, revision.value, from_round, over, state)


def to_reverify(round: Round, today: datetime.date | None = None) -> list[Standing]:
    """What must be looked at again before a release. In an open round also last round's answers that nobody has
    judged anew."""
    return [s for s in standings(round, today) if isinstance(s.state, ToReverify)]


def overtaken(round: Round, today: datetime.date | None = None) -> list[Standing]:
    """Answers of a closed round that cite what ended since its reference date. A notice, never blocking."""
    return [s for s in standings(round, today) if isinstance(s.state, Overtaken)]
