"""A coding: taken back by its author, talked about, its revisions read side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments import access
from jatigi.governance.assessments.changes import codings as changes
from jatigi.governance.assessments.changes import threads
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Coding
from jatigi.governance.assessments.queries import codings as queries
from jatigi.governance.assessments.views import shell
from jatigi.governance.assessments.views.comparing import pairs


@require_POST
@requires("coding.write")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own coding back."""
    coding = access.coding_for(request.user, pk, "coding.write")
    try:
        changes.withdraw_coding(coding, by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    else:
        shell.done(request, _("Taken back. Change what you want, then hand it in again."))
    return redirect("answer", coding.round_id, coding.indicator.indicator.code)


@requires("coding.comment")
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every revision of a coding, each beside the one before."""
    coding = access.coding_for(request.user, pk, "coding.comment")
    own = coding.assessor_id == shell.me(request).pk  # whoever brought evidence may read it
    internal = own or access.may_read_internal(request.user, coding.round)
    found = queries.revisions_of(coding, internal=internal)
    return shell.page(
        request, "revisions.html", coding.round, indicator=coding.indicator, coding=coding,
        pairs=pairs(coding.indicator, found), only=found[0] if len(found) == 1 else None,
    )  # fmt: skip


@require_POST
@requires("coding.comment")
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something on a coding, in a new thread or in one that is open."""
    coding = access.coding_for(request.user, pk, "coding.comment")
    user = shell.me(request)
    thread_id = request.POST.get("thread", "")
    thread = access.thread_for(request.user, thread_id, "coding.comment") if thread_id else None
    try:
        threads.comment(coding, by=user, text=request.POST.get("text", ""), thread=thread)
    except Refused as refusal:
        shell.tell(request, refusal)
    return back(request, coding)


@require_POST
@requires("coding.comment")
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a thread."""
    thread = access.thread_for(request.user, pk, "coding.comment")
    try:
        threads.resolve_thread(thread, by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    return back(request, thread.coding)


def back(request: HttpRequest, coding: Coding) -> HttpResponse:
    """To the page on which the person meets this coding: its author's, or the reviewer's."""
    if coding.assessor_id == shell.me(request).pk:
        return redirect("answer", coding.round_id, coding.indicator.indicator.code)
    return redirect("review_coding", coding.round_id, coding.pk)
