"""Addresses of consultations, under ``desk/consultations/``. Each slice has its own module."""

from jatigi.governance.consultations.urls import positions, room, word

urlpatterns = [
    *room.urlpatterns,
    *positions.urlpatterns,
    *word.urlpatterns,
]
