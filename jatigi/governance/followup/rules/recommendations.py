"""What may be done with a recommendation, and that merging and splitting never run in a circle."""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from typing import Final

DRAFT, ADOPTED, MERGED, SPLIT, DROPPED = "draft", "adopted", "merged", "split", "dropped"
LIVE: Final = frozenset({DRAFT, ADOPTED})
#: (state, action) → the state after. What is not here is refused.
MOVES: Final[Mapping[tuple[str, str], str]] = {
    (DRAFT, "reword"): DRAFT,
    (ADOPTED, "reword"): DRAFT,  # new words are adopted anew
    (DRAFT, "adopt"): ADOPTED,
    (ADOPTED, "reopen"): DRAFT,
    (ADOPTED, "respond"): ADOPTED,
    (DRAFT, "merge"): MERGED,
    (ADOPTED, "merge"): MERGED,
    (DRAFT, "split"): SPLIT,
    (ADOPTED, "split"): SPLIT,
    (DRAFT, "drop"): DROPPED,
    (ADOPTED, "drop"): DROPPED,
    (DROPPED, "restore"): DRAFT,
    (MERGED, "restore"): DRAFT,  # undone: what it became lets go of it
    (SPLIT, "restore"): DRAFT,
}
ACTIONS: Final = ("reword", "adopt", "reopen", "respond", "merge", "split", "drop", "restore")
OBJECTIVES: Final = range(1, 24)  # of the Global Compact for Migration


def move(state: str, action: str) -> str | None:
    """The state after ``action``; None where it is refused."""
    return MOVES.get((state, action))


def descendants(of: str, became: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Everything that ``of`` became, step after step."""
    found: set[str] = set()
    waiting = [of]
    while waiting:
        for later in became.get(waiting.pop(), ()):
            if later not in found:
                found.add(later)
                waiting.append(later)
    return frozenset(found)


def runs_in_circle(sources: Iterable[str], target: str, became: Mapping[str, Iterable[str]]) -> bool:
    """Whether merging ``sources`` into ``target`` would make something come of itself."""
    wanted = set(sources)
    return target in wanted or bool(wanted & descendants(target, became))


def short_name(prefix: str, text: str, taken: Container[str]) -> str:
    """A stable name for a recommendation: where it belongs and its first words, with a number where that is taken.

    >>> short_name("MLI-2026", "Étendre les soins à tous", {"MLI-2026-etendre-les-soins-a-tous"})
    'MLI-2026-etendre-les-soins-a-tous-2'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    name = prefix
    for word in words:
        if len(f"{name}-{word}") > 60 + len(prefix):
            break
        name = f"{name}-{word}"
    name = name[:110]
    number, one = 1, name
    while one in taken or (number == 1 and one == prefix):
        number += 1
        one = f"{name}-{number}"
    return one
