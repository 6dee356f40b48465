"""Dates of which only the year or the month may be known."""

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Self

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, order=True)
class PartialDate:
    """``2016``, ``2016-05`` or ``2016-05-27``. What is not documented is left out, never guessed.

    >>> PartialDate.parse("2016").earliest(), PartialDate.parse("2016").latest()
    (datetime.date(2016, 1, 1), datetime.date(2016, 12, 31))
    """

    iso: str

    @classmethod
    def parse(cls, value: "str | datetime.date | PartialDate") -> Self:
        """Read an ISO date of one, two or three parts.

        Raises:
            ValueError: for any other form and for days that do not exist.
        """
        iso = value.iso if isinstance(value, PartialDate) else str(value).strip()
        match = _FORM.match(iso)
        if not match:
            raise ValueError(f"{iso!r} is not a date; accepted: 2016, 2016-05 or 2016-05-27")
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            datetime.date(year or 0, month or 1, day or 1)
        except ValueError as error:
            raise ValueError(f"{iso!r} is not a day of the calendar; accepted: 2016, 2016-05 or 2016-05-27") from error
        return cls(iso)

    def earliest(self) -> datetime.date:
        """The first day the date may mean."""
        parts = [int(p) for p in self.iso.split("-")]
        return datetime.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)

    def latest(self) -> datetime.date:
        """The last day the date may mean."""
        parts = [int(p) for p in self.iso.split("-")]
        month = parts[1] if len(parts) > 1 else 12
        day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
        return datetime.date(parts[0], month, day)

    def __str__(self) -> str:
        return self.iso


def written(date: PartialDate | datetime.date | str, lang: str, *, short: bool = False) -> str:
    """The date in words: « 29 janvier 2025 », "29 January 2025", "2016", « mai 2016 » (CLDR by Babel)."""
    from babel.dates import format_date

    partial = PartialDate.parse(str(date))
    parts = partial.iso.count("-")
    if parts == 0:
        return partial.iso
    if parts == 1:
        return format_date(partial.earliest(), "MMM y" if short else "MMMM y", locale=lang)
    if lang == "en":
        return format_date(partial.earliest(), "d MMM y" if short else "d MMMM y", locale="en_GB")
    words = format_date(partial.earliest(), "medium" if short else "long", locale=lang)
    # CLDR writes « 1 juillet »; French says « 1er juillet ».
    return words.replace("1 ", "1er ", 1) if lang == "fr" and words.startswith("1 ") else words
