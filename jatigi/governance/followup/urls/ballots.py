"""Priorities."""

from django.urls import path

from jatigi.governance.followup.views import ballots

ONE = "priorities/<slug:code>/"

urlpatterns = [
    path("priorities/", ballots.ballots, name="ballots"),
    path("priorities/new/<slug:jurisdiction>/", ballots.open_ballot, name="open_ballot"),
    path(ONE, ballots.ballot, name="ballot"),
    path(f"{ONE}screen/", ballots.screen, name="ballot_screen"),
    path(f"{ONE}hands/", ballots.hands, name="ballot_hands"),
    path(f"{ONE}close/", ballots.close, name="close_ballot"),
    path(f"{ONE}reopen/", ballots.reopen, name="reopen_ballot"),
    path(f"{ONE}sheets/<slug:institution>/", ballots.sheet, name="ballot_sheet"),
]
