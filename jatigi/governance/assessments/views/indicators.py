"""The assessor's list of indicators: filtered, grouped by dimension, or ordered by evidence at hand."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution, User
from jatigi.governance.assessments import access, wording
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries import indicators as queries
from jatigi.governance.assessments.views import shell
from jatigi.governance.assessments.views.answering import is_left, next_left

Row = queries.IndicatorRow

#: filter → (words, whether a row belongs to it)
STATES: dict[str, tuple[object, Callable[[Row], bool]]] = {
    "todo": (gettext_lazy("To hand in"), is_left),
    "returned": (gettext_lazy("Returned"), lambda row: row.work == "returned"),
    "begun": (gettext_lazy("Begun"), lambda row: row.has_draft),
    "reverify": (gettext_lazy("To re-verify"), lambda row: row.state is not None),
    "late": (gettext_lazy("Late"), lambda row: row.late),
    "done": (gettext_lazy("Handed in"), lambda row: row.work not in queries.NOT_HANDED_IN),
}


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to, as the address says it."""

    dimension: str
    state: str
    institution: str
    order: str
    mine: bool
    person: str  # public id

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """From the query of the address."""
        get = request.GET.get
        return cls(
            get("dimension", ""),
            get("state", ""),
            get("institution", ""),
            get("order", ""),
            bool(get("mine", "")),
            get("person", ""),
        )

    def keeps(self, row: Row, user: User) -> bool:
        """Whether a row belongs to what was asked for."""
        place = row.institution.pk if row.institution else "none"
        return (
            (not self.dimension or row.dimension == self.dimension)
            and (not self.institution or place == self.institution)
            and (self.state not in STATES or STATES[self.state][1](row))
            and (not self.person or (row.assessor is not None and str(row.assessor.public_id) == self.person))
            and (not self.mine or _is_theirs(row, user))
        )


def _is_theirs(row: Row, user: User) -> bool:
    """Asked of the person or, where no person is named, of their institution."""
    if row.assessor is not None:
        return row.assessor.pk == user.pk
    return row.institution is not None and row.institution.pk == user.institution_id


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
    kept = [row for row in rows if asked.keeps(row, shell.me(request))]
    if asked.order == "ease":
        kept = [row for row in queries.by_ease(kept) if is_left(row)]
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
        mine=sum(_is_theirs(row, shell.me(request)) for row in rows),
        states=[(name, words) for name, (words, _keeps) in STATES.items()],
        dimensions=list({row.dimension: row.indicator.dimension for row in rows}.items()),
        institutions=sorted(institutions.values(), key=wording.called),
        kept=access.is_kept_to_institution(request.user, round.jurisdiction_id, "coding.write"),
        people=sorted({row.assessor.pk: row.assessor for row in rows if row.assessor}.values(), key=str),
        next=next_left(rows),
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
    found = next_left(_rows(request, round), request.GET.get("after", ""))
    if found is None:
        shell.done(request, _("Everything you are asked has been handed in."))
        return redirect("round_indicators", code)
    return redirect("answer", code, found.code)
