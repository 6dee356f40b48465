"""Tags of follow-up: the word of a state or choice."""

from django import template

from jatigi.governance.consultations import wording as below
from jatigi.governance.followup import wording

register = template.Library()

TABLES = {
    "came_from": wording.CAME_FROM,
    "recommendation": wording.RECOMMENDATION_STATES,
    "acceptance": wording.ACCEPTANCE,
    "method": wording.METHODS,
    "ballot": wording.BALLOT_STATES,
    "plan": wording.PLAN_STATES,
    "progress": wording.PROGRESS,
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
