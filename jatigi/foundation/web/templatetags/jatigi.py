"""Template tags of every page: texts in the reader's language, dates and numbers, levels and signs, ways through."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, pgettext

from jatigi.foundation.text import PartialDate, Text, typeset
from jatigi.foundation.text.dates import written
from jatigi.foundation.web import differences, figures

register = template.Library()


# ---------- What every working page carries ----------


@register.simple_tag
def desk_parts() -> Mapping[str, Sequence[str]]:
    """``templates`` and ``scripts`` that packages above this one put into every working page (``settings.DESK_PARTS``):
    the word of warning before one signs out with unsaved text."""
    parts: Mapping[str, Sequence[str]] = settings.DESK_PARTS
    return parts


# ---------- Texts ----------


def language() -> str:
    """The language of the page, without its region."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


@register.filter
def t(value: Text | str | None) -> SafeString:
    """A text in the page's language. Where it exists only in another, it is marked with that language for readers
    aloud: ``{{ indicator.question|t }}``."""
    lang, words = language(), t_plain(value)
    if isinstance(value, Text) and words and value.lang_of(lang) != lang:
        return format_html('<span lang="{}">{}</span>', value.lang_of(lang), words)
    return conditional_escape(words)


@register.filter
def t_paragraphs(value: Text | str | None) -> SafeString:
    """A text of several lines in the page's language, a paragraph for each, marked as :func:`t` does."""
    lang = language()
    other = value.lang_of(lang) if isinstance(value, Text) and value.lang_of(lang) != lang else ""
    lines = [line for line in t_plain(value).splitlines() if line.strip()]
    opened = format_html('<p lang="{}">', other) if other else mark_safe("<p>")
    return format_html_join("", "{}{}</p>", ((opened, line) for line in lines))


@register.filter
def t_plain(value: Text | str | None) -> str:
    """The same without markup, for attributes and titles of pages."""
    if isinstance(value, Text):
        lang = language()
        return typeset(value.text(lang), value.lang_of(lang))
    return typeset(value, language()) if value else ""


@register.filter
def t_lang(value: Text) -> str:
    """The language in which ``|t`` shows the text."""
    return value.lang_of(language())


# ---------- Dates and numbers ----------

Date = PartialDate | datetime.date | datetime.datetime | str


def _iso(value: Date) -> str:
    if isinstance(value, datetime.datetime):
        return localtime(value).date().isoformat() if value.tzinfo else value.date().isoformat()
    return str(value)


@register.filter
def day(value: Date | None) -> SafeString | str:
    """« 29 janvier 2025 », « mai 2016 », « 2016 », as much as is known, inside a ``<time>``. Nothing for None."""
    return _time(value, short=False)


@register.filter
def day_short(value: Date | None) -> SafeString | str:
    """« 29 janv. 2025 »: for tables."""
    return _time(value, short=True)


def _time(value: Date | None, *, short: bool) -> SafeString | str:
    if not value:
        return ""
    iso = _iso(value)
    return format_html('<time datetime="{}">{}</time>', iso, written(iso, language(), short=short))


@register.filter
def clock(value: datetime.datetime | None) -> SafeString | str:
    """« 14 h 32 » and "14:32", in the time of the server's country."""
    if not value:
        return ""
    local = localtime(value) if value.tzinfo else value
    words = pgettext("time of day", "%(hour)02d:%(minute)02d") % {"hour": local.hour, "minute": local.minute}
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)


@register.filter
def figure(value: float | str | None, digits: int | None = None) -> str:
    """A number with the separators of the language; ``|figure:2`` prints two decimals."""
    if value is None or value == "":  # a template passes "" for what is not there
        return ""
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=language())


