"""Progress: what an institution has to report, reporting it, the validator's queue, a verdict."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import progress as changes
from jatigi.governance.followup.forms.actions import CURRENCIES
from jatigi.governance.followup.forms.progress import ReportForm, VerdictForm
from jatigi.governance.followup.models import Action
from jatigi.governance.followup.queries import reporting
from jatigi.governance.followup.queries.actions import reports_of
from jatigi.governance.followup.queries.plans import institutions_of
from jatigi.governance.followup.views import shell
from jatigi.governance.followup.views.plans import again, status_of
from jatigi.governance.followup.views.recommendations import chosen_place

PAGE = 50


@require_safe
@requires("plan.view")
def progress(request: HttpRequest) -> HttpResponse:
    """What has to be reported: late, soon, later; and what was reported last."""
    place, places = chosen_place(request, "plan.view")
    actions = access.actions_of(request.user, place.pk)
    today = timezone.localdate()
    duties = reporting.duties_of(place.pk, actions, today)
    page = Paginator(duties.asked, PAGE).get_page(request.GET.get("page"))
    return shell.page(
        request,
        "progress.html",
        place,
        places=places,
        duties=duties,
        page=page,
        rows=reporting.rows_of(list(page), today),
        given=reporting.given(place.pk, actions),
        reports=may(request.user, "progress.report", place.pk),
        validates=may(request.user, "progress.validate", place.pk),
        institutions=reporting.institutions_in(place.pk),
    )


@requires("progress.report")
def report(request: HttpRequest, id: str) -> HttpResponse:
    """Report on an action; what was reported before stays."""
    one = access.action_for(request.user, id, "progress.report")
    seen = one.reports.count()
    open_days = reporting.open_days(one)
    today = timezone.localdate()
    due = next((day for day in reversed(open_days) if day <= today), open_days[0] if open_days else None)
    form = ReportForm(
        request.POST or None,
        initial={"number": seen, "due": due.isoformat() if due else ""},
        institutions=reporting.reporters(request.user, one),
        days=open_days,
        milestones=list(one.milestones.filter(done_on=None)),
        evidence=reporting.evidence_for(request.user, one.plan.jurisdiction_id),
        instruments=reporting.texts_for(one),
    )
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            number = form.cleaned_data["number"] or 0
            changes.report_progress(one, form.reporter, form.told(), by=shell.me(request), number=number)
        except Refused as refusal:
            problem = refusal
            form.data = again(request, "number", one.reports.count())
        else:
            shell.done(request, _("Reported. A validator reads it; a correction is a further report."))
            return redirect("action", one.pk)
    return shell.page(
        request, "progress_report.html", one.plan.jurisdiction, origin=one.plan.origin, plan=one.plan, action=one,
        form=form, problem=problem, currencies=CURRENCIES, told_list=reports_of(one, request.user)[:1],
        status=status_of(form.is_bound and not form.is_valid(), problem),
    )  # fmt: skip


@require_safe
@requires("progress.validate")
def queue(request: HttpRequest) -> HttpResponse:
    """The reports that wait for a verdict, oldest first."""
    place, places = chosen_place(request, "progress.validate")
    page = Paginator(reporting.waiting(place.pk), PAGE).get_page(request.GET.get("page"))
    me = shell.me(request)
    return shell.page(request, "verdicts.html", place, places=places, page=page, rows=list(page), me=me)


@requires("progress.validate")
def verdict(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """Confirm a report or not, with a status of one's own and a reason."""
    one = access.action_for(request.user, id, "progress.validate")
    found = access.progress_for(request.user, one, number, "progress.validate")
    seen = found.verdicts.count()
    form = VerdictForm(request.POST or None, initial={"number": seen, "status": found.status})
    problem = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            changes.give_verdict(
                found, given["verdict"], given["status"], form.reason(), by=shell.me(request),
                number=given["number"] or 0,
            )  # fmt: skip
        except Refused as refusal:
            problem = refusal
            form.data = again(request, "number", found.verdicts.count())
        else:
            shell.done(request, _("The verdict stands beside the report."))
            return redirect("progress_queue")
    told = next(told for told in reports_of(one, request.user) if told.report.number == number)
    return shell.page(
        request, "verdict.html", one.plan.jurisdiction, origin=one.plan.origin, plan=one.plan, action=one, told=told,
        form=form, problem=problem, **_beside(one), status=status_of(form.is_bound and not form.is_valid(), problem),
    )  # fmt: skip


def _beside(one: Action) -> dict[str, Any]:
    return {"institutions": institutions_of(one.plan), "milestones": list(one.milestones.all())}
