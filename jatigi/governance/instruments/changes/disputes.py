"""Writes on facts on which sources differ: every claim is kept, the one that the register takes has a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules, searching
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.models import Claim, Instrument, Participation, Source
from jatigi.governance.instruments.queries.disputes import disputable


@dataclass(frozen=True)
class ClaimFacts:
    """What one source says of a disputed fact; ``source`` None: it is told without a source that could be read."""

    value: str
    source: Source | None = None


def record_dispute(
    instrument: Instrument, field: str, claims: Sequence[ClaimFacts], *, chosen: int | None, by: User, reason: Text
) -> None:
    """Record that sources differ on a fact: what each says, which one the register takes (its place in ``claims``;
    None: none) and why.

    Raises:
        Refused: ``claim.reason``, ``dispute.there``, ``dispute.field``, ``dispute.agree``, ``register.dates``.
    """
    if not reason:
        raise Refused("claim.reason")
    if len({one.value for one in claims}) < 2:
        raise Refused("dispute.agree")
    with audit.entry("dispute.record", by=by, on=instrument, field=field) as record:
        if instrument.claims.filter(field=field).exists():
            raise Refused("dispute.there")
        if field not in disputable(instrument):
            raise Refused("dispute.field")
        spokesman = chosen if chosen is not None else 0
        rows = [
            Claim(
                instrument=instrument, field=field, value=one.value, source=one.source, chosen=place == chosen,
                reason=reason if place == spokesman else Text.of({}),
            )
            for place, one in enumerate(claims)
        ]  # fmt: skip
        for row in rows:
            row.save(force_insert=True)
        _mark(instrument)
        if chosen is not None:
            _take(instrument, rows[chosen])
        record.objects += [str(row.pk) for row in rows]


def add_claim(instrument: Instrument, field: str, facts: ClaimFacts, *, by: User) -> Claim:
    """Add what a further source says of a fact on which sources differ; what was chosen stays chosen.

    Raises:
        Refused: ``dispute.none``, ``dispute.settled``, ``claim.there``.
    """
    with audit.entry("dispute.add_claim", by=by, on=instrument, field=field) as record:
        known = _open(instrument, field)
        if any((one.value, one.source_id) == (facts.value, facts.source and facts.source.pk) for one in known):
            raise Refused("claim.there")
        claim = Claim.objects.create(
            instrument=instrument, field=field, value=facts.value, source=facts.source, reason=Text.of({})
        )
        record.details["claim"] = claim.pk
    return claim


def choose_claim(instrument: Instrument, field: str, claim: Claim | None, *, by: User, reason: Text) -> None:
    """Say which version of a disputed fact the register takes, and why; or (None) that none can be taken.

    A date or number that is chosen becomes what the entry says; an interval such as ``2018/2021`` does not.

    Raises:
        Refused: ``claim.reason``, ``dispute.none``, ``dispute.settled``, ``register.dates``.
    """
    if not reason:
        raise Refused("claim.reason")
    with audit.entry("instrument.choose_claim", by=by, on=instrument, reason=str(reason), field=field) as record:
        claims = _open(instrument, field)
        spokesman = claim if claim is not None else claims[0]
        instrument.claims.filter(field=field).update(chosen=False, reason=Text.of({}))
        spokesman.chosen, spokesman.reason = claim is not None, reason
        spokesman.save(update_fields=["chosen", "reason"])
        if claim is not None:
            _take(instrument, claim)
            record.details["claim"] = claim.pk


def withdraw_claim(claim: Claim, *, by: User, reason: str) -> None:
    """Take back a claim recorded by mistake. Two at least stay, and the one that is chosen.

    Raises:
        Refused: ``reason.missing``, ``claim.chosen``, ``dispute.agree``, ``dispute.settled``.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    instrument, number = claim.instrument, claim.pk
    with audit.entry("dispute.withdraw_claim", by=by, on=instrument, reason=reason, field=claim.field, claim=number):
        others = [one for one in _open(instrument, claim.field) if one.pk != number]
        if claim.chosen:
            raise Refused("claim.chosen")
        if len({one.value for one in others}) < 2:
            raise Refused("dispute.agree")
        if claim.reason:  # none is chosen: the reason moves to the claim that is now the first
            others[0].reason = claim.reason
            others[0].save(update_fields=["reason"])
        claim.delete()


