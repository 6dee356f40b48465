"""Recommendations and priorities."""

from django.urls import path

from jatigi.governance.followup.views import recommendations

ONE = "recommendations/<slug:code>/"

urlpatterns = [
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path(ONE, recommendations.recommendation, name="recommendation"),
]
