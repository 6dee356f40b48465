"""What scoring refuses, and how it says so.

Every refusal is a `Problem`: where it is, what was found, what is accepted, and what to do. `ADVICE` is the catalogue
of stable codes. `in_language("fr")` says it in French; `str()` says it in English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .words import Words, say, spoken

MAX_PROBLEMS: Final = 50
"""How many problems one error carries; the rest are counted."""

_LONGEST_QUOTE: Final = 80

ADVICE: Final[dict[str, str]] = {
    "framework.shape": "Correct the framework file and check it with `jatigi framework check`.",
    "framework.id": "Give every framework, node, scale, level and class one id, used once in the whole chain of files.",
    "framework.extends": "Give the files of a module base first, each extending the one before it.",
    "framework.module": "A module only adds to its base; publish a new version of the base to change it.",
    "framework.weight": "Write a weight above zero; leave the node out if it must not count.",
    "framework.aggregate": "Choose one of the two means.",
    "framework.scale": "Declare the scale under `scales`, or correct its name.",
    "framework.scale_values": "Order the levels from worst to best, with values between 0 and 1.",
    "framework.scale_range": "Write two numbers, the smaller first, or `data`.",
    "framework.classes": "Let the first class start at 0 and each class end where the next one starts.",
    "framework.min_coverage": "Write the share of weight that must be known, between 0 and 1.",
    "framework.file": "Check the path and the file's encoding.",
    "answers.file": "Check the path; save the sheet as “CSV UTF-8”.",
    "answers.encoding": "In Excel, save the sheet as “CSV UTF-8”.",
    "answers.size": "Split the file by jurisdiction or by round; each part is scored alone.",
    "answers.columns": "Correct the header, the first line of the file.",
    "answers.row": "Give the line as many cells as the header has.",
    "answers.id": "Use the stable id, without spaces, accents or formula signs.",
    "answers.indicator": "Use an indicator id of this framework.",
    "answers.value": "Write one of the accepted values exactly; delete the line if nothing was answered.",
    "answers.number": "Write digits with a decimal point (in a file with semicolons also a comma), nothing else.",
    "answers.decimal": "Write all numbers of the file with a comma, or all with a point; no thousands separators.",
    "answers.weight": "Leave the cell empty to keep the framework's weight.",
    "answers.confidence": "Leave the cell empty if confidence was not recorded.",
    "answers.duplicate": "Keep one line; several assessors are told apart by the column `assessor`.",
    "answers.weights_differ": "One indicator has one weight in a jurisdiction and round, whoever answers.",
    "values.shape": "Give every array one row per unit and one column per indicator of the framework.",
    "values.range": "Normalise first: `normalise(framework, answers)` gives values between 0 and 1.",
    "bounds.missing": "Give frozen bounds for every indicator whose scale says `data`.",
    "bounds.file": "Give the release.json of a release, or what `--freeze` wrote.",
    "bounds.indicator": "Leave out what the framework measures otherwise; check that it is the same version.",
    "bounds.constant": "Give the scale a fixed min and max, or pass the bounds frozen with an earlier release.",
    "results.file": "Create the folder, or name another place.",
    "agreement.shape": "Give a table with one row per assessor and one column per item, NaN where nothing was said.",
    "agreement.level": "Choose the level of measurement of the scale.",
}


def quote(found: object) -> str:
    """`found` as it stood, shortened, with control characters made visible (safe to print on a terminal)."""
    text = repr(found)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code, the place, what was found and what is accepted."""

    code: str
    where: str
    found: str
    accepted: str

    @property
    def advice(self) -> Words:
        """What to do about it, from the catalogue."""
        return say(ADVICE[self.code])

    def in_language(self, lang: str) -> str:
        """The problem in one sentence and the advice in another, in French (``fr``) or English."""
        return spoken(
            say(
                "{where}: found {found}; accepted: {accepted}. {advice}",
                where=self.where,
                found=self.found,
                accepted=self.accepted,
                advice=self.advice,
            ),
            lang,
        )

    def __str__(self) -> str:
        return self.in_language("en")


class ScoringError(ValueError):
    """Input that cannot be scored. `problems` holds up to `MAX_PROBLEMS` of them, `total` how many there were."""

    def __init__(self, problems: Sequence[Problem], total: int | None = None) -> None:
        self.problems = tuple(problems[:MAX_PROBLEMS])
        self.total = max(len(problems), total or 0)
        super().__init__(str(self))

    def in_language(self, lang: str) -> str:
        """One line per problem, in French (``fr``) or English."""
        lines = [problem.in_language(lang) for problem in self.problems]
        if self.total > len(self.problems):
            lines.append(spoken(say("… and {more} more.", more=self.total - len(self.problems)), lang))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.in_language("en")


class AnswersError(ScoringError):
    """Answers that cannot be read. Nothing was taken over: answers are read whole or not at all."""


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in words that can be said in French where they are frequent."""
    return say(str(error.strerror or "an unreadable file").replace("{", "").replace("}", ""))


def refuse(code: str, where: str, found: str, accepted: str) -> ScoringError:
    """One problem as an error, to raise."""
    return ScoringError([Problem(code, where, found, accepted)])
