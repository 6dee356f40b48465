"""A round's steps, what it says as a whole, and what can be done with it next."""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.problems import Phrase
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.errors import Refused, refused
from jatigi.governance.assessments.models import Approval, Coding, Finding, Round, Step
from jatigi.governance.assessments.queries.answers import latest_revisions, to_reverify
from jatigi.governance.assessments.queries.quality import blocking, quality_checks
from jatigi.governance.assessments.rules import rounds as rules


@dataclass(frozen=True)
class NextMove:
    """Something that can be done with a round now by the person who asks.

    ``refusals`` are the conditions that do not hold yet; without any, the move can be made. ``needs_reason``: the
    person must say why.
    """

    move: rules.Move
    label: Phrase
    needs_reason: bool
    refusals: tuple[Refused, ...]


def steps_of(round: Round) -> list[Step]:
    """The moves the round has made, oldest first, with who made them."""
    return list(Step.objects.filter(round=round).select_related("by").order_by("at", "pk"))


def content_digest(round: Round) -> str:
    """SHA-256 (hex) over everything a signature covers: the latest revision of every answer, and every finding.

    Two equal digests mean that nothing was changed between: revisions never change, and findings are taken in whole.
    """
    answers = [
        [r.answer.indicator.indicator.code, r.answer_id, r.number, r.answer.state] for r in latest_revisions(round)
    ]
    findings = [
        [f.code, f.kind, f.state, f.text.to_json(), f.changed_at.isoformat()]
        for f in Finding.objects.filter(round=round).exclude(state="dropped")
    ]
    canonical = json.dumps([sorted(answers), sorted(findings, key=lambda f: f[0])], sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def signed_by(round: Round) -> list[User]:
    """The validators who have signed the content as it is now, in order."""
    steps = steps_of(round)
    people = {str(step.by.public_id): step.by for step in steps if step.by is not None}
    signed = rules.signatures(
        [
            {
                "action": step.action,
                "state_after": step.state_after,
                "by": str(step.by.public_id) if step.by else "",
                "digest": step.digest,
            }
            for step in steps
        ],
        content_digest(round),
    )
    return [people[id] for id in signed if id in people]


def changed_since_closed(round: Round) -> bool:
    """Whether answers or findings changed after the step that closed the round, which a release refuses."""
    closing = [s for s in steps_of(round) if s.state_after in rules.CLOSED_STATES and s.digest]
    return bool(closing) and closing[-1].digest != content_digest(round)


def next_moves(round: Round, user: Visitor, *, today: datetime.date | None = None) -> list[NextMove]:
    """What the person may do with the round now, with what still stands in the way."""
    mine = [
        m
        for m in rules.moves_from(round.state, round.origin)
        if may(user, m.permission, round.jurisdiction_id) and isinstance(user, User)
    ]
    return [
        NextMove(
            move,
            wording.ROUND_ACTIONS[move.action],
            "reason" in move.conditions,
            tuple(unmet(round, move, by=user if isinstance(user, User) else None, note="-", today=today)),
        )
        for move in mine
    ]


def unmet(
    round: Round, move: rules.Move, *, by: User | None, note: str, today: datetime.date | None = None
) -> Iterator[Refused]:
    """The conditions of a move that do not hold, as refusals, in the order of the table.

    ``two_validators`` and ``letter`` are left to :func:`.changes.rounds.validate` and
    :func:`.changes.rounds.approve`, which bring what they ask for.
    """
    seen = _as_judged(round, move)
    checks: dict[str, Callable[[], int]] = {
        "reason": lambda: not note.strip(),
        "something_handed_in": lambda: not Coding.objects.filter(round=round, state__in=_HANDED_IN).exists(),
        "all_reviewed": lambda: Coding.objects.filter(round=round, state="submitted").count(),
        "nothing_to_reverify": lambda: sum(s.source == "answer" for s in to_reverify(seen, today)),
        "findings_reviewed": lambda: Finding.objects.filter(round=round, state__in=("draft", "submitted")).count(),
        "quality_met": lambda: blocking(quality_checks(seen, today)),
        "embargo_over": lambda: _embargo(round, today) is not None,
        "not_the_approver": lambda: by is not None and Approval.objects.filter(round=round, recorded_by=by).exists(),
    }
    for condition in move.conditions:
        if condition in checks and (left := checks[condition]()):
            code = rules.CONDITIONS[condition]
            yield refused(code, count=int(left), day=wording.Day(_embargo(round, today)))


_HANDED_IN = ("submitted", "accepted")


def _as_judged(round: Round, move: rules.Move) -> Round:
    """The round as its evidence is judged for a move.

    A reconstruction is made in hindsight: it is judged as the closed round it becomes, on its reference date. A round
    of a government is judged as it stands: what ended meanwhile is looked at once more before anyone signs.
    """
    if move.origins != rules.PROJECT:
        return round
    seen = copy(round)
    seen.state = move.next
    return seen


def _embargo(round: Round, today: datetime.date | None) -> datetime.date | None:
    """The day until which the approval asks to wait, None when there is none or it has come."""
    approval = Approval.objects.filter(round=round).first()
    until = approval.embargo_until if approval else None
    return until if until is not None and until > (today or timezone.localdate()) else None
