"""When a text stops standing, what the register looks like on a day, and how words are compared. Pure rules."""

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from jatigi.foundation.text.dates import PartialDate

# Kinds that places take part in (signed, ratified, left). A policy may be one that several States have adopted.
SHARED = frozenset({"convention", "regional_act", "bilateral_agreement", "policy"})
# Kinds that belong to no single jurisdiction but to all who take part.
COMMON = frozenset({"convention", "regional_act"})

Reason = Literal["ended", "superseded", "left"]


@dataclass(frozen=True)
class Successor:
    """A later instrument that takes the place of an earlier one, and since when (None: not documented)."""

    code: str
    on: PartialDate | None


@dataclass(frozen=True)
class Facts:
    """What decides whether an instrument still stands for one place.

    ``in_force_until`` is the last day it holds. ``left`` is the day from which the place takes no part any more.
    ``examined``: a person has recorded what the ending means in law.
    """

    in_force_from: PartialDate | None = None
    in_force_until: PartialDate | None = None
    left: PartialDate | None = None
    successors: tuple[Successor, ...] = ()
    examined: bool = False


@dataclass(frozen=True)
class Ending:
    """How and when an instrument ends for a place. ``on`` None: that it ended is known, when is not.

    Attributes:
        reason: ``ended`` (in force until ``on``, that day included), ``superseded`` (by the instrument ``by``, from
            ``on``), ``left`` (the place takes no part any more, from ``on``).
        by: code of the later instrument when superseded.
        examined: a person has recorded the legal effect; until then « effet à examiner ».
    """

    reason: Reason
    on: PartialDate | None
    by: str = ""
    examined: bool = False

    def over_on(self, day: datetime.date) -> bool:
        """Whether it has certainly ended on ``day``; an ending without a date is never certain for a given day."""
        if self.on is None:
            return False
        return self.on.latest() < day if self.reason == "ended" else self.on.latest() <= day


def endings(facts: Facts) -> tuple[Ending, ...]:
    """Every way in which the instrument ends for the place, the earliest first, undated ones last.

    An amendment is no ending: the amended text still stands.
    """
    found: list[Ending] = [Ending("superseded", later.on, later.code, facts.examined) for later in facts.successors]
    if facts.in_force_until is not None:
        found.append(Ending("ended", facts.in_force_until, "", facts.examined))
    if facts.left is not None:
        found.append(Ending("left", facts.left, "", facts.examined))
    return tuple(sorted(found, key=_order))


def ending(facts: Facts) -> Ending | None:
    """The ending that counts, None while the instrument stands: the earliest. On the same day, the one that says most
    (superseded before ended), so that the notice can name the text to read instead."""
    return next(iter(endings(facts)), None)


_SAYS_MOST = {"superseded": 0, "left": 1, "ended": 2}


def _order(one: Ending) -> tuple[datetime.date, int, str]:
    return (one.on.latest() if one.on else datetime.date.max, _SAYS_MOST[one.reason], one.by)


def stands_on(facts: Facts, day: datetime.date) -> bool | None:
    """Whether the instrument stands for the place on ``day``: None when its dates leave that open.

    >>> stands_on(Facts(in_force_from=PartialDate("2016")), datetime.date(2016, 6, 1)) is None
    True
    """
    all_endings = endings(facts)
    if any(one.over_on(day) for one in all_endings):
        return False
    begins = facts.in_force_from
    if begins is not None and begins.earliest() > day:
        return False
    doubtful_end = any(one.on is None or one.on.earliest() < day for one in all_endings)
    if begins is None or begins.latest() > day or doubtful_end:
        return None
    return True


_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ɛ": "e", "ɔ": "o", "ɲ": "n", "ŋ": "n", "ø": "o"})
_APART = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """``text`` as it is searched: no case, no accents, no punctuation, words apart by one space.

    >>> fold("Loi n° 04-058 : l’entrée des étrangers")
    'loi n 04 058 l entree des etrangers'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _APART.sub(" ", letters).strip()


def folded(parts: Iterable[str]) -> str:
    """The words of several texts as stored for searching: folded, with a space at both ends so that the beginning of
    a word can be asked for."""
    return f" {' '.join(filter(None, (fold(part) for part in parts)))} "


def words(text: str, most: int = 8) -> list[str]:
    """The first ``most`` words that a person searches for, each once, as they are looked for in a folded text."""
    return list(dict.fromkeys(fold(text).split()))[:most]


def rank(query: Sequence[str], code: str, number: str, titles: Sequence[str]) -> int:
    """How well an instrument fits the words of a search, 0 best: its number or code, the start of its title, the
    title, anything else."""
    asked = " ".join(query)
    if asked in (fold(code), fold(number)):
        return 0
    heads = [fold(title) for title in titles]
    if any(head.startswith(asked) for head in heads):
        return 1
    if f" {asked}" in f" {fold(number)}" or any(all(f" {w}" in f" {head}" for w in query) for head in heads):
        return 2
    return 3


def owner(kind: str, takes_part: bool, speaks_for: str) -> str | None:
    """Whose text an entry is when it does not say: that of the jurisdiction its file speaks for; nobody's alone
    (None) for conventions, regional acts, and policies in which places take part."""
    common = kind in COMMON or (kind == "policy" and takes_part)
    return None if common else speaks_for


def coherent(begins: PartialDate | None, until: PartialDate | None) -> bool:
    """Whether an end can follow a beginning: false only when the end is certainly earlier."""
    return begins is None or until is None or until.latest() >= begins.earliest()


def slug(title: str, most: int) -> str:
    """A title as the beginning of a code: whole words, hyphens between them, at most ``most`` characters.

    >>> slug("Loi n° 04-058 sur l’entrée des étrangers", 24)
    'loi-n-04-058-sur-l'
    """
    kept = ""
    for word in fold(title).split():
        longer = f"{kept}-{word}" if kept else word
        if len(longer) > most:
            break
        kept = longer
    return kept or "text"


def free(base: str, taken: Collection[str]) -> str:
    """``base``, or the first of ``base-2``, ``base-3`` … that is not taken."""
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
