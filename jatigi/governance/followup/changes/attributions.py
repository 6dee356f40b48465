"""That an action moved an answer, or followed from a recommendation: recorded as a source says it, confirmed by dated
evidence, disputed, and taken back where it was recorded by mistake.

No cause is invented (DESIGN §5): whoever attributes names who says so; a confirmation needs an answer that moved, dated
evidence of both rounds, and an action that was officially done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Answer
from jatigi.governance.followup import guards
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import LINKS, Action, Attribution, Recommendation
from jatigi.governance.followup.queries.attributions import needs_of
from jatigi.governance.instruments.models import Evidence, Instrument

EMPTY = Text("fr", {})
CONFIRMED = "confirmed"
#: What a source may say of itself.
SOURCE = ("url", "publisher", "accessed")


@dataclass(frozen=True)
class Said:
    """What is said of an action, by whom, on what it rests.

    ``answer``: the answer that it moved, or None where the claim is of the action as a whole. ``sources``:
    ``{url, publisher, accessed}`` each, ``publisher`` at least.
    """

    link: str
    said_by: Text = EMPTY
    reason: Text = EMPTY
    answer: Answer | None = None
    recommendation: Recommendation | None = None
    sources: Sequence[Mapping[str, str]] = ()
    instruments: Sequence[Instrument] = ()
    evidence: Sequence[Evidence] = ()


def attribute(action: Action, said: Said, *, by: User) -> Attribution:
    """Record what somebody says of an action.

    Raises:
        Refused: ``not_your_role``, ``elsewhere``, ``attribution.link``, ``attribution.not_now`` (dropped, or the plan
        is a draft), ``attribution.apart`` (invented and real), ``attribution.nobody``, ``attribution.no_source``,
        ``attribution.no_reason`` (a dispute), and for a confirmation ``attribution.no_answer``,
        ``attribution.no_round``, ``attribution.not_moved``, ``attribution.not_dated``, ``attribution.not_done``.
    """
    with audit.entry("attribution.record", by=by, on=action, link=said.link) as record:
        guards.check_role(by, "followup.attribute", action.plan.jurisdiction_id)
        _check_said(action, said)
        if said.link == CONFIRMED:
            _check_confirmed(action, said)
        made = Attribution.objects.create(
            action=action,
            recommendation=said.recommendation,
            answer=said.answer,
            link=said.link,
            said_by=said.said_by,
            reason=said.reason,
            sources=[{key: one[key] for key in SOURCE if one.get(key)} for one in said.sources],
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        made.instruments.set(said.instruments)
        made.evidence.set(said.evidence)
        record.details["attribution"] = made.pk
    return made


def withdraw(attribution: Attribution, *, by: User, reason: str) -> None:
    """Take back what was recorded by mistake. A claim that one does not share is disputed, not withdrawn.

    Raises:
        Refused: ``not_your_role``, ``reason_missing``.
    """
    action = attribution.action
    with audit.entry("attribution.withdraw", by=by, on=action, reason=reason, link=attribution.link) as record:
        guards.check_role(by, "followup.attribute", action.plan.jurisdiction_id)
        if not reason.strip():
            raise refused("reason_missing")
        record.details["attribution"] = attribution.pk
        attribution.instruments.clear()
        attribution.evidence.clear()
        attribution.delete()


def _check_said(action: Action, said: Said) -> None:
    place = action.plan.jurisdiction_id
    if said.link not in LINKS:
        raise refused("attribution.link")
    if action.dropped_at is not None or action.plan.state == "draft":
        raise refused("attribution.not_now")
    _check_here(place, said)
    if said.answer is not None and (said.answer.round.origin == "fictional") != (action.plan.origin == "fictional"):
        raise refused("attribution.apart")
    named = any(one.get("publisher", "").strip() for one in said.sources)
    rests = bool(said.instruments or said.evidence)
    if said.link != CONFIRMED and not said.said_by and not named:
        raise refused("attribution.nobody")
    if not named and not rests:
        raise refused("attribution.no_source")
    if said.link == "disputed" and not said.reason:
        raise refused("attribution.no_reason")


def _check_here(place: str, said: Said) -> None:
    if said.answer is not None and said.answer.round.jurisdiction_id != place:
        raise refused("elsewhere", code=said.answer.round_id)
    if said.recommendation is not None and said.recommendation.jurisdiction_id != place:
        raise refused("elsewhere", code=said.recommendation.pk)
    for piece in said.evidence:
        if piece.jurisdiction_id != place:
            raise refused("elsewhere", code=piece.code)
    for text in said.instruments:
        if text.jurisdiction_id not in (place, None):
            raise refused("elsewhere", code=text.pk)


def _check_confirmed(action: Action, said: Said) -> None:
    if said.answer is None:
        raise refused("attribution.no_answer")
    if missing := needs_of(action, said.answer).missing:
        raise refused(f"attribution.{missing}")
