"""When reports are due: a day for each period of a plan, from its first report to its end."""

import calendar
import datetime
from collections.abc import Iterable, Iterator


def due_days(first: datetime.date, months: int, until: datetime.date) -> Iterator[datetime.date]:
    """The days on which reports are due, every ``months`` months from ``first`` to ``until`` included. The day of the
    month is kept where the month has it: 31 January, 28 February, 31 March.

    Raises:
        ValueError: ``months`` is below one.
    """
    if months < 1:
        raise ValueError(f"a report is due every month at most, found every {months} months")
    step, day = 0, first
    while day <= until:
        yield day
        step += months
        day = _later(first, step)


def period_of(due: datetime.date, first: datetime.date, months: int) -> tuple[datetime.date, datetime.date]:
    """The period that a report due on ``due`` is about: the ``months`` months that end the day before."""
    step = (due.year - first.year) * 12 + due.month - first.month
    return _later(first, step - months), due - datetime.timedelta(days=1)


def late(due: Iterable[datetime.date], answered: Iterable[datetime.date], today: datetime.date) -> list[datetime.date]:
    """The days that have passed without a report, oldest first. A report may be late, but it answers its day."""
    done = set(answered)
    return sorted(day for day in due if day < today and day not in done)


def upcoming(due: Iterable[datetime.date], answered: Iterable[datetime.date], today: datetime.date,
             within: int = 30) -> datetime.date | None:  # fmt: skip
    """The next day that is due within so many days and not answered yet."""
    done, limit = set(answered), today + datetime.timedelta(days=within)
    return min((day for day in due if today <= day <= limit and day not in done), default=None)


def _later(first: datetime.date, months: int) -> datetime.date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
