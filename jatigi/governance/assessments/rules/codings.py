"""The moves of a coding: one literal table. No one reviews their own coding."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from jatigi.governance.assessments.rules.rounds import WORKING_STATES

OPEN_TO_NEW = frozenset({"collection", "revised"})  # in review only what was returned may be handed in again


@dataclass(frozen=True)
class Move:
    """One cell. ``who``: the coding's author, or anyone else who holds the permission (four eyes)."""

    state: str
    action: str
    permission: str
    next: str
    who: Literal["author", "other"]
    rounds: frozenset[str]  # states of the round in which it may be done


# fmt: off
MOVES: tuple[Move, ...] = (
    Move("open",      "save",     "coding.write",  "open",      "author", OPEN_TO_NEW),
    Move("open",      "submit",   "coding.write",  "submitted", "author", OPEN_TO_NEW),
    Move("submitted", "withdraw", "coding.write",  "open",      "author", OPEN_TO_NEW),
    Move("submitted", "return",   "coding.review", "returned",  "other",  WORKING_STATES),
    Move("submitted", "accept",   "coding.review", "accepted",  "other",  WORKING_STATES),
    Move("returned",  "save",     "coding.write",  "returned",  "author", WORKING_STATES),
    Move("returned",  "submit",   "coding.write",  "submitted", "author", WORKING_STATES),
    Move("accepted",  "reopen",   "coding.review", "returned",  "other",  WORKING_STATES),
)
# fmt: on
ACTIONS = tuple(dict.fromkeys(move.action for move in MOVES))


def move(state: str, action: str) -> Move | None:
    """The cell of the table, None when a coding cannot do that from there."""
    for candidate in MOVES:
        if (candidate.state, candidate.action) == (state, action):
            return candidate
    return None


def may_write(round_state: str, coding_state: str | None) -> bool:
    """Whether its author may write and hand in (``coding_state`` None: not begun)."""
    found = move(coding_state or "open", "submit")
    return found is not None and round_state in found.rounds


def disagree(sides: Iterable[tuple[str, str, float | None]]) -> bool:
    """Whether handed-in codings (state, level, value) differ and at least one still waits for a decision."""
    handed_in = [side for side in sides if side[0] in {"submitted", "accepted"}]
    return len({side[1:] for side in handed_in}) > 1 and any(state == "submitted" for state, *_ in handed_in)
