"""Writing a recommendation, rewording, merging and splitting it, and what calls for one."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jatigi.foundation.accounts.access import jurisdiction_for
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.places.models import Place
from jatigi.governance.assessments import access as below
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Finding, Round
from jatigi.governance.consultations.access import may_read_remark
from jatigi.governance.consultations.models import Consultation, Remark
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import recommendations as changes
from jatigi.governance.followup.changes.recommendations import Belongs, Worded
from jatigi.governance.followup.forms.writing import NewForm, PartForm, WordedForm, initial_of
from jatigi.governance.followup.models import Recommendation, RecommendationRevision
from jatigi.governance.followup.queries import proposals
from jatigi.governance.followup.queries import recommendations as lists
from jatigi.governance.followup.rules.recommendations import move, short_name
from jatigi.governance.followup.views import shell

PARTS = range(2, 9)  # how many a recommendation may be split into at once


@require_safe
@requires("recommendation.write")
def calls(request: HttpRequest, round: str) -> HttpResponse:
    """What calls for a recommendation in a round: gaps and proposals that none comes from yet."""
    found = below.round_for(request.user, round, "recommendation.write")
    return shell.page(
        request,
        "calls.html",
        found.jurisdiction,
        origin=found.origin,
        round=found,
        calls=proposals.calls(found, request.user),
    )


@requires("recommendation.write")
def write(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """A new recommendation; ``?round=``, ``?consultation=``, ``?finding=`` and ``?remark=`` start from there."""
    place = jurisdiction_for(request.user, jurisdiction, "recommendation.write")
    round = _round(place, request.GET.get("round", ""))
    room = Consultation.objects.filter(jurisdiction=place, pk=request.GET.get("consultation", "")).first()
    form = _new_form(request, place, round, room)
    problem = None
    if request.method == "POST" and form.is_valid():
        chosen, worded = form.consultation_chosen(), form.worded()
        try:
            code = _name(round, chosen, place, str(worded.text))
            made = changes.write_recommendation(code, Belongs(place, round, chosen), worded, by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("The recommendation is kept as a draft."))
            return redirect("recommendation", made.pk)
    return shell.page(
        request,
        "recommendation_write.html",
        place,
        status=_status(form, problem),
        origin=round.origin if round else "",
        form=form,
        problem=problem,
        round=round,
        rounds=list(Round.objects.filter(jurisdiction=place).order_by("-reference_date")),
    )


def _status(form: Any, problem: Refused | None) -> int:
    if problem:
        return problem.status
    return 422 if form.is_bound and not form.is_valid() else 200


def _round(place: Place, code: str) -> Round | None:
    """The round that was asked for; "none" for none; by default the latest one."""
    if code == "none":
        return None
    rounds = Round.objects.filter(jurisdiction=place)
    if not code:
        return rounds.order_by("-reference_date").first()
    found = rounds.filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def _name(round: Round | None, room: Consultation | None, place: Place, text: str) -> str:
    prefix = round.pk if round else room.pk if room else place.pk
    return short_name(
        prefix, text, set(Recommendation.objects.filter(pk__startswith=prefix).values_list("pk", flat=True))
    )


def _new_form(request: HttpRequest, place: Place, round: Round | None, room: Consultation | None) -> NewForm:
    rooms = Consultation.objects.filter(jurisdiction=place)
    near = rooms.filter(Q(round=round) | Q(pk=room.pk if room else "")) if round else rooms
    findings = proposals.findings_of(round, request.user) if round else []
    remarks = proposals.remarks_in(near, request.user)
    indicators = proposals.indicators_of(round, place.pk)
    return NewForm(
        request.POST or None,
        initial=_start(request, findings, remarks, room),
        findings=findings,
        remarks=remarks,
        indicators=indicators,
        consultations=list(near.order_by("starts_on", "code")),
    )


def _start(
    request: HttpRequest, findings: list[Finding], remarks: list[Remark], room: Consultation | None
) -> dict[str, Any]:
    """What the form starts from: a gap brings its indicators and their objectives, a remark its consultation."""
    gap = next((one for one in findings if one.code == request.GET.get("finding", "-")), None)
    said = next((one for one in remarks if str(one.pk) == request.GET.get("remark", "-")), None)
    initial: dict[str, Any] = {"public": True, "came_from": "floor" if said or room else "finding"}
    if gap is not None:
        asked = [one.indicator for one in gap.answers.select_related("indicator")]
        initial |= {
            "findings": [str(gap.pk)],
            "indicators": [str(one.indicator_id) for one in asked],
            "gcm": sorted({str(number) for one in asked for number in one.tags.get("gcm", ())}),
        }
    if said is not None:
        initial |= {"remarks": [str(said.pk)], "consultation": said.consultation_id}
        initial |= {f"text_{lang}": words for lang, words in said.text.plain().items()}
    if room is not None:
        initial["consultation"] = room.pk
    return initial


@requires("recommendation.write")
def reword(request: HttpRequest, code: str) -> HttpResponse:
    """Give it new words or other origins; ``?version=`` starts from an earlier wording."""
    one = access.recommendation_for(request.user, code, "recommendation.write")
    latest = lists.latest_revisions([one])[one.pk]
    form = _rewording(request, one, latest)
    problem = None
    if request.method == "POST" and form.is_valid():
        unseen = [said for said in _said(one) if not may_read_remark(request.user, said)]
        worded = form.worded(latest, list(one.positions.all()), unseen)
        try:
            changes.reword(one, worded, by=shell.me(request), number=form.cleaned_data["number"] or 0)
        except Refused as refusal:
            problem = refusal
            again = request.POST.copy()
            again["number"] = str(latest.number)  # saved again, it replaces theirs
            form.data = again
        else:
            shell.done(request, _("The new wording is kept. It is a draft until it is adopted."))
            return redirect("recommendation", one.pk)
    return shell.page(
        request,
        "recommendation_write.html",
        one.jurisdiction,
        status=_status(form, problem),
        origin=one.origin,
        form=form,
        problem=problem,
        recommendation=one,
        latest=latest,
        allowed=move(one.state, "reword") is not None,
    )


def _rewording(request: HttpRequest, one: Recommendation, latest: RecommendationRevision) -> WordedForm:
    version = request.GET.get("version", "")
    start = one.revisions.filter(number=int(version)).first() if version.isdigit() and len(version) < 6 else None
    rooms = Consultation.objects.filter(
        Q(round=one.round_id, round__isnull=False) | Q(pk=one.consultation_id), jurisdiction=one.jurisdiction_id
    )
    # What it comes from already stays offered to whoever may read it, wherever it was said.
    findings = {each.pk: each for each in one.findings.select_related("dimension", "round")}
    findings |= {each.pk: each for each in (proposals.findings_of(one.round, request.user) if one.round else [])}
    remarks = {each.pk: each for each in _said(one) if may_read_remark(request.user, each)}
    remarks |= {each.pk: each for each in proposals.remarks_in(rooms, request.user)}
    return WordedForm(
        request.POST or None,
        initial=initial_of(one, start or latest) | {"number": latest.number},
        findings=list(findings.values()),
        remarks=list(remarks.values()),
        indicators=proposals.indicators_of(one.round, one.jurisdiction_id),
        sources=one.sources,
    )


def _said(one: Recommendation) -> QuerySet[Remark]:
    return one.remarks.select_related("consultation", "institution")


@requires("recommendation.write")
def merge(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """Make one recommendation of several (``?of=`` each)."""
    place = jurisdiction_for(request.user, jurisdiction, "recommendation.write")
    sources = proposals.mergeable(place.pk, request.GET.getlist("of")[:50])
    latest = lists.latest_revisions(sources)
    form = WordedForm(request.POST or None, initial=_together(sources, latest))
    problem = None
    if request.method == "POST" and form.is_valid():
        worded = form.worded()
        try:
            first = sources[0] if sources else None
            code = _name(first.round if first else None, None, place, str(worded.text))
            made = changes.merge(sources, code, worded, by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("They are one now. It keeps all their origins, and they say what they became."))
            return redirect("recommendation", made.pk)
    return shell.page(
        request,
        "recommendation_merge.html",
        place,
        status=_status(form, problem),
        form=form,
        problem=problem,
        rows=lists.rows_of(sources),
    )


def _together(sources: list[Recommendation], latest: dict[str, RecommendationRevision]) -> dict[str, Any]:
    """What a merge starts from: the first one's words, the others' as further detail, everything they serve."""
    if not sources:
        return {}
    initial = initial_of(sources[0], latest[sources[0].pk])
    for lang in ("fr", "en"):
        more = [latest[one.pk].text.plain().get(lang, "") for one in sources[1:]]
        initial[f"detail_{lang}"] = "\n\n".join(filter(None, [initial[f"detail_{lang}"], *more]))
    initial["gcm"] = sorted({str(number) for one in sources for number in one.gcm}, key=int)
    initial["public"] = all(one.public for one in sources)
    return initial


@requires("recommendation.write")
def split(request: HttpRequest, code: str) -> HttpResponse:
    """Make several of one; ``?parts=`` says how many."""
    one = access.recommendation_for(request.user, code, "recommendation.write")
    wanted = request.GET.get("parts", "")
    count = int(wanted) if wanted.isdigit() and len(wanted) < 3 and int(wanted) in PARTS else 2
    text = lists.latest_revisions([one])[one.pk].text
    forms = [PartForm(request.POST or None, prefix=f"p{number}") for number in range(1, count + 1)]
    problem = None
    if request.method == "POST" and all(form.is_valid() for form in forms):
        try:
            made = changes.split(one, _parts(one, forms), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("It became several. Each keeps its origins."))
            return redirect("recommendation", made[0].pk)
    return shell.page(
        request,
        "recommendation_split.html",
        one.jurisdiction,
        status=problem.status if problem else 200,
        origin=one.origin,
        recommendation=one,
        text=text,
        forms=forms,
        more=count + 1 if count + 1 in PARTS else None,
        problem=problem,
    )


def _parts(one: Recommendation, forms: list[PartForm]) -> dict[str, Worded]:
    """The parts that were written, each with a name of its own; what the whole came from, it comes from."""
    parts: dict[str, Worded] = {}
    taken = set(proposals.codes_in(one.jurisdiction_id))
    prefix = one.round_id or one.consultation_id or one.jurisdiction_id
    for form in forms:
        text = form.text()
        if text:
            code = short_name(prefix, str(text), taken)
            taken.add(code)
            parts[code] = Worded(
                text,
                came_from=one.came_from,
                gcm=one.gcm,
                recommended_on=one.recommended_on,
                public=one.public,
            )
    return parts
