"""Django's handle on the package."""

from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "jatigi.foundation.text"
    label = "text"
    default_auto_field = "django.db.models.BigAutoField"
