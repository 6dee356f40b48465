"""Findings: the list by dimension with what the answers suggest, writing, reviewing, dropping."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments import access
from jatigi.governance.assessments.changes import findings as changes
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.forms.answer import reference
from jatigi.governance.assessments.forms.findings import FindingForm
from jatigi.governance.assessments.models import Finding, Round
from jatigi.governance.assessments.queries import answers, register
from jatigi.governance.assessments.queries import findings as queries
from jatigi.governance.assessments.rules.findings import KINDS, ROUND_STATES, move
from jatigi.governance.assessments.views import shell
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments import access as register_access
from jatigi.governance.instruments.queries.evidence import matching_evidence
from jatigi.governance.instruments.queries.register import matching


@requires("profile.view")
def findings(request: HttpRequest, code: str) -> HttpResponse:
    """The findings of each dimension, what the answers suggest, and what is still to document."""
    round = access.round_for(request.user, code, "profile.view")
    found, suggested = queries.findings_of(round), queries.suggestions(round)
    unknown = queries.to_document(round)
    dimensions = _dimensions(answers.answers_of(round))
    blocks = [
        {
            "number": number,
            "node": node,
            "findings": [(kind, [f for f in found if f.dimension_id == node.pk and f.kind == kind]) for kind in KINDS],
            "count": sum(f.dimension_id == node.pk for f in found),
            "suggestions": [s for s in suggested if s.row.dimension == node.code],
            "unknown": [row for row in unknown if row.dimension == node.code],
        }
        for number, node in enumerate(dimensions, 1)
    ]
    stale = {finding.pk: finding.text.unfit(round.languages) for finding in found}
    return shell.page(
        request,
        "findings.html",
        round,
        blocks=blocks,
        stale=stale,
        total=len(found),
        waiting=sum(f.state == "submitted" for f in found),
        writable=round.state in ROUND_STATES and may(request.user, "finding.write", round.jurisdiction_id),
    )


def _dimensions(rows: list[answers.AnswerRow]) -> list[Node]:
    return list({row.dimension: row.indicator.dimension for row in rows}.values())


@requires("finding.write")
def write(request: HttpRequest, code: str) -> HttpResponse:
    """A new finding; ``?answer=`` and ``?kind=`` start from a suggestion."""
    round = access.round_for(request.user, code, "finding.write")
    rows = answers.answers_of(round)
    form = _form(request, round, rows, _suggested(request, rows))
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.write_finding(round, form.written(round), by=shell.me(request))
        except Refused as refusal:
            return _write_page(request, round, form, None, refusal)
        shell.done(request, _("The finding is kept as a draft. Hand it in when it is ready."))
        return redirect("finding", code, made.code)
    return _write_page(request, round, form, None, None)


def _suggested(request: HttpRequest, rows: list[answers.AnswerRow]) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    row = next((row for row in rows if str(row.answer_id) == request.GET.get("answer", "-")), None)
    initial: dict[str, Any] = {"kind": kind if kind in KINDS else "good_practice"}
    if row is not None:
        initial |= {"dimension": row.indicator.dimension_id, "answers": [str(row.answer_id)]}
    return initial


def _form(request: HttpRequest, round: Round, rows: list[answers.AnswerRow], initial: dict[str, Any]) -> FindingForm:
    """The form offers what the answers cite, what the finding rests on already, and what was searched (``?q=``)."""
    query, cited = request.GET.get("q", "").strip(), [c for row in rows for c in row.citations]
    texts = register_access.visible_instruments(request.user)
    pieces = register_access.visible_evidence(request.user).filter(
        jurisdiction__in=register.lineage(round.jurisdiction)
    )
    codes = {c.id for c in cited if c.kind == "instrument"}
    codes |= {*initial.get("instruments", ()), *request.POST.getlist("instruments")}
    ids = {c.id for c in cited if c.kind == "evidence"} | {str(id) for id in initial.get("evidence", ())}
    posted = (reference(f"evidence:{id}") for id in request.POST.getlist("evidence"))
    ids |= {thing["evidence"] for thing in posted if thing}
    offered_texts, offered_pieces = texts.filter(pk__in=codes), pieces.filter(pk__in=ids)
    if query:
        offered_texts |= matching(texts, query)
        offered_pieces |= matching_evidence(pieces, query)
    return FindingForm(
        request.POST or None,
        initial=initial,
        rows=rows,
        dimensions=_dimensions(rows),
        instruments=offered_texts.order_by("code"),
        evidence=offered_pieces.order_by("code"),
    )


def _write_page(
    request: HttpRequest, round: Round, form: FindingForm, finding: Finding | None, problem: Refused | None
) -> HttpResponse:
    advised = problem is not None and "finding.later_evidence" in {problem.code, *(f.code for f in problem.faults)}
    return shell.page(
        request,
        "finding_write.html",
        round,
        status=problem.status if problem else 200,
        form=form,
        finding=finding,
        problem=problem,
        since_then=advised,
        query=request.GET.get("q", ""),
    )


@requires("profile.view")
def finding(request: HttpRequest, code: str, finding: str) -> HttpResponse:
    """One finding to read, with what can be done with it."""
    round = access.round_for(request.user, code, "profile.view")
    return _show(request, round, access.finding_for(request.user, round, finding, "profile.view"))


def _show(request: HttpRequest, round: Round, found: Finding, problem: Refused | None = None) -> HttpResponse:
    user = shell.me(request)
    wrote = str(user.public_id) in found.writers
    acts = {
        act
        for act in ("edit", "submit", "review", "return", "drop")
        if round.state in ROUND_STATES
        and (cell := move(found.state, act)) is not None
        and may(user, cell.permission, round.jurisdiction_id)
        and not (cell.who == "other" and wrote)
    }
    rows = [
        row for row in answers.answers_of(round) if row.answer_id in set(found.answers.values_list("pk", flat=True))
    ]
    return shell.page(
        request,
        "finding.html",
        round,
        status=problem.status if problem else 200,
        finding=found,
        rows=rows,
        instruments=list(found.instruments.order_by("code")),
        evidence=list(found.evidence.order_by("code")),
        unfit=found.text.unfit(round.languages),
        texts=sorted(found.text.plain().items(), key=lambda pair: pair[0] != found.text.source),
        acts=acts,
        problem=problem,
        reason=request.POST.get("reason", ""),
        own=wrote,
    )


@requires("finding.write")
def edit(request: HttpRequest, code: str, finding: str) -> HttpResponse:
    """Rewrite a finding."""
    round = access.round_for(request.user, code, "finding.write")
    found = access.finding_for(request.user, round, finding, "finding.write")
    texts = found.text.plain()
    initial = {
        "kind": found.kind,
        "dimension": found.dimension_id,
        "text_fr": texts.get("fr", ""),
        "text_en": texts.get("en", ""),
        "answers": [str(pk) for pk in found.answers.values_list("pk", flat=True)],
        "instruments": list(found.instruments.values_list("pk", flat=True)),
        "evidence": list(found.evidence.values_list("pk", flat=True)),
    }
    form = _form(request, round, answers.answers_of(round), initial)
    if request.method == "POST" and form.is_valid():
        try:
            changes.edit_finding(found, form.written(round, found), by=shell.me(request))
        except Refused as refusal:
            return _write_page(request, round, form, found, refusal)
        shell.done(request, _("The finding is changed."))
        return redirect("finding", code, finding)
    return _write_page(request, round, form, found, None)


@require_POST
@requires("finding.write")
def submit(request: HttpRequest, code: str, finding: str) -> HttpResponse:
    """Hand a finding in for review."""
    return _act(request, code, finding, "finding.write", changes.submit_finding, _("Handed in for review."))


@require_POST
@requires("finding.write")
def drop(request: HttpRequest, code: str, finding: str) -> HttpResponse:
    """Take a finding out; its record stays."""
    return _act(request, code, finding, "finding.write", changes.drop_finding, _("Taken out. Its record stays."))


@require_POST
@requires("finding.review")
def review(request: HttpRequest, code: str, finding: str) -> HttpResponse:
    """Agree with a finding that someone else wrote."""
    return _act(request, code, finding, "finding.review", changes.review_finding, _("Reviewed."))


@require_POST
@requires("finding.review")
def give_back(request: HttpRequest, code: str, finding: str) -> HttpResponse:
    """Return a finding to its author, with the reason."""
    reason = request.POST.get("reason", "")
    said = _("Returned to its author, with your reason.")
    return _act(request, code, finding, "finding.review", changes.return_finding, said, reason=reason)


def _act(
    request: HttpRequest, code: str, name: str, permission: str, change: Any, said: str, **more: Any
) -> HttpResponse:
    round = access.round_for(request.user, code, permission)
    found = access.finding_for(request.user, round, name, permission)
    try:
        change(found, by=shell.me(request), **more)
    except Refused as refusal:
        found.refresh_from_db()
        return _show(request, round, found, refusal)
    shell.done(request, said)
    return redirect("round_findings", code)
