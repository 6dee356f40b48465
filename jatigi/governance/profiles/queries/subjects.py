"""Paragraphs as subjects of discussion."""

import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import Described
from jatigi.governance.profiles import wording
from jatigi.governance.profiles.models import ParagraphRevision


def paragraphs(subjects: Sequence[Subject]) -> dict[uuid.UUID, Described]:
    """The paragraphs among the subjects that stand in their profile."""
    later = ParagraphRevision.objects.filter(paragraph=OuterRef("paragraph"), number__gt=OuterRef("number"))
    rows = ParagraphRevision.objects.filter(
        ~Exists(later), paragraph__subject__in=subjects, paragraph__dropped_at=None
    ).select_related("paragraph__dimension")
    return {row.paragraph.subject_id: _described(row) for row in rows}


def _described(row: ParagraphRevision) -> Described:
    paragraph = row.paragraph
    return Described(
        subject=paragraph.subject_id,
        kind="paragraph",
        code=paragraph.code,
        heading=paragraph.dimension.title if paragraph.dimension else _section(paragraph.section),
        words=row.text,
        number=row.number,
        place=paragraph.dimension.code if paragraph.dimension else paragraph.section,
        address=reverse("profile_rewrite", args=(paragraph.profile_id, paragraph.code)),
    )


def _section(section: str) -> Text:
    return Text.of({lang: wording.section_title(section, lang) for lang, _name in settings.LANGUAGES})
