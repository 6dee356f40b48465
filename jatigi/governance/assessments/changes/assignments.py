"""Who is asked what."""

import datetime
from collections.abc import Sequence
from enum import Enum
from typing import Any

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import Institution, User
from jatigi.governance.assessments import guards, wording
from jatigi.governance.assessments.errors import refused
from jatigi.governance.assessments.models import Assignment, Round
from jatigi.governance.assessments.rules.rounds import WORKING_STATES
from jatigi.governance.frameworks.models import IndicatorVersion


class Keep(Enum):
    """Leave as it is (None would take the assignment away)."""

    AS_IS = "as is"


KEEP = Keep.AS_IS
ASSIGNING_STATES = WORKING_STATES | {"launch"}


def assign(
    round: Round,
    indicators: Sequence[IndicatorVersion],
    *,
    by: User,
    institution: Institution | Keep | None = KEEP,
    assessor: User | Keep | None = KEEP,
    due: datetime.date | Keep | None = KEEP,
) -> int:
    """Assign several indicators at once; returns how many. One audit entry lists them.

    Raises:
        Refused: ``assignment.nothing``, ``assignment.elsewhere``, ``assignment.institution``,
        ``assignment.assessor``,
            ``assignment.not_now``.
    """
    values = {"institution": institution, "assessor": assessor, "due": due}
    wanted = {name: value for name, value in values.items() if value is not KEEP}
    with audit.entry("assignment.assign", by=by, kind=Assignment._meta.label, round=round.pk) as record:
        _check(round, indicators, by, wanted)
        record.objects += _write(round, indicators, wanted)
    return len(set(indicators))


def ask_institution(
    round: Round,
    institution: Institution,
    indicators: Sequence[IndicatorVersion],
    *,
    by: User,
    due: datetime.date | None = None,
) -> int:
    """Assign several indicators to an institution and note that it has been asked; returns how many.

    Raises as :func:`assign`.
    """
    wanted: dict[str, Any] = {"institution": institution, "asked_at": timezone.now()}
    if due is not None:
        wanted["due"] = due
    with audit.entry(
        "assignment.ask", by=by, kind=Assignment._meta.label, round=round.pk, institution=institution.pk
    ) as record:
        _check(round, indicators, by, wanted)
        record.objects += _write(round, indicators, wanted)
    return len(set(indicators))


def _check(round: Round, indicators: Sequence[IndicatorVersion], by: User, wanted: dict[str, Any]) -> None:
    now = guards.locked(round.pk)
    guards.check_role(by, "round.assign", now)
    place = wording.Words(now.jurisdiction.name)
    if now.state not in ASSIGNING_STATES:
        raise refused("assignment.not_now", state=wording.ROUND_STATES[now.state])
    if not indicators:
        raise refused("assignment.nothing")
    guards.check_asked(now, indicators)
    institution, assessor = wanted.get("institution"), wanted.get("assessor")
    if institution is not None and institution.jurisdiction_id != now.jurisdiction_id:
        raise refused("assignment.institution", place=place)
    if assessor is not None and not may(assessor, "coding.write", now.jurisdiction_id):
        raise refused("assignment.assessor", place=place)


def _write(round: Round, indicators: Sequence[IndicatorVersion], wanted: dict[str, Any]) -> list[str]:
    """Make or change the assignments; returns their ids."""
    present = {a.indicator_id: a for a in Assignment.objects.filter(round=round, indicator__in=indicators)}
    new = [
        Assignment(round=round, indicator=one, **wanted) for one in dict.fromkeys(indicators) if one.pk not in present
    ]
    Assignment.objects.bulk_create(new)
    for assignment in present.values():
        for name, value in wanted.items():
            setattr(assignment, name, value)
    if present and wanted:
        Assignment.objects.bulk_update(present.values(), list(wanted))
    return [str(assignment.pk) for assignment in (*present.values(), *new)]
