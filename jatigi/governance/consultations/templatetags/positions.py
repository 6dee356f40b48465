"""Moments in templates: ``{{ silence.deadline|moment }}``."""

import datetime

from django import template

from jatigi.governance.consultations import wording

register = template.Library()


@register.filter
def moment(at: datetime.datetime) -> str:
    """A deadline with its hour, in the page's language."""
    return wording.moment(at)
