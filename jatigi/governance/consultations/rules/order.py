"""Moving one thing in a list that people put in order."""

from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def moved(things: Sequence[Thing], one: Thing, to: int) -> list[Thing]:
    """The list with ``one`` at index ``to``; an index beyond the ends means the end.

    >>> moved(["a", "b", "c"], "c", 0)
    ['c', 'a', 'b']
    >>> moved(["a", "b", "c"], "a", 9)
    ['b', 'c', 'a']

    Raises:
        ValueError: ``one`` is not in the list.
    """
    rest = list(things)
    rest.remove(one)
    rest.insert(min(max(to, 0), len(rest)), one)
    return rest
