"""Tags of the closed loop: what became of a movement, on whose word an action stands."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jatigi.foundation.web.templatetags.jatigi import level, state, t_plain
from jatigi.governance.followup import wording
from jatigi.governance.followup.models import Attribution
from jatigi.governance.followup.rules.status import DECLARED, NOT_REPORTED, Standing

register = template.Library()

#: what became of a movement → glyph
GLYPHS = {
    "done_moved": "done",
    "done_not_moved": "doing",
    "moved_without": "arrow",
    "not_done": "open",
    "too_early": "unknown",
}
#: status of an action → glyph
PROGRESS_GLYPHS = {"done": "done", "under_way": "doing", "not_started": "open", "no_evidence": "unknown"}


@register.simple_tag
def result_sign(result: str) -> SafeString:
    """The glyph of what became of a movement; what is not documented is hatched, as everywhere."""
    return state(GLYPHS[result]) if result in GLYPHS else level("unknown", " ", alone=True)


@register.filter
def result_words(result: str) -> str:
    """The head of a group."""
    return str(wording.RESULTS[result])


@register.filter
def result_means(result: str) -> str:
    """What a head means, in a sentence."""
    return str(wording.RESULTS_MEAN[result])


@register.filter
def progress_glyph(standing: Standing) -> str:
    """The glyph of where an action stands."""
    return PROGRESS_GLYPHS.get(standing.status, "open") if standing.standing != NOT_REPORTED else "unknown"


@register.filter
def stands(standing: Standing) -> str:
    """Where an action stands and on whose word: « déclaré fait par l’INSTAT »."""
    if standing.standing == NOT_REPORTED:
        return _("No report on it")
    status, who = str(wording.PROGRESS[standing.status]), ", ".join(standing.by)
    if standing.standing == DECLARED:
        return str(wording.DECLARED[standing.status]) % {"who": who}
    if standing.gap:
        own = str(wording.PROGRESS[standing.own])
        return _("%(status)s; the institution said: %(own)s") % {"status": status, "own": own}
    return status


@register.filter
def said_by(claim: Attribution) -> str:
    """Who says it: the words written for it, else the publishers of its sources, else what proves it."""
    words = t_plain(claim.said_by)
    return words or ", ".join(dict.fromkeys(str(one.get("publisher", "")) for one in claim.sources if one))
