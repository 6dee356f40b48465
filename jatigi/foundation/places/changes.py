"""Taking in countries, their units and groups of countries. Loading twice changes nothing."""

import re
from dataclasses import dataclass

import pycountry
from babel import Locale

from jatigi.foundation import audit
from jatigi.foundation.audit.changes import Actor
from jatigi.foundation.places.models import Group, Membership, Place
from jatigi.foundation.places.rules import GroupEntry, PlaceEntry
from jatigi.foundation.text import PartialDate, Text

LANGUAGES = ("fr", "en")


class UnknownPlace(ValueError):
    """An entry names a place that is neither a country nor a unit among the entries.

    Attributes:
        missing: the codes that are not known.
    """

    def __init__(self, missing: set[str]) -> None:
        self.missing = sorted(missing)
        super().__init__(", ".join(self.missing))


@dataclass(frozen=True)
class Loaded:
    """How many rows are new or changed."""

    places: int
    memberships: int


def countries() -> dict[str, dict[str, str]]:
    """Every country of ISO 3166-1 by its three-letter code, with its names in French and English (CLDR by Babel)."""
    locales = {lang: Locale.parse(lang) for lang in LANGUAGES}
    return {
        country.alpha_3: {
            lang: locale.territories.get(country.alpha_2, country.name) for lang, locale in locales.items()
        }
        for country in pycountry.countries
    }


def load_places(*, units: list[PlaceEntry], groups: list[GroupEntry], by: Actor | None) -> Loaded:
    """Take in all countries, the units given and the groups given, as one act.

    Rows that differ from what is stored are brought up to the entry; nothing is deleted.

    Raises:
        UnknownPlace: an entry names a place that does not exist. Nothing is written.
    """
    wanted = _wanted_countries() + [_unit(entry) for entry in units]
    known = {place.code for place in wanted}
    named = {entry.parent for entry in units} | {member.place for group in groups for member in group.members}
    if named - known:
        raise UnknownPlace(named - known)
    with audit.entry("places.load", by=by, kind="places.Place") as record:
        stored = Place.objects.in_bulk()
        changed = [place for place in wanted if _differs(place, stored.get(place.code))]
        Place.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["kind", "name", "parent", "exists_from", "exists_until", "created_by", "source"],
        )
        memberships = sum(_load_group(entry) for entry in groups)
        record.objects += [place.code for place in changed] + [entry.code for entry in groups]
    return Loaded(len(changed), memberships)


def invent_country(code: str, name: Text, *, by: Actor | None) -> Place:
    """Enter a country that does not exist, for training. Only codes that ISO 3166-1 leaves to users (XAA to XZZ) are
    taken: no real country ever gets one.

    Raises:
        ValueError: the code is not one of those.
    """
    if not re.fullmatch(r"X[A-Z]{2}", code):
        raise ValueError(f"an invented country has a code from XAA to XZZ, found {code!r}")
    there = Place.objects.filter(pk=code).first()
    if there is not None and there.name == name:
        return there
    with audit.entry("places.invent", by=by, kind="places.Place") as record:
        place, _new = Place.objects.update_or_create(pk=code, defaults={"kind": Place.Kind.COUNTRY, "name": name})
        record.objects.append(code)
    return place


def _wanted_countries() -> list[Place]:
    return [
        Place(code=code, kind=Place.Kind.COUNTRY, name=Text.of(names)) for code, names in sorted(countries().items())
    ]


def _unit(entry: PlaceEntry) -> Place:
    return Place(
        code=entry.code,
        kind=entry.kind,
        name=Text.of(entry.name.model_dump()),
        parent_id=entry.parent,
        exists_from=PartialDate(entry.exists_from) if entry.exists_from else None,
        exists_until=PartialDate(entry.exists_until) if entry.exists_until else None,
        created_by=entry.created_by or "",
        source=entry.source or "",
    )


FIELDS = ("kind", "name", "parent_id", "exists_from", "exists_until", "created_by", "source")


def _differs(place: Place, stored: Place | None) -> bool:
    return stored is None or any(getattr(place, field) != getattr(stored, field) for field in FIELDS)


def _load_group(entry: GroupEntry) -> int:
    group, _ = Group.objects.update_or_create(
        code=entry.code,
        defaults={
            "name": Text.of(entry.name.model_dump()),
            "abbreviation": Text.of(entry.abbreviation.model_dump()),
        },
    )
    new = 0
    for member in entry.members:
        left = PartialDate(member.left) if member.left else None
        row = group.memberships.filter(place_id=member.place, joined=member.joined).first()
        if row is None:
            row = Membership(group=group, place_id=member.place, joined=member.joined)
            new += 1
        row.left, row.source = left, member.source or ""
        row.save()
    return new
