"""A consultation's own page: what it is, who is asked, what is put to them, what is left to do; and its moves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import meetings as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.meetings import MeetingForm, OrganiserLines, SilenceForm, initial_of
from jatigi.governance.consultations.models import Attendee, Consultation
from jatigi.governance.consultations.queries import checklist, rooms
from jatigi.governance.consultations.views import shell


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
        tasks=_tasks(consultation, points, attendees, lines),
        own=_own(request, attendees) if access.may_take(request.user, consultation) else [],
        moves=changes.MOVES[consultation.state],
    )


def _own(request: HttpRequest, attendees: list[Attendee]) -> list[Attendee]:
    """The person's own institution where it is asked, or one it speaks for."""
    theirs = shell.me(request).institution_id
    return [one for one in attendees if theirs and theirs in (one.institution_id, one.speaks_for_it_id)]


def _tasks(
    consultation: Consultation, points: list[rooms.Point], attendees: list[Attendee], lines: list[rooms.Line]
) -> list[checklist.Task]:
    if consultation.state == "planned":
        return checklist.before(consultation, points, attendees)
    return checklist.after(consultation, attendees, lines) if consultation.state == "closed" else []


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


@requires("consultation.write")
def organisers(request: HttpRequest, code: str) -> HttpResponse:
    """Who convenes, supports and pays; an emptied line goes."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    institutions = Institution.objects.filter(jurisdiction=consultation.jurisdiction_id).order_by("code")
    now = list(consultation.organisers.select_related("institution"))
    initial = [
        {"part": one.part, "institution": one.institution_id}
        | {f"name_{lang}": text for lang, text in one.name.plain().items()}
        for one in now
    ]
    lines = OrganiserLines(request.POST or None, initial=initial, form_kwargs={"institutions": institutions})
    problem = None
    if request.method == "POST" and lines.is_valid():
        wanted = [one for one in (line.convened() for line in lines if line.cleaned_data) if one]
        try:
            changes.describe_consultation(consultation, _as_it_is(consultation, wanted), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Saved."))
            return redirect("consultation", code)
    status = problem.status if problem else 422 if lines.is_bound and not lines.is_valid() else 200
    return shell.page(request, "organisers.html", consultation, status=status, lines=lines, problem=problem)


def _as_it_is(consultation: Consultation, organisers: list[changes.Convened]) -> changes.Described:
    """What is said of the consultation, with other organisers."""
    return changes.Described(
        kind=consultation.kind,
        title=consultation.title,
        about=consultation.about,
        venue=consultation.venue,
        round=consultation.round,
        starts_on=consultation.starts_on,
        ends_on=consultation.ends_on,
        languages=consultation.languages,
        organisers=organisers,
    )


@requires("consultation.write")
def silence(request: HttpRequest, code: str) -> HttpResponse:
    """Announce what silence means: off unless a written notice went out before the deadline."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    form, problem = SilenceForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            notice = shell.kept_letter(request, consultation, given["notice"])
            assert notice is not None  # the field is required
            changes.announce_silence(
                consultation, given["deadline"], notice_at=given["notice_at"], notice=notice, by=shell.me(request)
            )
        except Refused as refusal:
            problem = refusal
            consultation.refresh_from_db()
        except DocumentError as unfit:
            form.add_error("notice", shell.unfit_words(unfit))
        else:
            shell.done(request, _("Announced. Silence will read “no observation received”, never agreement."))
            return redirect("consultation", code)
    status = problem.status if problem else 422 if form.is_bound and form.errors else 200
    return shell.page(request, "silence.html", consultation, status=status, form=form, problem=problem)


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
