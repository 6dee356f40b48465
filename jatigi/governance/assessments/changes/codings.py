"""Handing in, taking back, returning and accepting codings."""

from collections.abc import Sequence

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.models import AnswerRevision, Coding, Round, Thread
from jatigi.governance.assessments.rules.judgements import Cited, Judged
from jatigi.governance.frameworks.models import IndicatorVersion


def submit_coding(
    round: Round, indicator: IndicatorVersion, judged: Judged, *, by: User, draft_version: int | None = None
) -> Coding:
    """Hand in a judgement: makes a revision with its citations, and clears the person's draft.

    ``draft_version``: the version this tab wrote last; an older tab is told (``draft.stale``). None: not from a
    draft.

    Raises:
        Refused: ``coding.incomplete`` with ``faults`` by field; ``coding.not_now``; ``coding.accepted`` …
    """
    raise NotImplementedError


def confirm_previous(
    round: Round,
    indicator: IndicatorVersion,
    *,
    by: User,
    citations: Sequence[Cited],
    reasons: str = "",
    reasons_lang: str = "",
    confidence: str = "",
) -> Coding:
    """Hand in that last round's answer is still true. The evidence must be given again, each piece looked at again,
    none ended.

    Reasons and confidence left empty are those of last round.

    Raises:
        Refused: ``coding.nothing_to_confirm``, ``coding.evidence_again`` (``faults`` by citation), and as
        :func:`submit_coding`.
    """
    raise NotImplementedError


def withdraw_coding(coding: Coding, *, by: User) -> None:
    """Take one's own coding back before it is reviewed, to change it."""
    raise NotImplementedError


def return_coding(coding: Coding, *, by: User, reason: str, revision: int) -> Thread:
    """Give a coding back with a reason, which opens a thread. ``revision``: the number the reviewer read.

    Raises:
        Refused: ``coding.own``, ``coding.stale``, ``coding.reason_missing``.
    """
    raise NotImplementedError


def accept_coding(coding: Coding, *, by: User, revision: int) -> AnswerRevision:
    """Agree: the coding's judgement becomes the (next revision of the) answer, citations copied. ``revision``: the
    number the reviewer read; a coding changed meanwhile is not accepted unseen.

    Raises:
        Refused: ``coding.own``, ``coding.stale``, ``coding.open_threads``.
    """
    raise NotImplementedError


def reopen_coding(coding: Coding, *, by: User, reason: str) -> Thread:
    """Give an accepted coding back to its assessor; the agreed answer stays until another is accepted."""
    raise NotImplementedError
