"""The rapporteur's page: who may speak, and what was recorded in the room so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from jatigi.foundation.accounts.models import Institution
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.models import Attendee, Consultation, Remark
from jatigi.governance.consultations.queries.rooms import Point
from jatigi.governance.consultations.rules.record import Name

SHOWN = 200  # entries of the list, latest first


@dataclass(frozen=True)
class Entry:
    """One thing recorded; ``point`` is its number in the room today, None for a remark on the whole or on a point
    withdrawn since."""

    remark: Remark
    point: int | None


@dataclass(frozen=True)
class Speakers:
    """Whom the few letters may mean: institutions asked, others of the jurisdiction, voices by id."""

    asked: list[Name]
    others: list[Name]
    voices: dict[str, str]


def speakers_of(consultation: Consultation) -> Speakers:
    """Everyone who may speak here, called as people call them in any of the languages."""
    asked = set(Attendee.objects.filter(consultation=consultation).values_list("institution", flat=True))
    everyone = list(Institution.objects.filter(jurisdiction=consultation.jurisdiction_id).order_by("code"))
    voices = {id: str(word) for id, word in wording.VOICES.items() if id not in ("institution", "unknown")}
    return Speakers(
        [_name(one) for one in everyone if one.pk in asked],
        [_name(one) for one in everyone if one.pk not in asked],
        voices,
    )


def _name(institution: Institution) -> Name:
    lang = (get_language() or "fr").split("-")[0]
    langs = [lang, *(code for code, _name in settings.LANGUAGES if code != lang)]
    called = [institution.name.text(one) for one in langs]
    if institution.abbreviation:
        called.insert(1, institution.abbreviation)
    return Name(institution.pk, tuple(dict.fromkeys(one for one in called if one)))


def entries_of(consultation: Consultation, points: Sequence[Point]) -> list[Entry]:
    """What was recorded in the room, latest first. What was said in confidence is not on a page that is read over a
    shoulder."""
    numbers = {point.item.subject_id: point.number for point in points}
    remarks = Remark.objects.filter(consultation=consultation, source="floor", confidential=False, moderation="kept")
    found = remarks.select_related("institution", "session").order_by("-recorded_at", "-pk")[:SHOWN]
    return [Entry(one, numbers.get(one.subject_id) if one.subject_id else None) for one in found]
