"""The form of a follow-up file (``followup/MLI-2021.yaml``): which keys, which kinds of values.

Recommendations, ballots, plans with their actions, sectors. What needs more than one place of the file, or the
database, is checked in :mod:`.loader`.
"""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.problems import shown
from jatigi.foundation.files.validation import Refused
from jatigi.governance.assessments.schema import Code, EvidenceId, IndicatorId
from jatigi.governance.consultations.schema import LongSlug, Moment, Slug, Source
from jatigi.governance.instruments.schema import Date, Day, Form, Id, PlaceCode, Texts

FrameworkId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9._-]*$", max_length=120)]
LevelId = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Objective = Annotated[int, Field(ge=1, le=23)]
Points = Annotated[int, Field(ge=0, le=1000)]
Five = Annotated[int, Field(ge=1, le=5)]
Status = Literal["not_started", "under_way", "done", "blocked", "abandoned", "no_evidence"]


def _amount(value: object) -> object:
    """Money is written as a whole number or as text (``"1500000.50"``), never as a decimal number, which rounds."""
    if value is None:
        return None
    try:
        if isinstance(value, int | str) and not isinstance(value, bool):
            found = Decimal(value)
            if found.is_finite() and 0 <= found < Decimal("1e16"):
                return found
    except InvalidOperation:
        pass
    raise Refused(_("“%(value)s”", value=shown(value)), _('an amount such as 1500000 or "1500000.50", or null'))


Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema({"type": ["integer", "string"], "pattern": r"^[0-9]{1,16}(\.[0-9]{1,2})?$", "minimum": 0}),
]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Movement(Form):
    """The answer to an indicator should move from one level to another by a date."""

    indicator: IndicatorId
    level_from: LevelId
    level_to: LevelId
    by: Date | None = None

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if self.level_from == self.level_to:
            raise Refused(_("a movement that goes nowhere"), _("two different levels"))
        return self


class Recommendation(Form):
    """What should be done, as it was recommended. ``remarks`` are ids of the consultation's file; ``findings`` ids of
    the round."""

    id: LongSlug
    round: Code | None = None
    consultation: Slug | None = None
    state: Literal["draft", "adopted"]
    came_from: Literal["finding", "floor", "document"]
    text: Texts
    detail: Texts = {}
    findings: list[Id] = []
    remarks: list[LongSlug] = []
    indicators: list[IndicatorId] = []
    gcm: list[Objective] = []
    recommended_on: Date | None = None
    acceptance: Literal["unknown", "accepted", "in_part", "noted"] = "unknown"
    response: Texts = {}
    public: bool = True
    sources: Annotated[list[Source], Field(max_length=50)] = []
    movements: Annotated[list[Movement], Field(max_length=100)] = []


class Given(Form):
    """What an institution gave to one recommendation: points (or 1 for a raised hand); effect and feasibility, 1 low to
    5 high."""

    recommendation: LongSlug
    amount: Points = 0
    effect: Five | None = None
    feasibility: Five | None = None


class Sheet(Form):
    """What one institution gave."""

    institution: Slug
    given: Annotated[list[Given], Field(min_length=1, max_length=1000)]


class Ballot(Form):
    """How institutions set priorities."""

    id: Slug
    consultation: Slug | None = None
    title: Texts
    method: Literal["points", "hands"]
    points: Annotated[int, Field(ge=1, le=1000)] = 10
    state: Literal["open", "closed"]
    closes_at: Moment | None = None
    recommendations: Annotated[list[LongSlug], Field(min_length=1, max_length=1000)]
    sheets: Annotated[list[Sheet], Field(max_length=500)] = []


class Axis(Form):
    """A strategic axis of a plan."""

    id: LongSlug
    title: Texts


class Milestone(Form):
    """A step of an action that can be seen to be done."""

    title: Texts
    due: Date | None = None
    done_on: Date | None = None


class Funding(Form):
    """Money for an action; an amount that is not known is null."""

    amount: Amount | None = None
    currency: Currency
    source: Texts = {}
    standing: Literal["secured", "sought", "spent"]


class Verdict(Form):
    """What a validator says of a report, with a status of their own."""

    verdict: Literal["confirmed", "not_confirmed", "more_needed"]
    status: Status
    reason: Texts


