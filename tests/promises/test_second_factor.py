"""Who signs for a country needs more than a password: without a second factor the working pages stay shut."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jatigi.foundation.accounts.models import Role
from jatigi.foundation.accounts.permissions import COORDINATOR, PUBLISHER, ROLES, SECOND_FACTOR, VALIDATOR
from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.tests.world import World

PAGES = ["/fr/desk/", "/fr/desk/rounds/MLI-2026/", "/en/desk/instruments/"]


@pytest.fixture(autouse=True)
def _enforced(settings: Any) -> None:
    settings.SECOND_FACTOR_ENFORCED = True
    translation.activate("fr")  # the language in which addresses are made; a test before may have left another


def set_up(user: Any) -> None:
    """As after the set-up page."""
    TOTP.activate(user, generate_totp_secret())


def test_the_policy_is_this_one() -> None:
    assert SECOND_FACTOR == {PUBLISHER: "always", VALIDATOR: "always", COORDINATOR: "official"}
    assert set(SECOND_FACTOR) <= set(ROLES)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["moussa", "sira"])
def test_without_one_the_page_that_explains_comes_first(world: World, signed_in: Any, who: str, address: str) -> None:
    user = getattr(world.cast, who)
    browser = signed_in(user)
    answer = browser.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"{address[:3]}/desk/second-factor/")
    page = browser.get(answer["Location"])
    assert page.status_code == 200
    assert reverse("mfa_activate_totp").removeprefix("/fr") in page.content.decode()
    set_up(user)
    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("who", ["boubacar", "coumba", "kadi", "tieman"])
def test_others_work_with_their_password(world: World, signed_in: Any, who: str) -> None:
    assert signed_in(getattr(world.cast, who)).get("/fr/desk/").status_code == 200


def test_a_coordinator_needs_one_while_a_round_is_official(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.aminata)
    Round.objects.update(origin="reconstructed")
    assert browser.get("/fr/desk/").status_code == 200
    Round.objects.filter(pk="MLI-2026").update(origin="official")
    assert browser.get("/fr/desk/").status_code == 302
    assert signed_in(world.cast.nene).get("/fr/desk/").status_code == 200  # the round is not her country's


def test_nothing_is_written_before(world: World, signed_in: Any) -> None:
    Round.objects.filter(pk="MLI-2026").update(origin="official")
    address = reverse("grant_role", args=["MLI", world.cast.demba.public_id])
    before = Entry.objects.count()
    assert signed_in(world.cast.aminata).post(address, {"role": "observer"}).status_code == 302
    assert not Role.objects.filter(user=world.cast.demba).exists()
    assert Entry.objects.count() == before


def test_public_and_account_pages_stay_open(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.sira)
    for address in ("/fr/", "/fr/method/", "/fr/account/sessions/", "/fr/account/password/change/"):
        assert browser.get(address).status_code == 200
    assert browser.get("/fr/account/2fa/totp/activate/")["Location"].startswith("/fr/account/reauthenticate/")


def test_a_role_that_is_taken_away_no_longer_asks(world: World, signed_in: Any) -> None:
    Role.objects.filter(user=world.cast.sira).update(revoked_at=timezone.now())
    assert signed_in(world.cast.sira).get("/fr/desk/").status_code == 200


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 302)])
def test_demonstration_accounts_are_excused_under_demo_only(
    world: World, signed_in: Any, settings: Any, demo: bool, status: int
) -> None:
    settings.DEMO = demo
    world.cast.sira.is_demo = True
    world.cast.sira.save()
    assert signed_in(world.cast.sira).get("/fr/desk/").status_code == status


def test_real_accounts_are_not_excused_under_demo(world: World, signed_in: Any, settings: Any) -> None:
    settings.DEMO = True
    assert signed_in(world.cast.sira).get("/fr/desk/").status_code == 302


def test_the_password_alone_no_longer_signs_in(world: World) -> None:
    set_up(world.cast.sira)
    browser = Client()
    answer = browser.post(
        reverse("account_login"), {"login": "sira@example.org", "password": "mot-de-passe"}, follow=True
    )
    assert answer.redirect_chain[-1][0].startswith("/fr/account/2fa/authenticate/")
    assert browser.get("/fr/desk/").status_code == 302


class TestLost:
    """Telephone and recovery codes are gone."""

    @pytest.fixture(autouse=True)
    def _nothing_official(self, world: World) -> None:
        Round.objects.update(origin="reconstructed")  # so that the coordinator needs none herself

    def test_a_coordinator_removes_it_and_the_sessions_end(self, world: World, signed_in: Any) -> None:
        set_up(world.cast.sira)
        theirs, browser = signed_in(world.cast.sira), signed_in(world.cast.aminata)
        assert theirs.get("/fr/desk/").status_code == 200
        page = browser.get(reverse("people_of", args=["MLI"])).content.decode()
        address = reverse("remove_second_factor", args=["MLI", world.cast.sira.public_id])
        assert address in page
        said = browser.post(address, follow=True).content.decode()
        assert "avec le seul mot de passe" in said
        assert not Authenticator.objects.filter(user=world.cast.sira).exists()
        assert Entry.objects.latest("seq").action == "person.remove_second_factor"
        assert theirs.get("/fr/desk/")["Location"].startswith("/fr/account/login/")

    def test_nobody_removes_their_own_or_another_countrys(self, world: World, signed_in: Any) -> None:
        for user in (world.cast.aminata, world.cast.sira):
            set_up(user)
        own = reverse("remove_second_factor", args=["MLI", world.cast.aminata.public_id])
        other = reverse("remove_second_factor", args=["MLI", world.cast.sira.public_id])
        assert "votre propre second facteur" in signed_in(world.cast.aminata).post(own, follow=True).content.decode()
        assert signed_in(world.cast.nene).post(other).status_code == 404
        assert signed_in(world.cast.coumba).post(other).status_code == 404
        assert Authenticator.objects.count() == 2

    def test_who_has_none_is_told(self, world: World, signed_in: Any) -> None:
        address = reverse("remove_second_factor", args=["MLI", world.cast.coumba.public_id])
        before = Entry.objects.count()
        assert "pas de second facteur" in signed_in(world.cast.aminata).post(address, follow=True).content.decode()
        assert Entry.objects.count() == before
