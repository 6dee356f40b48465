"""Tags of follow-up: the word of a state or choice."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from jatigi.foundation.web.templatetags.jatigi import language
from jatigi.governance.consultations import wording as below
from jatigi.governance.followup import drawings, wording
from jatigi.governance.followup.queries.priorities import Placed, Result

register = template.Library()

TABLES = {
    "came_from": wording.CAME_FROM,
    "recommendation": wording.RECOMMENDATION_STATES,
    "acceptance": wording.ACCEPTANCE,
    "method": wording.METHODS,
    "ballot": wording.BALLOT_STATES,
    "plan": wording.PLAN_STATES,
    "progress": wording.COLUMNS,
    "verdict": wording.VERDICTS,
    "funding": wording.FUNDING,
    "effort": wording.EFFORTS,
    "stage": wording.STAGES,
    "link": wording.LINKS,
    "report": wording.REPORT_KINDS,
    "step": wording.STEPS,
    "stance": below.STANDINGS,
    "voice": below.VOICES,
    "source": below.SOURCES,
}
#: state of a recommendation → glyph
GLYPHS = {"draft": "doing", "adopted": "done", "merged": "arrow", "split": "arrow", "dropped": "open"}


@register.simple_tag
def said(table: str, name: str) -> str:
    """The word of a state or choice: ``{% said "acceptance" one.acceptance %}``."""
    return str(TABLES[table].get(name, name))


@register.filter
def recommendation_glyph(state: str) -> str:
    """The glyph of a recommendation's state."""
    return GLYPHS[state]


@register.simple_tag
def places(one: Placed, of: int) -> SafeString:
    """The places between which a recommendation stands, as a line on the scale of all places."""
    words = between(one.low, one.high)
    drawn = drawings.places(
        one.low, one.high, of, lang=language(), ident=f"p-{one.entry.number}", title=f"{one.entry.number}: {words}"
    )
    return mark_safe(drawn)  # noqa: S308  figures escape every text that comes into them


@register.simple_tag
def between(low: int, high: int) -> str:
    """« entre la place 1 et la place 4 », "place 1"."""
    if low == high:
        return gettext("place %(place)s") % {"place": low}
    return gettext("between place %(low)s and place %(high)s") % {"low": low, "high": high}


@register.simple_tag
def agreed(result: Result) -> str:
    """How far institutions agree, in a sentence."""
    return str(wording.AGREEMENT[result.agreement])
