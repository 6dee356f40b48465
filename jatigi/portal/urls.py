"""Public addresses. They are promises: what once stood here stays."""

from django.urls import path

from jatigi.portal.views import countries, data, following, frameworks, home, register

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("method/", home.method, name="method"),
    path("countries/", countries.index, name="countries"),
    path("countries/<str:code>/", countries.country, name="country"),
    path("countries/<str:code>/changes/", countries.changes, name="changes"),
    path("countries/<str:code>/follow-up/", following.index, name="country_follow_up"),
    path("countries/<str:code>/<str:slug>/", countries.round, name="round"),
    path("countries/<str:code>/<str:slug>/answers/", countries.answers, name="answers"),
    path("countries/<str:code>/<str:slug>/<str:dimension>/", countries.dimension, name="dimension"),
    path("follow-up/", following.index, name="follow_up"),
    path("follow-up/<str:code>/recommendations/<str:name>/", following.recommendation, name="recommendation"),
    path("follow-up/<str:code>/actions/<str:plan>/<str:name>/", following.action, name="action"),
    path("follow-up/<str:code>/institutions/<str:name>/", following.institution, name="institution"),
    path("follow-up/<str:code>/consultations/<str:name>/", following.consultation, name="consultation"),
    path("frameworks/", frameworks.index, name="frameworks"),
    path("frameworks/<str:framework>/<str:version>/", frameworks.framework, name="framework"),
    path("frameworks/<str:framework>/<str:version>/<str:node>/", frameworks.node, name="node"),
    path("instruments/", register.index, name="instruments"),
    path("instruments/<str:code>/", register.instrument, name="instrument"),
    path("data/", data.index, name="data"),
    path("releases/", data.releases, name="releases"),
    path("releases/latest/<str:code>/", data.latest, name="latest"),
    path("releases/latest/<str:code>/<path:name>", data.latest, name="latest_file"),
    path("releases/<str:release_id>/", data.release, name="release"),
    path("releases/<str:release_id>/<path:name>", data.file, name="file"),
]
