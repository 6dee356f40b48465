"""The rapporteur's record of what is said in the room: what was just written can be taken back for a minute."""

import datetime
from typing import Final

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.governance.consultations import guards
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import Remark

TAKE_BACK: Final = datetime.timedelta(minutes=1)


def take_back(remark: Remark, *, by: User) -> None:
    """Take back what one has just recorded in the room: a slip of the keyboard, not a record. Within a minute, and as
    long as nothing refers to it.

    Raises:
        Refused: ``record.not_yours``, ``record.too_late``, ``record.referred_to``, ``not_your_role``.
    """
    with audit.entry("remark.take_back", by=by, on=remark.consultation) as record:
        guards.check_role(by, "consultation.record", remark.consultation.jurisdiction_id)
        held = Remark.objects.select_for_update().filter(pk=remark.pk, source="floor", recorded_by=by).first()
        if held is None:
            raise refused("record.not_yours")
        if timezone.now() - held.recorded_at > TAKE_BACK:
            raise refused("record.too_late")
        if _referred_to(held):
            raise refused("record.referred_to")
        record.objects.append(str(held.pk))
        record.details["text"] = audit.fingerprint(held.text.text(held.text.source))
        held.delete()


def _referred_to(remark: Remark) -> bool:
    """Whether an answer, a recommendation or anything else of whatever package names the remark."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: remark.pk}).exists()
        for relation in Remark._meta.related_objects
    )
