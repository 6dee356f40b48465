"""Two rounds of the same dimensions: a hollow circle then, a solid circle now, each over its own hatched interval."""

from collections.abc import Sequence

from jatigi.foundation.web.figures import svg
from jatigi.foundation.web.figures.data import DumbbellRow, Moment
from jatigi.foundation.web.figures.intervals import in_words
from jatigi.foundation.web.figures.words import gettext, rounded

HEIGHT, RAIL, MARGIN = 54.0, 7.0, 0.05  # the margin keeps circles at 0 and at 100, and their figures, whole
PAGE_NAMES = 245.0  # pixels for names at the narrowest width of the layout with names beside


def dumbbell_row(row: DumbbellRow, *, lang: str, ident: str) -> str:
    """One pair for a page that sets the name and « ce qui explique l'écart » itself."""
    words = describe(row, lang)
    class_ = f"jt-plot d{row.number}" if row.number else "jt-plot"
    head = svg.opening(ident, (words, ""), lang, "page", size=(0, HEIGHT), class_=class_)
    return head + _page_pair(row) + "</svg>"


def dumbbell(
    rows: Sequence[DumbbellRow],
    *,
    lang: str,
    ident: str,
    title: str,
    variant: svg.Variant = "page",
    width: float = 481,
) -> str:
    """All pairs with their names and what explains each gap.

    A page sets the explanations beside the drawing, where text can wrap; paper sets them under the pair.
    """
    desc = " ".join(f"{row.name}. {describe(row, lang)}" for row in rows)
    y = 22.0
    body = [_scale(variant, width)]
    for row in rows:
        drawn, tall = _named(row, y, variant, width)
        body.append(drawn)
        y += tall
    head = svg.opening(ident, (title, desc), lang, variant, size=(width, y), class_="jt-plot jt-plot--rows")
    return head + "".join(body) + "</svg>"


def describe(row: DumbbellRow, lang: str) -> str:
    """« 2018 : 58, entre 47 et 66 sur 100. 2021 : 64, entre 56 et 69 sur 100. » and why."""
    parts = []
    for moment in (row.before, row.after):
        words, score = in_words(moment.interval, lang), moment.interval.score
        if score is not None and moment.interval.low != moment.interval.high:
            words = gettext("%(score)s, %(interval)s", lang) % {"score": rounded(score), "interval": words}
        parts.append(gettext("%(name)s: %(interval)s", lang) % {"name": moment.label, "interval": words} + ".")
    return " ".join([*parts, row.why]).strip()


def _scale(variant: svg.Variant, width: float) -> str:
    ticks = []
    for value in (0, 50, 100):
        at = _at(value / 100)
        x: str | float = at * width if variant == "paper" else svg.share(_start(variant) + at * (1 - _start(variant)))
        ticks.append(svg.text(str(value), x, 11, "yr", variant, text_anchor="middle"))
    return "".join(ticks)


def _start(variant: svg.Variant) -> float:
    """Where the pairs start: beside the names on a wide page, at the edge elsewhere."""
    return 0.38 if variant == "page" else 0.0


def _at(value: float) -> float:
    return MARGIN + value * (1 - 2 * MARGIN)


def _named(row: DumbbellRow, y: float, variant: svg.Variant, width: float) -> tuple[str, float]:
    """A pair with its name; returns the drawing and its height."""
    paper = variant == "paper"
    side, size, step = (18, 13.0, 16) if paper else (28, 17.0, 21)
    indent = side + 8 if row.number else 0
    room = width - indent if paper else 320.0 - indent
    if variant == "page":
        room = PAGE_NAMES - indent
    name, lines = svg.named(row.name, row.number, (indent, y + 16), size, room, variant)
    parts = [svg.sign(row.number, 0, y + 2, side, variant), name] if row.number else [name]
    names = max(lines * step + 8, side + 8)
    if variant == "page":
        start = _start(variant)
        parts.append(svg.inset(_page_pair(row), row.number, svg.share(start), y, svg.share(1 - start), HEIGHT))
        return "".join(parts), max(HEIGHT, names) + 14
    if not paper:
        parts.append(svg.inset(_page_pair(row), row.number, 0, y + names, "100%", HEIGHT))
        return "".join(parts), names + HEIGHT + 16
    parts.append(_paper_pair(row, y + names, width))
    why = svg.wrapped(row.why, 12, width) if row.why else []
    parts += [svg.text(line, 0, y + names + HEIGHT + 15 + n * 15, "soft", variant) for n, line in enumerate(why)]
    return "".join(parts), names + HEIGHT + len(why) * 15 + 16


