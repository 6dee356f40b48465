"""What is thrown on the wall: one point at a time, its wording in every language, who stands where in figures.

Figures alone, and the names of those institutions that agreed to be named; what was said in confidence is counted and
never named; silence is called what it is and stands apart.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from jatigi.foundation.text import Text, typeset
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.assessments.subjects import Described
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.models import Attendee, Consultation, PositionRevision
from jatigi.governance.consultations.queries import rooms
from jatigi.governance.consultations.rules.positions import (
    AGREES,
    AWAITED,
    NO_OBSERVATION,
    NOT_CONCERNED,
    OBJECTS,
    RESERVATION,
)

SPOKEN = (AGREES, RESERVATION, OBJECTS, NOT_CONCERNED)
SILENT = (NO_OBSERVATION, AWAITED)
#: characters of the longest wording → size of the letters: what is long must still be read from the last row
SIZES = ((140, "giant"), (320, "large"), (700, "middle"))


@dataclass(frozen=True)
class Wording:
    """A point in one language: ``kind`` and ``place`` (its dimension or section), an answer's ``level``; ``words`` is
    what is put (a question, or the text itself), ``more`` the reasons of an answer."""

    lang: str
    kind: str
    place: str
    level: str
    words: str
    more: str


@dataclass(frozen=True)
class Figure:
    """How many institutions stand somewhere; ``words`` are ``(language, word)``; ``names`` those that may be named."""

    words: list[tuple[str, str]]
    number: int
    names: list[str]


@dataclass(frozen=True)
class Slide:
    """One point as it is shown."""

    number: int
    of: int
    item: int
    wordings: list[Wording]
    size: str
    spoken: list[Figure]
    silent: list[Figure]
    before: int | None  # ids of the neighbours
    after: int | None


def slide_of(consultation: Consultation, item: int, now: datetime.datetime) -> Slide | None:
    """The slide of a point; None where the point is not (or not any more) put."""
    points = rooms.points_of(consultation, now)
    place = next((place for place, point in enumerate(points) if point.item.pk == item), None)
    if place is None:
        return None
    point, named = points[place], _named(consultation, item)
    wordings = wordings_of(point.said, languages(consultation)) if point.said else []
    longest = max((len(one.words) + len(one.more) for one in wordings), default=0)
    return Slide(
        number=point.number,
        of=len(points),
        item=item,
        wordings=wordings,
        size=next((size for most, size in SIZES if longest <= most), "small"),
        spoken=[_figure(consultation, one, getattr(point.tally, one), named) for one in SPOKEN],
        silent=[_figure(consultation, one, getattr(point.tally, one), {}) for one in SILENT],
        before=points[place - 1].item.pk if place else None,
        after=points[place + 1].item.pk if place + 1 < len(points) else None,
    )


def languages(consultation: Consultation) -> list[str]:
    """The languages of the wall: those spoken first, then the others of the interface."""
    known = [lang for lang, _name in settings.LANGUAGES]
    return list(dict.fromkeys([*(lang for lang in consultation.languages if lang in known), *known]))


def wordings_of(said: Described, langs: Sequence[str]) -> list[Wording]:
    """The point in each language in which it is written; a text in none of them is shown once, as it is."""
    answer = said.kind == "answer"
    main, more = (said.heading, said.words) if answer else (said.words, Text("fr"))
    written = [lang for lang in langs if main.lang_of(lang) == lang] or [main.source]
    found = []
    for lang in written:
        with translation.override(lang):
            place = "" if answer or said.kind == "recommendation" else t_plain(said.heading)
            kind, level = str(wording.SUBJECT_KINDS[said.kind]), t_plain(said.level_label)
            own = more.text(lang) if more.lang_of(lang) == lang else ""
            found.append(Wording(lang, kind, place, level, typeset(main.text(lang), lang), typeset(own, lang)))
    return found


def _figure(consultation: Consultation, standing: str, number: int, named: Mapping[str, list[str]]) -> Figure:
    words = []
    for lang in languages(consultation):
        with translation.override(lang):
            words.append((lang, str(wording.STANDINGS[standing])))
    return Figure(words, number, named.get(standing, []))


def _named(consultation: Consultation, item: int) -> dict[str, list[str]]:
    """``{stance: names}`` of the institutions that agreed to be named and did not speak in confidence."""
    willing = set(
        Attendee.objects.filter(consultation=consultation, named_publicly=True).values_list("institution", flat=True)
    )
    found: dict[str, list[str]] = {}
    for one in rooms.latest_positions(consultation):
        if one.position.item_id == item and one.position.institution_id in willing and not one.confidential:
            found.setdefault(one.stance, []).append(_called(one))
    return found


def _called(held: PositionRevision) -> str:
    institution = held.position.institution
    return institution.abbreviation or t_plain(institution.name)
