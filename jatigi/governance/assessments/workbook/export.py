"""One institution's questions of a round as an Excel workbook; the same bytes as long as nothing has changed."""

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList, StringProperty
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jatigi.foundation.files.archives import rewrite_office
from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.rules.judgements import MOST_REASONS
from jatigi.governance.assessments.workbook import labels, notes
from jatigi.governance.assessments.workbook.manifest import CHUNK, PROPERTY, seal
from jatigi.governance.assessments.workbook.standing import Question, Snapshot, clean, number
from jatigi.governance.frameworks.excel import CELL, SAVED, put

FIRST = 3  # rows 1 (hidden: names of the columns) and 2 (headings) stand above the content
SPARE = 300  # empty lines for citations
_HEAD = PatternFill("solid", start_color="1F1812")
_ODD = Font(name="Calibri", color="FFFFFF", bold=True)
_OPEN = PatternFill("solid", start_color="FBF4E4")
_ENTRY_HEAD = PatternFill("solid", start_color="30358B")
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_WIDTHS = {
    "question": 9, "question_fr": 38, "question_en": 38, "anchors_fr": 46, "anchors_en": 46, "guidance_fr": 44,
    "guidance_en": 44, "previous": 22, "state": 12, "level": 18, "confidence": 20, "cause": 24, "reasons": 60,
    "language": 22, "source": 70, "title_fr": 60, "title_en": 60, "number": 30, "place": 20, "quote": 70,
    "quote_language": 22, "although": 24,
}  # fmt: skip
_ENTRIES = frozenset({"level", "confidence", "cause", "reasons", "language"})


def export_workbook(now: Snapshot) -> bytes:
    """The workbook of the questions as they stand.

    Raises:
        DocumentError: for a text that no cell can hold.
    """
    book = Workbook()
    front: Worksheet = book.active  # type: ignore[assignment]
    try:
        _notes(front, now)
        _questions(book.create_sheet(labels.QUESTIONS), now)
        _citations(book.create_sheet(labels.CITATIONS), now)
        _register(book.create_sheet(labels.REGISTER), now)
    except ValueError as error:
        raise DocumentError([Problem(file_name(now), 0, 0, (), str(error), _("shorter texts"))]) from error
    lists = book.create_sheet(labels.LISTS)
    _choices(book, lists, now)
    _manifest(book, now)
    for sheet in book.worksheets:
        _protect(sheet)
        _print_setup(sheet)
    book.security = WorkbookProtection(lockStructure=True)
    book.active = book.sheetnames.index(labels.QUESTIONS)
    front.sheet_view.tabSelected = False
    book.properties.creator = "Jatigi"
    book.properties.title = f"{now.round.pk} {now.institution.pk}"
    target = io.BytesIO()
    book.save(target)
    return rewrite_office(target.getvalue(), "xlsx", SAVED)


def file_name(now: Snapshot) -> str:
    """``MLI-2026-instat.xlsx``; what is rebuilt or invented says so in its name too."""
    origin = "" if now.round.origin == "official" else f"-{now.round.origin}"
    return f"{now.round.pk}-{now.institution.pk}{origin}.xlsx"


def _heads(sheet: Worksheet, columns: Mapping[str, labels.Pair], entries: Iterable[str] = ()) -> None:
    """The hidden row of names by which the sheet is read back, and the headings that people read."""
    for place, (name, pair) in enumerate(columns.items(), 1):
        sheet.cell(1, place, name)
        head = sheet.cell(2, place, "\n".join(dict.fromkeys(pair)))
        head.fill, head.font = (_ENTRY_HEAD if name in entries else _HEAD), _ODD
        head.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 14)
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[2].height = 46
    sheet.freeze_panes = f"C{FIRST}" if "id" in columns else f"B{FIRST}"


