"""Django's handle on the package."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jatigi.foundation.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