def _page_pair(row: DumbbellRow) -> str:
    grid = "".join(
        svg.element("line", class_="grid", x1=svg.share(_at(v)), x2=svg.share(_at(v)), y1=0, y2=HEIGHT)
        for v in (0, 0.5, 1)
    )
    rails = "".join(_page_rail(moment, row.number, top) for moment, top in ((row.before, 2), (row.after, 45)))
    return grid + rails + _circles(row, "page", 0, 1)


def _page_rail(moment: Moment, number: int | None, top: float) -> str:
    """The hatched interval of one round, with its ends and its year."""
    ends = moment.interval.ends
    if ends is None:
        return svg.text(f"{moment.label} –", svg.share(_at(0)), top + 8, "yr", "page")
    low, high = _at(ends[0]), _at(ends[1])
    width, bottom = svg.share(high - low), top + RAIL
    parts = [svg.element("rect", fill=f"url(#h{number or 0})", x=svg.share(low), y=top, width=width, height=RAIL)]
    for end in (low, high):
        x = svg.share(end)
        parts.append(svg.element("line", class_="cap", x1=x, x2=x, y1=top - 1, y2=bottom + 1))
    if low > 0.15:
        parts.append(svg.text(moment.label, svg.share(low), top + 8, "yr", "page", dx=-6.0, text_anchor="end"))
    elif high < 0.85:
        parts.append(svg.text(moment.label, svg.share(high), top + 8, "yr", "page", dx=6.0))
    else:
        parts.append(_covered(moment.label, svg.share((low + high) / 2), top, "page"))
    return "".join(parts)


def _covered(label: str, x: str | float, top: float, variant: svg.Variant) -> str:
    """The year inside a rail that leaves no room beside it: the rail stops around the figures."""
    role = {"class_": "gap"} if variant != "paper" else {"fill": svg.GROUND}
    nested = svg.element("rect", x=-20, y=0, width=40, height=RAIL + 4, **role)
    words = svg.text(label, 0, 9, "yr", variant, text_anchor="middle")
    return svg.placed(nested + words, x, top - 1)


def _paper_pair(row: DumbbellRow, y: float, width: float) -> str:
    colour = svg.colour(row.number)
    parts = [
        svg.drawn("path", "grid", "paper", d=f"M{svg.number(_at(v) * width)} {svg.number(y)}v{svg.number(HEIGHT)}")
        for v in (0, 0.5, 1)
    ]
    parts += [_paper_rail(moment, colour, y + top, width) for moment, top in ((row.before, 2), (row.after, 45))]
    return "".join(parts) + _circles(row, "paper", y, width)


def _paper_rail(moment: Moment, colour: str, top: float, width: float) -> str:
    ends = moment.interval.ends
    if ends is None:
        return svg.text(f"{moment.label} –", _at(0) * width, top + 8, "yr", "paper")
    low, high = _at(ends[0]) * width, _at(ends[1]) * width
    parts = []
    if path := svg.hatched(low, top, high - low, RAIL, 4):
        parts.append(svg.drawn("path", "hatch", "paper", colour, d=path))
    parts += [
        svg.drawn("path", "cap", "paper", colour, d=f"M{svg.number(end)} {svg.number(top - 1)}v{svg.number(RAIL + 2)}")
        for end in (low, high)
    ]
    if low > 40:
        parts.append(svg.text(moment.label, low - 6, top + 8, "yr", "paper", text_anchor="end"))
    elif high < width - 40:
        parts.append(svg.text(moment.label, high + 6, top + 8, "yr", "paper"))
    else:
        parts.append(_covered(moment.label, (low + high) / 2, top, "paper"))
    return "".join(parts)


def _circles(row: DumbbellRow, variant: svg.Variant, y: float, width: float) -> str:
    """Both scores over known answers, tied. One circle where nothing moved; none where nothing is known."""
    colour, middle = svg.colour(row.number), y + HEIGHT / 2
    scores = {"was": row.before.interval.score, "now": row.after.interval.score}
    known = {role: score for role, score in scores.items() if score is not None}
    if len(known) == 2 and rounded(known["was"]) == rounded(known["now"]):
        del known["was"]

    def x(score: float) -> str | float:
        return svg.share(_at(score)) if variant != "paper" else _at(score) * width

    parts = []
    if len(known) == 2:
        ends = [x(score) for score in known.values()]
        geometry = {"x1": ends[0], "x2": ends[1], "y1": middle, "y2": middle}
        parts.append(svg.drawn("line", "tie", variant, colour, **geometry))
    for role, score in known.items():
        parts.append(svg.drawn("circle", role, variant, colour, cx=x(score), cy=middle, r=6))
    for score in known.values():
        left = score == min(known.values()) if len(known) == 2 else score > 0.5
        words, shift = str(rounded(score)), -13.0 if left else 13.0
        anchor = "end" if left else None
        parts.append(svg.text(words, x(score), middle + 5, "text", variant, dx=shift, text_anchor=anchor))
    return "".join(parts)
