"""The addresses of the frameworks, under ``desk/frameworks/``."""

from django.urls import path

from jatigi.governance.frameworks import views

urlpatterns = [
    path("", views.framework_list, name="framework_list"),
    path("<str:framework>/<str:version>/", views.framework_version, name="framework_version"),
    path("<str:framework>/<str:version>/file.<str:suffix>", views.framework_file, name="framework_file"),
    path("<str:framework>/<str:version>/<str:code>/", views.framework_indicator, name="framework_indicator"),
]
