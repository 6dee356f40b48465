"""Reads about places."""

import datetime

from jatigi.foundation.places.models import Membership, Place
from jatigi.foundation.places.rules import covers


def units_on(parent: str, day: datetime.date) -> list[Place]:
    """The parts that a place had on ``day``, by code."""
    parts = Place.objects.filter(parent_id=parent).order_by("code")
    return [part for part in parts if covers(part.exists_from, part.exists_until, day)]


def members_on(group: str, day: datetime.date) -> list[str]:
    """The codes of the countries known to belong to a group on ``day``. The day of leaving no longer counts."""
    rows = Membership.objects.filter(group_id=group).order_by("place_id")
    return [row.place_id for row in rows if _belongs(row, day)]


def groups_of(place: str, day: datetime.date) -> list[str]:
    """The codes of the groups to which a country belongs on ``day``."""
    rows = Membership.objects.filter(place_id=place).order_by("group_id")
    return [row.group_id for row in rows if _belongs(row, day)]


def _belongs(row: Membership, day: datetime.date) -> bool:
    return covers(row.joined, None, day) and (row.left is None or day < row.left.earliest())
