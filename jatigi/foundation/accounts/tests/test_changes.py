"""Promise 6: nobody grants what they lack; what is taken away is gone at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.urls import reverse

from jatigi.foundation.accounts import changes
from jatigi.foundation.accounts.access import jurisdictions_with, may
from jatigi.foundation.accounts.errors import CATALOGUE, Refused
from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.accounts.permissions import PERMISSIONS, ROLES
from jatigi.foundation.audit.models import Entry


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as refusal:
        yield
    assert refusal.value.code == code


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_coordinator_grants_and_takes_roles_at_home(cast: Any) -> None:
    granted = changes.grant_role(cast.demba, jurisdiction=cast.mali, role="reviewer", by=cast.aminata)
    assert may(fresh(cast.demba), "coding.review", "MLI")
    changes.revoke_role(granted, by=cast.aminata)
    assert not may(fresh(cast.demba), "coding.review", "MLI")
    assert Role.objects.get(pk=granted.pk).revoked_at is not None


@pytest.mark.parametrize("who", ["boubacar", "coumba", "kadi", "moussa", "sira", "tieman", "nene", "demba"])
def test_nobody_grants_what_they_lack(cast: Any, who: str) -> None:
    with refused("role.not_yours"):
        changes.grant_role(cast.demba, jurisdiction=cast.mali, role="observer", by=getattr(cast, who))
    assert not Role.objects.filter(user=cast.demba).exists()


def test_a_person_whose_role_is_taken_is_signed_out_at_once(cast: Any, signed_in: Callable[[User], Any]) -> None:
    browser = signed_in(cast.boubacar)
    page = reverse("account_change_password")
    assert browser.get(page).status_code == 200
    changes.revoke_role(cast.boubacar.roles.get(), by=cast.aminata)
    assert browser.get(page).status_code == 302


@pytest.mark.parametrize(
    ("role_of", "by", "code"),
    [("aminata", "aminata", "role.own"), ("boubacar", "nene", "role.not_yours")],
)
def test_roles_that_cannot_be_taken(cast: Any, role_of: str, by: str, code: str) -> None:
    with refused(code):
        changes.revoke_role(getattr(cast, role_of).roles.get(), by=getattr(cast, by))
    assert getattr(cast, role_of).roles.get().revoked_at is None


def test_the_last_coordinator_stays(cast: Any) -> None:
    second = changes.grant_role(cast.demba, jurisdiction=cast.mali, role="coordinator", by=cast.aminata)
    changes.revoke_role(cast.aminata.roles.get(), by=fresh(cast.demba))
    with refused("role.own"):
        changes.revoke_role(second, by=fresh(cast.demba))


def test_a_new_person_gets_a_password_once_and_no_second_account(cast: Any) -> None:
    details = {"name": "Awa", "institution": None, "jurisdiction": cast.mali, "role": "observer", "by": cast.aminata}
    user, password = changes.create_person(email="Awa@Example.org", **details)
    assert user.check_password(password)
    assert may(user, "round.view", "MLI")
    with refused("person.exists"):
        changes.create_person(email="awa@example.ORG", **details)


def test_an_erased_person_leaves_an_opaque_id(cast: Any) -> None:
    public_id = cast.kadi.public_id
    changes.erase_person(cast.kadi, by=None)
    row = User.objects.get(public_id=public_id)
    assert "kadi" not in f"{row.name}{row.email}".lower()
    assert (row.is_active, row.has_usable_password(), jurisdictions_with(row, "round.view")) == (False, False, [])
    assert "kadi" not in str(list(Entry.objects.values())).lower()


def test_each_act_is_one_entry(cast: Any) -> None:
    changes.grant_role(cast.demba, jurisdiction=cast.mali, role="reviewer", by=cast.aminata)
    assert [(e.action, e.actor) for e in Entry.objects.all()] == [("role.grant", str(cast.aminata.public_id))]


def test_demo_accounts_cover_every_role_and_are_made_once(cast: Any) -> None:
    first = changes.make_demo_accounts(cast.mali, password="mot-de-passe-1")
    again = changes.make_demo_accounts(cast.mali, password="mot-de-passe-2")
    assert {role.role for user in first for role in user.roles.all()} == set(ROLES)
    assert [user.pk for user in first] == [user.pk for user in again]
    assert again[0].check_password("mot-de-passe-1")


def test_the_permission_table_names_known_roles_only() -> None:
    assert all(roles and roles <= set(ROLES) for roles in PERMISSIONS.values())


def test_every_refusal_says_what_to_do() -> None:
    assert all(str(message) and str(advice) for message, advice in CATALOGUE.values())
