"""What is put to the institutions."""

from collections.abc import Iterable, Sequence

from django.db.models import Max
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.models import Subject
from jatigi.governance.consultations import guards
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import Consultation, Item, Session


def put(
    consultation: Consultation, subjects: Iterable[Subject], *, by: User, session: Session | None = None
) -> list[Item]:
    """Put these subjects to the institutions, at the end of the list; one withdrawn before comes back.

    Raises:
        Refused: ``item.elsewhere``, ``session.elsewhere``, ``consultation.not_now``, ``not_your_role``.
    """
    with audit.entry("consultation.put", by=by, on=consultation) as record:
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        guards.check_state(consultation, "planned", "open")
        wanted = list(subjects)
        if any(one.round_id != consultation.round_id for one in wanted):
            raise refused("item.elsewhere")
        _check_session(consultation, session)
        there = {one.subject_id: one for one in Item.objects.filter(consultation=consultation)}
        back = [there[one.pk] for one in wanted if one.pk in there and there[one.pk].withdrawn_at is not None]
        for item in back:
            item.withdrawn_at = None
        Item.objects.bulk_update(back, ["withdrawn_at"])
        last = Item.objects.filter(consultation=consultation).aggregate(last=Max("position"))["last"] or 0
        new = Item.objects.bulk_create(
            Item(consultation=consultation, subject=subject, session=session, position=last + place)
            for place, subject in enumerate((one for one in wanted if one.pk not in there), 1)
        )
        record.objects += [str(one.pk) for one in (*back, *new)]
    return [*back, *new]


def withdraw(item: Item, *, by: User) -> None:
    """Take a point off the list. What was said on it stays.

    Raises:
        Refused: ``item.withdrawn``, ``consultation.not_now``, ``not_your_role``.
    """
    with audit.entry("consultation.withdraw", by=by, on=item):
        consultation = guards.locked(item.consultation_id)
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        guards.check_state(consultation, "planned", "open")
        if item.withdrawn_at is not None:
            raise refused("item.withdrawn")
        item.withdrawn_at = timezone.now()
        item.save(update_fields=["withdrawn_at"])


def order_items(consultation: Consultation, items: Sequence[int], *, by: User) -> None:
    """Put the items named (by id) in this order, in the places they hold together.

    Raises:
        Refused: ``item.elsewhere``, ``not_your_role``.
    """
    with audit.entry("consultation.order", by=by, on=consultation) as record:
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        found = {one.pk: one for one in Item.objects.filter(consultation=consultation, pk__in=items)}
        if set(found) != set(items) or len(found) != len(items):
            raise refused("item.elsewhere")
        places = sorted(one.position for one in found.values())
        for pk, place in zip(items, places, strict=True):
            found[pk].position = place
        Item.objects.bulk_update(found.values(), ["position"])
        record.objects += [str(pk) for pk in items]


def place_items(consultation: Consultation, items: Sequence[int], session: Session | None, *, by: User) -> None:
    """Say in which session the items named (by id) are discussed; None: in none.

    Raises:
        Refused: ``nothing_chosen``, ``item.elsewhere``, ``session.elsewhere``, ``not_your_role``.
    """
    with audit.entry("consultation.place", by=by, on=consultation, session=session.code if session else "") as record:
        guards.check_role(by, "consultation.write", consultation.jurisdiction_id)
        if not items:
            raise refused("nothing_chosen")
        _check_session(consultation, session)
        found = Item.objects.filter(consultation=consultation, pk__in=items)
        if found.count() != len(set(items)):
            raise refused("item.elsewhere")
        found.update(session=session)
        record.objects += [str(pk) for pk in items]


def _check_session(consultation: Consultation, session: Session | None) -> None:
    if session is not None and session.consultation_id != consultation.pk:
        raise refused("session.elsewhere")
