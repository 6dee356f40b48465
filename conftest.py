"""Fixtures of every test: the cast, a small framework, and a database that may be emptied in spite of its triggers."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's event loop runs in the tests' thread


@pytest.fixture(scope="session", autouse=True)
def _emptying_respects_triggers(django_db_setup: None) -> Iterator[None]:
    """Tests that commit are cleaned by emptying tables; append-only tables would refuse."""
    from django.core.management.commands import flush
    from django.db import connection

    from jatigi.foundation.audit import triggers

    original = flush.Command.handle

    def handle(self: Any, **options: Any) -> None:
        with without_triggers():
            original(self, **options)

    @contextmanager
    def without_triggers() -> Iterator[None]:
        for table in triggers.TABLES:
            triggers.remove(connection, table)
        try:
            yield
        finally:
            for table in triggers.TABLES:
                triggers.install(connection, table)

    flush.Command.handle = handle  # type: ignore[method-assign]
    yield
    flush.Command.handle = original  # type: ignore[method-assign]


class Cast:
    """The people of the tests: Aminata coordinates, Boubacar assesses, Coumba reviews, Demba has nothing.

    Also: Fanta assesses as well, Kadi contributes for her institution, Moussa and Oumou validate, Sira publishes,
    Tiéman observes.
    All hold their roles in Mali (MLI) except Nènè, who coordinates in another country (SEN).
    """

    def __init__(self) -> None:
        from jatigi.foundation.accounts.models import Institution, Role, User
        from jatigi.foundation.places.models import Place

        self.mali = Place.objects.create(code="MLI", kind="country", name={"fr": "Mali", "en": "Mali"})
        self.senegal = Place.objects.create(code="SEN", kind="country", name={"fr": "Sénégal", "en": "Senegal"})
        self.ministry = Institution.objects.create(
            code="mmeia", jurisdiction=self.mali, abbreviation="MMEIA", name={"fr": "Ministère", "en": "Ministry"}
        )
        self.statistics = Institution.objects.create(
            code="instat", jurisdiction=self.mali, abbreviation="INSTAT", name={"fr": "Statistique", "en": "Statistics"}
        )
        roles = {
            "aminata": ("coordinator", self.mali, self.ministry),
            "boubacar": ("assessor", self.mali, self.ministry),
            "fanta": ("assessor", self.mali, self.ministry),
            "coumba": ("reviewer", self.mali, self.ministry),
            "kadi": ("contributor", self.mali, self.statistics),
            "moussa": ("validator", self.mali, self.ministry),
            "oumou": ("validator", self.mali, self.ministry),
            "sira": ("publisher", self.mali, self.ministry),
            "tieman": ("observer", self.mali, None),
            "nene": ("coordinator", self.senegal, None),
        }
        for name, (role, place, institution) in roles.items():
            user = User.objects.create_user(f"{name}@example.org", "mot-de-passe", name=name.capitalize())
            user.institution = institution
            user.save()
            Role.objects.create(user=user, jurisdiction=place, role=role)
            setattr(self, name, user)
        self.demba = User.objects.create_user("demba@example.org", "mot-de-passe", name="Demba")

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{name} is not in the cast")


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the tests, see :class:`Cast`."""
    return Cast()


@pytest.fixture
def signed_in(client: Any) -> Callable[[Any], Any]:
    """``signed_in(user)`` gives an HTTP client on which that person is signed in."""
    from django.test import Client

    def sign_in(user: Any) -> Client:
        browser = Client()
        browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return sign_in
