"""The register as plain values in the form of its files: for writing YAML, and to tell whether a row still says what
its file said."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from jatigi.foundation.files.yaml import dump
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules, schema
from jatigi.governance.instruments.models import Claim, Evidence, Instrument, Succession

Plain = dict[str, Any]


def digest(plain: Mapping[str, Any]) -> str:
    """SHA-256 of plain values, whatever the order of their keys."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain_instrument(form: schema.Instrument) -> Plain:
    """An entry as read, every key in the order of the format; keys that may be left out only when they say
    something."""
    plain: Plain = {"id": form.id, "kind": form.kind}
    if form.jurisdiction is not None:
        plain["jurisdiction"] = form.jurisdiction
    plain |= {"title": form.title, "number": form.number, "issuer": form.issuer}
    plain |= {"adopted": form.adopted, "in_force_from": form.in_force_from, "in_force_until": form.in_force_until}
    if form.end_note is not None:
        plain["end_note"] = form.end_note
    plain["participation"] = [part.model_dump() for part in form.participation]
    for key in ("supersedes", "amended_by"):
        plain[key] = [one if isinstance(one, str) else one.model_dump() for one in getattr(form, key)]
    plain |= {"creates": form.creates, "subjects": form.subjects, "summary": form.summary, "status": form.status}
    plain["recalled_fields"] = form.recalled_fields
    if form.note is not None:
        plain["note"] = form.note
    plain["sources"] = [source.model_dump() for source in form.sources]
    return plain | _disputes([_dispute(one.model_dump(), one.settled) for one in form.disputes])


def whole(instruments: QuerySet[Instrument]) -> QuerySet[Instrument]:
    """The instruments with all that an entry says, in a constant number of queries."""
    in_order = Succession.objects.order_by("id")
    return instruments.prefetch_related(
        "participations",
        Prefetch("replaces", in_order),
        Prefetch("replaced_by", in_order),
        "sources",
        "claims__source",
        "creates",
    )


def plain_row(row: Instrument, speaks_for: str, places: Iterable[str] | None = None) -> Plain:
    """A row of :func:`whole` as its file would say it. ``places``: only the participation of these."""
    parts = sorted(row.participations.all(), key=lambda part: part.pk)
    if places is not None:
        parts = [part for part in parts if part.place_id in set(places)]
    plain: Plain = {"id": row.code, "kind": row.kind}
    if row.jurisdiction_id != rules.owner(row.kind, bool(parts), speaks_for):
        plain["jurisdiction"] = row.jurisdiction_id
    plain |= {"title": _texts(row.title), "number": row.number or None, "issuer": _texts(row.issuer) or {}}
    plain |= {name: _iso(getattr(row, name)) for name in ("adopted", "in_force_from", "in_force_until")}
    if row.end_note:
        plain["end_note"] = _texts(row.end_note)
    plain["participation"] = [
        {
            "place": part.place_id,
            "signed": _iso(part.signed),
            "ratified": _iso(part.ratified),
            "left": _iso(part.left),
        }
        for part in parts
    ]
    plain["supersedes"] = [_dated(one.earlier_id, one.on) for one in row.replaces.all() if one.kind == "supersedes"]
    plain["amended_by"] = [_dated(one.later_id, one.on) for one in row.replaced_by.all() if one.kind == "amends"]
    plain["creates"] = sorted(made.code for made in row.creates.all())
    plain |= {"subjects": list(row.subjects), "summary": _texts(row.summary), "status": row.status}
    plain["recalled_fields"] = list(row.recalled_fields)
    if row.note:
        plain["note"] = _texts(row.note)
    plain["sources"] = [
        {"url": one.url or None, "publisher": one.publisher, "says": _texts(one.says), "accessed": _iso(one.accessed)}
        for one in row.sources.all()
    ]
    by_field: dict[str, list[Claim]] = {}
    for claim in row.claims.all():
        by_field.setdefault(claim.field, []).append(claim)
    return plain | _disputes([_disputed(field, claims) for field, claims in by_field.items()])


