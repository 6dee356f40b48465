"""A round as its pages show it: dimensions with counts and intervals, answers with what they rest on, findings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jatigi.foundation.text import Text
from jatigi.foundation.web import figures
from jatigi.portal import weaving, wording
from jatigi.portal.models import (
    SHAPES,
    PublishedAnswer,
    PublishedDimension,
    PublishedFinding,
    PublishedInstrument,
    PublishedProfile,
    PublishedRelease,
    PublishedScore,
)
from jatigi.portal.queries.citations import Cited, Register, citations_of, register_of
from jatigi.portal.queries.countries import dimensions_of


@dataclass
class Answered:
    """An answer with what it rests on, and the text whose ending overtook it."""

    answer: PublishedAnswer
    citations: list[Cited] = field(default_factory=list)
    overtaken_by: Any = None  # PublishedInstrument, where the register holds it

    @property
    def moved(self) -> bool:
        """The level differs from last round's, both being known."""
        before, now = self.answer.previous_level, self.answer.level
        return bool(before) and before != now


@dataclass
class Finding:
    """A finding with its dimension and its sources."""

    row: PublishedFinding
    dimension: PublishedDimension | None
    sources: list[Cited]


@dataclass
class Dimension:
    """One dimension of a round."""

    row: PublishedDimension
    score: PublishedScore | None
    answers: list[Answered] = field(default_factory=list)
    public: bool = False

    @property
    def sign(self) -> int | None:
        """The number of its sign and colour; None beyond the sixth."""
        return self.row.number if self.row.number <= weaving.SIGNS else None

    @cached_property
    def counts(self) -> dict[str, int]:
        """Answers per shape."""
        counted = Counter(one.answer.shape for one in self.answers)
        return {shape: counted[shape] for shape in SHAPES}

    @property
    def total(self) -> int:
        """All its indicators."""
        return len(self.answers)

    @property
    def known(self) -> int:
        """Those that have an answer."""
        return self.total - self.counts["unknown"]

    @property
    def interval(self) -> figures.Interval | None:
        """The interval of its score; None unless the release makes scores public."""
        return interval_of(self.score) if self.public and self.score else None

    @property
    def unknown(self) -> list[Answered]:
        """What is still to document."""
        return [one for one in self.answers if one.answer.shape == "unknown"]

    def parts(self) -> list[tuple[Text, list[Answered]]]:
        """The answers under the titles of its sub-dimensions."""
        groups: dict[str, list[Answered]] = defaultdict(list)
        for one in self.answers:
            groups[one.answer.indicator.part].append(one)
        titles = {part["code"]: Text.of(part["title"]) for part in self.row.parts}
        return [(titles.get(code, Text("fr", {})), answers) for code, answers in groups.items()]


def interval_of(score: PublishedScore) -> figures.Interval:
    """The score as figures draw it."""
    return figures.Interval(score.low, score.high, score.score)


@dataclass
class Round:
    """Everything the pages of a round are made from."""

    release: PublishedRelease
    dimensions: list[Dimension]
    register: Register
    overall: PublishedScore | None

    @property
    def answers(self) -> list[Answered]:
        """All answers in the framework's order."""
        return [one for dimension in self.dimensions for one in dimension.answers]

    @property
    def overtaken(self) -> list[Answered]:
        """The answers whose text ended after the reference date."""
        return [one for one in self.answers if one.answer.overtaken_since]

    @property
    def total(self) -> int:
        """All indicators."""
        return sum(one.total for one in self.dimensions)

    @property
    def known(self) -> int:
        """Those that have an answer."""
        return sum(one.known for one in self.dimensions)

    @property
    def unknown(self) -> int:
        """Those that have none."""
        return self.total - self.known

    @property
    def interval(self) -> figures.Interval | None:
        """The interval of the whole, where scores are public."""
        return interval_of(self.overall) if self.release.scores_public and self.overall else None

    def dimension(self, code: str) -> Dimension | None:
        """The dimension with that code."""
        return next((one for one in self.dimensions if one.row.code == code), None)


def round_of(
    release: PublishedRelease, *, dimension: str | None = None, also: Sequence[PublishedFinding] = ()
) -> Round:
    """The round, or one dimension of it, in six queries. ``also``: findings whose sources are looked up with it."""
    rows = dimensions_of(release)
    scores = {one.node: one for one in PublishedScore.objects.filter(release=release).exclude(level="subdimension")}
    answers = (
        PublishedAnswer.objects.filter(release=release)
        .select_related("indicator")
        .defer("indicator__document", "indicator__question")
        .order_by("indicator__position")
    )
    if dimension is not None:
        rows = [one for one in rows if one.code == dimension]
        answers = answers.filter(indicator__dimension__in=rows)
    found = list(answers)
    citations = citations_of([one.pk for one in found])
    register = _register(release, citations.values(), found, also)
    by_dimension: dict[int, list[Answered]] = defaultdict(list)
    for one in found:
        by_dimension[one.indicator.dimension_id].append(
            Answered(
                one,
                [register.cited(citation) for citation in citations.get(one.pk, ())],
                register.instruments.get(one.overtaken_by),
            )
        )
    return Round(
        release,
        [
            Dimension(row, scores.get(row.code), by_dimension[row.pk], release.scores_public)
            for row in rows
            if by_dimension[row.pk]
        ],
        register,
        scores.get(release.framework.framework),
    )


