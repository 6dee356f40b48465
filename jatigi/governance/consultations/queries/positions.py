"""Positions as their readers may see them: an institution's own list, a point with what was said on it, who has not
spoken."""

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.accounts.permissions import roles_with
from jatigi.foundation.text import Text
from jatigi.governance.assessments.subjects import Described, describe
from jatigi.governance.consultations import access
from jatigi.governance.consultations.guards import silence_of
from jatigi.governance.consultations.models import (
    Attendee,
    Consultation,
    Disposition,
    Item,
    PositionRevision,
    Remark,
)
from jatigi.governance.consultations.queries import rooms
from jatigi.governance.consultations.queries.offers import dimensions_of, grouped
from jatigi.governance.consultations.rules.positions import NEEDS_REASON, standing, tally
from jatigi.governance.consultations.rules.readers import Reader
from jatigi.governance.instruments import access as register
from jatigi.governance.instruments.models import Evidence


def institutions_of(user: Visitor, consultation: Consultation) -> list[Institution]:
    """The institutions asked here that the person belongs to or speaks for, by code. One's own is among them even
    where it lets another speak in its place: it reads what is said for it."""
    if not isinstance(user, User) or not access.may_take(user, consultation):
        return []
    own = Attendee.objects.filter(consultation=consultation, institution=user.institution_id)
    codes = {*own.values_list("institution", flat=True)}
    codes |= {*access.speaks_for(user, consultation).values_list("pk", flat=True)}
    return list(Institution.objects.filter(pk__in=codes).order_by("code"))


def reader_of(user: Visitor, consultation: Consultation) -> Reader:
    """What the person may see of what was said there."""
    place = consultation.jurisdiction_id
    named = Attendee.objects.filter(consultation=consultation, named_publicly=True)
    return Reader(
        everyone=access.sees_everyone(user, consultation),
        confidential=may(user, "position.read_confidential", place),
        own=frozenset(one.pk for one in institutions_of(user, consultation)),
        named=frozenset(named.values_list("institution", flat=True)),
    )


# ---------- An institution's own list ----------


@dataclass(frozen=True)
class Asked:
    """One point asked of an institution, with what it said and what was answered. ``reworded``: the text is another
    one since it spoke."""

    item: Item
    number: int
    said: Described
    held: PositionRevision | None
    standing: str
    reworded: bool
    answer: Disposition | None
    progress: str


@dataclass(frozen=True)
class Place:
    """Points of one dimension (``number`` from 1) or of one section (``number`` 0)."""

    number: int
    title: Text
    rows: list[Asked]


def asked_of(consultation: Consultation, institution: str, now: datetime.datetime) -> list[Asked]:
    """Every point put to the institution, in the order of the room; what was dropped meanwhile is left out."""
    items = list(Item.objects.filter(consultation=consultation, withdrawn_at=None).select_related("subject"))
    said, silence = describe(one.subject for one in items), silence_of(consultation)
    held = {
        one.position.item_id: one
        for one in rooms.latest_positions(consultation)
        if one.position.institution_id == institution
    }
    lines = {line.id: line for line in rooms.lines_of(consultation) if line.position is not None}
    found = []
    for number, item in enumerate(items, 1):
        subject, mine = said.get(item.subject_id), held.get(item.pk)
        if subject is None:
            continue
        line = lines.get(mine.position_id) if mine else None
        found.append(
            Asked(
                item=item,
                number=number,
                said=subject,
                held=mine,
                standing=standing(mine.stance if mine else None, silence, now),
                reworded=mine is not None and mine.seen_hash != subject.hash,
                answer=line.disposition if line else None,
                progress=line.progress if line else "",
            )
        )
    return found


def by_place(consultation: Consultation, rows: Sequence[Asked]) -> list[Place]:
    """The same by dimension, in the framework's order."""
    mine = {one.said.subject: one for one in rows}
    groups = grouped(consultation, [one.said for one in rows])
    return [Place(group.number, group.title, [mine[offer.said.subject] for offer in group.offers]) for group in groups]


# ---------- A point ----------


@dataclass(frozen=True)
class Voice:
    """A position on a point as this reader may see it. ``institution`` is None where it is not named, ``words`` empty
    where they are not for this reader."""

    revision: PositionRevision
    institution: Institution | None
    readable: bool
    earlier: list[PositionRevision]  # the revisions before, latest first; only for whoever follows the institution
    follows: bool
    reworded: bool
    evidence: list[Evidence]
    answer: Disposition | None
    progress: str