# Looked for in this order: most browsers also name those they descend from.
BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox", "FxiOS": "Firefox",
    "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS",
    "Linux": "Linux",
}  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """« Firefox, Windows »: what people recognise of how a browser presents itself."""
    found = [next((name for mark, name in table.items() if mark in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or gettext("unknown device")


# ---------- Levels, states, signs ----------


def level_words() -> dict[str, str]:
    """The five answers, in the page's language."""
    return {
        "complete": pgettext("level", "Complete"),
        "partial": pgettext("level", "Partial"),
        "absent": pgettext("level", "Absent"),
        "unknown": pgettext("level", "Unknown"),
        "not_applicable": pgettext("level", "Not applicable"),
    }


@register.simple_tag
def sprite() -> SafeString:
    """The shapes of the page, once, right after ``<body>``."""
    return mark_safe(figures.sprite())  # noqa: S308  a constant of ours


@register.simple_tag
def level(name: str, word: Text | str = "", *, alone: bool = False, shape: str = "") -> SafeString:
    """Glyph and word of a level: ``{% level answer.level %}``.

    Args:
        name: the level's id.
        word: its label where the framework has its own; by default ours.
        alone: the glyph by itself, its word for readers aloud only. For cloth and matrix.
        shape: which of the five shapes, where the level's id is not one of them.
    """
    shape = shape or (name if name in figures.LEVELS else "unknown")
    glyph = format_html('<svg class="jt-lv" aria-hidden="true"><use href="#lv-{}"/></svg>', shape)
    words = t_plain(word) or level_words().get(name, name)
    if alone:
        return format_html('{}<span class="visually-hidden">{}</span>', glyph, words)
    return format_html('<span class="jt-level">{} {}</span>', glyph, words)


@register.simple_tag
def state(name: str, word: str = "", *, warn: bool = False) -> SafeString:
    """Glyph and word of a state: ``done``, ``doing``, ``open``, ``unknown``, ``late``, ``reverify``, ``overtaken``.

    With ``warn`` it takes the colour of what asks for attention. Without a word, the glyph alone.
    """
    glyph = format_html('<svg class="jt-st" aria-hidden="true"><use href="#st-{}"/></svg>', name)
    if not word:
        return glyph
    return format_html('<span class="{}">{} {}</span>', "jt-tag jt-tag--warn" if warn else "jt-level", glyph, word)


@register.simple_tag
def sign(number: int, *, small: bool = False) -> SafeString:
    """The sign of a dimension (1 to 6). Its name always stands beside it."""
    size = " jt-sign--s" if small else ""
    return format_html(
        '<svg class="jt-sign{} d{}" aria-hidden="true"><use href="#s{}"/></svg>', size, int(number), int(number)
    )


@register.simple_tag
def dimension(number: int, name: Text | str, *, small: bool = False) -> SafeString:
    """Sign, number and name; goes inside an element of class ``jt-dimname``."""
    return format_html('{}<span><span class="n">{}</span> {}</span>', sign(number, small=small), int(number), t(name))


# ---------- Ways through ----------


@dataclass(frozen=True)
class Way:
    """A link of a navigation and whether the reader is there."""

    href: str
    label: str
    current: bool


def address(path: str) -> str:
    """The address of a page in the page's language, from what follows the language: ``countries/MLI/``."""
    return f"{get_script_prefix()}{language()}/{path}"


register.simple_tag(address)


@register.simple_tag(takes_context=True)
def public_ways(context: dict[str, Any]) -> list[Way]:
    """The main navigation of the public side."""
    ways = [
        (address("countries/"), gettext("Countries")),
        (address("instruments/"), gettext("Register of texts")),
        (address("method/"), gettext("Method")),
        (address("data/"), gettext("Data")),
    ]
    here = _path(context)
    return [Way(href, label, here.startswith(href)) for href, label in ways]


@register.simple_tag(takes_context=True)
def way(context: dict[str, Any], href: str, label: str, *, exact: bool = False) -> SafeString:
    """One item of a navigation, marked when the reader is there or (unless ``exact``) below it."""
    here = _path(context)
    current = here == href or (not exact and here.startswith(href))
    mark = mark_safe(' aria-current="page"') if current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', href, mark, label)


def _path(context: dict[str, Any]) -> str:
    request: HttpRequest | None = context.get("request")
    return request.path if request else ""


@register.simple_tag(takes_context=True)
def language_switch(context: dict[str, Any]) -> SafeString:
    """A link to this same page, with its query, in each other language."""
    request: HttpRequest | None = context.get("request")
    prefix, lang = get_script_prefix(), language()
    path = request.get_full_path() if request and request.method in ("GET", "HEAD") else _path(context)
    inside = path.removeprefix(f"{prefix}{lang}/") if path.startswith(f"{prefix}{lang}/") else ""
    links = [
        format_html('<a href="{}{}/{}" lang="{}" hreflang="{}">{}</a>', prefix, code, inside, code, code, name)
        for code, name in settings.LANGUAGES
        if code != lang
    ]
    return mark_safe("".join(links))  # noqa: S308  each link is escaped


@register.inclusion_tag("jatigi/components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page[Any]) -> dict[str, Any]:
    """The pages of a list, keeping the rest of the query: ``{% pagination page_obj %}``."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "gap": page.paginator.ELLIPSIS, "request": context.get("request")}


@register.inclusion_tag("jatigi/components/diff.html")
def revision_diff(before: differences.Side, after: differences.Side) -> dict[str, Any]:
    """Two revisions side by side, what went and what came marked in words, line and colour."""
    return {"before": before, "after": after, "rows": differences.rows(before, after)}
