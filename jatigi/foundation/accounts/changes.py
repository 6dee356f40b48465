"""People and roles: every write."""

import datetime
import secrets
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models, transaction
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.errors import Refused
from jatigi.foundation.accounts.limits import LIMITS, Spent, after
from jatigi.foundation.accounts.models import Institution, Role, Use, User
from jatigi.foundation.accounts.permissions import COORDINATOR, ROLES
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text


def create_person(
    *, email: str, name: str, institution: Institution | None, jurisdiction: Place, role: str, by: User
) -> tuple[User, str]:
    """Make an account with its first role. Returns the person and a first password, which is shown once and not kept.

    Raises:
        Refused: ``by`` does not grant roles here, there is no such role, or the address is in use.
    """
    _check_granter(by, jurisdiction, role)
    password = secrets.token_urlsafe(9)
    with audit.entry("person.create", by=by, kind="accounts.User", jurisdiction=jurisdiction.code, role=role) as record:
        if User.objects.filter(email__iexact=email.strip()).exists():
            raise Refused("person.exists")
        user = User.objects.create_user(email, password, name=name.strip(), institution=institution)
        Role.objects.create(user=user, jurisdiction=jurisdiction, role=role)
        record.objects.append(str(user.public_id))
    return user, password


def grant_role(user: User, *, jurisdiction: Place, role: str, by: User) -> Role:
    """Give a role in a jurisdiction.

    Raises:
        Refused: as :func:`create_person`, or the person holds the role already.
    """
    _check_granter(by, jurisdiction, role)
    with audit.entry("role.grant", by=by, on=user, jurisdiction=jurisdiction.code, role=role):
        granted, new = Role.objects.get_or_create(user=user, jurisdiction=jurisdiction, role=role, revoked_at=None)
        if not new:
            raise Refused("role.held")
    return granted


def revoke_role(role: Role, *, by: User) -> None:
    """Take a role away. The person is signed out everywhere at once; the row stays for the record.

    Raises:
        Refused: ``by`` does not grant roles here, would take the own coordinator's role or the last one.
    """
    _check_granter(by, role.jurisdiction, role.role)
    with audit.entry("role.revoke", by=by, on=role, role=role.role):
        if role.role == COORDINATOR and role.revoked_at is None:
            if role.user_id == by.pk:
                raise Refused("role.own")
            others = Role.objects.filter(jurisdiction=role.jurisdiction, role=COORDINATOR, revoked_at=None)
            if not others.exclude(pk=role.pk).exists():
                raise Refused("role.last_coordinator")
        if role.revoked_at is None:
            role.revoked_at = timezone.now()
            role.save(update_fields=["revoked_at"])
            _end_sessions(role.user)


def renew_password(user: User, *, jurisdiction: Place, by: User) -> str:
    """A new first password for someone who lost theirs; returned once. Ends the person's sessions.

    Raises:
        Refused: ``by`` does not grant roles where the person holds one.
    """
    held = Role.objects.filter(user=user, jurisdiction=jurisdiction, revoked_at=None).exists()
    if not held or not may(by, "role.grant", jurisdiction.code):
        raise Refused("role.not_yours")
    password = secrets.token_urlsafe(9)
    with audit.entry("person.renew_password", by=by, on=user):
        user.set_password(password)
        user.save(update_fields=["password"])
    return password


def remove_second_factor(user: User, *, jurisdiction: Place, by: User) -> None:
    """For someone who lost telephone and recovery codes: the second factor goes, the sessions end, and where the role
    asks for one the person sets up a new one after signing in.

    Raises:
        Refused: ``by`` does not grant roles where the person holds one, it is ``by``'s own, or there is none.
    """
    held = Role.objects.filter(user=user, jurisdiction=jurisdiction, revoked_at=None).exists()
    if not held or not may(by, "role.grant", jurisdiction.code):
        raise Refused("role.not_yours")
    if user.pk == by.pk:
        raise Refused("second_factor.own")
    with audit.entry("person.remove_second_factor", by=by, on=user):
        removed, _rows = Authenticator.objects.filter(user=user).delete()
        if not removed:
            raise Refused("second_factor.none")
        _end_sessions(user)


