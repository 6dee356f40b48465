"""Concordances (what became of each indicator between two versions) and crosswalks (answers that answer elsewhere).
Pure.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, Trail, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.validation import Located, validate
from jatigi.governance.frameworks import rules, schema, structure
from jatigi.governance.frameworks.canonical import canonical, digest
from jatigi.governance.frameworks.structure import NOT_APPLICABLE, UNKNOWN, Framework, Text


@dataclass(frozen=True)
class ConcordanceLine:
    """``source`` indicators of the earlier version became ``target`` indicators of the later one."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    change: schema.Change
    comparability: schema.Comparability
    note: Text


@dataclass(frozen=True)
class Concordance:
    source: Framework
    target: Framework
    lines: tuple[ConcordanceLine, ...]
    document: Mapping[str, Any] = field(repr=False)
    digest: str

    def line_to(self, indicator_id: str) -> ConcordanceLine | None:
        """Where an indicator of the later version comes from."""
        return next((line for line in self.lines if indicator_id in line.target), None)

    def line_from(self, indicator_id: str) -> ConcordanceLine | None:
        """What became of an indicator of the earlier version."""
        return next((line for line in self.lines if indicator_id in line.source), None)


@dataclass(frozen=True)
class CrosswalkLine:
    """One indicator of the target and how its level follows from levels of the source.

    ``reached`` says of how many source answers the target's level must be reached (0: it cannot be derived).
    ``maps`` has, for each source indicator, the target level (or ``unknown``) that each of its levels stands for.
    """

    target: str
    levels: tuple[str, ...]
    source: tuple[str, ...]
    reached: int
    maps: Mapping[str, Mapping[str, str]]
    comparability: schema.Comparability
    reason: Text


@dataclass(frozen=True)
class Crosswalk:
    source: Framework
    target: Framework
    lines: tuple[CrosswalkLine, ...]
    document: Mapping[str, Any] = field(repr=False)
    digest: str


def apply_crosswalk(crosswalk: Crosswalk, answers: Mapping[str, str]) -> dict[str, str]:
    """Answers to the target framework, one for each of its indicators that the crosswalk names, in its order.

    ``answers`` are level ids, ``unknown`` or ``not_applicable`` by indicator; an absent one is unknown. A target
    answer is given only when it is the same whatever the unknown source answers may be; otherwise it is ``unknown``.

    Raises:
        ValueError: for an answer that its scale does not have.
    """
    return {line.target: derived(line, answers) for line in crosswalk.lines}


def derived(line: CrosswalkLine, answers: Mapping[str, str]) -> str:
    """One target answer. A source question that does not apply says as little about the target as an unknown one."""
    if not line.reached:
        return UNKNOWN
    bounds = [_bounds(line, indicator, answers.get(indicator, UNKNOWN)) for indicator in line.source]
    low = sorted((low for low, _high in bounds), reverse=True)[line.reached - 1]
    high = sorted((high for _low, high in bounds), reverse=True)[line.reached - 1]
    return line.levels[low] if low == high else UNKNOWN


def _bounds(line: CrosswalkLine, indicator: str, answer: str) -> tuple[int, int]:
    """The lowest and highest place among the target's levels that the answer leaves open."""
    if answer not in {UNKNOWN, NOT_APPLICABLE}:
        if answer not in line.maps[indicator]:
            known = ", ".join([*line.maps[indicator], UNKNOWN, NOT_APPLICABLE])
            raise ValueError(f"{indicator}: the answer {answer!r}; accepted: {known}")
        level = line.maps[indicator][answer]
        if level != UNKNOWN:
            place = line.levels.index(level)
            return place, place
    return 0, len(line.levels) - 1


def check_concordance(document: Located, resolve: rules.Resolve) -> Concordance:
    """The concordance that the document describes, checked against both versions.

    Raises:
        DocumentError: with every problem found.
    """
    form = validate(document, schema.Concordance)
    source, target = _ends(document, form.concordance, "concordance", resolve)
    _stop_at(rules.check_texts(document, form, form.languages), _lines(document, form, source, target))
    lines = tuple(
        ConcordanceLine(tuple(one.source), tuple(one.target), one.change, one.comparability, one.note or {})
        for one in form.lines
    )
    plain = canonical(form)
    return Concordance(source, target, lines, plain, digest(plain))


def _ends(document: Located, ends: schema.Ends, kind: str, resolve: rules.Resolve) -> tuple[Framework, Framework]:
    found: dict[str, Framework | None] = {}
    problems = []
    for side, key in (("from", ends.source), ("to", ends.target)):
        try:
            found[side] = resolve(key)
        except rules.Cycle:
            found[side] = None
        if found[side] is None:
            what = _("the framework “%(key)s”, which is not there", key=shown(key))
            problems.append(document.problem((kind, side), what, _("framework@version"), _("Load it first.")))
    source, target = found["from"], found["to"]
    if source is None or target is None:
        raise DocumentError(problems)
    if source.key == target.key:
        same = _("the same version on both sides")
        raise DocumentError([document.problem((kind, "to"), same, _("two versions"))])
    return source, target


