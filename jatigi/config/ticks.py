"""What time brings about: one table, run by ``jatigi tick``, once a day by cron. Each entry may run any number of times
on one day and does its work once."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jatigi.governance.followup.changes.reminders import remind
from jatigi.governance.followup.queries.reminders import pending


@dataclass(frozen=True)
class Done:
    """What one step did, or why it could not (``failed``)."""

    text: str
    failed: bool = False


def reminders(today: datetime.date) -> Iterator[Done]:
    """One letter to each person of whom reports are due. A letter that cannot be sent is tried again next time."""
    for person, dues in pending(today):
        try:
            sent = remind(person, dues)
        except OSError as error:  # the mail server; smtplib's exceptions are OSErrors too
            yield Done(f"{person.email}: {error}", failed=True)
        else:
            if sent:
                yield Done(f"{person.email}: {sent}")


TICKS: dict[str, Callable[[datetime.date], Iterator[Done]]] = {"reminders": reminders}
