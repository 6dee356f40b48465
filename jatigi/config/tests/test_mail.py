"""The mail server's address in the environment."""

import pytest

from jatigi.config.mail import MailAddressError, settings_of

CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize("url", ["", "console://"])
def test_without_an_address_mail_is_printed(url: str) -> None:
    assert settings_of(url) == {"EMAIL_BACKEND": CONSOLE}


def test_mail_can_be_thrown_away() -> None:
    assert settings_of("none://")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "starttls", "tls"),
    [
        ("smtp://localhost", "localhost", 25, "", "", False, False),
        ("smtp+tls://jatigi:secret@mail.example.org", "mail.example.org", 587, "jatigi", "secret", True, False),
        ("smtps://jatigi:secret@mail.example.org:2465", "mail.example.org", 2465, "jatigi", "secret", False, True),
        ("smtps://a%40b.org:p%2Fq%3Ar@mail.example.org", "mail.example.org", 465, "a@b.org", "p/q:r", False, True),
    ],
)
def test_a_server(url: str, host: str, port: int, user: str, password: str, starttls: bool, tls: bool) -> None:
    found = settings_of(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == (user, password)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (starttls, tls)


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://u:secret@mail", "smtp://", "smtps://u:secret@mail:99999", "smtp://u:secret@m:x"]
)
def test_what_is_no_server_is_refused_without_repeating_the_password(url: str) -> None:
    with pytest.raises(MailAddressError) as told:
        settings_of(url)
    assert "smtp+tls://" in str(told.value)
    assert "secret" not in str(told.value)
