"""Django's handle on the package."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jatigi.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
