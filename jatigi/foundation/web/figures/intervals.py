"""Bars with intervals: solid is assured, hatched is unknown, empty is missing. From 0 to 100, and never a rank."""

from collections.abc import Sequence

from jatigi.foundation.web.figures import svg
from jatigi.foundation.web.figures.data import Interval, IntervalRow
from jatigi.foundation.web.figures.words import gettext, hundredths

BAR = 18
NAMES, VALUES = 0.36, 0.12  # shares of the width for the names and the figures, where they stand beside the bars
PAGE_NAMES = 245  # pixels for names at the narrowest width of that layout


def interval_bar(
    interval: Interval, *, lang: str, ident: str, number: int | None = None, height: int = BAR, name: str = ""
) -> str:
    """One bar for a page that sets names and figures itself, stretching to the width it is given.

    ``number`` is the dimension, whose colour it takes; without one it is drawn in ink. ``name`` comes into the
    alternative text where the page has no heading beside the bar.
    """
    words = in_words(interval, lang)
    title = gettext("%(name)s: %(interval)s", lang) % {"name": name, "interval": words} if name else words
    title = title[:1].upper() + title[1:]
    head = svg.opening(
        ident, (title, ""), lang, "page", size=(0, height), class_=f"jt-bar d{number}" if number else "jt-bar"
    )
    return head + _page_bar(interval, height, number) + "</svg>"


def interval_bars(
    rows: Sequence[IntervalRow],
    *,
    lang: str,
    ident: str,
    title: str,
    variant: svg.Variant = "page",
    width: float = 481,
) -> str:
    """All bars with their names, figures and scale as one drawing.

    ``page`` sets names beside the bars, ``narrow`` above them, ``paper`` above them at ``width`` with its own colours.
    The figures at the right are « assuré–possible »; a dash stands where nothing applies.
    """
    beside = variant == "page"
    desc = ". ".join(
        gettext("%(name)s: %(interval)s", lang) % {"name": _numbered(row), "interval": in_words(row.interval, lang)}
        for row in rows
    )
    y = 22.0
    body = [_scale(variant, width)]
    for row in rows:
        drawn, tall = _beside(row, y) if beside else _above(row, y, variant, width)
        body.append(drawn)
        y += tall
    head = svg.opening(ident, (title, desc), lang, variant, size=(width, y), class_="jt-plot jt-plot--rows")
    return head + "".join(body) + "</svg>"


def in_words(interval: Interval, lang: str) -> str:
    """« Entre 34 et 97 sur 100 », and what stands there when nothing is known or nothing applies."""
    ends = interval.ends
    if ends is None:
        return gettext("not applicable", lang)
    if ends == (0, 1):
        return gettext("unknown, anything between 0 and 100", lang)
    printed = hundredths(*ends).split("–")
    if len(printed) == 1:
        return gettext("%(score)s out of 100", lang) % {"score": printed[0]}
    return gettext("between %(low)s and %(high)s out of 100", lang) % {"low": printed[0], "high": printed[1]}


def _numbered(row: IntervalRow) -> str:
    return f"{row.number}. {row.name}" if row.number else row.name


def _page_bar(interval: Interval, height: float, number: int | None) -> str:
    """The bar in percentages of its surroundings."""
    ends = interval.ends
    if ends is None:
        return svg.element("line", x1=0, x2=10, y1=height / 2, y2=height / 2, class_="dash")
    low, high = ends
    parts = []
    if high > low:
        x, width = svg.share(low), svg.share(high - low)
        parts.append(svg.element("rect", fill=f"url(#h{number or 0})", x=x, y=0, width=width, height=height))
    parts.append(svg.element("rect", class_="edge", x=0, y=0, width="100%", height=height))
    if low > 0:
        parts.append(svg.element("rect", x=0, y=0, width=svg.share(low), height=height))
    return "".join(parts)


def _paper_bar(interval: Interval, x: float, y: float, width: float, colour: str) -> str:
    """The bar in absolute lengths, hatched by lines."""
    ends = interval.ends
    if ends is None:
        return svg.drawn("path", "dash", "paper", colour, d=f"M{svg.number(x)} {svg.number(y + BAR / 2)}h10")
    low, high = ends
    parts = []
    if high > low and (path := svg.hatched(x + low * width, y, (high - low) * width, BAR)):
        parts.append(svg.drawn("path", "hatch", "paper", colour, d=path))
    if low > 0:
        parts.append(svg.drawn("rect", "full", "paper", colour, x=x, y=y, width=low * width, height=BAR))
    parts.append(svg.drawn("rect", "edge", "paper", colour, x=x, y=y, width=width, height=BAR))
    return "".join(parts)


def _scale(variant: svg.Variant, width: float) -> str:
    """The ticks 0, 50 and 100 above the bars."""
    ticks = []
    for value, anchor in ((0, "start"), (50, "middle"), (100, "end")):
        if variant == "page":
            x: str | float = svg.share(NAMES + (1 - NAMES - VALUES) * value / 100)
        else:
            x = svg.share(value / 100) if variant == "narrow" else value / 100 * width
        ticks.append(svg.text(str(value), x, 11, "yr", variant, text_anchor=anchor))
    return "".join(ticks)


def _beside(row: IntervalRow, y: float) -> tuple[str, float]:
    """A row of the wide page: sign and name, bar, figures. Returns the drawing and its height."""
    indent = 40 if row.number else 0
    name, lines = svg.named(row.name, row.number, (indent, y + 26), 17, PAGE_NAMES - indent, "page")
    tall = max(lines * 21 + 24, 52)
    parts = [svg.element("line", class_="grid", x1=0, x2="100%", y1=y, y2=y), name]
    if row.number:
        parts.append(svg.sign(row.number, 0, y + 12, 28, "page"))
    bar = _page_bar(row.interval, BAR, row.number)
    parts.append(svg.inset(bar, row.number, svg.share(NAMES), y + 14, svg.share(1 - NAMES - VALUES), BAR))
    parts.append(svg.text(_figures(row.interval), "100%", y + 29, "big", "page", text_anchor="end"))
    return "".join(parts), tall


def _above(row: IntervalRow, y: float, variant: svg.Variant, width: float) -> tuple[str, float]:
    """A row of the narrow page and of paper: name and figures above the bar. Returns the drawing and its height."""
    side, size, step = (18, 13.0, 16) if variant == "paper" else (28, 17.0, 21)
    indent = side + 8 if row.number else 0
    room = (width if variant == "paper" else 320) - indent - 60
    name, lines = svg.named(row.name, row.number, (indent, y + 16), size, room, variant)
    parts = [svg.sign(row.number, 0, y + 2, side, variant), name] if row.number else [name]
    end: str | float = width if variant == "paper" else "100%"
    parts.append(svg.text(_figures(row.interval), end, y + 16, "big", variant, text_anchor="end"))
    top = y + max(lines * step + 6, side + 6)
    if variant == "paper":
        colour = svg.colour(row.number)
        parts.append(_paper_bar(row.interval, 0, top, width, colour))
    else:
        bar = _page_bar(row.interval, BAR, row.number)
        parts.append(svg.inset(bar, row.number, 0, top, "100%", BAR))
    return "".join(parts), top - y + BAR + 18


def _figures(interval: Interval) -> str:
    return "–" if interval.ends is None else hundredths(*interval.ends)
