"""Recommendations and actions as a workbook: taken out, looked at, brought in."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jatigi.foundation.accounts.access import jurisdiction_for
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.files.archives import OFFICE_LIMITS
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.places.models import Place
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.followup import excel
from jatigi.governance.followup.changes import importing
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.excel_reading import read_workbook
from jatigi.governance.followup.exchange import carrying, preview
from jatigi.governance.followup.models import Action, Recommendation
from jatigi.governance.followup.views import shell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # rows of a preview


@require_safe
@requires("recommendation.view")
def workbook(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """The workbook of everything that stands; with ``?empty=1`` the one to fill in."""
    place = jurisdiction_for(request.user, jurisdiction, "recommendation.view")
    empty = bool(request.GET.get("empty"))
    found = Recommendation.objects.filter(jurisdiction=place).exclude(state__in=("merged", "split"))
    listed = found.select_related("round").prefetch_related("findings", "indicators").order_by("position")
    actions = Action.objects.filter(plan__jurisdiction=place, dropped_at=None).select_related("axis", "lead")
    acted = actions.prefetch_related("partners", "recommendations", "indicators").order_by("plan", "position")
    content = excel.export_workbook([], []) if empty else excel.export_workbook(list(listed), list(acted))
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    name = "recommendations-empty.xlsx" if empty else f"recommendations-{place.pk}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("recommendation.write")
def bring(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """Where a workbook is brought; sending it shows what it would change, and writes nothing."""
    place = jurisdiction_for(request.user, jurisdiction, "recommendation.write")
    if request.method != "POST":
        return _page(request, place)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return _page(request, place, missing=True)
    try:
        book = read_workbook(sent.read(OFFICE_LIMITS.size + 1), sent.name or "")
        found = preview(book, place)
        carried = carrying.pack(book, found, place, shell.me(request))
    except DocumentError as unfit:
        return _page(request, place, unfit=unfit)
    except carrying.CarriedError:
        return _page(request, place, lost=True)
    return shell.page(
        request,
        "exchange_preview.html",
        place,
        file=book.file,
        preview=found,
        recommended=[one for one in found.recommendations if one.what != "same"][:SHOWN],
        acted=[one for one in found.actions if one.what != "same"][:SHOWN],
        shown=SHOWN,
        carried=carried,
    )


@require_POST
@requires("recommendation.write")
def keep(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """Take in what the preview showed: all of it, or nothing."""
    place = jurisdiction_for(request.user, jurisdiction, "recommendation.write")
    try:
        book, seen = carrying.unpack(request.POST.get("carried", ""), place, shell.me(request))
        found = preview(book, place)
        if found.seen() != seen:
            raise refused("exchange.moved")
        count = importing.take_in(place, found, by=shell.me(request))
    except carrying.CarriedError:
        return _page(request, place, lost=True)
    except DocumentError as unfit:
        return _page(request, place, unfit=unfit)
    except Refused as refusal:
        return _page(request, place, problem=refusal)
    words = ngettext("%(number)s row is taken in.", "%(number)s rows are taken in.", count)
    shell.done(request, words % {"number": count})
    return redirect(f"{reverse('recommendations')}?jurisdiction={place.pk}")


def _page(
    request: HttpRequest,
    place: Place,
    *,
    unfit: DocumentError | None = None,
    problem: Refused | None = None,
    missing: bool = False,
    lost: bool = False,
) -> HttpResponse:
    status = problem.status if problem else 422 if unfit or missing or lost else 200
    return shell.page(
        request, "exchange.html", place, status=status, unfit=unfit, problem=problem, missing=missing, lost=lost
    )
