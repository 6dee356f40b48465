"""Addresses of consultations, under ``desk/consultations/``. Each slice has its own module."""

from jatigi.governance.consultations.urls import room

urlpatterns = [*room.urlpatterns]
