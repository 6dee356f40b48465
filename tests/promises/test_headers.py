"""Promise 27: every page carries its security headers; private pages are never stored; forms are guarded."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

PUBLIC = ["/fr/", "/en/method/", "/fr/nowhere/", "/fr/account/login/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_pages_carry_their_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/fr/desk/", "/en/desk/people/MLI/", "/fr/countries/MLI/", "/fr/nowhere/"])
def test_what_a_signed_in_person_sees_is_not_stored(cast: Any, signed_in: Any, address: str) -> None:
    assert signed_in(cast.aminata).get(address)["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_no_page_runs_what_stands_in_it(client: Client, address: str) -> None:
    body = client.get(address).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", body)
    assert " style=" not in body
    assert not re.search(r"<[^>]+ on[a-z]+=", body)


def test_cookies_are_out_of_reach_of_scripts(cast: Any) -> None:
    browser = Client()
    browser.post(reverse("account_login"), {"login": "aminata@example.org", "password": "mot-de-passe"})
    session = browser.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_a_form_without_its_token_is_refused(cast: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.aminata, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = browser.post(reverse("grant_role", args=["MLI", cast.demba.public_id]), {"role": "observer"})
    assert answer.status_code == 403
    assert not cast.demba.roles.exists()


def test_failed_sign_ins_are_limited(cast: Any, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
    browser = Client(REMOTE_ADDR="127.0.0.77")
    for _ in range(6):
        answer = browser.post(reverse("account_login"), {"login": "coumba@example.org", "password": "faux-mot"})
    refused = browser.post(reverse("account_login"), {"login": "coumba@example.org", "password": "mot-de-passe"})
    assert answer.status_code == 200
    assert refused.status_code == 200
    assert "sessionid" not in browser.cookies


@pytest.mark.django_db
def test_health_tells_machines_and_no_more(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert json.dumps(dict(answer.headers)).lower().count("django") == 0
