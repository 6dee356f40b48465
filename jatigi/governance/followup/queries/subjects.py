"""Recommendations as subjects of discussion."""

import uuid
from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse

from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import Described
from jatigi.governance.followup.models import RecommendationRevision


def recommendations(subjects: Sequence[Subject]) -> dict[uuid.UUID, Described]:
    """The recommendations among the subjects that stand: neither merged, split nor dropped."""
    later = RecommendationRevision.objects.filter(
        recommendation=OuterRef("recommendation"), number__gt=OuterRef("number")
    )
    rows = RecommendationRevision.objects.filter(
        ~Exists(later), recommendation__subject__in=subjects, recommendation__state__in=("draft", "adopted")
    ).select_related("recommendation")
    return {row.recommendation.subject_id: _described(row) for row in rows if row.recommendation.subject_id}


def _described(row: RecommendationRevision) -> Described:
    assert row.recommendation.subject_id is not None
    return Described(
        subject=row.recommendation.subject_id,
        kind="recommendation",
        code=row.recommendation_id,
        heading=row.text,
        words=row.text,
        number=row.number,
        place="",
        address=reverse("recommendation", args=(row.recommendation_id,)),
    )
