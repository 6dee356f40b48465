"""Addresses of consultations, under ``desk/consultations/``. Each slice has its own module."""

from jatigi.governance.consultations.urls import positions, room

urlpatterns = [
    *room.urlpatterns,
    *positions.urlpatterns,
]
