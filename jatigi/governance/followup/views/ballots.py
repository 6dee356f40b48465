"""Priorities: the list, opening, a sheet to fill in, the show of hands, and the result."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jatigi.foundation.accounts.access import jurisdiction_for, may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.followup import access
from jatigi.governance.followup.changes import ballots as changes
from jatigi.governance.followup.forms import ballots as forms
from jatigi.governance.followup.models import Ballot, Recommendation
from jatigi.governance.followup.queries import priorities as queries
from jatigi.governance.followup.queries import recommendations as lists
from jatigi.governance.followup.rules.recommendations import LIVE, short_name
from jatigi.governance.followup.views import shell
from jatigi.governance.followup.views.recommendations import chosen_place

FIELDS = 800  # boxes on one page of the show of hands; the server reads no more than a thousand


@require_safe
@requires("recommendation.view")
def ballots(request: HttpRequest) -> HttpResponse:
    """The priorities that were set or are being set, the latest first."""
    place, places = chosen_place(request, "recommendation.view")
    found = access.visible_ballots(request.user).filter(jurisdiction=place).select_related("consultation")
    page = Paginator(found.annotate(number=Count("recommendations")).order_by("-opened_at"), 50).get_page(
        request.GET.get("page")
    )
    return shell.page(
        request,
        "ballots.html",
        place,
        places=places,
        page=page,
        open_now={one.pk for one in page if changes.is_open(one)},
    )


@requires("ballot.open")
def open_ballot(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """Ask institutions for their priorities; ``?consultation=`` chooses one, ``?of=`` ticks recommendations."""
    place = jurisdiction_for(request.user, jurisdiction, "ballot.open")
    rooms = list(Consultation.objects.filter(jurisdiction=place).order_by("-starts_on", "code"))
    live = Recommendation.objects.filter(jurisdiction=place, state__in=LIVE).select_related("round", "jurisdiction")
    rows = lists.rows_of(list(live.order_by("position")))
    initial = {
        "consultation": request.GET.get("consultation", ""),
        "recommendations": request.GET.getlist("of") or [row.code for row in rows],
        "method": "points",
    }
    form = forms.BallotForm(request.POST or None, initial=initial, rooms=rooms, rows=rows)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.open_ballot(_name(place.pk, form), place, form.room, form.drawn(), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Priorities are open."))
            return redirect("ballot", made.pk)
    status = problem.status if problem else 422 if form.is_bound and not form.is_valid() else 200
    return shell.page(request, "ballot_open.html", place, status=status, form=form, problem=problem, count=len(rows))


def _name(place: str, form: forms.BallotForm) -> str:
    taken = set(Ballot.objects.filter(pk__startswith=place).values_list("pk", flat=True))
    return short_name(place, str(form.drawn().title), taken)[:60]


@require_safe
@requires("recommendation.view")
def ballot(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands: one's own sheet, who has handed one in (for who records), and the result once it is closed."""
    return _show(request, access.ballot_for(request.user, code, "recommendation.view"))


def _show(request: HttpRequest, one: Ballot, problem: Refused | None = None) -> HttpResponse:
    records = may(request.user, "ballot.record", one.jurisdiction_id)
    is_open = changes.is_open(one)
    result = queries.result_of(one) if records or not is_open else None
    own = access.votes_for(request.user, one)
    return shell.page(
        request,
        "ballot.html",
        one.jurisdiction,
        status=problem.status if problem else 200,
        ballot=one,
        is_open=is_open,
        records=records,
        result=result,
        entries=queries.entries_of(one),
        handed_in=queries.handed_in(one) if records else [],
        own=own,
        own_version=changes.sheet_version(one, own) if own else 0,
        scale=forms.scale(),
        problem=problem,
    )


@require_safe
@requires("recommendation.view")
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The result for a wall: large type, no names of institutions. What is not closed is not shown."""
    one = access.ballot_for(request.user, code, "recommendation.view")
    result = None if changes.is_open(one) else queries.result_of(one)
    return shell.page(
        request, "ballot_screen.html", one.jurisdiction, ballot=one, result=result, is_open=changes.is_open(one)
    )


@requires("recommendation.view")
def sheet(request: HttpRequest, code: str, institution: str) -> HttpResponse:
    """One institution's sheet: its own people fill it in, or who records does it for them."""
    one = access.ballot_for(request.user, code, "recommendation.view")
    voter = access.sheet_for(request.user, one, institution)
    entries, problem = queries.entries_of(one), None
    typed = request.POST if request.method == "POST" else None
    if typed is not None:
        version = typed.get("version", "")
        try:
            given = forms.read_sheet(entries, typed)
            changes.vote(
                one, voter, given, by=shell.me(request), version=int(version) if forms.whole(version) and version else 0
            )
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("The priorities are recorded."))
            return redirect("ballot", one.pk)
    stands = queries.sheet_of(one, voter)
    lines = forms.lines(entries, stands, typed)
    return shell.page(
        request,
        "ballot_sheet.html",
        one.jurisdiction,
        status=problem.status if problem else 200,
        ballot=one,
        voter=voter,
        lines=lines,
        version=stands.version,
        spread=sum(int(line.amount) for line in lines if line.amount.isascii() and line.amount.isdigit()),
        stands=forms.lines(entries, stands, None) if problem and problem.code == "newer" else [],
        scale=forms.scale(),
        is_open=changes.is_open(one),
        problem=problem,
    )


@requires("ballot.record")
def hands(request: HttpRequest, code: str) -> HttpResponse:
    """The rapporteur's grid: for each recommendation, the institutions that raise their hand."""
    one = access.ballot_for(request.user, code, "ballot.record")
    if one.method != "hands":
        raise Http404
    institutions, entries = list(access.asked_in(one)), queries.entries_of(one)
    size = max(1, FIELDS // max(1, len(institutions)))
    page = Paginator(entries, size).get_page(request.GET.get("page"))
    typed = request.POST if request.method == "POST" else None
    raised, problem = queries.hands_of(one), None
    if typed is not None:
        given = {entry.code: frozenset(typed.getlist(f"hand-{entry.code}")) for entry in page}
        stamp = typed.get("stamp", "")
        try:
            changes.record_hands(
                one, given, by=shell.me(request), stamp=int(stamp) if forms.whole(stamp) and stamp else 0
            )
        except Refused as refusal:
            problem = refusal
            raised = {(code, institution) for code, hands in given.items() for institution in hands}
        else:
            shell.done(request, _("The hands are counted."))
            following = page.next_page_number() if page.has_next() else None
            return redirect(f"{request.path}?page={following}") if following else redirect("ballot", one.pk)
    return shell.page(
        request,
        "ballot_hands.html",
        one.jurisdiction,
        status=problem.status if problem else 200,
        ballot=one,
        page=page,
        institutions=institutions,
        rows=[
            (entry, [(institution, (entry.code, institution.pk) in raised) for institution in institutions])
            for entry in page
        ],
        stamp=changes.grid_stamp(one),
        is_open=changes.is_open(one),
        problem=problem,
    )


@require_POST
@requires("ballot.open")
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End it."""
    return _act(request, code, changes.close_ballot, _("The priorities are closed; the result can be seen by all."))


@require_POST
@requires("ballot.open")
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Undo the closing."""
    return _act(request, code, changes.reopen_ballot, _("Priorities are open again."))


def _act(request: HttpRequest, code: str, change: Any, said: str) -> HttpResponse:
    one = access.ballot_for(request.user, code, "ballot.open")
    try:
        change(one, by=shell.me(request))
    except Refused as refusal:
        return _show(request, one, refusal)
    shell.done(request, said)
    return redirect("ballot", one.pk)
