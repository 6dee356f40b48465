"""What an institution holds, and what its silence may be called. Silence is computed, never stored, never agreement."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

AGREES, RESERVATION, OBJECTS, NOT_CONCERNED = "agrees", "reservation", "objects", "not_concerned"
NO_OBSERVATION, AWAITED, NOT_ASKED = "no_observation", "awaited", "not_asked"
NEEDS_REASON: Final = frozenset({RESERVATION, OBJECTS})
#: In the order of a table: what needs work first.
STANDINGS: Final = (OBJECTS, RESERVATION, AWAITED, NO_OBSERVATION, NOT_CONCERNED, AGREES)

Standing = Literal["agrees", "reservation", "objects", "not_concerned", "no_observation", "awaited"]


@dataclass(frozen=True)
class Silence:
    """The silence procedure of a consultation. Off (``deadline`` None) unless announced in writing beforehand."""

    deadline: datetime.datetime | None = None
    notice_at: datetime.datetime | None = None

    @property
    def on(self) -> bool:
        """Whether silence means anything at all: a deadline, and a written notice before it."""
        return self.deadline is not None and self.notice_at is not None and self.notice_at < self.deadline

    def passed(self, now: datetime.datetime) -> bool:
        """Whether the deadline is behind us. The very moment of the deadline is still in time."""
        return self.on and self.deadline is not None and now > self.deadline


def standing(stance: str | None, silence: Silence, now: datetime.datetime) -> str:
    """Where an institution stands on an item: its stance, or what its silence is called today.

    >>> standing(None, Silence(), datetime.datetime(2026, 1, 1))
    'awaited'
    """
    if stance is not None:
        return stance
    return NO_OBSERVATION if silence.passed(now) else AWAITED


def in_time(state: str, silence: Silence, now: datetime.datetime) -> bool:
    """Whether institutions themselves may still take a position; the coordinator may, with a letter, until it is
    closed."""
    return state == "open" and not silence.passed(now)


@dataclass(frozen=True)
class Tally:
    """How many institutions stand where on one item. Silence is counted apart from agreement, always."""

    agrees: int = 0
    reservation: int = 0
    objects: int = 0
    not_concerned: int = 0
    no_observation: int = 0
    awaited: int = 0

    @property
    def spoke(self) -> int:
        """Institutions that said something."""
        return self.agrees + self.reservation + self.objects + self.not_concerned

    @property
    def asked(self) -> int:
        """Institutions that were asked."""
        return self.spoke + self.no_observation + self.awaited

    @property
    def open_points(self) -> int:
        """Reservations and objections: what must be answered."""
        return self.reservation + self.objects


def tally(standings: Iterable[str]) -> Tally:
    """Count standings."""
    return Tally(**Counter(standings))
