"""Workbooks at the desk: who is asked what as files, and a file that came back, looked at before it is taken in."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.files.archives import OFFICE_LIMITS
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.assessments import access
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Assignment, Round
from jatigi.governance.assessments.views import shell
from jatigi.governance.assessments.workbook import carrying
from jatigi.governance.assessments.workbook.changes import import_workbook
from jatigi.governance.assessments.workbook.export import export_workbook, file_name
from jatigi.governance.assessments.workbook.preview import Preview, preview
from jatigi.governance.assessments.workbook.read import Raw, open_workbook
from jatigi.governance.assessments.workbook.standing import snapshot

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Asked:
    """An institution and how many questions it is asked."""

    institution: Institution
    questions: int


@requires("coding.write")
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The files to hand out, and where a filled-in one comes back: sending it shows what it would change."""
    round = _round(request, code, "workbook.export" if request.method != "POST" else "workbook.import")
    if request.method != "POST":
        return _page(request, round)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return _page(request, round, missing=True, status=422)
    try:
        raw = open_workbook(sent.read(OFFICE_LIMITS.size + 1), sent.name or "")
        return _preview(request, round, raw, preview(raw, round, shell.me(request)))
    except Refused as refusal:
        shell.tell(request, refusal)
        return _page(request, round, status=refusal.status)
    except DocumentError as unfit:
        return _page(request, round, unfit=unfit, status=422)


def _round(request: HttpRequest, code: str, permission: str) -> Round:
    """The round, when the person may exchange some institution's workbook there."""
    round = access.round_for(request.user, code, "coding.write")
    if access.workbook_institutions(request.user, round, permission) == set():
        raise Http404
    return round


def _page(
    request: HttpRequest, round: Round, *, missing: bool = False, unfit: DocumentError | None = None, status: int = 200
) -> HttpResponse:
    return shell.page(
        request,
        "workbook/workbook.html",
        round,
        status=status,
        asked=_asked(request, round),
        missing=missing,
        unfit=unfit,
        own=_own(request, round),
    )


def _own(request: HttpRequest, round: Round) -> bool:
    """Whether the person exchanges their own institution's workbook only."""
    return access.workbook_institutions(request.user, round, "workbook.export") is not None


def _asked(request: HttpRequest, round: Round) -> list[Asked]:
    allowed = access.workbook_institutions(request.user, round, "workbook.export")
    counts = dict(
        Assignment.objects.filter(round=round)
        .exclude(institution=None)
        .values_list("institution")
        .annotate(number=Count("pk"))
    )
    found = Institution.objects.filter(pk__in=counts if allowed is None else allowed & counts.keys())
    return sorted(
        (Asked(one, counts[one.pk]) for one in found), key=lambda one: one.institution.name.text(get_language() or "fr")
    )


def _preview(
    request: HttpRequest, round: Round, raw: Raw, shown: Preview, *, problem: Refused | None = None
) -> HttpResponse:
    return shell.page(
        request,
        "workbook/preview.html",
        round,
        status=problem.status if problem else 200,
        shown=shown,
        carried=carrying.pack(raw, round, shell.me(request)),
        problem=problem,
    )


@require_safe
@requires("coding.write")
def workbook_file(request: HttpRequest, code: str, institution: str) -> HttpResponse:
    """An institution's questions as they stand, as one file."""
    round = _round(request, code, "workbook.export")
    allowed = access.workbook_institutions(request.user, round, "workbook.export")
    asked = Institution.objects.filter(pk=institution, assignments__round=round).distinct().first()
    if asked is None or (allowed is not None and asked.pk not in allowed):
        raise Http404
    now = snapshot(round, asked)
    try:
        content = export_workbook(now)
    except DocumentError as unfit:
        return _page(request, round, unfit=unfit, status=422)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(now)}"'
    return response


@require_POST
@requires("coding.write")
def workbook_import(request: HttpRequest, code: str) -> HttpResponse:
    """Take in what the preview showed; when the round has changed since, the new preview is shown instead."""
    round = _round(request, code, "workbook.import")
    user = shell.me(request)
    try:
        raw = carrying.unpack(request.POST.get("carried", ""), round, user)
        done = import_workbook(round, raw, by=user, digest=request.POST.get("digest", ""))
    except carrying.CarriedError:
        return _page(request, round, missing=True, status=422)
    except DocumentError as unfit:
        return _page(request, round, unfit=unfit, status=422)
    except Refused as refusal:
        if refusal.code == "coding.stale":
            return _preview(request, round, raw, preview(raw, round, user), problem=refusal)
        shell.tell(request, refusal)
        return _page(request, round, status=refusal.status)
    shell.done(request, said(done))
    return redirect("workbook", code)


def said(done: Preview) -> str:
    """What was taken in, in a sentence or two."""
    handed_in, drafts, cells = len(done.handed_in), len(done.drafts), len(done.conflicts)
    parts = [ngettext("%(n)s answer is handed in.", "%(n)s answers are handed in.", handed_in) % {"n": handed_in}]
    if drafts:
        words = ngettext("%(n)s is kept as your draft.", "%(n)s are kept as your drafts.", drafts)
        parts.append(words % {"n": drafts})
    if cells:
        words = ngettext("%(n)s cell was refused.", "%(n)s cells were refused.", cells)
        parts.append(words % {"n": cells})
    return " ".join(parts) if done.writes else _("The workbook changes nothing.")
