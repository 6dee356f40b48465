"""What parts of the document will look like, for the pages on which they are written."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from jatigi.foundation.web import figures
from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles.compose import composed
from jatigi.governance.profiles.models import ContextFigure
from jatigi.governance.profiles.queries import profile_of

Plain = dict[str, Any]


def context_of(round: Round, lang: str) -> Plain | None:
    """The context as the document sets it: its paragraphs, its groups of figures. None when there is nothing yet."""
    found: Plain | None = composed(profile_of(round, with_drafts=True), lang)["context"]
    return found


def chart_of(figure: ContextFigure, lang: str) -> SafeString | None:
    """The bars of a figure as they are drawn; None where there are fewer than two."""
    if len(figure.series) < 2:
        return None
    bars = [figures.Bar(_label(point["label"], lang), point["value"]) for point in figure.series]
    drawn = figures.bars(
        bars, lang=lang, ident=f"context-{figure.evidence.code}", title=figure.evidence.title.text(lang),
        digits=max(_digits(point["value"]) for point in figure.series), upright=figure.upright,
    )  # fmt: skip
    return mark_safe(drawn)  # noqa: S308 - our own drawing, escaped


def _label(label: Any, lang: str) -> str:
    return label if isinstance(label, str) else label.get(lang) or next(iter(label.values()))


def _digits(value: float | None) -> int:
    """The decimals of a number, three at most."""
    if value is None or value == int(value):
        return 0
    return min(len(f"{value:.3f}".rstrip("0").split(".")[1]), 3)
