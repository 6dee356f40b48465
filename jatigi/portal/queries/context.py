"""Key figures of the profile: people and money, each with definition and source, those of one group side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jatigi.foundation.text import Text
from jatigi.foundation.web import figures
from jatigi.foundation.web.templatetags.jatigi import language


@dataclass(frozen=True)
class KeyFigure:
    """One figure as the page shows it. ``value`` is a number where it can be read as one, else the words as given."""

    id: str
    title: Text
    value: float | None
    words: str
    unit: Text
    definition: Text
    dated: str
    publisher: str
    url: str
    standing: str
    bars: list[figures.Bar]
    upright: bool

    @property
    def digits(self) -> int:
        """Decimals, as many as were published."""
        return _digits(self.words)

    @property
    def bar_digits(self) -> int:
        """Decimals of the series."""
        return max((_digits(f"{bar.value:g}") for bar in self.bars if bar.value is not None), default=0)

    @property
    def rows(self) -> list[tuple[str, float | None, float | None]]:
        """The series with the length of each bar, as a share of the longest; None where nothing is known."""
        most = max((bar.value for bar in self.bars if bar.value), default=1.0)
        return [(bar.label, bar.value, None if bar.value is None else bar.value / most) for bar in self.bars]


def _digits(words: str) -> int:
    return len(words.partition(".")[2]) if "." in words else 0


@dataclass(frozen=True)
class Group:
    """Figures that answer one question, perhaps differently."""

    title: Text
    figures: list[KeyFigure]

    @property
    def lead(self) -> KeyFigure:
        """The figure that is written large: the profile's first."""
        return self.figures[0]

    @property
    def others(self) -> list[KeyFigure]:
        """What other sources say beside it."""
        return self.figures[1:]

    @property
    def defined(self) -> list[KeyFigure]:
        """Those beside the first of which the profile says what they count."""
        return [one for one in self.others if one.definition]


def groups_of(profile: Mapping[str, Any]) -> list[Group]:
    """The profile's key figures in its own order of groups."""
    titles = dict(profile.get("figure_groups") or ())
    by_group: dict[str, list[KeyFigure]] = {identifier: [] for identifier in titles}
    for one in profile.get("figures") or ():
        by_group.setdefault(one["group"], []).append(_figure(one))
    return [Group(Text.of(titles.get(name) or {}), found) for name, found in by_group.items() if found]


def _figure(one: Mapping[str, Any]) -> KeyFigure:
    words = str(one.get("value") or "")
    return KeyFigure(
        one["id"],
        Text.of(one.get("title") or {}),
        _number(words),
        words,
        Text.of(one.get("unit") or {}),
        Text.of(one.get("definition") or {}),
        one.get("dated") or "",
        one.get("publisher") or "",
        one.get("url") or "",
        one.get("standing") or "other",
        _bars(one.get("series") or ()),
        bool(one.get("upright")),
    )


def _number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None


def _bars(series: Sequence[Mapping[str, Any]]) -> list[figures.Bar]:
    """A negative value cannot be drawn from zero; such a series stays with its table of figures only."""
    if any(point["value"] is not None and point["value"] < 0 for point in series):
        return []
    lang = language()
    return [figures.Bar(Text.of(point["label"]).text(lang), point["value"]) for point in series]
