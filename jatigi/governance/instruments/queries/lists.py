"""The register as a list with filters, and as a line of dated events."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules
from jatigi.governance.instruments.models import KINDS, Instrument, Participation
from jatigi.governance.instruments.queries.endings import facts_for
from jatigi.governance.instruments.queries.register import matching
from jatigi.governance.instruments.rules import Ending, Facts


@dataclass(frozen=True)
class Filter:
    """What a person asks of the register. ``on``: standing on that day. ``part``: ``party`` (ratified, not left),
    ``signed`` (not ratified) or ``left``."""

    text: str = ""
    kind: str = ""
    subject: str = ""
    status: str = ""
    on: datetime.date | None = None
    part: str = ""


@dataclass(frozen=True)
class Part:
    """What a place does in an instrument."""

    signed: PartialDate | None
    ratified: PartialDate | None
    left: PartialDate | None

    @property
    def name(self) -> str:
        """``left``, ``party``, ``signed``, or nothing that is documented."""
        if self.left:
            return "left"
        return "party" if self.ratified else "signed" if self.signed else ""


@dataclass(frozen=True)
class Line:
    """One instrument in a list."""

    code: str
    kind: str
    title: Text
    number: str
    status: str
    recalled: bool  # some of its dates or numbers are not read in a source
    adopted: PartialDate | None
    subjects: tuple[str, ...]
    facts: Facts = field(default_factory=Facts)
    part: Part | None = None

    @property
    def dated(self) -> PartialDate | None:
        """The date under which it is filed: of adoption, else of its coming into force."""
        return self.adopted or self.facts.in_force_from

    @property
    def ending(self) -> Ending | None:
        """The ending that counts, None while it stands."""
        return rules.ending(self.facts)


@dataclass(frozen=True)
class Listing:
    """What fits, in order, and how many of each kind there are when no kind is asked for."""

    lines: tuple[Line, ...]
    kinds: dict[str, int]
    subjects: tuple[str, ...]  # those in use, for the filter


def listing(instruments: QuerySet[Instrument], place: str, asked: Filter) -> Listing:
    """The instruments that fit, the best match or the latest first. A constant number of queries.

    ``instruments``: those the person may read. ``place``: for whom participation and endings are told.
    """
    lines = _lines(matching(instruments, asked.text), place)
    lines = [line for line in lines if _fits(line, asked)]
    kinds = Counter(line.kind for line in lines)
    if asked.kind:
        lines = [line for line in lines if line.kind == asked.kind]
    used = {subject for subjects in instruments.values_list("subjects", flat=True) for subject in subjects}
    lines.sort(key=lambda line: _order(line, asked.text))
    return Listing(tuple(lines), {kind: kinds[kind] for kind in KINDS if kinds[kind]}, tuple(sorted(used)))


def _order(line: Line, text: str) -> tuple[int, int, str]:
    asked = rules.words(text)
    fit = rules.rank(asked, line.code, line.number, list(line.title.plain().values())) if asked else 0
    age = -line.dated.earliest().toordinal() if line.dated else 1
    return (fit, age, line.code)


def _fits(line: Line, asked: Filter) -> bool:
    return (
        (not asked.subject or asked.subject in line.subjects)
        and (not asked.status or asked.status == line.status or (asked.status == "recalled" and line.recalled))
        and (not asked.part or (line.part is not None and line.part.name == asked.part))
        and (asked.on is None or rules.stands_on(line.facts, asked.on) is not False)
    )


def _lines(instruments: QuerySet[Instrument], place: str) -> list[Line]:
    rows = list(
        instruments.values_list("code", "kind", "title", "number", "status", "recalled_fields", "adopted", "subjects")
    )
    codes = [row[0] for row in rows]
    facts = facts_for(place, codes)
    parts = {
        code: Part(signed, ratified, left)
        for code, signed, ratified, left in Participation.objects.filter(place=place, instrument__in=codes).values_list(
            "instrument", "signed", "ratified", "left"
        )
    }
    return [
        Line(
            code,
            kind,
            title,
            number,
            status,
            bool(recalled) or status == "recalled",
            adopted,
            tuple(subjects),
            facts[code],
            parts.get(code),
        )
        for code, kind, title, number, status, recalled, adopted, subjects in rows
    ]


@dataclass(frozen=True)
class Event:
    """Something dated that happened to an instrument. ``what``: ``adopted``, ``in_force_from``, ``in_force_until``,
    ``signed``, ``ratified``, ``left``, ``superseded`` (``by`` the later one)."""

    date: PartialDate
    what: str
    line: Line
    by: str = ""


def events_of(lines: Iterable[Line]) -> list[Event]:
    """The dated events of these instruments, the earliest first."""
    events: list[Event] = []
    for line in lines:
        part = line.part
        dates = {
            "adopted": line.adopted,
            "in_force_from": line.facts.in_force_from,
            "in_force_until": line.facts.in_force_until,
            "signed": part.signed if part else None,
            "ratified": part.ratified if part else None,
            "left": line.facts.left,
        }
        events += [Event(date, what, line) for what, date in dates.items() if date is not None]
        events += [Event(one.on, "superseded", line, one.code) for one in line.facts.successors if one.on is not None]
    return sorted(events, key=lambda event: (event.date.earliest(), event.line.code, event.what))
