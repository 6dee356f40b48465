"""The figures of a profile as SVG for paper, each with its text alternative. The same drawings go into PDF and Word."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from jatigi.foundation.text.rules import typeset
from jatigi.foundation.web import figures
from jatigi.foundation.web.figures import svg
from jatigi.foundation.web.figures.context import figure as printed
from jatigi.foundation.web.figures.dumbbell import HEIGHT as PAIR
from jatigi.foundation.web.figures.dumbbell import describe as pair_in_words
from jatigi.foundation.web.figures.intervals import in_words
from jatigi.foundation.web.figures.shapes import FRIEZE, LEVEL_SHAPES, LEVELS, MARK, SIGN_SHAPES
from jatigi.governance.profiles import wording
from jatigi.governance.profiles.model import Dimension, KeyFigure, Profile, Standing
from jatigi.governance.profiles.wording import gettext

BAR_WIDTH, BAR_HEIGHT = 366.0, 17.0  # points: the two text columns of a page
HALF = 236.0  # points: half of the page's width
WHOLE = 499.0

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.S)
_DESC = re.compile(r"<desc[^>]*>(.*?)</desc>", re.S)


@dataclass(frozen=True)
class Drawing:
    """One figure: the SVG, what it shows in words, its width and height in points."""

    svg: str
    alt: str
    width: float
    height: float

    @classmethod
    def of(cls, drawn: str, width: float, lang: str) -> "Drawing":
        """A drawing of the house, whose title and description are its alternative."""
        words = [html.unescape(part.group(1)) for part in (_TITLE.search(drawn), _DESC.search(drawn)) if part]
        box = re.search(r'viewBox="([^"]+)"', drawn)
        _, _, wide, tall = map(float, box[1].split()) if box else (0.0, 0.0, width, width)
        alt = ". ".join(word.strip().rstrip(".") for word in words) + "."
        return cls(drawn, typeset(alt, lang), width, width * tall / wide)


def level_words(profile: Profile, lang: str) -> dict[str, str]:
    """The words of the five shapes of levels: the scale's own where it has them, else ours."""
    words = {
        "complete": wording.pgettext("level", "Complete", lang),
        "partial": wording.pgettext("level", "Partial", lang),
        "absent": wording.pgettext("level", "Absent", lang),
        "unknown": wording.pgettext("level", "Unknown", lang),
        "not_applicable": wording.pgettext("level", "Not applicable", lang),
    }
    for shape in ("complete", "partial", "absent"):
        labels = {level.label.get(lang, "") for level in profile.levels if level.shape == shape}
        if len(labels) == 1 and (label := labels.pop()):
            words[shape] = label
    return words


def drawings(profile: Profile, lang: str) -> dict[str, Drawing]:
    """Every figure of the document by name: ``cloth``, ``intervals``, ``rounds``, ``bar-<dimension>``,
    ``rounds-<dimension>``, ``context-<figure>``."""
    return dict(_all(profile, lang))


def glyphs() -> dict[str, str]:
    """The small shapes: ``level-<shape>``, ``sign-<number>``, ``mark``, ``frieze``. They say nothing by themselves."""
    found = {f"level-{name}": _small(shape.replace("{C}", svg.INK)) for name, shape in LEVEL_SHAPES.items()}
    for number in SIGN_SHAPES:
        found[f"sign-{number}"] = _boxed(svg.sign(number, 0, 0, 18, "paper"), 18, 18)
    mark = MARK.replace('class="m"', f'fill="{svg.GROUND}"')
    found["mark"] = _boxed(mark, 32, 32)
    tiles = "".join(f'<path transform="translate({48 * n} 0)" d="{FRIEZE}"/>' for n in range(22))
    found["frieze"] = _boxed(tiles, 48 * 22 - 8, 16)
    return found


def _small(inner: str) -> str:
    return _boxed(inner, 16, 16)


def _boxed(inner: str, width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'fill="{svg.INK}">{inner}</svg>'
    )


def _all(profile: Profile, lang: str) -> Iterator[tuple[str, Drawing]]:
    place = f"{profile.country[lang]}, {profile.label} ({wording.origin_short(profile.origin, lang)})"
    yield "cloth", _cloth(profile, lang, place)
    if profile.scores_public:
        yield "intervals", _intervals(profile, lang, place)
        for dimension in profile.dimensions:
            if dimension.now.interval is not None:
                yield f"bar-{dimension.id}", interval_bar(dimension, lang)
        yield from _rounds(profile, lang, place)
    for figure in profile.figures:
        if len(figure.series) > 1:
            yield f"context-{figure.id}", _bars(figure, lang)


def strips_of(profile: Profile, lang: str) -> list[figures.Strip]:
    """The cloth's strips: a dimension each, its answers in the framework's order."""
    shapes = {level.id: level.shape for level in profile.levels}
    return [
        figures.Strip(
            one.number,
            one.title[lang],
            tuple(
                figures.Cell(shapes[a.level], a.name.get(lang, ""), a.reverify or bool(a.overtaken_since))
                for a in one.answers
            ),
        )
        for one in profile.dimensions
    ]


def _cloth(profile: Profile, lang: str, place: str) -> Drawing:
    strips = strips_of(profile, lang)
    signs = all(1 <= one.number <= len(SIGN_SHAPES) for one in profile.dimensions)
    drawn = figures.cloth(
        strips,
        lang=lang,
        ident="cloth",
        title=place,
        levels=level_words(profile, lang),
        variant="paper",
        signs=signs,
        width=WHOLE,
    )
    return Drawing.of(drawn, WHOLE, lang)


