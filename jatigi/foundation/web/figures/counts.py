"""How many answers stand at each level: a strip whose parts keep the levels' shapes, so that it reads in grey.

Complete is full, partial is filled to half its height, absent is empty, unknown is hatched without outline, not
applicable is a dash.
"""

from collections.abc import Mapping

from jatigi.foundation.web.figures import svg
from jatigi.foundation.web.figures.data import Counts
from jatigi.foundation.web.figures.shapes import ABSENT, COMPLETE, LEVELS, PARTIAL, UNKNOWN
from jatigi.foundation.web.figures.words import gettext

BAR, FIGURES = 18.0, 20.0


def counts_bar(
    counts: Counts,
    *,
    lang: str,
    ident: str,
    levels: Mapping[str, str],
    title: str = "",
    variant: svg.Variant = "page",
    width: float = 481,
    figures: bool = True,
) -> str:
    """The strip, with the count under each part that has room for it.

    Args:
        counts: how many answers at each level.
        levels: the words of the levels.
        title: what it shows; by default the name of what is counted.
        figures: whether counts are printed; without them the strip is 18 pixels high, for rows of a table.
    """
    desc = describe(counts, levels, lang)
    height = BAR + FIGURES if figures else BAR
    class_ = f"jt-bar jt-bar--counts d{counts.number}" if counts.number else "jt-bar jt-bar--counts"
    if figures:
        class_ = class_.replace("jt-bar ", "jt-plot jt-bar--figures ")
    head = svg.opening(ident, (title or counts.name, desc), lang, variant, size=(width, height), class_=class_)
    parts, start, total = [], 0.0, counts.total or 1
    for level in LEVELS:
        if count := counts.of.get(level, 0):
            long = count / total
            parts.append(_part(level, start, long, counts.number, variant, width))
            if figures and long >= 0.03:
                at = start + long / 2
                x: str | float = at * width if variant == "paper" else svg.share(at)
                parts.append(svg.text(str(count), x, BAR + 15, "soft", variant, text_anchor="middle"))
            start += long
    return head + "".join(parts) + "</svg>"


def describe(counts: Counts, levels: Mapping[str, str], lang: str) -> str:
    """« Complet : 8. Partiel : 4. Inconnu : 4. » Levels without an answer are left out."""
    parts = [
        gettext("%(level)s: %(count)d", lang) % {"level": levels[level], "count": counts.of[level]}
        for level in LEVELS
        if counts.of.get(level)
    ]
    return ". ".join(parts) + "." if parts else gettext("no answers", lang)


def _part(level: str, start: float, long: float, number: int | None, variant: svg.Variant, width: float) -> str:
    """One part, a hair apart from the next."""
    colour = svg.colour(number)

    def rect(role: str, y: float, height: float) -> str:
        if variant == "paper":
            x, wide = start * width + 1, max(long * width - 2, 0.5)
            return svg.drawn("rect", role, variant, colour, x=x, y=y, width=wide, height=height)
        x_, wide_ = svg.share(start + 0.002), svg.share(max(long - 0.004, 0.001))
        return svg.drawn("rect", role, variant, x=x_, y=y, width=wide_, height=height)

    if level == COMPLETE:
        return rect("full", 0, BAR)
    if level == PARTIAL:
        return rect("full", BAR / 2, BAR / 2) + rect("edge", 0.75, BAR - 1.5)
    if level == ABSENT:
        return rect("edge", 0.75, BAR - 1.5)
    if level == UNKNOWN:
        if variant == "paper":
            d = svg.hatched(start * width + 1, 0, max(long * width - 2, 0.5), BAR)
            return svg.drawn("path", "hatch", variant, colour, d=d)
        x, wide = svg.share(start + 0.002), svg.share(max(long - 0.004, 0.001))
        return svg.element("rect", fill=f"url(#h{number or 0})", x=x, y=0, width=wide, height=BAR)
    dash = svg.drawn("path", "dash", variant, colour, d=f"M-4 {svg.number(BAR / 2)}h8")
    middle = start + long / 2
    return svg.placed(dash, middle * width if variant == "paper" else svg.share(middle), 0)
