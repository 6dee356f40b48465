"""What the register says of instruments and other evidence, for one jurisdiction: dates, endings, titles."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.rules.evidence import CitedFacts
from jatigi.governance.instruments.models import Evidence, Instrument, LegalEffect, Participation
from jatigi.governance.instruments.queries.endings import all_endings_for


@dataclass(frozen=True)
class Entry:
    """One instrument or piece of evidence: its facts and how it is shown."""

    facts: CitedFacts
    title: Text
    thing: str  # kind of instrument or evidence
    publishable: bool = True
    effect: Text | None = None  # the legal effect that a person recorded last


@dataclass(frozen=True)
class Register:
    """The part of the register that was asked for. ``evidence`` is by UUID as text."""

    instruments: dict[str, Entry] = field(default_factory=dict)
    evidence: dict[str, Entry] = field(default_factory=dict)

    def entry(self, instrument: str | None, evidence: uuid.UUID | str | None) -> Entry:
        """The entry of what a citation names."""
        return self.instruments[instrument] if instrument else self.evidence[str(evidence)]


PIECE = ("code", "title", "kind", "publishable", "dated", "observed_from", "observed_until")


def lineage(place: Place) -> list[str]:
    """The place and what it lies in: what binds a country binds its regions."""
    codes = []
    here: Place | None = place
    while here is not None:
        codes.append(here.pk)
        here = here.parent
    return codes


def read(jurisdiction: Place, instruments: Iterable[str], evidence: Iterable[uuid.UUID | str] = ()) -> Register:
    """The entries of these instruments (codes) and pieces of evidence (UUIDs), in a constant number of queries."""
    pieces = {str(one.pk): one for one in Evidence.objects.filter(pk__in={str(id) for id in evidence}).only(*PIECE)}
    about: dict[str, list[str]] = defaultdict(list)
    for link in Evidence.instruments.through.objects.filter(evidence_id__in=pieces).order_by("instrument_id"):
        about[str(link.evidence_id)].append(link.instrument_id)
    codes = {*instruments, *(code for texts in about.values() for code in texts)}
    texts = _texts(jurisdiction, codes)
    return Register(
        texts, {id: _piece(one, [texts[code].facts for code in about.get(id, ())]) for id, one in pieces.items()}
    )


def _texts(jurisdiction: Place, codes: set[str]) -> dict[str, Entry]:
    places = lineage(jurisdiction)
    endings = all_endings_for(jurisdiction.pk, codes)
    ratified = dict(
        Participation.objects.filter(instrument__in=codes, place__in=places)
        .exclude(ratified=None)
        .values_list("instrument", "ratified")
    )
    recorded = LegalEffect.objects.filter(instrument__in=codes, place__in=places).order_by("recorded_at", "pk")
    effects = {effect.instrument_id: effect.text for effect in recorded}
    return {
        text.pk: Entry(
            CitedFacts(text.pk, endings.get(text.pk, ()), _begins(text, ratified.get(text.pk)), text.adopted),
            text.title,
            text.kind,
            effect=effects.get(text.pk),
        )
        for text in Instrument.objects.filter(pk__in=codes).only("title", "kind", "in_force_from", "adopted")
    }


def _begins(text: Instrument, ratified: PartialDate | None) -> PartialDate | None:
    """When a text begins to hold for the jurisdiction: in force, and ratified by it where it takes part."""
    known = [date for date in (text.in_force_from, ratified) if date is not None]
    return max(known, key=PartialDate.earliest, default=None)


def _piece(one: Evidence, about: list[CitedFacts]) -> Entry:
    dated = PartialDate.parse(one.observed_from) if one.observed_from else one.dated
    facts = CitedFacts(one.code, dated=dated, usable_until=one.observed_until, about=tuple(about))
    return Entry(facts, one.title, one.kind, one.publishable)
