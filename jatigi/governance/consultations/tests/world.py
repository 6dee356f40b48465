"""A consultation of three institutions on a round with an answer and a finding."""

import datetime
from typing import Any

from django.utils import timezone

from jatigi.foundation.accounts.models import Institution, Role, User
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import describe
from jatigi.governance.assessments.tests import world as below
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import attendees, items, meetings, positions
from jatigi.governance.consultations.changes.meetings import Described
from jatigi.governance.consultations.changes.positions import Taken
from jatigi.governance.consultations.models import Attendee, Consultation, Item, PositionRevision


class World(below.World):
    """``room`` is open; INSTAT (Kadi), Labour (Awa) and Health (nobody signs in) are asked about two points."""

    room: Consultation
    on_answer: Item
    on_gap: Item

    def __init__(self, cast: Any) -> None:
        super().__init__(cast)
        self.labour = self._institution("travail", "Travail")
        self.health = self._institution("sante", "Santé")
        self.awa = self._contributor("awa", self.labour)
        self.answer = self.agreed("rights.health", "partial")
        self.gap = self.finding()
        self.room = meetings.open_consultation(
            "MLI-2026-bamako",
            self.mali,
            Described("interministerial", text("Consultation"), round=self.round),
            by=cast.aminata,
        )
        asked = [cast.statistics, self.labour, self.health]
        attendees.invite(self.room, asked, by=cast.aminata)
        self.on_answer, self.on_gap = items.put(self.room, [self.answer.subject, self.gap.subject], by=cast.aminata)
        meetings.move_consultation(self.room, "open", by=cast.aminata)

    def _institution(self, code: str, name: str) -> Institution:
        return Institution.objects.create(
            code=code, jurisdiction=self.mali, name={"fr": name, "en": name}, abbreviation=name.upper()
        )

    def _contributor(self, name: str, institution: Institution) -> User:
        user = User.objects.create_user(f"{name}@example.org", "mot-de-passe", name=name.capitalize())
        user.institution = institution
        user.save()
        Role.objects.create(user=user, jurisdiction=self.mali, role="contributor")
        return user

    def letter(self, content: bytes = b"lettre") -> StoredFile:
        """A stored letter."""
        return store_file(
            b"%PDF-1.4\n" + content + b"\n%%EOF",
            name="lettre.pdf",
            jurisdiction=self.mali,
            restricted=True,
            by=self.cast.aminata,
        )

    def attendee(self, institution: Institution) -> Attendee:
        return Attendee.objects.get(consultation=self.room, institution=institution)

    def hash(self, subject: Subject) -> str:
        return describe([subject])[subject.pk].hash

    def takes(
        self,
        stance: str,
        words: str = "",
        *,
        by: Any = None,
        institution: Any = None,
        item: Item | None = None,
        **more: Any,
    ) -> PositionRevision:
        """INSTAT takes a position on the gap, unless told otherwise."""
        letter = more.pop("letter", None)
        return positions.take_position(
            item or self.on_gap,
            institution or self.cast.statistics,
            Taken(stance, words, **more),
            by=by or self.cast.kadi,
            letter=letter,
        )

    def announce(self, hours: float = 1) -> None:
        """Announce the silence procedure: notice an hour ago, deadline in ``hours``."""
        now = timezone.now()
        meetings.announce_silence(
            self.room,
            now + datetime.timedelta(hours=hours),
            notice_at=now - datetime.timedelta(hours=1),
            notice=self.letter(b"avis"),
            by=self.cast.aminata,
        )
