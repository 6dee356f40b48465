"""Addresses of the profile of a round, under ``desk/rounds/``."""

from django.urls import path, re_path

from jatigi.governance.profiles import views, views_draft, views_paragraph, views_parts

urlpatterns = [
    path("<slug:code>/profile/", views.overview, name="profile"),
    path("<slug:code>/profile/open/", views.open_profile, name="profile_open"),
    path("<slug:code>/profile/preview/", views.preview, name="profile_preview"),
    path("<slug:code>/profile/draft/<slug:lang>/", views_draft.draft, name="profile_draft"),
    path("<slug:code>/profile/title/", views_parts.title, name="profile_title"),
    path("<slug:code>/profile/figures/", views_parts.figures, name="profile_figures"),
    path("<slug:code>/profile/figures/<slug:statistic>/", views_parts.figure, name="profile_figure"),
    path("<slug:code>/profile/abbreviations/", views_parts.abbreviations, name="profile_abbreviations"),
    path("<slug:code>/profile/logos/", views_parts.logos, name="profile_logos"),
    path("<slug:code>/profile/logos/<uuid:pk>/", views_parts.logo, name="profile_logo"),
    path("<slug:code>/profile/parts/<slug:part>/restore/", views_parts.restore, name="profile_restore"),
    re_path(r"^(?P<code>[-\w]+)/profile/write/(?P<section>[\w.-]+)/$", views_paragraph.write, name="profile_write"),
    path("<slug:code>/profile/paragraphs/<slug:paragraph>/", views_paragraph.rewrite, name="profile_rewrite"),
    path("<slug:code>/profile/paragraphs/<slug:paragraph>/review/", views.review, name="profile_review"),
    path("<slug:code>/profile/paragraphs/<slug:paragraph>/drop/", views.drop, name="profile_drop"),
    path("<slug:code>/profile/paragraphs/<slug:paragraph>/move/", views.move, name="profile_move"),
]
