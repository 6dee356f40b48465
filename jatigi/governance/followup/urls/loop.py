"""What changed: the closed loop of each round."""

from django.urls import path

from jatigi.governance.followup.views import loop

urlpatterns = [
    path("loop/", loop.loops, name="loops"),
    path("loop/<slug:round>/", loop.loop, name="loop"),
]
