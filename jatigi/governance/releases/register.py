"""The register and the evidence as a release states them: public fields only, internal evidence left out."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from jatigi.foundation.places.models import Place
from jatigi.foundation.text.rules import Text
from jatigi.governance.instruments.models import (
    Claim,
    Evidence,
    Instrument,
    LegalEffect,
    Participation,
    Source,
    Succession,
)
from jatigi.governance.profiles.model import Profile
from jatigi.governance.releases.public_fields import PUBLIC_FIELDS

Row = dict[str, Any]


def used(citations: Iterable[Row], findings: Iterable[Row], profile: Profile) -> dict[str, set[str]]:
    """The codes of instruments and evidence that answers, findings and the profile rest on, by kind."""
    found: dict[str, set[str]] = {"instrument": set(), "evidence": set()}
    for citation in citations:
        found[citation["kind"]].add(citation["ref"])
    for finding in findings:
        found["instrument"].update(finding["instruments"])
        found["evidence"].update(finding["evidence"])
    sections = [
        *profile.front,
        *profile.back,
        profile.context,
        profile.changes,
        profile.decisions,
        profile.sources_text,
    ]
    notes = [note for one in sections if one is not None for note in one.notes]
    for note in [*notes, *(note for dimension in profile.dimensions for note in dimension.notes)]:
        found["instrument" if note.kind == "instrument" else "evidence"].add(note.ref)
    found["evidence"].update(figure.id for figure in profile.figures)
    return found


def instruments(jurisdiction: str, cited: set[str]) -> list[Row]:
    """The jurisdiction's register: its own texts, what it takes part in, and whatever is cited."""
    wanted = Q(jurisdiction_id=jurisdiction) | Q(participations__place_id=jurisdiction) | Q(code__in=cited)
    own = Instrument.objects.filter(wanted).distinct().values(*PUBLIC_FIELDS["instruments.Instrument"])
    rows = {row["code"]: row for row in own}
    participation = _one(Participation, jurisdiction, "instruments.Participation")
    later = _many(Succession.objects.filter(kind="supersedes", earlier_id__in=rows, later_id__in=rows),
                  "instruments.Succession", "earlier_id")  # fmt: skip
    creates: dict[str, list[str]] = {}
    for code, created in Instrument.objects.filter(code__in=rows, creates__code__in=rows).values_list(
        "code", "creates"
    ):
        creates.setdefault(code, []).append(created)
    sources = _many(Source.objects.filter(instrument_id__in=rows), "instruments.Source", "instrument_id")
    claims = _many(Claim.objects.filter(instrument_id__in=rows), "instruments.Claim", "instrument_id")
    effects = _many(LegalEffect.objects.filter(instrument_id__in=rows, place_id=jurisdiction),
                    "instruments.LegalEffect", "instrument_id")  # fmt: skip
    return [
        _instrument(row)
        | _participation(participation.get(code))
        | {
            "superseded_by": sorted(one["later_id"] for one in later.get(code, ())),
            "creates": sorted(creates.get(code, ())),
            "sources": [_source(one) for one in _in_order(sources.get(code, ()))],
            "claims": _claims(claims.get(code, ()), _in_order(sources.get(code, ()))),
            "effects": sorted(
                (
                    {"holds_on": one["holds_on"].isoformat(), "text": one["text"].plain()}
                    for one in effects.get(code, ())
                ),
                key=lambda one: (one["holds_on"], sorted(one["text"].items())),
            ),
        }
        for code, row in rows.items()
    ]


def _one(model: type[Participation], jurisdiction: str, fields: str) -> dict[str, Row]:
    rows = model.objects.filter(place_id=jurisdiction).values(*PUBLIC_FIELDS[fields])
    return {row["instrument_id"]: row for row in rows}


def _many(query: Any, fields: str, by: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in query.values(*PUBLIC_FIELDS[fields]):
        found.setdefault(row[by], []).append(row)
    return found


def _plain(row: Row) -> Row:
    return {name: value.plain() if isinstance(value, Text) else value for name, value in row.items()}


def _instrument(row: Row) -> Row:
    values = _plain(row)
    values["id"] = values.pop("code")
    return values | {name: sorted(values[name]) for name in ("subjects", "recalled_fields")}


def _participation(row: Row | None) -> Row:
    return {name: row[name] if row else None for name in ("signed", "ratified", "left")}


def _in_order(sources: Sequence[Row]) -> list[Row]:
    return sorted(sources, key=lambda one: one["position"])


def _source(row: Row) -> Row:
    return {
        "url": row["url"],
        "publisher": row["publisher"],
        "says": row["says"].plain(),
        "accessed": str(row["accessed"] or ""),
    }


def _claims(claims: Sequence[Row], sources: Sequence[Row]) -> list[Row]:
    """Sources are named by their place in the list of sources: database ids do not leave."""
    place = {one["id"]: index for index, one in enumerate(sources)}
    rows: list[Row] = [
        {
            "field": one["field"],
            "value": one["value"],
            "source": place.get(one["source_id"]),
            "chosen": one["chosen"],
            "reason": one["reason"].plain(),
        }
        for one in claims
    ]
    return sorted(rows, key=lambda one: (one["field"], not one["chosen"], one["value"], str(one["source"])))


def evidence(jurisdiction: str, cited: set[str]) -> list[Row]:
    """What is used and may be published; the query itself leaves internal evidence out."""
    query = Evidence.objects.filter(jurisdiction_id=jurisdiction, publishable=True, code__in=cited)
    rows = [_plain(row) for row in query.values(*PUBLIC_FIELDS["instruments.Evidence"])]
    return [row | {"id": row["code"], "publisher": row["function"] or row["publisher"]} for row in rows]


def places(jurisdiction: str, on: datetime.date) -> Iterable[Row]:
    """The jurisdiction and its parts, at any depth, that existed on that day."""
    fields = PUBLIC_FIELDS["places.Place"]
    wave = list(Place.objects.filter(pk=jurisdiction).values(*fields))
    while wave:
        yield from (_plain(row) | {"parent": row["parent_id"]} for row in wave)
        parts = Place.objects.filter(parent_id__in=[row["code"] for row in wave]).values(*fields)
        wave = [row for row in parts if _existed(row, on)]


def _existed(row: Mapping[str, Any], on: datetime.date) -> bool:
    begun, ended = row["exists_from"], row["exists_until"]
    return (begun is None or begun.earliest() <= on) and (ended is None or ended.latest() >= on)
