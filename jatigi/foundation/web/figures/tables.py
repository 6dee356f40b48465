"""The same data as a table: what stands under « Voir les données » beside every figure."""

from collections.abc import Callable, Mapping, Sequence
from functools import singledispatch
from typing import Any

from jatigi.foundation.web.figures.context import figure
from jatigi.foundation.web.figures.data import Bar, Counts, DumbbellRow, Event, IntervalRow, Strip, Table
from jatigi.foundation.web.figures.shapes import LEVELS
from jatigi.foundation.web.figures.words import gettext, hundredths, rounded

Rows = Sequence[Strip | IntervalRow | DumbbellRow | Event | Bar | Counts]


def data_table(rows: Rows, *, lang: str, levels: Mapping[str, str] | None = None, digits: int = 0) -> Table:
    """Header and rows of what a figure was drawn from.

    Args:
        rows: what was given to the figure, all of one kind.
        levels: the words of the levels, for the cloth, intervals with counts, and counts.
        digits: decimals, for figures of context.

    Raises:
        ValueError: when there is nothing to tell the kind of figure from.
    """
    if not rows:
        raise ValueError("a table of no rows: say in words that there is nothing yet")
    maker: Callable[..., Table] = _table.dispatch(type(rows[0]))
    return maker(rows[0], rows, lang, levels or {}, digits)


def _name(number: int | None, name: str) -> str:
    return f"{number}. {name}" if number else name


@singledispatch
def _table(kind: Any, rows: Any, lang: str, levels: Mapping[str, str], digits: int) -> Table:
    raise TypeError(f"{type(kind).__name__} is not what a figure is drawn from")


@_table.register
def _(kind: Strip, rows: Sequence[Strip], lang: str, levels: Mapping[str, str], digits: int) -> Table:
    again = gettext("to re-verify", lang)
    lines = tuple(
        (_name(strip.number, strip.name), cell.label, levels[cell.level] + (f" ({again})" if cell.reverify else ""))
        for strip in rows
        for cell in strip.cells
    )
    return Table((gettext("Dimension", lang), gettext("Indicator", lang), gettext("Level", lang)), lines)


@_table.register
def _(kind: IntervalRow, rows: Sequence[IntervalRow], lang: str, levels: Mapping[str, str], digits: int) -> Table:
    shown = [level for level in LEVELS if level in levels and any(row.counts for row in rows)]
    header = (gettext("Dimension", lang), gettext("At least", lang), gettext("At most", lang))
    lines = []
    for row in rows:
        ends = row.interval.ends
        printed = ("–", "–") if ends is None else (str(rounded(ends[0])), str(rounded(ends[1])))
        lines.append((_name(row.number, row.name), *printed, *(str(row.counts.get(level, 0)) for level in shown)))
    titles = (*header, *(levels[level] for level in shown))
    return Table(titles, tuple(lines), tuple(range(1, len(titles))))


@_table.register
def _(kind: DumbbellRow, rows: Sequence[DumbbellRow], lang: str, levels: Mapping[str, str], digits: int) -> Table:
    header = [gettext("Dimension", lang)]
    for moment in (rows[0].before, rows[0].after):
        header += [moment.label, gettext("Interval %(round)s", lang) % {"round": moment.label}]
    lines = []
    for row in rows:
        cells = [_name(row.number, row.name)]
        for moment in (row.before, row.after):
            score, ends = moment.interval.score, moment.interval.ends
            cells += ["–" if score is None else str(rounded(score)), "–" if ends is None else hundredths(*ends)]
        lines.append((*cells, row.why))
    return Table((*header, gettext("What explains the gap", lang)), tuple(lines), (1, 2, 3, 4))


@_table.register
def _(kind: Event, rows: Sequence[Event], lang: str, levels: Mapping[str, str], digits: int) -> Table:
    ordered = sorted(rows, key=lambda event: (event.position, event.what))
    lines = tuple((event.written or event.date, event.what) for event in ordered)
    return Table((gettext("Date", lang), gettext("Event", lang)), lines)


@_table.register
def _(kind: Bar, rows: Sequence[Bar], lang: str, levels: Mapping[str, str], digits: int) -> Table:
    lines = tuple((bar.label, figure(bar, lang, digits)) for bar in rows)
    return Table((gettext("Name", lang), gettext("Value", lang)), lines, (1,))


@_table.register
def _(kind: Counts, rows: Sequence[Counts], lang: str, levels: Mapping[str, str], digits: int) -> Table:
    shown = [level for level in LEVELS if level in levels]
    lines = tuple((_name(row.number, row.name), *(str(row.of.get(level, 0)) for level in shown)) for row in rows)
    header = (gettext("Dimension", lang), *(levels[level] for level in shown))
    return Table(header, lines, tuple(range(1, len(header))))
