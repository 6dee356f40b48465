"""The comment–response matrix as a Word file: pages that lie, a table for each point or institution, the head of the
table on each page. Same sheet, same bytes."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jatigi.foundation.files.word.elements import cell, line_break, paragraph, row, run, table
from jatigi.foundation.files.word.package import Package
from jatigi.foundation.text import typeset
from jatigi.governance.consultations.matrix_sheet import Line, Part, Sheet, Words

#: points across, which fill a lying A4 page
WITHOUT_POINT = (128.0, 272.0, 225.0, 120.0)
WITH_POINT = (118.0, 112.0, 232.0, 185.0, 98.0)
KEPT = "F1E4CF"  # behind what was said in confidence: it stays light in a grey print, where the word says it


def render_word(sheet: Sheet) -> bytes:
    """The file. To be called with the sheet's language in force."""
    body = [*_opening(sheet), *(piece for part in sheet.parts for piece in _part(part, sheet))]
    if not sheet.parts:
        body.append(paragraph(run(_("No line."), sheet.lang)))
    head = " · ".join(part for part in (sheet.title, sheet.consultation, sheet.origin) if part)
    foot = _("Coordinator's copy, confidential") if sheet.own else sheet.day
    return Package().saved(
        "".join(body),
        lang=sheet.lang,
        title=f"{sheet.title}, {sheet.consultation}",
        head=(typeset(head, sheet.lang), "Jatigi"),
        foot=typeset(foot, sheet.lang),
        lying=True,
    )


def _opening(sheet: Sheet) -> list[str]:
    lang = sheet.lang
    found = [
        paragraph(run(typeset(sheet.title, lang), lang), style="Subtitle"),
        paragraph(run(typeset(sheet.consultation, lang), lang), style="Lead"),
    ]
    found += [paragraph(run(sheet.facts, lang, soft=True))] if sheet.facts else []
    if sheet.origin:
        found.append(paragraph(run(typeset(f"{sheet.origin}.", lang), lang, bold=True)))
    if sheet.own:
        found.append(paragraph(run(typeset(sheet.copy, lang), lang, bold=True), style="Notice"))
    notes = " ".join(([] if sheet.own else [sheet.copy]) + [*sheet.notes])
    found.append(paragraph(run(typeset(f"{sheet.day}. {notes}", lang), lang), style="Small"))
    return found


def _part(part: Part, sheet: Sheet) -> list[str]:
    lang, found = sheet.lang, []
    if part.heading:
        found.append(paragraph(run(typeset(part.heading, lang), lang), style="Heading2"))
    if part.about.text:
        found.append(paragraph(run(part.about.text, part.about.lang), style="Small"))
    if part.counts:
        found.append(paragraph(run(typeset(part.counts, lang), lang, bold=True), style="Small"))
    title = part.heading or sheet.title
    return [*found, _table(part.lines, sheet, title), paragraph(style="Small")]


def _table(lines: Sequence[Line], sheet: Sheet, title: str) -> str:
    lang, points = sheet.lang, sheet.by != "point"
    widths = WITH_POINT if points else WITHOUT_POINT
    heads = [_("Point")] if points else []
    heads += [_("Who"), _("What was said"), pgettext("noun", "Answer"), _("What it changed")]
    first = [_cell([run(words, lang)], width, style="CellHead") for words, width in zip(heads, widths, strict=True)]
    rows = [row(first, header=True)]
    for line in lines:
        texts = ([_point(line, lang)] if points else []) + [_who(line, lang), _said(line, lang)]
        texts += [_answer(line, lang), [run(line.changed or "–", lang)]]
        ground = KEPT if line.confidential else ""
        cells = [_cell(text, width, ground=ground) for text, width in zip(texts, widths, strict=True)]
        rows.append(row(cells, split=len(line.said.text) + len(line.reason.text) > 900))
    return table(rows, widths, title=title)


def _cell(runs: Sequence[str], width: float, *, style: str = "Cell", ground: str = "") -> str:
    return cell(paragraph(*runs, style=style), width=width, ground=ground)


def _lines(words: Words, *, soft: bool = False) -> list[str]:
    """Words over several lines of one cell."""
    found: list[str] = []
    for place, line in enumerate(words.text.splitlines()):
        found += [line_break(words.lang)] if place else []
        found.append(run(line, words.lang, soft=soft))
    return found


def _point(line: Line, lang: str) -> list[str]:
    if not line.point.text:
        return [run(_("on the whole"), lang, soft=True)]
    number = f"{line.number}. " if line.number else ""
    return [run(f"{number}{line.kind}", lang, bold=True), line_break(lang), run(line.point.text, line.point.lang)]


def _who(line: Line, lang: str) -> list[str]:
    found = [run(typeset(line.who, lang), lang, bold=True), line_break(lang), run(line.stance, lang)]
    if line.confidential:
        found += [line_break(lang), run(_("Confidential"), lang, bold=True)]
    return found


def _said(line: Line, lang: str) -> list[str]:
    found = []
    if line.quote.text:
        found = [run(f"« {line.quote.text} »", line.quote.lang, soft=True), line_break(lang)]
    return [*found, *_lines(line.said)]


def _answer(line: Line, lang: str) -> list[str]:
    if not line.outcome:
        return [run(line.progress, lang, soft=True)]
    found = [run(line.outcome, lang, bold=True), run(f" ({line.answered})", lang, soft=True)]
    return [*found, line_break(lang), *_lines(line.reason)]