def _stop_at(*problems: Iterator[Problem]) -> None:
    found = [problem for some in problems for problem in some]
    if found:
        raise DocumentError(found)


_ONE = (1, 1)
# change → how many indicators stand on each side (least, most; None: any number)
_SIDES: dict[str, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    "same": (_ONE, _ONE),
    "reworded": (_ONE, _ONE),
    "rescaled": (_ONE, _ONE),
    "split": (_ONE, (2, None)),
    "merged": ((2, None), _ONE),
    "added": ((0, 0), (1, None)),
    "dropped": ((1, None), (0, 0)),
}
_FIXED: dict[str, str] = {"same": "high", "added": "none", "dropped": "none"}


def _lines(document: Located, form: schema.Concordance, source: Framework, target: Framework) -> Iterator[Problem]:
    placed: dict[str, dict[str, int]] = {"from": {}, "to": {}}
    for index, line in enumerate(form.lines):
        path: Trail = ("lines", index)
        for side, ids, framework, wanted in (
            ("from", line.source, source, _SIDES[line.change][0]),
            ("to", line.target, target, _SIDES[line.change][1]),
        ):
            yield from _side(document, (*path, side), ids, framework, wanted, line.change)
            yield from _known(document, (*path, side), ids, framework, placed[side], index)
        fixed = _FIXED.get(line.change)
        if fixed and line.comparability != fixed:
            found = _(
                "the comparability “%(given)s” of a line “%(change)s”", given=line.comparability, change=line.change
            )
            yield document.problem((*path, "comparability"), found, fixed)
    for side, framework in (("from", source), ("to", target)):
        for indicator in framework.own_indicators:
            if indicator.id not in placed[side]:
                found = _("no line for “%(id)s” of %(key)s", id=indicator.id, key=framework.key)
                yield document.problem(("lines",), found, _("each indicator of both versions in one line"))
    if source.id == target.id:
        yield from _kept_ids(document, placed, form)


def _side(
    document: Located, path: Trail, ids: list[str], framework: Framework, wanted: tuple[int, int | None], change: str
) -> Iterator[Problem]:
    least, most = wanted
    if len(ids) < least or (most is not None and len(ids) > most):
        accepted = str(least) if least == most else _("at least %(least)s", least=least)
        found = _(
            "%(count)s indicators of %(key)s in a line “%(change)s”", count=len(ids), key=framework.key, change=change
        )
        yield document.problem(path, found, accepted)


def _known(
    document: Located, path: Trail, ids: list[str], framework: Framework, placed: dict[str, int], line: int
) -> Iterator[Problem]:
    for index, indicator in enumerate(ids):
        at = (*path, index)
        if indicator not in framework:
            yield document.problem(at, *_dangling(indicator, framework))
        elif indicator in placed:
            first = document.problem(("lines", placed[indicator]), "").line
            found = _("“%(id)s” a second time; the first is on line %(line)s", id=indicator, line=first)
            yield document.problem(at, found, _("each indicator of both versions in one line"))
        placed.setdefault(indicator, line)


def _dangling(indicator: str, framework: Framework) -> tuple[Phrase, Phrase]:
    found = _("the indicator “%(id)s”, which %(key)s has not", id=shown(indicator), key=framework.key)
    return found, _("an indicator of %(key)s", key=framework.key)


def _kept_ids(document: Located, placed: dict[str, dict[str, int]], form: schema.Concordance) -> Iterator[Problem]:
    """An id is never used again for another question: the same id on both sides stands in one line."""
    for indicator, line in placed["to"].items():
        if indicator in placed["from"] and placed["from"][indicator] != line:
            found = _("“%(id)s” in both versions, but not in one line", id=indicator)
            yield document.problem(("lines", line), found, _("an id keeps its question, or leaves for ever"))
        elif form.lines[line].change in {"same", "reworded", "rescaled"} and indicator not in placed["from"]:
            found = _("another id for the same question: “%(id)s”", id=indicator)
            yield document.problem(("lines", line), found, _("an id keeps its question, or leaves for ever"))


def check_crosswalk(document: Located, resolve: rules.Resolve) -> Crosswalk:
    """The crosswalk that the document describes, checked against both frameworks.

    Every indicator of the target has one line, if only to say why it cannot be derived.

    Raises:
        DocumentError: with every problem found.
    """
    form = validate(document, schema.Crosswalk)
    source, target = _ends(document, form.crosswalk, "crosswalk", resolve)
    _stop_at(rules.check_texts(document, form, form.languages), _crosswalk_lines(document, form, source, target))
    orders = [scale.level_ids for one in source.chain for _id, scale in sorted(one.scales.items())]
    plain = canonical(form, orders)
    lines = tuple(_crosswalk_line(line, source, target) for line in form.lines)
    return Crosswalk(source, target, lines, plain, digest(plain))


