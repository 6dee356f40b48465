"""Django's handle on the package."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "jatigi.governance.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"