def _disputed(field: str, claims: list[Claim]) -> Plain:
    chosen = next((claim for claim in claims if claim.chosen), None)
    said: Plain = {
        "field": field,
        "claims": [
            {"value": claim.value, "source": claim.source.position if claim.source else None} for claim in claims
        ],
        "chosen": chosen.value if chosen else None,
        "reason": _texts((chosen or claims[0]).reason),
    }
    return _dispute(said, claims[0].settled_on)


def _dispute(said: Plain, settled: datetime.date | None) -> Plain:
    """``settled`` is written only where there is something to say."""
    kept = {key: value for key, value in said.items() if key != "settled"}
    return kept | ({"settled": settled.isoformat()} if settled else {})


def _disputes(found: list[Plain]) -> Plain:
    """The first under ``dispute``, any others beside it."""
    plain: Plain = {"dispute": found[0]} if found else {}
    return plain | ({"further_disputes": found[1:]} if len(found) > 1 else {})


def register_files(jurisdiction: str) -> dict[str, str]:
    """The register of a jurisdiction as canonical YAML: ``{file name: text}``, one file for each kind.

    What belongs to all who take part is written with the participation of this jurisdiction.
    """
    own = Q(jurisdiction=jurisdiction) | Q(jurisdiction=None, participations__place=jurisdiction)
    rows = whole(Instrument.objects.filter(own).distinct().order_by("code"))
    files: dict[str, list[Plain]] = {}
    for row in rows:
        places = [jurisdiction] if row.jurisdiction_id is None else None
        files.setdefault(row.kind, []).append(plain_row(row, jurisdiction, places))
    return {
        f"{kind.replace('_', '-')}.yaml": dump({"jurisdiction": jurisdiction, "instruments": entries})
        for kind, entries in sorted(files.items())
    }


def plain_evidence(form: schema.Evidence) -> Plain:
    """A piece of evidence as read, see :func:`plain_instrument`."""
    return _evidence(form.model_dump(), form.observed_from, form.observed_until)


def plain_evidence_row(row: Evidence) -> Plain:
    """A row (with ``instruments`` loaded) as its file would say it."""
    values: Plain = {
        "id": row.code,
        "kind": row.kind,
        "dimension": row.dimension,
        "indicators": list(row.indicators),
        "title": _texts(row.title),
        "text": _texts(row.text),
        "dated": _iso(row.dated),
        "function": row.function,
        "consent": row.consent,
        "url": row.url or None,
        "publisher": row.publisher or None,
        "accessed": _iso(row.accessed),
        "value": row.value or None,
        "unit": _texts(row.unit) or None,
        "definition": _texts(row.definition) or None,
        "confidence": row.confidence,
        "level_hint": row.level_hint or None,
        "publishable": row.publishable,
        "instruments": sorted(one.code for one in row.instruments.all()),
    }
    return _evidence(values, row.observed_from, row.observed_until)


_EVIDENCE = (
    "id", "kind", "dimension", "title", "text", "dated", "observed_from", "observed_until", "function", "consent",
    "url", "publisher", "accessed", "value", "unit", "definition", "confidence", "level_hint", "publishable",
    "instruments", "indicators",
)  # fmt: skip
_MAY_BE_LEFT_OUT = frozenset({"dimension", "function", "consent", "value", "unit", "definition", "indicators"})


def _evidence(values: Plain, start: Any, until: Any) -> Plain:
    values = {**values, "observed_from": start and start.isoformat(), "observed_until": until and until.isoformat()}
    values["instruments"] = sorted(values["instruments"])
    return {key: values[key] for key in _EVIDENCE if key not in _MAY_BE_LEFT_OUT or values[key] not in ("", None, [])}


def _texts(text: Text) -> dict[str, str]:
    """The languages, the one it was written in first."""
    plain = text.plain()
    return {lang: plain[lang] for lang in sorted(plain, key=lambda lang: (lang != text.source, lang))}


def _iso(date: PartialDate | None) -> str | None:
    return date.iso if date else None


def _dated(code: str, on: PartialDate | None) -> str | Plain:
    return {"id": code, "on": on.iso} if on else code
