"""Words of the release page: the fields that differ, the states of a release, the kinds of things."""

from collections.abc import Iterable, Mapping

from babel import Locale
from babel.numbers import format_decimal
from django import template
from django.utils.translation import gettext, pgettext

from jatigi.foundation.web.templatetags.jatigi import language
from jatigi.governance.releases import words

register = template.Library()


@register.filter
def field_words(names: Iterable[str] | str) -> str:
    """Names of columns in words: « raisons, citations »."""
    listed = [names] if isinstance(names, str) else names
    return ", ".join(str(words.FIELDS[name]) for name in listed)


@register.filter
def release_state(state: str) -> str:
    """« Publiée », « Retirée »."""
    return {"published": pgettext("release", "Published"), "withdrawn": pgettext("release", "Withdrawn")}[state]


@register.filter
def kind_words(what: str) -> str:
    """What differs: a finding, a text of the register, a piece of evidence."""
    return {
        "finding": gettext("Finding"),
        "instrument": gettext("Text of the register"),
        "evidence": gettext("Other evidence"),
    }[what]


@register.filter
def here(words: Mapping[str, str]) -> str:
    """A text of a release in the page's language, else in the first there is."""
    return words.get(language()) or next(iter(words.values()), "")


@register.filter
def language_name(code: str) -> str:
    """« français », "French": a language in the page's language; its code where nobody knows a name."""
    return str(Locale.parse(language()).languages.get(code, code))


@register.filter
def megabytes(size: int) -> str:
    """A size in bytes, for people: « 2,4 Mo »."""
    if size < 100_000:
        return gettext("%(size)s kB") % {"size": format_decimal(round(size / 1000), locale=language())}
    megabytes = format_decimal(round(size / 1_000_000, 1), format="#,##0.0", locale=language())
    return gettext("%(size)s MB") % {"size": megabytes}
