"""Words of the framework pages in templates."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from jatigi.foundation.files.problems import Problem, where
from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import level_words, t
from jatigi.governance.frameworks import queries, words
from jatigi.governance.frameworks.comparison import Comparison
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.frameworks.queries import Branch, Step
from jatigi.governance.frameworks.structure import Scale

register = template.Library()
register.filter("comparability", words.comparability)
register.filter("kind", words.change)


@register.filter
def changes(compared: Comparison, kind: str) -> int:
    """How many indicators are ``new``, ``gone`` or ``changed``."""
    return compared.count(kind)


@register.filter
def in_words(texts: dict[str, str]) -> SafeString:
    """A plain ``{language: text}`` in the page's language."""
    return t(Text.of(texts))


@register.filter
def level_word(one: Text | str) -> SafeString:
    """A level's label, or the word for *unknown* and *not applicable*."""
    return t(str(level_words().get(one, one)) if isinstance(one, str) else one)


@register.filter
def place(problem: Problem) -> SafeString:
    """Where a problem is: a sheet's cell, or a line of the file with the path to it, which may break at its dots."""
    if problem.place:
        return conditional_escape(problem.place)
    line = conditional_escape(words.line(problem.line) if problem.line else problem.file)
    path = conditional_escape(where(problem.path)).replace(".", ".<wbr>")
    return mark_safe(f"{line}, {path}" if path else line)  # noqa: S308 (both escaped above)


@register.filter
def asked(branch: Branch) -> list[tuple[IndicatorVersion, list[Step], Scale | None]]:
    """A sub-dimension's questions with their levels, or the range of numbers they take."""
    return [(one, queries.steps(one), queries.range_of(one)) for one in branch.indicators]
