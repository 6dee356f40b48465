"""How judgements become revisions with their citations, for people at the desk and for files alike. Called by acts
only."""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.errors import Fault
from jatigi.governance.assessments.models import (
    Answer,
    AnswerRevision,
    Citation,
    Coding,
    CodingRevision,
    Round,
    Subject,
)
from jatigi.governance.assessments.queries import register
from jatigi.governance.assessments.queries.answers import latest_revisions
from jatigi.governance.assessments.queries.citations import View
from jatigi.governance.assessments.rules.evidence import ToReverify
from jatigi.governance.assessments.rules.judgements import FIRST, Asked, Cited, Judged, Stand, differs
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.instruments import access as instruments_access

COPIED = ("level", "value", "reasons", "reasons_lang", "confidence", "holds_on")


def asked_of(round: Round, indicator: IndicatorVersion, coding: Coding | None) -> Asked:
    """What is asked, with what stood before: last round's answer, this round's answer, the coding's last revision."""
    stands: list[Stand] = []
    agreed = latest_revisions(round).filter(answer__indicator=indicator).first()
    own = CodingRevision.objects.filter(coding=coding).order_by("-number").first() if coding and coding.pk else None
    for revision in (agreed, own):
        if revision is not None:
            stands.append(Stand(revision.level, revision.value))
    return Asked(
        levels=[level["id"] for level in indicator.levels],
        reference_date=round.reference_date,
        previous=_previous(round, indicator),
        last=stands,
    )


def _previous(round: Round, indicator: IndicatorVersion) -> Stand | None:
    if round.previous_id is None:
        return None
    before = latest_revisions(Round(code=round.previous_id)).filter(answer__indicator__indicator=indicator.indicator_id)
    revision = before.first()
    return Stand(revision.level, revision.value) if revision else None


def faults_of_references(round: Round, by: User, citations: Sequence[Cited]) -> tuple[Fault, ...]:
    """Citations of what the register does not have, or not for this person and jurisdiction."""
    texts = {c.instrument for c in citations if c.instrument}
    pieces = {id for c in citations if (id := _uuid(c.evidence)) is not None}
    there = set(instruments_access.visible_instruments(by).filter(pk__in=texts).values_list("pk", flat=True))
    readable = instruments_access.visible_evidence(by).filter(
        pk__in=pieces, jurisdiction__in=register.lineage(round.jurisdiction)
    )
    seen = set(readable.values_list("pk", flat=True))
    missing = _("The register has no such text or evidence.")
    return tuple(
        Fault(f"citations.{place}", "citation.not_there", missing)
        for place, c in enumerate(citations)
        if (c.instrument and c.instrument not in there) or (c.evidence and _uuid(c.evidence) not in seen)
    )


def _uuid(value: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if value else None
    except ValueError:
        return None


def ended(round: Round, citations: Iterable[Cited]) -> dict[str, ToReverify]:
    """What among the citations has ended, seen from the round today: {instrument code or evidence UUID: state}."""
    cited = list(citations)
    known = register.read(
        round.jurisdiction,
        {c.instrument for c in cited if c.instrument},
        {str(id) for c in cited if (id := _uuid(c.evidence)) is not None},
    )
    view = View.of(round, None)
    states = {id: view.state(entry.facts) for id, entry in {**known.instruments, **known.evidence}.items()}
    return {id: state for id, state in states.items() if isinstance(state, ToReverify)}


def why_not_again(cited: Cited, over: dict[str, ToReverify]) -> Iterator[tuple[str, Phrase]]:
    """Why a citation does not show that an answer is still true."""
    if cited.carried_over:
        yield "citation.unseen", _("Look at it again and say so, or take it off.")
    state = over.get(cited.instrument or cited.evidence or "")
    if state is not None:
        yield "citation.ended", _("It has ended: %(day)s. Answer anew instead.", day=wording.Day(state.on))


def coding_revision(
    coding: Coding, judged: Judged, reference: datetime.date, *, by: User | None, at: datetime.datetime, number: int
) -> CodingRevision:
    """The coding's revision with that number, not saved. It holds on the reference date unless it says otherwise."""
    return CodingRevision(
        coding=coding,
        number=number,
        level=judged.level,
        value=judged.value,
        reasons=judged.reasons.strip(),
        reasons_lang=judged.reasons_lang,
        confidence=judged.confidence,
        cause=judged.cause,
        holds_on=judged.holds_on or reference,
        recorded_at=at,
        recorded_by=by,
    )


def citations(
    judged: Judged,
    *,
    coding_revision: CodingRevision | None = None,
    answer_revision: AnswerRevision | None = None,
) -> list[Citation]:
    """The citations of a judgement for one revision of either kind, not saved."""
    return [
        Citation(
            coding_revision=coding_revision,
            answer_revision=answer_revision,
            position=position,
            instrument_id=cited.instrument,
            evidence_id=cited.evidence,
            place=cited.place,
            quote=cited.quote,
            quote_lang=cited.quote_lang,
            carried_over=cited.carried_over,
            although_ended=cited.although_ended,
        )
        for position, cited in enumerate(judged.citations, 1)
    ]


def add_coding_revision(coding: Coding, round: Round, judged: Judged, *, by: User | None) -> CodingRevision:
    """Write the coding's next revision with its citations."""
    number = CodingRevision.objects.filter(coding=coding).count() + 1
    revision = coding_revision(coding, judged, round.reference_date, by=by, at=timezone.now(), number=number)
    revision.save(force_insert=True)
    Citation.objects.bulk_create(citations(judged, coding_revision=revision))
    return revision


def answer_revision(
    answer: Answer, read: CodingRevision, last: AnswerRevision | None, *, by: User | None, at: datetime.datetime
) -> AnswerRevision:
    """The coding revision as the answer's next revision, not saved. ``last``: the answer's revision before."""
    return AnswerRevision(
        answer=answer,
        from_coding=read,
        number=last.number + 1 if last else 1,
        cause=cause_of(read, last),
        recorded_at=at,
        recorded_by=by,
        **{name: getattr(read, name) for name in COPIED},
    )


def add_answer_revision(round: Round, read: CodingRevision, *, by: User | None) -> AnswerRevision:
    """Make the coding revision the answer's next revision, agreed; the answer is made when there is none."""
    indicator = read.coding.indicator_id
    answer = Answer.objects.filter(round=round, indicator=indicator).first()
    if answer is None:
        subject = Subject.objects.create(kind=Subject.Kind.ANSWER, round=round)
        answer = Answer.objects.create(round=round, indicator_id=indicator, subject=subject)
    elif answer.state != "agreed":
        answer.state = "agreed"
        answer.save(update_fields=["state"])
    last = AnswerRevision.objects.filter(answer=answer).order_by("-number").first()
    revision = answer_revision(answer, read, last, by=by, at=timezone.now())
    revision.save(force_insert=True)
    _copy_citations(read, revision)
    return revision


def cause_of(read: CodingRevision, last: AnswerRevision | None) -> str:
    """The cause of the answer's next revision.

    A coding that was a first one where another was agreed meanwhile changes the answer all the same: the reviewer
    judged the same evidence otherwise.
    """
    stand = Stand(last.level, last.value) if last else None
    if read.cause == FIRST and differs(stand, read.level, read.value):
        return "other_judgement"
    return read.cause


def _copy_citations(read: CodingRevision, revision: AnswerRevision) -> None:
    copies = list(Citation.objects.filter(coding_revision=read))
    for copy in copies:
        copy.pk, copy.coding_revision, copy.answer_revision = None, None, revision
    Citation.objects.bulk_create(copies)
