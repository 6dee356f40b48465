"""How allauth fits in: nobody signs up alone; secrets of the second factor are kept encrypted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from jatigi.foundation.files import crypto


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by a coordinator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets and recovery seeds encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return crypto.seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.open_text(encrypted_text)
