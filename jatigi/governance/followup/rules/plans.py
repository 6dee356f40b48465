"""What may be done with a plan and its actions, and which recommendations an action serves after merges and splits."""

from collections.abc import Iterable, Mapping
from typing import Final

from jatigi.governance.followup.rules.recommendations import LIVE

DRAFT, ADOPTED, ENDED = "draft", "adopted", "ended"
#: (state, act) → the state after. What is not here is refused.
MOVES: Final[Mapping[tuple[str, str], str]] = {
    (DRAFT, "adopt"): ADOPTED,
    (ADOPTED, "reopen"): DRAFT,
    (ADOPTED, "end"): ENDED,
    (ENDED, "resume"): ADOPTED,
}
ACTS: Final = ("adopt", "reopen", "end", "resume")
#: Actions are written, ordered and dropped while the plan is not over; they are reported on once it is adopted.
WRITABLE: Final = frozenset({DRAFT, ADOPTED})
REPORTED: Final = frozenset({ADOPTED, ENDED})
UP, DOWN = "up", "down"


def move(state: str, act: str) -> str | None:
    """The state after ``act``; None where it is refused."""
    return MOVES.get((state, act))


def heirs(code: str, states: Mapping[str, str], became: Mapping[str, Iterable[str]]) -> list[str]:
    """The recommendations that stand for ``code`` today: itself, or what it became, step after step, in the order of
    their codes. Empty where nothing of it stands. Ends even if what became what ran in a circle.

    >>> heirs("a", {"a": "merged", "b": "adopted"}, {"a": ["b"]})
    ['b']
    """
    seen, waiting, found = {code}, [code], set()
    while waiting:
        one = waiting.pop()
        if states.get(one) in LIVE:
            found.add(one)
            continue
        for later in became.get(one, ()):
            if later not in seen:
                seen.add(later)
                waiting.append(later)
    return sorted(found)


def moved(order: list[str], one: str, direction: str) -> list[str]:
    """The order after ``one`` went one place up or down; at the end of the list it stays.

    >>> moved(["a", "b", "c"], "c", "up")
    ['a', 'c', 'b']
    """
    place = order.index(one)
    other = place - 1 if direction == UP else place + 1
    if not 0 <= other < len(order):
        return list(order)
    after = list(order)
    after[place], after[other] = after[other], after[place]
    return after
