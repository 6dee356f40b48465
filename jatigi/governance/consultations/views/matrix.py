"""The comment–response matrix on the page."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.consultations import access, wording
from jatigi.governance.consultations.models import OUTCOMES, Consultation
from jatigi.governance.consultations.queries import rooms
from jatigi.governance.consultations.queries.matrix import STEPS, Filter, Matrix, attendees_named, matrix_of
from jatigi.governance.consultations.queries.positions import reader_of
from jatigi.governance.consultations.rules.readers import Reader
from jatigi.governance.consultations.views import shell

#: ways to put the lines together
WAYS = ("whole", "point", "institution")


@requires("consultation.view")
def matrix(request: HttpRequest, code: str) -> HttpResponse:
    """What was said and what was answered, as the person may have it; narrowed and put together by the query."""
    consultation = access.consultation_for(request.user, code, "consultation.view")
    reader = reader_of(request.user, consultation)
    whole = whole_of(consultation, reader)
    wanted, by = filter_of(request, whole), by_of(request)
    found = whole.narrowed(wanted)
    return shell.page(
        request,
        "matrix.html",
        consultation,
        whole=whole,
        found=found,
        by=by,
        groups=found.by_point() if by == "point" else found.by_institution() if by == "institution" else [],
        wanted=wanted,
        institutions=attendees_named(consultation, reader),
        kinds={kind: words for kind, words in wording.SUBJECT_KINDS.items() if kind in _kinds(whole)},
        outcomes=wording.OUTCOMES,
        steps=STEPS,
        waiting=whole.count("open", "spoke_again"),
        promised=whole.count("promised"),
        query=urlencode(_query(request)),
        filtered=wanted != Filter(),
        keeps=reader.confidential and any(row.confidential for row in whole.rows),
        languages=settings.LANGUAGES,
        coordinates=reader.everyone and reader.confidential,
    )


def whole_of(consultation: Consultation, reader: Reader) -> Matrix:
    """The matrix as the reader may have it."""
    return matrix_of(consultation, reader, rooms.points_of(consultation, timezone.now()))


def by_of(request: HttpRequest) -> str:
    """How the lines are put together."""
    by = request.GET.get("by", "point")
    return by if by in WAYS else "point"


def _query(request: HttpRequest) -> Mapping[str, str]:
    names = ("by", "institution", "point", "kind", "outcome", "step")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def filter_of(request: HttpRequest, whole: Matrix) -> Filter:
    """What the query narrows to; what it does not know is left out."""
    given = request.GET
    point = given.get("point", "")
    pk = int(point) if point.isdecimal() and len(point) < 19 else 0
    number = next((one.number for one in whole.points if one.item.pk == pk), 0)
    return Filter(
        institution=given.get("institution", ""),
        point=pk if number else 0,
        number=number,
        kind=given.get("kind", "") if given.get("kind") in wording.SUBJECT_KINDS else "",
        outcome=given.get("outcome", "") if given.get("outcome") in OUTCOMES else "",
        step=given.get("step", "") if given.get("step") in STEPS else "",
    )


def _kinds(whole: Matrix) -> set[str]:
    return {row.said.kind for row in whole.rows if row.said is not None}
