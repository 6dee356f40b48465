"""Checking judgements one by one and gathering them into arrays: the one door to `Answers`.

Everything wrong is reported at once (the first `MAX_PROBLEMS` of it); nothing is guessed, repaired or half read.
"""

from __future__ import annotations

import difflib
import math
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

import numpy as np

from .declarations import WEIGHT_WORDS, is_weight
from .errors import MAX_PROBLEMS, AnswersError, Problem, quote
from .judgements import CONFIDENCES, Answers, Integers, Judgements, Unit, agree
from .model import NOT_APPLICABLE, UNKNOWN, Framework, LevelScale, Scale
from .words import say

Key = TypeVar("Key", str, tuple[str, str])

MAX_RECORDS: Final = 1_000_000
MAX_CELLS: Final = 5_000_000
"""Units × indicators in one panel: a bound on memory."""

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ID_WORDS: Final = say("a letter or digit, then letters, digits, `.`, `_` or `-` (at most 100)")
_NUMBER: Final = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")
_NUMBER_WORDS: Final = say("a number such as 12 or 39.9, {states}", states=f"{UNKNOWN}, {NOT_APPLICABLE}")


class Record(NamedTuple):
    """One judgement as text, as a line of a file or a row of a database holds it.

    `value` is a level id, a number, `unknown` or `not_applicable`. An empty `assessor` is one assessor without a
    name; an empty `weight` keeps the framework's. `line` is its place in a file, 0 when there is none.
    """

    jurisdiction: str
    round: str
    indicator: str
    value: str
    assessor: str = ""
    confidence: str = ""
    weight: str = ""
    line: int = 0

    def place(self, column: str) -> str:
        """Where the record's `column` is, for a person who must correct it."""
        if self.line:
            return say("line {line}, {column}", line=self.line, column=column)
        return f"{self.jurisdiction} {self.round} {self.indicator}, {column}"


@dataclass
class Problems:
    """What was found wrong so far."""

    listed: list[Problem] = field(default_factory=list)
    total: int = 0

    def add(self, code: str, where: str, found: str, accepted: str) -> None:
        """Count one more problem, and keep it while there is room."""
        self.total += 1
        if len(self.listed) < MAX_PROBLEMS:
            self.listed.append(Problem(code, where, found, accepted))

    def stop_here(self) -> None:
        """Raise `AnswersError` if anything was wrong."""
        if self.total:
            raise AnswersError(self.listed, self.total)


def gather(framework: Framework, records: Iterable[Record], *, problems: Problems | None = None) -> Answers:
    """The answers that `records` give, in any order; units come out sorted by code point.

    `problems` are those already found while the records were being read (a reader adds to them as it yields).
    Raises `AnswersError` with everything that is wrong.
    """
    gathering = _Gathering(framework, problems or Problems())
    for count, record in enumerate(records, start=1):
        if count > MAX_RECORDS:
            accepted = say("at most {most} lines", most=MAX_RECORDS)
            gathering.problems.add("answers.size", record.place("all"), say("one more line"), accepted)
            break
        gathering.add(record)
    judgements = gathering.judgements()
    gathering.problems.stop_here()
    return agree(framework, judgements)


