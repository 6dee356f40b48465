"""Taking in a workbook of recommendations and actions: all of it, or nothing."""

from django.db import IntegrityError

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.places.models import Place
from jatigi.governance.followup import guards
from jatigi.governance.followup.changes import actions, recommendations
from jatigi.governance.followup.changes.recommendations import Belongs
from jatigi.governance.followup.errors import refused
from jatigi.governance.followup.exchange import Preview
from jatigi.governance.followup.exchange.acted import Acted
from jatigi.governance.followup.exchange.cells import NEW, SAME
from jatigi.governance.followup.exchange.recommended import Recommended
from jatigi.governance.followup.models import Action, Recommendation


def take_in(place: Place, preview: Preview, *, by: User) -> int:
    """Write what the preview shows, and return how many rows changed something. New recommendations are drafts;
    reworded ones become drafts again.

    Raises:
        Refused: ``newer`` (someone changed one of them since the preview), ``exists``, ``not_your_role``, and as
        :func:`..recommendations.reword` and :func:`..actions.write_action`.
    """
    try:
        with audit.entry("followup.import", by=by, kind=Recommendation._meta.label, place=place.pk) as record:
            guards.check_role(by, "recommendation.write", place.pk)
            for one in preview.recommendations:
                if one.what != SAME:
                    _recommend(place, one, by)
                    record.objects.append(one.code)
            for each in preview.actions:
                if each.what != SAME:
                    record.objects.append(str(_act(each, by).pk))
    except IntegrityError:
        raise refused("exists", code=place.pk) from None
    return preview.changes


def _recommend(place: Place, one: Recommended, by: User) -> None:
    if one.what == NEW:
        if Recommendation.objects.filter(pk=one.code).exists():
            raise refused("exists", code=one.code)
        made = recommendations._new(one.code, Belongs(place, one.round), one.worded)
        recommendations._word(made, one.worded, by)
        return
    stored = Recommendation.objects.select_for_update().get(pk=one.code)
    if stored.revisions.count() != one.number:
        raise refused("newer")
    recommendations._move(stored, "reword", "recommendation.write", by)
    recommendations._word(stored, one.worded, by)


def _act(one: Acted, by: User) -> Action:
    plan = actions._writable(one.plan, by)
    served = list(Recommendation.objects.filter(pk__in=one.serves, jurisdiction=plan.jurisdiction_id))
    written = actions.Written(**{**vars(one.written), "recommendations": served})
    if one.what == NEW:
        return actions._new(plan, written)
    stored = Action.objects.select_for_update().get(plan=plan, code=one.code)
    if stored.version != one.version:
        raise refused("newer")
    if stored.dropped_at is not None:
        raise refused("action.dropped")
    actions._fill(stored, plan, written)
    return stored
