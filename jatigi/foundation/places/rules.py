"""Places and groups in time: pure rules and the shape of their files."""

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from jatigi.foundation.text import PartialDate


def _partial(value: str) -> str:
    return PartialDate.parse(value).iso


Partial = Annotated[str, AfterValidator(_partial)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Names(_Strict):
    """A name in both languages."""

    fr: str = Field(min_length=1)
    en: str = Field(min_length=1)


class PlaceEntry(_Strict):
    """One unit of a country."""

    code: str = Field(pattern=r"^[A-Z]{2}-[A-Za-z0-9]{1,16}$")
    kind: Literal["region", "district", "city"]
    parent: str
    name: Names
    exists_from: Partial | None
    exists_until: Partial | None
    created_by: str | None
    source: str | None


class PlacesFile(_Strict):
    """``places.yaml``."""

    places: list[PlaceEntry]


class MemberEntry(_Strict):
    """A country's time in a group."""

    place: str
    joined: Partial | None
    left: Partial | None
    source: str | None


class GroupEntry(_Strict):
    """A group of countries."""

    code: str = Field(pattern=r"^[A-Z]{2,10}$")
    name: Names
    abbreviation: Names
    members: list[MemberEntry]


class GroupsFile(_Strict):
    """``groups.yaml``."""

    groups: list[GroupEntry]


def covers(start: PartialDate | None, end: PartialDate | None, day: datetime.date) -> bool:
    """Whether a span holds on ``day``. An unknown start is taken as long ago, an unknown end as not yet come.

    >>> covers(PartialDate("2016"), PartialDate("2023-03-12"), datetime.date(2021, 12, 31))
    True
    """
    return (start is None or start.earliest() <= day) and (end is None or day <= end.latest())
