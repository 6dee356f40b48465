"""Reads: frameworks as values for scoring and export, and as rows shaped for pages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from jatigi.foundation.files import yaml
from jatigi.foundation.text import Text
from jatigi.governance.frameworks import rules, structure
from jatigi.governance.frameworks.models import FrameworkVersion, Indicator, IndicatorVersion, Mapping, Node


def version_of(key: str) -> FrameworkVersion | None:
    """The stored version ``framework@version``, published or not."""
    name, _at, version = key.partition("@")
    return FrameworkVersion.objects.select_related("extends").filter(framework=name, version=version).first()


def resolve(key: str) -> structure.Framework | None:
    """The framework ``framework@version`` as values; None when it is not stored. Fits :data:`rules.Resolve`."""
    version = version_of(key)
    return framework_of(version) if version else None


def framework_of(version: FrameworkVersion) -> structure.Framework:
    """A stored version with its chain, as values. Its ``document`` is canonical whatever the database did to it.

    The same versions are built once per process: a digest stands for the same content for ever.
    """
    chain = [version]
    while (below := chain[0].extends) is not None:
        chain.insert(0, below)
    base = _Chain()
    for one in chain[:-1]:
        framework = _cached(_Stored(one.key, one.digest, one.document), base)
        base = _Chain((*base.digests, one.digest), framework)
    return _cached(_Stored(version.key, version.digest, version.document), base)


@dataclass(frozen=True)
class _Stored:
    """A document that compares by its digest."""

    key: str
    digest: str
    document: dict[str, Any] = field(compare=False)


@dataclass(frozen=True)
class _Chain:
    """A base that compares by the digests of its chain."""

    digests: tuple[str, ...] = ()
    framework: structure.Framework | None = field(default=None, compare=False)


@lru_cache(maxsize=64)
def _cached(stored: _Stored, base: _Chain) -> structure.Framework:
    return rules.check(yaml.Document(stored.key, stored.document), lambda _key: base.framework)


@dataclass(frozen=True)
class Listed:
    """One version in the list of frameworks."""

    version: FrameworkVersion
    indicators: int
    dimensions: int


def listed(versions: Iterable[FrameworkVersion]) -> list[Listed]:
    """The versions with their numbers of indicators and dimensions, by framework, the latest first. Two queries."""
    found = FrameworkVersion.objects.filter(pk__in=[version.pk for version in versions]).select_related("extends")
    counted = {
        row["id"]: row
        for row in FrameworkVersion.objects.filter(pk__in=[version.pk for version in found])
        .values("id")
        .annotate(
            all_indicators=Count("indicators", distinct=True),
            all_dimensions=Count("nodes", filter=Q(nodes__parent=None), distinct=True),
        )
    }
    rows = [Listed(one, counted[one.pk]["all_indicators"], counted[one.pk]["all_dimensions"]) for one in found]
    rows.sort(key=lambda row: _natural(row.version.version), reverse=True)
    return sorted(rows, key=lambda row: (row.version.extends_id is not None, row.version.framework_id))


def _natural(version: str) -> list[tuple[int, str]]:
    """1.10 comes after 1.9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in version.replace("-", ".").split(".")]


@dataclass(frozen=True)
class Branch:
    """A dimension or sub-dimension with what stands under it. ``number`` is a dimension's."""

    node: Node
    number: int
    branches: list["Branch"] = field(default_factory=list)
    indicators: list[IndicatorVersion] = field(default_factory=list)


def outline(version: FrameworkVersion) -> list[Branch]:
    """The version's own dimensions, with sub-dimensions and indicators, in order. Two queries."""
    found = {node.pk: Branch(node, 0) for node in version.nodes.all()}
    for one in version.indicators.select_related("indicator"):
        found[one.node_id].indicators.append(one)
    top: list[Branch] = []
    for branch in found.values():
        parent = found.get(branch.node.parent_id) if branch.node.parent_id else None
        (parent.branches if parent else top).append(branch)
    return [Branch(one.node, _number(one), one.branches, one.indicators) for one in top]