def number_of(dimension: Dimension) -> int | None:
    """The dimension's number where there is a sign for it."""
    return dimension.number if dimension.number in SIGN_SHAPES else None


def _intervals(profile: Profile, lang: str, place: str) -> Drawing:
    rows = [
        figures.IntervalRow(one.title[lang], one.now.interval, number_of(one), one.now.counts)
        for one in profile.dimensions
        if one.now.interval is not None
    ]
    drawn = figures.interval_bars(rows, lang=lang, ident="intervals", title=place, variant="paper", width=WHOLE)
    return Drawing.of(drawn, WHOLE, lang)


def interval_bar(dimension: Dimension, lang: str) -> Drawing:
    """The bar of one dimension's page: solid is assured, hatched is unknown, empty is missing; a scale under it."""
    interval = dimension.now.interval
    if interval is None or interval.ends is None:
        words = gettext("not applicable", lang)
        line = svg.drawn("path", "dash", "paper", d=f"M0 {svg.number(BAR_HEIGHT / 2)}h10")
        return Drawing(_boxed(line, BAR_WIDTH, BAR_HEIGHT), words, BAR_WIDTH, BAR_HEIGHT)
    low, high = interval.ends
    colour = svg.colour(number_of(dimension))
    inner = BAR_WIDTH - 1.2
    parts = []
    if high > low:
        path = svg.hatched(0.6 + low * inner, 0.6, (high - low) * inner, BAR_HEIGHT - 1.2, 4.6)
        parts.append(svg.drawn("path", "hatch", "paper", colour, d=path))
    if low > 0:
        parts.append(
            svg.drawn("rect", "full", "paper", colour, x=0.6, y=0.6, width=low * inner, height=BAR_HEIGHT - 1.2)
        )
    parts.append(svg.drawn("rect", "edge", "paper", colour, x=0.6, y=0.6, width=inner, height=BAR_HEIGHT - 1.2))
    words = gettext("%(dimension)s: %(interval)s.", lang) % {
        "dimension": dimension.title[lang],
        "interval": in_words(interval, lang),
    }
    return Drawing(_boxed("".join(parts), BAR_WIDTH, BAR_HEIGHT), typeset(words, lang), BAR_WIDTH, BAR_HEIGHT)


def _rounds(profile: Profile, lang: str, place: str) -> Iterator[tuple[str, Drawing]]:
    rows = [_pair(profile, one, lang) for one in profile.dimensions]
    known = [row for row in rows if row is not None]
    if not known:
        return
    drawn = figures.dumbbell(known, lang=lang, ident="rounds", title=place, variant="paper", width=WHOLE)
    yield "rounds", Drawing.of(drawn, WHOLE, lang)
    for dimension, row in zip(profile.dimensions, rows, strict=True):
        if row is not None:
            alone = figures.DumbbellRow("", row.before, row.after, row.number)
            name = f"rounds-{dimension.id}"
            yield name, _alone(alone, lang, name, dimension.title[lang])


def _alone(row: figures.DumbbellRow, lang: str, ident: str, title: str) -> Drawing:
    """One pair for the page of its dimension, where name and sign already stand: the drawing below them."""
    words = f"{title}. {pair_in_words(row, lang)}"
    drawn = figures.dumbbell([row], lang=lang, ident=ident, title=title, variant="paper", width=HALF)
    whole = Drawing.of(drawn, HALF, lang)
    top, tall = whole.height - PAIR - 18, PAIR + 4
    box = f'height="{svg.number(tall)}" viewBox="0 {svg.number(top)} {svg.number(HALF)} {svg.number(tall)}"'
    cut = re.sub(r'height="[^"]*" viewBox="[^"]*"', box, drawn, count=1)
    return Drawing(cut, typeset(words, lang), HALF, tall)


def _pair(profile: Profile, dimension: Dimension, lang: str) -> figures.DumbbellRow | None:
    before, now = _known(dimension.before), _known(dimension.now)
    if before is None or now is None:
        return None
    return figures.DumbbellRow(
        dimension.title[lang],
        figures.Moment(profile.previous_label, before),
        figures.Moment(profile.label, now),
        number_of(dimension),
    )


def _known(standing: Standing | None) -> figures.Interval | None:
    return standing.interval if standing is not None else None


def _bars(figure: KeyFigure, lang: str) -> Drawing:
    values = [figures.Bar(point.label[lang], point.value) for point in figure.series]
    digits = max((_digits(point.value) for point in figure.series), default=0)
    if figure.upright:
        # The figure over each column must fit above it: a column takes 62 hundredths of its step.
        widest = max(svg.breadth(printed(value, lang, digits), 13) for value in values)
        width = min(WHOLE, max(widest / 0.62, 48.0) * len(values))
    else:  # names stand in the first third; long ones need more of it
        longest = max(svg.breadth(value.label, 12) for value in values)
        width = HALF if longest < HALF / 3 else min(WHOLE, longest * 3.1)
    drawn = figures.bars(
        values,
        lang=lang,
        ident=f"context-{figure.id}",
        title=f"{figure.title[lang]} ({figure.publisher})",
        digits=digits,
        upright=figure.upright,
        variant="paper",
        width=width,
    )
    return Drawing.of(drawn, width, lang)


def _digits(value: float | None) -> int:
    """The decimals that the figure was printed with, three at most."""
    if value is None or value == int(value):
        return 0
    return min(len(f"{value:.3f}".rstrip("0").split(".")[1]), 3)


def shapes() -> tuple[str, ...]:
    """The five shapes, in the order in which they are counted."""
    return LEVELS
