"""The mail server as one address in the environment: ``smtp+tls://user:password@mail.example.org:587``."""

from typing import Any
from urllib.parse import unquote, urlsplit

#: scheme → (usual port, STARTTLS, TLS from the first byte)
SCHEMES: dict[str, tuple[int, bool, bool]] = {
    "smtp": (25, False, False),
    "smtp+tls": (587, True, False),
    "smtps": (465, False, True),
}
BACKENDS = "django.core.mail.backends."


class MailAddressError(ValueError):
    """An address that names no mail server. The password is not repeated."""

    def __init__(self, found: str) -> None:
        accepted = ", ".join(f"{scheme}://" for scheme in (*SCHEMES, "console", "none"))
        super().__init__(f"JATIGI_EMAIL_URL: {found}. Accepted: {accepted} (see docs/operate/settings.md)")


def settings_of(url: str) -> dict[str, Any]:
    """Django's mail settings. Nothing given: mail is printed to the console.

    ``console://`` prints, ``none://`` throws away, the others send by SMTP. User and password stand as in a web
    address: what is neither letter nor digit as ``%40``.

    Raises:
        MailAddressError: none of these, or no host.
    """
    if not url or url == "console://":
        return {"EMAIL_BACKEND": f"{BACKENDS}console.EmailBackend"}
    if url == "none://":
        return {"EMAIL_BACKEND": f"{BACKENDS}dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        raise MailAddressError(f"{parts.scheme or 'no scheme'}:// is not known")
    usual, starttls, tls = SCHEMES[parts.scheme]
    try:
        port = parts.port or usual
    except ValueError:
        raise MailAddressError("the port is not a number up to 65535") from None
    if not parts.hostname:
        raise MailAddressError("there is no host")
    return {
        "EMAIL_BACKEND": f"{BACKENDS}smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
    }
