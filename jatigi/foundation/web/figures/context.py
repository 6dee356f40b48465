"""Figures of context: people, money. In ink, never in a dimension's colour, and never below a drawn zero."""

from collections.abc import Sequence

from jatigi.foundation.web.figures import svg
from jatigi.foundation.web.figures.data import Bar
from jatigi.foundation.web.figures.words import decimal, gettext

ROW, THICK = 26.0, 14.0
COLUMNS = 164.0  # height of the drawing when bars stand upright
ROOM = 118.0  # height of the highest of them
NAMES = 0.34  # share of the width for the names, where they stand beside the bars
FIGURES = 0.22  # share left at the end of the longest bar for its figure


def bars(
    values: Sequence[Bar],
    *,
    lang: str,
    ident: str,
    title: str,
    digits: int = 0,
    upright: bool = False,
    variant: svg.Variant = "page",
    width: float = 481,
) -> str:
    """Bars from zero with their figures written at the end.

    Args:
        values: in the order they are drawn; a value of None is hatched and named unknown.
        digits: decimals printed.
        upright: columns (for years) instead of lines (for names).
        variant: ``narrow`` writes names above the lines.
    """
    desc = ". ".join(
        gettext("%(name)s: %(value)s", lang) % {"name": bar.label, "value": figure(bar, lang, digits)} for bar in values
    )
    most = max((bar.value for bar in values if bar.value), default=1.0)
    if upright:
        body, tall = _columns(values, most, lang, digits, variant, width), COLUMNS
    else:
        body, tall = _lines(values, most, lang, digits, variant, width)
    head = svg.opening(ident, (title, desc), lang, variant, size=(width, tall), class_="jt-plot")
    return head + body + "</svg>"


def figure(bar: Bar, lang: str, digits: int) -> str:
    """The figure as printed; « inconnu » where there is none."""
    return gettext("unknown", lang) if bar.value is None else decimal(bar.value, lang, digits=digits)


def _lines(
    values: Sequence[Bar], most: float, lang: str, digits: int, variant: svg.Variant, width: float
) -> tuple[str, float]:
    start = 0.0 if variant == "narrow" else NAMES
    above = 18.0 if variant == "narrow" else 0.0
    scale = 1 - start - FIGURES
    parts, y = [], 0.0
    for bar in values:
        if above:
            parts.append(svg.text(bar.label, 0, y + 14, "soft", variant))
        else:
            parts.append(svg.text(bar.label, 0, y + 16, "soft", variant))
        long = scale * (0.25 if bar.value is None else bar.value / most)
        top = y + above + 4
        parts.append(_solid_or_hatched(bar, (start, top, long, THICK), variant, width))
        parts.append(
            svg.text(figure(bar, lang, digits), _x(start + long, variant, width), top + 12, "text", variant, dx=6.0)
        )
        y += ROW + above
    return "".join(parts), max(y, ROW)


def _columns(values: Sequence[Bar], most: float, lang: str, digits: int, variant: svg.Variant, width: float) -> str:
    step = 1 / max(len(values), 1)
    parts = []
    for index, bar in enumerate(values):
        tall = ROOM * (0.25 if bar.value is None else bar.value / most)
        top, thick = COLUMNS - 26 - tall, step * 0.62
        middle = _x(index * step + thick / 2, variant, width)
        parts.append(_solid_or_hatched(bar, (index * step, top, thick, tall), variant, width))
        parts.append(svg.text(figure(bar, lang, digits), middle, top - 6, "text", variant, text_anchor="middle"))
        parts.append(svg.text(bar.label, middle, COLUMNS - 8, "soft", variant, text_anchor="middle"))
    end = _x(1 - step * 0.38 if values else 1, variant, width)
    parts.append(svg.drawn("line", "base", variant, x1=0, x2=end, y1=COLUMNS - 25.5, y2=COLUMNS - 25.5))
    return "".join(parts)


def _x(share: float, variant: svg.Variant, width: float) -> str | float:
    return share * width if variant == "paper" else svg.share(share)


def _solid_or_hatched(bar: Bar, box: tuple[float, float, float, float], variant: svg.Variant, width: float) -> str:
    """The bar of a known value; hatching for what is not known. ``box`` is x and width as shares, y and height."""
    x, y, wide, tall = box
    if variant == "paper":
        if bar.value is None:
            return svg.drawn("path", "hatch", "paper", d=svg.hatched(x * width, y, wide * width, tall))
        return svg.drawn("rect", "full", "paper", x=x * width, y=y, width=wide * width, height=tall)
    geometry: dict[str, str | float | None] = {"x": svg.share(x), "y": y, "width": svg.share(wide), "height": tall}
    if bar.value is None:
        return svg.element("rect", fill="url(#h0)", **geometry)
    return svg.element("rect", class_="ink", **geometry)
