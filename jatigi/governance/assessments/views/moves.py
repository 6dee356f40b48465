"""Taking a round from stage to stage: each move is confirmed on a page that says what still stands in the way."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.assessments import access, wording
from jatigi.governance.assessments.changes import rounds as changes
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.forms.rounds import ApprovalForm
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries import rounds as queries
from jatigi.governance.assessments.queries.rounds import NextMove
from jatigi.governance.assessments.views import shell


@requires("round.view")
def move(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Confirm a move, then make it. What the person may not do from here is not there."""
    round = access.round_for(request.user, code, "round.view")
    found = _move(request, round, action)
    form = ApprovalForm(request.POST or None, request.FILES or None) if action == "approve" else None
    problem = None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _make(request, round, action, form)
        except Refused as refusal:
            problem = refusal
        except DocumentError as unfit:
            assert form is not None  # only an approval brings a file
            form.add_error("scan", "; ".join(str(one.found) for one in unfit.problems))
        else:
            return redirect("round", code)
    return shell.page(
        request,
        "move.html",
        round,
        status=problem.status if problem else 422 if form is not None and form.errors else 200,
        move=found,
        problem=problem,
        form=form,
        note=request.POST.get("note", ""),
        next_state=str(wording.ROUND_STATES[found.move.next]),
        signed=queries.signed_by(round) if action == "validate" else [],
        refusals=[one for one in found.refusals if one.code != "round.reason_missing"],
    )


def _move(request: HttpRequest, round: Round, action: str) -> NextMove:
    for one in queries.next_moves(round, request.user):
        if one.move.action == action:
            return one
    raise Http404


def _make(request: HttpRequest, round: Round, action: str, form: ApprovalForm | None) -> None:
    user, note = shell.me(request), request.POST.get("note", "")
    if form is not None:
        _approve(request, round, form)
    elif action == "validate":
        changes.validate(round, by=user, note=note)
        if round.state == "validated":
            shell.done(request, _("Validated: two people have signed the same content."))
        else:
            shell.done(request, _("You have signed. A second validator must sign the same content."))
    else:
        changes.move_round(round, action, by=user, note=note)
        shell.done(
            request, _("The round is at the stage “%(stage)s” now.") % {"stage": wording.ROUND_STATES[round.state]}
        )


def _approve(request: HttpRequest, round: Round, form: ApprovalForm) -> None:
    given, user = form.cleaned_data, shell.me(request)
    scan = given["scan"]
    kept = (
        store_file(scan.read(), name=scan.name, jurisdiction=round.jurisdiction, restricted=True, by=user)
        if scan
        else None
    )
    changes.approve(
        round,
        by=user,
        letter_number=given["letter_number"],
        letter_date=given["letter_date"],
        signatory_function=given["signatory_function"],
        scan=kept,
        embargo_until=given["embargo_until"],
    )
    shell.done(request, _("The approval is recorded."))
