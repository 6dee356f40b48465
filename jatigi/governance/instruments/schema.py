"""The form of the register's files (``instruments/*.yaml``) and of evidence files: which keys, which kinds of values.

Dates are texts of one, two or three parts (``"2016"``, ``"2016-05"``, ``"2016-05-27"``); what is not documented is
``null``. What needs more than one place of the files (ids that match, sources that exist) is in :mod:`.checks`.
"""

import datetime
import re
import unicodedata
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.problems import shown
from jatigi.foundation.files.validation import Refused
from jatigi.foundation.text.dates import PartialDate

ID = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
PLACE = r"^[A-Z]{2,3}(-[A-Z0-9]{1,6})?$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
FIELD = (
    r"^(title|number|issuer|adopted|in_force_from|in_force_until|participation\.[A-Z0-9-]+\.(signed|ratified|left))$"
)


def partial_date(value: object) -> object:
    """Days and bare years are taken as well as texts: people write ``adopted: 2016``."""
    if isinstance(value, datetime.date) or (isinstance(value, int) and not isinstance(value, bool)):
        value = str(value)
    if not isinstance(value, str):
        return value
    try:
        return PartialDate.parse(value).iso
    except ValueError:
        found = _("“%(value)s”, which is no date", value=shown(value))
        raise Refused(found, _("a date such as 2016, 2016-05 or 2016-05-27, or null")) from None


def _plain(value: object) -> object:
    """Claims are written as people quote them: a day, a year or words."""
    if isinstance(value, datetime.date) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    return value


def _tidied(texts: dict[str, str]) -> dict[str, str]:
    tidy = {lang: unicodedata.normalize("NFC", text).strip() for lang, text in texts.items()}
    for lang, text in tidy.items():
        if not text:
            raise Refused(_("an empty text for the language “%(lang)s”", lang=lang), _("a text"))
    return tidy


def _address(value: str) -> str:
    if not re.match(r"https?://[^\s/]+", value):
        raise Refused(_("“%(value)s”", value=shown(value)), _("an address that starts with http:// or https://"))
    return value


def _day(value: object) -> object:
    """A day, given as a day or as its text."""
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise Refused(_("“%(value)s”", value=shown(value)), _("a day such as 2021-07-28, or null")) from None
    return value


