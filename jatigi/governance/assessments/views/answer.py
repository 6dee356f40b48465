"""One indicator, as its assessor answers it: the form with and without a script, autosave, journal, evidence."""

from dataclasses import dataclass

from babel import Locale
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.text import Text
from jatigi.governance.assessments import access, wording
from jatigi.governance.assessments.changes import codings, drafts
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.forms import answer as form
from jatigi.governance.assessments.forms.evidence import EvidenceForm
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries.indicators import starting_point
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.views import answering, shell
from jatigi.governance.assessments.views.worklist import Asked
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.instruments import access as register_access
from jatigi.governance.instruments import errors as register_errors
from jatigi.governance.instruments import words as register_words
from jatigi.governance.instruments.changes.evidence import add_evidence
from jatigi.governance.instruments.queries.evidence import search_evidence
from jatigi.governance.instruments.queries.register import search_register

#: languages in which reasons are written and texts are quoted
WRITTEN = ("fr", "en", "bm", "ar", "pt", "es")
MOST_FOUND = 12


@requires("coding.write")
def answer(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The page; posting saves, searches, cites, takes a citation off or hands in."""
    round, asked = _asked(request, code, indicator)
    if request.method == "POST":
        return _post(request, round, asked)
    return _show(request, round, asked, answering.gather(round, asked, shell.me(request), asked=Asked.of(request)))


def _asked(request: HttpRequest, code: str, indicator: str) -> tuple[Round, IndicatorVersion]:
    round = access.round_for(request.user, code, "coding.write")
    return round, access.indicator_for(request.user, round, indicator, "coding.write")


def _show(
    request: HttpRequest,
    round: Round,
    asked: IndicatorVersion,
    page: answering.Page,
    *,
    problem: Refused | None = None,
    evidence_form: EvidenceForm | None = None,
) -> HttpResponse:
    query = request.GET.get("q", "")[:200]
    return shell.page(
        request,
        "answer.html",
        round,
        status=problem.status if problem else 200,
        page=page,
        problem=problem,
        conflict=problem is not None and problem.code == "draft.stale",
        query=query,
        found=_found(shell.me(request), round, query),
        search=_search_address(round),
        causes=[(id, str(words)) for id, words in wording.CAUSES.items()],
        confidences=[(id, str(words)) for id, words in wording.CONFIDENCE.items()],
        languages=_languages(),
        reasons_lang=page.content.get("reasons_lang") or round.lead_language,
        stage=str(wording.ROUND_STATES[round.state]),
        blank={"index": "_", "ref": "", "thing": "", "title": None, "cited": Cited(), "state": None},
        words=shell.saved_words(),
        evidence_form=evidence_form or EvidenceForm(),
    )


def _languages() -> list[tuple[str, str]]:
    names = Locale.parse(get_language() or "fr").languages
    return [(code, names.get(code, code)) for code in WRITTEN]


def _search_address(round: Round) -> str:
    try:
        return f"{reverse('instrument_search')}?jurisdiction={round.jurisdiction_id}"
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Found:
    """Something of the register that fits what was searched, without a script."""

    kind: str
    id: str
    title: Text
    thing: str
    more: str


def _found(user: User, round: Round, query: str) -> list[Found]:
    if not query.strip():
        return []
    texts = [
        Found("instrument", one.code, one.title, str(register_words.KINDS[one.kind]), one.number)
        for one in search_register(round.jurisdiction_id, query, MOST_FOUND)
    ]
    readable = register_access.visible_evidence(user)
    pieces = [
        Found("evidence", str(one.id), one.title, str(register_words.EVIDENCE_KINDS[one.kind]), one.publisher)
        for one in search_evidence(readable, round.jurisdiction_id, query, MOST_FOUND)
    ]
    return texts + pieces


# ---------- What is posted ----------


def _address(request: HttpRequest, round: Round, asked: IndicatorVersion, **more: str) -> str:
    """The question's page, still in the list from which the person came."""
    return reverse("answer", args=[round.pk, asked.indicator.code], query={**Asked.of(request).query, **more} or None)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "0")
    return int(text) if text.isdigit() and len(text) < 10 else 0


def _post(request: HttpRequest, round: Round, asked: IndicatorVersion) -> HttpResponse:
    user, content, act = shell.me(request), form.read_post(request.POST), request.POST.get("do", "save")
    name, _colon, rest = act.partition(":")
    try:
        if name == "submit":
            return _submit(request, round, asked, content)
        if name == "cite" and (thing := form.reference(rest)):
            content = form.cite(content, thing)
        elif name == "drop":
            content = form.drop(content, rest)
        drafts.save_draft(round, asked, by=user, content=content, version=_version(request))
    except Refused as refusal:
        return _again(request, round, asked, content, refusal)
    address = _address(request, round, asked)
    query = request.POST.get("q", "").strip()
    if name == "find" or (name == "save" and query):
        return redirect(_address(request, round, asked, q=query[:200]) + "#cite")
    if name in {"cite", "drop"}:
        return redirect(f"{address}#cite")
    shell.done(request, _("Saved. Nobody else sees it before you hand it in."))
    return redirect(address)


