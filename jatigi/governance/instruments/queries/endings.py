"""How what is cited ends, for one place, read for many instruments at once."""

from collections.abc import Iterable

from django.db.models import Q

from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate
from jatigi.governance.instruments import rules
from jatigi.governance.instruments.models import Instrument, LegalEffect, Participation, Succession
from jatigi.governance.instruments.rules import Ending, Facts, Successor


def endings_for(place: str, codes: Iterable[str]) -> dict[str, Ending]:
    """The ending that counts for each instrument that has one, for a place: ``{code: ending}``.

    Instruments that stand are not among the keys. Five queries whatever the number of codes. A region or city ends
    its part in a convention when its country does.
    """
    found = ((code, rules.ending(facts)) for code, facts in facts_for(place, codes).items())
    return {code: ending for code, ending in found if ending is not None}


def all_endings_for(place: str, codes: Iterable[str]) -> dict[str, tuple[Ending, ...]]:
    """As :func:`endings_for`, with every ending of each, the earliest first."""
    found = ((code, rules.endings(facts)) for code, facts in facts_for(place, codes).items())
    return {code: endings for code, endings in found if endings}


def facts_for(place: str, codes: Iterable[str]) -> dict[str, Facts]:
    """What decides whether each instrument stands for the place. Codes that the register lacks are left out."""
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        return {}
    places = _with_parents(place)
    rows = Instrument.objects.filter(code__in=wanted).values_list("code", "in_force_from", "in_force_until")
    left = _left(places, wanted)
    successors = _successors(wanted)
    examined = set(
        LegalEffect.objects.filter(instrument__in=wanted, place__in=places).values_list("instrument", flat=True)
    )
    return {
        code: Facts(begins, until, left.get(code), tuple(successors.get(code, ())), code in examined)
        for code, begins, until in rows
    }


def _with_parents(place: str) -> list[str]:
    """The place, then what it is a part of, nearest first."""
    row = (
        Place.objects.filter(code=place)
        .values_list("code", "parent", "parent__parent", "parent__parent__parent")
        .first()
    )
    return [code for code in row or (place,) if code is not None]


def _left(places: list[str], codes: list[str]) -> dict[str, PartialDate]:
    """When the place left; its own record before that of its country."""
    rows = Participation.objects.filter(Q(instrument__in=codes), Q(place__in=places)).values_list(
        "instrument", "place", "left"
    )
    nearest = sorted(rows, key=lambda row: places.index(row[1]), reverse=True)
    return {code: left for code, left in {code: left for code, _place, left in nearest}.items() if left is not None}


def _successors(codes: list[str]) -> dict[str, list[Successor]]:
    """The instruments that took the place of each, and since when: the day recorded, else the later one's own."""
    found: dict[str, list[Successor]] = {}
    rows = Succession.objects.filter(earlier__in=codes, kind=Succession.Kind.SUPERSEDES).values_list(
        "earlier", "later", "on", "later__in_force_from", "later__adopted"
    )
    for earlier, later, on, in_force, adopted in rows:
        found.setdefault(earlier, []).append(Successor(later, on or in_force or adopted))
    return found