Day = Annotated[datetime.date, BeforeValidator(_day)]
Id = Annotated[str, StringConstraints(pattern=ID, max_length=100)]
PlaceCode = Annotated[str, StringConstraints(pattern=PLACE, max_length=20)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE, max_length=10)]
Date = Annotated[
    str,
    BeforeValidator(partial_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}),
]
Words = Annotated[
    str,
    BeforeValidator(_plain),
    StringConstraints(min_length=1, max_length=200),
    WithJsonSchema({"type": ["string", "integer"], "minLength": 1, "maxLength": 200}),
]
Texts = Annotated[dict[Language, str], AfterValidator(_tidied), Field(min_length=1)]
Url = Annotated[
    str,
    StringConstraints(max_length=1000),
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "maxLength": 1000, "pattern": "^https?://[^\\s/]+"}),
]
Value = Annotated[
    str,
    BeforeValidator(_plain),
    StringConstraints(max_length=60),
    WithJsonSchema({"type": ["string", "integer"], "maxLength": 60}),
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Kind = Literal[
    "convention", "regional_act", "bilateral_agreement", "law", "decree", "policy", "plan", "programme", "institution",
    "publication",
]  # fmt: skip


class Form(BaseModel):
    """Unknown keys are refused, and nothing is turned from one kind into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Participation(Form):
    """A place's part in a convention, act or agreement. ``ratified`` also covers accession and succession."""

    place: PlaceCode
    signed: Date | None = None
    ratified: Date | None = None
    left: Date | None = None


class Source(Form):
    """Where a fact was read, and what is said there, in our own words."""

    url: Url | None = None
    publisher: Line
    says: Texts
    accessed: Date | None = None


class Claim(Form):
    """What one source says of a disputed fact. ``source`` counts from 1."""

    value: Words
    source: Annotated[int, Field(ge=1)] | None = None


class Dispute(Form):
    """A fact on which sources differ: every claim, the one the register takes (or none), and why. ``settled``: the day
    since which it is no longer disputed; the claims stay readable."""

    field: Annotated[str, StringConstraints(pattern=FIELD)]
    claims: Annotated[list[Claim], Field(min_length=2, max_length=40)]
    chosen: Words | None = None
    reason: Texts
    settled: Day | None = None


class Dated(Form):
    """Another instrument, and since when, where that differs from its own dates."""

    id: Id
    on: Date


class Instrument(Form):
    """One entry of the register."""

    id: Id
    kind: Kind
    jurisdiction: PlaceCode | None = None
    title: Texts
    number: Annotated[str, StringConstraints(min_length=1, max_length=120)] | None = None
    issuer: Texts
    adopted: Date | None = None
    in_force_from: Date | None = None
    in_force_until: Date | None = None
    end_note: Texts | None = None
    participation: list[Participation] = []
    supersedes: list[Id | Dated] = []
    amended_by: list[Id | Dated] = []
    creates: list[Id] = []
    subjects: list[Id] = []
    summary: Texts
    status: Literal["verified", "recalled", "disputed"]
    recalled_fields: list[Annotated[str, StringConstraints(pattern=FIELD)]] = []
    note: Texts | None = None
    sources: list[Source] = []
    dispute: Dispute | None = None
    further_disputes: Annotated[list[Dispute], Field(max_length=20)] = []

    @property
    def disputes(self) -> list[Dispute]:
        """Every fact of the entry on which sources differ or differed."""
        return [*([self.dispute] if self.dispute else []), *self.further_disputes]


class Register(Form):
    """One file of the register. ``jurisdiction``: whose texts these are, and for whom the file speaks on conventions
    and regional acts; whoever loads the file may say it instead."""

    jurisdiction: PlaceCode | None = None
    instruments: Annotated[list[Instrument], Field(min_length=1, max_length=2000)]


class Evidence(Form):
    """One piece of other evidence."""

    id: Annotated[str, StringConstraints(pattern=ID, max_length=120)]
    kind: Literal["official_reply", "interview", "statistic", "observation", "document"]
    dimension: Annotated[str, StringConstraints(max_length=120)] = ""
    indicators: list[Annotated[str, StringConstraints(min_length=1, max_length=120)]] = []
    title: Texts
    text: Texts
    dated: Date | None = None
    observed_from: Day | None = None
    observed_until: Day | None = None
    function: Annotated[str, StringConstraints(max_length=200)] = ""
    consent: bool | None = None
    url: Url | None = None
    publisher: Annotated[str, StringConstraints(max_length=300)] | None = None
    accessed: Date | None = None
    value: Value | None = None
    unit: Texts | None = None
    definition: Texts | None = None
    confidence: Literal["high", "medium", "low"]
    level_hint: Literal["absent", "partial", "complete", "unclear"] | None = None
    publishable: bool = True
    instruments: list[Id] = []

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.observed_from and self.observed_until and self.observed_until < self.observed_from:
            found = _("observed until %(until)s, from %(start)s", until=self.observed_until, start=self.observed_from)
            raise Refused(found, _("an end that is not before the beginning"))
        if self.kind == "interview" and not self.function:
            raise Refused(
                _("an interview without the function of who spoke"), "", _("Add the key “function”; no name.")
            )
        if self.kind == "interview" and self.publishable and self.consent is not True:
            found = _("an interview that may be published without consent")
            advice = _("Add “consent: true” if the person agreed, or “publishable: false”.")
            raise Refused(found, "", advice)
        return self


class EvidenceFile(Form):
    """One file of evidence on one jurisdiction."""

    jurisdiction: PlaceCode | None = None
    evidence: Annotated[list[Evidence], Field(min_length=1, max_length=5000)]
