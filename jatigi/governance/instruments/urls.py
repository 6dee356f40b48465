"""The register's addresses, under ``desk/instruments/``. Entries stand under ``text/``, so that no code can hide a
page."""

from django.urls import path

from jatigi.governance.instruments.views import disputes, evidence, instruments, participation, register, search

urlpatterns = [
    path("", register.register, name="register"),
    path("timeline/", register.timeline, name="register_timeline"),
    path("search/", search.search, name="instrument_search"),
    path("add/", instruments.add, name="add_instrument"),
    path("text/<slug:code>/", instruments.instrument, name="instrument"),
    path("text/<slug:code>/edit/", instruments.edit, name="edit_instrument"),
    path("text/<slug:code>/delete/", instruments.delete, name="delete_instrument"),
    path("text/<slug:code>/copy/", instruments.archive, name="archive_instrument"),
    path("text/<slug:code>/copy/back/", instruments.unarchive, name="withdraw_copy"),
    path("text/<slug:code>/disputes/add/", disputes.record, name="record_dispute"),
    path("text/<slug:code>/dispute/<str:field>/", disputes.choose, name="choose_claim"),
    path("text/<slug:code>/dispute/<str:field>/add/", disputes.add, name="add_claim"),
    path("text/<slug:code>/dispute/<str:field>/settle/", disputes.settle, name="settle_dispute"),
    path("text/<slug:code>/dispute/<str:field>/reopen/", disputes.reopen, name="reopen_dispute"),
    path("text/<slug:code>/dispute/<str:field>/back/", disputes.withdraw, name="withdraw_dispute"),
    path("text/<slug:code>/dispute/<str:field>/<int:pk>/back/", disputes.withdraw_claim, name="withdraw_claim"),
    path("text/<slug:code>/participation/", participation.participate, name="record_participation"),
    path("text/<slug:code>/participation/back/", participation.unparticipate, name="withdraw_participation"),
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
