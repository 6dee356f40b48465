"""Django's handle on the package."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "jatigi.governance.consultations"
    label = "consultations"
    default_auto_field = "django.db.models.BigAutoField"
