"""A passage of a text that is remembered by its words, so that it is found again after the text was edited.

A *passage* is a quote with a little of what stood before and after it. It is found where the quote stands unchanged
(nearest to its old neighbours if it stands there twice); else where most of its words still stand, in order; else it
is lost, and the remark falls back on the whole paragraph.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

AROUND: Final = 60  # characters kept before and after
ENOUGH: Final = 0.6  # share of words that must still stand
WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Passage:
    """The quote and its neighbours, as they stood when the remark was made."""

    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Found:
    """Where the passage is now: ``text[start:end]``; ``exact`` when its words are unchanged."""

    start: int
    end: int
    exact: bool


def passage(text: str, start: int, end: int) -> Passage:
    """The passage ``text[start:end]`` with its neighbours.

    Raises:
        ValueError: the bounds do not hold a non-empty part of the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage between {start} and {end} in a text of {len(text)} characters")
    return Passage(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def find(text: str, sought: Passage) -> Found | None:
    """Where ``sought`` stands in ``text``; None when too little of it is left."""
    if not sought.quote.strip():
        return None
    exact = list(_occurrences(text, sought.quote))
    if exact:
        start = max(exact, key=lambda at: _nearness(text, at, at + len(sought.quote), sought))
        return Found(start, start + len(sought.quote), exact=True)
    return _most_of(text, sought)


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _nearness(text: str, start: int, end: int, sought: Passage) -> float:
    """How much what stands around ``text[start:end]`` resembles the old neighbours: 0 to 2."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return _alike(before, sought.before) + _alike(after, sought.after)


def _alike(one: str, other: str) -> float:
    if not one and not other:
        return 1.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _most_of(text: str, sought: Passage) -> Found | None:
    words = [(match.group().casefold(), match.span()) for match in WORD.finditer(text)]
    wanted = [match.group().casefold() for match in WORD.finditer(sought.quote)]
    best: tuple[float, float, int, int] | None = None
    slack = max(6, len(wanted) // 2)  # words put in since
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(wanted)
    for first in range(len(words)):
        window = [word for word, _span in words[first : first + len(wanted) + slack]]
        matcher.set_seq1(window)
        if matcher.quick_ratio() < ENOUGH / 2:
            continue
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        kept = sum(block.size for block in blocks)
        if not blocks or kept < ENOUGH * len(wanted):
            continue
        start, end = words[first + blocks[0].a][1][0], words[first + blocks[-1].a + blocks[-1].size - 1][1][1]
        candidate = (kept / len(wanted), _nearness(text, start, end, sought), -start, end)
        best = max(best, candidate) if best else candidate
    return Found(-best[2], best[3], exact=False) if best else None