def _again(
    request: HttpRequest, round: Round, asked: IndicatorVersion, content: form.Content, refusal: Refused
) -> HttpResponse:
    """The page with what was written still in it. After a conflict the next save is meant to replace."""
    user = shell.me(request)
    kept = access.draft_of(user, round, asked)
    version = (kept.version if kept else 0) if refusal.code == "draft.stale" else _version(request)
    page = answering.gather(
        round, asked, user, content=content, version=version, faults=refusal.faults, asked=Asked.of(request)
    )
    return _show(request, round, asked, page, problem=refusal)


def _submit(request: HttpRequest, round: Round, asked: IndicatorVersion, content: form.Content) -> HttpResponse:
    user = shell.me(request)
    before = starting_point(round, asked, internal=access.may_read_internal(user, round))
    judged = form.judged_from(content, before)
    if content["still"] == "yes":
        codings.confirm_previous(
            round,
            asked,
            by=user,
            citations=judged.citations,
            reasons=judged.reasons,
            reasons_lang=judged.reasons_lang,
            confidence=judged.confidence,
            cause=judged.cause,
            draft_version=_version(request),
        )
    else:
        codings.submit_coding(round, asked, judged, by=user, draft_version=_version(request))
    shell.done(
        request,
        _("%(number)s %(name)s has been handed in for review.")
        % {"number": asked.number, "name": asked.name.text(get_language() or "fr")},
    )
    return redirect(
        reverse("next_unanswered", args=[round.pk], query={**Asked.of(request).query, "after": asked.indicator.code})
    )


# ---------- Autosave, journal, evidence ----------


@require_POST
@requires("coding.write")
def save_draft(request: HttpRequest, code: str, indicator: str) -> JsonResponse:
    """Keep what is being typed. Answers ``{version, time}``, or 409 with what is wrong and what to do."""
    round, asked = _asked(request, code, indicator)
    content = form.read_post(request.POST)
    try:
        draft = drafts.save_draft(round, asked, by=shell.me(request), content=content, version=_version(request))
    except Refused as refusal:
        return JsonResponse(
            {"code": refusal.code, "error": str(refusal), "advice": str(refusal.advice)}, status=refusal.status
        )
    at = localtime(draft.saved_at)
    words = pgettext("time of day", "%(hour)02d:%(minute)02d") % {"hour": at.hour, "minute": at.minute}
    return JsonResponse({"version": draft.version, "time": words})


@require_POST
@requires("coding.write")
def add_journal(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Write a private note."""
    round, asked = _asked(request, code, indicator)
    try:
        drafts.add_journal_entry(round, asked, by=shell.me(request), text=request.POST.get("text", ""))
    except Refused as refusal:
        shell.tell(request, refusal)
    return redirect(_address(request, round, asked))


@require_POST
@requires("evidence.write")
def add_new_evidence(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Add other evidence, with its file where there is one, and cite it in the person's draft."""
    round, asked = _asked(request, code, indicator)
    user = shell.me(request)
    filled = EvidenceForm(request.POST, request.FILES)
    if filled.is_valid():
        try:
            upload = filled.cleaned_data["file"]
            facts = filled.facts(get_language() or "fr", asked.dimension.code)
            kept = (
                store_file(
                    upload.read(), name=upload.name, jurisdiction=round.jurisdiction,
                    restricted=not facts.publishable, by=user,
                )
                if upload
                else None
            )  # fmt: skip
            piece = add_evidence(facts, jurisdiction=round.jurisdiction, by=user, file=kept)
        except DocumentError as problem:
            filled.add_error("file", "; ".join(str(p.found) for p in problem.problems))
        except register_errors.Refused as refusal:
            filled.add_error(None, f"{refusal} {refusal.advice}")
        else:
            return _cite_in_draft(request, round, asked, str(piece.pk))
    page = answering.gather(round, asked, user, asked=Asked.of(request))
    response = _show(request, round, asked, page, evidence_form=filled)
    response.status_code = 422
    return response


def _cite_in_draft(request: HttpRequest, round: Round, asked: IndicatorVersion, piece: str) -> HttpResponse:
    user = shell.me(request)
    page = answering.gather(round, asked, user, asked=Asked.of(request))
    content = form.cite(page.content, {"instrument": None, "evidence": piece})
    try:
        drafts.save_draft(round, asked, by=user, content=content, version=page.version)
    except Refused as refusal:
        shell.tell(request, refusal)
    else:
        shell.done(request, _("Added, and cited in your draft."))
    return redirect(_address(request, round, asked) + "#cite")
