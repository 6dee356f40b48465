"""Django's handle on the package."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "jatigi.governance.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
