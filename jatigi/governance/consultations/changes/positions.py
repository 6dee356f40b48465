"""Taking a position in an institution's name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.models import StoredFile
from jatigi.governance.assessments.subjects import describe
from jatigi.governance.consultations import access, guards, wording
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import (
    STANCES,
    Attendee,
    Consultation,
    Item,
    Position,
    PositionRevision,
)
from jatigi.governance.consultations.rules.positions import NEEDS_REASON, in_time
from jatigi.governance.instruments import access as register
from jatigi.governance.instruments.models import Evidence


@dataclass(frozen=True)
class Taken:
    """What a person takes in an institution's name. ``seen_hash`` is the hash of the words they read, ``after`` the
    number of the institution's revision that they saw (0: none)."""

    stance: str
    text: str = ""
    lang: str = "fr"
    confidential: bool = False
    evidence: Sequence[Evidence] = ()
    seen_hash: str = ""
    after: int = 0


def take_position(
    item: Item, institution: Institution, taken: Taken, *, by: User, letter: StoredFile | None = None
) -> PositionRevision:
    """Record what an institution holds on an item: said by its own people or its delegate's, or entered by the
    coordinator from its letter. Nothing earlier is lost: it is a new revision.

    Raises:
        Refused: ``position.no_stance``, ``position.no_reason``, ``position.not_yours``, ``position.no_letter``,
        ``position.too_late``, ``position.newer``, ``position.subject_changed``, ``position.evidence_elsewhere``,
        ``attendee.unknown``, ``item.withdrawn``, ``consultation.not_now``.
    """
    with audit.entry("position.take", by=by, on=item, institution=institution.pk, stance=taken.stance) as record:
        consultation = guards.locked(item.consultation_id)
        delegate = _check_speaker(consultation, institution, by, letter)
        _check_said(consultation, taken, by)
        if item.withdrawn_at is not None:
            raise refused("item.withdrawn")
        subject = describe([item.subject]).get(item.subject_id)
        if subject is None:
            raise refused("item.withdrawn")
        if taken.seen_hash and taken.seen_hash != subject.hash:
            raise refused("position.subject_changed")
        position, _new = Position.objects.get_or_create(item=item, institution=institution)
        last = position.revisions.count()
        if last != taken.after:
            raise refused("position.newer", institution=institution)
        made = PositionRevision.objects.create(
            position=position,
            number=last + 1,
            stance=taken.stance,
            text=taken.text.strip(),
            lang=taken.lang,
            confidential=taken.confidential,
            seen_number=subject.number,
            seen_hash=subject.hash,
            seen_words=subject.words,
            seen_level=subject.level_label,
            letter=letter,
            delegate=delegate,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        made.evidence.set(taken.evidence)
        record.objects.append(str(position.pk))
        record.details |= {"number": made.number, "text": audit.fingerprint(made.text)}
    return made


def _check_speaker(
    consultation: Consultation, institution: Institution, by: User, letter: StoredFile | None
) -> Institution | None:
    """Returns the institution that speaks in its place, if it is another one."""
    if not Attendee.objects.filter(consultation=consultation, institution=institution).exists():
        raise refused("attendee.unknown", institution=institution)
    if access.speaks_for(by, consultation).filter(pk=institution.pk).exists():
        guards.check_state(consultation, "open")
        if not in_time(consultation.state, guards.silence_of(consultation), timezone.now()):
            assert consultation.silence_deadline is not None
            raise refused("position.too_late", time=wording.moment(consultation.silence_deadline))
        return by.institution if by.institution_id != institution.pk else None
    if not access.sees_everyone(by, consultation):
        raise refused("position.not_yours")
    guards.check_state(consultation, "open")
    if letter is None or letter.jurisdiction_id != consultation.jurisdiction_id:
        raise refused("position.no_letter")
    return None


def _check_said(consultation: Consultation, taken: Taken, by: User) -> None:
    if taken.stance not in STANCES:
        raise refused("position.no_stance")
    if taken.stance in NEEDS_REASON and not taken.text.strip():
        raise refused("position.no_reason")
    ids = {one.pk for one in taken.evidence}
    readable = register.visible_evidence(by).filter(pk__in=ids, jurisdiction=consultation.jurisdiction_id)
    if readable.count() != len(ids):
        raise refused("position.evidence_elsewhere")
