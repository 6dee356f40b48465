"""Addresses under ``desk/rounds/<code>/release/``."""

from django.urls import path

from jatigi.governance.releases import views

urlpatterns = [
    path("", views.review, name="release"),
    path("publish/", views.publish, name="release_publish"),
    path("licence/", views.licence, name="release_licence"),
    path("preview/<str:name>", views.preview_document, name="release_preview"),
    path("<str:release_id>.zip", views.download, name="release_download"),
    path("<str:release_id>/errata/", views.errata, name="release_errata"),
    path("<str:release_id>/errata/<int:number>/back/", views.take_back, name="release_erratum_back"),
    path("<str:release_id>/withdraw/", views.withdraw, name="release_withdraw"),
]
