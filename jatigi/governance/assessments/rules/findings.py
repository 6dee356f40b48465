"""The moves of a finding, and on what it may rest (DESIGN §5: findings stay in their time)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from jatigi.governance.assessments.rules.evidence import CitedFacts, Overtaken, State, is_later
from jatigi.governance.assessments.rules.judgements import is_known
from jatigi.governance.assessments.rules.rounds import WORKING_STATES

KINDS = ("good_practice", "gap", "since_then")


@dataclass(frozen=True)
class Move:
    """One cell. ``who``: "other" is anyone who did not write the finding."""

    state: str
    action: str
    permission: str
    next: str
    who: Literal["anyone", "other"] = "anyone"


MOVES: tuple[Move, ...] = (
    Move("draft", "edit", "finding.write", "draft"),
    Move("draft", "submit", "finding.write", "submitted"),
    Move("draft", "drop", "finding.write", "dropped"),
    Move("submitted", "edit", "finding.write", "draft"),
    Move("submitted", "return", "finding.review", "draft", "other"),
    Move("submitted", "review", "finding.review", "reviewed", "other"),
    Move("submitted", "drop", "finding.write", "dropped"),
    Move("reviewed", "edit", "finding.write", "draft"),
    Move("reviewed", "return", "finding.review", "draft", "other"),
    Move("reviewed", "drop", "finding.write", "dropped"),
)
ACTIONS = tuple(dict.fromkeys(move.action for move in MOVES))
#: States of the round in which findings are written and reviewed.
ROUND_STATES = WORKING_STATES


def move(state: str, action: str) -> Move | None:
    """The cell of the table, None when a finding cannot do that from there."""
    for candidate in MOVES:
        if (candidate.state, candidate.action) == (state, action):
            return candidate
    return None


@dataclass(frozen=True)
class Basis:
    """An answer on which a finding rests, with what it cites."""

    indicator: str  # number and name, for messages
    level: str
    value: float | None
    cites: Sequence[CitedFacts] = ()


@dataclass(frozen=True)
class Objection:
    """Why a finding is refused: ``code`` of the catalogue and the indicator or reference it is about."""

    code: str
    about: str = ""


def objections(
    kind: str, answers: Sequence[Basis], cites: Iterable[CitedFacts], reference_date: datetime.date
) -> list[Objection]:
    """What speaks against a finding of that kind resting on these answers and on these texts and pieces of evidence.

    A good practice or a gap rests on known answers and on nothing later than the reference date, directly or through
    its answers. "Since then" rests on texts or evidence, of whatever date.
    """
    named = list(cites)
    if kind == "since_then":
        return [] if named else [Objection("finding.rests_on_nothing")]
    if not answers:
        return [Objection("finding.rests_on_nothing")]
    found = [
        Objection("finding.unknown_is_no_gap", basis.indicator)
        for basis in answers
        if not is_known(basis.level, basis.value)
    ]
    everything = [*named, *(fact for basis in answers for fact in basis.cites)]
    later = dict.fromkeys(fact.ref for fact in everything if is_later(fact, reference_date))
    return [*found, *(Objection("finding.later_evidence", ref) for ref in later)]


def suggested(level: str, value: float | None, order: Sequence[str], state: State) -> tuple[str, ...]:
    """The kinds of finding that an answer suggests. ``order``: the levels from lowest to highest, none on number
    scales.

    The highest level suggests a good practice, the lower ones a gap; what was overtaken suggests "since then" as
    well. Unknown and not applicable suggest neither.
    """
    kinds: tuple[str, ...] = ()
    if is_known(level, value) and level in order:
        kinds = ("good_practice",) if level == order[-1] else ("gap",)
    return (*kinds, "since_then") if kinds and isinstance(state, Overtaken) else kinds
