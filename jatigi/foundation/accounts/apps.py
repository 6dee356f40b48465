"""Django's handle on the package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jatigi.foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
