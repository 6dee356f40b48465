"""Writing SVG: escaping, exact numbers, text that fits, hatching drawn as lines, and how each part looks on paper."""

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from jatigi.foundation.web.figures.shapes import SIGN_SHAPES

Place = Callable[[float], str | float]  # where a value stands: a percentage on a page, a length on paper
Variant = Literal["page", "narrow", "paper"]
VARIANTS: tuple[Variant, ...] = ("page", "narrow", "paper")

INK, SOFT, LINE, STRONG, GROUND = "#16110d", "#4d4138", "#c9c1ba", "#675b51", "#ffffff"
DIMENSIONS = {1: "#741e52", 2: "#06879f", 3: "#003815", 4: "#af8839", 5: "#a94634", 6: "#0d5687"}
FONT = "Jatigi Text, Source Sans 3, Helvetica, Arial, sans-serif"

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# How the parts of a figure look: on a page a class, whose colours follow the theme; on paper attributes.
# {C} is the colour of the dimension, or ink.
PAPER_LOOK: dict[str, dict[str, str]] = {
    "full": {"fill": "{C}"},
    "edge": {"fill": "none", "stroke": "{C}", "stroke-width": "1.2"},
    "hatch": {"fill": "none", "stroke": "{C}", "stroke-width": "1.1"},
    "grid": {"stroke": LINE, "stroke-width": ".8"},
    "base": {"stroke": STRONG, "stroke-width": "1"},
    "cap": {"stroke": "{C}", "stroke-width": "1.3"},
    "tie": {"stroke": "{C}", "stroke-width": "3.5"},
    "was": {"fill": GROUND, "stroke": "{C}", "stroke-width": "2"},
    "now": {"fill": "{C}", "stroke": "{C}", "stroke-width": "2"},
    "dash": {"stroke": "{C}", "stroke-width": "2"},
    "broken": {"stroke": "{C}", "stroke-width": "2", "stroke-dasharray": "4 4"},
    "axis": {"stroke": "{C}", "stroke-width": "2"},
    "seam": {"stroke": LINE, "stroke-width": "1", "stroke-dasharray": "3 3"},
    "reopen": {"fill": "none", "stroke": INK, "stroke-width": "1"},
    "text": {"fill": INK, "font-size": "13", "font-weight": "600"},
    "name": {"fill": INK, "font-size": "13", "font-weight": "600"},
    "soft": {"fill": SOFT, "font-size": "12"},
    "yr": {"fill": SOFT, "font-size": "10.5"},
    "big": {"fill": INK, "font-size": "15", "font-weight": "700"},
}


def escape(text: str) -> str:
    """Text for XML. Characters that XML cannot hold are left out, a figure must open whatever a source contains."""
    clean = _NOT_XML.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def number(value: float) -> str:
    """The same digits for the same number everywhere: at most two decimals, no exponent, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def share(value: float) -> str:
    """A share between 0 and 1 as a percentage of the surrounding drawing."""
    return number(value * 100) + "%"


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """One element. ``stroke_width`` becomes ``stroke-width``, ``class_`` becomes ``class``; None is left out.

    Children are markup already; escape text before.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def look(role: str, variant: Variant, colour: str = INK) -> dict[str, str]:
    """The attributes that give a part its look: a class on a page, colours on paper."""
    if variant != "paper":
        return {} if role == "full" else {"class": role}
    return {key: value.replace("{C}", colour) for key, value in PAPER_LOOK[role].items()}


def drawn(name: str, role: str, variant: Variant, colour: str = INK, **geometry: str | float | None) -> str:
    """An element with geometry and look."""
    return element(name, **geometry, **look(role, variant, colour))


def text(words: str, x: str | float, y: float, role: str, variant: Variant, **more: str | float | None) -> str:
    """A line of text."""
    return element("text", escape(words), x=x, y=y, **more, **look(role, variant))