class Report(Form):
    """What an institution, or a public text (``declared_by``), says of an action. Reports never change: a correction is
    a further one, at the end of the list."""

    institution: Slug | None = None
    declared_by: Texts = {}
    due: Day | None = None
    status: Status
    happened_on: Date | None = None
    text: Texts
    evidence: list[EvidenceId] = []
    instruments: list[Id] = []
    spent: Amount | None = None
    currency: Currency | Literal[""] = ""
    verdicts: Annotated[list[Verdict], Field(max_length=50)] = []

    @model_validator(mode="after")
    def _said_by(self) -> Self:
        if bool(self.institution) == bool(self.declared_by):
            raise Refused(_("a report of nobody, or of two"), _("either “institution” or “declared_by”"))
        if (self.spent is None) != (not self.currency):
            raise Refused(_("money without its currency, or a currency alone"), _("“spent” and “currency” together"))
        return self


class Attribution(Form):
    """That an action followed from a recommendation, or moved an answer, and on whose word. ``round`` and ``indicator``
    name the answer of the later round."""

    round: Code | None = None
    indicator: IndicatorId | None = None
    recommendation: LongSlug | None = None
    link: Literal["attributed", "confirmed", "disputed"]
    said_by: Texts
    reason: Texts = {}
    sources: Annotated[list[Source], Field(max_length=50)] = []
    evidence: list[EvidenceId] = []
    instruments: list[Id] = []

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.round is None) != (self.indicator is None):
            raise Refused(_("half an answer"), _("“round” and “indicator” together"))
        return self


class Action(Form):
    """What an institution undertakes."""

    id: LongSlug
    axis: LongSlug | None = None
    title: Texts
    about: Texts = {}
    lead: Slug | None = None
    partners: list[Slug] = []
    starts: Date | None = None
    ends: Date | None = None
    recommendations: list[LongSlug] = []
    indicators: list[IndicatorId] = []
    instruments: list[Id] = []
    suggestion: Annotated[str, StringConstraints(max_length=160)] = ""
    effort: Literal["", "light", "medium", "heavy"] = ""
    public: bool = True
    sources: Annotated[list[Source], Field(max_length=50)] = []
    milestones: Annotated[list[Milestone], Field(max_length=200)] = []
    funding: Annotated[list[Funding], Field(max_length=100)] = []
    movements: Annotated[list[Movement], Field(max_length=100)] = []
    reports: Annotated[list[Report], Field(max_length=200)] = []
    attributions: Annotated[list[Attribution], Field(max_length=50)] = []


class Plan(Form):
    """An action plan. ``first_report``: the first day on which reports are due; null: no calendar."""

    id: Slug
    title: Texts
    about: Texts = {}
    starts: Date | None = None
    ends: Date | None = None
    state: Literal["draft", "adopted", "ended"]
    report_months: Annotated[int, Field(ge=1, le=24)] = 6
    first_report: Day | None = None
    instrument: Id | None = None
    sources: Annotated[list[Source], Field(max_length=50)] = []
    axes: Annotated[list[Axis], Field(max_length=100)] = []
    actions: Annotated[list[Action], Field(max_length=5000)] = []


class Shown(Form):
    """What shows that migration has reached a stage in a sector: exactly one of the three."""

    stage: Literal["named", "budgeted", "acted_on", "measured"]
    instrument: Id | None = None
    evidence: EvidenceId | None = None
    action: LongSlug | None = None
    note: Texts = {}

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(one is not None for one in (self.instrument, self.evidence, self.action)) != 1:
            raise Refused(_("a stage that nothing shows, or several things"), _("one of instrument, evidence, action"))
        return self


class Sector(Form):
    """A sector into whose policy migration is to be brought. A stage that nothing shows is not documented."""

    id: Slug
    title: Texts
    institution: Slug | None = None
    stages: Annotated[list[Shown], Field(max_length=200)] = []


class FollowupFile(Form):
    """Recommendations, priorities, plans and sectors of one jurisdiction. ``framework`` and ``modules`` are where
    indicators are looked up."""

    followup: LongSlug
    jurisdiction: PlaceCode
    framework: FrameworkId
    modules: list[FrameworkId] = []
    origin: Literal["official", "reconstructed", "fictional"]
    recommendations: Annotated[list[Recommendation], Field(max_length=5000)] = []
    ballots: Annotated[list[Ballot], Field(max_length=100)] = []
    plans: Annotated[list[Plan], Field(max_length=100)] = []
    sectors: Annotated[list[Sector], Field(max_length=200)] = []