def _number(dimension: Branch) -> int:
    """The dimension's number, as its indicators carry it ("3.2"): a module goes on counting after its base."""
    first = next(one for sub in dimension.branches for one in sub.indicators)
    return int(first.number.partition(".")[0])


@dataclass(frozen=True)
class Step:
    """One level of an indicator: its words, what it looks like here, and the shape that stands for it."""

    id: str
    label: Text
    anchor: Text
    shape: str


def steps(one: IndicatorVersion) -> list[Step]:
    """The levels, the lowest first. Empty on a scale of numbers."""
    source = one.question.source
    found = []
    for level in one.levels:
        shape = "absent" if level["value"] == 0 else "complete" if level["value"] == 1 else "partial"
        found.append(
            Step(level["id"], Text.of(level["label"], source=source), Text.of(level["anchor"], source=source), shape)
        )
    return found


def range_of(one: IndicatorVersion) -> structure.Scale | None:
    """The scale of numbers on which the indicator is answered; None where it has levels."""
    return None if one.levels else framework_of(one.version).scale(one.scale)


@dataclass(frozen=True)
class Named:
    """A level, scale or class as a page shows it: ``lower`` and ``upper`` on 0–1 where it has them."""

    id: str
    label: Text
    lower: float | None = None
    upper: float | None = None


def scales(version: FrameworkVersion) -> list[tuple[str, list[Named], structure.Scale]]:
    """The version's own scales, with their levels, the lowest first."""
    framework = framework_of(version)
    source = framework.languages[0]
    return [
        (scale.id, [Named(one.id, Text.of(one.label, source=source), one.value) for one in scale.levels], scale)
        for scale in framework.scales.values()
    ]


def classes(version: FrameworkVersion) -> list[Named]:
    """The classes in force, the lowest first."""
    framework = framework_of(version)
    source = framework.languages[0]
    return [Named(one.id, Text.of(one.label, source=source), one.lower, one.upper) for one in framework.classes]


def neighbours(one: IndicatorVersion) -> tuple[IndicatorVersion | None, IndicatorVersion | None]:
    """The indicators before and after, in the version's order. Two queries."""
    rows = IndicatorVersion.objects.filter(version=one.version_id).select_related("indicator")
    before = rows.filter(position__lt=one.position).order_by("-position").first()
    return before, rows.filter(position__gt=one.position).order_by("position").first()


def other_wordings(indicator: Indicator, *, than: IndicatorVersion) -> list[IndicatorVersion]:
    """The same indicator in other published versions, the latest first. One query."""
    found = indicator.versions.exclude(pk=than.pk).filter(version__state=FrameworkVersion.State.PUBLISHED)
    return sorted(
        found.select_related("version", "indicator"), key=lambda row: _natural(row.version.version), reverse=True
    )


@dataclass(frozen=True)
class Link:
    """A line of a mapping that an indicator stands in. ``ids`` are those on the other side, in ``other``; ``outward``
    when the line leads from here to there.
    """

    kind: str
    other: FrameworkVersion
    outward: bool
    ids: list[str]
    rule: str
    comparability: str
    text: Text


def links(one: IndicatorVersion) -> list[Link]:
    """What concordances and crosswalks say of the indicator, from and to other published versions. One query."""
    found = []
    code = one.indicator.code
    wanted = Q(source=one.version_id) | Q(target=one.version_id)
    for mapping in Mapping.objects.filter(wanted).select_related("source", "target").order_by("kind", "id"):
        outward = mapping.source_id == one.version_id
        for line in mapping.document["lines"]:
            sides = {"from": _ids(line.get("from", [])), "to": _ids(line.get("to", []))}
            here, there = ("from", "to") if outward else ("to", "from")
            if code in sides[here]:
                words = line.get("reason") or line.get("note") or {}
                rule = line.get("rule") or line.get("change")
                other = mapping.target if outward else mapping.source
                found.append(
                    Link(mapping.kind, other, outward, sides[there], rule, line["comparability"], Text.of(words))
                )
    return found


def _ids(side: str | list[str]) -> list[str]:
    return [side] if isinstance(side, str) else side


