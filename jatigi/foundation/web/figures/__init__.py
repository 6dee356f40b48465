"""Figures as SVG: pure functions of frozen values, exact bytes, no Django.

Each takes the language, an ``ident`` that keeps ids apart on a page, and a *variant*: ``page`` and ``narrow`` refer to
the page's sprite, stretch with their column and take colours from the style sheet (no inline style, so a strict
content security policy holds); ``paper`` is complete in itself, for PDF, Word and files. ``data_table`` gives the same
data as header and rows, for « Voir les données ».
"""

from jatigi.foundation.web.figures.cloth import cloth
from jatigi.foundation.web.figures.context import bars
from jatigi.foundation.web.figures.counts import counts_bar
from jatigi.foundation.web.figures.data import (
    Bar,
    Cell,
    Counts,
    DumbbellRow,
    Event,
    Interval,
    IntervalRow,
    Moment,
    Strip,
    Table,
)
from jatigi.foundation.web.figures.dumbbell import dumbbell, dumbbell_row
from jatigi.foundation.web.figures.intervals import interval_bar, interval_bars
from jatigi.foundation.web.figures.shapes import LEVELS, sprite
from jatigi.foundation.web.figures.svg import Variant
from jatigi.foundation.web.figures.tables import Rows, data_table
from jatigi.foundation.web.figures.timeline import timeline
from jatigi.foundation.web.figures.words import hundredths

__all__ = [
    "LEVELS",
    "Bar",
    "Cell",
    "Counts",
    "DumbbellRow",
    "Event",
    "Interval",
    "IntervalRow",
    "Moment",
    "Rows",
    "Strip",
    "Table",
    "Variant",
    "bars",
    "cloth",
    "counts_bar",
    "data_table",
    "dumbbell",
    "dumbbell_row",
    "hundredths",
    "interval_bar",
    "interval_bars",
    "sprite",
    "timeline",
]
