"""Follow-up reports: opened, and their passages written and restored by people. The drafted part is read from the data
each time and is never stored."""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import ORIGINS
from jatigi.governance.followup import guards
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import REPORT_KINDS, Report, ReportTextRevision
from jatigi.governance.followup.queries.reports import blocks_of


@dataclass(frozen=True)
class Opened:
    """What a person says of a report when opening it: its kind, title, origin and period, both days included."""

    kind: str
    title: Text
    origin: str
    period_from: datetime.date
    period_until: datetime.date


def open_report(code: str, place: Place, opened: Opened, *, by: User) -> Report:
    """Open a report.

    Raises:
        Refused: ``not_your_role``, ``untitled``, ``dates``, ``report.kind``, ``exists``.
    """
    try:
        with audit.entry("report.open", by=by, kind=Report._meta.label, report=opened.kind) as record:
            guards.check_role(by, "report.write", place.pk)
            guards.check_worded(opened.title)
            if opened.kind not in REPORT_KINDS or opened.origin not in ORIGINS:
                raise refused("report.kind")
            if opened.period_until < opened.period_from:
                raise refused("dates")
            made = Report.objects.create(
                code=code, jurisdiction=place, opened_at=timezone.now(), opened_by=by, **vars(opened)
            )
            record.objects.append(made.pk)
    except IntegrityError:
        raise refused("exists", code=code) from None
    return made


def write_passage(report: Report, block: str, text: Text, *, by: User, number: int) -> ReportTextRevision:
    """Write a passage beside what is drafted, or take an earlier one again. ``number`` is the revision that the person
    had before them, 0 for none.

    Raises:
        Refused: ``not_your_role``, ``report.block``, ``newer``.
    """
    with audit.entry("report.write", by=by, on=report, block=block) as record:
        guards.check_role(by, "report.write", report.jurisdiction_id)
        drafted = next((one for one in blocks_of(report) if one.code == block), None)
        if drafted is None:
            raise refused("report.block")
        last = report.texts.filter(block=block).aggregate(last=Max("number"))["last"] or 0
        if last != number:
            raise refused("newer")
        record.details["number"] = last + 1
        return ReportTextRevision.objects.create(
            report=report,
            block=block,
            number=last + 1,
            text=text,
            drafted_from=drafted.digest,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
