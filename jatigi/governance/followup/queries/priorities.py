"""Ballots as pages need them: a sheet to fill in, who has handed one in, and the result with how sure it is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db.models import Count

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.governance.followup import access
from jatigi.governance.followup.changes.ballots import sheet_version
from jatigi.governance.followup.models import Ballot, Recommendation, Vote
from jatigi.governance.followup.queries.recommendations import latest_revisions
from jatigi.governance.followup.rules import ballots as rules
from jatigi.governance.followup.rules.ballots import Given
from jatigi.governance.scoring.priorities import Priorities, prioritise

DRAWS = 10_000


@dataclass(frozen=True)
class Entry:
    """A recommendation of a ballot. ``number`` is the one by which the room calls it: its place on the sheet."""

    number: int
    recommendation: Recommendation
    text: Text

    @property
    def code(self) -> str:
        """Its stable name."""
        return self.recommendation.pk


@dataclass(frozen=True)
class Sheet:
    """What one institution has given so far; ``version`` 0 for nothing."""

    version: int
    given: dict[str, Given]

    @property
    def spread(self) -> int:
        """Points given so far."""
        return sum(one.amount for one in self.given.values())


@dataclass(frozen=True)
class Placed:
    """A recommendation in the result. ``low`` and ``high`` are the places between which it stands in nine of ten rooms;
    ``tier`` counts groups whose members cannot be told apart, from 1. ``effect`` and ``feasibility`` are the values in
    the middle of what institutions said, ``said`` how many did."""

    entry: Entry
    tier: int
    low: int
    high: int
    share: int  # of the points, or of the institutions that raised their hand, in whole percent
    often_first: int  # of a hundred rooms, in how many it is among the first
    effect: int | None
    feasibility: int | None
    said: int


@dataclass(frozen=True)
class Swing:
    """Without this institution, others would be among the first."""

    institution: Institution
    enters: Sequence[Entry]
    leaves: Sequence[Entry]


@dataclass(frozen=True)
class Result:
    """The order of priorities and how sure it is. ``agreement`` is a word of ``rules.AGREEMENT``, "" where it cannot be
    said; ``first`` how many first places ``often_first`` and ``swings`` look at."""

    placed: Sequence[Placed]
    voters: int
    asked: int
    agreement: str
    w: float | None
    first: int
    swings: Sequence[Swing]

    @property
    def tiers(self) -> list[list[Placed]]:
        """The groups that cannot be told apart, the first one first."""
        groups: dict[int, list[Placed]] = defaultdict(list)
        for one in self.placed:
            groups[one.tier].append(one)
        return list(groups.values())

    @property
    def few(self) -> bool:
        """Too few institutions for intervals to say much."""
        return self.voters < rules.FEW

    @property
    def judged(self) -> bool:
        """Whether effect and feasibility were said of any."""
        return any(one.effect is not None and one.feasibility is not None for one in self.placed)

    def grid(self) -> list[tuple[int, list[tuple[int, list[Placed]]]]]:
        """Effect (5 down to 1) × feasibility (1 up to 5), with what stands in each field."""
        fields: dict[tuple[int | None, int | None], list[Placed]] = defaultdict(list)
        for one in sorted(self.placed, key=lambda one: one.entry.number):
            fields[one.effect, one.feasibility].append(one)
        scale = list(rules.SCALE)
        return [(effect, [(right, fields[effect, right]) for right in scale]) for effect in reversed(scale)]


def entries_of(ballot: Ballot) -> list[Entry]:
    """What stands on the sheet, in its order. Two queries."""
    listed = list(ballot.recommendations.order_by("position", "pk"))
    latest = latest_revisions(listed)
    return [Entry(number, one, latest[one.pk].text) for number, one in enumerate(listed, 1)]


def sheet_of(ballot: Ballot, institution: Institution) -> Sheet:
    """An institution's sheet as it was handed in."""
    votes = Vote.objects.filter(ballot=ballot, institution=institution)
    given = {one.recommendation_id: Given(one.amount, one.effect, one.feasibility) for one in votes}
    return Sheet(sheet_version(ballot, institution), given)


