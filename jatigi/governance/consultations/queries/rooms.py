"""Consultations as lists and pages show them: what is put to whom, who stands where, what is left to answer."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from jatigi.governance.assessments.subjects import Described, describe
from jatigi.governance.consultations.guards import silence_of
from jatigi.governance.consultations.models import (
    Attendee,
    Consultation,
    Disposition,
    Item,
    Position,
    PositionRevision,
    Remark,
)
from jatigi.governance.consultations.rules.dispositions import Given, progress
from jatigi.governance.consultations.rules.positions import Tally, standing, tally


@dataclass(frozen=True)
class Point:
    """An item with what it says today and where the institutions stand. ``said`` is None when what was put was
    dropped meanwhile."""

    item: Item
    number: int
    said: Described | None
    tally: Tally
    remarks: int


@dataclass(frozen=True)
class Line:
    """One position or remark with the answer given to it: a line of the comment–response matrix."""

    position: Position | None
    revision: PositionRevision | None
    remark: Remark | None
    disposition: Disposition | None
    progress: str  # rules.dispositions

    @property
    def id(self) -> uuid.UUID:
        """Of the position or the remark."""
        one = self.position or self.remark
        assert one is not None
        return one.pk

    @property
    def subject_id(self) -> uuid.UUID | None:
        """What it is about, if anything that can be named."""
        if self.position is not None:
            return self.position.item.subject_id
        return self.remark.subject_id if self.remark else None


def counted(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """With ``asked`` (institutions) and ``points`` (not withdrawn)."""
    return consultations.annotate(
        asked=Count("attendees", distinct=True),
        points=Count("items", filter=Q(items__withdrawn_at=None), distinct=True),
    )


def latest_positions(consultation: Consultation) -> list[PositionRevision]:
    """The position that each institution holds on each item now (position, item and institution loaded)."""
    later = PositionRevision.objects.filter(position=OuterRef("position"), number__gt=OuterRef("number"))
    found = PositionRevision.objects.filter(~Exists(later), position__item__consultation=consultation)
    return list(
        found.select_related("position__item__subject", "position__institution", "delegate").order_by(
            "position__item__position", "position__institution"
        )
    )


def standings_of(
    consultation: Consultation, now: datetime.datetime, held: Iterable[PositionRevision] | None = None
) -> dict[int, dict[str, str]]:
    """``{item: {institution: standing}}`` for every institution that is asked; what silence is called included."""
    silence = silence_of(consultation)
    held = latest_positions(consultation) if held is None else held
    spoken = {(one.position.item_id, one.position.institution_id): one.stance for one in held}
    asked = list(Attendee.objects.filter(consultation=consultation).values_list("institution", flat=True))
    items = Item.objects.filter(consultation=consultation).values_list("pk", flat=True)
    return {item: {one: standing(spoken.get((item, one)), silence, now) for one in asked} for item in items}


def points_of(consultation: Consultation, now: datetime.datetime) -> list[Point]:
    """The points put to the institutions, in the order of the room, without those withdrawn."""
    items = list(Item.objects.filter(consultation=consultation, withdrawn_at=None).select_related("subject", "session"))
    said, standings = describe(one.subject for one in items), standings_of(consultation, now)
    remarks = dict(
        Remark.objects.filter(consultation=consultation, moderation="kept")
        .exclude(subject=None)
        .values_list("subject")
        .annotate(count=Count("pk"))
    )
    return [
        Point(
            item,
            number,
            said.get(item.subject_id),
            tally(standings[item.pk].values()),
            remarks.get(item.subject_id, 0),
        )
        for number, item in enumerate(items, 1)
    ]


def lines_of(consultation: Consultation, *, with_waiting: bool = False) -> list[Line]:
    """Everything that was said and is to be answered: positions that need an answer (reservations, objections) and
    those answered anyway, and all remarks. Hidden remarks never, waiting ones only for the moderator."""
    given = _latest_dispositions(consultation)
    lines = []
    for one in latest_positions(consultation):
        answer = given.get(("position", one.position_id))
        if one.stance in ("reservation", "objects") or answer is not None:
            lines.append(Line(one.position, one, None, answer, _progress(answer, one.number)))
    shown: Sequence[str] = ("kept", "pending") if with_waiting else ("kept",)
    remarks = Remark.objects.filter(consultation=consultation, moderation__in=shown)
    for remark in remarks.select_related("subject", "institution", "session"):
        answer = given.get(("remark", remark.pk))
        lines.append(Line(None, None, remark, answer, _progress(answer, 0)))
    return lines


def _latest_dispositions(consultation: Consultation) -> Mapping[tuple[str, uuid.UUID], Disposition]:
    mine = Q(position__item__consultation=consultation) | Q(remark__consultation=consultation)
    found: dict[tuple[str, uuid.UUID], Disposition] = {}
    for one in Disposition.objects.filter(mine).select_related("changed").order_by("number"):
        key = ("position", one.position_id) if one.position_id else ("remark", one.remark_id)
        assert key[1] is not None
        found[key[0], key[1]] = one
    return found


def _progress(answer: Disposition | None, number: int) -> str:
    if answer is None:
        return progress(None, number)
    changed = answer.changed_id is not None
    return progress(Given(answer.outcome, answer.answers_number, answer.change_due, changed), number)


def silent_of(consultation: Consultation, now: datetime.datetime) -> dict[str, int]:
    """For the coordinator's eyes alone: ``{institution: points on which it has not spoken}``, those with none left
    out."""
    found: dict[str, int] = defaultdict(int)
    for standings in standings_of(consultation, now).values():
        for institution, where in standings.items():
            if where in ("awaited", "no_observation"):
                found[institution] += 1
    return dict(found)
