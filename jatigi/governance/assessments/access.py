"""Who may: the only door to rounds, codings, answers, findings and threads. "Not yours" and "not there" are both
Http404.

Whoever holds a permission only as a contributor is kept to the indicators assigned to their institution.
"""

from django.db.models import QuerySet

from jatigi.foundation.accounts.access import Visitor
from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.models import Answer, Coding, Draft, Finding, JournalEntry, Round, Thread
from jatigi.governance.frameworks.models import IndicatorVersion


def visible_rounds(user: Visitor) -> QuerySet[Round]:
    """The rounds that the person may see, newest reference date first."""
    raise NotImplementedError


def round_for(user: Visitor, code: str, permission: str) -> Round:
    """The round, when the person holds ``permission`` in its jurisdiction (with jurisdiction, framework, previous
    loaded)."""
    raise NotImplementedError


def indicator_for(user: Visitor, round: Round, code: str, permission: str) -> IndicatorVersion:
    """An indicator that the round asks, by its permanent code; contributors: only where their institution is
    asked."""
    raise NotImplementedError


def limited_to(user: Visitor, round: Round, permission: str) -> set[int] | None:
    """The ids of the indicator versions that the person is kept to; None when they may have all of the round."""
    raise NotImplementedError


def coding_for(user: Visitor, id: int | str, permission: str) -> Coding:
    """The coding (round, indicator, assessor loaded). Contributors: only their own."""
    raise NotImplementedError


def answer_for(user: Visitor, id: int | str, permission: str) -> Answer:
    """The answer (round and indicator loaded)."""
    raise NotImplementedError


def finding_for(user: Visitor, round: Round, code: str, permission: str) -> Finding:
    """A finding of the round, by its code."""
    raise NotImplementedError


def thread_for(user: Visitor, id: int | str, permission: str) -> Thread:
    """A thread of review (its coding and round loaded). Contributors: only on their own codings."""
    raise NotImplementedError


def draft_of(user: User, round: Round, indicator: IndicatorVersion) -> Draft | None:
    """The person's own draft, nobody else's."""
    raise NotImplementedError


def journal_of(user: User, round: Round, indicator: IndicatorVersion) -> QuerySet[JournalEntry]:
    """The person's own notes on an indicator, oldest first; nobody else's."""
    raise NotImplementedError
