"""Django's handle on the package."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "jatigi.governance.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"
