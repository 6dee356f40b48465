"""Single declarations of a framework document, each checked on its own: ids, numbers, weights, scales, classes.

Every function takes the mapping, the key where it matters, and `where` for the message; every one raises
`ScoringError`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

from .errors import quote, refuse
from .model import DECIMALS, RESERVED, Aggregate, Class, Direction, Level, LevelScale, NumberScale, Scale
from .words import say

Document = Mapping[str, object]
"""What a framework file holds, as a YAML reader gives it: nested mappings, lists, strings and numbers."""

LEAST_WEIGHT: Final = 1e-12
MOST_WEIGHT: Final = 1e12
WEIGHT_WORDS: Final = say("a number above 0 (from 1e-12 to 1e12)")
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,199}")
_ID_WORDS: Final = say("a letter, then letters, digits, `.`, `_` or `-`, as text")
_VERSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def is_weight(number: float) -> bool:
    """Whether `number` may be a weight: above zero, and within a span where sums of weights stay exact enough."""
    return LEAST_WEIGHT <= number <= MOST_WEIGHT


def mapping(found: object, where: str) -> Document:
    """`found`, when it is a mapping."""
    if not isinstance(found, Mapping):
        raise refuse("framework.shape", where, quote(found), say("a mapping of keys to values"))
    return found


def entries(document: Document, key: str, where: str) -> list[Document]:
    """The mappings listed under `key`; none when the key is missing."""
    found = document.get(key)
    if found is None:
        return []
    if isinstance(found, str) or not isinstance(found, Sequence):
        raise refuse("framework.shape", f"{where}, {key}", quote(found), say("a list"))
    return [mapping(entry, f"{where}, {key}[{place}]") for place, entry in enumerate(found)]


def checked_id(found: object, where: str) -> str:
    """`found`, when it can be an id."""
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise refuse("framework.id", where, quote(found), _ID_WORDS)
    return found


def version(document: Document, where: str) -> str:
    """The document's `version`, as text (`"1.0"`, not 1.0)."""
    found = document.get("version")
    if not isinstance(found, str) or not _VERSION.fullmatch(found):
        raise refuse("framework.shape", f"{where}, version", quote(found), say('text in quotes, such as "1.0"'))
    return found


def base(document: Document, where: str) -> tuple[str, str] | None:
    """The id and version of what the document extends; None when it extends nothing."""
    found = document.get("extends")
    if found is None:
        return None
    identifier, _, number = found.partition("@") if isinstance(found, str) else ("", "", "")
    if not _ID.fullmatch(identifier) or not _VERSION.fullmatch(number):
        raise refuse("framework.extends", f"{where}, extends", quote(found), say('"framework@version", or null'))
    return identifier, number


def weight(document: Document, where: str) -> float:
    """The node's `weight` among its siblings; 1 when it states none."""
    found = _stated(document, "weight", 1)
    number = _number(found)
    if number is None or not is_weight(number):
        raise refuse("framework.weight", f"{where}, weight", quote(found), WEIGHT_WORDS)
    return number


def aggregate(document: Document, where: str, default: Aggregate) -> Aggregate:
    """How the node averages its children; `default` when it does not say."""
    found = _stated(document, "aggregate", default)
    if found == "arithmetic":
        return "arithmetic"
    if found == "geometric":
        return "geometric"
    raise refuse("framework.aggregate", f"{where}, aggregate", quote(found), say("arithmetic or geometric"))


def min_coverage(document: Document, where: str) -> float:
    """The share of weight that must be known before a node shows a class."""
    found = document.get("min_coverage")
    number = _number(found)
    if number is None or not 0 <= number <= 1:
        raise refuse("framework.min_coverage", f"{where}, min_coverage", quote(found), say("a number from 0 to 1"))
    return round(number, DECIMALS)


def scale(identifier: str, document: Document, where: str) -> Scale:
    """A scale: either `levels` or a number `range`."""
    has_levels, has_range = (document.get(key) is not None for key in ("levels", "range"))
    if has_levels == has_range:
        found = say("both `levels` and `range`") if has_levels else say("neither `levels` nor `range`")
        raise refuse("framework.scale_values", where, found, say("one of the two"))
    if has_levels:
        return LevelScale(identifier, _levels(document, where))
    return _number_scale(identifier, mapping(document["range"], f"{where}, range"), f"{where}, range")


