"""How sure is an order of priorities? Its intervals, how far those who set it agree, and what would change it.

Institutions give points (or hands) to recommendations. The *support* of a recommendation is the mean over
institutions, each counting once. How sure it is, is asked by resampling: had other institutions of the same kind been
in the room, what would the order have been (the bootstrap; Efron and Tibshirani, *An Introduction to the Bootstrap*,
1993)? Two recommendations that such a room could have put either way stand in the same *tier*: ties are ties.

Agreement is Kendall's coefficient of concordance W, corrected for ties (Kendall and Babington Smith, *The problem of m
rankings*, Annals of Mathematical Statistics 10, 1939): 0 when orders have nothing in common, 1 when all are the same.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
TIE = 0.05  # put the other way in at least this share of rooms: a tie


@dataclass(frozen=True)
class WithoutOne:
    """What the first places would be without one institution (its row): who would come in, who would go out."""

    row: int
    enters: tuple[int, ...]
    leaves: tuple[int, ...]


@dataclass(frozen=True)
class Priorities:
    """An order of priorities and how sure it is. Arrays run over the recommendations in the order they were given.

    ``order`` lists the columns by falling support, equal ones in the order given; ``tier`` counts from 1, and equal
    numbers are ties; ``place_low`` and ``place_high`` bound the place (1 is first) in 90 % of resampled rooms, ``low``
    and ``high`` the support; ``in_first`` is the share of rooms in which it is among the first ``first``. ``agreement``
    is None with fewer than two institutions or when nobody prefers anything.
    """

    support: Floats
    low: Floats
    high: Floats
    order: Ints
    tier: Ints
    place_low: Ints
    place_high: Ints
    in_first: Floats
    first: int
    voters: int
    agreement: float | None
    without_one: tuple[WithoutOne, ...]


def prioritise(
    given: npt.ArrayLike, *, shares: bool = True, first: int = 5, draws: int = 10_000, seed: int = 0
) -> Priorities:
    """The order of priorities that institutions set.

    Args:
        given: institutions × recommendations, what each gave, none negative. A row of NaN (or, with ``shares``, of
            zeros) did not vote and does not count; a single NaN beside numbers counts as nothing given.
        shares: points are turned into shares, so that each institution weighs the same however many it spent. False
            for hands, where each recommendation is judged by itself.
        first: how many first places are looked at.
        draws: rooms to resample. The same seed gives the same numbers.

    Raises:
        ValueError: not a table, no column, or a negative or infinite number.
    """
    table = np.asarray(given, dtype=float)
    if table.ndim != 2 or table.shape[1] == 0:
        raise ValueError(f"expected a table of institutions × recommendations, found shape {table.shape}")
    if np.any(table < 0) or np.any(np.isinf(table)):
        raise ValueError("what an institution gives is a number from zero up")
    voted = ~np.isnan(table).all(axis=1)
    votes = np.nan_to_num(table[voted])
    if shares:
        votes = votes[votes.sum(axis=1) > 0]
        votes = votes / votes.sum(axis=1, keepdims=True)
    support = votes.mean(axis=0).round(12) if len(votes) else np.zeros(table.shape[1])
    order = _order(support)
    rooms = _rooms(votes, support, draws, seed)
    places = _places(rooms)
    first = min(first, table.shape[1])
    low, high = _bounds(rooms)
    place_low, place_high = _bounds(places)
    return Priorities(
        support=support,
        low=low,
        high=high,
        order=order,
        tier=_tiers(rooms, support, order),
        place_low=place_low.astype(np.int64),
        place_high=place_high.astype(np.int64),
        in_first=(places <= first).mean(axis=0),
        first=first,
        voters=len(votes),
        agreement=kendall_w(votes),
        without_one=_without_one(votes, first),
    )


def kendall_w(votes: npt.ArrayLike) -> float | None:
    """Kendall's W of institutions × things, higher numbers preferred, with the correction for ties.

    >>> kendall_w([[3, 2, 1], [3, 2, 1]]), kendall_w([[3, 2, 1], [1, 2, 3]])
    (1.0, 0.0)
    """
    table = np.asarray(votes, dtype=float)
    judges, things = table.shape
    if judges < 2 or things < 2:
        return None
    ranks = np.array([_mid_ranks(row) for row in table])
    spread = ((ranks.sum(axis=0) - judges * (things + 1) / 2) ** 2).sum()
    ties = sum(float((counts**3 - counts).sum()) for row in table for counts in [np.unique(row, return_counts=True)[1]])
    most = judges**2 * (things**3 - things) - judges * ties
    return float(12 * spread / most) if most > 0 else None


def _mid_ranks(row: Floats) -> Floats:
    """Ranks from 1; equal numbers share the mean of their ranks."""
    _values, inverse, counts = np.unique(row, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle: Floats = (last - (counts - 1) / 2)[inverse]
    return middle


def _order(support: Floats) -> Ints:
    return np.argsort(-support.round(12), kind="stable")


def _rooms(votes: Floats, support: Floats, draws: int, seed: int) -> Floats:
    """Draws × recommendations: the support in each resampled room."""
    count = len(votes)
    if count == 0:
        return np.zeros((draws, len(support)))
    chosen = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=draws)
    rooms: Floats = chosen @ votes / count
    return rooms.round(12)


def _places(rooms: Floats) -> Ints:
    """Draws × recommendations: the place in each room, 1 first; equals share the best place."""
    falling = np.argsort(-rooms, axis=1, kind="stable")
    sorted_rooms = np.take_along_axis(rooms, falling, axis=1)
    fresh = np.ones(rooms.shape, dtype=bool)
    fresh[:, 1:] = sorted_rooms[:, 1:] != sorted_rooms[:, :-1]
    running = np.where(fresh, np.arange(1, rooms.shape[1] + 1), 0)
    np.maximum.accumulate(running, axis=1, out=running)
    places = np.empty_like(running)
    np.put_along_axis(places, falling, running, axis=1)
    return places


def _bounds(drawn: npt.NDArray[np.float64] | Ints) -> tuple[Floats, Floats]:
    """The middle 90 % of each column, by values that were drawn (no value between two draws is made up)."""
    count = len(drawn)
    low, high = int(np.floor(0.05 * (count - 1))), int(np.ceil(0.95 * (count - 1)))
    part = np.partition(drawn, (low, high), axis=0)
    return part[low], part[high]


def _tiers(rooms: Floats, support: Floats, order: Ints) -> Ints:
    """Whoever cannot be told from the leader of a tier stands in it; the first that can leads the next."""
    columns = np.ascontiguousarray(rooms.T)
    tier = np.empty(len(order), dtype=np.int64)
    leader, number = order[0], 1
    for column in order:
        same = support[column] == support[leader]
        if not same and (columns[column] >= columns[leader]).mean() < TIE:
            leader, number = column, number + 1
        tier[column] = number
    return tier


def _without_one(votes: Floats, first: int) -> tuple[WithoutOne, ...]:
    """The institutions without which the first places would be held by others."""
    if len(votes) < 2:
        return ()
    now = set(_order(votes.mean(axis=0))[:first].tolist())
    total, found = votes.sum(axis=0), []
    for row, mine in enumerate(votes):
        then = set(_order((total - mine) / (len(votes) - 1))[:first].tolist())
        if then != now:
            found.append(WithoutOne(row, tuple(sorted(then - now)), tuple(sorted(now - then))))
    return tuple(found)
