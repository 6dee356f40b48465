"""Django's handle on the package."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "jatigi.governance.frameworks"
    label = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"
