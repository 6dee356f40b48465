"""A consultation's own page: what it is, who is asked, what is put to them, what is left to do; and its moves."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import meetings as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.meetings import MeetingForm, initial_of
from jatigi.governance.consultations.models import Attendee, Consultation
from jatigi.governance.consultations.queries import rooms
from jatigi.governance.consultations.views import shell


@dataclass(frozen=True)
class Task:
    """One thing to have ready before a consultation is opened."""

    words: str
    done: bool
    path: str  # under the consultation


@requires("consultation.view")
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a consultation."""
    consultation = access.consultation_for(request.user, code, "consultation.view")
    points, lines = rooms.points_of(consultation, timezone.now()), rooms.lines_of(consultation)
    attendees = list(consultation.attendees.select_related("institution").order_by("institution"))
    return shell.page(
        request,
        "meeting.html",
        consultation,
        points=points,
        attendees=attendees,
        organisers=list(consultation.organisers.select_related("institution")),
        sessions=list(consultation.sessions.all()),
        unanswered=sum(line.progress in ("open", "spoke_again") for line in lines),
        promised=sum(line.progress == "promised" for line in lines),
        lines=len(lines),
        tasks=_tasks(consultation, points, attendees),
        moves=changes.MOVES[consultation.state],
    )


def _tasks(consultation: Consultation, points: list[rooms.Point], attendees: list[Attendee]) -> list[Task]:
    return [
        Task(_("Title in each language spoken"), not consultation.title.unfit(consultation.languages), "edit/"),
        Task(_("First day and venue"), bool(consultation.starts_on and consultation.venue), "edit/"),
        Task(_("Institutions asked"), bool(attendees), "attendees/"),
        Task(_("Points put to them"), bool(points), "points/"),
    ]


@requires("consultation.write")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what is said of a consultation."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    form = MeetingForm(
        request.POST or None, initial=initial_of(consultation), jurisdiction=consultation.jurisdiction_id
    )
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            changes.describe_consultation(consultation, form.described(consultation), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
            consultation.refresh_from_db()
        else:
            shell.done(request, _("Saved."))
            return redirect("consultation", code)
    status = problem.status if problem else 200
    return shell.page(request, "edit.html", consultation, status=status, form=form, problem=problem)


@require_POST
@requires("consultation.write")
def move(request: HttpRequest, code: str, state: str) -> HttpResponse:
    """Open it, close it, or take it up again."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    said = {
        "open": _("Open: the institutions can take positions."),
        "closed": _("Closed: no more positions are taken. What was said is kept and can still be answered."),
        "planned": _("Back in preparation."),
    }
    try:
        changes.move_consultation(consultation, state, by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    else:
        shell.done(request, said[state])
    return redirect("consultation", code)
