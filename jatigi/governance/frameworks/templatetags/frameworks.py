"""Words of the framework pages in templates."""

from django import template

from jatigi.governance.frameworks import words

register = template.Library()
register.filter("comparability", words.comparability)