def _row(sheet: Worksheet, line: int, values: Sequence[str], entries: frozenset[int] = frozenset()) -> None:
    """One row of texts; ``entries`` are the places (from 1) where people write."""
    lines = 1
    for place, value in enumerate(values, 1):
        cell = sheet.cell(line, place)
        put(cell, value or None)
        cell.alignment = _TOP
        width = sheet.column_dimensions[get_column_letter(place)].width
        lines = max(lines, sum(1 + int(len(part) // width) for part in value.split("\n")))
        if place in entries:
            cell.fill, cell.protection = _OPEN, Protection(locked=False)
    sheet.row_dimensions[line].height = min(409, 15 * lines + 3)


def _questions(sheet: Worksheet, now: Snapshot) -> None:
    columns = labels.QUESTION_COLUMNS
    _heads(sheet, columns, _ENTRIES)
    entries = frozenset(place for place, name in enumerate(columns, 1) if name in _ENTRIES)
    for line, question in enumerate(now.questions, FIRST):
        _row(sheet, line, [_cell(question, name) for name in columns], entries)
        if not question.indicator.levels and question.written.level not in {"", *labels.SPECIAL}:
            cell = sheet.cell(line, list(columns).index("level") + 1)
            cell.value, cell.number_format = float(question.written.level), "General"
    sheet.column_dimensions["A"].hidden = True
    sheet.auto_filter.ref = f"B2:{get_column_letter(len(columns))}{max(FIRST, FIRST + len(now.questions) - 1)}"
    sheet.sheet_properties.tabColor = "30358B"


def _cell(question: Question, column: str) -> str:
    """What a cell of a question shows."""
    indicator, written = question.indicator, question.written
    name, _found, lang = column.rpartition("_")
    if name == "question":
        return f"{indicator.name.text(lang)}\n{indicator.question.text(lang)}"
    if name == "anchors":
        colon = " : " if lang == "fr" else ": "
        parts = ((Text.of(one["label"]), Text.of(one.get("anchor") or {})) for one in indicator.levels)
        return "\n".join(label.text(lang) + colon + anchor.text(lang) for label, anchor in parts)
    if name == "guidance":
        return str(indicator.guidance.text(lang))
    plain: dict[str, str] = {
        "id": question.code,
        "question": question.ref,
        "previous": _previous(question),
        "state": labels.both(labels.STATES[question.state]),
        "level": labels.both(question.levels[written.level]) if written.level in question.levels else written.level,
        "confidence": labels.both(labels.CONFIDENCE[written.confidence]) if written.confidence else "",
        "cause": labels.both(labels.CAUSES[written.cause]) if written.cause else "",
        "reasons": written.reasons,
        "language": labels.language_label(written.language) if written.language else "",
    }
    return plain[column]


def _previous(question: Question) -> str:
    """Last round's level with the day on which it held."""
    before = question.previous
    if before is None:
        return ""
    shown = number(before.value) if before.value is not None else before.level
    label = question.levels.get(shown)
    return f"{labels.both(label) if label else shown}\n{before.holds_on.isoformat()}"


def _citations(sheet: Worksheet, now: Snapshot) -> None:
    columns = labels.CITATION_COLUMNS
    _heads(sheet, columns, columns)
    sheet.column_dimensions["A"].width = 40
    entries = frozenset(range(1, len(columns) + 1))
    line = FIRST
    for question in now.questions:
        for source, place, quote, quote_lang, although in question.written.citations:
            shown = (
                question_label(question),
                now.sources[source].label,
                place,
                quote,
                labels.language_label(quote_lang) if quote_lang else "",
                labels.both(labels.YES) if although else "",
            )
            _row(sheet, line, shown, entries)
            line += 1
    for empty in range(line, line + SPARE):
        _row(sheet, empty, [""] * len(columns), entries)
    sheet.sheet_properties.tabColor = "30358B"


def question_label(question: Question) -> str:
    """How the sheet of citations names a question: its number, then its name."""
    name = " ".join(question.indicator.name.text("fr").split())
    return f"{question.ref}{labels.BETWEEN}{name if len(name) <= 80 else name[:79] + '…'}"


def _register(sheet: Worksheet, now: Snapshot) -> None:
    _heads(sheet, labels.REGISTER_COLUMNS)
    for line, source in enumerate(now.sources.values(), FIRST):
        shown = (
            source.label,
            source.title.text("fr"),
            source.title.text("en"),
            source.number,
            *(_day(day) for day in (source.adopted, source.from_, source.until)),
        )
        _row(sheet, line, shown)
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(labels.REGISTER_COLUMNS))}{max(FIRST, len(now.sources) + 2)}"


def _day(day: PartialDate | datetime.date | None) -> str:
    if day is None:
        return ""
    return day.iso if isinstance(day, PartialDate) else day.isoformat()


def _choices(book: Workbook, lists: Worksheet, now: Snapshot) -> None:
    """The drop-down lists, whose values lie in a hidden sheet: a list inside a validation holds 255 characters."""
    ranges: dict[tuple[str, ...], str] = {}

    def area(values: Iterable[str]) -> str:
        wanted = tuple(values)
        if wanted not in ranges:
            column = len(ranges) + 1
            for line, value in enumerate(wanted, 1):
                put(lists.cell(line, column), value)
            letter = get_column_letter(column)
            ranges[wanted] = f"{labels.LISTS}!${letter}$1:${letter}${len(wanted)}"
        return ranges[wanted]

    used = {question.written.language for question in now.questions} | {
        line[3] for question in now.questions for line in question.written.citations
    }
    languages = [labels.language_label(code) for code in sorted({*labels.LANGUAGES, *used} - {""}, reverse=True)]
    columns = {name: get_column_letter(place) for place, name in enumerate(labels.QUESTION_COLUMNS, 1)}
    questions, last = book[labels.QUESTIONS], FIRST + len(now.questions) - 1
    for line, question in enumerate(now.questions, FIRST):
        place = f"{columns['level']}{line}"
        if question.indicator.levels:
            _list(questions, place, area(labels.both(pair) for pair in question.levels.values()))
        else:
            _prompt(questions, place)
    if now.questions:
        for name, known in (("confidence", labels.CONFIDENCE), ("cause", labels.CAUSES)):
            values = area(labels.both(pair) for pair in known.values())
            _list(questions, f"{columns[name]}{FIRST}:{columns[name]}{last}", values)
        _list(questions, f"{columns['language']}{FIRST}:{columns['language']}{last}", area(languages))
        _length(questions, f"{columns['reasons']}{FIRST}:{columns['reasons']}{last}", MOST_REASONS)
    citations = book[labels.CITATIONS]
    end = citations.max_row
    for letter, values in (
        ("A", area(question_label(question) for question in now.questions)),
        ("B", f"{labels.REGISTER}!$A${FIRST}:$A${max(FIRST, FIRST + len(now.sources) - 1)}"),
        ("E", area(languages)),
        ("F", area([labels.both(labels.YES)])),
    ):
        _list(citations, f"{letter}{FIRST}:{letter}{end}", values)
    _length(citations, f"C{FIRST}:C{end}", 120)
    lists.sheet_state = "hidden"


def _list(sheet: Worksheet, area: str, values: str) -> None:
    choice = DataValidation("list", formula1=values, allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "Jatigi", "Choisissez dans la liste. · Choose from the list."
    choice.add(area)
    sheet.add_data_validation(choice)


def _length(sheet: Worksheet, area: str, most: int) -> None:
    limit = DataValidation(
        "textLength", operator="lessThanOrEqual", formula1=str(most), allow_blank=True, showErrorMessage=True
    )
    limit.errorTitle, limit.error = "Jatigi", f"{most} caractères au plus. · At most {most} characters."
    limit.add(area)
    sheet.add_data_validation(limit)


def _prompt(sheet: Worksheet, cell: str) -> None:
    """Number scales: a number or one of the special levels, so nothing can be listed; the sheet says what to type."""
    hint = DataValidation("textLength", operator="lessThanOrEqual", formula1="40", allow_blank=True)
    hint.showErrorMessage = hint.showInputMessage = True
    hint.promptTitle = "Jatigi"
    hint.prompt = f"Un nombre, ou {labels.SPECIAL['unknown'][0]}. · A number, or {labels.SPECIAL['unknown'][1]}."
    hint.add(cell)
    sheet.add_data_validation(hint)


def _notes(sheet: Worksheet, now: Snapshot) -> None:
    sheet.title = labels.NOTES
    for column, width in zip("ABCD", (26, 26, 70, 70), strict=True):
        sheet.column_dimensions[column].width = width
    round, place = now.round, now.round.jurisdiction.name
    origin = notes.ORIGINS[round.origin]
    title = sheet.cell(1, 1, f"{place.text('fr')} · {place.text('en')}, {round.label}")
    title.font = Font(name="Calibri", bold=True, size=18, color="30358B")
    facts = (
        ("Institution", "Institution", now.institution.name.text("fr"), now.institution.name.text("en")),
        ("Référentiel", "Framework", round.framework.title.text("fr"), round.framework.title.text("en")),
        ("Date de référence", "Reference date", round.reference_date.isoformat(), round.reference_date.isoformat()),
        *((("À rendre le", "Due on", due, due),) if (due := round.deadline and round.deadline.isoformat()) else ()),
        ("Origine de l’exercice", "Origin of the round", *origin),
        ("Questions", "Questions", str(len(now.questions)), str(len(now.questions))),
    )
    for line, row in enumerate((*facts, ("", "", "", ""), *notes.NOTES), FIRST):
        _row(sheet, line, [clean(one) for one in row])
        for cell in sheet[line][:2]:
            cell.font = Font(name="Calibri", bold=True)
    sheet.sheet_view.showGridLines = False


def _manifest(book: Workbook, now: Snapshot) -> None:
    sheet = book.create_sheet(labels.MANIFEST)
    text = now.manifest().text()
    mark = seal(text)
    rows = ["Ne pas changer. · Do not change.", mark, *(text[at : at + CHUNK] for at in range(0, len(text), CHUNK))]
    for line, row in enumerate(rows, 1):
        cell = sheet.cell(line, 1, row)
        cell.data_type, cell.number_format = "s", "@"
    sheet.sheet_state = "hidden"
    properties: CustomPropertyList[StringProperty] = book.custom_doc_props  # type: ignore[attr-defined]
    properties.append(StringProperty(name=PROPERTY, value=mark))


def _protect(sheet: Worksheet) -> None:
    """Only entry cells can be written; columns may be made wider or hidden, rows filtered. Without a password: it
    guards against slips, not against people; what people could change is checked when the file comes back."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.autoFilter = False


def _print_setup(sheet: Worksheet) -> None:
    wide = sheet.title == labels.QUESTIONS
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8 if wide else 9  # A3, A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 2 if wide else 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.title in {labels.QUESTIONS, labels.CITATIONS, labels.REGISTER}:
        sheet.print_title_rows = "2:2"
    if wide:
        sheet.print_title_cols = "B:B"
        sheet.page_setup.pageOrder = "overThenDown"  # a question's answer lies beside its text
    if sheet.title == labels.CITATIONS:
        sheet.print_area = f"A1:F{FIRST + 40}"


assert MOST_REASONS < CELL, "a cell must hold the longest reasons"
