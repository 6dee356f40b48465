"""The figure of priorities: for each recommendation the places between which it stands, as a line on a scale of places.

It stretches with its column, like the other figures of the house; colours come from the page's sheet.
"""

from jatigi.foundation.web.figures import svg

TALL = 18


def places(low: int, high: int, of: int, *, lang: str, ident: str, title: str) -> str:
    """One line from place ``low`` to place ``high`` on a scale of ``of`` places, the first at the left. ``title`` says
    the same in words. A recommendation whose place is sure is a dot."""
    middle = TALL / 2
    left, right = _at(low, of), _at(high, of)
    parts = [
        svg.element("line", class_="grid", x1=svg.share(_at(1, of)), x2=svg.share(_at(of, of)), y1=middle, y2=middle)
    ]
    if high > low:
        x1, x2 = svg.share(left), svg.share(right)
        parts.append(svg.element("line", class_="tie", x1=x1, x2=x2, y1=middle, y2=middle))
        for x in (x1, x2):
            parts.append(svg.element("line", class_="cap", x1=x, x2=x, y1=middle - 6, y2=middle + 6))
    else:
        parts.append(svg.element("circle", cx=svg.share(left), cy=middle, r=5))
    head = svg.opening(ident, (title, ""), lang, "page", size=(0, TALL), class_="jt-plot jt-places")
    return head + "".join(parts) + "</svg>"


def _at(place: int, of: int) -> float:
    """Where a place stands, with a little room at both ends."""
    return 0.5 if of < 2 else 0.03 + 0.94 * (place - 1) / (of - 1)