def _register(
    release: PublishedRelease,
    citations: Iterable[Sequence[Any]],
    answers: Sequence[PublishedAnswer],
    findings: Sequence[PublishedFinding],
) -> Register:
    instruments = {one.overtaken_by for one in answers if one.overtaken_by}
    evidence: set[str] = set()
    for one in (citation for group in citations for citation in group):
        (instruments if one.cited == "instrument" else evidence).add(one.ref)
    for finding in findings:
        instruments.update(finding.instruments)
        evidence.update(finding.evidence)
    return register_of(release.jurisdiction, instruments, evidence)


def findings_of(release: PublishedRelease, dimension: str | None = None) -> list[PublishedFinding]:
    """The findings of a round in their order."""
    rows = PublishedFinding.objects.filter(release=release)
    return list(rows if dimension is None else rows.filter(dimension=dimension))


def with_sources(round: Round, findings: Sequence[PublishedFinding]) -> dict[str, list[Finding]]:
    """Findings by kind, each with its dimension and sources, in the dimensions' order."""
    order = {one.row.code: place for place, one in enumerate(round.dimensions)}
    groups: dict[str, list[Finding]] = {"good_practice": [], "gap": [], "since_then": []}
    for one in sorted(findings, key=lambda row: (order.get(row.dimension, 99), row.code)):
        dimension = round.dimension(one.dimension)
        groups.setdefault(one.finding, []).append(
            Finding(one, dimension.row if dimension else None, round.register.named(one.instruments, one.evidence))
        )
    return groups


@dataclass
class Found:
    """What was found under one dimension; ``dimension`` is None for what concerns the country as a whole."""

    dimension: PublishedDimension | None
    good_practice: list[Finding] = field(default_factory=list)
    gap: list[Finding] = field(default_factory=list)

    @property
    def sign(self) -> int | None:
        """The number of its sign and colour; None beyond the sixth."""
        return self.dimension.number if self.dimension and self.dimension.number <= weaving.SIGNS else None


def by_dimension(findings: Mapping[str, Sequence[Finding]]) -> list[Found]:
    """Good practices and gaps under their dimensions, in the order of :func:`with_sources`: the whole country last."""
    groups: dict[int | None, Found] = {}
    for kind in ("good_practice", "gap"):
        for one in findings.get(kind, ()):
            group = groups.setdefault(one.dimension.pk if one.dimension else None, Found(one.dimension))
            getattr(group, kind).append(one)
    return sorted(groups.values(), key=lambda one: one.dimension.number if one.dimension else 99)


@dataclass(frozen=True)
class Dispute:
    """A fact of the register on which sources disagree, as ``jatigi/components/dispute.html`` takes it."""

    instrument: PublishedInstrument
    field: str
    claims: list[dict[str, Any]]
    reason: Text

    @property
    def words(self) -> str:
        """The fact in words: the last part of ``participation.MLI.ratified`` says what it is."""
        name = self.field.rsplit(".", 1)[-1]
        return str(wording.FIELDS.get(name, name))


def disputes_of(round: Round) -> list[Dispute]:
    """The disputes about texts that the round's answers rest on."""
    disputed = {
        one.instrument.code: one.instrument
        for answer in round.answers
        for one in answer.citations
        if one.instrument and one.instrument.standing == "disputed"
    }
    rows = PublishedInstrument.objects.filter(pk__in=[one.pk for one in disputed.values()])
    found = [dispute for one in rows.only("code", "title", "claims", "sources") for dispute in disputes_in(one)]
    return sorted(found, key=lambda one: (one.instrument.code, one.field))


def disputes_in(instrument: PublishedInstrument) -> list[Dispute]:
    """The disputed facts of one text: every claim with its source, the chosen one and why."""
    by_field: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in instrument.claims:
        by_field[claim["field"]].append(claim)
    return [
        Dispute(
            instrument,
            name,
            [
                {"value": one["value"], "chosen": one["chosen"], "source": _source_name(instrument, one)}
                for one in claims
            ],
            next((Text.of(one["reason"]) for one in claims if one["chosen"] and one.get("reason")), Text("fr", {})),
        )
        for name, claims in by_field.items()
    ]


def _source_name(instrument: PublishedInstrument, claim: dict[str, Any]) -> str:
    place = claim.get("source")
    return str(instrument.sources[place]["publisher"]) if place is not None and place < len(instrument.sources) else ""


def profile_of(release: PublishedRelease) -> dict[str, Any]:
    """The content model of the release; empty where it has none."""
    row = PublishedProfile.objects.filter(release=release).first()
    document: dict[str, Any] = row.document if row else {}
    return document
