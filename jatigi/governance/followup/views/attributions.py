"""Who credits an action with what: all claims, what a confirmation needs, recording and taking back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Answer
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import attributions as changes
from jatigi.governance.followup.forms.loop import AttributionForm
from jatigi.governance.followup.models import Action
from jatigi.governance.followup.queries import attributions as query
from jatigi.governance.followup.views import shell


@require_http_methods(["GET", "HEAD", "POST"])
@requires("followup.attribute")
def attribute(request: HttpRequest, id: str) -> HttpResponse:
    """What is said of an action, and one more claim."""
    action = access.action_for(request.user, id, "followup.attribute")
    answer = _asked_for(action, request.POST.get("answer") or request.GET.get("answer", ""))
    offered = query.offered_for(action, request.user, answer)
    if request.method != "POST":
        form = AttributionForm(initial={"link": "attributed", "answer": answer.pk if answer else ""}, offered=offered)
        return _page(request, action, answer, form)
    form = AttributionForm(request.POST, offered=offered)
    if not form.is_valid():
        return _page(request, action, answer, form, status=422)
    try:
        changes.attribute(action, form.said(), by=shell.me(request))
    except Refused as refusal:
        return _page(request, action, answer, form, refusal, status=refusal.status)
    shell.done(request, _("It is recorded."))
    if answer is not None:
        return redirect("loop", answer.round_id)
    return redirect("attribute", action.pk)


@require_POST
@requires("followup.attribute")
def withdraw(request: HttpRequest, id: str, pk: int) -> HttpResponse:
    """Take back what was recorded by mistake."""
    action = access.action_for(request.user, id, "followup.attribute")
    one = next((found for found in query.attributions_of(action) if found.pk == pk), None)
    if one is None:
        raise Http404
    try:
        changes.withdraw(one, by=shell.me(request), reason=request.POST.get("reason", ""))
    except Refused as refusal:
        offered = query.offered_for(action, request.user, None)
        form = AttributionForm(initial={"link": "attributed"}, offered=offered)
        return _page(request, action, None, form, refusal, status=refusal.status)
    shell.done(request, _("It is taken back."))
    return redirect("attribute", action.pk)


def _asked_for(action: Action, pk: str) -> Answer | None:
    """The answer that the page is about, if one of that country was named."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    found = Answer.objects.filter(pk=int(pk), round__jurisdiction=action.plan.jurisdiction_id)
    return found.select_related("round__previous", "round__jurisdiction", "indicator").first()


def _page(
    request: HttpRequest,
    action: Action,
    answer: Answer | None,
    form: AttributionForm,
    problem: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    return shell.page(
        request,
        "attribution.html",
        action.plan.jurisdiction,
        status=status,
        origin=action.plan.origin,
        action=action,
        answer=answer,
        needs=query.needs_of(action, answer) if answer else None,
        said=query.attributions_of(action),
        form=form,
        problem=problem,
    )
