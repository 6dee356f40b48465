"""A forgotten password: the mail speaks the person's language and tells nobody who has an account."""

import re
from typing import Any

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("lang", "subject", "words"),
    [
        ("fr", "Un nouveau mot de passe", "Si ce n’était pas vous, ne faites rien"),
        ("en", "A new password", "If it was not you, do nothing"),
    ],
)
def test_the_mail_leads_to_a_new_password(cast: Any, mailoutbox: Any, lang: str, subject: str, words: str) -> None:
    browser = Client()
    browser.post(f"/{lang}/account/password/reset/", {"email": "kadi@example.org"})
    [mail] = mailoutbox
    assert mail.subject == f"[Jatigi] {subject}"
    assert words in mail.body
    address = re.search(r"http://testserver(\S+)", mail.body)
    assert address is not None
    form = browser.get(address[1], follow=True)
    new = {"password1": "une-phrase-neuve-9", "password2": "une-phrase-neuve-9"}
    browser.post(form.redirect_chain[-1][0], new)
    cast.kadi.refresh_from_db()
    assert cast.kadi.check_password("une-phrase-neuve-9")


def test_who_has_no_account_is_told_by_mail_only(cast: Any, mailoutbox: Any) -> None:
    known = Client().post("/fr/account/password/reset/", {"email": "kadi@example.org"}, follow=True)
    unknown = Client().post("/fr/account/password/reset/", {"email": "personne@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert mailoutbox[1].subject == "[Jatigi] Aucun compte à cette adresse"
    assert "personne@example.org" in mailoutbox[1].body
