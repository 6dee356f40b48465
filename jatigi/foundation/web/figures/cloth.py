"""The cloth: six strips of cells, one per indicator. A country's portrait, drawn once per page."""

from collections.abc import Mapping, Sequence

from jatigi.foundation.web.figures import svg
from jatigi.foundation.web.figures.data import Cell, Strip
from jatigi.foundation.web.figures.shapes import LEVEL_SHAPES, LEVELS, SIGN_SHAPES
from jatigi.foundation.web.figures.words import gettext, ngettext

CELL, STEP, ROW, SIGN, FRAME = 16, 21, 27, 30, 3


def cloth(
    strips: Sequence[Strip],
    *,
    lang: str,
    ident: str,
    title: str,
    levels: Mapping[str, str],
    variant: svg.Variant = "page",
    signs: bool = True,
    width: float = 481,
) -> str:
    """The cloth as SVG.

    Args:
        strips: one per dimension, cells in the framework's order.
        lang: language of the alternative text.
        ident: prefix of the ids inside, unique on the page.
        title: what it shows, for instance « Mali, 2021 ».
        levels: the words of the levels, by ``complete``, ``partial``, ``absent``, ``unknown``, ``not_applicable``.
        variant: ``page`` and ``narrow`` refer to the sprite and take the theme's colours; ``narrow`` folds each strip
            in two, so that cells stay large enough on a phone; ``paper`` is complete in itself, ink on white.
        signs: whether each strip starts with the sign of its dimension.
        width: width of the paper drawing; pages stretch.
    """
    rows = [row for strip in strips for row in _folded(strip, variant)]
    across = max((len(cells) for _, cells in rows), default=0)
    start = SIGN if signs else 0
    box_width = max(start + across * STEP - (STEP - CELL), CELL)
    box_height = max(len(rows) * ROW - (ROW - CELL), CELL)
    body = []
    for index, (number, cells) in enumerate(rows):
        y = index * ROW
        if index and number is not None:
            seam = y - (ROW - CELL) / 2
            body.append(svg.drawn("path", "seam", variant, d=f"M0 {svg.number(seam)}H{svg.number(box_width)}"))
        sign = _sign(number, variant) if signs and number is not None else ""
        drawn = "".join(_cell(cell, start + column * STEP, variant) for column, cell in enumerate(cells))
        body.append(svg.element("g", sign + drawn, transform=f"translate(0 {svg.number(y)})"))
    desc = describe([cell for strip in strips for cell in strip.cells], levels, lang)
    box = (-FRAME, -FRAME, box_width + 2 * FRAME, box_height + 2 * FRAME)
    size = (width, width * box[3] / box[2])
    head = svg.opening(ident, (title, desc), lang, variant, size=size, class_="jt-weave", box=box)
    return head + "".join(body) + "</svg>"


def describe(cells: Sequence[Cell], levels: Mapping[str, str], lang: str) -> str:
    """The cells in a sentence: « 96 indicateurs. Complet : 30. Inconnu : 45. 4 encadrés : ce qu’ils citent a pris
    fin. »

    The words of the frame hold for an open round (to re-verify) and for a closed one (overtaken) alike.
    """
    counts = {level: sum(cell.level == level for cell in cells) for level in LEVELS}
    parts = [ngettext("%(count)d indicator", "%(count)d indicators", len(cells), lang) % {"count": len(cells)}]
    parts += [
        gettext("%(level)s: %(count)d", lang) % {"level": levels[level], "count": count}
        for level, count in counts.items()
        if count
    ]
    if again := sum(cell.reverify for cell in cells):
        framed = ngettext(
            "%(count)d framed: what it cites has ended", "%(count)d framed: what they cite has ended", again, lang
        )
        parts.append(framed % {"count": again})
    return ". ".join(parts) + "."


def _folded(strip: Strip, variant: svg.Variant) -> list[tuple[int | None, tuple[Cell, ...]]]:
    """A strip as the rows it is drawn on; only the first carries the sign."""
    if variant != "narrow" or len(strip.cells) <= 8:
        return [(strip.number, strip.cells)]
    half = (len(strip.cells) + 1) // 2
    return [(strip.number, strip.cells[:half]), (None, strip.cells[half:])]


def _sign(number: int, variant: svg.Variant) -> str:
    if variant != "paper":
        return svg.element("use", href=f"#s{number}", width=CELL, height=CELL, class_="sg")
    return svg.element("g", SIGN_SHAPES[number], fill=svg.INK, stroke=svg.INK)


def _cell(cell: Cell, x: float, variant: svg.Variant) -> str:
    if variant == "paper":
        shape = LEVEL_SHAPES[cell.level].replace("{C}", svg.INK)
        drawn = svg.element("g", shape, transform=f"translate({svg.number(x)} 0)", fill=svg.INK)
    else:
        drawn = svg.element("use", href=f"#c-{cell.level}", x=x)
    if cell.reverify:
        drawn += svg.drawn("path", "reopen", variant, d=f"M{svg.number(x - 2.5)} -2.5h21v21h-21z")
    return drawn
