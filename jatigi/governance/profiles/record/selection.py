"""What of consultations and follow-up belongs to a round's public record.

Consultations on the round, and those on no round that were held in its time: after the reference date of the round
before, and until its approval. A reconstruction is approved years later, which says nothing of its time: it takes what
was held until its own reference date. What is invented stays among what is invented.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from jatigi.governance.assessments.models import Round
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.followup.models import (
    Action,
    Plan,
    Recommendation,
    RecommendationRevision,
    RecommendationStep,
)
from jatigi.governance.profiles.record.public import RECORD_FIELDS

FICTIONAL = "fictional"


@dataclass(frozen=True)
class Scope:
    """The round whose record it is, the moment at which it is known, and the days that are its time: after ``after``
    (None: from the beginning) and until ``until``, both included where they stand."""

    round: Round
    moment: datetime.datetime
    after: datetime.date | None
    until: datetime.date

    def origins(self, field: str = "origin") -> Q:
        """Invented things go with an invented round only, and nothing else goes with it."""
        invented = Q(**{field: FICTIONAL})
        return invented if self.round.origin == FICTIONAL else ~invented

    def holds(self, first: datetime.date | None, last: datetime.date | None) -> bool:
        """Whether something from ``first`` to ``last`` (None: not known, or open) touches the round's time."""
        begun = first is None or first <= self.until
        return begun and (last is None or self.after is None or last > self.after)


def scope_of(round: Round, as_known_at: datetime.datetime | None) -> Scope:
    """The scope of a round as known at a moment; None: now."""
    moment = as_known_at or timezone.now()
    until = round.reference_date if round.origin == "reconstructed" else timezone.localdate(moment)
    return Scope(round, moment, round.previous.reference_date if round.previous else None, until)


def consultations(scope: Scope) -> QuerySet[Consultation]:
    """The consultations of the record, earliest first. A planned one is no event yet."""
    held = Q(round=None, starts_on__isnull=False, starts_on__lte=scope.until)
    if scope.after:
        held &= Q(starts_on__gt=scope.after)
    found = Consultation.objects.filter(
        scope.origins(),
        Q(round=scope.round.pk) | held,
        jurisdiction=scope.round.jurisdiction_id,
        opened_at__lte=scope.moment,
    )
    return found.exclude(state="planned").order_by("starts_on", "code")


def recommendations(scope: Scope, rooms: list[str]) -> QuerySet[Recommendation]:
    """The public recommendations that stood adopted at that moment: those of the round and of its consultations, those
    of the round before, whose expected movements this round reads, and older ones that a public action serves.

    A recommendation's state changes in place: how it stood then is told by its last step. One that came in by a file
    has none, and stands as the file says.
    """
    found = Recommendation.objects.filter(scope.origins(), _wanted(scope, rooms), public=True)
    found = found.filter(jurisdiction=scope.round.jurisdiction_id)
    worded = RecommendationRevision.objects.filter(recommendation=OuterRef("pk"), recorded_at__lte=scope.moment)
    steps = RecommendationStep.objects.filter(recommendation=OuterRef("pk"))
    last = steps.filter(at__lte=scope.moment).order_by("-at", "-id").values("state_after")[:1]
    untouched = Q(state_then=None) & ~Exists(steps) & Q(state="adopted")
    found = found.filter(Exists(worded)).annotate(state_then=last)
    return found.filter(Q(state_then="adopted") | untouched).order_by("position", "code")


def _wanted(scope: Scope, rooms: list[str]) -> Q:
    own = Q(round=scope.round.pk) | Q(consultation__in=rooms)
    if scope.round.previous_id:
        own |= Q(round=scope.round.previous_id)
    serving = Action.objects.filter(scope.origins("plan__origin"), public=True, dropped_at=None)
    served = serving.exclude(plan__state="draft").values("recommendations")
    of_old = Q(round__reference_date__lt=scope.round.reference_date)
    of_old |= Q(round=None, consultation__starts_on__lte=scope.until)
    return own | (of_old & Q(pk__in=served))


def plans(scope: Scope, served: list[str]) -> list[str]:
    """The plans under way in the round's time, and those with an action that serves one of the recommendations or to
    which a movement of the round's answers is attributed. Drafts are nobody's undertaking."""
    found = Plan.objects.filter(scope.origins(), jurisdiction=scope.round.jurisdiction_id).exclude(state="draft")
    wanted = set(found.filter(actions__in=_linked(scope, served)).values_list("pk", flat=True))
    for row in found.values(*RECORD_FIELDS["followup.Plan"]):
        first = row["starts"].earliest() if row["starts"] else None
        last = row["ends"].latest() if row["ends"] else None
        if scope.holds(first, last):
            wanted.add(row["code"])
    return sorted(wanted)


def actions(scope: Scope, chosen: list[str]) -> QuerySet[Action]:
    """The public actions of those plans, in order."""
    return Action.objects.filter(plan__in=chosen, public=True).order_by("plan", "position", "code")


def _linked(scope: Scope, served: list[str]) -> QuerySet[Action]:
    attributed = Q(attributions__answer__round=scope.round.pk, attributions__recorded_at__lte=scope.moment)
    return Action.objects.filter(Q(recommendations__in=served) | attributed, public=True)
