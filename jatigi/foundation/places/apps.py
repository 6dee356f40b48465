"""Django's handle on the package."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "jatigi.foundation.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
