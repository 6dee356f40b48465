"""The assessor's list of indicators: filtered, grouped by dimension, or ordered by evidence at hand."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.governance.assessments import access, wording
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries import indicators as queries
from jatigi.governance.assessments.views import shell
from jatigi.governance.assessments.views.worklist import STATES, Asked, is_left, is_theirs, next_left

Row = queries.IndicatorRow


@dataclass(frozen=True)
class Group:
    """Rows that stand together: a dimension's, or an institution's when ordered by evidence at hand."""

    number: int  # of the dimension; 0 for an institution
    title: object
    rows: list[Row]


@requires("coding.write")
def indicators(request: HttpRequest, code: str) -> HttpResponse:
    """The list."""
    round = access.round_for(request.user, code, "coding.write")
    rows = _rows(request, round)
    asked = Asked.of(request)
    kept = [row for row in asked.ordered(rows) if asked.keeps(row)]
    groups = _by_institution(kept) if asked.order == "ease" else _by_dimension(kept)
    institutions = {row.institution.pk: row.institution for row in rows if row.institution}
    return shell.page(
        request,
        "indicators.html",
        round,
        groups=groups,
        asked=asked,
        shown=len(kept),
        total=len(rows),
        left=sum(map(is_left, rows)),
        returned=sum(row.work == "returned" for row in rows),
        mine=sum(is_theirs(row, shell.me(request)) for row in rows),
        states=[(name, words) for name, (words, _keeps) in STATES.items()],
        dimensions=list({row.dimension: row.indicator.dimension for row in rows}.items()),
        institutions=sorted(institutions.values(), key=wording.called),
        kept=access.is_kept_to_institution(request.user, round.jurisdiction_id, "coding.write"),
        people=sorted({row.assessor.pk: row.assessor for row in rows if row.assessor}.values(), key=str),
        next=next_left(asked.ordered(rows), keeps=asked.keeps),
    )


def _rows(request: HttpRequest, round: Round) -> list[Row]:
    return queries.indicator_list(round, shell.me(request), only=access.limited_to(request.user, round, "coding.write"))


def _by_dimension(rows: list[Row]) -> list[Group]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.dimension, []).append(row)
    return [Group(place, some[0].indicator.dimension.title, some) for place, some in enumerate(groups.values(), 1)]


def _by_institution(rows: list[Row]) -> list[Group]:
    groups: dict[str, tuple[Institution | None, list[Row]]] = {}
    for row in rows:
        key = row.institution.pk if row.institution else ""
        groups.setdefault(key, (row.institution, []))[1].append(row)
    return [Group(0, place.name if place else _("No institution"), some) for place, some in groups.values()]


@requires("coding.write")
def next_unanswered(request: HttpRequest, code: str) -> HttpResponse:
    """Straight to the next indicator that the person has not handed in; the list when there is none."""
    round = access.round_for(request.user, code, "coding.write")
    asked = Asked.of(request)
    rows = asked.ordered(_rows(request, round))
    found = next_left(rows, request.GET.get("after", ""), asked.keeps)
    if found is not None:
        return redirect(reverse("answer", args=[code, found.code]) + asked.tail)
    if next_left(rows) is None:
        shell.done(request, _("Everything you are asked has been handed in."))
    else:
        shell.done(request, _("Nothing of this list is left for you; the whole list has more."))
    return redirect(reverse("round_indicators", args=[code]) + asked.tail)