class _Gathering:
    """Columns that grow by one judgement at a time, with positions instead of ids."""

    def __init__(self, framework: Framework, problems: Problems) -> None:
        self.problems = problems
        self.framework = framework
        self.answers = [_accepted_answers(scale) for scale in framework.scales]
        self.units: dict[tuple[str, str], int] = {}
        self.assessors: dict[str, int] = {}
        self.unit, self.indicator, self.assessor, self.line = array("q"), array("q"), array("q"), array("q")
        self.answer, self.weight = array("d"), array("d")
        self.not_applicable, self.confidence = array("b"), array("b")

    def add(self, record: Record) -> None:
        """Check one record and keep it; a record with a problem is reported instead."""
        before = self.problems.total
        unit, assessor = self._unit(record), self._assessor(record)
        indicator, answer = self._answer(record)
        confidence, weight = self._confidence(record), self._weight(record)
        if self.problems.total > before:
            return
        self.unit.append(unit)
        self.indicator.append(indicator)
        self.assessor.append(assessor)
        self.answer.append(answer)
        self.not_applicable.append(record.value == NOT_APPLICABLE)
        self.confidence.append(confidence)
        self.weight.append(weight)
        self.line.append(record.line)

    def _unit(self, record: Record) -> int:
        key = (record.jurisdiction, record.round)
        known = self.units.get(key)
        if known is not None:
            return known
        right = [self._is_id(record, column, text) for column, text in zip(("jurisdiction", "round"), key, strict=True)]
        return self.units.setdefault(key, len(self.units)) if all(right) else -1

    def _assessor(self, record: Record) -> int:
        known = self.assessors.get(record.assessor)
        if known is not None:
            return known
        if record.assessor and not self._is_id(record, "assessor", record.assessor):
            return -1
        return self.assessors.setdefault(record.assessor, len(self.assessors))

    def _is_id(self, record: Record, column: str, text: str) -> bool:
        if _ID.fullmatch(text):
            return True
        self.problems.add("answers.id", record.place(column), quote(text), _ID_WORDS)
        return False

    def _answer(self, record: Record) -> tuple[int, float]:
        indicator = self.framework.indicator_columns.get(record.indicator)
        if indicator is None:
            accepted = _suggest(
                record.indicator, self.framework.indicator_columns, say("an indicator id of the framework")
            )
            self.problems.add("answers.indicator", record.place("indicator"), quote(record.indicator), accepted)
            return -1, math.nan
        accepted_answers = self.answers[indicator]
        answer = accepted_answers.get(record.value)
        if answer is None and isinstance(self.framework.scales[indicator], LevelScale):
            accepted = _suggest(record.value, accepted_answers, ", ".join(accepted_answers))
            self.problems.add("answers.value", record.place("value"), quote(record.value), accepted)
        elif answer is None:
            answer = _number(record.value)
            if answer is None:
                self.problems.add("answers.number", record.place("value"), quote(record.value), _NUMBER_WORDS)
        return indicator, math.nan if answer is None else answer

    def _confidence(self, record: Record) -> int:
        if not record.confidence:
            return -1
        if record.confidence in CONFIDENCES:
            return CONFIDENCES.index(record.confidence)
        accepted = ", ".join(CONFIDENCES)
        self.problems.add("answers.confidence", record.place("confidence"), quote(record.confidence), accepted)
        return -1

    def _weight(self, record: Record) -> float:
        if not record.weight:
            return math.nan
        number = _number(record.weight)
        if number is not None and is_weight(number):
            return number
        self.problems.add("answers.weight", record.place("weight"), quote(record.weight), WEIGHT_WORDS)
        return math.nan

    def judgements(self) -> Judgements:
        """Everything kept, sorted, after the checks that need all of it."""
        units, unit = _in_order(self.units, self.unit)
        assessors, assessor = _in_order(self.assessors, self.assessor)
        indicator = np.array(self.indicator, dtype=np.int64)
        if len(units) * len(self.framework.indicators) > MAX_CELLS:
            columns = len(self.framework.indicators)
            found = say("{units} units × {indicators} indicators", units=len(units), indicators=columns)
            self.problems.add("answers.size", say("all lines"), found, say("at most {most} cells", most=MAX_CELLS))
        order = np.lexsort((assessor, indicator, unit))
        judgements = Judgements(
            units=tuple(Unit(*key) for key in units),
            assessors=tuple(assessors),
            unit=unit[order],
            indicator=indicator[order],
            assessor=assessor[order],
            answer=np.array(self.answer)[order],
            not_applicable=np.array(self.not_applicable, dtype=np.bool_)[order],
            confidence=np.array(self.confidence, dtype=np.int64)[order],
            weight=np.array(self.weight)[order],
        )
        self._check_together(judgements, np.array(self.line, dtype=np.int64)[order])
        return judgements

    def _check_together(self, judgements: Judgements, line: Integers) -> None:
        """No judgement twice, and one weight for each cell. Equal cells are neighbours."""
        same_cell = (np.diff(judgements.unit) == 0) & (np.diff(judgements.indicator) == 0)
        for later in np.flatnonzero(same_cell & (np.diff(judgements.assessor) == 0)) + 1:
            first, second = sorted((int(line[later - 1]), int(line[later])))
            where = self._place(judgements, int(later), second)
            again = say("the same assessor a second time")
            found = say("the same assessor a second time, as on line {line}", line=first) if first else again
            accepted = say("one answer per assessor, indicator, jurisdiction and round")
            self.problems.add("answers.duplicate", where, found, accepted)
        cell_starts = np.flatnonzero(
            np.diff(judgements.unit * len(self.framework.indicators) + judgements.indicator, prepend=-1)
        )
        if not len(cell_starts):
            return
        least = np.fmin.reduceat(judgements.weight, cell_starts)
        most = np.fmax.reduceat(judgements.weight, cell_starts)
        for cell in np.flatnonzero(least < most):
            where = self._place(judgements, int(cell_starts[cell]), 0)
            found = say("weights from {least} to {most}", least=f"{least[cell]:g}", most=f"{most[cell]:g}")
            self.problems.add("answers.weights_differ", where, found, say("one weight"))

    def _place(self, judgements: Judgements, position: int, line: int) -> str:
        if line:
            return say("line {line}", line=line)
        unit = judgements.units[judgements.unit[position]]
        return f"{unit.jurisdiction} {unit.round} {self.framework.indicators[judgements.indicator[position]].id}"


def _accepted_answers(scale: Scale) -> dict[str, float]:
    """The words accepted on a scale and the raw answer each stands for."""
    levels = scale.levels if isinstance(scale, LevelScale) else ()
    ranks = {level.id: float(rank) for rank, level in enumerate(levels)}
    return {**ranks, UNKNOWN: math.nan, NOT_APPLICABLE: math.nan}


def _number(text: str) -> float | None:
    """`text` as a finite number, or None. Stricter than Python: no spaces, underscores, `nan` or `inf`."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text) + 0.0  # no negative zero
    return number if math.isfinite(number) else None


def _suggest(found: str, known: Iterable[str], accepted: str) -> str:
    nearest = difflib.get_close_matches(found[:200], known, n=1)
    if not nearest:
        return accepted
    return say("{accepted} (did you mean {nearest}?)", accepted=accepted, nearest=repr(nearest[0]))


def _in_order(positions: dict[Key, int], column: array[int]) -> tuple[list[Key], Integers]:
    """The keys in code-point order, and `column` with positions in that order."""
    keys = sorted(positions)
    new = np.empty(len(keys), dtype=np.int64)
    for place, key in enumerate(keys):
        new[positions[key]] = place
    return keys, new[np.array(column, dtype=np.int64)]