@dataclass(frozen=True)
class End:
    """An indicator at one end of a mapping's line, with its number and its title."""

    version: FrameworkVersion
    id: str
    number: str
    title: Text


@dataclass(frozen=True)
class Line:
    """One line of a concordance or crosswalk as a page shows it. ``levels`` says what becomes of each level."""

    source: list[End]
    target: list[End]
    rule: str
    count: int | None
    comparability: str
    text: Text
    levels: list[tuple[Text | str, Text | str]]


def mapping_between(source: FrameworkVersion, target: FrameworkVersion) -> Mapping | None:
    """The concordance or crosswalk from one version to the other; None where there is none. One query."""
    return Mapping.objects.select_related("source", "target").filter(source=source, target=target).first()


def mappings_of(version: FrameworkVersion, visible: QuerySet[FrameworkVersion]) -> list[Mapping]:
    """The mappings from and to the version whose other end the person may read. One query."""
    either = Q(source=version, target__in=visible) | Q(target=version, source__in=visible)
    return list(Mapping.objects.filter(either).select_related("source", "target").order_by("kind", "id"))


def about(mapping: Mapping) -> Text:
    """What the mapping says of itself."""
    return Text.of(mapping.document.get("about") or {})


def lines(mapping: Mapping) -> list[Line]:
    """Every line in the mapping's order."""
    source, target = framework_of(mapping.source), framework_of(mapping.target)

    def ends(version: FrameworkVersion, framework: structure.Framework, ids: list[str]) -> list[End]:
        found = (framework.indicator(one) for one in ids)
        return [End(version, one.id, one.number, text_of(framework, one.name or one.question)) for one in found]

    rows = []
    for line in mapping.document["lines"]:
        from_ids, to_ids = _ids(line.get("from", [])), _ids(line.get("to", []))
        rows.append(
            Line(
                ends(mapping.source, source, from_ids),
                ends(mapping.target, target, to_ids),
                line.get("rule") or line["change"],
                line.get("count"),
                line["comparability"],
                Text.of(line.get("reason") or line.get("note") or {}),
                _levels(line.get("map") or {}, source, from_ids, target, to_ids),
            )
        )
    return rows


def _levels(
    map: dict[str, str],
    source: structure.Framework,
    from_ids: list[str],
    target: structure.Framework,
    to_ids: list[str],
) -> list[tuple[Text | str, Text | str]]:
    """What becomes of each level; *unknown* and *not applicable* are no levels and stay the words they are."""
    if not map or not from_ids or not to_ids:
        return []
    before, after = _labels(source, from_ids[0]), _labels(target, to_ids[0])
    return [(before.get(one, one), after.get(into, into)) for one, into in map.items()]


def _labels(framework: structure.Framework, indicator: str) -> dict[str, Text]:
    return {level.id: text_of(framework, level.label) for level in framework.scale_of(indicator).levels}


def siblings(visible: QuerySet[FrameworkVersion], version: FrameworkVersion) -> list[FrameworkVersion]:
    """The framework's other versions that the person may read, the latest first. One query."""
    found = visible.filter(framework=version.framework_id).exclude(pk=version.pk)
    return sorted(found, key=lambda one: _natural(one.version), reverse=True)


def latest_published(framework: str) -> FrameworkVersion | None:
    """The latest published version of a framework; None where there is none. One query."""
    found = FrameworkVersion.objects.select_related("extends").filter(
        framework=framework, state=FrameworkVersion.State.PUBLISHED
    )
    return max(found, key=lambda one: _natural(one.version), default=None)


def text_of(framework: structure.Framework, text: structure.Text) -> Text:
    """A framework's text as pages take it, its first language the source."""
    return Text.of(dict(text), source=framework.languages[0])


def plain_outline(framework: structure.Framework) -> list[tuple[int, Text, list[tuple[str, Text]]]]:
    """A framework that is not stored yet: each dimension's number and title, and its indicators' numbers and
    titles.
    """
    return [
        (
            dimension.number,
            text_of(framework, dimension.title),
            [(one.number, text_of(framework, one.name or one.question)) for one in dimension.indicators],
        )
        for dimension in framework.dimensions
    ]
