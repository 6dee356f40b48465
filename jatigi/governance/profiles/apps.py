"""Django's handle on the package."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "jatigi.governance.profiles"
    label = "profiles"
    default_auto_field = "django.db.models.BigAutoField"
