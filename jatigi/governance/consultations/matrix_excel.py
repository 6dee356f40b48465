"""The comment–response matrix as an Excel workbook: one row for each line, to be sorted and filtered. Text stays text:
nothing that anybody wrote starts a formula. Same sheet, same bytes."""

import datetime
import io

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jatigi.foundation.files.archives import rewrite_office
from jatigi.governance.consultations.matrix_sheet import Line, Sheet
from jatigi.governance.frameworks.excel import CELL, put

SAVED = datetime.date(2000, 1, 1)  # the same bytes whenever the workbook is made
HEAD, ODD = PatternFill("solid", start_color="1F1812"), Font(name="Calibri", color="FFFFFF", bold=True)
KEPT = PatternFill("solid", start_color="F1E4CF")


def render_excel(sheet: Sheet) -> bytes:
    """The file. To be called with the sheet's language in force."""
    book = Workbook()
    lines: Worksheet = book.active  # type: ignore[assignment]
    lines.title = _("Matrix")
    _lines(lines, sheet)
    about = book.create_sheet(_("About"))
    _about(about, sheet)
    book.properties.creator, book.properties.title = "Jatigi", f"{sheet.title}, {sheet.consultation}"
    target = io.BytesIO()
    book.save(target)
    return rewrite_office(target.getvalue(), "xlsx", SAVED)


def _columns(sheet: Sheet) -> list[tuple[str, int]]:
    """Heads and widths (characters)."""
    found = [
        (_("No."), 6),
        (_("Kind of point"), 16),
        (_("Point"), 34),
        (_("Who"), 26),
        (pgettext("field", "Position"), 22),
        (_("What was said"), 60),
        (pgettext("noun", "Answer"), 18),
        (pgettext("field", "Reason"), 52),
        (_("What it changed"), 28),
        (_("Where it is"), 18),
        (_("Answered on"), 14),
    ]
    return [*found, (pgettext("field", "Confidential"), 14)] if sheet.own else found


def _lines(target: Worksheet, sheet: Sheet) -> None:
    columns = _columns(sheet)
    for number, (name, width) in enumerate(columns, 1):
        head = target.cell(1, number, name)
        head.fill, head.font, head.alignment = HEAD, ODD, Alignment(vertical="center", wrap_text=True)
        target.column_dimensions[get_column_letter(number)].width = width
    for place, line in enumerate(sheet.lines, 2):
        values = _values(line, sheet)
        for number, value in enumerate(values, 1):
            cell = target.cell(place, number)
            put(cell, value[:CELL] if isinstance(value, str) else value, text=isinstance(value, str))
            if line.confidential:
                cell.fill = KEPT
        widths = [width for _name, width in columns]
        target.row_dimensions[place].height = _height(values, widths)
    target.freeze_panes = "B2"
    target.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(2, len(sheet.lines) + 1)}"
    target.page_setup.orientation, target.page_setup.paperSize = "landscape", 8
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_title_rows = "1:1"
    copy = _("Coordinator's copy, confidential") if sheet.own else sheet.day
    above = target.HeaderFooter.oddHeader
    assert above is not None
    above.left.text = f"{sheet.title} · {copy}".replace("&", "&&")
    if sheet.own:
        target.sheet_properties.tabColor = "B3261E"


def _values(line: Line, sheet: Sheet) -> list[str | int | None]:
    said = f"« {line.quote.text} »\n{line.said.text}" if line.quote.text else line.said.text
    found: list[str | int | None] = [
        line.number or None,
        line.kind,
        line.point.text,
        line.who,
        line.stance,
        said,
        line.outcome,
        line.reason.text,
        line.changed,
        line.progress,
        line.answered,
    ]
    return [*found, _("yes") if line.confidential else ""] if sheet.own else found


def _height(values: list[str | int | None], widths: list[int]) -> float:
    """Points for the longest text of a row: neither Excel nor LibreOffice fits rows that a program wrote."""
    most = 1
    for value, width in zip(values, widths, strict=True):
        parts = str(value or "").split("\n")
        most = max(most, sum(1 + int(len(part) * 1.1 // width) for part in parts))
    return min(409, 15 * most + 4)


def _about(target: Worksheet, sheet: Sheet) -> None:
    words = (sheet.title, sheet.consultation, sheet.facts, sheet.origin, sheet.copy, sheet.day, *sheet.notes)
    target.column_dimensions["A"].width = 110
    for place, line in enumerate(filter(None, words), 1):
        put(target.cell(place, 1), line)
        if place == 1:
            target.cell(place, 1).font = Font(name="Calibri", bold=True, size=14)
