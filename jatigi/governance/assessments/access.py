"""Who may: the only door to rounds, codings, answers, findings and threads.

"Not yours" and "not there" are the same Http404. Whoever holds a permission only as a contributor is kept to the
indicators assigned to their institution.
"""

from django.db.models import QuerySet
from django.http import Http404

from jatigi.foundation.accounts.access import Visitor, jurisdictions_with, may, roles_of
from jatigi.foundation.accounts.models import User
from jatigi.foundation.accounts.permissions import CONTRIBUTOR, roles_with
from jatigi.governance.assessments.models import (
    Answer,
    Assignment,
    Coding,
    Draft,
    Finding,
    JournalEntry,
    Round,
    Thread,
)
from jatigi.governance.assessments.queries.asked import asked_versions
from jatigi.governance.frameworks.models import IndicatorVersion


def visible_rounds(user: Visitor) -> QuerySet[Round]:
    """The rounds that the person may see, newest reference date first."""
    places = jurisdictions_with(user, "round.view")
    rounds = Round.objects.filter(jurisdiction__in=places).select_related("jurisdiction", "framework", "previous")
    return rounds.order_by("-reference_date", "code")


def round_for(user: Visitor, code: str, permission: str) -> Round:
    """The round, when the person holds ``permission`` in its jurisdiction (jurisdiction, framework, previous
    loaded)."""
    round = Round.objects.select_related("jurisdiction", "framework", "previous").filter(code=code).first()
    if round is None or not may(user, permission, round.jurisdiction_id):
        raise Http404
    return round


def is_kept_to_institution(user: Visitor, jurisdiction: str, permission: str) -> bool:
    """Whether the person holds ``permission`` there as a contributor and in no other role."""
    return roles_of(user).get(jurisdiction, frozenset()) & roles_with(permission) == {CONTRIBUTOR}


def limited_to(user: Visitor, round: Round, permission: str) -> set[int] | None:
    """The ids of the indicator versions that the person is kept to; None when they may have all of the round."""
    if not isinstance(user, User) or not is_kept_to_institution(user, round.jurisdiction_id, permission):
        return None
    if user.institution_id is None:
        return set()
    asked = Assignment.objects.filter(round=round, institution=user.institution_id)
    return set(asked.values_list("indicator_id", flat=True))


def _may_have(user: Visitor, round: Round, indicator_id: int, permission: str) -> bool:
    if not may(user, permission, round.jurisdiction_id):
        return False
    kept = limited_to(user, round, permission)
    return kept is None or indicator_id in kept


def indicator_for(user: Visitor, round: Round, code: str, permission: str) -> IndicatorVersion:
    """An indicator that the round asks, by its permanent code; contributors: only where their institution is
    asked."""
    found = (
        IndicatorVersion.objects.select_related("indicator", "node", "dimension", "version")
        .filter(version__in=asked_versions(round), indicator__code=code)
        .first()
    )
    if found is None or not _may_have(user, round, found.pk, permission):
        raise Http404
    return found


def coding_for(user: Visitor, id: int | str, permission: str) -> Coding:
    """The coding (round, indicator, assessor loaded). To write, or as a contributor: only one's own."""
    found = (
        Coding.objects.select_related(
            "round__jurisdiction", "indicator__indicator", "indicator__dimension", "indicator__node", "assessor"
        )
        .filter(pk=_number(id))
        .first()
    )
    if found is None or not may(user, permission, found.round.jurisdiction_id):
        raise Http404
    if not _is_own(user, found) and (
        permission == "coding.write" or is_kept_to_institution(user, found.round.jurisdiction_id, permission)
    ):
        raise Http404
    return found


def answer_for(user: Visitor, id: int | str, permission: str) -> Answer:
    """The answer (round and indicator loaded). Contributors: only where their institution is asked."""
    found = (
        Answer.objects.select_related("round__jurisdiction", "indicator__indicator", "indicator__dimension")
        .filter(pk=_number(id))
        .first()
    )
    if found is None or not _may_have(user, found.round, found.indicator_id, permission):
        raise Http404
    return found


def finding_for(user: Visitor, round: Round, code: str, permission: str) -> Finding:
    """A finding of the round, by its code."""
    found = Finding.objects.select_related("dimension", "written_by").filter(round=round, code=code).first()
    if found is None or not may(user, permission, round.jurisdiction_id):
        raise Http404
    found.round = round
    return found


def thread_for(user: Visitor, id: int | str, permission: str) -> Thread:
    """A thread of review (its coding and round loaded). Contributors: only on their own codings."""
    found = Thread.objects.select_related("coding__round__jurisdiction", "coding__indicator__indicator").filter(
        pk=_number(id)
    )
    thread = found.first()
    if thread is None or not may(user, permission, thread.coding.round.jurisdiction_id):
        raise Http404
    kept = is_kept_to_institution(user, thread.coding.round.jurisdiction_id, permission)
    if kept and not _is_own(user, thread.coding):
        raise Http404
    return thread


def workbook_institutions(user: Visitor, round: Round, permission: str) -> set[str] | None:
    """The codes of the institutions whose workbooks the person may exchange in the round; None: of all of them.

    Whoever holds ``permission`` (``workbook.export``, ``workbook.import``) exchanges any. Whoever answers as
    a contributor exchanges their own institution's, and nobody else's.
    """
    if may(user, permission, round.jurisdiction_id):
        return None
    if isinstance(user, User) and user.institution_id and may(user, "coding.write", round.jurisdiction_id):
        return {user.institution_id}
    return set()


def may_read_internal(user: Visitor, round: Round) -> bool:
    """Whether the person may read evidence that is not to be published."""
    return may(user, "evidence.read_internal", round.jurisdiction_id)


def draft_of(user: User, round: Round, indicator: IndicatorVersion) -> Draft | None:
    """The person's own draft, nobody else's."""
    return Draft.objects.filter(round=round, indicator=indicator, user=user).first()


def journal_of(user: User, round: Round, indicator: IndicatorVersion) -> QuerySet[JournalEntry]:
    """The person's own notes on an indicator, oldest first; nobody else's."""
    return JournalEntry.objects.filter(round=round, indicator=indicator, user=user)


def _is_own(user: Visitor, coding: Coding) -> bool:
    return isinstance(user, User) and coding.assessor_id == user.pk


def _number(id: int | str) -> int:
    """An id as it stands in an address; what no row can have is not there."""
    try:
        number = int(id)
    except ValueError:
        raise Http404 from None
    if not 0 < number < 2**63:
        raise Http404
    return number
