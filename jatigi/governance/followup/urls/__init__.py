"""Addresses of follow-up, under ``desk/``. Each slice has its own module."""

from django.urls import URLPattern

from jatigi.governance.followup.urls import ballots, recommendations

urlpatterns: list[URLPattern] = [
    *recommendations.urlpatterns,
    *ballots.urlpatterns,
]
