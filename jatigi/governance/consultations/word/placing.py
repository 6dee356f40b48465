"""Where what came back belongs: by its bookmark, else by the words of its paragraph, else nowhere. Pure."""

import difflib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from jatigi.governance.consultations.rules.passages import WORD, find
from jatigi.governance.consultations.word.reading import Found

ALIKE: Final = 0.8  # share of words that a paragraph without its bookmark must have in common with one of ours
SHORT: Final = 5  # words; a shorter paragraph must be the same


@dataclass(frozen=True)
class Target:
    """A subject as it reads in the draft's language today. ``heading`` is its dimension, section or question."""

    subject: uuid.UUID
    kind: str
    mark: str
    heading: str
    words: str


@dataclass(frozen=True)
class Placed:
    """One thing that came back. ``number`` is its place in the file, from 0. ``target`` is None where it belongs to no
    paragraph that is known; ``by_words`` where the bookmark was lost; ``now`` says whether what it is about stands
    (``same``), stands in other words (``edited``) or was rewritten since (``gone``); empty without a target."""

    number: int
    found: Found
    target: Target | None
    by_words: bool = False
    now: str = ""


def place(found: Iterable[Found], targets: Sequence[Target]) -> list[Placed]:
    """Each thing with its paragraph."""
    by_mark = {one.mark: one for one in targets}
    known: dict[str, Target | None] = {}
    placed = []
    for number, one in enumerate(found):
        target = by_mark.get(one.mark)
        by_words = target is None and bool(one.sent.strip())
        if by_words:
            if one.sent not in known:
                known[one.sent] = alike(one.sent, targets)
            target = known[one.sent]
        placed.append(Placed(number, one, target, by_words and target is not None, _now(one, target)))
    return placed


def alike(sent: str, targets: Sequence[Target]) -> Target | None:
    """The subject whose words are those of the paragraph, or nearly."""
    words = _words(sent)
    best: tuple[float, Target | None] = (0.0, None)
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words)
    for target in targets:
        theirs = _words(target.words)
        if theirs == words and words:
            return target
        if min(len(words), len(theirs)) < SHORT:
            continue
        matcher.set_seq1(theirs)
        if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
            continue
        best = max(best, (matcher.ratio(), target), key=lambda pair: pair[0])
    return best[1] if best[0] >= ALIKE else None


def _words(text: str) -> list[str]:
    return [one.group().casefold() for one in WORD.finditer(text)]


def _now(one: Found, target: Target | None) -> str:
    if target is None:
        return ""
    if not one.passage.quote:
        return "same"
    at = find(target.words, one.passage)
    if at is None:
        # What stands around an answer's reasons (its question, its sources) is in the file and not in its words.
        return "same" if target.kind == "answer" else "gone"
    return "same" if at.exact else "edited"
