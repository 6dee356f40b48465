"""Opening, describing and moving a consultation; the silence procedure."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round
from jatigi.governance.consultations import guards
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import Consultation, Organiser

#: state → the states it may move to. A closed consultation may be taken up again: what was said stays.
MOVES: Mapping[str, tuple[str, ...]] = {"planned": ("open",), "open": ("closed", "planned"), "closed": ("open",)}


@dataclass(frozen=True)
class Convened:
    """Who convened, supported or paid: an institution, or the name of a body without an account."""

    part: str  # organiser | partner | funder
    institution: Institution | None = None
    name: Text = field(default_factory=lambda: Text("fr", {}))


@dataclass(frozen=True)
class Described:
    """What a person says of a consultation. Dates are None where they are not known yet, or not documented."""

    kind: str
    title: Text
    about: Text = field(default_factory=lambda: Text("fr", {}))
    venue: Text = field(default_factory=lambda: Text("fr", {}))
    round: Round | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    languages: Sequence[str] = ("fr",)
    organisers: Sequence[Convened] = ()


def open_consultation(code: str, jurisdiction: Place, described: Described, *, by: User) -> Consultation:
    """Prepare a consultation (state ``planned``). Its origin is that of its round; without one it is official.

    Raises:
        Refused: ``consultation.exists``, ``consultation.elsewhere``, ``consultation.dates``,
        ``consultation.untitled``, ``not_your_role``.
    """
    try:
        with audit.entry("consultation.open", by=by, kind=Consultation._meta.label) as record:
            guards.check_role(by, "consultation.write", jurisdiction.code)
            made = Consultation(code=code, jurisdiction=jurisdiction, opened_at=timezone.now(), opened_by=by)
            made.origin = described.round.origin if described.round else "official"
            _fill(made, described, adding=True)
            record.objects.append(made.pk)
    except IntegrityError:
        raise refused("consultation.exists", code=code) from None
    return made


def describe_consultation(consultation: Consultation, described: Described, *, by: User) -> None:
    """Correct what is said of a consultation.

    Raises:
        Refused: as :func:`open_consultation`.
    """
    with audit.entry("consultation.describe", by=by, on=consultation):
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        _fill(consultation, described, adding=False)


def move_consultation(consultation: Consultation, state: str, *, by: User) -> None:
    """Open it to positions, close it, or take it up again.

    Raises:
        Refused: ``consultation.not_now``, ``not_your_role``.
    """
    with audit.entry("consultation.move", by=by, on=consultation, state=state):
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        guards.check_state(consultation, *(one for one, after in MOVES.items() if state in after))
        consultation.state = state
        consultation.save(update_fields=["state"])


def announce_silence(
    consultation: Consultation,
    deadline: datetime.datetime,
    *,
    notice_at: datetime.datetime,
    notice: StoredFile,
    by: User,
) -> None:
    """Announce that silence until ``deadline`` reads « no observation received ». ``notice`` is the letter that said
    so to every institution, sent at ``notice_at``. The deadline may be put off, never brought forward.

    Raises:
        Refused: ``silence.no_notice``, ``silence.too_late``, ``silence.running``, ``consultation.not_now``.
    """
    with audit.entry("consultation.silence", by=by, on=consultation, file=str(notice.pk)):
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        guards.check_state(consultation, "planned", "open")
        now = timezone.now()
        if notice.jurisdiction_id != consultation.jurisdiction_id or notice_at > now:
            raise refused("silence.no_notice")
        if deadline <= notice_at or deadline <= now:
            raise refused("silence.too_late")
        if consultation.silence_deadline is not None and deadline < consultation.silence_deadline:
            raise refused("silence.running")
        consultation.silence_deadline, consultation.silence_notice_at = deadline, notice_at
        consultation.silence_notice = notice
        consultation.save(update_fields=["silence_deadline", "silence_notice_at", "silence_notice"])


def open_to_public(
    consultation: Consultation,
    *,
    starts: datetime.datetime,
    ends: datetime.datetime,
    invitation: Text,
    consent: Text,
    by: User,
) -> None:
    """Let anyone write without an account between ``starts`` and ``ends``. ``consent`` is what they agree to.

    Raises:
        Refused: ``consultation.dates``, ``consultation.untitled`` (no invitation or no consent text),
        ``consultation.not_now``.
    """
    with audit.entry("consultation.public", by=by, on=consultation):
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        guards.check_state(consultation, "planned", "open")
        if ends <= starts:
            raise refused("consultation.dates")
        guards.check_titled(invitation)
        guards.check_titled(consent)
        consultation.public_from, consultation.public_until = starts, ends
        consultation.invitation, consultation.consent = invitation, consent
        consultation.save(update_fields=["public_from", "public_until", "invitation", "consent"])


def _fill(consultation: Consultation, described: Described, *, adding: bool) -> None:
    guards.check_titled(described.title)
    if described.starts_on and described.ends_on and described.ends_on < described.starts_on:
        raise refused("consultation.dates")
    if described.round is not None and described.round.jurisdiction_id != consultation.jurisdiction_id:
        raise refused("consultation.elsewhere", code=described.round.pk)
    guards.check_here(consultation, [one.institution for one in described.organisers if one.institution])
    values: dict[str, Any] = {
        "kind": described.kind,
        "title": described.title,
        "about": described.about,
        "venue": described.venue,
        "round": described.round,
        "starts_on": described.starts_on,
        "ends_on": described.ends_on,
        "languages": list(described.languages),
    }
    for name, value in values.items():
        setattr(consultation, name, value)
    consultation.save(force_insert=adding)
    Organiser.objects.filter(consultation=consultation).delete()
    Organiser.objects.bulk_create(
        Organiser(consultation=consultation, institution=one.institution, name=one.name, part=one.part, position=place)
        for place, one in enumerate(described.organisers)
    )
