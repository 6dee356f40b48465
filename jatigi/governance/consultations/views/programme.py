"""The programme: sessions and the papers given in them. Order changes by buttons, without any script."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import programme as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.programme import PaperForm, SessionForm
from jatigi.governance.consultations.models import Communication, Consultation, Session
from jatigi.governance.consultations.queries.programme import days_of
from jatigi.governance.consultations.views import shell


@requires("consultation.view")
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """The sessions day by day, with their papers and points."""
    return _programme(request, access.consultation_for(request.user, code, "consultation.view"))


def _programme(request: HttpRequest, consultation: Consultation, problem: Refused | None = None) -> HttpResponse:
    days = days_of(consultation)
    number = sum(len(day.slots) for day in days)
    more = {"days": days, "number": number, "last": number - 1, "problem": problem}
    return shell.page(request, "programme.html", consultation, status=problem.status if problem else 200, **more)


@requires("consultation.write")
def new_session(request: HttpRequest, code: str) -> HttpResponse:
    """A further session, at the end."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    form = SessionForm(request.POST or None, initial={"kind": "plenary"})
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            changes.add_session(consultation, form.scheduled(), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("The session is on the programme."))
            return redirect("consultation_programme", code)
    return _form_page(request, "session.html", consultation, form, problem)


@requires("consultation.write")
def session(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Correct a session."""
    consultation, found = _session(request, code, session)
    form = SessionForm(request.POST or None, session=found)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            changes.change_session(found, form.scheduled(), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Saved."))
            return redirect("consultation_programme", code)
    return _form_page(request, "session.html", consultation, form, problem, session=found)


@require_POST
@requires("consultation.write")
def move_session(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Put a session one place earlier or later."""
    consultation, found = _session(request, code, session)
    places = list(Session.objects.filter(consultation=consultation).values_list("pk", flat=True))
    try:
        changes.move_session(found, places.index(found.pk) + _step(request), by=shell.me(request))
    except Refused as refusal:
        return _programme(request, consultation, refusal)
    return redirect("consultation_programme", code)


@require_POST
@requires("consultation.write")
def remove_session(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Take a session off the programme."""
    consultation, found = _session(request, code, session)
    try:
        changes.remove_session(found, by=shell.me(request))
    except Refused as refusal:
        return _programme(request, consultation, refusal)
    shell.done(request, _("The session is off the programme."))
    return redirect("consultation_programme", code)


@requires("consultation.write")
def new_paper(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """A further paper in a session."""
    consultation, found = _session(request, code, session)
    form = PaperForm(request.POST or None, request.FILES or None, consultation=consultation)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            paper = form.paper(_kept(request, consultation, form))
            changes.add_communication(found, paper, by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        except DocumentError as unfit:
            form.add_error("file", shell.unfit_words(unfit))
        else:
            shell.done(request, _("The paper is on the programme."))
            return redirect("consultation_programme", code)
    return _form_page(request, "paper.html", consultation, form, problem, session=found)


@requires("consultation.write")
def paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a paper."""
    consultation, found = _paper(request, code, pk)
    form = PaperForm(request.POST or None, request.FILES or None, consultation=consultation, paper=found)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            changes.change_communication(found, form.paper(_kept(request, consultation, form)), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        except DocumentError as unfit:
            form.add_error("file", shell.unfit_words(unfit))
        else:
            shell.done(request, _("Saved."))
            return redirect("consultation_programme", code)
    return _form_page(request, "paper.html", consultation, form, problem, session=found.session, paper=found)


@require_POST
@requires("consultation.write")
def move_paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a paper one place earlier or later in its session."""
    consultation, found = _paper(request, code, pk)
    places = list(found.session.communications.values_list("pk", flat=True))
    try:
        changes.move_communication(found, places.index(found.pk) + _step(request), by=shell.me(request))
    except Refused as refusal:
        return _programme(request, consultation, refusal)
    return redirect("consultation_programme", code)


@require_POST
@requires("consultation.write")
def remove_paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a paper off the programme."""
    consultation, found = _paper(request, code, pk)
    try:
        changes.remove_communication(found, by=shell.me(request))
    except Refused as refusal:
        return _programme(request, consultation, refusal)
    shell.done(request, _("The paper is off the programme."))
    return redirect("consultation_programme", code)


def _session(request: HttpRequest, code: str, session: str) -> tuple[Consultation, Session]:
    consultation = access.consultation_for(request.user, code, "consultation.write")
    found = Session.objects.filter(consultation=consultation, code=session).first()
    if found is None:
        raise Http404
    found.consultation = consultation
    return consultation, found


def _paper(request: HttpRequest, code: str, pk: int) -> tuple[Consultation, Communication]:
    consultation = access.consultation_for(request.user, code, "consultation.write")
    found = (
        Communication.objects.select_related("session", "file")
        .filter(session__consultation=consultation, pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    found.session.consultation = consultation
    return consultation, found


def _step(request: HttpRequest) -> int:
    return -1 if request.POST.get("move") == "up" else 1


def _kept(request: HttpRequest, consultation: Consultation, form: PaperForm) -> StoredFile | None:
    upload = form.cleaned_data["file"]
    if upload is None:
        return None
    return store_file(
        upload.read(),
        name=upload.name,
        jurisdiction=consultation.jurisdiction,
        restricted=False,
        by=shell.me(request),
    )


def _form_page(
    request: HttpRequest, template: str, consultation: Consultation, form: Any, problem: Refused | None, **more: Any
) -> HttpResponse:
    status = problem.status if problem else 422 if form.is_bound and form.errors else 200
    return shell.page(request, template, consultation, status=status, form=form, problem=problem, **more)
