"""What parts of the document will look like, for the pages on which they are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from jatigi.foundation.text import typeset
from jatigi.foundation.web import figures
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries.answers import AnswerRow
from jatigi.governance.profiles.changes import Written
from jatigi.governance.profiles.compose import composed
from jatigi.governance.profiles.compose import notes as notes_of
from jatigi.governance.profiles.models import ContextFigure
from jatigi.governance.profiles.queries import profile_of
from jatigi.governance.profiles.queries.sources import Library, Notes

Plain = dict[str, Any]


def context_of(round: Round, lang: str) -> Plain | None:
    """The context as the document sets it: its paragraphs, its groups of figures. None when there is nothing yet."""
    found: Plain | None = composed(profile_of(round, with_drafts=True), lang)["context"]
    return found


@dataclass(frozen=True)
class Printed:
    """A paragraph as the document sets it in one language: its text, the notes it rests on."""

    lang: str
    text: str
    notes: list[Plain]


def paragraph_of(round: Round, rows: Sequence[AnswerRow], written: Written) -> list[Printed]:
    """The paragraph in each language that it is written in, with its notes numbered from 1."""
    languages = list(round.languages)
    instruments, evidence = [one.pk for one in written.instruments], [one.code for one in written.evidence]
    library = Library(languages)
    refs = [*(("instrument", one) for one in instruments), *(("evidence", one) for one in evidence)]
    library.read(refs, round.jurisdiction_id)
    notes = Notes(library, {row.code: row for row in rows})
    answers = [one.answer.indicator.indicator.code for one in written.answers]
    notes.named(sorted(instruments), sorted(evidence), sorted(answers))
    texts = written.text.plain()
    return [
        Printed(lang, typeset(texts[lang], lang), notes_of(notes.all(), lang)) for lang in languages if texts.get(lang)
    ]


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
