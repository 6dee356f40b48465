"""The event itself: list, page, programme, institutions asked, points, projector, record."""

from django.urls import path, register_converter

from jatigi.governance.consultations.models import STATES
from jatigi.governance.consultations.views import home, meeting


class State:
    """A state of a consultation in an address."""

    regex = "|".join(STATES)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(State, "consultation_state")

urlpatterns = [
    path("", home.home, name="consultations"),
    path("new/<slug:jurisdiction>/", home.new, name="new_consultation"),
    path("<slug:code>/", meeting.meeting, name="consultation"),
    path("<slug:code>/edit/", meeting.edit, name="edit_consultation"),
    path("<slug:code>/move/<consultation_state:state>/", meeting.move, name="move_consultation"),
]
