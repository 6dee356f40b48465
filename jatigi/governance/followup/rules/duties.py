"""For which days an action must be reported on, and which of them are late.

The days come from the plan's calendar (``calendar.due_days``). An action is asked about from the first day after it
begins to the first day on which it must have ended. A report answers its day and those before it: what was missed is
not asked again. Once an institution reported it done or abandoned nothing more is asked, unless a validator did not
confirm that.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

OVER: Final = frozenset({"done", "abandoned"})
LATE, SOON, LATER = "late", "soon", "later"
WITHIN = 30  # days before which a report is announced


@dataclass(frozen=True)
class Asked:
    """A report that is asked for: its day, and ``late`` | ``soon`` | ``later``."""

    due: datetime.date
    when: str


@dataclass(frozen=True)
class Given:
    """A report that was given: the day it answers (None: none), its status, the latest verdict on it ("" without)."""

    due: datetime.date | None
    status: str
    verdict: str = ""


def days_of(
    days: Iterable[datetime.date], starts: datetime.date | None, ends: datetime.date | None
) -> list[datetime.date]:
    """The days of the plan's calendar on which an action with these dates is asked about. ``starts``: the first day on
    which it may have begun; ``ends``: the last on which it may end; None where the date is not known."""
    found = []
    for day in days:
        if starts is not None and day <= starts:
            continue
        found.append(day)
        if ends is not None and day >= ends:
            break
    return found


def asked(days: Sequence[datetime.date], given: Sequence[Given], today: datetime.date) -> Asked | None:
    """The report that is asked for next: the latest day that has passed without one, else the next to come; None where
    nothing more is asked. ``given`` are the action's reports, oldest first."""
    if given and given[-1].status in OVER and given[-1].verdict not in ("not_confirmed", "more_needed"):
        return None
    answered = max((one.due for one in given if one.due is not None), default=datetime.date.min)
    open_days = [day for day in days if day > answered]
    passed = [day for day in open_days if day < today]
    if passed:
        return Asked(passed[-1], LATE)
    if not open_days:
        return None
    due = open_days[0]
    return Asked(due, SOON if due <= today + datetime.timedelta(days=WITHIN) else LATER)
