"""One action: its page, writing and revising it, its place, taking it out and bringing it back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.text import Text
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import actions as changes
from jatigi.governance.followup.forms.actions import CURRENCIES, ActionForm, Lines, initial_of
from jatigi.governance.followup.models import Action
from jatigi.governance.followup.queries import actions as found
from jatigi.governance.followup.rules import plans as rules
from jatigi.governance.followup.views import shell
from jatigi.governance.followup.views.plans import again, status_of


@require_safe
@requires("plan.view")
def action(request: HttpRequest, id: str) -> HttpResponse:
    """One action: what it is, what it serves, its money, what was reported on it."""
    return show(request, access.action_for(request.user, id, "plan.view"))


def show(request: HttpRequest, one: Action, problem: Refused | None = None) -> HttpResponse:
    """Its page; a refusal stands above, and what was typed stays."""
    plan = one.plan
    return shell.page(
        request,
        "action.html",
        plan.jurisdiction,
        status=problem.status if problem else 200,
        origin=plan.origin,
        plan=plan,
        action=one,
        story=found.story_of(one, request.user, timezone.localdate()),
        writable=plan.state in rules.WRITABLE and may(request.user, "plan.write", plan.jurisdiction_id),
        may_report=plan.state in rules.REPORTED and _may_report(request, one),
        may_validate=may(request.user, "progress.validate", plan.jurisdiction_id),
        problem=problem,
        reason=request.POST.get("reason", ""),
    )


def _may_report(request: HttpRequest, one: Action) -> bool:
    return access.actions_of(request.user, one.plan.jurisdiction_id).filter(pk=one.pk).exists()


@requires("plan.write")
def write(request: HttpRequest, code: str) -> HttpResponse:
    """A new action; ``?axis=`` and ``?recommendation=`` start from there."""
    plan = access.plan_for(request.user, code, "plan.write")
    offered = found.offered(plan)
    start = {"public": True, "axis": request.GET.get("axis", ""), "lead": request.GET.get("lead", "")}
    start["recommendations"] = request.GET.getlist("recommendation")
    form = ActionForm(request.POST or None, initial=start, offered=offered)
    lines = Lines(request.POST or None, offered)
    problem = None
    ready = request.method == "POST" and all([form.is_valid(), lines.is_valid()])
    if ready:
        try:
            made = changes.write_action(plan, form.written(lines), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("The action stands in the plan."))
            return redirect("action", made.pk)
    return shell.page(
        request, "action_write.html", plan.jurisdiction, origin=plan.origin, plan=plan, form=form, lines=lines,
        problem=problem, currencies=CURRENCIES, status=status_of(form.is_bound and not ready, problem),
    )  # fmt: skip


@requires("plan.write")
def edit(request: HttpRequest, id: str) -> HttpResponse:
    """Write an action anew."""
    one = access.action_for(request.user, id, "plan.write")
    plan, offered = one.plan, found.offered(one.plan, one)
    form = ActionForm(request.POST or None, initial=initial_of(one), offered=offered)
    lines = Lines(request.POST or None, offered, one)
    problem = None
    ready = request.method == "POST" and all([form.is_valid(), lines.is_valid()])
    if ready:
        try:
            seen = form.cleaned_data["version"] or 0
            changes.revise_action(one, form.written(lines, one), by=shell.me(request), version=seen)
        except Refused as refusal:
            problem = refusal
            one.refresh_from_db()
            form.data = again(request, "version", one.version)
        else:
            shell.done(request, _("The action is kept."))
            return redirect("action", one.pk)
    return shell.page(
        request, "action_write.html", plan.jurisdiction, origin=plan.origin, plan=plan, action=one, form=form,
        lines=lines, problem=problem, currencies=CURRENCIES, status=status_of(form.is_bound and not ready, problem),
    )  # fmt: skip


@require_POST
@requires("plan.write")
def order(request: HttpRequest, id: str) -> HttpResponse:
    """Move an action one place up or down."""
    one = access.action_for(request.user, id, "plan.write")
    direction = rules.UP if request.POST.get("direction") == rules.UP else rules.DOWN
    try:
        changes.order_action(one, direction, by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    address = redirect("plan", one.plan_id)
    page = request.POST.get("page", "")
    more = f"?page={page}" if page.isdigit() else ""
    address["Location"] += f"{more}#a-{one.pk}"
    return address


@require_POST
@requires("plan.write")
def drop(request: HttpRequest, id: str) -> HttpResponse:
    """Take an action out of the plan, with a reason."""
    lang = (get_language() or "fr").split("-")[0]
    reason = Text.of({lang: request.POST.get("reason", "").strip()[:4000]}, source=lang)
    return _act(request, id, changes.drop_action, _("Taken out. Its record stays."), reason=reason)


@require_POST
@requires("plan.write")
def restore(request: HttpRequest, id: str) -> HttpResponse:
    """Bring an action back into the plan."""
    return _act(request, id, changes.restore_action, _("It stands in the plan again."))


def _act(request: HttpRequest, id: str, change: Callable[..., None], said: str, **more: Any) -> HttpResponse:
    one = access.action_for(request.user, id, "plan.write")
    try:
        change(one, by=shell.me(request), **more)
    except Refused as refusal:
        one.refresh_from_db()
        return show(request, one, refusal)
    shell.done(request, said)
    return redirect("action", one.pk)
