"""The tracker: recommendations and actions, narrowed; and the page of each, of an institution, of a consultation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from jatigi.foundation.text import Text
from jatigi.portal import wording
from jatigi.portal.index.register import folded
from jatigi.portal.models import (
    PublishedAction,
    PublishedConsultation,
    PublishedDimension,
    PublishedIndicator,
    PublishedInstitution,
    PublishedInstrument,
    PublishedLink,
    PublishedPlan,
    PublishedRecommendation,
    PublishedRelease,
    PublishedRemark,
)
from jatigi.portal.queries.following import LIST, Acted, Linked, acts_of, indicators_named, linked_of

PER_PAGE = 20
OBJECTIVES = range(1, 24)


@dataclass(frozen=True)
class Search:
    """What the reader asked; unknown values are as if nothing was asked. ``show``: recommendations or actions."""

    show: str = "recommendations"
    words: str = ""
    country: str = ""
    dimension: str = ""
    institution: str = ""
    status: str = ""
    objective: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], country: str) -> "Search":
        """From the query of the address; ``country`` where the address names it."""
        objective = query.get("objective", "")
        return cls(
            "actions" if query.get("show") == "actions" else "recommendations",
            query.get("q", "")[:200].strip(),
            (country or query.get("country", ""))[:20],
            _code(query.get("dimension", "")),
            _code(query.get("institution", "")),
            query.get("status", "") if query.get("status", "") in wording.STATUSES else "",
            objective if objective in map(str, OBJECTIVES) else "",
        )

    @property
    def asks(self) -> bool:
        """Something narrows the list."""
        return bool(self.words or self.dimension or self.institution or self.status or self.objective)


@dataclass(frozen=True)
class Tracked:
    """A page of the tracker with what its filters offer. ``rows`` are recommendations, or :class:`Acted`."""

    search: Search
    page: Page[Any]
    rows: list[Any]
    countries: list[PublishedRelease]
    dimensions: list[PublishedDimension]
    institutions: list[PublishedInstitution]

    @property
    def release(self) -> PublishedRelease | None:
        """The release whose country is shown, for its origin; the first where all are."""
        mine = [one for one in self.countries if one.jurisdiction == self.search.country]
        return next(iter(mine or self.countries), None)


def tracked(query: Mapping[str, str], country: str = "") -> Tracked:
    """The tracker of all countries, or of one.

    Raises:
        Http404: that country has published nothing.
    """
    search = Search.of(query, country)
    countries = list(PublishedRelease.objects.filter(current=True).only("jurisdiction", "name", "origin", "slug"))
    if country and country not in {one.jurisdiction for one in countries}:
        raise Http404("no such country")
    paginator = Paginator(_narrowed(search), PER_PAGE)
    page = paginator.get_page(query.get("page"))
    dimensions = {one.code: one for one in PublishedDimension.objects.order_by("-framework", "-number")}
    asked = PublishedInstitution.objects.filter(jurisdiction=search.country) if search.country else None
    return Tracked(
        search,
        page,
        [Acted(one) for one in page.object_list] if search.show == "actions" else list(page.object_list),
        sorted(countries, key=lambda one: folded([one.name.text("fr")])),
        sorted(dimensions.values(), key=lambda one: (one.framework_id, one.number)),
        list(asked.order_by("code")) if asked is not None else [],
    )


def _narrowed(search: Search) -> QuerySet[Any]:
    rows: QuerySet[Any]
    if search.show == "actions":
        rows = PublishedAction.objects.only(*LIST).order_by("jurisdiction", "plan", "pk")
    else:
        rows = PublishedRecommendation.objects.order_by("jurisdiction", "-of_round", "pk")
    if search.country:
        rows = rows.filter(jurisdiction=search.country)
    for word in folded([search.words]).split():
        rows = rows.filter(search__contains=word)
    for kind in ("dimension", "institution", "status", "objective"):
        if value := getattr(search, kind):
            rows = rows.filter(keys__contains=f"|{kind}:{value}|")
    return rows


def _code(value: str) -> str:
    return "" if "|" in value else value[:100]


@dataclass
class Advice:
    """A recommendation with what serves it, what it should move, and where it comes from."""

    row: PublishedRecommendation
    actions: list[Acted]
    links: list[Linked]
    indicators: list[PublishedIndicator]
    consultation: PublishedConsultation | None

    @property
    def release(self) -> PublishedRelease:
        """The release that states it."""
        return self.row.release


def advice(country: str, code: str) -> Advice:
    """One recommendation.

    Raises:
        Http404: there is none.
    """
    row = _one(PublishedRecommendation, country, code)
    actions = PublishedAction.objects.filter(jurisdiction=country, keys__contains=f"|recommendation:{code}|")
    acts = acts_of(actions.only(*LIST))
    links = PublishedLink.objects.select_related("release").filter(release__jurisdiction=country, release__shown=True)
    mine = links.filter(recommendation=code) | links.filter(action__in=[one.row.code for one in acts])
    linked = linked_of(list(mine.order_by("release", "position")), country)
    by_action = {one.row.code: one for one in acts}
    for one in linked:
        if one.row.action in by_action:
            by_action[one.row.action].links.append(one)
    indicators = indicators_named(row.indicators)
    room = PublishedConsultation.objects.filter(jurisdiction=country, code=row.consultation).first()
    return Advice(
        row, acts, [one for one in linked if not one.row.action], sorted(indicators.values(), key=_place), room
    )


def _place(indicator: PublishedIndicator) -> tuple[str, int]:
    return indicator.framework_id, indicator.position


@dataclass
class Action:
    """An action with its plan, its reports, what it serves and what it moved."""

    act: Acted
    plan: PublishedPlan | None
    recommendations: list[PublishedRecommendation]
    indicators: list[PublishedIndicator]
    texts: list[PublishedInstrument]

    @property
    def row(self) -> PublishedAction:
        """The action."""
        return self.act.row

    @property
    def axis(self) -> Text:
        """The title of its axis."""
        axes = self.plan.axes if self.plan else ()
        return next((Text.of(one["title"]) for one in axes if one["id"] == self.row.facts.get("axis")), Text("fr", {}))


def action(country: str, plan: str, code: str) -> Action:
    """One action.

    Raises:
        Http404: there is none.
    """
    row = _one(PublishedAction, country, f"{plan}/{code}")
    links = PublishedLink.objects.select_related("release").filter(
        release__jurisdiction=country, release__shown=True, action=row.code
    )
    linked = linked_of(list(links.order_by("release", "position")), country)
    served = PublishedRecommendation.objects.filter(jurisdiction=country, code__in=row.facts["recommendations"])
    texts = PublishedInstrument.objects.filter(jurisdiction=country, code__in=row.facts["instruments"])
    return Action(
        Acted(row, linked),
        PublishedPlan.objects.filter(jurisdiction=country, code=plan).first(),
        list(served.only("jurisdiction", "code", "text").order_by("code")),
        sorted(indicators_named(row.facts["indicators"]).values(), key=_place),
        list(texts.only("code", "title").order_by("code")),
    )


@dataclass
class Institution:
    """An institution: what it leads and takes part in, and what it said by name."""

    row: PublishedInstitution
    page: Page[PublishedAction]
    acts: list[Acted]
    said: list[tuple[PublishedConsultation, list[dict[str, Any]]]] = field(default_factory=list)


def institution(country: str, code: str, page: str | None) -> Institution:
    """One institution, its actions by pages.

    Raises:
        Http404: there is none.
    """
    row = _one(PublishedInstitution, country, code)
    actions = PublishedAction.objects.filter(jurisdiction=country, keys__contains=f"|institution:{code}|")
    shown = Paginator(actions.only(*LIST).order_by("plan", "pk"), PER_PAGE).get_page(page)
    rooms = PublishedConsultation.objects.filter(jurisdiction=country).order_by("-starts_on")
    said = [(one, [each for each in one.positions if each["institution"] == code]) for one in rooms]
    return Institution(row, shown, [Acted(one) for one in shown], [pair for pair in said if pair[1]])


@dataclass
class Point:
    """What was discussed, and where institutions stood on it."""

    kind: str
    ref: str
    indicator: PublishedIndicator | None
    stances: list[tuple[str, int]]
    named: list[dict[str, Any]]


@dataclass
class Consultation:
    """A consultation with its points, and its remarks by pages."""

    row: PublishedConsultation
    points: list[Point]
    page: Page[PublishedRemark]
    recommendations: list[PublishedRecommendation]


def consultation(country: str, code: str, page: str | None) -> Consultation:
    """One consultation.

    Raises:
        Http404: there is none.
    """
    row = _one(PublishedConsultation, country, code)
    answers = {one["ref"] for one in row.positions if one["kind"] == "answer"}
    indicators = indicators_named(answers)
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in row.positions:
        grouped.setdefault((one["kind"], one["ref"]), []).append(one)
    points = [Point(kind, ref, indicators.get(ref) if kind == "answer" else None, _stances(said),
                    [one for one in said if one["institution"]]) for (kind, ref), said in grouped.items()]  # fmt: skip
    remarks = Paginator(PublishedRemark.objects.filter(consultation=row).order_by("code"), PER_PAGE).get_page(page)
    advised = PublishedRecommendation.objects.filter(jurisdiction=country, consultation=code)
    return Consultation(row, points, remarks, list(advised.only("jurisdiction", "code", "text").order_by("pk")[:50]))


def _stances(said: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """How many institutions stand where, in the order of the words, those that occur. Silence stays apart."""
    counted = {name: sum(one["count"] for one in said if one["stance"] == name) for name in wording.STANCES}
    return [(name, count) for name, count in counted.items() if count]


def _one(model: Any, country: str, code: str) -> Any:
    row = model.objects.select_related("release").filter(jurisdiction=country, code=code).first()
    if row is None:
        raise Http404("nothing of that name")
    return row
