"""Template tags about people."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def role_name(role: str) -> str:
    """A role in the page's language."""
    return str(settings.ROLE_NAMES[role])
