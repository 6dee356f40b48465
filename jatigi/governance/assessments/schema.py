"""The form of a round's file (``rounds/MLI-2021.yaml``): which keys, which kinds of values.

What needs more than one place of the file, or the register, is checked in :mod:`.loader`.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from jatigi.governance.assessments.rules.judgements import MOST_CITATIONS, MOST_REASONS
from jatigi.governance.instruments.schema import Day, Form, Id, Language, PlaceCode, Texts

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]
FrameworkKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9._-]*@[A-Za-z0-9._-]+$", max_length=121)]
IndicatorId = Annotated[str, StringConstraints(min_length=1, max_length=160)]
EvidenceId = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class Citation(Form):
    """A place in an instrument, or a piece of other evidence.

    ``although_ended``: it is cited knowing that it had ended on the reference date; the reasons say what follows.
    """

    instrument: Id | None = None
    evidence: EvidenceId | None = None
    place: Annotated[str, StringConstraints(max_length=120)] = ""
    quote: Annotated[str, StringConstraints(max_length=5000)] = ""
    quote_lang: Language | Literal[""] = ""
    although_ended: bool = False


class Answer(Form):
    """One answer. ``level`` is a level of the indicator's scale, ``unknown`` or ``not_applicable``; ``value`` a
    number, on number scales."""

    indicator: IndicatorId
    level: Annotated[str, StringConstraints(max_length=80)] = ""
    value: float | None = Field(default=None, allow_inf_nan=False)
    confidence: Literal["low", "medium", "high"] | None = None
    cause: Literal["first", "policy_change", "evidence_found", "correction", "other_judgement", "instrument_change"] = (
        "first"
    )
    holds_on: Day | None = None
    reasons_lang: Language = "fr"
    reasons: Annotated[str, StringConstraints(max_length=MOST_REASONS)] = ""
    citations: Annotated[list[Citation], Field(max_length=MOST_CITATIONS)] = []


class Finding(Form):
    """A good practice, a gap, or what happened since then; it names what it rests on."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=120)]
    dimension: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    kind: Literal["good_practice", "gap", "since_then"]
    text: Texts
    answers: list[IndicatorId] = []
    instruments: list[Id] = []
    evidence: list[EvidenceId] = []


class RoundFile(Form):
    """One round of one jurisdiction."""

    round: Code
    jurisdiction: PlaceCode
    label: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    framework: FrameworkKey
    modules: list[FrameworkKey] = []
    origin: Literal["official", "reconstructed", "fictional"]
    about: Texts
    reference_date: Day
    deadline: Day | None = None
    languages: Annotated[list[Language], Field(min_length=1, max_length=20)]
    previous: Code | None = None
    scores_public: bool = False
    target_state: Literal["collection", "reviewed_by_project"]
    answers: Annotated[list[Answer], Field(max_length=2000)] = []
    findings: Annotated[list[Finding], Field(max_length=2000)] = []
