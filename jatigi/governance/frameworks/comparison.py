"""What changed between two versions of a framework, item by item and word by word. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.web.differences import Row, sides
from jatigi.governance.frameworks.structure import Dimension, Framework, Indicator, Subdimension, Text


@dataclass(frozen=True)
class Item:
    """One thing of a framework as labelled texts: the framework itself, a dimension, a sub-dimension, an indicator.

    ``number`` is the indicator's; ``title`` is in every language of its version.
    """

    id: str
    kind: Literal["framework", "dimension", "subdimension", "indicator"]
    title: Text
    fields: tuple[tuple[str, str], ...]
    number: str = ""


@dataclass(frozen=True)
class Change:
    """An item that came, went, or says something else: ``rows`` are the texts that differ."""

    kind: Literal["new", "gone", "changed"]
    item: Item
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All that differs, in the later version's order; what went comes last."""

    changes: tuple[Change, ...]
    unchanged: int  # indicators that say the same

    def count(self, kind: str) -> int:
        """How many indicators are ``new``, ``gone`` or ``changed``."""
        return sum(one.kind == kind and one.item.kind == "indicator" for one in self.changes)


def compare(before: Framework, after: Framework) -> Comparison:
    """The own rows of two versions; what a module takes from its base is compared in the base."""
    old, new = dict(_items(before)), dict(_items(after))
    changes: list[Change] = []
    same = 0
    for key, item in new.items():
        earlier = old.get(key)
        if earlier is None:
            changes.append(Change("new", item))
            continue
        rows = tuple(row for row in _rows(earlier, item) if not row.same)
        if rows:
            changes.append(Change("changed", item, rows))
        else:
            same += item.kind == "indicator"
    changes += [Change("gone", item) for key, item in old.items() if key not in new]
    return Comparison(tuple(changes), same)


def _rows(before: Item, after: Item) -> list[Row]:
    """The texts of both in pairs, the later one's first."""
    old, new = dict(before.fields), dict(after.fields)
    labels = [*new, *(label for label in old if label not in new)]
    return [Row(label, *sides(old.get(label, ""), new.get(label, ""))) for label in labels]


def _items(framework: Framework) -> Iterator[tuple[tuple[str, str], Item]]:
    """By kind and id. The framework's own key is not its id, which two frameworks need not share."""
    yield ("framework", ""), Item(framework.id, "framework", framework.title, tuple(_head(framework)))
    for dimension in framework.dimensions:
        yield ("dimension", dimension.id), Item(dimension.id, "dimension", dimension.title, tuple(_node(dimension)))
        for sub in dimension.subdimensions:
            yield ("subdimension", sub.id), Item(sub.id, "subdimension", sub.title, tuple(_node(sub)))
            for one in sub.indicators:
                fields = tuple(_indicator(framework, dimension, sub, one))
                yield ("indicator", one.id), Item(one.id, "indicator", one.name or one.question, fields, one.number)


Field = tuple[str, str]


def _texts(label: Phrase, text: Text) -> Iterator[Field]:
    for lang, words in text.items():
        yield f"{label} ({lang})", words


def _head(framework: Framework) -> Iterator[Field]:
    yield from _texts(_("Title"), framework.title)
    yield from _texts(_("What it is"), framework.about)
    yield str(_("Licence")), framework.licence
    yield str(_("Languages")), ", ".join(framework.languages)
    yield str(_("Mean")), framework.aggregate
    yield str(_("Least coverage for a class")), f"{framework.min_coverage:g}"
    yield str(_("Extends")), framework.base.key if framework.base else ""
    for scale in framework.scales.values():
        levels = "; ".join(f"{level.id} = {level.value:g}" for level in scale.levels)
        span = f"{scale.minimum} … {scale.maximum}, {scale.direction}"
        yield str(_("Scale %(id)s", id=scale.id)), levels or span
        for level in scale.levels:
            yield from _texts(_("Scale %(scale)s, level %(level)s", scale=scale.id, level=level.id), level.label)
    for one in framework.classes:
        yield str(_("Class %(id)s", id=one.id)), f"{one.lower:g} … {one.upper:g}"
        yield from _texts(_("Class %(id)s, its words", id=one.id), one.label)


def _node(node: Dimension | Subdimension) -> Iterator[Field]:
    yield from _texts(_("Title"), node.title)
    yield from _texts(_("What it is"), node.about)
    yield str(_("Weight")), f"{node.weight:g}"
    yield str(_("Mean")), node.aggregate or ""


def _indicator(framework: Framework, dimension: Dimension, sub: Subdimension, one: Indicator) -> Iterator[Field]:
    yield from _texts(_("Short title"), one.name)
    yield from _texts(_("Question"), one.question)
    labels: Mapping[str, Text] = {level.id: level.label for level in framework.scale(one.scale).levels}
    for level, anchor in one.anchors.items():
        for lang, words in anchor.items():
            yield f"{labels[level].get(lang, level)} ({lang})", words
    yield from _texts(_("What counts"), one.guidance)
    yield from _texts(_("What usually proves it"), one.evidence)
    yield str(_("Scale")), one.scale
    yield str(_("Weight")), f"{one.weight:g}"
    yield str(_("Stands under")), f"{dimension.id} › {sub.id}"
    yield str(_("Global Compact for Migration")), ", ".join(map(str, one.gcm))
    yield str(_("Sustainable Development Goals")), ", ".join(one.sdg)
