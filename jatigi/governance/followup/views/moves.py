"""What is done with a recommendation by one button: adopting, answering, dropping, and undoing each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import recommendations as changes
from jatigi.governance.followup.forms.writing import ResponseForm
from jatigi.governance.followup.views import shell
from jatigi.governance.followup.views.recommendations import show


@require_POST
@requires("recommendation.respond")
def adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Adopt it as it is worded."""
    return _act(request, code, "recommendation.respond", changes.adopt, _("Adopted."))


@require_POST
@requires("recommendation.respond")
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Take an adoption back."""
    return _act(request, code, "recommendation.respond", changes.reopen, _("It is a draft again."))


@require_POST
@requires("recommendation.respond")
def respond(request: HttpRequest, code: str) -> HttpResponse:
    """Record the government's response."""
    one = access.recommendation_for(request.user, code, "recommendation.respond")
    form = ResponseForm.of(one, request.POST)
    if not form.is_valid():
        return show(request, one, response=form)
    said = form.response(one.response)
    acceptance = form.cleaned_data["acceptance"]
    try:
        changes.respond(one, acceptance, said, by=shell.me(request))
    except Refused as refusal:
        one.refresh_from_db()
        return show(request, one, refusal, response=form)
    shell.done(request, _("The response is recorded."))
    return redirect("recommendation", one.pk)


@require_POST
@requires("recommendation.write")
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Take it out, with a reason."""
    reason = request.POST.get("reason", "")
    return _act(request, code, "recommendation.write", changes.drop, _("Taken out. Its record stays."), reason=reason)


@require_POST
@requires("recommendation.write")
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Undo a drop, a merge or a split."""
    return _act(request, code, "recommendation.write", changes.restore, _("It is back, as a draft."))


def _act(
    request: HttpRequest, code: str, permission: str, change: Callable[..., None], said: str, **more: Any
) -> HttpResponse:
    one = access.recommendation_for(request.user, code, permission)
    try:
        change(one, by=shell.me(request), **more)
    except Refused as refusal:
        one.refresh_from_db()
        return show(request, one, refusal)
    shell.done(request, said)
    return redirect("recommendation", one.pk)
