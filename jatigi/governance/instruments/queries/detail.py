"""One entry of the register with all that is known of it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules
from jatigi.governance.instruments.models import (
    Claim,
    Evidence,
    Instrument,
    LegalEffect,
    Participation,
    Source,
    Succession,
)
from jatigi.governance.instruments.queries.endings import facts_for
from jatigi.governance.instruments.rules import Ending


@dataclass(frozen=True)
class Other:
    """Another instrument to which this one is tied, and since when. ``pk``: of the succession, to take it back."""

    code: str
    title: Text
    on: PartialDate | None = None
    pk: int | None = None


@dataclass(frozen=True)
class Dispute:
    """A fact on which sources differ: every claim in order, the chosen one marked, and the reason."""

    field: str
    claims: tuple[Claim, ...]
    reason: Text


@dataclass(frozen=True)
class Detail:
    """An instrument as its page shows it."""

    instrument: Instrument
    endings: tuple[Ending, ...]
    sources: tuple[Source, ...]
    disputes: tuple[Dispute, ...]
    participations: tuple[Participation, ...]
    replaces: tuple[Other, ...]
    replaced_by: tuple[Other, ...]
    amends: tuple[Other, ...]
    amended_by: tuple[Other, ...]
    creates: tuple[Other, ...]
    created_by: tuple[Other, ...]
    effects: tuple[LegalEffect, ...]
    evidence: tuple[Evidence, ...]


def detail(
    instrument: Instrument, *, place: str, visible: QuerySet[Instrument], readable: QuerySet[Evidence]
) -> Detail:
    """All that the page of an instrument shows, for a place, in a constant number of queries.

    ``visible`` and ``readable`` are what the person may read; ties to other entries are left out.
    """
    facts = facts_for(place, [instrument.pk])
    codes = set(visible.values_list("code", flat=True))
    later = [s for s in instrument.replaces.select_related("earlier").order_by("id") if s.earlier_id in codes]
    earlier = [s for s in instrument.replaced_by.select_related("later").order_by("id") if s.later_id in codes]
    effects = LegalEffect.objects.filter(instrument=instrument, place=place).order_by("-recorded_at", "-pk")
    return Detail(
        instrument,
        rules.endings(facts[instrument.pk]),
        tuple(instrument.sources.all()),
        _disputes(instrument),
        tuple(instrument.participations.select_related("place").order_by("place")),
        _tied(later, "earlier", Succession.Kind.SUPERSEDES),
        _tied(earlier, "later", Succession.Kind.SUPERSEDES),
        _tied(later, "earlier", Succession.Kind.AMENDS),
        _tied(earlier, "later", Succession.Kind.AMENDS),
        tuple(Other(one.code, one.title) for one in instrument.creates.filter(code__in=codes).order_by("code")),
        tuple(Other(one.code, one.title) for one in instrument.created_by.filter(code__in=codes).order_by("code")),
        tuple(effects),
        tuple(readable.filter(instruments=instrument).order_by("code")),
    )


def _tied(rows: list[Succession], end: str, kind: str) -> tuple[Other, ...]:
    found = []
    for row in rows:
        if row.kind == kind:
            other: Instrument = getattr(row, end)
            since = row.on or row.later.in_force_from or row.later.adopted
            found.append(Other(other.code, other.title, since, row.pk))
    return tuple(found)


def _disputes(instrument: Instrument) -> tuple[Dispute, ...]:
    claims: dict[str, list[Claim]] = {}
    for claim in instrument.claims.select_related("source").order_by("id"):
        claims.setdefault(claim.field, []).append(claim)
    return tuple(
        Dispute(field, tuple(rows), next((row.reason for row in rows if row.reason), rows[0].reason))
        for field, rows in claims.items()
    )