def opening(
    ident: str,
    alternative: tuple[str, str],
    lang: str,
    variant: Variant,
    *,
    size: tuple[float, float],
    class_: str,
    box: tuple[float, float, float, float] | None = None,
) -> str:
    """The start tag with its text alternative (title, description).

    A page stretches the drawing to its column at ``size[1]`` pixels high, or as a whole when there is a ``box``; paper
    has that size, a box and a font.
    """
    title, desc = alternative
    ident, width, height = escape(ident), number(size[0]), number(size[1])
    # A hair of margin on paper, or the outlines at the edges would be halved.
    frame = " ".join(map(number, box or (-1, -1, size[0] + 2, size[1] + 2)))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{escape(lang)}"'
    head += f' aria-labelledby="{ident}-t{f" {ident}-d" if desc else ""}"'
    if variant == "paper":
        head += f' width="{width}" height="{height}" viewBox="{frame}" font-family="{FONT}" fill="{INK}">'
    elif box:
        head += f' class="{class_}" viewBox="{frame}">'
    else:
        head += f' class="{class_}" width="100%" height="{height}">'
    head += f'<title id="{ident}-t">{escape(title)}</title>'
    return head + (f'<desc id="{ident}-d">{escape(desc)}</desc>' if desc else "")


def colour(dimension: int | None) -> str:
    """The colour of a dimension on paper; ink where there is none."""
    return DIMENSIONS[dimension] if dimension else INK


def inset(inner: str, dimension: int | None, x: str | float, y: float, width: str, height: float) -> str:
    """A part of a page's drawing with its own percentages, in the colour of its dimension."""
    return element("svg", inner, class_=f"d{dimension}" if dimension else None, x=x, y=y, width=width, height=height)


def placed(inner: str, x: str | float, y: float) -> str:
    """A part drawn around its own origin, put where it belongs: on a page at a percentage, on paper at a length."""
    if isinstance(x, str):
        return element("svg", inner, x=x, y=y, width=1, height=1, overflow="visible")
    return element("g", inner, transform=f"translate({number(x)} {number(y)})")


def sign(dimension: int, x: float, y: float, side: float, variant: Variant) -> str:
    """The sign of a dimension on its coloured square."""
    if variant != "paper":
        square = element("rect", x=-1, y=-1, width=18, height=18)
        shape = element("use", href=f"#s{dimension}", width=16, height=16)
        class_ = f"jt-mini d{dimension}"
        return element("svg", square, shape, class_=class_, x=x, y=y, width=side, height=side, viewBox="-1 -1 18 18")
    square = element("rect", width=18, height=18, fill=DIMENSIONS[dimension])
    shape = element("g", SIGN_SHAPES[dimension], transform="translate(1 1)", fill=GROUND, stroke=GROUND)
    return element("g", square, shape, transform=f"translate({number(x)} {number(y)}) scale({number(side / 18)})")


def hatched(x: float, y: float, width: float, height: float, gap: float = 5.0) -> str:
    """Path data of the diagonals that hatch a rectangle: each ends at its edge, so nothing needs clipping."""
    lines = []
    steps = int((width + height) / gap)
    for step in range(1, steps + 1):
        along = step * gap
        x1, y1 = (x + along, y) if along <= width else (x + width, y + along - width)
        x2, y2 = (x, y + along) if along <= height else (x + along - height, y + height)
        if x1 - x2 > 0.01:
            lines.append(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")
    return "".join(lines)


def breadth(words: str, size: float) -> float:
    """About how wide the words are set in the text font, rather too wide than too narrow."""
    total = 0.0
    for letter in words:
        if letter in "iljtfrI.,:;'’!|()[] \u00a0\u202f":
            total += 0.3
        elif letter in "mwMW@%œæŒÆ—":
            total += 0.86
        elif letter.isupper():
            total += 0.64
        elif unicodedata.east_asian_width(letter) in "WF":
            total += 1.0
        else:
            total += 0.53
    return total * size


def wrapped(words: str, size: float, width: float) -> list[str]:
    """The words on as many lines as they need; a word longer than the line stands alone on its own."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and breadth(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        elif word or not lines:
            lines.append(word)
    return lines


def named(
    name: str, dimension: int | None, at: tuple[float, float], size: float, room: float, variant: Variant
) -> tuple[str, int]:
    """A name on as many lines as its room asks for, the number of its dimension before it in lighter type.

    ``at`` is where the first line stands. Returns the drawing and how many lines it took.
    """
    lines = wrapped(f"{dimension} {name}" if dimension else name, size, room)
    light = {"fill": SOFT, "font-weight": "400"} if variant == "paper" else {"class": "n"}
    step, (x, y) = round(size * 1.24), at
    parts = []
    for index, line in enumerate(lines):
        words = escape(line)
        if dimension and index == 0:
            words = element("tspan", str(dimension), **light) + escape(line.removeprefix(str(dimension)))
        parts.append(element("text", words, x=x, y=y + index * step, **look("name", variant)))
    return "".join(parts), len(lines)
