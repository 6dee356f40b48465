"""What makes a framework sound, beyond its form. Pure: the base comes from a resolver, nothing is read or written
here.
"""

from collections.abc import Callable, Iterator
from typing import Any

from jatigi.foundation.files.problems import DocumentError, Problem, Trail, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.validation import Located, validate
from jatigi.governance.frameworks import schema, structure
from jatigi.governance.frameworks.canonical import canonical, digest

MIN_COVERAGE = 0.6


class Cycle(LookupError):
    """A framework extends itself through others. ``chain`` lists them, the first again at the end."""

    def __init__(self, chain: list[str]) -> None:
        self.chain = chain
        super().__init__(" → ".join(chain))


Resolve = Callable[[str], structure.Framework | None]
"""Gives the checked framework for ``framework@version``; None when there is none; may raise :class:`Cycle`."""


def no_base(key: str) -> None:
    """A resolver that knows no framework, for files that extend none."""
    return


def check(document: Located, resolve_base: Resolve = no_base) -> structure.Framework:
    """The framework that the document describes.

    Raises:
        DocumentError: with every problem found, each with its line; the file's form first, then what it says.
    """
    form = validate(document, schema.Framework)
    checker = _Checker(document, form, resolve_base)
    problems = list(checker.problems())
    if problems:
        raise DocumentError(problems)
    return checker.framework()


def check_texts(document: Located, form: schema.Form, languages: list[str]) -> Iterator[Problem]:
    """Every text must stand in every language that the file declares, and in no other."""
    declared = ", ".join(languages)
    for path, texts in _texts(form, ()):
        for lang in languages:
            if lang not in texts:
                yield document.problem(
                    path, _("the language “%(lang)s” is missing", lang=lang), declared, _("Translate it.")
                )
        for lang in texts:
            if lang not in languages:
                found = _("the language “%(lang)s”, which the file does not declare", lang=shown(lang))
                yield document.problem((*path, lang), found, declared, _("Declare it under “languages”, or delete it."))


_TEXTS = frozenset({"title", "about", "label", "name", "question", "guidance", "evidence", "note", "reason"})