@dataclass(frozen=True)
class Heard:
    """A remark as this reader may see it."""

    remark: Remark
    institution: Institution | None
    answer: Disposition | None
    progress: str


@dataclass(frozen=True)
class PointPage:
    """A point with everything said on it that the reader may see, and its neighbours in the room."""

    point: rooms.Point
    place_number: int
    place_title: Text | None
    voices: list[Voice]
    remarks: list[Heard]
    silent: list[tuple[Institution, str]]  # for the coordinator's eyes alone
    before: int | None
    after: int | None
    total: int

    @property
    def waiting(self) -> int:
        """Positions and remarks here that the reader can read and that wait for an answer."""
        said = [voice.progress for voice in self.voices if voice.readable and voice.progress]
        said += [heard.progress for heard in self.remarks]
        return sum(one in ("open", "spoke_again") for one in said)


def point_page(user: User, consultation: Consultation, item: Item, now: datetime.datetime) -> PointPage:
    """The page of a point, in a constant number of queries."""
    reader, points = reader_of(user, consultation), rooms.points_of(consultation, now)
    numbers = [one.item.pk for one in points]
    place = numbers.index(item.pk) if item.pk in numbers else None
    point = points[place] if place is not None else _withdrawn(item)
    number, title = dimensions_of(consultation.round).get(point.said.place if point.said else "", (0, None))
    lines = {line.id: line for line in rooms.lines_of(consultation, with_waiting=False)}
    return PointPage(
        point=point,
        place_number=number,
        place_title=title,
        voices=_voices(user, reader, consultation, item, point.said, lines),
        remarks=_heard(user, reader, consultation, item, lines),
        silent=_silent(consultation, item, now) if reader.everyone and place is not None else [],
        before=numbers[place - 1] if place else None,
        after=numbers[place + 1] if place is not None and place + 1 < len(numbers) else None,
        total=len(points),
    )


def _withdrawn(item: Item) -> rooms.Point:
    """A point that was taken off the list: its page stays, with what was said."""
    return rooms.Point(item, 0, describe([item.subject]).get(item.subject_id), tally([]), 0)


def _voices(
    user: User,
    reader: Reader,
    consultation: Consultation,
    item: Item,
    said: Described | None,
    lines: Mapping[uuid.UUID, rooms.Line],
) -> list[Voice]:
    found = PositionRevision.objects.filter(position__item=item).select_related(
        "position__institution", "delegate", "recorded_by", "letter"
    )
    history: dict[uuid.UUID, list[PositionRevision]] = defaultdict(list)
    for one in found.prefetch_related("evidence").order_by("-number"):
        history[one.position_id].append(one)
    readable = set(register.visible_evidence(user).values_list("pk", flat=True)) if history else set()
    voices = []
    for latest, *earlier in history.values():
        institution = latest.position.institution
        reads = reader.reads(institution.pk, confidential=latest.confidential)
        follows, line = reader.follows(institution.pk), lines.get(latest.position_id)
        cited = latest.evidence.all() if reads else []
        voices.append(
            Voice(
                revision=latest,
                institution=institution if reader.names(institution.pk, confidential=latest.confidential) else None,
                readable=reads,
                earlier=earlier if follows else [],
                follows=follows,
                reworded=said is not None and latest.seen_hash != said.hash,
                evidence=[one for one in cited if one.pk in readable],
                answer=line.disposition if line else None,
                progress=line.progress if line else "",
            )
        )
    return sorted(voices, key=_loudest)


def _loudest(voice: Voice) -> tuple[int, bool, str]:
    """Objections first; those who are not named come last and in no order that would tell who they are."""
    order = ("objects", "reservation", "not_concerned", "agrees")
    name = voice.institution.pk if voice.institution else str(voice.revision.position_id)
    return order.index(voice.revision.stance), voice.institution is None, name


def _heard(
    user: User, reader: Reader, consultation: Consultation, item: Item, lines: Mapping[uuid.UUID, rooms.Line]
) -> list[Heard]:
    found = Remark.objects.filter(consultation=consultation, subject=item.subject_id, moderation="kept")
    heard = []
    for one in found.select_related("institution", "session"):
        if not reader.reads(one.institution_id, confidential=one.confidential):
            continue
        named = one.institution is not None and reader.names(one.institution.pk, confidential=one.confidential)
        line = lines.get(one.pk)
        answer, progress = (line.disposition, line.progress) if line else (None, "open")
        heard.append(Heard(one, one.institution if named else None, answer, progress))
    return heard


