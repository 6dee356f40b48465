"""Handing in, taking back, returning and accepting codings."""

from collections.abc import Sequence

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments import guards, recording
from jatigi.governance.assessments.errors import Fault, refused
from jatigi.governance.assessments.handing_in import hand_in, not_now
from jatigi.governance.assessments.models import (
    AnswerRevision,
    Coding,
    CodingRevision,
    Message,
    Round,
    Thread,
)
from jatigi.governance.assessments.queries.indicators import starting_point
from jatigi.governance.assessments.rules import codings as rules
from jatigi.governance.assessments.rules.judgements import FIRST, Cited, Judged, is_known
from jatigi.governance.frameworks.models import IndicatorVersion


def submit_coding(
    round: Round, indicator: IndicatorVersion, judged: Judged, *, by: User, draft_version: int | None = None
) -> Coding:
    """Hand in a judgement: makes a revision with its citations, and clears the person's draft.

    ``draft_version``: the version this tab wrote last (0: none); an older tab is told. None: not from a draft.

    Raises:
        Refused: ``coding.incomplete`` with ``faults`` by field (``level``, ``reasons``, ``citations.0`` …),
            ``coding.not_now``, ``coding.not_asked``, ``draft.stale``, ``not_your_role``.
    """
    with audit.entry("coding.submit", by=by, kind=Coding._meta.label, round=round.pk) as record:
        revision = hand_in(guards.locked(round.pk), indicator, judged, by=by, draft_version=draft_version)
        _note(record, revision)
    return revision.coding


def confirm_previous(
    round: Round,
    indicator: IndicatorVersion,
    *,
    by: User,
    citations: Sequence[Cited],
    reasons: str = "",
    reasons_lang: str = "",
    confidence: str = "",
    cause: str = FIRST,
    draft_version: int | None = None,
) -> Coding:
    """Hand in that last round's answer is still true.

    The evidence must be given again, each piece looked at again, none of it ended. Reasons and confidence left empty
    are those of last round. A ``cause`` is needed only after another level was handed in this round. ``draft_version``:
    as :func:`submit_coding`.

    Raises:
        Refused: ``coding.nothing_to_confirm``; ``coding.evidence_again`` with ``faults`` by citation; and as
            :func:`submit_coding`.
    """
    with audit.entry("coding.confirm", by=by, kind=Coding._meta.label, round=round.pk) as record:
        now = guards.locked(round.pk)
        before = starting_point(now, indicator)
        if before is None or not is_known(before.level, before.value):
            raise refused("coding.nothing_to_confirm")
        _check_seen_again(now, citations)
        judged = Judged(
            level=before.level,
            value=before.value,
            reasons=reasons.strip() or before.reasons,
            reasons_lang=(reasons_lang or before.reasons_lang) if reasons.strip() else before.reasons_lang,
            confidence=confidence or before.confidence,
            cause=cause,
            citations=tuple(citations),
        )
        revision = hand_in(now, indicator, judged, by=by, draft_version=draft_version)
        _note(record, revision)
    return revision.coding


def _note(record: "audit.changes.Record", revision: CodingRevision) -> None:
    """What the entry says of a coding that was handed in."""
    record.objects.append(str(revision.coding_id))
    record.details |= {"indicator": revision.coding.indicator.indicator.code, "revision": revision.number}


def _check_seen_again(round: Round, citations: Sequence[Cited]) -> None:
    """Whether something is cited, all of it was looked at again, and none of it has ended."""
    ended = recording.ended(round, citations)
    faults = [
        Fault(f"citations.{place}", code, message)
        for place, cited in enumerate(citations)
        for code, message in recording.why_not_again(cited, ended)
    ]
    if not citations or faults:
        raise refused("coding.evidence_again", faults)


def withdraw_coding(coding: Coding, *, by: User) -> None:
    """Take one's own coding back before it is reviewed, to change it.

    Raises:
        Refused: ``coding.not_own``, ``coding.not_now``.
    """
    with audit.entry("coding.withdraw", by=by, many=[coding]):
        _move(coding, "withdraw", by)


def return_coding(coding: Coding, *, by: User, reason: str, revision: int) -> Thread:
    """Give a coding back with a reason, which opens a thread. ``revision``: the number the reviewer read.

    Raises:
        Refused: ``coding.own``, ``coding.stale``, ``coding.reason_missing``, ``coding.not_now``.
    """
    if not reason.strip():
        raise refused("coding.reason_missing")
    with audit.entry("coding.return", by=by, many=[coding], reason=reason, revision=revision) as record:
        _move(coding, "return", by)
        _check_read(coding, revision)
        thread = _thread(coding, by, reason)
        record.objects.append(str(thread.pk))
    return thread


def accept_coding(coding: Coding, *, by: User, revision: int) -> AnswerRevision:
    """Agree: the coding's judgement becomes the (next revision of the) answer, citations copied.

    ``revision``: the number the reviewer read; a coding changed meanwhile is not accepted unseen.

    Raises:
        Refused: ``coding.own``, ``coding.stale``, ``coding.not_now``.
    """
    with audit.entry("coding.accept", by=by, many=[coding], revision=revision) as record:
        round = _move(coding, "accept", by)
        read = _check_read(coding, revision)
        agreed = recording.add_answer_revision(round, read, by=by)
        record.objects.append(str(agreed.answer_id))
        record.details["answer_revision"] = agreed.number
    return agreed


def reopen_coding(coding: Coding, *, by: User, reason: str) -> Thread:
    """Give an accepted coding back to its assessor; the agreed answer stays until another is accepted.

    Raises:
        Refused: ``coding.own``, ``coding.reason_missing``, ``coding.not_now``.
    """
    if not reason.strip():
        raise refused("coding.reason_missing")
    with audit.entry("coding.reopen", by=by, many=[coding], reason=reason) as record:
        _move(coding, "reopen", by)
        thread = _thread(coding, by, reason)
        record.objects.append(str(thread.pk))
    return thread


def _check_read(coding: Coding, revision: int) -> CodingRevision:
    """The revision that was read, when it is still the last one."""
    last = CodingRevision.objects.filter(coding=coding).order_by("-number").first()
    if last is None or last.number != revision:
        raise refused("coding.stale")
    return last


def _move(coding: Coding, action: str, by: User) -> Round:
    """Move the coding; returns its round, held: whoever changes anything in a round holds the round first."""
    round = guards.locked(coding.round_id)
    coding.refresh_from_db(fields=["state"])
    move = rules.move(coding.state, action)
    if move is None or round.state not in move.rounds:
        raise not_now(coding.state, round)
    guards.check_role(by, move.permission, round)
    own = coding.assessor_id == by.pk
    if own and move.who == "other":
        raise refused("coding.own")
    if not own and move.who == "author":
        raise refused("coding.not_own")
    coding.state = move.next
    coding.save(update_fields=["state"])
    return round


def _thread(coding: Coding, by: User, text: str) -> Thread:
    now = timezone.now()
    thread = Thread.objects.create(coding=coding, opened_at=now)
    Message.objects.create(thread=thread, author=by, text=text.strip(), written_at=now)
    return thread
