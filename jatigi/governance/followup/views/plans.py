"""Action plans: the list, a plan at a glance with its actions, its description, axes and state."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jatigi.foundation.accounts.access import jurisdiction_for, may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.places.models import Place
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import plans as changes
from jatigi.governance.followup.forms.plans import AxisForms, BaseAxes, FilterForm, PlanForm, axes_initial, initial_of
from jatigi.governance.followup.models import Plan
from jatigi.governance.followup.queries import plans as lists
from jatigi.governance.followup.queries.progress import calendar_of
from jatigi.governance.followup.rules import plans as rules
from jatigi.governance.followup.rules.recommendations import short_name
from jatigi.governance.followup.views import shell
from jatigi.governance.followup.views.recommendations import chosen_place
from jatigi.governance.instruments.models import Instrument

PAGE, SHEET = 50, 1000  # actions on a page; on paper


@require_safe
@requires("plan.view")
def plans(request: HttpRequest) -> HttpResponse:
    """The action plans of a jurisdiction."""
    place, places = chosen_place(request, "plan.view")
    found = list(access.visible_plans(request.user).filter(jurisdiction=place).order_by("-starts", "code"))
    counts = lists.summaries(found)
    rows = [(one, counts.get(one.pk, 0)) for one in found]
    return shell.page(request, "plans.html", place, rows=rows, places=places)


@require_safe
@requires("plan.view")
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A plan at a glance and its actions, fifty a page; htmx gets the actions alone."""
    return show(request, access.plan_for(request.user, code, "plan.view"))


def show(request: HttpRequest, plan: Plan, problem: Refused | None = None) -> HttpResponse:
    """Its page; a refusal stands above."""
    today = timezone.localdate()
    axes = list(plan.axes.all())
    institutions = lists.institutions_of(plan)
    form = FilterForm(request.GET, axes=axes, institutions=institutions.values())
    read = lists.known(plan, today)
    ids = lists.selected(plan, form.asked(), read)
    whole = request.GET.get("sheet") == "1"
    page = Paginator(ids, SHEET if whole else PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "page": page,
        "rows": lists.rows_of(list(page), {plan.pk: plan}, today),
        "total": page.paginator.count,
        "institutions": institutions,
        "writable": plan.state in rules.WRITABLE and may(request.user, "plan.write", plan.jurisdiction_id),
        "ordered": not form.narrowed,
    }
    if request.headers.get("HX-Request") == "true" and not request.headers.get("HX-History-Restore-Request"):
        return render(request, "followup/_actions.html", shell.of(request, plan.jurisdiction, **context))
    days = calendar_of(plan)
    return shell.page(
        request,
        "plan.html",
        plan.jurisdiction,
        status=problem.status if problem else 200,
        origin=plan.origin,
        glance=lists.glance(plan, read, axes, institutions),
        columns=lists.COLUMNS,
        acts=[act for act in rules.ACTS if rules.move(plan.state, act) is not None],
        next_day=next((day for day in days if day >= today), None),
        days=days,
        whole=whole,
        problem=problem,
        **context,
    )


@requires("plan.write")
def open_plan(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """A new plan."""
    place = jurisdiction_for(request.user, jurisdiction, "plan.write")
    form = PlanForm(request.POST or None, instruments=texts_of(place))
    problem = None
    if request.method == "POST" and form.is_valid():
        described = form.described()
        taken = set(Plan.objects.filter(pk__startswith=place.pk).values_list("pk", flat=True))
        code = short_name(place.pk, str(described.title), taken)[:60].rstrip("-")
        try:
            made = changes.open_plan(code, place, described, by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("The plan is open. Now name its axes and write its actions."))
            return redirect("plan", made.pk)
    return shell.page(
        request, "plan_write.html", place, status=status_of(form.is_bound and not form.is_valid(), problem),
        form=form, problem=problem,
    )  # fmt: skip


@requires("plan.write")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Describe a plan anew."""
    plan = access.plan_for(request.user, code, "plan.write")
    form = PlanForm(request.POST or None, initial=initial_of(plan), instruments=texts_of(plan.jurisdiction))
    problem = None
    if request.method == "POST" and form.is_valid():
        described = form.described(plan)
        try:
            changes.revise_plan(plan, described, by=shell.me(request), version=form.cleaned_data["version"] or 0)
        except Refused as refusal:
            problem = refusal
            plan.refresh_from_db()
            form.data = again(request, "version", plan.version)
        else:
            shell.done(request, _("The plan is described anew."))
            return redirect("plan", plan.pk)
    return shell.page(
        request, "plan_write.html", plan.jurisdiction, origin=plan.origin, plan=plan, form=form, problem=problem,
        status=status_of(form.is_bound and not form.is_valid(), problem),
    )  # fmt: skip


@requires("plan.write")
def axes(request: HttpRequest, code: str) -> HttpResponse:
    """Name the axes of a plan, put them in order, take some away."""
    plan = access.plan_for(request.user, code, "plan.write")
    found = list(plan.axes.all())
    forms: BaseAxes = AxisForms(request.POST or None, initial=axes_initial(found), prefix="axes")  # type: ignore[assignment]
    problem = None
    version = plan.version
    if request.method == "POST" and forms.is_valid():
        seen = request.POST.get("version", "")
        lines = forms.lines({one.code: one for one in found})
        try:
            number = int(seen) if seen.isdigit() and len(seen) < 9 else 0
            changes.set_axes(plan, lines, by=shell.me(request), version=number)
        except Refused as refusal:
            problem = refusal
            plan.refresh_from_db()
            version = plan.version
        else:
            shell.done(request, _("The axes are kept."))
            return redirect("plan", plan.pk)
    return shell.page(
        request, "plan_axes.html", plan.jurisdiction, origin=plan.origin, plan=plan, forms=forms, problem=problem,
        version=version, status=status_of(forms.is_bound and not forms.is_valid(), problem),
    )  # fmt: skip


@require_POST
@requires("plan.write")
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Adopt a plan, reopen, end or resume it."""
    plan = access.plan_for(request.user, code, "plan.write")
    act = request.POST.get("act", "")
    if act not in rules.ACTS:
        return redirect("plan", plan.pk)
    try:
        changes.move_plan(plan, act, by=shell.me(request))
    except Refused as refusal:
        plan.refresh_from_db()
        return show(request, plan, refusal)
    said = {
        "adopt": _("The plan is adopted. Reports are due from the first day of its calendar on."),
        "reopen": _("The plan is a draft again."),
        "end": _("The plan is over. Its record stays."),
        "resume": _("The plan goes on."),
    }
    shell.done(request, said[act])
    return redirect("plan", plan.pk)


def texts_of(place: Place) -> list[Instrument]:
    """The texts of the jurisdiction that may be named, in the order of their codes."""
    return list(Instrument.objects.filter(jurisdiction=place).order_by("code"))


def status_of(unreadable: bool, problem: Refused | None) -> int:
    """The HTTP status of a form that is shown again."""
    return problem.status if problem else 422 if unreadable else 200


def again(request: HttpRequest, name: str, value: object) -> Any:
    """What was typed, with the version as it is now: saved once more, it replaces theirs."""
    data = request.POST.copy()
    data[name] = str(value)
    return data
