"""What institutions hold, and what they are answered. Included at ``desk/consultations/``."""

from django.urls import path

from jatigi.governance.consultations.views import item, positions

urlpatterns = [
    path("<slug:code>/positions/", positions.positions, name="positions"),
    path("<slug:code>/points/<int:pk>/", item.point, name="point"),
    path("<slug:code>/points/<int:pk>/of/<slug:institution>/", positions.position, name="position"),
]
