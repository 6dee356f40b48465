"""The matrix as files that travel: Word and Excel."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.consultations import access
from jatigi.governance.consultations.matrix_excel import render_excel
from jatigi.governance.consultations.matrix_sheet import Sheet, sheet_of
from jatigi.governance.consultations.matrix_word import render_word
from jatigi.governance.consultations.queries.positions import reader_of
from jatigi.governance.consultations.rules.readers import outsider
from jatigi.governance.consultations.views.matrix import by_of, filter_of, whole_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires("consultation.view")
def word(request: HttpRequest, code: str) -> HttpResponse:
    """The matrix as a Word file: the copy that goes round, or (``?copy=coordinator``) the coordinator's own."""
    lang = _lang(request)
    with translation.override(lang):
        sheet = _sheet(request, code, lang)
        return _download(render_word(sheet), WORD, f"{sheet.name}.docx")


@requires("consultation.view")
def excel(request: HttpRequest, code: str) -> HttpResponse:
    """The matrix as an Excel workbook, in the same two copies."""
    lang = _lang(request)
    with translation.override(lang):
        sheet = _sheet(request, code, lang)
        return _download(render_excel(sheet), EXCEL, f"{sheet.name}.xlsx")


def _lang(request: HttpRequest) -> str:
    lang = request.GET.get("lang") or translation.get_language() or "fr"
    if lang not in dict(settings.LANGUAGES):
        raise Http404
    return lang


def _sheet(request: HttpRequest, code: str, lang: str) -> Sheet:
    """What the file says. A file travels: unless the coordinator asks for their own copy, nothing said in confidence
    is in it, not even for who said it, and only those who agreed are named."""
    consultation = access.consultation_for(request.user, code, "consultation.view")
    reader, own = reader_of(request.user, consultation), request.GET.get("copy") == "coordinator"
    if own and not (reader.everyone and reader.confidential):
        raise Http404
    whole = whole_of(consultation, reader if own else outsider(reader))
    wanted = filter_of(request, whole)
    return sheet_of(whole.narrowed(wanted), wanted, by_of(request), lang, own=own, today=timezone.localdate())


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
