"""The bar of an axis: how much of it is done. Solid is done and confirmed, hatched is declared by one side only or not
known, empty is not done. It stretches with its column."""

from jatigi.foundation.web.figures import svg
from jatigi.governance.followup.queries.plans import Line

TALL = 14


def bar(line: Line, *, lang: str, ident: str, title: str) -> str:
    """The bar of one line; ``title`` says the same in words."""
    whole = max(line.total, 1)
    done, unknown = line.done / whole, line.unknown / whole
    parts = [svg.drawn("rect", "edge", "page", x=0, y=0.75, width="100%", height=TALL - 1.5)]
    if done:
        parts.append(svg.drawn("rect", "full", "page", x=0, y=0, width=svg.share(done), height=TALL))
    if unknown:
        x, wide = svg.share(done), svg.share(unknown)
        parts.append(svg.element("rect", fill="url(#h0)", x=x, y=0, width=wide, height=TALL))
    head = svg.opening(ident, (title, ""), lang, "page", size=(0, TALL), class_="jt-bar jt-done")
    return head + "".join(parts) + "</svg>"
