"""Reads for the people pages."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.accounts.permissions import ROLES


@dataclass(frozen=True)
class Person:
    """Someone with the roles held now in one jurisdiction, in the table's order."""

    user: User
    roles: tuple[Role, ...]
    second_factor: bool = False

    @property
    def free(self) -> list[str]:
        """The roles that could still be given."""
        held = {role.role for role in self.roles}
        return [role for role in ROLES if role not in held]


def people_of(jurisdiction: str) -> list[Person]:
    """Everyone who holds a role in a jurisdiction, by name. Three queries whatever their number."""
    held: dict[User, list[Role]] = {}
    rows = Role.objects.filter(jurisdiction_id=jurisdiction, revoked_at=None).select_related("user__institution")
    for role in rows:
        held.setdefault(role.user, []).append(role)
    guarded = set(Authenticator.objects.filter(user__in=held).values_list("user_id", flat=True))
    people = [
        Person(user, tuple(sorted(roles, key=lambda role: ROLES.index(role.role))), user.pk in guarded)
        for user, roles in held.items()
    ]
    return sorted(people, key=lambda person: (person.user.name.casefold(), person.user.pk))
