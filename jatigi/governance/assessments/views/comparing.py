"""Revisions as they are read side by side."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from jatigi.foundation.text.dates import written
from jatigi.foundation.web.differences import Side
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.queries.citations import CitationRow
from jatigi.governance.assessments.queries.codings import RevisionRow
from jatigi.governance.frameworks.models import IndicatorVersion


def pairs(indicator: IndicatorVersion, revisions: Sequence[RevisionRow]) -> list[tuple[Side, Side]]:
    """Each revision beside the one before, the latest pair first."""
    sides = [side(indicator, revision) for revision in revisions]
    return list(pairwise(sides))[::-1]


def side(indicator: IndicatorVersion, revision: RevisionRow) -> Side:
    """One revision in words."""
    return Side(
        title=_("Revision %(number)s") % {"number": revision.number},
        by=revision.recorded_by.name if revision.recorded_by else _("the project"),
        when=written(revision.recorded_at.date().isoformat(), get_language() or "fr"),
        fields=(
            (pgettext("field", "Level"), str(wording.Level(indicator.levels, revision.level, revision.value))),
            (pgettext("field", "Reasons"), revision.reasons),
            (pgettext("field", "Confidence"), str(wording.CONFIDENCE.get(revision.confidence, ""))),
            (pgettext("field", "What has changed"), str(wording.CAUSES[revision.cause])),
            (pgettext("field", "Citations"), "\n".join(_cited(one) for one in revision.citations)),
        ),
    )


def _cited(one: CitationRow) -> str:
    title = one.title.text(get_language() or "fr")
    words = f"{title}, {one.place}" if one.place else title
    return f"{words} : « {one.quote} »" if one.quote else words
