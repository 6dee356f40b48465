"""The event itself: list, page, programme, institutions asked, points, projector, record."""

from django.urls import path, register_converter

from jatigi.governance.consultations.models import STATES
from jatigi.governance.consultations.views import attendees, home, meeting, minutes, points, programme, record, screen


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
    path("<slug:code>/organisers/", meeting.organisers, name="organisers"),
    path("<slug:code>/silence/", meeting.silence, name="silence"),
    path("<slug:code>/move/<consultation_state:state>/", meeting.move, name="move_consultation"),
    path("<slug:code>/attendees/", attendees.attendees, name="consultation_attendees"),
    path("<slug:code>/invite/", attendees.invite, name="invite"),
    path("<slug:code>/attendees/<slug:institution>/", attendees.attendee, name="consultation_attendee"),
    path("<slug:code>/attendees/<slug:institution>/consent/", attendees.consent, name="consent_to_be_named"),
    path("<slug:code>/attendees/<slug:institution>/delegate/", attendees.delegate, name="delegate"),
    path("<slug:code>/attendees/<slug:institution>/uninvite/", attendees.uninvite, name="uninvite"),
    path("<slug:code>/points/", points.points, name="consultation_points"),
    path("<slug:code>/put/", points.put, name="put_points"),
    path("<slug:code>/points/order/", points.order, name="order_points"),
    path("<slug:code>/points/place/", points.place, name="place_points"),
    path("<slug:code>/points/<int:pk>/withdraw/", points.withdraw, name="withdraw_point"),
    path("<slug:code>/points/<int:pk>/put-back/", points.put_back, name="put_point_back"),
    path("<slug:code>/record/", record.record, name="consultation_record"),
    path("<slug:code>/record/<uuid:id>/take-back/", record.take_back, name="take_back"),
    path("<slug:code>/screen/", screen.screen, name="consultation_screen"),
    path("<slug:code>/programme/", programme.programme, name="consultation_programme"),
    path("<slug:code>/programme/new/", programme.new_session, name="new_session"),
    path("<slug:code>/programme/<slug:session>/", programme.session, name="consultation_session"),
    path("<slug:code>/programme/<slug:session>/move/", programme.move_session, name="move_session"),
    path("<slug:code>/programme/<slug:session>/remove/", programme.remove_session, name="remove_session"),
    path("<slug:code>/programme/<slug:session>/papers/", programme.new_paper, name="new_paper"),
    path("<slug:code>/papers/<int:pk>/", programme.paper, name="consultation_paper"),
    path("<slug:code>/papers/<int:pk>/move/", programme.move_paper, name="move_paper"),
    path("<slug:code>/papers/<int:pk>/remove/", programme.remove_paper, name="remove_paper"),
    path("<slug:code>/minutes/", minutes.minutes, name="consultation_minutes"),
    path("<slug:code>/minutes/write/", minutes.write_minutes, name="write_minutes"),
    path("<slug:code>/minutes/write/<slug:session>/", minutes.write_minutes, name="write_session_minutes"),
    path("<slug:code>/pictures/new/", minutes.new_picture, name="new_picture"),
    path("<slug:code>/pictures/<int:pk>/", minutes.picture, name="consultation_picture"),
    path("<slug:code>/pictures/<int:pk>/move/", minutes.move_picture, name="move_picture"),
    path("<slug:code>/pictures/<int:pk>/remove/", minutes.remove_picture, name="remove_picture"),
]
