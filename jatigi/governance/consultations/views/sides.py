"""What an institution said, revision beside revision."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from jatigi.foundation.text import typeset
from jatigi.foundation.text.dates import written
from jatigi.foundation.web.differences import Side
from jatigi.governance.consultations import wording
from jatigi.governance.consultations.models import PositionRevision


def pairs(revisions: Sequence[PositionRevision]) -> list[tuple[Side, Side]]:
    """Each revision beside the one before; revisions and pairs come latest first."""
    return [(side(before), side(after)) for after, before in pairwise(revisions)]


def side(revision: PositionRevision) -> Side:
    """One revision in words, with the text it was said about."""
    lang = get_language() or "fr"
    about = revision.seen_words.text(lang)
    if revision.seen_level:
        about = f"{revision.seen_level.text(lang)}\n{about}"
    return Side(
        title=_("Revision %(number)s") % {"number": revision.number},
        by=_("from its letter") if revision.letter_id else "",
        when=written(revision.recorded_at.date().isoformat(), lang),
        fields=(
            (pgettext("field", "Position"), str(wording.STANDINGS[revision.stance])),
            (pgettext("field", "Reason"), typeset(revision.text, revision.lang)),
            (pgettext("field", "Confidential"), _("yes") if revision.confidential else _("no")),
            (pgettext("field", "About this text"), typeset(about, revision.seen_words.lang_of(lang))),
        ),
    )
