"""People, institutions and the roles people hold in a jurisdiction."""

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from jatigi.foundation.accounts.limits import LIMITS
from jatigi.foundation.accounts.permissions import ROLES
from jatigi.foundation.places.models import Place
from jatigi.foundation.text.fields import TextField


class Institution(models.Model):
    """A ministry, agency, city, diaspora council or association that answers, takes positions and acts."""

    code = models.SlugField(primary_key=True, max_length=60)
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="institutions")
    name = TextField()
    abbreviation = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.abbreviation or self.code


class UserManager(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses compare without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. ``public_id`` stands for the person in the audit trail and in addresses."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)  # `serve` refuses these unless told --demo
    date_joined = models.DateTimeField(auto_now_add=True)
    sessions_ended = models.PositiveIntegerField(default=0)  # raised to end every live session at once

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    # Django's own permission questions: this project answers them in access.py, by jurisdiction.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False

    def get_session_auth_hash(self) -> str:
        """Sessions carry this; one that carries an older value is signed out at its next request."""
        return f"{super().get_session_auth_hash()}:{self.sessions_ended}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under earlier secrets of the installation."""
        for old in super().get_session_auth_fallback_hash():
            yield f"{old}:{self.sessions_ended}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A role in a jurisdiction, from when it was granted until it is revoked. Rows are kept for the record."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    jurisdiction = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=12, choices=[(role, role) for role in ROLES])
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=ROLES), name="role_known"),
            models.UniqueConstraint(
                fields=["user", "jurisdiction", "role"], condition=Q(revoked_at=None), name="role_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.jurisdiction_id}"


class Use(models.Model):
    """How often a person did what is limited, since when; see :mod:`.limits`. One row each, counted up in place."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="uses")
    what = models.CharField(max_length=12, choices=[(what, what) for what in LIMITS])
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=list(LIMITS)), name="use_known"),
            models.UniqueConstraint(fields=["user", "what"], name="use_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.count}"