def _texts(value: Any, path: Trail) -> Iterator[tuple[Trail, dict[str, str]]]:
    """Every text of a form with its place. A mapping under a text's key, or inside an indicator's levels, is a text."""
    if isinstance(value, schema.Form):
        for name, field in type(value).model_fields.items():
            key, inner = field.alias or name, getattr(value, name)
            if name in _TEXTS and isinstance(inner, dict):
                yield (*path, key), inner
            elif isinstance(value, schema.Indicator) and name == "levels":
                yield from (((*path, key, level), texts) for level, texts in (inner or {}).items())
            else:
                yield from _texts(inner, (*path, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


class _Checker:
    """One document on its way to a framework."""

    def __init__(self, document: Located, form: schema.Framework, resolve: Resolve) -> None:
        self.document, self.form = document, form
        self.base: structure.Framework | None = None
        self.base_problem: Problem | None = None
        if form.extends is not None:
            self.base, self.base_problem = self._base(form.extends, resolve)
        self.scales = {scale_id: scale_of(scale_id, scale) for scale_id, scale in form.scales.items()}

    def _base(self, key: str, resolve: Resolve) -> tuple[structure.Framework | None, Problem | None]:
        try:
            base = resolve(key)
        except Cycle as cycle:
            found = _("a circle: %(chain)s", chain=shown(str(cycle), 300))
            return None, self.document.problem(("extends",), found, _("a base that does not extend this framework"))
        if base is None:
            found = _("the base “%(key)s”, which is not there", key=shown(key))
            return None, self.document.problem(("extends",), found, _("framework@version"), _("Load the base first."))
        return base, None

    def problems(self) -> Iterator[Problem]:
        if self.base_problem:
            # What depends on the base (scales, ids) would only repeat this one in other words.
            yield self.base_problem
            return
        yield from self._languages()
        yield from check_texts(self.document, self.form, self.form.languages)
        yield from self._ids()
        for scale_id, scale in self.form.scales.items():
            yield from self._scale(scale_id, scale)
        yield from self._classes()
        for path, indicator in self._indicators():
            yield from self._indicator(path, indicator)

    def _languages(self) -> Iterator[Problem]:
        languages = self.form.languages
        for index, lang in enumerate(languages):
            if lang in languages[:index]:
                yield self.document.problem(
                    ("languages", index), _("“%(lang)s” a second time", lang=lang), _("each once")
                )
        if self.base and set(languages) != set(self.base.languages):
            path: Trail = ("languages",) if ("languages",) in self.document.positions else ("extends",)
            found = _("other languages (%(own)s) than the base's", own=", ".join(languages))
            yield self.document.problem(path, found, ", ".join(self.base.languages))

    def _indicators(self) -> Iterator[tuple[Trail, schema.Indicator]]:
        for d, dimension in enumerate(self.form.dimensions):
            for s, sub in enumerate(dimension.subdimensions):
                for i, indicator in enumerate(sub.indicators):
                    yield ("dimensions", d, "subdimensions", s, "indicators", i), indicator

    def _nodes(self) -> Iterator[tuple[Trail, str, str | None]]:
        """Place, id and parent's id of each node, in order."""
        for d, dimension in enumerate(self.form.dimensions):
            yield ("dimensions", d), dimension.id, None
            for s, sub in enumerate(dimension.subdimensions):
                path: Trail = ("dimensions", d, "subdimensions", s)
                yield path, sub.id, dimension.id
                for i, indicator in enumerate(sub.indicators):
                    yield (*path, "indicators", i), indicator.id, sub.id

    def _ids(self) -> Iterator[Problem]:
        """Unique in the file and along the chain, whatever the capitals, and beginning with the dimension's id.

        The sub-dimension's id usually follows; it is not asked for, because an indicator that moves to another
        sub-dimension keeps its id.
        """
        problem, form = self.document.problem, self.form
        in_base = {
            node.casefold(): version.key
            for version in (self.base.chain if self.base else ())
            for node in (version.id, *version.node_ids())
        }
        if form.framework.casefold() in in_base:
            found = _("the id “%(id)s”, which %(base)s has", id=form.framework, base=in_base[form.framework.casefold()])
            yield problem(("framework",), found, _("an id of its own for a module"))
        seen: dict[str, int] = {form.framework.casefold(): self.document.problem(("framework",), "").line}
        for path, node, parent in self._nodes():
            at, key = (*path, "id"), node.casefold()
            if key in in_base:
                found = _("the id “%(id)s”, which the base %(base)s has", id=node, base=in_base[key])
                yield problem(at, found, _("new ids"), _("A module adds rows; it cannot change its base's."))
            elif key in seen:
                found = _("the id “%(id)s” a second time; the first is on line %(line)s", id=node, line=seen[key])
                yield problem(at, found, _("each id once, capital letters apart"))
            prefix = form.dimensions[int(path[1])].id + "."
            if parent is not None and not node.startswith(prefix):
                found = _("the id “%(id)s” under “%(parent)s”", id=node, parent=parent)
                yield problem(at, found, _("an id that starts with “%(prefix)s”", prefix=prefix))
            seen.setdefault(key, problem(at, "").line)

    def _scale(self, scale_id: str, scale: schema.Scale) -> Iterator[Problem]:
        path: Trail = ("scales", scale_id)
        if self.base and any(scale_id in version.scales for version in self.base.chain):
            found = _("the scale “%(id)s”, which the base has", id=scale_id)
            yield self.document.problem(path, found, _("new scales"), _("Delete it: the base's scales can be used."))
        if scale.range is not None:
            low, high = scale.range.min, scale.range.max
            if low != "data" and high != "data" and low >= high:
                found = _("a range from %(low)s to %(high)s", low=low, high=high)
                yield self.document.problem((*path, "range"), found, _("a minimum below the maximum"))
        levels = scale.levels or []
        for index, level in enumerate(levels):
            at: Trail = (*path, "levels", index)
            if level.id in schema.RESERVED:
                found = _("the level “%(id)s”, which has a meaning of its own", id=level.id)
                yield self.document.problem((*at, "id"), found, _("another id"))
            if level.id in [other.id for other in levels[:index]]:
                yield self.document.problem(
                    (*at, "id"), _("the level “%(id)s” twice", id=level.id), _("each level once")
                )
            if index and level.value <= levels[index - 1].value:
                found = _("the value %(value)s after %(before)s", value=level.value, before=levels[index - 1].value)
                yield self.document.problem(
                    (*at, "value"), found, _("values that rise from the lowest level to the highest")
                )

    def _classes(self) -> Iterator[Problem]:
        classes = self.form.classes or []
        for index, one in enumerate(classes):
            path: Trail = ("classes", index)
            following = classes[index + 1].lower if index + 1 < len(classes) else 1.0
            if one.id in [other.id for other in classes[:index]]:
                yield self.document.problem(
                    (*path, "id"), _("the class “%(id)s” twice", id=one.id), _("each class once")
                )
            if index == 0 and one.lower != 0:
                found = _("classes that begin at %(value)s", value=one.lower)
                yield self.document.problem((*path, "from"), found, _("a first class from 0"))
            if index and one.lower <= classes[index - 1].lower:
                found = _(
                    "a class from %(value)s after one from %(before)s", value=one.lower, before=classes[index - 1].lower
                )
                yield self.document.problem((*path, "from"), found, _("classes that rise without overlapping"))
            elif one.upper is not None and one.upper != following:
                overlap = one.upper > following
                found = (
                    _("a class up to %(upper)s that overlaps the next, from %(next)s", upper=one.upper, next=following)
                    if overlap
                    else _("a gap between %(upper)s and %(next)s", upper=one.upper, next=following)
                )
                yield self.document.problem((*path, "to"), found, str(following), _("Leave “to” out: it follows."))

    def _indicator(self, path: Trail, indicator: schema.Indicator) -> Iterator[Problem]:
        scale = self.scales.get(indicator.scale)
        if scale is None and self.base:
            scale = next((v.scales[indicator.scale] for v in self.base.chain if indicator.scale in v.scales), None)
        if scale is None:
            known = [*self.scales, *(s for v in (self.base.chain if self.base else ()) for s in v.scales)]
            found = _("the scale “%(id)s”, which is not defined", id=indicator.scale)
            yield self.document.problem((*path, "scale"), found, ", ".join(known) or _("a scale under “scales”"))
            return
        anchors, accepted = indicator.levels or {}, ", ".join(scale.level_ids) or _("no levels on a scale of numbers")
        for level in anchors:
            if level not in scale.level_ids:
                found = _("the level “%(level)s”, which the scale “%(scale)s” has not", level=level, scale=scale.id)
                yield self.document.problem((*path, "levels", level), found, accepted)
        if indicator.levels is not None:
            for level in scale.level_ids:
                if level not in anchors:
                    found = _("the level “%(level)s” is not described", level=level)
                    yield self.document.problem((*path, "levels"), found, accepted, _("Add it."))
        for kind in ("gcm", "sdg"):
            tags: list[Any] = getattr(indicator.tags, kind) if indicator.tags else []
            for index, tag in enumerate(tags):
                if tag in tags[:index]:
                    at = (*path, "tags", kind, index)
                    yield self.document.problem(at, _("%(tag)s a second time", tag=tag), _("each tag once"))

    def framework(self) -> structure.Framework:
        """The result; call it only when there are no problems."""
        form, base = self.form, self.base
        orders = [scale.level_ids for v in (base.chain if base else ()) for __, scale in sorted(v.scales.items())]
        document = canonical(form, orders)
        first = sum(len(version.dimensions) for version in base.chain) if base else 0
        inherited = base.min_coverage if base else MIN_COVERAGE
        return structure.Framework(
            id=form.framework,
            version=form.version,
            title=form.title,
            about=form.about,
            licence=form.licence,
            languages=tuple(form.languages),
            aggregate=form.aggregate,
            scales=self.scales,
            classes=_classes_of(form.classes) if form.classes else base.classes if base else (),
            min_coverage=inherited if form.min_coverage is None else form.min_coverage,
            dimensions=tuple(_dimension(one, number) for number, one in enumerate(form.dimensions, first + 1)),
            base=base,
            document=document,
            digest=digest(document),
        )


def scale_of(scale_id: str, form: schema.Scale) -> structure.Scale:
    """The scale that the file's entry describes."""
    levels = tuple(structure.Level(level.id, level.value, level.label) for level in form.levels or [])
    if form.range is None:
        return structure.Scale(scale_id, levels)
    return structure.Scale(scale_id, levels, form.range.min, form.range.max, form.range.direction)


def _classes_of(forms: list[schema.Class]) -> tuple[structure.FrameworkClass, ...]:
    uppers = [one.lower for one in forms[1:]] + [1.0]
    return tuple(
        structure.FrameworkClass(one.id, one.lower, upper, one is forms[-1], one.label)
        for one, upper in zip(forms, uppers, strict=True)
    )


def _dimension(form: schema.Dimension, number: int) -> structure.Dimension:
    subdimensions, position = [], 0
    for sub in form.subdimensions:
        indicators = []
        for indicator in sub.indicators:
            position += 1
            indicators.append(_indicator(indicator, f"{number}.{position}"))
        subdimensions.append(
            structure.Subdimension(sub.id, sub.title, sub.about or {}, sub.weight, sub.aggregate, tuple(indicators))
        )
    return structure.Dimension(
        form.id, number, form.title, form.about or {}, form.weight, form.aggregate, tuple(subdimensions)
    )


def _indicator(form: schema.Indicator, number: str) -> structure.Indicator:
    tags = form.tags or schema.Tags()
    return structure.Indicator(
        id=form.id,
        number=number,
        scale=form.scale,
        weight=form.weight,
        question=form.question,
        name=form.name or {},
        guidance=form.guidance or {},
        evidence=form.evidence or {},
        anchors=form.levels or {},
        gcm=tuple(tags.gcm),
        sdg=tuple(tags.sdg),
    )
