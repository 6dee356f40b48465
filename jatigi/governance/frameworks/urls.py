"""The addresses of the frameworks, under ``desk/frameworks/``."""

from django.urls import path

from jatigi.governance.frameworks import views, views_taking_in

urlpatterns = [
    path("", views.framework_list, name="framework_list"),
    path("template.xlsx", views_taking_in.framework_template, name="framework_template"),
    path("take-in/", views_taking_in.framework_take_in, name="framework_take_in"),
    path("take-in/keep/", views_taking_in.framework_keep, name="framework_keep"),
    path("<str:framework>/<str:version>/", views.framework_version, name="framework_version"),
    path("<str:framework>/<str:version>/file.<str:suffix>", views.framework_file, name="framework_file"),
    path("<str:framework>/<str:version>/whole/", views.framework_whole, name="framework_whole"),
    path("<str:framework>/<str:version>/publish/", views_taking_in.framework_publish, name="framework_publish"),
    path("<str:framework>/<str:version>/from/<str:earlier>/", views.framework_compare, name="framework_compare"),
    path(
        "<str:framework>/<str:version>/to/<str:other>/<str:other_version>/",
        views.framework_mapping,
        name="framework_mapping",
    ),
    path("<str:framework>/<str:version>/<str:code>/", views.framework_indicator, name="framework_indicator"),
]
