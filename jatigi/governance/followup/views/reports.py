"""Follow-up reports: the list, opening one, reading it with what is drafted, writing its passages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jatigi.foundation.accounts.access import jurisdictions_with
from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import reports as changes
from jatigi.governance.followup.forms.reports import OpenForm, PassageForm
from jatigi.governance.followup.models import Report
from jatigi.governance.followup.queries.reports import blocks_of
from jatigi.governance.followup.views import shell
from jatigi.governance.followup.views.recommendations import chosen_place
from jatigi.governance.followup.views.sectors import place_for


@require_safe
@requires("plan.view")
def reports(request: HttpRequest) -> HttpResponse:
    """The follow-up reports, the latest period first."""
    place, _places = chosen_place(request, "plan.view")
    found = Report.objects.filter(jurisdiction__in=jurisdictions_with(request.user, "plan.view"))
    listed = found.select_related("jurisdiction").order_by("-period_until", "code")
    return shell.page(request, "reports.html", place, reports=listed)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report.write")
def open_report(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """Open a report."""
    place = place_for(request, jurisdiction, "report.write")
    form = OpenForm(request.POST) if request.method == "POST" else OpenForm(initial={"kind": "annual"})
    problem = None
    if form.is_valid():
        try:
            made = changes.open_report(form.cleaned_data["code"], place, form.opened(), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("The report is open; what can be read from the data is drafted."))
            return redirect("report", made.pk)
    status = problem.status if problem else 422 if form.is_bound else 200
    return shell.page(request, "report_open.html", place, status=status, form=form, problem=problem)


@require_safe
@requires("plan.view")
def report(request: HttpRequest, code: str) -> HttpResponse:
    """A report as it reads: what is drafted from the data, and what people wrote beside it."""
    one = access.report_for(request.user, code, "plan.view")
    return shell.page(
        request, "report.html", one.jurisdiction, origin=one.origin, report=one, blocks=blocks_of(one)
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report.write")
def passage(request: HttpRequest, code: str, block: str) -> HttpResponse:
    """Write a passage, or take an earlier one again (``?version=``)."""
    one = access.report_for(request.user, code, "report.write")
    found = next((drafted for drafted in blocks_of(one) if drafted.code == block), None)
    if found is None:
        raise Http404
    revisions = list(one.texts.filter(block=block).select_related("recorded_by").order_by("-number"))
    wanted = request.GET.get("version", "")
    shown = next((row for row in revisions if str(row.number) == wanted), found.text)
    form = PassageForm(request.POST) if request.method == "POST" else PassageForm.of(found.text, shown)
    problem = None
    if form.is_valid():
        try:
            changes.write_passage(one, block, form.text(), by=shell.me(request), number=form.cleaned_data["number"])
        except Refused as refusal:
            problem = refusal
            again = request.POST.copy()
            again["number"] = str(found.text.number if found.text else 0)
            form = PassageForm(again)
        else:
            shell.done(request, _("The passage is kept."))
            return redirect("report", one.pk)
    status = problem.status if problem else 422 if form.is_bound else 200
    values = {"report": one, "block": found, "revisions": revisions, "form": form, "problem": problem}
    return shell.page(request, "report_passage.html", one.jurisdiction, status=status, origin=one.origin, **values)