def _crosswalk_line(form: schema.CrosswalkLine, source: Framework, target: Framework) -> CrosswalkLine:
    reached = {"none": 0, "same": 1, "max": 1, "min": len(form.source), "threshold": form.count or 1}[form.rule]
    maps = {one: form.map or {level: level for level in source.scale_of(one).level_ids} for one in form.source}
    levels = target.scale_of(form.target).level_ids
    return CrosswalkLine(form.target, levels, tuple(form.source), reached, maps, form.comparability, form.reason)


def _crosswalk_lines(
    document: Located, form: schema.Crosswalk, source: Framework, target: Framework
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, line in enumerate(form.lines):
        path: Trail = ("lines", index)
        if line.target in seen:
            found = _("a second line for “%(id)s”", id=line.target)
            yield document.problem((*path, "to"), found, _("one line for each indicator of the target"))
        seen[line.target] = index
        if line.target not in target:
            yield document.problem((*path, "to"), *_dangling(line.target, target))
            continue
        for place, indicator in enumerate(line.source):
            if indicator not in source:
                yield document.problem((*path, "from", place), *_dangling(indicator, source))
        if all(indicator in source for indicator in line.source):
            yield from _rule(document, path, line, source, target)
    for asked in target.all_indicators:
        if asked.id not in seen:
            found = _("no line for “%(id)s” of %(key)s", id=asked.id, key=target.key)
            advice = _("Add one; if it cannot be derived, with the rule “none” and the reason.")
            yield document.problem(("lines",), found, _("one line for each indicator of the target"), advice)


def _rule(
    document: Located, path: Trail, line: schema.CrosswalkLine, source: Framework, target: Framework
) -> Iterator[Problem]:
    problem = document.problem
    if line.rule == "none":
        if line.source or line.map or line.count:
            found = _("the rule “none” beside from, map or count")
            yield problem((*path, "rule"), found, _("only to, rule, comparability and reason"))
        return
    most = 1 if line.rule == "same" else None
    if not line.source or (most and len(line.source) > most) or len(set(line.source)) < len(line.source):
        accepted = _("one indicator") if most else _("one or more indicators, each once")
        yield problem(
            (*path, "from"), _("%(count)s indicators for “%(rule)s”", count=len(line.source), rule=line.rule), accepted
        )
        return
    if (line.count is not None) != (line.rule == "threshold" and len(line.source) > 1):
        found = _(
            "the rule “%(rule)s” on %(of)s indicators, count %(count)s",
            rule=line.rule,
            of=len(line.source),
            count=line.count or "–",
        )
        yield problem((*path, "count"), found, _("a count for “threshold” on several indicators, and only there"))
    elif line.count and line.count > len(line.source):
        found = _("the count %(count)s of %(of)s indicators", count=line.count, of=len(line.source))
        yield problem((*path, "count"), found, _("at most as many as there are"))
    target_scale = target.scale_of(line.target)
    for indicator in line.source:
        yield from _map(document, (*path, "map"), line.map, source.scale_of(indicator), target_scale)


def _map(
    document: Located, path: Trail, given: dict[str, str] | None, source: structure.Scale, target: structure.Scale
) -> Iterator[Problem]:
    """Every level of the source stands for a level of the target (or unknown), and a better one never for a worse
    one.
    """
    for scale in (source, target):
        if scale.is_number:
            yield document.problem(path, _("the number scale “%(scale)s”", scale=scale.id), _("scales with levels"))
            return
    levels = given or {level: level for level in source.level_ids}
    accepted = ", ".join([*target.level_ids, UNKNOWN])
    before = -1
    for level in source.level_ids:
        to = levels.get(level)
        if to is None:
            yield document.problem(path, _("the level “%(level)s” is not mapped", level=level), accepted, _("Add it."))
        elif to not in {*target.level_ids, UNKNOWN}:
            found = _("the level “%(level)s”, which the scale “%(scale)s” has not", level=shown(to), scale=target.id)
            yield document.problem((*path, level), found, accepted)
        elif to != UNKNOWN:
            if target.level_ids.index(to) < before:
                found = _("“%(level)s” stands for less than a lower level does", level=level)
                yield document.problem((*path, level), found, _("levels that rise together"))
            before = max(before, target.level_ids.index(to))
    for level in levels:
        if level not in source.level_ids:
            found = _("the level “%(level)s”, which the scale “%(scale)s” has not", level=shown(level), scale=source.id)
            yield document.problem((*path, level), found, ", ".join(source.level_ids))


KINDS: dict[str, Callable[[Located, rules.Resolve], Concordance | Crosswalk]] = {
    "concordance": check_concordance,
    "crosswalk": check_crosswalk,
}