def _levels(document: Document, where: str) -> tuple[Level, ...]:
    levels: list[Level] = []
    for entry in entries(document, "levels", where):
        identifier = checked_id(entry.get("id"), say("{where}, a level's id", where=where))
        here = say("{where}, level {id}", where=where, id=identifier)
        if identifier in RESERVED or identifier in {level.id for level in levels}:
            accepted = say("an id of its own, none of {reserved}", reserved=", ".join(sorted(RESERVED)))
            raise refuse("framework.id", here, quote(identifier), accepted)
        value = _number(entry.get("value"))
        least = levels[-1].value if levels else 0.0
        if value is None or not least <= value <= 1:
            accepted = say("a number from {least} to 1", least=f"{least:g}")
            raise refuse("framework.scale_values", here, quote(entry.get("value")), accepted)
        levels.append(Level(identifier, value + 0.0))
    if len(levels) < 2 or levels[0].value == levels[-1].value:
        few = say("{count} level(s)", count=len(levels))
        found = few if len(levels) < 2 else say("levels that are all worth the same")
        raise refuse("framework.scale_values", where, found, say("at least two levels of different values"))
    return tuple(levels)


def _number_scale(identifier: str, document: Document, where: str) -> NumberScale:
    least = _goalpost(document, "min", where)
    most = _goalpost(document, "max", where)
    if least is not None and most is not None and least >= most:
        raise refuse("framework.scale_range", where, f"min {least:g}, max {most:g}", say("a min below the max"))
    return NumberScale(identifier, least, most, _direction(document, where))


def _goalpost(document: Document, key: str, where: str) -> float | None:
    found = document.get(key)
    if found == "data":
        return None
    number = _number(found)
    if number is None:
        raise refuse("framework.scale_range", f"{where}.{key}", quote(found), say("a number, or `data`"))
    return number


def _direction(document: Document, where: str) -> Direction:
    found = _stated(document, "direction", "higher")
    if found == "higher":
        return "higher"
    if found == "lower":
        return "lower"
    raise refuse("framework.scale_range", f"{where}.direction", quote(found), say("higher or lower (which is better)"))


def classes(document: Document, where: str) -> tuple[Class, ...]:
    """The classes in ascending order. Each ends where the next starts; an explicit `to` must say the same."""
    listed = entries(document, "classes", where)
    starts = [_start(entry, where) for entry in listed]
    ends = [*starts[1:], 1.0]
    found: list[Class] = []
    for entry, start, end in zip(listed, starts, ends, strict=True):
        identifier = checked_id(entry.get("id"), say("{where}, a class's id", where=where))
        here = say("{where}, class {id}", where=where, id=identifier)
        if identifier in {earlier.id for earlier in found}:
            raise refuse("framework.id", here, say("an id used twice"), say("one id for each class"))
        _check_class(entry, here, start=start, end=end, first=not found, last=len(found) == len(listed) - 1)
        found.append(Class(identifier, start, end))
    return tuple(found)


def _start(entry: Document, where: str) -> float:
    start = _number(entry.get("from"))
    if start is None or not 0 <= start <= 1:
        here = say("{where}, a class's from", where=where)
        raise refuse("framework.classes", here, quote(entry.get("from")), say("a number from 0 to 1"))
    return round(start, DECIMALS) + 0.0


def _check_class(entry: Document, here: str, *, start: float, end: float, first: bool, last: bool) -> None:
    if first and start != 0:
        found = say("from {start}, so that scores below it have no class", start=f"{start:g}")
        raise refuse("framework.classes", here, found, "from 0")
    if not last and end <= start:
        found = say("from {start}, followed by from {next}", start=f"{start:g}", next=f"{end:g}")
        raise refuse("framework.classes", here, found, say("classes in ascending order"))
    stated = _number(_stated(entry, "to", end))
    if stated is None or round(stated, DECIMALS) != end:
        found = say("to {end}, a gap or an overlap with what follows", end=quote(entry.get("to")))
        raise refuse("framework.classes", here, found, say("to {end}, or no `to`", end=f"{end:g}"))


def _stated(document: Document, key: str, default: object) -> object:
    """What stands under `key`, or `default` when the key is missing or empty."""
    found = document.get(key)
    return default if found is None else found


def _number(found: object) -> float | None:
    """`found` as a finite float, or None; true and false are not numbers."""
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    try:
        number = float(found)
    except OverflowError:  # an integer beyond every float
        return None
    return number if math.isfinite(number) else None