def withdraw_dispute(instrument: Instrument, field: str, *, by: User, reason: str) -> None:
    """Take back a dispute recorded by mistake: the sources never differed. The entry keeps what it says.

    Raises:
        Refused: ``reason.missing``, ``dispute.none``.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    with audit.entry("dispute.withdraw", by=by, on=instrument, reason=reason, field=field) as record:
        claims = list(instrument.claims.filter(field=field))
        if not claims:
            raise Refused("dispute.none")
        record.objects += [str(one.pk) for one in claims]
        instrument.claims.filter(field=field).delete()
        _mark(instrument)


def settle_dispute(instrument: Instrument, field: str, *, by: User, reason: Text) -> None:
    """Say that the fact is no longer disputed: the version taken holds, and why. All versions stay readable.

    Raises:
        Refused: ``claim.reason``, ``dispute.none``, ``dispute.settled``, ``dispute.unchosen``.
    """
    if not reason:
        raise Refused("claim.reason")
    with audit.entry("dispute.settle", by=by, on=instrument, field=field):
        chosen = next((one for one in _open(instrument, field) if one.chosen), None)
        if chosen is None:
            raise Refused("dispute.unchosen")
        chosen.reason = reason
        chosen.save(update_fields=["reason"])
        instrument.claims.filter(field=field).update(settled_on=localdate())
        _mark(instrument)


def reopen_dispute(instrument: Instrument, field: str, *, by: User, reason: str) -> None:
    """Say that sources differ after all, on a fact that was settled.

    Raises:
        Refused: ``reason.missing``, ``dispute.none``.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    with audit.entry("dispute.reopen", by=by, on=instrument, reason=reason, field=field):
        if not instrument.claims.filter(field=field).exclude(settled_on=None).update(settled_on=None):
            raise Refused("dispute.none")
        chosen = instrument.claims.filter(field=field, chosen=True).first()
        if chosen is not None:
            _take(instrument, chosen)
        _mark(instrument)


def _open(instrument: Instrument, field: str) -> list[Claim]:
    """The claims of a fact on which sources differ, in order."""
    claims = list(instrument.claims.filter(field=field).order_by("id"))
    if not claims:
        raise Refused("dispute.none")
    if claims[0].settled_on is not None:
        raise Refused("dispute.settled")
    return claims


def _mark(instrument: Instrument) -> None:
    """The entry is disputed while one of its facts is; then it is as well known as its sources make it."""
    disputed = instrument.claims.filter(settled_on=None).exists()
    if disputed:
        instrument.status = "disputed"
    elif instrument.status == "disputed":
        instrument.status = "verified" if instrument.sources.exists() else "recalled"
    instrument.save(update_fields=["status"])


def _take(instrument: Instrument, claim: Claim) -> None:
    """Make the entry say what was chosen, where that is a date or a number."""
    if claim.field == "number":
        instrument.number = claim.value
        instrument.search = searching.of_instrument(instrument)
        instrument.save(update_fields=["number", "search"])
        return
    try:
        date = PartialDate.parse(claim.value)
    except ValueError:
        return
    if claim.field.startswith("participation."):
        _head, place, which = claim.field.split(".")
        Participation.objects.filter(instrument=instrument, place=place).update(**{which: date})
    elif claim.field in {"adopted", "in_force_from", "in_force_until"}:
        setattr(instrument, claim.field, date)
        if not rules.coherent(instrument.in_force_from, instrument.in_force_until):
            raise Refused("register.dates")
        instrument.save(update_fields=[claim.field])
