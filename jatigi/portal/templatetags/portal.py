"""Tags of the public pages: levels of answers, addresses of what is shown, counts drawn."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext

from jatigi.foundation.text import Text
from jatigi.foundation.web import figures
from jatigi.foundation.web.templatetags import jatigi
from jatigi.foundation.web.templatetags.jatigi_figures import counts_bar
from jatigi.portal import wording
from jatigi.portal.index.register import folded
from jatigi.portal.models import PublishedAnswer, PublishedFile, PublishedIndicator, PublishedInstrument
from jatigi.portal.queries.context import KeyFigure

register = template.Library()
PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
TABLES: Mapping[str, Mapping[str, Any]] = {
    "kind": wording.KINDS,
    "kinds": wording.KINDS_MANY,
    "subject": wording.SUBJECTS,
    "standing": wording.STANDINGS,
    "confidence": wording.CONFIDENCE,
    "cause": wording.CAUSES,
    "evidence": wording.EVIDENCE,
    "origin": wording.ORIGINS,
    "field": wording.FIELDS,
    "consultation": wording.CONSULTATIONS,
    "stance": wording.STANCES,
    "outcome": wording.OUTCOMES,
    "change": wording.CHANGES,
    "remark": wording.REMARKS,
    "voice": wording.VOICES,
    "part": wording.PARTS,
    "came_from": wording.CAME_FROM,
    "acceptance": wording.ACCEPTANCE,
    "progress": wording.PROGRESS,
    "verdict": wording.VERDICTS,
    "funding": wording.FUNDING,
    "plan": wording.PLANS,
    "link": wording.LINKS,
    "result": wording.RESULTS,
    "point": wording.POINTS,
    "counted": wording.COUNTED,
}


@register.filter
def word(value: str, table: str) -> str:
    """The words for an id: ``{{ instrument.category|word:"kind" }}``. An id without words is shown as it is."""
    return str(TABLES[table].get(value, value))


def _named(indicator: PublishedIndicator, level: str) -> tuple[str, Text | str]:
    """The shape and the label of a level of the indicator's scale."""
    for one in indicator.levels:
        if one["id"] == level:
            return one["shape"], Text.of(one["label"])
    return (level, "") if level in figures.LEVELS else ("unknown", level)


@register.filter
def since(value: str) -> SafeString:
    """« depuis le 29 janvier 2025 », « depuis 2022 »: French says a day otherwise than a month or a year."""
    words = pgettext("day", "since %(date)s") if value.count("-") == 2 else pgettext("month or year", "since %(date)s")
    return format_html(words.replace("%(date)s", "{}"), jatigi.day(value))


@register.filter
def on_date(value: str) -> SafeString:
    """« le 29 janvier 2025 », « en 2022 »."""
    words = pgettext("day", "on %(date)s") if value.count("-") == 2 else pgettext("month or year", "in %(date)s")
    return format_html(words.replace("%(date)s", "{}"), jatigi.day(value))


@register.filter
def claimed(value: str) -> SafeString | str:
    """What a source claims: a date in words, an interval of dates with a dash, anything else as it stands."""
    parts = value.split("/")
    if all(PARTIAL.fullmatch(part) for part in parts):
        return format_html_join("–", "{}", ((jatigi.day_short(part),) for part in parts))
    return jatigi.t(value)


@register.simple_tag
def figure_value(one: KeyFigure) -> SafeString:
    """A key figure with its unit; « aucun trouvé » where it was looked for in vain."""
    if one.standing == "none_found":
        return format_html("<small>{}</small>", pgettext("key figure", "none found"))
    value = jatigi.t(one.words) if one.value is None else jatigi.figure(one.value, one.digits)
    return format_html("{} <small>{}</small>", value, jatigi.t(one.unit))


@register.simple_tag
def share_bar(share: float | None) -> SafeString:
    """The bar beside a figure of context, which is written next to it; hatched where nothing is known."""
    wide, paint = (25.0, mark_safe('fill="url(#h0)"')) if share is None else (share * 100, mark_safe('class="ink"'))
    return format_html(
        '<svg class="jt-plot" height="14" aria-hidden="true"><rect {} width="{}%" height="14"/></svg>',
        paint, f"{wide:.3g}",
    )  # fmt: skip


@register.simple_tag
def kind_and_number(instrument: PublishedInstrument) -> str:
    """« Loi 2012-023 », « Convention, CMW/C/MLI/1 »: the kind once, also where the number repeats it."""
    kind, number = word(instrument.category, "kind"), instrument.number
    if not number or folded([number]).startswith(folded([kind])):
        return number or kind
    return f"{kind}, {number}"


@register.simple_tag
def answer_level(answer: PublishedAnswer, *, alone: bool = False) -> SafeString:
    """Glyph and word of an answer's level; the number where one was measured."""
    if answer.value is not None and not answer.level:
        return format_html('<span class="jt-level num">{}</span>', jatigi.figure(answer.value))
    shape, label = _named(answer.indicator, answer.level)
    return jatigi.level(answer.level, label, shape=shape, alone=alone)


@register.simple_tag
def level_of(indicator: PublishedIndicator, level: str, *, alone: bool = False) -> SafeString:
    """Glyph and word of a level by its id, such as last round's; a dash where it was not asked."""
    if not level:
        return format_html('<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>',
                           gettext("not asked"))  # fmt: skip
    shape, label = _named(indicator, level)
    return jatigi.level(level, label, shape=shape, alone=alone)


@register.simple_tag
def dimension_counts(name: Text | str, counts: Mapping[str, int], ident: str, number: int | None = None) -> SafeString:
    """The strip of counts of a dimension, for a row of a list."""
    drawn = figures.Counts(jatigi.t_plain(name), dict(counts), number)
    return counts_bar(drawn, ident, with_figures=False)


@register.simple_tag
def counted(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The levels that occur with their words and counts, in the fixed order."""
    words = jatigi.level_words()
    return [(shape, words[shape], counts[shape]) for shape in figures.LEVELS if counts.get(shape)]


@register.simple_tag
def indicator_url(indicator: PublishedIndicator) -> str:
    """Where an indicator's question is explained and every country's answer shown."""
    framework, _, version = indicator.framework_id.partition("@")
    return reverse("portal:node", args=[framework, version, indicator.code])


@register.simple_tag
def framework_url(key: str, node: str = "") -> str:
    """The page of a framework, or of one dimension of it."""
    framework, _, version = key.partition("@")
    return reverse("portal:node" if node else "portal:framework", args=[framework, version, *([node] if node else [])])


@register.simple_tag
def file_url(file: PublishedFile) -> str:
    """Where a file of a release is downloaded."""
    return reverse("portal:file", args=[file.release_id, file.name])


@register.filter
def size(value: int) -> str:
    """« 110 ko », « 1,2 Mo »: thousands of bytes, as people say it."""
    for unit, step in ((gettext("%(count)s MB"), 1_000_000), (gettext("%(count)s kB"), 1_000)):
        if value >= step:
            return unit % {"count": jatigi.figure(round(value / step, 0 if value >= 100 * step else 1))}
    return ngettext("%(count)s byte", "%(count)s bytes", value) % {"count": value}


@register.filter
def of(value: Mapping[str, str] | None) -> Text:
    """``{lang: text}`` of a document as a text, for ``|t``: ``{{ paragraph.text|of|t }}``."""
    return Text.of(value or {})


@register.filter
def sign_number(number: int) -> int | None:
    """The number whose sign and colour a dimension has; None beyond the sixth."""
    return number if number <= 6 else None
