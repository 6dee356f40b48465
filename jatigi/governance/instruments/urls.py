"""The register's addresses, under ``desk/instruments/``."""

from django.urls import path

from jatigi.governance.instruments.views import search

urlpatterns = [
    path("search/", search.search, name="instrument_search"),
]
