"""The register's addresses, under ``desk/instruments/``. Entries stand under ``text/``, so that no code can hide a
page."""

from django.urls import path

from jatigi.governance.instruments.views import evidence, instruments, participation, register, search

urlpatterns = [
    path("", register.register, name="register"),
    path("timeline/", register.timeline, name="register_timeline"),
    path("search/", search.search, name="instrument_search"),
    path("add/", instruments.add, name="add_instrument"),
    path("text/<slug:code>/", instruments.instrument, name="instrument"),
    path("text/<slug:code>/edit/", instruments.edit, name="edit_instrument"),
    path("text/<slug:code>/delete/", instruments.delete, name="delete_instrument"),
    path("text/<slug:code>/copy/", instruments.archive, name="archive_instrument"),
    path("text/<slug:code>/dispute/<str:field>/", instruments.choose, name="choose_claim"),
    path("text/<slug:code>/participation/", participation.participate, name="record_participation"),
    path("text/<slug:code>/departure/", participation.leave, name="end_participation"),
    path("text/<slug:code>/later/", participation.succeed, name="record_succession"),
    path("text/<slug:code>/later/<int:pk>/", participation.unsucceed, name="withdraw_succession"),
    path("text/<slug:code>/effect/", participation.effect, name="record_effect"),
    path("evidence/", evidence.evidence_list, name="evidence_list"),
    path("evidence/add/", evidence.add, name="add_evidence"),
    path("evidence/<uuid:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:pk>/edit/", evidence.edit, name="edit_evidence"),
    path("evidence/<uuid:pk>/delete/", evidence.delete, name="delete_evidence"),
]
