"""Django's handle on the package."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "jatigi.governance.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"