def handed_in(ballot: Ballot) -> list[tuple[Institution, int]]:
    """Each institution that is asked, with how many recommendations it said something of. Two queries."""
    counts = dict(
        Vote.objects.filter(ballot=ballot)
        .values("institution")
        .annotate(number=Count("pk"))
        .values_list("institution", "number")
    )
    return [(one, counts.get(one.pk, 0)) for one in access.asked_in(ballot)]


def hands_of(ballot: Ballot) -> set[tuple[str, str]]:
    """The hands raised so far: (recommendation, institution)."""
    return set(Vote.objects.filter(ballot=ballot, amount__gt=0).values_list("recommendation", "institution"))


def result_of(ballot: Ballot) -> Result | None:
    """The result; None while no institution has said anything. Four queries, however many there are."""
    entries, institutions = entries_of(ballot), list(access.asked_in(ballot))
    votes = list(Vote.objects.filter(ballot=ballot))
    if not institutions or not votes:
        return None
    table = _table(votes, entries, institutions)
    found = _calculated(table.tobytes(), len(institutions), len(entries), ballot.method == rules.POINTS)
    if found.voters == 0:
        return None
    return Result(
        placed=_placed(found, entries, votes),
        voters=found.voters,
        asked=len(institutions),
        agreement=rules.agreement(found.agreement),
        w=found.agreement,
        first=found.first,
        swings=_swings(found, entries, _counted(table, institutions)),
    )


@lru_cache(maxsize=16)
def _calculated(table: bytes, rows: int, columns: int, shares: bool) -> Priorities:
    """The same votes give the same result: a page that is read often is calculated once."""
    return prioritise(np.frombuffer(table).reshape(rows, columns), shares=shares, draws=DRAWS)


def _table(votes: Sequence[Vote], entries: Sequence[Entry], institutions: Sequence[Institution]) -> np.ndarray:
    """Institutions × recommendations; an institution that gave nothing to any is a row of NaN: it did not vote."""
    column = {one.code: place for place, one in enumerate(entries)}
    row = {one.pk: place for place, one in enumerate(institutions)}
    table = np.full((len(institutions), len(entries)), np.nan)
    for one in votes:
        if one.amount and one.institution_id in row and one.recommendation_id in column:
            table[row[one.institution_id], column[one.recommendation_id]] = one.amount
    return table


def _counted(table: np.ndarray, institutions: Sequence[Institution]) -> list[Institution]:
    """The institutions that count, in the order of the rows that the calculation kept."""
    return [one for one, mine in zip(institutions, table, strict=True) if not np.isnan(mine).all()]


def _placed(found: Priorities, entries: Sequence[Entry], votes: Sequence[Vote]) -> list[Placed]:
    effects: dict[str, list[int]] = defaultdict(list)
    feasible: dict[str, list[int]] = defaultdict(list)
    for one in votes:
        if one.effect is not None:
            effects[one.recommendation_id].append(one.effect)
        if one.feasibility is not None:
            feasible[one.recommendation_id].append(one.feasibility)
    return [
        Placed(
            entry=(entry := entries[column]),
            tier=int(found.tier[column]),
            low=int(found.place_low[column]),
            high=int(found.place_high[column]),
            share=round(float(found.support[column]) * 100),
            often_first=round(float(found.in_first[column]) * 100),
            effect=rules.middle(effects[entry.code]),
            feasibility=rules.middle(feasible[entry.code]),
            said=max(len(effects[entry.code]), len(feasible[entry.code])),
        )
        for column in found.order.tolist()
    ]


def _swings(found: Priorities, entries: Sequence[Entry], counted: Sequence[Institution]) -> list[Swing]:
    return [
        Swing(
            counted[one.row],
            [entries[column] for column in one.enters],
            [entries[column] for column in one.leaves],
        )
        for one in found.without_one
    ]
