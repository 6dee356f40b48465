"""Progress: what institutions report on actions, and what validators say of it. Neither overwrites the other."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.access import roles_of
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.accounts.permissions import CONTRIBUTOR, roles_with
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.followup import guards
from jatigi.governance.followup.changes.actions import CURRENCY, MOST
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import PROGRESS, VERDICTS, Action, Milestone, ProgressReport, Verdict
from jatigi.governance.followup.queries.progress import days_of
from jatigi.governance.followup.rules import plans as rules
from jatigi.governance.followup.rules.status import CONFIRMED, NOT_CONFIRMED
from jatigi.governance.instruments.models import Evidence, Instrument

EMPTY: Final = Text("fr", {})


@dataclass(frozen=True)
class Told:
    """What an institution reports. ``due``: the day of the calendar that it answers; ``happened_on``: when it was so;
    ``reached``: milestones that are done by then."""

    status: str
    text: Text
    due: datetime.date | None = None
    happened_on: PartialDate | None = None
    evidence: Sequence[Evidence] = ()
    instruments: Sequence[Instrument] = ()
    spent: Decimal | None = None
    currency: str = ""
    reached: Sequence[Milestone] = ()


def report_progress(action: Action, institution: Institution, told: Told, *, by: User, number: int) -> ProgressReport:
    """Report on an action in an institution's name. A correction is a later report. ``number``: how many reports the
    person had before them.

    Raises:
        Refused: ``progress.not_yet``, ``action.dropped``, ``progress.not_theirs``, ``newer``, ``progress.status``,
        ``progress.silent``, ``progress.day``, ``progress.future``, ``action.money``, ``elsewhere``,
        ``not_your_role``.
    """
    with audit.entry("progress.report", by=by, on=action, institution=institution.pk, status=told.status) as record:
        _check_reporter(action, institution, by)
        if action.reports.count() != number:
            raise refused("newer")
        _check(action, told)
        report = ProgressReport.objects.create(
            action=action,
            institution=institution,
            number=number + 1,
            due=told.due,
            status=told.status,
            happened_on=told.happened_on,
            text=told.text,
            spent=told.spent,
            currency=told.currency if told.spent is not None else "",
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        report.evidence.set(told.evidence)
        report.instruments.set(told.instruments)
        day = told.happened_on or PartialDate(timezone.localdate().isoformat())
        for milestone in told.reached:
            milestone.done_on = day
            milestone.save(update_fields=["done_on"])
        record.details |= {"number": report.number, "text": audit.fingerprint(str(told.text))}
    return report


def give_verdict(
    report: ProgressReport, verdict: str, status: str, reason: Text = EMPTY, *, by: User, number: int
) -> Verdict:
    """Say whether a report is confirmed, with the validator's own status. ``number``: how many verdicts the person had
    before them.

    Raises:
        Refused: ``verdict.unknown``, ``progress.status``, ``verdict.differs``, ``verdict.same``,
        ``verdict.no_reason``, ``verdict.public``, ``verdict.own``, ``verdict.newer``, ``newer``,
        ``not_your_role``.
    """
    with audit.entry("progress.verdict", by=by, on=report.action, verdict=verdict, status=status) as record:
        guards.check_role(by, "progress.validate", report.action.plan.jurisdiction_id)
        if report.institution_id is None:
            raise refused("verdict.public")
        if by.pk == report.recorded_by_id or by.institution_id == report.institution_id:
            raise refused("verdict.own")
        if report.action.reports.filter(number__gt=report.number).exists():
            raise refused("verdict.newer")
        if report.verdicts.count() != number:
            raise refused("newer")
        _check_verdict(report, verdict, status, reason)
        given = Verdict.objects.create(
            report=report,
            number=number + 1,
            verdict=verdict,
            status=status,
            reason=reason,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        record.details |= {"report": report.number, "number": given.number, "reason": audit.fingerprint(str(reason))}
    return given


def _check_reporter(action: Action, institution: Institution, by: User) -> None:
    place = action.plan.jurisdiction_id
    guards.check_role(by, "progress.report", place)
    if action.plan.state not in rules.REPORTED:
        raise refused("progress.not_yet")
    if action.dropped_at is not None:
        raise refused("action.dropped")
    theirs = {action.lead_id, *action.partners.values_list("pk", flat=True)}
    held = roles_of(by).get(place, frozenset()) & roles_with("progress.report")
    if institution.pk not in theirs or (held == {CONTRIBUTOR} and by.institution_id != institution.pk):
        raise refused("progress.not_theirs", code=str(institution))


def _check(action: Action, told: Told) -> None:
    if told.status not in PROGRESS:
        raise refused("progress.status")
    if not any(version.text.strip() for version in told.text.texts.values()):
        raise refused("progress.silent")
    if told.due is not None and told.due not in days_of(action):
        raise refused("progress.day", day=told.due.isoformat())
    if told.happened_on is not None and told.happened_on.earliest() > timezone.localdate():
        raise refused("progress.future")
    if told.spent is not None:
        if not (told.spent.is_finite() and 0 <= told.spent < MOST):
            raise refused("action.money", found=told.spent)
        if not CURRENCY.match(told.currency):
            raise refused("action.money", found=told.currency)
    place = action.plan.jurisdiction_id
    for text in told.instruments:
        if text.jurisdiction_id not in (None, place):
            raise refused("elsewhere", code=text.code)
    for piece in told.evidence:
        if piece.jurisdiction_id != place:
            raise refused("elsewhere", code=piece.code)
    for milestone in told.reached:
        if milestone.action_id != action.pk:
            raise refused("elsewhere", code=str(milestone.title))


def _check_verdict(report: ProgressReport, verdict: str, status: str, reason: Text) -> None:
    if verdict not in VERDICTS:
        raise refused("verdict.unknown")
    if status not in PROGRESS:
        raise refused("progress.status")
    if verdict == CONFIRMED and status != report.status:
        raise refused("verdict.differs")
    if verdict == NOT_CONFIRMED and status == report.status:
        raise refused("verdict.same")
    if verdict != CONFIRMED and not any(version.text.strip() for version in reason.texts.values()):
        raise refused("verdict.no_reason")
