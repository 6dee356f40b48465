"""The institutions that are asked: inviting them, who came, their consent to be named, who speaks in their place."""

from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import attendees as changes
from jatigi.governance.consultations.errors import Refused, refused
from jatigi.governance.consultations.forms.attendees import AttendanceForm, ConsentForm, DelegationForm
from jatigi.governance.consultations.models import Attendee, Consultation
from jatigi.governance.consultations.views import shell

Form = TypeVar("Form", ConsentForm, DelegationForm)


@requires("consultation.record")
def attendees(request: HttpRequest, code: str) -> HttpResponse:
    """Who is asked, and who came."""
    consultation = access.consultation_for(request.user, code, "consultation.record")
    rows = list(consultation.attendees.select_related("institution", "speaks_for_it").order_by("institution"))
    form = AttendanceForm(request.POST or None, attendees=rows)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            changes.record_attendance(consultation, form.attended(), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Attendance is noted."))
            return redirect("consultation_attendees", code)
    return shell.page(
        request,
        "attendees.html",
        consultation,
        status=_status(problem, form),
        form=form,
        attendees=rows,
        present=sum(one.attendance == "attended" for one in rows),
        seats=sum(one.seats or 0 for one in rows if one.attendance == "attended"),
        problem=problem,
        may_invite=consultation.state != "closed",
    )


@requires("consultation.write")
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the institutions to ask, several at once."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    there = consultation.attendees.values("institution")
    free = Institution.objects.filter(jurisdiction=consultation.jurisdiction_id).exclude(pk__in=there).order_by("code")
    ticked, problem = request.POST.getlist("institution"), None
    if request.method == "POST":
        chosen = list(free.filter(pk__in=ticked))
        try:
            if not chosen:
                raise refused("nothing_chosen")
            changes.invite(consultation, chosen, by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            words = ngettext("%(n)s institution is asked from now on.", "%(n)s institutions are asked from now on.",
                             len(chosen))  # fmt: skip
            shell.done(request, words % {"n": len(chosen)})
            return redirect("consultation_attendees", code)
    status = problem.status if problem else 200
    more = {"institutions": list(free), "ticked": ticked, "problem": problem}
    return shell.page(request, "invite.html", consultation, status=status, **more)


@requires("consultation.view")
def attendee(request: HttpRequest, code: str, institution: str) -> HttpResponse:
    """One institution that is asked: for the coordinator, and for its own people."""
    return _show(request, *_asked(request, code, institution))


@require_POST
@requires("consultation.view")
def consent(request: HttpRequest, code: str, institution: str) -> HttpResponse:
    """Let the institution's name stand publicly, or no longer."""
    consultation, found = _asked(request, code, institution)
    form = _without_letter(request, found, ConsentForm(request.POST, request.FILES))
    if not form.is_valid():
        return _show(request, consultation, found, consent=form)
    try:
        letter = shell.kept_letter(request, consultation, form.cleaned_data.get("letter"))
        changes.consent_to_be_named(found, form.cleaned_data["named"], by=shell.me(request), letter=letter)
    except Refused as refusal:
        return _show(request, consultation, found, refusal, consent=form)
    except DocumentError as unfit:
        form.add_error("letter", shell.unfit_words(unfit))
        return _show(request, consultation, found, consent=form)
    if form.cleaned_data["named"]:
        shell.done(request, _("Its name may stand beside its positions."))
    else:
        shell.done(request, _("Its name does not stand beside its positions."))
    return redirect("consultation_attendee", code, institution)


@require_POST
@requires("consultation.view")
def delegate(request: HttpRequest, code: str, institution: str) -> HttpResponse:
    """Let another institution speak in this one's place, or take it back."""
    consultation, found = _asked(request, code, institution)
    form = _without_letter(request, found, DelegationForm(request.POST, request.FILES, attendee=found))
    if not form.is_valid():
        return _show(request, consultation, found, delegation=form)
    try:
        letter = shell.kept_letter(request, consultation, form.cleaned_data.get("letter"))
        changes.delegate(found, form.cleaned_data["to"], by=shell.me(request), letter=letter)
    except Refused as refusal:
        return _show(request, consultation, found, refusal, delegation=form)
    except DocumentError as unfit:
        form.add_error("letter", shell.unfit_words(unfit))
        return _show(request, consultation, found, delegation=form)
    if form.cleaned_data["to"]:
        shell.done(request, _("The delegation is recorded."))
    else:
        shell.done(request, _("The institution speaks for itself."))
    return redirect("consultation_attendee", code, institution)


@require_POST
@requires("consultation.write")
def uninvite(request: HttpRequest, code: str, institution: str) -> HttpResponse:
    """Take an institution off the list."""
    consultation, found = _asked(request, code, institution)
    try:
        changes.uninvite(found, by=shell.me(request))
    except Refused as refusal:
        return _show(request, consultation, found, refusal)
    shell.done(request, _("The institution is not asked any more."))
    return redirect("consultation_attendees", code)


def _asked(request: HttpRequest, code: str, institution: str) -> tuple[Consultation, Attendee]:
    """The institution as asked there: the coordinator opens any, its own people theirs; others learn nothing."""
    user = shell.me(request)
    consultation = access.consultation_for(user, code, "consultation.view")
    own = user.institution_id == institution and access.may_take(user, consultation)
    if not own and not access.sees_everyone(user, consultation):
        raise Http404
    found = (
        Attendee.objects.select_related("institution", "speaks_for_it", "consent_letter", "delegation_letter")
        .filter(consultation=consultation, institution=institution)
        .first()
    )
    if found is None:
        raise Http404
    found.consultation = consultation
    return consultation, found


def _show(
    request: HttpRequest,
    consultation: Consultation,
    found: Attendee,
    problem: Refused | None = None,
    *,
    consent: ConsentForm | None = None,
    delegation: DelegationForm | None = None,
) -> HttpResponse:
    if problem is not None:
        found.refresh_from_db()
    blank = ConsentForm(initial={"named": found.named_publicly})
    consent = consent or _without_letter(request, found, blank)
    delegation = delegation or _without_letter(
        request, found, DelegationForm(attendee=found, initial={"to": found.speaks_for_it_id})
    )
    return shell.page(
        request,
        "attendee.html",
        consultation,
        status=_status(problem, consent, delegation),
        attendee=found,
        own=_speaks_itself(request, found),
        consent_form=consent,
        delegation_form=delegation,
        problem=problem,
        speaks_for=list(Attendee.objects.filter(consultation=consultation, speaks_for_it=found.institution_id)),
    )


def _speaks_itself(request: HttpRequest, found: Attendee) -> bool:
    """Whether the person acts as one of the institution's own people, who need no letter to speak for it."""
    user = shell.me(request)
    return user.institution_id == found.institution_id and access.may_take(user, found.consultation)


def _without_letter(request: HttpRequest, found: Attendee, form: Form) -> Form:
    if _speaks_itself(request, found):
        del form.fields["letter"]
    return form


def _status(problem: Refused | None, *forms: Any) -> int:
    if problem is not None:
        return problem.status
    return 422 if any(form.is_bound and form.errors for form in forms) else 200
