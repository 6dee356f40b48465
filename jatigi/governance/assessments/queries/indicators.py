"""The assessor's list of indicators, and what one indicator's page needs."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from jatigi.foundation.accounts.models import Institution, User
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries.answers import AnswerRow
from jatigi.governance.assessments.rules.evidence import State
from jatigi.governance.frameworks.models import IndicatorVersion


@dataclass(frozen=True)
class IndicatorRow:
    """One line of the assessor's list, from the point of view of one person.

    ``work`` is the state of the person's own work: ``none``, ``draft`` (started), ``open`` (taken back),
    ``submitted``, ``returned``, ``accepted``. ``level`` is the agreed one if there is one, else the one they handed
    in, else ``""``.
    """

    indicator: IndicatorVersion
    code: str
    number: str
    dimension: str
    work: str
    has_draft: bool
    level: str
    value: float | None
    answered: bool  # an agreed answer exists
    previous_level: str | None
    state: State  # needs re-verification (own answer, or last round's as starting point)
    institution: Institution | None
    assessor: User | None
    asked_at: datetime.datetime | None
    due: datetime.date | None
    late: bool
    evidence_at_hand: int
    open_threads: int  # on the person's own coding


@dataclass(frozen=True)
class PastAnswer:
    """One round's answer to an indicator, for "through the rounds"."""

    round: Round
    row: AnswerRow


def asked(round: Round) -> list[IndicatorVersion]:
    """The indicators a round asks: of its framework and of what it extends, then of its modules; with .indicator,
    .node, .dimension."""
    raise NotImplementedError


def indicator_list(
    round: Round, user: User, *, today: datetime.date | None = None, only: set[int] | None = None
) -> list[IndicatorRow]:
    """The assessor's list in the framework's order. ``only``: what :func:`.access.limited_to` gave."""
    raise NotImplementedError


def by_ease(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The same rows for a first visit: what is not handed in yet, by institution, most evidence at hand first."""
    raise NotImplementedError


def next_unanswered(rows: Sequence[IndicatorRow], after: str = "") -> IndicatorRow | None:
    """The first row after the indicator ``after`` (then from the top) that the person has not handed in."""
    raise NotImplementedError


def starting_point(
    round: Round, indicator: IndicatorVersion, *, today: datetime.date | None = None
) -> AnswerRow | None:
    """Last round's answer to the same indicator, seen from this round: the states of its citations are those of this
    round."""
    raise NotImplementedError


def history(round: Round, indicator: IndicatorVersion, *, today: datetime.date | None = None) -> list[PastAnswer]:
    """The indicator's answers in every round of the jurisdiction, oldest first, each as its own round sees it."""
    raise NotImplementedError
