"""Who may: the only door to the register and to other evidence. "Not yours" and "not there" are both Http404.

A text belongs to a jurisdiction, or (conventions, regional acts) to all who take part in it. The second kind may be
read in every jurisdiction; what all share of it is changed only by someone who may write for each of them.
"""

from django.db.models import Q, QuerySet
from django.http import Http404

from jatigi.foundation.accounts import access as people
from jatigi.foundation.accounts.access import Visitor
from jatigi.foundation.places.models import Place
from jatigi.governance.instruments.models import Evidence, Instrument


def places_with(user: Visitor, permission: str) -> list[str]:
    """The codes of the jurisdictions in which the person holds ``permission``, sorted."""
    return people.jurisdictions_with(user, permission)


def place_for(user: Visitor, code: str | None, permission: str) -> Place:
    """The jurisdiction in which a person works on the register: the one asked for, or the first one that is theirs."""
    mine = places_with(user, permission)
    chosen = code or next(iter(mine), None)
    if chosen is None or chosen not in mine:
        raise Http404
    return Place.objects.get(code=chosen)


def visible_instruments(user: Visitor) -> QuerySet[Instrument]:
    """The register as the person may read it: the texts of their jurisdictions and those that belong to all."""
    mine = places_with(user, "instrument.view")
    if not mine:
        return Instrument.objects.none()
    return Instrument.objects.filter(Q(jurisdiction__in=mine) | Q(jurisdiction=None))


def instrument_for(user: Visitor, code: str, permission: str = "instrument.view") -> Instrument:
    """An instrument, when the person holds ``permission`` where it belongs (see the head of this module)."""
    instrument = visible_instruments(user).select_related("jurisdiction", "archived").filter(code=code).first()
    if instrument is None or not may(user, permission, instrument):
        raise Http404
    return instrument


def may(user: Visitor, permission: str, instrument: Instrument) -> bool:
    """Whether the person holds ``permission`` for an instrument.

    For a text that belongs to all, reading takes one jurisdiction; writing takes every one that takes part in it, or
    any one where nobody does yet.
    """
    mine = set(places_with(user, permission))
    if instrument.jurisdiction_id is not None:
        return instrument.jurisdiction_id in mine
    if permission == "instrument.view":
        return bool(mine)
    parties = set(instrument.participations.values_list("place", flat=True))
    return bool(mine) and parties <= mine


def may_for(user: Visitor, permission: str, instrument: Instrument, place: str) -> bool:
    """Whether the person may write what concerns one place only: its participation, its legal effect."""
    theirs = instrument.jurisdiction_id in (None, *places_with(user, "instrument.view"))
    return theirs and place in places_with(user, permission)


def visible_evidence(user: Visitor) -> QuerySet[Evidence]:
    """Other evidence that the person may read: what is publishable in their jurisdictions, what is internal where
    they may read it, and what they added themselves."""
    mine = places_with(user, "instrument.view")
    internal = places_with(user, "evidence.read_internal")
    if not mine:
        return Evidence.objects.none()
    return Evidence.objects.filter(
        Q(jurisdiction__in=mine, publishable=True)
        | Q(jurisdiction__in=internal)
        | Q(jurisdiction__in=mine, added_by=user)
    )


def evidence_for(user: Visitor, id: str, permission: str = "instrument.view") -> Evidence:
    """A piece of evidence that the person may read, when they hold ``permission`` in its jurisdiction.

    Whoever holds ``evidence.write`` as a contributor only changes what they added themselves.
    """
    found = visible_evidence(user).select_related("jurisdiction", "file", "added_by").filter(pk=id).first()
    if found is None or found.jurisdiction_id not in places_with(user, permission):
        raise Http404
    if permission == "evidence.write" and not may_change(user, found):
        raise Http404
    return found


def may_change(user: Visitor, evidence: Evidence) -> bool:
    """Whether the person may change the evidence: who may read internal evidence there, or who added it."""
    if evidence.jurisdiction_id not in places_with(user, "evidence.write"):
        return False
    return evidence.jurisdiction_id in places_with(user, "evidence.read_internal") or evidence.added_by_id == user.pk
