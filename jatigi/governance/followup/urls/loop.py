"""What changed: the closed loop of each round, and who credits an action with it."""

from django.urls import path

from jatigi.governance.followup.views import attributions, loop

urlpatterns = [
    path("loop/", loop.loops, name="loops"),
    path("loop/<slug:round>/", loop.loop, name="loop"),
    path("actions/<str:id>/attributions/", attributions.attribute, name="attribute"),
    path("actions/<str:id>/attributions/<int:pk>/withdraw/", attributions.withdraw, name="withdraw_attribution"),
]
