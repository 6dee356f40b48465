"""From framework documents to a `Framework`, checked wherever scoring relies on them.

A document is the plain mapping that a framework file holds. A module (`extends: base@version`) comes as a list of
documents, base first, and the trees are merged: a module may name a dimension or sub-dimension of its base to add
indicators under it, and may add its own; it never changes what the base says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from . import declarations as read
from .declarations import Document
from .errors import quote, refuse
from .model import MIN_COVERAGE, Aggregate, Class, Framework, Kind, Node, Scale
from .words import say

_CHILDREN: Final[dict[Kind, tuple[tuple[str, Kind], ...]]] = {
    "framework": (("dimensions", "dimension"),),
    "dimension": (("subdimensions", "subdimension"), ("indicators", "indicator")),
    "subdimension": (("indicators", "indicator"),),
    "indicator": (),
}
_ID_OF: Final[dict[Kind, str]] = {
    "framework": "{parent}, the id of a framework",
    "dimension": "{parent}, the id of a dimension",
    "subdimension": "{parent}, the id of a subdimension",
    "indicator": "{parent}, the id of an indicator",
}


def framework_from_document(documents: Document | Sequence[Document]) -> Framework:
    """The `Framework` of a document, or of a module and what it extends (a sequence, base first).

    `aggregate` at the top of a document is the default of every node which that document adds; on a node it holds for
    that node alone: for how the node averages its own children. `classes`, `min_coverage` and the top's `aggregate`
    are the module's where it states them, else its base's. A missing `min_coverage` is 0.6, missing `classes` are no
    classes.

    Raises `ScoringError` naming the id, what was found and what is accepted.
    """
    chain = [documents] if isinstance(documents, Mapping) else list(documents)
    if not chain:
        raise refuse("framework.shape", "framework", say("no document"), say("at least one framework document"))
    merged = _Merged()
    for document in chain:
        merged.add(read.mapping(document, "framework"))
    return merged.framework()


@dataclass
class _Draft:
    """A node while its children are still being gathered."""

    id: str
    kind: Kind
    weight: float
    aggregate: Aggregate
    scale: Scale | None = None
    children: dict[str, _Draft] = field(default_factory=dict)

    def frozen(self) -> Node:
        if self.kind != "indicator" and not self.children:
            raise refuse("framework.shape", self.id, say("no indicators below it"), say("at least one indicator"))
        children = tuple(child.frozen() for child in self.children.values())
        return Node(self.id, self.kind, self.weight, self.aggregate, children, self.scale)


@dataclass
class _Merged:
    """The documents read so far, as one tree. `base_ids` are those of earlier documents, `ids` all of them."""

    id: str = ""
    version: str = ""
    aggregate: Aggregate = "arithmetic"
    top: dict[str, _Draft] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    classes: tuple[Class, ...] = ()
    min_coverage: float = MIN_COVERAGE
    ids: set[str] = field(default_factory=set)
    base_ids: frozenset[str] = frozenset()

    def add(self, document: Document) -> None:
        """Take over one more document, which extends the one before."""
        identifier = read.checked_id(document.get("framework"), "framework")
        self._check_extends(document, identifier)
        self.base_ids = frozenset(self.ids)
        self._claim(identifier)
        self.id, self.version = identifier, read.version(document, identifier)
        self.aggregate = read.aggregate(document, identifier, self.aggregate)
        self._add_scales(document)
        if document.get("classes") is not None:
            self.classes = read.classes(document, identifier)
        if document.get("min_coverage") is not None:
            self.min_coverage = read.min_coverage(document, identifier)
        self._add_children(self._root(), document)

    def framework(self) -> Framework:
        """The merged tree, frozen, under the id and version of the last document."""
        return Framework(self.id, self.version, self._root().frozen(), self.classes, self.min_coverage)

    def _root(self) -> _Draft:
        return _Draft(self.id, "framework", 1.0, self.aggregate, None, self.top)

    def _claim(self, identifier: str) -> None:
        if identifier in self.ids:
            raise refuse("framework.id", identifier, say("an id used twice"), say("an id used once"))
        self.ids.add(identifier)

    def _check_extends(self, document: Document, identifier: str) -> None:
        expected = f"{self.id}@{self.version}" if self.id else None
        found = document.get("extends")
        if found != expected:
            accepted = quote(expected) if expected else say("a first document that extends nothing")
            raise refuse("framework.extends", f"{identifier}, extends", quote(found), accepted)

    def _add_scales(self, document: Document) -> None:
        declared = document.get("scales")
        for name, entry in read.mapping({} if declared is None else declared, f"{self.id}, scales").items():
            where = f"{self.id}, scales.{name}"
            scale = read.scale(read.checked_id(name, where), read.mapping(entry, where), where)
            if self.scales.setdefault(scale.id, scale) != scale:
                found = say("a scale that its base defines otherwise")
                raise refuse("framework.module", where, found, say("the base's scale"))

    def _add_children(self, parent: _Draft, entry: Document) -> None:
        for key, kind in _CHILDREN[parent.kind]:
            for child in read.entries(entry, key, parent.id):
                self._add_children(self._node(parent, kind, child), child)

    def _node(self, parent: _Draft, kind: Kind, entry: Document) -> _Draft:
        """The base's node that `entry` names to add to it, or a new one."""
        identifier = read.checked_id(entry.get("id"), say(_ID_OF[kind], parent=parent.id))
        known = parent.children.get(identifier)
        if known is not None and kind != "indicator" and known.kind == kind and identifier in self.base_ids:
            self._check_unchanged(known, entry)
            return known
        self._claim(identifier)
        scale = self._scale(entry, identifier) if kind == "indicator" else None
        weight = read.weight(entry, identifier)
        aggregate = read.aggregate(entry, identifier, self.aggregate)
        parent.children[identifier] = _Draft(identifier, kind, weight, aggregate, scale)
        return parent.children[identifier]

    def _check_unchanged(self, known: _Draft, entry: Document) -> None:
        stated_weight = read.weight({"weight": known.weight, **entry}, known.id)
        stated_aggregate = read.aggregate(entry, known.id, known.aggregate)
        if (stated_weight, stated_aggregate) != (known.weight, known.aggregate):
            found = say("weight {weight}, {mean}", weight=f"{stated_weight:g}", mean=stated_aggregate)
            accepted = say("weight {weight}, {mean}, or neither", weight=f"{known.weight:g}", mean=known.aggregate)
            raise refuse("framework.module", known.id, found, accepted)

    def _scale(self, entry: Document, identifier: str) -> Scale:
        name = entry.get("scale")
        scale = self.scales.get(name) if isinstance(name, str) else None
        if scale is None:
            declared = ", ".join(sorted(self.scales)) or say("none is declared")
            accepted = say("a declared scale ({declared})", declared=declared)
            raise refuse("framework.scale", f"{identifier}, scale", quote(name), accepted)
        return scale
