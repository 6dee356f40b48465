"""The reviewer's queue and the page on which a coding is accepted or returned."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments import access
from jatigi.governance.assessments.changes import codings as changes
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Coding, CodingRevision
from jatigi.governance.assessments.queries import codings as queries
from jatigi.governance.assessments.queries.indicators import starting_point
from jatigi.governance.assessments.rules.codings import move
from jatigi.governance.assessments.views import shell
from jatigi.governance.assessments.views.answering import choices, handed_in_by_others
from jatigi.governance.assessments.views.comparing import pairs


@requires("coding.review")
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """What waits for review, oldest first; what the person wrote themselves is left to another."""
    round = access.round_for(request.user, code, "coding.review")
    waiting = queries.review_queue(round, shell.me(request))
    return shell.page(
        request,
        "review.html",
        round,
        waiting=[one for one in waiting if not one.own],
        own=[one for one in waiting if one.own],
        disagreements=queries.disagreements(round),
    )


@dataclass(frozen=True)
class Other:
    """Another assessor's coding of the same indicator."""

    coding: Coding
    revision: CodingRevision
    differs: bool


@requires("coding.view")
def coding(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A coding with its anchors, citations, threads, revisions, and what other assessors handed in."""
    found = _coding(request, code, pk, "coding.view")
    return _show(request, found)


def _coding(request: HttpRequest, code: str, pk: int, permission: str) -> Coding:
    round = access.round_for(request.user, code, permission)
    found = access.coding_for(request.user, pk, permission)
    return found if found.round_id == round.pk else access.coding_for(request.user, 0, permission)


def _show(request: HttpRequest, found: Coding, *, problem: Refused | None = None) -> HttpResponse:
    user = shell.me(request)
    internal = access.may_read_internal(user, found.round)
    revisions = queries.revisions_of(found, internal=internal)
    last = revisions[-1] if revisions else None
    own = found.assessor_id == user.pk
    reviews = may(user, "coding.review", found.round.jurisdiction_id) and not own
    return shell.page(
        request,
        "review_coding.html",
        found.round,
        status=problem.status if problem else 200,
        problem=problem,
        reason=request.POST.get("reason", ""),
        coding=found,
        indicator=found.indicator,
        last=last,
        choices=choices(found.indicator),
        before=starting_point(found.round, found.indicator, internal=internal),
        pairs=pairs(found.indicator, revisions),
        discussions=queries.threads_of(found),
        others=_others(found, last),
        own=own,
        may_resolve=reviews,
        acts={act for act in ("accept", "return", "reopen") if reviews and _possible(found, act)},
        following=_following(request, found) if reviews else None,
    )


def _possible(coding: Coding, action: str) -> bool:
    cell = move(coding.state, action)
    return cell is not None and coding.round.state in cell.rounds


def _others(found: Coding, last: queries.RevisionRow | None) -> list[Other]:
    """What others than its author handed in; the reader's own coding counts among them."""
    mine = (last.level, last.value) if last else None
    others = handed_in_by_others(found.round, found.indicator, found.assessor)
    return [Other(coding, one, (one.level, one.value) != mine) for coding, one in others]


def _following(request: HttpRequest, found: Coding) -> queries.Waiting | None:
    waiting = queries.review_queue(found.round, shell.me(request))
    return next((one for one in waiting if not one.own and one.coding.pk != found.pk), None)


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdigit() and len(text) < 10 else 0


@require_POST
@requires("coding.review")
def accept(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Agree with the revision that was read."""
    found = _coding(request, code, pk, "coding.review")
    try:
        changes.accept_coding(found, by=shell.me(request), revision=_revision(request))
    except Refused as refusal:
        return _show(request, access.coding_for(request.user, pk, "coding.review"), problem=refusal)
    shell.done(request, _("Accepted: it is the agreed answer now."))
    return redirect("review_queue", code)


@require_POST
@requires("coding.review")
def give_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Return a coding to its assessor, with the reason."""
    found = _coding(request, code, pk, "coding.review")
    reason = request.POST.get("reason", "")
    try:
        if found.state == "accepted":
            changes.reopen_coding(found, by=shell.me(request), reason=reason)
        else:
            changes.return_coding(found, by=shell.me(request), reason=reason, revision=_revision(request))
    except Refused as refusal:
        return _show(request, access.coding_for(request.user, pk, "coding.review"), problem=refusal)
    shell.done(request, _("Returned to its assessor, with your reason."))
    return redirect("review_queue", code)
