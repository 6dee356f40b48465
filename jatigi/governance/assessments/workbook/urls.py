"""Addresses under ``desk/rounds/<code>/workbook/``."""

from django.urls import path

from jatigi.governance.assessments.workbook import views

urlpatterns = [
    path("", views.workbook, name="workbook"),
    path("import/", views.workbook_import, name="workbook_import"),
    path("<slug:institution>.xlsx", views.workbook_file, name="workbook_file"),
]
