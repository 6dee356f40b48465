"""Mainstreaming: the matrix of sectors and stages, and filling it in."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.places.models import Place
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.followup.changes import sectors as changes
from jatigi.governance.followup.forms.sectors import NewForm, SectorForm, StageForm, initial_of
from jatigi.governance.followup.models import STAGES, Sector, SectorStage
from jatigi.governance.followup.queries import sectors as query
from jatigi.governance.followup.views import shell


def place_for(request: HttpRequest, code: str, permission: str) -> Place:
    """The country, when the person holds ``permission`` there.

    Raises:
        Http404: it is not there, or not theirs.
    """
    place = Place.objects.filter(pk=code).first()
    if place is None or not may(request.user, permission, place.pk):
        raise Http404
    return place


def _sector_for(request: HttpRequest, jurisdiction: str, code: str, permission: str) -> Sector:
    place = place_for(request, jurisdiction, permission)
    found = Sector.objects.filter(jurisdiction=place, code=code).select_related("institution").first()
    if found is None:
        raise Http404
    found.jurisdiction = place
    return found


def _institutions(place: Place) -> list[Institution]:
    return list(Institution.objects.filter(jurisdiction=place).order_by("code"))


@require_safe
@requires("plan.view")
def matrix(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """The matrix of sectors and stages, to read and to print."""
    place = place_for(request, jurisdiction, "plan.view")
    rows = query.matrix_of(place, request.user)
    documented = sum(row.documented for row in rows)
    return shell.page(
        request, "sectors.html", place, rows=rows, stages=STAGES, documented=documented, all=len(rows) * len(STAGES)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("plan.write")
def add(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """Name sectors: the usual ones with one click each, or one's own."""
    place = place_for(request, jurisdiction, "plan.write")
    there = list(Sector.objects.filter(jurisdiction=place).values_list("code", flat=True))
    data = request.POST if request.method == "POST" else None
    form = NewForm(data, there=there, institutions=_institutions(place))
    problem = None
    if form.is_valid():
        try:
            changes.add_sectors(place, form.named(), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("The sectors are there."))
            return redirect("mainstreaming", place.pk)
    status = problem.status if problem else 422 if form.is_bound else 200
    return shell.page(request, "sector_add.html", place, status=status, form=form, problem=problem)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("plan.write")
def sector(request: HttpRequest, jurisdiction: str, code: str) -> HttpResponse:
    """One sector: what shows its stages, and one more."""
    one = _sector_for(request, jurisdiction, code, "plan.write")
    offered = query.offered_in(one.jurisdiction, request.user)
    if request.method != "POST":
        return _page(request, one, StageForm(initial={"stage": request.GET.get("stage", "")}, offered=offered))
    form = StageForm(request.POST, offered=offered)
    if not form.is_valid():
        return _page(request, one, form, status=422)
    return _act(request, one, changes.show_stage, _("It is shown."), form.shown(), form=form)


@require_POST
@requires("plan.write")
def rename(request: HttpRequest, jurisdiction: str, code: str) -> HttpResponse:
    """Give a sector another title or institution."""
    one = _sector_for(request, jurisdiction, code, "plan.write")
    form = SectorForm(request.POST, institutions=_institutions(one.jurisdiction))
    if not form.is_valid():
        return _page(request, one, None, status=422, naming=form)
    said = _("The sector has its new name.")
    return _act(request, one, changes.rename_sector, said, form.title(one.title), form.chosen(), naming=form)


@require_POST
@requires("plan.write")
def remove(request: HttpRequest, jurisdiction: str, code: str) -> HttpResponse:
    """Take a sector out of the matrix while nothing is shown for it."""
    one = _sector_for(request, jurisdiction, code, "plan.write")
    try:
        changes.remove_sector(one, by=shell.me(request))
    except Refused as refusal:
        return _page(request, one, None, refusal, status=refusal.status)
    shell.done(request, _("The sector is taken out."))
    return redirect("mainstreaming", jurisdiction)


@require_POST
@requires("plan.write")
def unshow(request: HttpRequest, jurisdiction: str, code: str, pk: int) -> HttpResponse:
    """Take back what was shown for a stage."""
    one = _sector_for(request, jurisdiction, code, "plan.write")
    found = SectorStage.objects.filter(sector=one, pk=pk).first()
    if found is None:
        raise Http404
    found.sector = one
    changes.unshow_stage(found, by=shell.me(request))
    shell.done(request, _("It is taken back."))
    return redirect("mainstreaming_sector", jurisdiction, code)


def _act(
    request: HttpRequest,
    one: Sector,
    change: Callable[..., object],
    said: str,
    *values: Any,
    form: StageForm | None = None,
    naming: SectorForm | None = None,
) -> HttpResponse:
    try:
        change(one, *values, by=shell.me(request))
    except Refused as refusal:
        one.refresh_from_db()
        return _page(request, one, form, refusal, status=refusal.status, naming=naming)
    shell.done(request, said)
    return redirect("mainstreaming_sector", one.jurisdiction_id, one.code)


def _page(
    request: HttpRequest,
    one: Sector,
    form: StageForm | None,
    problem: Refused | None = None,
    *,
    status: int = 200,
    naming: SectorForm | None = None,
) -> HttpResponse:
    place = one.jurisdiction
    row = query.matrix_of(place, request.user, only=one)[0]
    return shell.page(
        request,
        "sector.html",
        place,
        status=status,
        sector=one,
        row=row,
        form=form or StageForm(offered=query.offered_in(place, request.user)),
        naming=naming or SectorForm(initial=initial_of(one), institutions=_institutions(place)),
        problem=problem,
    )
