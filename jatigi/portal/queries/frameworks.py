"""Frameworks as published, and one question across countries and rounds."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404

from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import language
from jatigi.portal.index.register import folded
from jatigi.portal.models import (
    PublishedAnswer,
    PublishedDimension,
    PublishedEvidence,
    PublishedFramework,
    PublishedIndicator,
    PublishedInstrument,
    PublishedRelease,
)
from jatigi.portal.queries.citations import INSTRUMENT, Register, citations_of
from jatigi.portal.queries.rounds import Answered

COUNTRIES, DETAILED = 6, 3  # on one page of an indicator: countries, and rounds of each with reasons and citations


def framework_of(framework: str, version: str) -> PublishedFramework:
    """The published framework.

    Raises:
        Http404: no release brought it.
    """
    found = PublishedFramework.objects.filter(framework=framework, version=version).first()
    if found is None:
        raise Http404("no such framework")
    return found


@dataclass(frozen=True)
class Part:
    """A sub-dimension with its indicators."""

    title: Text
    indicators: list[PublishedIndicator]


@dataclass(frozen=True)
class Asked:
    """A dimension with what it asks."""

    row: PublishedDimension
    parts: list[Part]

    @property
    def total(self) -> int:
        """How many indicators."""
        return sum(len(part.indicators) for part in self.parts)


def asked(framework: PublishedFramework, dimension: str | None = None) -> list[Asked]:
    """The dimensions of a framework with their indicators, in two queries."""
    rows = framework.dimensions.all()
    indicators = PublishedIndicator.objects.filter(framework=framework).defer("document")
    if dimension is not None:
        rows, indicators = rows.filter(code=dimension), indicators.filter(dimension__code=dimension)
    by_part: dict[tuple[int, str], list[PublishedIndicator]] = defaultdict(list)
    for one in indicators:
        by_part[one.dimension_id, one.part].append(one)
    return [
        Asked(
            row,
            [
                Part(Text.of(part["title"]), by_part[row.pk, part["code"]])
                for part in [{"code": "", "title": {}}, *row.parts]
                if by_part[row.pk, part["code"]]
            ],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Anchor:
    """What a level looks like for one indicator."""

    level: str
    shape: str
    label: Text
    text: Text


@dataclass(frozen=True)
class Country:
    """A country's answers to one question, the latest round first; the first few with what they rest on."""

    release: PublishedRelease
    answers: list[Answered]

    @property
    def detailed(self) -> list[Answered]:
        """The rounds that are told in full."""
        return self.answers[:DETAILED]


@dataclass(frozen=True)
class Question:
    """One indicator with its anchors and everyone's answers. ``page`` is of countries in alphabetical order."""

    row: PublishedIndicator
    anchors: list[Anchor]
    guidance: Text
    evidence: Text
    gcm: list[int]
    sdg: list[str]
    countries: list[Country]
    page: Page[Any]
    before: PublishedIndicator | None
    after: PublishedIndicator | None

    @property
    def origin(self) -> str:
        """Where the answers on the page come from, when all come from the same; else "", and each says its own."""
        origins = {one.answer.release.origin for country in self.countries for one in country.answers}
        return origins.pop() if len(origins) == 1 else ""


def question(framework: PublishedFramework, code: str, number: str | None) -> Question:
    """The indicator, its neighbours, and the answers of one page of countries.

    Raises:
        Http404: the framework has no such indicator.
    """
    row = PublishedIndicator.objects.filter(framework=framework, code=code).select_related("dimension").first()
    if row is None:
        raise Http404("no such indicator")
    near = PublishedIndicator.objects.filter(framework=framework, position__in=[row.position - 1, row.position + 1])
    neighbours = {one.position: one for one in near.defer("document", "question")}
    document, tags = row.document, row.document.get("tags") or {}
    countries, page = _countries(row, number)
    return Question(
        row,
        [
            Anchor(level["id"], level["shape"], Text.of(level["label"]), Text.of(document["levels"][level["id"]]))
            for level in row.levels
            if level["id"] in (document.get("levels") or {})
        ],
        Text.of(document.get("guidance") or {}),
        Text.of(document.get("evidence") or {}),
        [int(tag) for tag in tags.get("gcm") or ()],
        [str(tag) for tag in tags.get("sdg") or ()],
        countries,
        page,
        neighbours.get(row.position - 1),
        neighbours.get(row.position + 1),
    )


def _countries(row: PublishedIndicator, number: str | None) -> tuple[list[Country], Page[Any]]:
    """Who answered, by name; the answers of those on the page."""
    lang = language()
    mine = PublishedAnswer.objects.filter(release=OuterRef("pk"), indicator=row)
    shown = PublishedRelease.objects.filter(shown=True)
    answering = set(shown.filter(Exists(mine)).order_by().values_list("jurisdiction", flat=True).distinct())
    named = PublishedRelease.objects.filter(current=True).only("jurisdiction", "name")
    ordered = sorted(
        (one for one in named if one.jurisdiction in answering),
        key=lambda one: (folded([one.name.text(lang)]), one.jurisdiction),
    )
    page = Paginator(ordered, COUNTRIES).get_page(number)
    codes = [one.jurisdiction for one in page]
    wanted = ("jurisdiction", "slug", "label", "origin", "reference_date", "name", "framework_id")
    releases = {one.pk: one for one in shown.filter(jurisdiction__in=codes).only(*wanted)}
    answers = list(PublishedAnswer.objects.filter(indicator=row, release__in=releases))
    for one in answers:
        one.release, one.indicator = releases[one.release_id], row
    answers.sort(key=lambda one: one.release.reference_date, reverse=True)
    citations = citations_of([one.pk for one in _latest(answers)])
    registers = _registers(codes, answers, [citation for group in citations.values() for citation in group])
    groups: dict[str, list[Answered]] = defaultdict(list)
    for one in answers:
        register = registers[one.release.jurisdiction]
        groups[one.release.jurisdiction].append(
            Answered(
                one,
                [register.cited(citation) for citation in citations.get(one.pk, ())],
                register.instruments.get(one.overtaken_by),
            )
        )
    return [Country(one, groups[one.jurisdiction]) for one in page], page


def _latest(answers: list[PublishedAnswer]) -> list[PublishedAnswer]:
    """Of each country the rounds that are told in full; ``answers`` come with the latest first."""
    seen: Counter[str] = Counter()
    found = []
    for one in answers:
        seen[one.release.jurisdiction] += 1
        if seen[one.release.jurisdiction] <= DETAILED:
            found.append(one)
    return found


def _registers(codes: list[str], answers: list[PublishedAnswer], citations: list[Any]) -> dict[str, Register]:
    """The registers of several countries, as far as they are named, in two queries."""
    instruments = {one.overtaken_by for one in answers} | {one.ref for one in citations if one.cited == "instrument"}
    evidence = {one.ref for one in citations if one.cited == "evidence"}
    found = {code: Register() for code in codes}
    for text in PublishedInstrument.objects.filter(jurisdiction__in=codes, code__in=instruments).only(*INSTRUMENT):
        found[text.jurisdiction].instruments[text.code] = text
    for other in PublishedEvidence.objects.filter(jurisdiction__in=codes, code__in=evidence):
        found[other.jurisdiction].evidence[other.code] = other
    return found
