"""Addresses of follow-up, under ``desk/``. Each slice has its own module."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
