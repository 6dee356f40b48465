"""Recommendations: the list, writing, one with its story and what is done with it."""

from django.urls import path

from jatigi.governance.followup.views import exchange, moves, recommendations, writing

ONE = "recommendations/<slug:code>/"

urlpatterns = [
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/new/<slug:jurisdiction>/", writing.write, name="write_recommendation"),
    path("recommendations/merge/<slug:jurisdiction>/", writing.merge, name="merge_recommendations"),
    path("recommendations/calls/<slug:round>/", writing.calls, name="recommendation_calls"),
    path("recommendations/workbook/<slug:jurisdiction>/", exchange.workbook, name="recommendations_workbook"),
    path("recommendations/bring/<slug:jurisdiction>/", exchange.bring, name="bring_recommendations"),
    path("recommendations/bring/<slug:jurisdiction>/keep/", exchange.keep, name="keep_recommendations"),
    path(ONE, recommendations.recommendation, name="recommendation"),
    path(f"{ONE}reword/", writing.reword, name="reword_recommendation"),
    path(f"{ONE}split/", writing.split, name="split_recommendation"),
    path(f"{ONE}adopt/", moves.adopt, name="adopt_recommendation"),
    path(f"{ONE}reopen/", moves.reopen, name="reopen_recommendation"),
    path(f"{ONE}respond/", moves.respond, name="respond_recommendation"),
    path(f"{ONE}drop/", moves.drop, name="drop_recommendation"),
    path(f"{ONE}restore/", moves.restore, name="restore_recommendation"),
]
