"""Addresses of follow-up, under ``desk/``. Each slice has its own module."""

from django.urls import URLPattern

from jatigi.governance.followup.urls import ballots, loop, plans, recommendations

urlpatterns: list[URLPattern] = [
    *recommendations.urlpatterns,
    *ballots.urlpatterns,
    *loop.urlpatterns,
    *plans.urlpatterns,
]
