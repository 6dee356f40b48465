"""The form of a consultation's file (``consultations/MLI-2021-07-bamako.yaml``): which keys, which kinds of values.

What needs more than one place of the file, or the database, is checked in :mod:`.loader`.
"""

import datetime
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.problems import shown
from jatigi.foundation.files.validation import Refused
from jatigi.governance.assessments.schema import Code, EvidenceId
from jatigi.governance.instruments.schema import Date, Day, Form, Id, Language, Line, PlaceCode, Texts, Url

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=60)]
LongSlug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=120)]
Words = Annotated[str, StringConstraints(max_length=4000)]
Number = Annotated[int, Field(ge=0, le=1_000_000)]


def _moment(value: object) -> object:
    """A moment with its offset, given as text: ``2026-03-02T17:00+00:00``."""
    if isinstance(value, str):
        try:
            found = datetime.datetime.fromisoformat(value)
        except ValueError:
            found = None
        if found is not None and found.tzinfo is not None:
            return found
    raise Refused(_("“%(value)s”", value=shown(value)), _("a moment such as 2026-03-02T17:00+00:00"))


Moment = Annotated[datetime.datetime, BeforeValidator(_moment)]


class Source(Form):
    """A public text from which the file was written, and what is read there, in our own words."""

    url: Url | None = None
    publisher: Line
    says: Texts = {}
    accessed: Date | None = None


class Count(Form):
    """How many, where a source counts without listing. ``more``: it says "more than". ``source`` counts from 1."""

    value: Number
    more: bool = False
    source: Annotated[int, Field(ge=1)]


class Counts(Form):
    """What a source counts without listing."""

    panels: Count | None = None
    communications: Count | None = None
    sessions: Count | None = None
    participants: Count | None = None
    institutions: Count | None = None
    days: Count | None = None


class Organiser(Form):
    """Who convened, supported or paid: an institution of the jurisdiction, or the name of a body without an
    account."""

    part: Literal["organiser", "partner", "funder"]
    institution: Slug | None = None
    name: Texts = {}

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.institution) == bool(self.name):
            raise Refused(_("an organiser with neither or both"), _("either “institution” or “name”"))
        return self


class Attendee(Form):
    """An institution that is asked. ``seats``: how many came, never who; null where nobody counted."""

    institution: Slug
    attendance: Literal["unknown", "attended", "absent", "excused"] = "unknown"
    seats: Number | None = None
    named_publicly: bool = False
    speaks_for_it: Slug | None = None


class Communication(Form):
    """A paper given in a session, by an institution or by an organisation without an account; never a person."""

    title: Texts
    institution: Slug | None = None
    author: Texts = {}


class Session(Form):
    """A part of the programme."""

    id: LongSlug
    kind: Literal["plenary", "panel", "group", "other"]
    title: Texts
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    communications: Annotated[list[Communication], Field(max_length=200)] = []
    minutes: Texts = {}


class On(Form):
    """Something in the consultation's round, named by exactly one key: an indicator, or an id."""

    answer: Annotated[str, StringConstraints(min_length=1, max_length=160)] | None = None
    finding: Id | None = None
    paragraph: Annotated[str, StringConstraints(min_length=1, max_length=160)] | None = None
    recommendation: LongSlug | None = None

    @property
    def key(self) -> tuple[str, str]:
        """(kind, code), as subjects have them."""
        return next((kind, code) for kind, code in self if code is not None)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(code is not None for _kind, code in self) != 1:
            raise Refused(
                _("a point that names nothing, or several things"),
                _("one of answer, finding, paragraph, recommendation"),
            )
        return self


class Disposition(Form):
    """The answer to a position or remark. ``changed`` names what was changed because of it; as long as that reads as it
    did when it was spoken of, the change is recorded as promised."""

    outcome: Literal["accepted", "partly", "rejected", "deferred"]
    reason: Texts
    changed: On | None = None
    change_due: bool = False

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.changed is not None or self.change_due) and self.outcome not in ("accepted", "partly"):
            raise Refused(_("a change that follows from “%(outcome)s”", outcome=self.outcome), _("accepted or partly"))
        return self


class Position(Form):
    """What one institution holds on one point. Silence is not written: it is what is left."""

    institution: Slug
    stance: Literal["agrees", "reservation", "objects", "not_concerned"]
    text: Words = ""
    lang: Language = "fr"
    confidential: bool = False
    evidence: list[EvidenceId] = []
    disposition: Disposition | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.stance in ("reservation", "objects") and not self.text.strip():
            raise Refused(
                _("“%(stance)s” without a text", stance=self.stance),
                _("what the institution says"),
            )
        return self


class Item(Form):
    """A point put to the institutions."""

    on: On
    session: LongSlug | None = None
    positions: Annotated[list[Position], Field(max_length=500)] = []


class Remark(Form):
    """What someone said: a comment, a change proposed to a passage, a proposal. ``text`` is in the language it was said
    in; a further language is a translation. Where a public text reports it, ``source`` is ``document`` and the words
    are ours."""

    id: LongSlug
    kind: Literal["comment", "change", "proposal"]
    source: Literal["web", "word", "floor", "letter", "public", "document"]
    voice: Literal[
        "institution", "diaspora", "local", "civil_society", "private_sector", "partner", "person", "unknown"
    ]
    institution: Slug | None = None
    organisation: Annotated[str, StringConstraints(max_length=200)] = ""
    text: Texts
    on: On | None = None
    session: LongSlug | None = None
    quote: Words = ""
    quote_lang: Language | Literal[""] = ""
    removed: Words = ""
    inserted: Words = ""
    confidential: bool = False
    disposition: Disposition | None = None

    @model_validator(mode="after")
    def _speaks(self) -> Self:
        if (self.voice == "institution") != (self.institution is not None):
            raise Refused(
                _("the voice “%(voice)s” that does not fit the institution", voice=self.voice),
                _("“institution” with voice institution, and only there"),
            )
        if self.quote and (self.on is None or not self.quote_lang):
            raise Refused(_("a quote of nothing"), _("“on” and “quote_lang” beside “quote”"))
        return self


class Silence(Form):
    """The silence procedure: what was told in writing, and until when institutions could speak."""

    notice_at: Moment
    deadline: Moment

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.deadline <= self.notice_at:
            raise Refused(_("a deadline that is not after the notice"), _("a later moment"))
        return self


class ConsultationFile(Form):
    """One consultation."""

    consultation: Slug
    jurisdiction: PlaceCode
    round: Code | None = None
    kind: Literal["interministerial", "technical_workshop", "public"]
    origin: Literal["official", "reconstructed", "fictional"]
    title: Texts
    about: Texts = {}
    venue: Texts = {}
    starts_on: Day | None = None
    ends_on: Day | None = None
    languages: Annotated[list[Language], Field(min_length=1, max_length=20)]
    state: Literal["planned", "open", "closed"]
    sources: Annotated[list[Source], Field(max_length=50)] = []
    counts: Counts = Counts()
    silence: Silence | None = None
    organisers: Annotated[list[Organiser], Field(max_length=100)] = []
    attendees: Annotated[list[Attendee], Field(max_length=500)] = []
    sessions: Annotated[list[Session], Field(max_length=200)] = []
    minutes: Texts = {}
    items: Annotated[list[Item], Field(max_length=2000)] = []
    remarks: Annotated[list[Remark], Field(max_length=5000)] = []
