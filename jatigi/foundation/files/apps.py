"""Django's handle on the package."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "jatigi.foundation.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