def _silent(consultation: Consultation, item: Item, now: datetime.datetime) -> list[tuple[Institution, str]]:
    where = rooms.standings_of(consultation, now)[item.pk]
    quiet = {code: how for code, how in where.items() if how in ("awaited", "no_observation")}
    return [(one, quiet[one.pk]) for one in Institution.objects.filter(pk__in=quiet).order_by("code")]


# ---------- Who has not spoken: the coordinator's eyes alone ----------


@dataclass(frozen=True)
class Turnout:
    """One institution that is asked: how much it has said, and whom to remind. ``people`` are those who may take
    positions in its name (its own, or its delegate's)."""

    attendee: Attendee
    spoke: int
    open: int
    total: int
    people: list[User]

    @property
    def addresses(self) -> str:
        """The people's e-mail addresses, for a letter to all of them."""
        return ",".join(one.email for one in self.people)


def turnout(consultation: Consultation, now: datetime.datetime) -> list[Turnout]:
    """Every institution that is asked: those with most left to say first."""
    standings = rooms.standings_of(consultation, now)
    here = Item.objects.filter(consultation=consultation, withdrawn_at=None).values_list("pk", flat=True)
    quiet = [one for item in here for one, how in standings[item].items() if how in ("awaited", "no_observation")]
    missing, total = Counter(quiet), len(here)
    attendees = list(Attendee.objects.filter(consultation=consultation).select_related("institution", "speaks_for_it"))
    loud: dict[str, int] = defaultdict(int)
    for held in rooms.latest_positions(consultation):
        if held.stance in NEEDS_REASON and held.position.item.withdrawn_at is None:
            loud[held.position.institution_id] += 1
    people = _speakers(consultation, attendees)
    rows = []
    for one in attendees:
        speaker = one.speaks_for_it_id or one.institution_id
        rows.append(
            Turnout(one, total - missing[one.institution_id], loud[one.institution_id], total, people.get(speaker, []))
        )
    return sorted(rows, key=lambda row: (row.spoke - row.total, row.attendee.institution_id))


def _speakers(consultation: Consultation, attendees: Iterable[Attendee]) -> dict[str, list[User]]:
    codes = {one.speaks_for_it_id or one.institution_id for one in attendees}
    roles = roles_with("position.take")
    found: dict[str, list[User]] = defaultdict(list)
    users = User.objects.filter(
        institution__in=codes,
        is_active=True,
        roles__jurisdiction=consultation.jurisdiction_id,
        roles__role__in=roles,
        roles__revoked_at=None,
    )
    for one in users.distinct().order_by("name", "pk"):
        found[one.institution_id or ""].append(one)
    return found


# ---------- Taking a position ----------


def position_of(item: Item, institution: str) -> list[PositionRevision]:
    """What the institution said on the point, latest first."""
    found = PositionRevision.objects.filter(position__item=item, position__institution=institution)
    return list(found.select_related("delegate", "recorded_by", "letter", "position").order_by("-number"))


def to_cite(
    user: User, consultation: Consultation, place: str, *, query: str = "", ticked: Iterable[str] = ()
) -> list[Evidence]:
    """Evidence to choose from: what is ticked already, then what fits the words sought, or what lies in the point's
    dimension; at most :data:`MOST_EVIDENCE` besides those ticked."""
    mine = register.visible_evidence(user).filter(jurisdiction=consultation.jurisdiction_id)
    wanted = _ids(ticked)
    chosen = list(mine.filter(pk__in=wanted).order_by("code"))
    rest = [one for one in mine.exclude(pk__in=wanted).order_by("code") if _fits(one, place, query)]
    return [*chosen, *rest[:MOST_EVIDENCE]]


MOST_EVIDENCE = 20


def _ids(given: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for one in given:
        try:
            found.append(uuid.UUID(one))
        except ValueError:
            continue
    return found


def _fits(evidence: Evidence, place: str, query: str) -> bool:
    if not query.strip():
        return bool(place) and evidence.dimension == place
    dated = str(evidence.dated) if evidence.dated else ""
    words = " ".join((*evidence.title.plain().values(), evidence.publisher, dated)).casefold()
    return all(word in words for word in query.casefold().split())


def attendee_of(consultation: Consultation, institution: str) -> Attendee | None:
    """The institution as asked there."""
    found = Attendee.objects.filter(consultation=consultation, institution=institution)
    return found.select_related("institution", "speaks_for_it").first()
