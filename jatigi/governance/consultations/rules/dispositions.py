"""What an answer to a position or a remark may say, and whether it still answers what is held today."""

from dataclasses import dataclass
from typing import Final

ACCEPTED, PARTLY, REJECTED, DEFERRED = "accepted", "partly", "rejected", "deferred"
CHANGES_SOMETHING: Final = frozenset({ACCEPTED, PARTLY})
#: What a line of the comment–response matrix is at: nothing said yet, promised, done, answered without a change, or the
#: institution has spoken again since.
OPEN, PROMISED, CHANGED, ANSWERED, SPOKE_AGAIN = "open", "promised", "changed", "answered", "spoke_again"


@dataclass(frozen=True)
class Given:
    """The latest disposition of a line. ``answers_number`` is the position's revision that it answers, 0 for a
    remark."""

    outcome: str
    answers_number: int
    change_due: bool
    changed: bool


def progress(given: Given | None, latest_number: int) -> str:
    """Where a line is.

    >>> progress(None, 1)
    'open'
    >>> progress(Given("accepted", 1, change_due=True, changed=False), 2)
    'spoke_again'
    """
    if given is None:
        return OPEN
    if given.answers_number < latest_number:
        return SPOKE_AGAIN
    if given.changed:
        return CHANGED
    return PROMISED if given.change_due else ANSWERED


def change_fits(outcome: str, *, due: bool, named: bool) -> bool:
    """A change is named or promised only by what accepts, and not both at once."""
    return not (due and named) and (outcome in CHANGES_SOMETHING or not (due or named))
