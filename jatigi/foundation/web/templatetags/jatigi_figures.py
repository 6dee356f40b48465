"""Figures in templates: ``{% load jatigi_figures %}``. Level words are ours unless the page gives the framework's."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from jatigi.foundation.web import figures
from jatigi.foundation.web.templatetags.jatigi import language, level_words

register = template.Library()


def _drawn(svg: str) -> SafeString:
    """Figures escape every text that comes into them."""
    return mark_safe(svg)  # noqa: S308


@register.simple_tag
def cloth(
    strips: Sequence[figures.Strip],
    ident: str,
    title: str,
    *,
    levels: Mapping[str, str] | None = None,
    signs: bool = True,
) -> SafeString:
    """The cloth; goes inside ``<div class="jt-cloth__ground">`` of a ``<figure class="jt-cloth">``."""
    words = levels or level_words()
    return _drawn(figures.cloth(strips, lang=language(), ident=ident, title=title, levels=words, signs=signs))


@register.simple_tag
def interval_bar(
    interval: figures.Interval, ident: str, *, number: int | None = None, name: str = "", height: int = 18
) -> SafeString:
    """One bar, as wide as its place."""
    return _drawn(figures.interval_bar(interval, lang=language(), ident=ident, number=number, name=name, height=height))


@register.simple_tag
def interval_figures(interval: figures.Interval) -> str:
    """« 34–97 », a dash where nothing applies."""
    return "–" if interval.ends is None else figures.hundredths(*interval.ends)


@register.simple_tag
def dumbbell_row(row: figures.DumbbellRow, ident: str) -> SafeString:
    """One pair of rounds, as wide as its place."""
    return _drawn(figures.dumbbell_row(row, lang=language(), ident=ident))


@register.simple_tag
def counts_bar(
    counts: figures.Counts, ident: str, *, levels: Mapping[str, str] | None = None, with_figures: bool = True
) -> SafeString:
    """How many answers at each level."""
    words = levels or level_words()
    return _drawn(figures.counts_bar(counts, lang=language(), ident=ident, levels=words, figures=with_figures))


@register.simple_tag
def ribbon(events: Sequence[figures.Event], ident: str, title: str) -> SafeString:
    """The ribbon of years. The list of the same events is ``jatigi/components/timeline.html``."""
    return _drawn(figures.timeline(events, lang=language(), ident=ident, title=title))


@register.simple_tag
def context_bars(
    values: Sequence[figures.Bar], ident: str, title: str, *, digits: int = 0, upright: bool = False
) -> SafeString:
    """Figures of context. Beside names on a wide page, under them on a phone; columns are the same on both."""
    draw = partial(figures.bars, values, lang=language(), title=title, digits=digits, upright=upright)
    if upright:
        return _drawn(draw(ident=ident))
    wide, narrow = draw(ident=ident), draw(ident=f"{ident}-n", variant="narrow")
    return _drawn(f'<div class="jt-only-wide">{wide}</div><div class="jt-only-narrow">{narrow}</div>')


@register.inclusion_tag("jatigi/components/interval_list.html")
def interval_list(
    rows: Sequence[figures.IntervalRow], ident: str, *, levels: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """All dimensions with bars, figures and counts of levels; headings of level 3."""
    words = levels or level_words()
    counted = [
        (row, [(level, words[level], row.counts[level]) for level in figures.LEVELS if row.counts.get(level)])
        for row in rows
    ]
    return {"rows": counted, "ident": ident}


@register.inclusion_tag("jatigi/components/data.html")
def show_data(
    rows: figures.Rows, caption: str, *, levels: Mapping[str, str] | None = None, digits: int = 0
) -> dict[str, Any]:
    """« Voir les données »: the same data as a table, folded."""
    table = figures.data_table(rows, lang=language(), levels=levels or level_words(), digits=digits)
    return {"table": table, "caption": caption}
