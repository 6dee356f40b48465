"""The coordinator's pages about people, and the way files are handed out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.files.changes import store_file

SignIn = Callable[[Any], Any]
PAGE = b"%PDF-1.7\nMARKER\n%%EOF\n"


def test_the_coordinator_sees_who_holds_which_role(cast: Any, signed_in: SignIn) -> None:
    page = signed_in(cast.aminata).get(reverse("people"), follow=True)
    assert page.status_code == 200
    assert all(name in page.content.decode() for name in ("Boubacar", "Coumba", "Tieman"))
    assert "Nene" not in page.content.decode()


@pytest.mark.parametrize("who", ["boubacar", "coumba", "kadi", "moussa", "sira", "tieman", "nene", "demba"])
def test_the_page_is_not_there_for_others(cast: Any, signed_in: SignIn, who: str) -> None:
    browser = signed_in(getattr(cast, who))
    for address in (reverse("people_of", args=["MLI"]), reverse("add_person", args=["MLI"])):
        assert browser.get(address).status_code == 404
    grant = reverse("grant_role", args=["MLI", cast.demba.public_id])
    assert browser.post(grant, {"role": "observer"}).status_code == 404
    assert browser.post(reverse("revoke_role", args=[cast.tieman.roles.get().pk])).status_code == 404


def test_adding_a_person_shows_the_password_once(cast: Any, signed_in: SignIn) -> None:
    browser = signed_in(cast.aminata)
    form = {"name": "Awa", "email": "awa@example.org", "institution": "mmeia", "role": "assessor"}
    page = browser.post(reverse("add_person", args=["MLI"]), form)
    awa = User.objects.get(email="awa@example.org")
    password = page.content.decode().split("<code>")[1].split("</code>")[0]
    assert awa.check_password(password)
    again = browser.post(reverse("add_person", args=["MLI"]), form)
    assert again.status_code == 200
    assert User.objects.filter(email="awa@example.org").count() == 1
    assert "password_once" not in [template.name for template in again.templates]


def test_roles_are_given_and_taken_from_the_page(cast: Any, signed_in: SignIn) -> None:
    browser = signed_in(cast.aminata)
    browser.post(reverse("grant_role", args=["MLI", cast.kadi.public_id]), {"role": "observer"})
    given = Role.objects.get(user=cast.kadi, role="observer")
    page = browser.post(reverse("revoke_role", args=[given.pk]), follow=True)
    assert "Kadi" in page.content.decode()
    assert not Role.objects.filter(user=cast.kadi, role="observer", revoked_at=None).exists()


def test_query_count_does_not_grow_with_people(cast: Any, signed_in: SignIn) -> None:
    browser, counts = signed_in(cast.aminata), []
    browser.get(reverse("people_of", args=["MLI"]))  # the first visit also notes the session
    for turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("people_of", args=["MLI"]))
        counts.append(len(queries))
        for number in range(20):
            user = User.objects.create_user(f"p{turn}{number}@example.org", "mot-de-passe", name=f"P{number}")
            Role.objects.create(user=user, jurisdiction=cast.mali, role="observer")
    assert counts[0] == counts[1]


@pytest.fixture
def files(cast: Any, settings: LazySettings, tmp_path: Path) -> dict[str, Any]:
    settings.VAR = tmp_path
    return {
        kind: store_file(PAGE, name="lettre.pdf", jurisdiction=cast.mali, restricted=kind == "restricted", by=None)
        for kind in ("open", "restricted")
    }


@pytest.mark.parametrize(
    ("kind", "readers"),
    [
        ("open", {"aminata", "boubacar", "coumba", "kadi", "moussa", "sira", "tieman"}),
        ("restricted", {"aminata", "boubacar", "coumba"}),
    ],
)
def test_files_go_to_those_who_may_read_them(
    cast: Any, signed_in: SignIn, files: dict[str, Any], kind: str, readers: set[str]
) -> None:
    address = reverse("stored_file", args=[files[kind].pk])
    for who in ("aminata", "boubacar", "coumba", "kadi", "moussa", "sira", "tieman", "nene", "demba"):
        answer = signed_in(getattr(cast, who)).get(address)
        assert (answer.status_code == 200) == (who in readers), who
        assert (b"MARKER" in answer.content) == (who in readers), who
        if who in readers:
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "address", ["login/", "password/reset/", "password/change/", "2fa/", "2fa/totp/activate/", "sessions/", "logout/"]
)
def test_account_pages_open_in_both_languages(
    cast: Any, signed_in: SignIn, client: Any, language: str, address: str
) -> None:
    anonymous = address in ("login/", "password/reset/")
    browser = client if anonymous else signed_in(cast.boubacar)
    page = browser.get(f"/{language}/account/{address}", follow=True)
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


def test_nobody_signs_up_alone(client: Any, db: None) -> None:
    form = {"email": "x@example.org", "password1": "mot-de-passe-9", "password2": "mot-de-passe-9"}
    client.post("/fr/account/signup/", form)
    assert not User.objects.exists()
