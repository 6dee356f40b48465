"""Recommendations as a list with filters: what each says, where it comes from, what serves it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from jatigi.foundation.text import Text
from jatigi.governance.followup.models import Recommendation, RecommendationRevision
from jatigi.governance.followup.rules.recommendations import LIVE
from jatigi.governance.frameworks.models import IndicatorVersion, Node
from jatigi.governance.instruments.rules import folded

ALL, STANDING = "all", ""


@dataclass(frozen=True)
class Dimension:
    """A dimension of a framework, as people know it: its number, its title."""

    code: str
    number: int
    title: Text


@dataclass(frozen=True)
class Asked:
    """What a person asks of the list. ``state``: one of the states, ``all``, or "" for those that stand (drafts and
    adopted ones). ``objective``: of the Global Compact. ``institution``: it leads or shares an action that serves the
    recommendation, or what it said is among the origins."""

    text: str = ""
    round: str = ""
    dimension: str = ""
    state: str = STANDING
    institution: str = ""
    objective: int | None = None
    acceptance: str = ""


@dataclass(frozen=True)
class Row:
    """One recommendation of a list. ``actions`` counts those that were not dropped."""

    recommendation: Recommendation
    text: Text
    number: int  # of its revision
    dimensions: tuple[Dimension, ...]
    actions: int

    @property
    def code(self) -> str:
        """Its stable name."""
        return self.recommendation.pk

    @property
    def stands(self) -> bool:
        """Whether it is a draft or adopted: it can be merged."""
        return self.recommendation.state in LIVE


def latest_revisions(recommendations: Iterable[Recommendation | str]) -> dict[str, RecommendationRevision]:
    """The words that stand, by code. One query."""
    return {one.recommendation_id: one for one in _latest(list(recommendations))}


def _latest(recommendations: Any) -> QuerySet[RecommendationRevision]:
    later = RecommendationRevision.objects.filter(
        recommendation=OuterRef("recommendation"), number__gt=OuterRef("number")
    )
    return RecommendationRevision.objects.filter(~Exists(later), recommendation__in=recommendations)


def selected(place: str, asked: Asked) -> QuerySet[Recommendation]:
    """The recommendations of a jurisdiction that fit what is asked, in their order."""
    found = Recommendation.objects.filter(jurisdiction=place)
    if asked.state == STANDING:
        found = found.filter(state__in=LIVE)
    elif asked.state != ALL:
        found = found.filter(state=asked.state)
    if asked.round:
        found = found.filter(round=asked.round)
    if asked.acceptance:
        found = found.filter(acceptance=asked.acceptance)
    if asked.dimension:
        found = found.filter(pk__in=_in_dimension(asked.dimension))
    if asked.institution:
        found = found.filter(pk__in=_of_institution(asked.institution))
    if asked.objective is not None:
        found = found.filter(pk__in=_serving(found, asked.objective))
    if asked.text.strip():
        found = found.filter(pk__in=_saying(found, asked.text))
    return found.order_by("position")


def _in_dimension(code: str) -> QuerySet[Recommendation, Any]:
    asked = IndicatorVersion.objects.filter(dimension__code=code).values("indicator")
    return Recommendation.objects.filter(Q(findings__dimension__code=code) | Q(indicators__in=asked)).values("pk")


def _of_institution(code: str) -> QuerySet[Recommendation, Any]:
    acts = Q(actions__dropped_at=None) & (Q(actions__lead=code) | Q(actions__partners=code))
    said = Q(remarks__institution=code, remarks__confidential=False)
    return Recommendation.objects.filter(acts | said).values("pk")


def _serving(found: QuerySet[Recommendation], objective: int) -> list[str]:
    """Those that name an objective. The list of numbers is JSON, which SQLite cannot look into."""
    return [pk for pk, gcm in found.values_list("pk", "gcm") if objective in gcm]


def _saying(found: QuerySet[Recommendation], words: str) -> list[str]:
    wanted = folded([words]).split()
    rows = _latest(found.values("pk")).values_list("recommendation", "text", "detail")
    said = (
        (pk, folded([" ".join((pk, *text.plain().values(), *detail.plain().values()))])) for pk, text, detail in rows
    )
    return [pk for pk, text in said if all(word in text for word in wanted)]


def rows_of(recommendations: Sequence[Recommendation]) -> list[Row]:
    """What a list shows of each. Seven queries, however many there are."""
    codes = [one.pk for one in recommendations]
    latest = latest_revisions(codes)
    dimensions = dimensions_of(codes)
    counts = dict(
        Recommendation.objects.filter(pk__in=codes, actions__dropped_at=None)
        .annotate(number=Count("actions", distinct=True))
        .values_list("pk", "number")
    )
    return [
        Row(
            one,
            latest[one.pk].text,
            latest[one.pk].number,
            dimensions[one.pk],
            counts.get(one.pk, 0),
        )
        for one in recommendations
    ]


def dimensions_of(codes: Sequence[str]) -> dict[str, tuple[Dimension, ...]]:
    """The dimensions that each touches, through its findings and its indicators. Four queries. Where an indicator
    stands in several versions of a framework, the latest one names its dimension."""
    found: dict[str, dict[str, Dimension]] = defaultdict(dict)
    for code, node, number in [*_by_indicators(codes), *_by_findings(codes)]:
        found[code].setdefault(node.code, Dimension(node.code, number, node.title))
    return {
        code: tuple(sorted(found[code].values(), key=lambda one: (one.number, one.code))) if code in found else ()
        for code in codes
    }


def _by_indicators(codes: Sequence[str]) -> Iterator[tuple[str, Node, int]]:
    pairs = list(
        Recommendation.indicators.through.objects.filter(recommendation__in=codes).values_list(
            "recommendation", "indicator"
        )
    )
    asked = IndicatorVersion.objects.filter(indicator__in={indicator for _code, indicator in pairs})
    versions = {one.indicator_id: one for one in asked.select_related("dimension").order_by("version")}
    for code, indicator in pairs:
        if indicator in versions:
            yield code, versions[indicator].dimension, first(versions[indicator].number)


def _by_findings(codes: Sequence[str]) -> Iterator[tuple[str, Node, int]]:
    links = list(
        Recommendation.findings.through.objects.filter(recommendation__in=codes).select_related("finding__dimension")
    )
    nodes = {link.finding.dimension_id for link in links}
    numbers = dict(
        IndicatorVersion.objects.filter(dimension__in=nodes)
        .values("dimension")
        .annotate(one=Min("number"))
        .values_list("dimension", "one")
    )
    for link in links:
        node = link.finding.dimension
        yield link.recommendation_id, node, first(numbers.get(node.pk, ""))


def dimensions_in(place: str) -> list[Dimension]:
    """The dimensions of the frameworks that the jurisdiction's rounds ask, in their order, each once."""
    asked = IndicatorVersion.objects.filter(version__rounds__jurisdiction=place)
    rows = asked.values("dimension").annotate(one=Min("number")).values_list("dimension", "one")
    numbers = {node: first(number) for node, number in rows}
    nodes = Node.objects.filter(pk__in=numbers).order_by("version", "position")
    once = {node.code: Dimension(node.code, numbers[node.pk], node.title) for node in nodes}
    return sorted(once.values(), key=lambda one: (one.number, one.code))


def first(number: str) -> int:
    """The number of the dimension in an indicator's number: 3 for "3.2"."""
    head = number.split(".")[0]
    return int(head) if head.isdigit() else 0
