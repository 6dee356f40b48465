"""Words of consultations in templates: ``{% said "standing" "agrees" %}``."""

from django import template
from django.utils.functional import Promise

from jatigi.governance.consultations import wording

register = template.Library()
TABLES = {
    "kind": wording.KINDS,
    "state": wording.STATES,
    "part": wording.PARTS,
    "session": wording.SESSION_KINDS,
    "attendance": wording.ATTENDANCE,
    "standing": wording.STANDINGS,
    "subject": wording.SUBJECT_KINDS,
    "remark": wording.REMARK_KINDS,
    "source": wording.SOURCES,
    "voice": wording.VOICES,
    "moderation": wording.MODERATION,
    "hidden_for": wording.HIDDEN_FOR,
    "outcome": wording.OUTCOMES,
    "progress": wording.PROGRESS,
}


@register.simple_tag
def said(table: str, id: str) -> Promise:
    """The word for ``id``.

    Raises:
        KeyError: a table or an id that is not known, which is always a slip in a template.
    """
    return TABLES[table][id]


@register.filter
def sixth(number: int) -> int:
    """Which of the six signs a dimension has: a seventh dimension of somebody's framework takes the first again."""
    return (number - 1) % 6 + 1
