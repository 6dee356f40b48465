"""Django's handle on the package."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jatigi.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
