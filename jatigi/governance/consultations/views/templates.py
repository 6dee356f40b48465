"""Reasons that are given often: the list, and writing one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import templates as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.dispositions import TemplateForm, initial_of
from jatigi.governance.consultations.models import Consultation, ReasonTemplate
from jatigi.governance.consultations.views import shell


@requires("disposition.write")
def templates(request: HttpRequest, code: str) -> HttpResponse:
    """The reasons kept by the jurisdiction; writing a new one."""
    consultation = access.consultation_for(request.user, code, "disposition.write")
    form, problem = TemplateForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            changes.add_template(consultation.jurisdiction, form.written(), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Kept for the next time."))
            return redirect("reason_templates", code)
    return shell.page(
        request,
        "templates.html",
        consultation,
        status=problem.status if problem else 422 if form.is_bound and form.errors else 200,
        form=form,
        problem=problem,
        templates=list(ReasonTemplate.objects.filter(jurisdiction=consultation.jurisdiction_id).order_by("code")),
    )


@requires("disposition.write")
def template(request: HttpRequest, code: str, template: str) -> HttpResponse:
    """Reword one."""
    consultation, found = _template(request, code, template)
    form, problem = TemplateForm(request.POST or None, initial=initial_of(found)), None
    if request.method == "POST" and form.is_valid():
        try:
            changes.edit_template(found, form.written(found), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Saved."))
            return redirect("reason_templates", code)
    status = problem.status if problem else 422 if form.is_bound and form.errors else 200
    more = {"form": form, "problem": problem, "kept": found}
    return shell.page(request, "template.html", consultation, status=status, **more)


@require_POST
@requires("disposition.write")
def drop(request: HttpRequest, code: str, template: str) -> HttpResponse:
    """Throw one away."""
    _consultation, found = _template(request, code, template)
    changes.drop_template(found, by=shell.me(request))
    shell.done(request, _("Thrown away. Answers given with it keep their words."))
    return redirect("reason_templates", code)


def _template(request: HttpRequest, code: str, template: str) -> tuple[Consultation, ReasonTemplate]:
    consultation = access.consultation_for(request.user, code, "disposition.write")
    found = ReasonTemplate.objects.filter(jurisdiction=consultation.jurisdiction_id, code=template).first()
    if found is None:
        raise Http404
    return consultation, found
