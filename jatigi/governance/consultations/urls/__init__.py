"""Addresses of consultations, under ``desk/consultations/``. Each slice has its own module."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
