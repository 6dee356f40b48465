"""Codings: one's own, those that wait for review, revisions side by side, threads, disagreements."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.models import (
    AnswerRevision,
    Coding,
    CodingRevision,
    Message,
    Round,
    Thread,
)
from jatigi.governance.assessments.queries.answers import latest_revisions, previous_revisions, waiting_revisions
from jatigi.governance.assessments.queries.citations import CitationRow, Revision, View, citations_of, readable
from jatigi.governance.assessments.rules.codings import disagree
from jatigi.governance.assessments.rules.evidence import State, leading
from jatigi.governance.frameworks.models import IndicatorVersion

COMPARED = ("level", "value", "reasons", "reasons_lang", "confidence", "cause", "holds_on")
Said = tuple[
    dict[str, Any], tuple[tuple[str, str, str], ...]
]  # the fields compared, and (id, place, quote) of citations


@dataclass(frozen=True)
class RevisionRow:
    """One revision of a coding or of an answer, with its citations.

    ``changed`` names the fields that differ from the revision before ("citations" among them).
    """

    id: int
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

    coding: Coding  # with indicator.indicator, indicator.dimension, assessor.institution
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
    """The person's coding of an indicator, if they have one."""
    return Coding.objects.filter(round=round, indicator=indicator, assessor=user).first()


def revisions_of(coding: Coding, *, today: datetime.date | None = None, internal: bool = True) -> list[RevisionRow]:
    """Every revision of a coding, oldest first, to be read side by side.

    ``internal``: with evidence that is not to be published (see :func:`.access.may_read_internal`).
    """
    found = list(CodingRevision.objects.filter(coding=coding).select_related("recorded_by").order_by("number"))
    cited = citations_of(coding.round.jurisdiction, found, View.of(coding.round, today))
    return _side_by_side(found, cited, internal)


def answer_revisions(
    round: Round, indicator: IndicatorVersion, *, today: datetime.date | None = None, internal: bool = True
) -> list[RevisionRow]:
    """Every revision of the agreed answer to an indicator, oldest first. ``internal`` as in :func:`revisions_of`."""
    found = list(
        AnswerRevision.objects.filter(answer__round=round, answer__indicator=indicator)
        .select_related("recorded_by")
        .order_by("number")
    )
    cited = citations_of(round.jurisdiction, found, View.of(round, today))
    return _side_by_side(found, cited, internal)


def _side_by_side(
    revisions: Sequence[CodingRevision] | Sequence[AnswerRevision],
    cited: Mapping[Revision, tuple[CitationRow, ...]],
    internal: bool,
) -> list[RevisionRow]:
    rows: list[RevisionRow] = []
    before: Said | None = None
    for one in revisions:
        citations = cited.get(one, ())
        said = {name: getattr(one, name) for name in COMPARED}
        now = (said, tuple((c.id, c.place, c.quote) for c in citations))
        rows.append(
            RevisionRow(
                id=one.pk,
                number=one.number,
                recorded_at=one.recorded_at,
                recorded_by=one.recorded_by,
                citations=readable(citations, internal=internal),
                changed=_changed(before, now),
                **said,
            )
        )
        before = now
    return rows


def _changed(before: Said | None, now: Said) -> frozenset[str]:
    if before is None:
        return frozenset()
    (old, old_citations), (new, new_citations) = before, now
    names = {name for name in COMPARED if old[name] != new[name]}
    return frozenset(names | ({"citations"} if old_citations != new_citations else set()))


def review_queue(round: Round, user: User, *, today: datetime.date | None = None) -> list[Waiting]:
    """The codings that wait for review, oldest first."""
    waiting = waiting_revisions(round)
    codings = {
        c.pk: c
        for c in Coding.objects.filter(pk__in=[r.coding_id for r in waiting]).select_related(
            "indicator__indicator", "indicator__dimension", "assessor__institution", "round__jurisdiction"
        )
    }
    cited = citations_of(round.jurisdiction, waiting, View.of(round, today))
    before = previous_revisions(round)
    agreed = {r.answer.indicator_id: r.level for r in latest_revisions(round)}
    threads = Counter(Thread.objects.filter(coding__in=codings, resolved_at=None).values_list("coding", flat=True))
    differing = {d.indicator.pk for d in disagreements(round)}
    rows = []
    for revision in waiting:
        coding = codings[revision.coding_id]
        previous = before.get(coding.indicator.indicator_id)
        rows.append(
            Waiting(
                coding=coding,
                revision=revision,
                since=revision.recorded_at,
                previous_level=previous.level if previous else None,
                agreed_level=agreed.get(coding.indicator_id),
                state=leading(c.state for c in cited.get(revision, ())),
                open_threads=threads[coding.pk],
                disagrees=coding.indicator_id in differing,
                own=coding.assessor_id == user.pk,
            )
        )
    return rows


def threads_of(coding: Coding) -> list[Discussion]:
    """The threads on a coding: open ones first, then by date."""
    threads = Thread.objects.filter(coding=coding).select_related("resolved_by").order_by("opened_at", "pk")
    said: dict[int, list[Message]] = defaultdict(list)
    for message in Message.objects.filter(thread__coding=coding).select_related("author"):
        said[message.thread_id].append(message)
    found = [Discussion(thread, tuple(said[thread.pk])) for thread in threads]
    return sorted(found, key=lambda d: d.thread.resolved_at is not None)


def disagreements(round: Round) -> list[Disagreement]:
    """The indicators on which assessors differ and that wait for a decision, in the framework's order."""
    later = CodingRevision.objects.filter(coding=OuterRef("coding"), number__gt=OuterRef("number"))
    found = (
        CodingRevision.objects.filter(coding__round=round, coding__state__in=("submitted", "accepted"))
        .filter(~Exists(later))
        .select_related("coding__indicator__indicator", "coding__assessor")
        .order_by("coding__indicator__version", "coding__indicator__position", "recorded_at")
    )
    sides: dict[int, list[tuple[Coding, CodingRevision]]] = defaultdict(list)
    for revision in found:
        sides[revision.coding.indicator_id].append((revision.coding, revision))
    return [_disagreement(both) for both in sides.values() if _differ(both)]


def _differ(sides: Iterable[tuple[Coding, CodingRevision]]) -> bool:
    return disagree((coding.state, revision.level, revision.value) for coding, revision in sides)


def _disagreement(sides: Sequence[tuple[Coding, CodingRevision]]) -> Disagreement:
    indicator = sides[0][0].indicator
    return Disagreement(indicator, indicator.indicator.code, indicator.number, tuple(sides))
