"""Did what was done move what it should? One expected movement against two rounds.

Unknown is neither moved nor unmoved: an answer that is not documented in one of the rounds proves nothing. That an
action moved an answer is *attributed* by whoever says so until dated evidence of both rounds confirms it (DESIGN §5).
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

UNSETTLED: Final = frozenset({"unknown", "not_applicable", ""})
#: Causes of a difference between two answers that are not a movement: what was read changed, not what is.
APPARENT: Final = frozenset({"evidence_found", "correction", "other_judgement", "instrument_change"})

DONE_MOVED, DONE_NOT_MOVED, MOVED_WITHOUT, NOT_DONE = "done_moved", "done_not_moved", "moved_without", "not_done"
TOO_EARLY, NOT_DOCUMENTED = "too_early", "not_documented"
#: In the order of the page: what worked, what did not, what came by itself, what is left, what cannot be said yet.
RESULTS: Final = (DONE_MOVED, DONE_NOT_MOVED, MOVED_WITHOUT, NOT_DONE, TOO_EARLY, NOT_DOCUMENTED)


@dataclass(frozen=True)
class Expected:
    """An answer should move from one level to another by a day (None: no day was set)."""

    level_from: str
    level_to: str
    by: datetime.date | None = None


@dataclass(frozen=True)
class Happened:
    """What two rounds and the reports say. ``done`` is the action's official status: True, False, or None where nobody
    knows. ``cause`` is why the later answer differs, as its assessor gave it."""

    before: str
    after: str
    done: bool | None
    cause: str = ""

    @property
    def apparent(self) -> bool:
        """Whether the two answers differ because of the assessment, not of the country."""
        return self.before != self.after and self.cause in APPARENT


def steps(before: str, after: str, order: Sequence[str]) -> int | None:
    """How many levels up (or down, negative) from ``before`` to ``after``; None where either is not settled.

    >>> steps("absent", "complete", ["absent", "partial", "complete"])
    2
    """
    place = {level: number for number, level in enumerate(order)}
    if before in UNSETTLED or after in UNSETTLED or before not in place or after not in place:
        return None
    return place[after] - place[before]


def reached(expected: Expected, happened: Happened, order: Sequence[str]) -> bool | None:
    """Whether the answer moved as far as it should: it rose (or fell, where that was meant) since the earlier round and
    stands at the level expected or beyond. None where it cannot be said."""
    wanted = steps(expected.level_from, expected.level_to, order)
    moved = steps(happened.before, happened.after, order)
    beyond = steps(expected.level_to, happened.after, order)
    if wanted is None or moved is None or beyond is None:
        return None
    return moved * wanted > 0 and beyond * wanted >= 0


def result(expected: Expected, happened: Happened, order: Sequence[str], on: datetime.date) -> str:
    """What became of an expected movement on the reference date ``on`` of the later round.

    A movement that was reached is settled whatever the day. Before its day, one that was not reached is too early to
    judge. Where the answer of either round is not documented, where the two differ for another reason than a change of
    policy, or where nobody knows whether the action was done and nothing moved, it is not documented.
    """
    moved = reached(expected, happened, order)
    if moved is None or happened.apparent:
        return NOT_DOCUMENTED
    if moved:
        return DONE_MOVED if happened.done else MOVED_WITHOUT
    if expected.by is not None and on < expected.by:
        return TOO_EARLY
    if happened.done is None:
        return NOT_DOCUMENTED
    return DONE_NOT_MOVED if happened.done else NOT_DONE


def confirmed(before: Sequence[datetime.date | None], after: Sequence[datetime.date | None],
              reference_before: datetime.date, reference_after: datetime.date) -> bool:  # fmt: skip
    """Whether dated evidence of both rounds stands behind a movement: at least one dated piece no later than each
    round's reference date, and one of the later round that is newer than the earlier round's reference date.

    Dates are of what each round's answer cites; None is a piece without a date, which proves no movement.
    """
    earlier = any(day is not None and day <= reference_before for day in before)
    later = any(day is not None and reference_before < day <= reference_after for day in after)
    return earlier and later


def together(done: Sequence[bool | None]) -> bool | None:
    """Whether what several actions serve is done: all of them are (True), one is known not to be (False), else None.
    Without any action nobody knows: that none is recorded does not mean that nothing was done."""
    if False in done:
        return False
    return True if done and None not in done else None


def settled_before(expected: Expected, before: str, order: Sequence[str], earlier: datetime.date) -> bool:
    """Whether an earlier round has settled it: its day had come on that round's reference date, and the answer stood
    at the level expected, or beyond."""
    if expected.by is None or expected.by > earlier:
        return False
    wanted = steps(expected.level_from, expected.level_to, order)
    beyond = steps(expected.level_to, before, order)
    return wanted is not None and beyond is not None and beyond * wanted >= 0


def certain_day(first: datetime.date, last: datetime.date, since: datetime.date) -> datetime.date:
    """The day that a date known only in part (``first`` to ``last``) may prove something by: the last it can mean;
    its first where it may lie before ``since``, so that nothing is claimed to be newer than it surely is."""
    return last if first > since else first


def counts(results: Sequence[str]) -> Mapping[str, int]:
    """How many of each, in the order of the page, those without any included."""
    return {one: sum(found == one for found in results) for one in RESULTS}
