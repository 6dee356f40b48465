"""What changed between two revisions, word by word. Pure."""

import difflib
import re
from dataclasses import dataclass
from typing import Literal

_WORDS = re.compile(r"\s*\S+\s*")


@dataclass(frozen=True)
class Piece:
    """Some words: in both revisions, only in the earlier (``gone``) or only in the later (``new``)."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True)
class Side:
    """One revision to be read beside another: its title, by whom and when (in words), and its labelled texts."""

    title: str
    by: str = ""
    when: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """One labelled text of both revisions."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        """True when nothing changed."""
        return all(piece.kind == "same" for piece in (*self.before, *self.after))


def sides(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut in pieces. The pieces of a side, joined, are that side's text.

    Words are compared without the space around them, so that a moved line break is no change.

    >>> sides("oui, rien", "non, rien")[1]
    (Piece(kind='new', text='non, '), Piece(kind='same', text='rien'))
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    bare_old, bare_new = [word.strip() for word in old], [word.strip() for word in new]
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, bare_old, bare_new, autojunk=False).get_opcodes():
        gone, came = "".join(old[i1:i2]), "".join(new[j1:j2])
        if gone:
            left.append(Piece("same" if kind == "equal" else "gone", gone))
        if came:
            right.append(Piece("same" if kind == "equal" else "new", came))
    return tuple(left), tuple(right)


def rows(before: Side, after: Side) -> list[Row]:
    """The texts of both revisions in pairs, in the order of the later one; those it lacks come last."""
    old, new = dict(before.fields), dict(after.fields)
    labels = [*new, *(label for label in old if label not in new)]
    return [Row(label, *sides(old.get(label, ""), new.get(label, ""))) for label in labels]
