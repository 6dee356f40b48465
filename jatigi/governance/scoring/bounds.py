"""Frozen goalposts as a file: those of a release, or those that `jatigi score --freeze` wrote.

    {"permits.days": [3, 120]}            or a release.json, which holds the same under "bounds"

Scales whose goalposts come from the data move with the data. Scored again with the goalposts of an earlier
publication, new rounds compare with it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TextIO

from .errors import Problem, ScoringError, quote, reason, refuse
from .model import Framework, NumberScale
from .normalise import Bounds
from .words import say

MAX_BYTES: Final = 8 * 1024 * 1024
_SHAPE: Final = say("{example}, or the release.json of a release", example='{"indicator": [min, max]}')


def read_bounds(framework: Framework, path: Path) -> dict[str, Bounds]:
    """The goalposts in a JSON file, for indicators whose scale takes its own from the data.

    Raises `ScoringError` naming each indicator that is none such, and each pair that is no min below a max.
    """
    found = _mapping(path)
    movable = {
        node.id
        for node, scale in zip(framework.indicators, framework.scales, strict=True)
        if isinstance(scale, NumberScale) and scale.from_data
    }
    problems: list[Problem] = []
    bounds: dict[str, Bounds] = {}
    for indicator, pair in found.items():
        where = f"{path.name}, {quote(indicator)}"
        if indicator not in movable:
            accepted = ", ".join(sorted(movable)) or say("no indicator: all scales of this framework are fixed")
            problems.append(Problem("bounds.indicator", where, say("fixed or unknown goalposts"), accepted))
        elif (between := _pair(pair)) is None:
            problems.append(Problem("bounds.file", where, quote(pair), say("[min, max], the min below the max")))
        else:
            bounds[indicator] = between
    if problems:
        raise ScoringError(problems)
    return bounds


def write_bounds(bounds: Mapping[str, Bounds], file: TextIO) -> None:
    """Write goalposts as `read_bounds` reads them, sorted, a line each."""
    plain = {indicator: list(bounds[indicator]) for indicator in sorted(bounds)}
    file.write(json.dumps(plain, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _mapping(path: Path) -> Mapping[str, object]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise refuse("bounds.file", path.name, reason(error), say("a JSON file")) from error
    if len(data) > MAX_BYTES:
        raise refuse("bounds.file", path.name, say("a larger file"), say("at most {most} bytes", most=MAX_BYTES))
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        where = say("{file}, line {line}", file=path.name, line=error.lineno)
        raise refuse("bounds.file", where, say("text that is not JSON"), _SHAPE) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise refuse("bounds.file", path.name, say("text that is not JSON"), _SHAPE) from error
    if isinstance(found, dict) and isinstance(found.get("bounds"), dict):
        found = found["bounds"]
    elif isinstance(found, dict) and isinstance(found.get("schema"), int):
        found = {}  # a release whose scales are all fixed
    if not isinstance(found, dict):
        raise refuse("bounds.file", path.name, quote(found), _SHAPE)
    return found


def _pair(found: object) -> Bounds | None:
    """`[min, max]` as goalposts that differ; None when it is no such pair."""
    if not isinstance(found, list) or len(found) != 2:
        return None
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in found):
        return None
    try:
        between = Bounds(float(found[0]), float(found[1]))
    except OverflowError:  # an integer beyond every float
        return None
    return between if math.isfinite(between.max - between.min) and between.min < between.max else None
