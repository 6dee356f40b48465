"""Priorities: opened, set by points or by a show of hands, closed, opened again."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import Max, Sum
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.followup import access, guards, wording
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.models import BALLOT_METHODS, Ballot, Recommendation, Vote
from jatigi.governance.followup.rules import ballots as rules
from jatigi.governance.followup.rules.ballots import Given
from jatigi.governance.followup.rules.recommendations import LIVE


@dataclass(frozen=True)
class Drawn:
    """What is put to the institutions, and how they say what comes first."""

    title: Text
    method: str
    recommendations: Sequence[Recommendation]
    points: int = 10
    closes_at: datetime.datetime | None = None


def open_ballot(code: str, place: Place, room: Consultation | None, drawn: Drawn, *, by: User) -> Ballot:
    """Ask institutions for their priorities among some recommendations.

    Raises:
        Refused: ``exists``, ``untitled``, ``elsewhere``, ``recommendation.not_now``, ``ballot.empty``,
        ``ballot.method``, ``ballot.points``, ``ballot.past``, ``not_your_role``.
    """
    try:
        with audit.entry("ballot.open", by=by, kind=Ballot._meta.label, method=drawn.method) as record:
            guards.check_role(by, "ballot.open", place.pk)
            _check_drawn(place, room, drawn)
            made = Ballot.objects.create(
                code=code,
                jurisdiction=place,
                consultation=room,
                title=drawn.title,
                method=drawn.method,
                points=drawn.points,
                closes_at=drawn.closes_at,
                opened_at=timezone.now(),
                opened_by=by,
            )
            made.recommendations.set(drawn.recommendations)
            record.objects.append(made.pk)
            record.details["recommendations"] = [one.pk for one in drawn.recommendations]
    except IntegrityError:
        raise refused("exists", code=code) from None
    return made


def vote(
    ballot: Ballot, institution: Institution, given: Mapping[str, Given], *, by: User, version: int
) -> Sequence[Vote]:
    """Record all that one institution gives, by code of the recommendation; it replaces what it gave before.
    ``version`` is that of the sheet the person had before them, 0 for an empty one.

    Raises:
        Refused: ``ballot.closed``, ``ballot.rapporteur``, ``ballot.not_asked``, ``ballot.too_many``,
        ``ballot.amount``, ``ballot.scale``, ``ballot.other``, ``newer``, ``not_your_role``.
    """
    with audit.entry("ballot.vote", by=by, on=ballot, institution=institution.pk) as record:
        _check_voter(ballot, institution, by)
        _check_open(ballot)
        _check_given(ballot, given)
        if ballot.method == rules.POINTS and (many := rules.over(given, ballot.points)) > 0:
            raise refused("ballot.too_many", given=ballot.points + many, points=ballot.points, over=many)
        before = sheet_version(ballot, institution)
        if before != version:
            raise refused("newer")
        Vote.objects.filter(ballot=ballot, institution=institution).delete()
        now = timezone.now()
        made = Vote.objects.bulk_create(
            Vote(
                ballot=ballot,
                institution=institution,
                recommendation_id=code,
                amount=one.amount,
                effect=one.effect,
                feasibility=one.feasibility,
                version=version + 1,
                recorded_at=now,
                recorded_by=by,
            )
            for code, one in given.items()
        )
        record.details["version"] = version + 1
    return made


def record_hands(ballot: Ballot, raised: Mapping[str, frozenset[str]], *, by: User, stamp: int) -> int:
    """Record a show of hands: for each recommendation (code), the institutions (codes) that raised theirs. What is not
    among ``raised`` stays as it is; effect and feasibility stay too. ``stamp`` is that of the grid the person had
    before them. Returns how many hands were counted.

    Raises:
        Refused: ``ballot.closed``, ``ballot.method``, ``ballot.not_asked``, ``ballot.other``, ``newer``,
        ``not_your_role``.
    """
    with audit.entry("ballot.hands", by=by, on=ballot, recommendations=sorted(raised)) as record:
        guards.check_role(by, "ballot.record", ballot.jurisdiction_id)
        _check_open(ballot)
        if ballot.method != rules.HANDS:
            raise refused("ballot.method")
        _check_given(ballot, {code: Given() for code in raised})
        asked = set(access.asked_in(ballot).values_list("pk", flat=True))
        for code in {one for hands in raised.values() for one in hands} - asked:
            raise refused("ballot.not_asked", code=code)
        if grid_stamp(ballot) != stamp:
            raise refused("newer")
        count = sum(_raise(ballot, code, hands, by) for code, hands in raised.items())
        record.details["hands"] = count
    return count


def close_ballot(ballot: Ballot, *, by: User) -> None:
    """End it: the result is shown to everyone who may see the recommendations.

    Raises:
        Refused: ``ballot.closed``, ``not_your_role``.
    """
    with audit.entry("ballot.close", by=by, on=ballot):
        guards.check_role(by, "ballot.open", ballot.jurisdiction_id)
        if ballot.state != "open":
            raise refused("ballot.closed")
        ballot.state, ballot.closed_at = "closed", timezone.now()
        ballot.save(update_fields=["state", "closed_at"])


def reopen_ballot(ballot: Ballot, *, by: User) -> None:
    """Undo the closing. A moment of closing that has passed is taken away.

    Raises:
        Refused: ``ballot.open``, ``not_your_role``.
    """
    with audit.entry("ballot.reopen", by=by, on=ballot):
        guards.check_role(by, "ballot.open", ballot.jurisdiction_id)
        if is_open(ballot):
            raise refused("ballot.open")
        ballot.state, ballot.closed_at, ballot.closes_at = "open", None, None
        ballot.save(update_fields=["state", "closed_at", "closes_at"])


def is_open(ballot: Ballot, now: datetime.datetime | None = None) -> bool:
    """Whether priorities may still be set: not closed by hand, and its moment (the very moment is in time) not past."""
    return ballot.state == "open" and (ballot.closes_at is None or (now or timezone.now()) <= ballot.closes_at)


def sheet_version(ballot: Ballot, institution: Institution) -> int:
    """Which version of its sheet an institution has handed in; 0 for none."""
    found = Vote.objects.filter(ballot=ballot, institution=institution).aggregate(last=Max("version"))["last"]
    return int(found or 0)


def grid_stamp(ballot: Ballot) -> int:
    """A number that changes whenever anybody records anything."""
    return int(Vote.objects.filter(ballot=ballot).aggregate(sum=Sum("version"))["sum"] or 0)


def _raise(ballot: Ballot, code: str, hands: frozenset[str], by: User) -> int:
    """Write the hands raised for one recommendation. Returns how many."""
    now = timezone.now()
    rows = {one.institution_id: one for one in Vote.objects.filter(ballot=ballot, recommendation=code)}
    for institution in hands | rows.keys():
        amount = int(institution in hands)
        row = rows.get(institution)
        if row is None:
            Vote.objects.create(
                ballot=ballot,
                institution_id=institution,
                recommendation_id=code,
                amount=amount,
                recorded_at=now,
                recorded_by=by,
            )
        elif row.amount != amount:
            row.amount, row.version, row.recorded_at, row.recorded_by = amount, row.version + 1, now, by
            row.save(update_fields=["amount", "version", "recorded_at", "recorded_by"])
    return len(hands)


def _check_drawn(place: Place, room: Consultation | None, drawn: Drawn) -> None:
    guards.check_worded(drawn.title)
    if room is not None and room.jurisdiction_id != place.pk:
        raise refused("elsewhere", code=room.pk)
    for one in drawn.recommendations:
        if one.jurisdiction_id != place.pk:
            raise refused("elsewhere", code=one.pk)
        if one.state not in LIVE:
            raise refused("recommendation.not_now", state=wording.RECOMMENDATION_STATES[one.state])
    if len({one.pk for one in drawn.recommendations}) < 2:
        raise refused("ballot.empty")
    if drawn.method not in BALLOT_METHODS:
        raise refused("ballot.method")
    if not 1 <= drawn.points <= rules.MOST_POINTS:
        raise refused("ballot.points", most=rules.MOST_POINTS)
    if drawn.closes_at is not None and drawn.closes_at <= timezone.now():
        raise refused("ballot.past")


def _check_voter(ballot: Ballot, institution: Institution, by: User) -> None:
    """Who records may enter any institution's sheet; whoever votes, their own, and only points."""
    place = ballot.jurisdiction_id
    if not access.asked_in(ballot).filter(pk=institution.pk).exists():
        raise refused("ballot.not_asked", code=institution.pk)
    if may(by, "ballot.record", place):
        return
    guards.check_role(by, "ballot.vote", place)
    if by.institution_id != institution.pk:
        raise refused("not_your_role")
    if ballot.method != rules.POINTS:
        raise refused("ballot.rapporteur")


def _check_open(ballot: Ballot) -> None:
    if not is_open(ballot):
        raise refused("ballot.closed")


def _check_given(ballot: Ballot, given: Mapping[str, Given]) -> None:
    known = set(ballot.recommendations.values_list("pk", flat=True))
    for code, one in given.items():
        if code not in known:
            raise refused("ballot.other", code=code)
        if not 0 <= one.amount <= rules.MOST_POINTS:
            raise refused("ballot.amount", code=code, found=one.amount)
        if not one.in_scale:
            raise refused("ballot.scale")
