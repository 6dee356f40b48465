"""Who may: the only door to consultations, what was said in them, and in whose name a person speaks.

"Not yours" and "not there" are the same Http404.
"""

from django.db.models import QuerySet
from django.http import Http404

from jatigi.foundation.accounts.access import Visitor, jurisdictions_with, may
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.models import StoredFile
from jatigi.governance.consultations.models import Attendee, Consultation, Item, Position, PositionRevision, Remark


def visible_consultations(user: Visitor) -> QuerySet[Consultation]:
    """The consultations that the person may see, latest first; those without a date come first."""
    places = jurisdictions_with(user, "consultation.view")
    found = Consultation.objects.filter(jurisdiction__in=places).select_related("jurisdiction", "round")
    return found.order_by("-starts_on", "code")


def consultation_for(user: Visitor, code: str, permission: str) -> Consultation:
    """The consultation (jurisdiction and round loaded), when the person holds ``permission`` in its jurisdiction."""
    found = Consultation.objects.select_related("jurisdiction", "round__jurisdiction").filter(pk=code).first()
    if found is None or not may(user, permission, found.jurisdiction_id):
        raise Http404
    return found


def item_for(user: Visitor, consultation: Consultation, pk: int, permission: str) -> Item:
    """A point put to the institutions of that consultation."""
    found = Item.objects.select_related("subject", "session").filter(consultation=consultation, pk=pk).first()
    if found is None or not may(user, permission, consultation.jurisdiction_id):
        raise Http404
    found.consultation = consultation
    return found


def remark_for(user: Visitor, consultation: Consultation, id: str, permission: str) -> Remark:
    """A remark of that consultation which the person may read."""
    found = Remark.objects.select_related("subject", "institution").filter(consultation=consultation, pk=id).first()
    if found is None or not may(user, permission, consultation.jurisdiction_id) or not may_read_remark(user, found):
        raise Http404
    return found


def speaks_for(user: Visitor, consultation: Consultation) -> QuerySet[Institution]:
    """The institutions asked here in whose name the person may take positions: their own unless it has delegated, and
    those that delegated to it."""
    if not isinstance(user, User) or user.institution_id is None:
        return Institution.objects.none()
    if not may_take(user, consultation):
        return Institution.objects.none()
    asked = Attendee.objects.filter(consultation=consultation)
    own = asked.filter(institution=user.institution_id, speaks_for_it=None)
    others = asked.filter(speaks_for_it=user.institution_id)
    return Institution.objects.filter(pk__in=(own | others).values("institution")).order_by("code")


def may_take(user: Visitor, consultation: Consultation) -> bool:
    """Whether the person takes positions at all, in whatever institution's name."""
    return may(user, "position.take", consultation.jurisdiction_id)


def position_for(user: Visitor, consultation: Consultation, id: str, permission: str) -> Position:
    """A position of that consultation, by its id."""
    found = Position.objects.select_related("item__subject", "institution").filter(item__consultation=consultation)
    position = found.filter(pk=id).first()
    if position is None or not may(user, permission, consultation.jurisdiction_id):
        raise Http404
    return position


def sees_everyone(user: Visitor, consultation: Consultation) -> bool:
    """Whether the person may see who holds what, and who has not spoken: the coordinator's eyes alone."""
    return may(user, "position.enter", consultation.jurisdiction_id)


def may_read_confidential(user: Visitor, consultation: Consultation, institution: str | None) -> bool:
    """Whether the person may read what an institution said in confidence: the coordinator, and who speaks for it."""
    if may(user, "position.read_confidential", consultation.jurisdiction_id):
        return True
    return institution is not None and speaks_for(user, consultation).filter(pk=institution).exists()


def may_read_remark(user: Visitor, remark: Remark) -> bool:
    """Hidden and waiting remarks are the moderator's; confidential ones the coordinator's and their author's."""
    place = remark.consultation.jurisdiction_id
    if remark.moderation != "kept" and not may(user, "remark.moderate", place):
        return False
    return not remark.confidential or may_read_confidential(user, remark.consultation, remark.institution_id)


def may_open_letter(user: Visitor, stored: StoredFile) -> bool | None:
    """Whether the person may open an institution's letter: what it says may have been said in confidence. None for a
    file that is no such letter."""
    found = PositionRevision.objects.filter(letter=stored).select_related("position__item__consultation").first()
    if found is None:
        return None
    position = found.position
    return may_read_confidential(user, position.item.consultation, position.institution_id)
