"""The programme as a page shows it: days, sessions, papers, points; which sessions have minutes."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from jatigi.governance.consultations.models import Communication, Consultation, MinutesRevision, Session
from jatigi.governance.consultations.queries import rooms


@dataclass(frozen=True)
class Slot:
    """One session with what hangs on it; ``place`` counts from 0 in the whole programme."""

    session: Session
    place: int
    papers: list[Communication]
    points: list[rooms.Point]
    has_minutes: bool


@dataclass(frozen=True)
class Day:
    """The sessions of one day, or (None) those without a time, in the order of the programme."""

    day: datetime.date | None
    slots: list[Slot]


def days_of(consultation: Consultation) -> list[Day]:
    """The programme day by day. A session without a time stands with the one before it."""
    sessions = list(Session.objects.filter(consultation=consultation))
    papers: dict[int, list[Communication]] = {}
    for paper in Communication.objects.filter(session__in=sessions).select_related("institution", "file"):
        papers.setdefault(paper.session_id, []).append(paper)
    points: dict[int | None, list[rooms.Point]] = {}
    for point in rooms.points_of(consultation, timezone.now()):
        points.setdefault(point.item.session_id, []).append(point)
    minuted = set(MinutesRevision.objects.filter(consultation=consultation).values_list("session", flat=True))
    days: list[Day] = []
    for place, one in enumerate(sessions):
        slot = Slot(one, place, papers.get(one.pk, []), points.get(one.pk, []), one.pk in minuted)
        day = timezone.localtime(one.starts_at).date() if one.starts_at else days[-1].day if days else None
        if days and days[-1].day == day:
            days[-1].slots.append(slot)
        else:
            days.append(Day(day, [slot]))
    return days


def latest_minutes(consultation: Consultation) -> list[MinutesRevision]:
    """The minutes that stand: those of the whole first, then session by session."""
    later = MinutesRevision.objects.filter(
        consultation=OuterRef("consultation"), session=OuterRef("session"), number__gt=OuterRef("number")
    )
    whole = MinutesRevision.objects.filter(consultation=consultation, session=None).order_by("-number")[:1]
    parts = MinutesRevision.objects.filter(~Exists(later), consultation=consultation).exclude(session=None)
    return [*whole, *parts.select_related("session").order_by("session__position")]


def revisions_of(consultation: Consultation, session: Session | None) -> list[MinutesRevision]:
    """Every revision of these minutes, latest first."""
    found = MinutesRevision.objects.filter(consultation=consultation, session=session).order_by("-number")
    return list(found.select_related("recorded_by"))
