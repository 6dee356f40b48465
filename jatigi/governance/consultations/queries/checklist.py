"""What is to be ready before a consultation is opened, and what is left to do once it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jatigi.foundation.accounts.models import Role
from jatigi.foundation.accounts.permissions import roles_with
from jatigi.governance.assessments import wording as rounds
from jatigi.governance.assessments.rules.rounds import move
from jatigi.governance.consultations.models import Attendee, Consultation
from jatigi.governance.consultations.queries.rooms import Line, Point


@dataclass(frozen=True)
class Task:
    """One thing to have ready, and where it is done; ``optional`` ones keep nobody from opening."""

    words: str
    done: bool
    href: str
    optional: bool = False


def before(consultation: Consultation, points: Sequence[Point], attendees: Sequence[Attendee]) -> list[Task]:
    """The list for a consultation that is being prepared."""
    edit, code = reverse("edit_consultation", args=[consultation.pk]), consultation.pk
    found = [
        Task(_("Title in each language spoken"), not consultation.title.unfit(consultation.languages), edit),
        Task(_("First day and venue"), bool(consultation.starts_on and consultation.venue), edit),
        Task(_("Who convenes it"), consultation.organisers.exists(), reverse("organisers", args=[code])),
        Task(_("Institutions asked"), bool(attendees), reverse("consultation_attendees", args=[code])),
    ]
    if mute := _without_people(consultation, attendees):
        words = ngettext(
            "%(n)s institution has nobody who signs in here: its position would need a letter",
            "%(n)s institutions have nobody who signs in here: their positions would need a letter",
            mute,
        )
        found.append(Task(words % {"n": mute}, False, reverse("people"), optional=True))
    if consultation.round is not None:
        found.append(Task(_("Points put to them"), bool(points), reverse("consultation_points", args=[code])))
        found += _of_the_round(consultation)
    if foreign := _untranslated(consultation, points):
        words = ngettext(
            "%(n)s point is not written in each language spoken",
            "%(n)s points are not written in each language spoken",
            foreign,
        )
        found.append(Task(words % {"n": foreign}, False, reverse("consultation_points", args=[code]), optional=True))
    programme = reverse("consultation_programme", args=[code])
    found.append(Task(_("Programme"), consultation.sessions.exists(), programme, optional=True))
    silence = consultation.silence_deadline is not None
    found.append(
        Task(_("Written notice of what silence means"), silence, reverse("silence", args=[code]), optional=True)
    )
    return found


def after(consultation: Consultation, attendees: Sequence[Attendee], lines: Sequence[Line]) -> list[Task]:
    """The list for a consultation that is closed."""
    code = consultation.pk
    noted = bool(attendees) and all(one.attendance != "unknown" for one in attendees)
    unanswered = sum(line.progress in ("open", "spoke_again") for line in lines)
    promised = sum(line.progress == "promised" for line in lines)
    matrix = f"{reverse('consultation', args=[code])}matrix/"
    whole, pictures = consultation.minutes.filter(session=None).exists(), consultation.pictures.exists()
    return [
        Task(_("Attendance noted for every institution"), noted, reverse("consultation_attendees", args=[code])),
        Task(_("Minutes of the whole"), whole, reverse("consultation_minutes", args=[code])),
        Task(_("Every reservation, objection and remark answered"), not unanswered, matrix),
        Task(_("Every change promised is made"), not promised, matrix),
        Task(_("Pictures"), pictures, reverse("consultation_minutes", args=[code]), optional=True),
    ]


def _without_people(consultation: Consultation, attendees: Sequence[Attendee]) -> int:
    """How many institutions that speak for themselves have no account that takes positions."""
    able = set(
        Role.objects.filter(
            jurisdiction=consultation.jurisdiction_id, revoked_at=None, role__in=roles_with("position.take")
        ).values_list("user__institution", flat=True)
    )
    return sum((one.speaks_for_it_id or one.institution_id) not in able for one in attendees)


def _of_the_round(consultation: Consultation) -> list[Task]:
    """A round whose draft was sent can be taken to its consultation."""
    round = consultation.round
    if round is None or move(round.state, "open_consultation", round.origin) is None:
        return []
    words = _("The round %(round)s at the stage “%(stage)s”") % {
        "round": round.label,
        "stage": rounds.ROUND_STATES["consultation"],
    }
    return [Task(words, False, reverse("move_round", args=[round.pk, "open_consultation"]), optional=True)]


def _untranslated(consultation: Consultation, points: Sequence[Point]) -> int:
    spoken = consultation.languages
    texts = [one.said.heading if one.said.kind == "answer" else one.said.words for one in points if one.said]
    return sum(bool(text.unfit(spoken)) for text in texts)
