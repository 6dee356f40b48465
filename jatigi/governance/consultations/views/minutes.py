"""What stays of the event: minutes of the whole and of each session, with their revisions; pictures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.assessments.forms.rounds import both_languages
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import minutes as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.programme import MinutesForm, PictureForm
from jatigi.governance.consultations.models import Consultation, Picture, Session
from jatigi.governance.consultations.queries.programme import latest_minutes, revisions_of
from jatigi.governance.consultations.views import shell


@requires("consultation.view")
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes that stand, to read one after the other, and the pictures."""
    consultation = access.consultation_for(request.user, code, "consultation.view")
    found = latest_minutes(consultation)
    written = {one.session_id for one in found}
    sessions = list(consultation.sessions.all())
    return shell.page(
        request,
        "minutes.html",
        consultation,
        minutes=found,
        whole=None in written,
        unwritten=[one for one in sessions if one.pk not in written],
        pictures=list(consultation.pictures.select_related("file")),
    )


@requires("consultation.record")
def write_minutes(request: HttpRequest, code: str, session: str = "") -> HttpResponse:
    """Write the minutes of the whole, or of one session; ``?revision=`` reads an earlier one."""
    consultation = access.consultation_for(request.user, code, "consultation.record")
    part = _session(consultation, session)
    revisions = revisions_of(consultation, part)
    latest = revisions[0] if revisions else None
    form, problem = MinutesForm.of(latest, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        text = both_languages(form, "text", latest.text if latest else None)
        if latest is not None and text == latest.text:
            shell.done(request, _("Nothing was changed."))
            return redirect("consultation_minutes", code)
        try:
            changes.write_minutes(
                consultation, text, by=shell.me(request), session=part, after=form.cleaned_data["after"]
            )
        except Refused as refusal:
            problem = refusal
            # Theirs is read below; what was written here can then be saved over it.
            kept = request.POST.dict() | {"after": str(latest.number if latest else 0)}
            form = MinutesForm.of(latest, kept)
        else:
            shell.done(request, _("The minutes are saved."))
            return redirect("consultation_minutes", code)
    wanted = request.GET.get("revision", "")
    return shell.page(
        request,
        "minutes_write.html",
        consultation,
        status=problem.status if problem else 422 if form.is_bound and form.errors else 200,
        form=form,
        problem=problem,
        session=part,
        revisions=revisions,
        latest=latest,
        earlier=next((one for one in revisions if str(one.number) == wanted), None),
    )


def _session(consultation: Consultation, code: str) -> Session | None:
    if not code:
        return None
    found = Session.objects.filter(consultation=consultation, code=code).first()
    if found is None:
        raise Http404
    return found


@requires("consultation.record")
def new_picture(request: HttpRequest, code: str) -> HttpResponse:
    """Add a picture of the event."""
    consultation = access.consultation_for(request.user, code, "consultation.record")
    form, problem = PictureForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        upload, user = form.cleaned_data["file"], shell.me(request)
        try:
            kept = store_file(
                upload.read(), name=upload.name, jurisdiction=consultation.jurisdiction, restricted=False, by=user
            )
            changes.add_picture(consultation, kept, both_languages(form, "alt"), by=user)
        except Refused as refusal:
            problem = refusal
        except DocumentError as unfit:
            form.add_error("file", shell.unfit_words(unfit))
        else:
            shell.done(request, _("The picture is added."))
            return redirect("consultation_minutes", code)
    return _picture_page(request, consultation, form, problem, None)


@requires("consultation.record")
def picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct what a picture shows."""
    consultation, found = _picture(request, code, pk)
    form, problem = PictureForm.of(found, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            changes.describe_picture(found, both_languages(form, "alt", found.alt), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Saved."))
            return redirect("consultation_minutes", code)
    return _picture_page(request, consultation, form, problem, found)


@require_POST
@requires("consultation.record")
def move_picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a picture one place earlier or later."""
    consultation, found = _picture(request, code, pk)
    places = list(consultation.pictures.values_list("pk", flat=True))
    step = -1 if request.POST.get("move") == "up" else 1
    try:
        changes.move_picture(found, places.index(found.pk) + step, by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    return redirect("consultation_minutes", code)


@require_POST
@requires("consultation.record")
def remove_picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a picture out."""
    _consultation, found = _picture(request, code, pk)
    try:
        changes.remove_picture(found, by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    else:
        shell.done(request, _("The picture is taken out."))
    return redirect("consultation_minutes", code)


def _picture(request: HttpRequest, code: str, pk: int) -> tuple[Consultation, Picture]:
    consultation = access.consultation_for(request.user, code, "consultation.record")
    found = Picture.objects.select_related("file").filter(consultation=consultation, pk=pk).first()
    if found is None:
        raise Http404
    found.consultation = consultation
    return consultation, found


def _picture_page(
    request: HttpRequest, consultation: Consultation, form: PictureForm, problem: Refused | None, found: Picture | None
) -> HttpResponse:
    status = problem.status if problem else 422 if form.is_bound and form.errors else 200
    return shell.page(request, "picture.html", consultation, status=status, form=form, problem=problem, picture=found)
