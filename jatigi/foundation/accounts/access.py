"""Who may: the questions every other package asks about a person."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.accounts.permissions import ALWAYS, SECOND_FACTOR, roles_with
from jatigi.foundation.places.models import Place

Visitor = User | AnonymousUser


def roles_of(user: Visitor) -> dict[str, frozenset[str]]:
    """The roles a person holds now: ``{jurisdiction code: roles}``. Read once per request and kept on the user."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    cached: dict[str, frozenset[str]] | None = getattr(user, "_roles_now", None)
    if cached is None:
        held: dict[str, set[str]] = {}
        for place, role in Role.objects.filter(user=user, revoked_at=None).values_list("jurisdiction_id", "role"):
            held.setdefault(place, set()).add(role)
        cached = {place: frozenset(roles) for place, roles in held.items()}
        user._roles_now = cached  # type: ignore[attr-defined]
    return cached


def may(user: Visitor, permission: str, jurisdiction: str) -> bool:
    """Whether the person holds ``permission`` in the jurisdiction with that code."""
    return bool(roles_of(user).get(jurisdiction, frozenset()) & roles_with(permission))


def jurisdictions_with(user: Visitor, permission: str) -> list[str]:
    """The codes of the jurisdictions in which the person holds ``permission``, sorted."""
    return sorted(place for place, roles in roles_of(user).items() if roles & roles_with(permission))


def needing_second_factor(user: Visitor) -> tuple[frozenset[str], list[str]]:
    """The roles for which the person always needs a second factor, and the jurisdictions (sorted codes) in which they
    need one while an official round is there."""
    always, while_official = set(), set()
    for place, roles in roles_of(user).items():
        for role in roles & SECOND_FACTOR.keys():
            if SECOND_FACTOR[role] == ALWAYS:
                always.add(role)
            else:
                while_official.add(place)
    return frozenset(always), sorted(while_official)


def jurisdiction_for(user: Visitor, code: str, permission: str) -> Place:
    """The jurisdiction with that code, where the person holds ``permission``.

    Raises:
        Http404: it is not there, or not the person's: the answer is the same.
    """
    if not may(user, permission, code):
        raise Http404
    return Place.objects.get(code=code)


def person_for(user: Visitor, public_id: str, jurisdiction: Place) -> User:
    """Someone who holds or held a role in the jurisdiction whose roles ``user`` grants.

    Raises:
        Http404: not there, or not the person's.
    """
    if not may(user, "role.grant", jurisdiction.code):
        raise Http404
    person = User.objects.filter(public_id=public_id, roles__jurisdiction=jurisdiction).distinct().first()
    if person is None:
        raise Http404
    return person


def role_for(user: Visitor, pk: int) -> Role:
    """A role that is held now, in a jurisdiction whose roles ``user`` grants.

    Raises:
        Http404: not there, or not the person's.
    """
    role = Role.objects.select_related("jurisdiction", "user").filter(pk=pk, revoked_at=None).first()
    if role is None or not may(user, "role.grant", role.jurisdiction_id):
        raise Http404
    return role
