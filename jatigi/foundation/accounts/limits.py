"""How much one person may take or write in a while: one literal table, read by the guard at the door.

Sign-in has limits of its own, kept by allauth. These protect the server's strength, and make it slow to carry off all
that an account may read.
"""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """Up to ``most`` times within ``span``, counted from the first."""

    most: int
    span: datetime.timedelta = datetime.timedelta(hours=1)


LIMITS: dict[str, Limit] = {
    # files that leave: workbooks, releases, frameworks, evidence
    "export": Limit(60),
    # documents that are printed for one reader, which costs the server seconds each
    "preview": Limit(60),
    # comments to colleagues, who are told of each
    "comment": Limit(120),
}


@dataclass(frozen=True)
class Spent:
    """How often since when."""

    since: datetime.datetime
    count: int


def after(spent: Spent, limit: Limit, now: datetime.datetime) -> Spent | None:
    """What stands in the book once it was done again now; None where the limit is reached.

    A span that is over starts anew, and so does one that would begin later than now: the machine's clock was put back,
    and nobody is to wait for it to catch up.
    """
    if not spent.since <= now < spent.since + limit.span:
        return Spent(now, 1)
    return None if spent.count >= limit.most else Spent(spent.since, spent.count + 1)