def choose_language(user: User, language: str) -> None:
    """The language in which a person gets mail and finds the desk."""
    with audit.entry("person.choose_language", by=user, on=user, language=language):
        user.language = language
        user.save(update_fields=["language"])


def erase_person(user: User, *, by: User | None) -> None:
    """Take out what tells who it was. What the person did stays, under the opaque id alone; roles end."""
    with audit.entry("person.erase", by=by, on=user):
        user.name, user.email = "—", f"{user.public_id}@erased.invalid"
        user.institution, user.is_active, user.language = None, False, ""
        user.set_unusable_password()
        user.save()
        Role.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
        for personal in (EmailAddress, Authenticator, UserSession):  # addresses, names of devices, where from
            personal.objects.filter(user=user).delete()
        _end_sessions(user)


def load_institutions(entries: list[tuple[str, str, dict[str, str]]], *, jurisdiction: Place, by: User | None) -> int:
    """Take in institutions as (code, abbreviation, names). Returns how many are new or changed; deletes nothing."""
    with audit.entry("institutions.load", by=by, kind="accounts.Institution") as record:
        stored = Institution.objects.in_bulk()
        for code, abbreviation, names in entries:
            wanted = Institution(code=code, jurisdiction=jurisdiction, abbreviation=abbreviation, name=Text.of(names))
            old = stored.get(code)
            if old is None or (old.name, old.abbreviation) != (wanted.name, wanted.abbreviation):
                wanted.save()
                record.objects.append(code)
    return len(record.objects)


#: The people of the demonstration: invented first names, one or two to a role.
DEMO_PEOPLE = (
    ("aminata", "Aminata", "coordinator", "mmeia"),
    ("boubacar", "Boubacar", "assessor", "cigem"),
    ("fanta", "Fanta", "assessor", "cigem"),
    ("coumba", "Coumba", "reviewer", "mmeia"),
    ("kadi", "Kadi", "contributor", "instat"),
    ("moussa", "Moussa", "validator", "mmeia"),
    ("oumou", "Oumou", "validator", "affaires-etrangeres"),
    ("sira", "Sira", "publisher", "mmeia"),
    ("tieman", "Tiéman", "observer", "hcme"),
)


def make_demo_accounts(
    jurisdiction: Place, *, password: str, people: Sequence[tuple[str, str, str, str]] = DEMO_PEOPLE
) -> list[User]:
    """The demonstration's accounts, as one act; those that exist keep what they have. All share ``password``.
    ``people``: (beginning of the address, first name, role, institution) of each."""
    institutions = Institution.objects.in_bulk()
    with audit.entry("demo.accounts", by=None, kind="accounts.User") as record:
        for slug, name, role, institution in people:
            email = f"{slug}@demo.example"
            if not User.objects.filter(email=email).exists():
                user = User.objects.create_user(
                    email, password, name=name, institution=institutions.get(institution), is_demo=True
                )
                Role.objects.create(user=user, jurisdiction=jurisdiction, role=role)
                record.objects.append(str(user.public_id))
    return list(User.objects.filter(is_demo=True).order_by("pk"))


def spend(user: User, what: str, *, now: datetime.datetime) -> datetime.datetime | None:
    """Count one more of what is limited. Gives the time from which it may be done again, or None: it may be done now.

    Not an act of record: the trail would fill with downloads.
    """
    limit = LIMITS[what]
    with transaction.atomic():
        row, _new = Use.objects.select_for_update().get_or_create(user=user, what=what, defaults={"since": now})
        spent = after(Spent(row.since, row.count), limit, now)
        if spent is None:
            return row.since + limit.span
        row.since, row.count = spent.since, spent.count
        row.save(update_fields=["since", "count"])
    return None


def _check_granter(by: User, jurisdiction: Place, role: str) -> None:
    if not may(by, "role.grant", jurisdiction.code):
        raise Refused("role.not_yours")
    if role not in ROLES:
        raise Refused("role.unknown")


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(sessions_ended=models.F("sessions_ended") + 1)
