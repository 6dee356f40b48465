"""Writes on who takes part, what takes the place of what, and what an ending means."""

import datetime

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.models import Instrument, LegalEffect, Participation, Succession
from jatigi.governance.instruments.queries.endings import endings_for


def record_participation(
    instrument: Instrument, place: Place, *, signed: PartialDate | None, ratified: PartialDate | None, by: User
) -> Participation:
    """Record or correct that a place takes part. ``ratified`` also covers accession and succession.

    Raises:
        Refused: ``register.not_shared``, ``register.dates``.
    """
    if instrument.kind not in rules.SHARED:
        raise Refused("register.not_shared")
    with audit.entry("participation.record", by=by, on=instrument, place=place.pk):
        part = Participation.objects.filter(instrument=instrument, place=place).first()
        part = part or Participation(instrument=instrument, place=place)
        if not rules.coherent(ratified or signed, part.left):
            raise Refused("register.dates")
        part.signed, part.ratified = signed, ratified
        part.save()
    return part


def end_participation(instrument: Instrument, place: Place, *, left: PartialDate | None, by: User, reason: str) -> None:
    """Record the day from which a place takes no part any more; None takes a wrong record back.

    Answers that rest on the text become *overtaken* or *to re-verify* by themselves (they are computed from this).

    Raises:
        Refused: ``reason.missing``, ``participation.none``, ``register.dates``.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    with audit.entry("participation.end", by=by, on=instrument, reason=reason, place=place.pk, left=str(left or "")):
        part = Participation.objects.select_for_update().filter(instrument=instrument, place=place).first()
        if part is None:
            raise Refused("participation.none")
        if not rules.coherent(part.ratified or part.signed, left):
            raise Refused("register.dates")
        part.left = left
        part.save(update_fields=["left"])


def withdraw_participation(instrument: Instrument, place: Place, *, by: User, reason: str) -> None:
    """Take back a participation that was recorded by mistake: the place never took part.

    Raises:
        Refused: ``reason.missing``, ``participation.none``, ``participation.disputed``, ``register.cited`` where a
            legal effect was recorded on its end.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    with audit.entry("participation.withdraw", by=by, on=instrument, reason=reason, place=place.pk):
        part = Participation.objects.select_for_update().filter(instrument=instrument, place=place).first()
        if part is None:
            raise Refused("participation.none")
        if instrument.claims.filter(field__startswith=f"participation.{place.pk}.").exists():
            raise Refused("participation.disputed")
        if part.left and instrument.effects.filter(place=place).exists():
            raise Refused("register.cited")
        part.delete()


def record_succession(
    later: Instrument, earlier: Instrument, *, kind: str, on: PartialDate | None = None, by: User
) -> Succession:
    """Record that a later instrument ``supersedes`` or ``amends`` an earlier one. An amendment ends nothing.

    ``on`` only where it differs from the later one's own date.

    Raises:
        Refused: ``succession.itself``, ``succession.recorded``, ``succession.circle``.
    """
    if later.pk == earlier.pk:
        raise Refused("succession.itself")
    with audit.entry("succession.record", by=by, on=earlier, later=later.pk, succession=kind):
        if Succession.objects.filter(later=later, earlier=earlier, kind=kind).exists():
            raise Refused("succession.recorded")
        if _replaces(earlier.pk, later.pk):
            raise Refused("succession.circle")
        return Succession.objects.create(later=later, earlier=earlier, kind=kind, on=on)


def withdraw_succession(succession: Succession, *, by: User, reason: str) -> None:
    """Take back a succession that was recorded by mistake.

    Raises:
        Refused: ``reason.missing``.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    earlier = succession.earlier
    with audit.entry("succession.withdraw", by=by, on=earlier, reason=reason, later=succession.later_id):
        succession.delete()


def record_legal_effect(
    instrument: Instrument, place: Place, *, text: Text, holds_on: datetime.date, by: User
) -> LegalEffect:
    """Record what an ending means in law for a place. Earlier records stay.

    Raises:
        Refused: ``effect.nothing_ended``, ``reason.missing`` when the text is empty.
    """
    if not text:
        raise Refused("reason.missing")
    with audit.entry("instrument.effect", by=by, on=instrument, place=place.pk) as record:
        if instrument.pk not in endings_for(place.pk, [instrument.pk]):
            raise Refused("effect.nothing_ended")
        effect = LegalEffect.objects.create(
            instrument=instrument,
            place=place,
            text=text,
            holds_on=holds_on,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        record.details["effect"] = effect.pk
    return effect


def _replaces(later: str, earlier: str) -> bool:
    """Whether ``later`` already takes the place of ``earlier``, directly or by way of others."""
    reached, front = {later}, {later}
    while front:
        rows = Succession.objects.filter(later__in=front, kind=Succession.Kind.SUPERSEDES).values_list(
            "earlier", flat=True
        )
        front = set(rows) - reached
        reached |= front
    return earlier in reached
