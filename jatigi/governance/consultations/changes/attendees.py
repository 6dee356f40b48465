"""Who is asked: invitations, attendance, consent to be named, delegation."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.models import StoredFile
from jatigi.governance.consultations import access, guards
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import Attendee, Consultation, Position


def invite(consultation: Consultation, institutions: Iterable[Institution], *, by: User) -> None:
    """Ask these institutions, beside those asked already.

    Raises:
        Refused: ``consultation.elsewhere``, ``consultation.not_now``, ``not_your_role``.
    """
    with audit.entry("consultation.invite", by=by, on=consultation) as record:
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        guards.check_state(consultation, "planned", "open")
        wanted = list(institutions)
        guards.check_here(consultation, wanted)
        there = set(Attendee.objects.filter(consultation=consultation).values_list("institution", flat=True))
        new = [one for one in wanted if one.pk not in there]
        Attendee.objects.bulk_create(Attendee(consultation=consultation, institution=one) for one in new)
        record.objects += [one.pk for one in new]


def uninvite(attendee: Attendee, *, by: User) -> None:
    """Take an institution off the list, as long as it has said nothing.

    Raises:
        Refused: ``attendee.spoke``, ``consultation.not_now``, ``not_your_role``.
    """
    consultation = attendee.consultation
    with audit.entry("consultation.uninvite", by=by, on=consultation, institution=attendee.institution_id):
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        guards.check_state(consultation, "planned", "open")
        if Position.objects.filter(item__consultation=consultation, institution=attendee.institution_id).exists():
            raise refused("attendee.spoke", institution=attendee.institution)
        attendee.delete()


def record_attendance(consultation: Consultation, attended: Mapping[str, tuple[str, int | None]], *, by: User) -> None:
    """Note who came: ``{institution code: (attendance, seats)}``; seats None where nobody counted.

    Raises:
        Refused: ``attendee.unknown``, ``not_your_role``.
    """
    with audit.entry("consultation.attendance", by=by, on=consultation) as record:
        guards.check_role(by, "consultation.record", consultation.jurisdiction_id)
        rows = {one.institution_id: one for one in Attendee.objects.filter(consultation=consultation)}
        for code, (attendance, seats) in attended.items():
            if code not in rows:
                raise refused("attendee.unknown", institution=code)
            rows[code].attendance, rows[code].seats = attendance, seats
        Attendee.objects.bulk_update(rows.values(), ["attendance", "seats"])
        record.objects += sorted(attended)


def consent_to_be_named(attendee: Attendee, named: bool, *, by: User, letter: StoredFile | None = None) -> None:
    """Let an institution's name stand publicly beside its positions, or no longer. Its own people say so; the
    coordinator needs its letter.

    Raises:
        Refused: ``position.not_yours``, ``position.no_letter``.
    """
    consultation = attendee.consultation
    with audit.entry("consultation.consent", by=by, on=attendee, named=named):
        own = by.institution_id == attendee.institution_id and access.may_take(by, consultation)
        if not own:
            if not access.sees_everyone(by, consultation):
                raise refused("position.not_yours")
            if named and letter is None:
                raise refused("position.no_letter")
        attendee.named_publicly, attendee.consented_at = named, timezone.now() if named else None
        attendee.consent_letter = letter if named else None
        attendee.save(update_fields=["named_publicly", "consented_at", "consent_letter"])


def delegate(attendee: Attendee, to: Institution | None, *, by: User, letter: StoredFile | None = None) -> None:
    """Let another institution that is asked speak in this one's place; None takes it back. One step only.

    Raises:
        Refused: ``delegation.itself``, ``delegation.chain``, ``attendee.unknown``, ``position.not_yours``,
        ``position.no_letter`` (the coordinator records it without the institution's letter).
    """
    consultation = attendee.consultation
    with audit.entry("consultation.delegate", by=by, on=attendee, to=to.pk if to else ""):
        guards.check_state(guards.locked(consultation.pk), "planned", "open")
        own = by.institution_id == attendee.institution_id and access.may_take(by, consultation)
        if not own and not access.sees_everyone(by, consultation):
            raise refused("position.not_yours")
        if to is not None:
            _check_delegate(attendee, to)
            if not own and letter is None:
                raise refused("position.no_letter")
        attendee.speaks_for_it, attendee.delegation_letter = to, letter if to else None
        attendee.save(update_fields=["speaks_for_it", "delegation_letter"])


def _check_delegate(attendee: Attendee, to: Institution) -> None:
    if to.pk == attendee.institution_id:
        raise refused("delegation.itself")
    other = Attendee.objects.filter(consultation=attendee.consultation_id, institution=to).first()
    if other is None:
        raise refused("attendee.unknown", institution=to)
    if other.speaks_for_it_id is not None:
        raise refused("delegation.chain", institution=to)
    if Attendee.objects.filter(consultation=attendee.consultation_id, speaks_for_it=attendee.institution_id).exists():
        raise refused("delegation.chain", institution=attendee.institution)
