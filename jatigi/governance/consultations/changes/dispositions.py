"""Answering what was said, and naming the change that came of it. Nothing here edits what was discussed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import describe
from jatigi.governance.consultations import guards
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import OUTCOMES, Consultation, Disposition, Position, Remark
from jatigi.governance.consultations.rules.dispositions import change_fits


@dataclass(frozen=True)
class Answered:
    """An answer: ``changed`` names the subject that has a new revision because of it, ``change_due`` that one is
    promised. ``after`` is the number of the line's last disposition that the person saw (0: none)."""

    outcome: str
    reason: Text
    change_due: bool = False
    changed: Subject | None = None
    after: int = 0


def dispose(line: Position | Remark, answered: Answered, *, by: User) -> Disposition:
    """Answer one position or remark. An earlier answer stays; this one stands.

    Raises:
        Refused: ``disposition.no_reason``, ``disposition.no_change``, ``disposition.change_unknown``,
        ``disposition.newer``, ``not_your_role``.
    """
    consultation = _consultation(line)
    with audit.entry("disposition.give", by=by, on=line, outcome=answered.outcome) as record:
        guards.check_role(by, "disposition.write", guards.locked(consultation.pk).jurisdiction_id)
        made = _dispose(line, answered, by)
        record.details |= {"number": made.number, "reason": audit.fingerprint(made.reason.text(made.reason.source))}
    return made


def dispose_many(lines: Sequence[Position | Remark], answered: Answered, *, by: User) -> list[Disposition]:
    """Answer several lines of one consultation alike: one act. ``answered.after`` is not looked at.

    Raises:
        Refused: ``disposition.nothing_chosen``, and as :func:`dispose`.
    """
    if not lines:
        raise refused("disposition.nothing_chosen")
    consultation = _consultation(lines[0])
    with audit.entry("disposition.give", by=by, many=lines, outcome=answered.outcome):
        guards.check_role(by, "disposition.write", guards.locked(consultation.pk).jurisdiction_id)
        return [_dispose(line, answered, by, bulk=True) for line in lines]


def name_change(line: Position | Remark, changed: Subject, *, by: User) -> Disposition:
    """Name the change that was promised: the subject's latest revision. The outcome and its reason stay.

    Raises:
        Refused: ``disposition.change_unknown``, ``disposition.no_change``.
    """
    consultation = _consultation(line)
    with audit.entry("disposition.change", by=by, on=line, subject=str(changed.pk)):
        guards.check_role(by, "disposition.write", guards.locked(consultation.pk).jurisdiction_id)
        last = line.dispositions.order_by("-number").first()
        if last is None:
            raise refused("disposition.no_change")
        return _dispose(line, Answered(last.outcome, last.reason, changed=changed, after=last.number), by)


def _consultation(line: Position | Remark) -> Consultation:
    return line.item.consultation if isinstance(line, Position) else line.consultation


def _dispose(line: Position | Remark, answered: Answered, by: User, *, bulk: bool = False) -> Disposition:
    if answered.outcome not in OUTCOMES or not answered.reason:
        raise refused("disposition.no_reason")
    if not change_fits(answered.outcome, due=answered.change_due, named=answered.changed is not None):
        raise refused("disposition.no_change")
    last = line.dispositions.count()
    if not bulk and last != answered.after:
        raise refused("disposition.newer")
    mine = {"position": line} if isinstance(line, Position) else {"remark": line}
    return Disposition.objects.create(
        **mine,
        number=last + 1,
        answers_number=line.revisions.count() if isinstance(line, Position) else 0,
        outcome=answered.outcome,
        reason=answered.reason,
        change_due=answered.change_due,
        changed=answered.changed,
        changed_number=_number(line, answered.changed),
        recorded_at=timezone.now(),
        recorded_by=by,
    )


def _number(line: Position | Remark, changed: Subject | None) -> int | None:
    """The revision that came of it: the latest, which must differ from what was read when it was said."""
    if changed is None:
        return None
    now = describe([changed]).get(changed.pk)
    if now is None:
        raise refused("disposition.change_unknown")
    said = line.revisions.order_by("-number").first() if isinstance(line, Position) else line
    subject = line.item.subject_id if isinstance(line, Position) else line.subject_id
    if said is not None and subject == changed.pk and said.seen_hash == now.hash:
        raise refused("disposition.change_unknown")
    return now.number
