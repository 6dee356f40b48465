"""Recommendations and actions as a workbook, and the empty one to fill in: docs/formats/followup-excel.md.

One row per recommendation and per action; a column for each language. Text stays text whatever it begins with.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jatigi.foundation.text import Text
from jatigi.governance.followup.models import EFFORTS, FROM, Action, Recommendation
from jatigi.governance.followup.queries.recommendations import latest_revisions
from jatigi.governance.frameworks.excel import put

LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
RECOMMENDATIONS, ACTIONS, NOTES = "recommendations", "actions", "notes"
#: sheet → its columns; those that end in [] stand once for each language
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    RECOMMENDATIONS: (
        "code", "text[]", "detail[]", "came_from", "round", "findings", "indicators", "gcm", "recommended_on", "public",
        "state", "acceptance", "response[]",
    ),
    ACTIONS: (
        "plan", "code", "axis", "title[]", "about[]", "lead", "partners", "starts", "ends", "recommendations",
        "indicators", "effort", "public",
    ),
}  # fmt: skip
#: Written for the reader and left aside when the workbook comes back.
READ_ONLY: Final = frozenset({"state", "acceptance", *(f"response[{lang}]" for lang in LANGUAGES)})
YES, NO = "yes", "no"
_HEAD = PatternFill("solid", start_color="E9E4DE")
_WIDE = 55


def columns_of(sheet: str) -> list[str]:
    """The headings of a sheet, one for each language where it has texts."""
    return [
        name.replace("[]", f"[{lang}]")
        for name in COLUMNS[sheet]
        for lang in (LANGUAGES if name.endswith("[]") else ("",))
    ]


def export_workbook(recommendations: Sequence[Recommendation], actions: Sequence[Action]) -> bytes:
    """The workbook of these recommendations (round loaded; findings and indicators prefetched) and actions (lead and
    axis loaded; partners, recommendations and indicators prefetched); none of either gives the empty one."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    latest = latest_revisions(recommendations)
    rows = [_recommendation(one, latest[one.pk].text, latest[one.pk].detail) for one in recommendations]
    _table(sheet, RECOMMENDATIONS, rows)
    _table(book.create_sheet(), ACTIONS, [_action(one) for one in actions])
    _choices(book)
    _notes(book.create_sheet())
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _texts(name: str, text: Text) -> dict[str, str]:
    return {f"{name}[{lang}]": words for lang, words in text.plain().items()}


def _recommendation(one: Recommendation, text: Text, detail: Text) -> dict[str, Any]:
    return {
        "code": one.pk,
        **_texts("text", text),
        **_texts("detail", detail),
        "came_from": one.came_from,
        "round": one.round_id or "",
        "findings": ", ".join(finding.code for finding in one.findings.all()),
        "indicators": ", ".join(indicator.code for indicator in one.indicators.all()),
        "gcm": ", ".join(map(str, one.gcm)),
        "recommended_on": one.recommended_on.iso if one.recommended_on else "",
        "public": YES if one.public else NO,
        "state": one.state,
        "acceptance": one.acceptance,
        **_texts("response", one.response),
    }


def _action(one: Action) -> dict[str, Any]:
    return {
        "plan": one.plan_id,
        "code": one.code,
        "axis": one.axis.code if one.axis else "",
        **_texts("title", one.title),
        **_texts("about", one.about),
        "lead": one.lead_id or "",
        "partners": ", ".join(partner.pk for partner in one.partners.all()),
        "starts": one.starts.iso if one.starts else "",
        "ends": one.ends.iso if one.ends else "",
        "recommendations": ", ".join(served.pk for served in one.recommendations.all()),
        "indicators": ", ".join(indicator.code for indicator in one.indicators.all()),
        "effort": one.effort,
        "public": YES if one.public else NO,
    }


def _table(sheet: Worksheet, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    sheet.title = name
    columns = columns_of(name)
    _heads(sheet, columns)
    for line, row in enumerate(rows, 2):
        for number, column in enumerate(columns, 1):
            put(sheet.cell(line, number), str(row.get(column, "")))


def _heads(sheet: Worksheet, columns: Sequence[str]) -> None:
    for number, name in enumerate(columns, 1):
        head = sheet.cell(1, number, name)
        head.fill, head.font, head.alignment = _HEAD, Font(bold=True), Alignment(vertical="center")
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDE if "[" in name else 18
        dimension.number_format = "@"  # what is typed into an empty cell stays as it is typed
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(2, sheet.max_row)}"


def _choices(book: Workbook) -> None:
    """Lists where only known values are taken."""
    for sheet, column, values in (
        (RECOMMENDATIONS, "came_from", FROM),
        (RECOMMENDATIONS, "public", (YES, NO)),
        (ACTIONS, "effort", EFFORTS),
        (ACTIONS, "public", (YES, NO)),
    ):
        letter = get_column_letter(columns_of(sheet).index(column) + 1)
        choice = DataValidation("list", formula1=f'"{",".join(values)}"', allow_blank=True, showErrorMessage=True)
        choice.add(f"{letter}2:{letter}5000")
        book[sheet].add_data_validation(choice)


def _notes(sheet: Worksheet) -> None:
    """What each column holds, in the language of who downloads it."""
    sheet.title = NOTES
    _heads(sheet, ["sheet", "column", "note"])
    sheet.column_dimensions["C"].width = 100
    lines = [
        (RECOMMENDATIONS, "code", _("Its stable name. Empty for a new one that no action of this file serves.")),
        (RECOMMENDATIONS, "text[fr], text[en]", _("What should be done. An empty cell leaves a language as it is.")),
        (RECOMMENDATIONS, "detail[fr], detail[en]", _("More about it.")),
        (RECOMMENDATIONS, "came_from", _("finding, floor (said in the room) or document.")),
        (RECOMMENDATIONS, "round", _("The round it belongs to: MLI-2021. Empty for none.")),
        (RECOMMENDATIONS, "findings", _("Codes of findings of that round, with commas between them.")),
        (RECOMMENDATIONS, "indicators", _("Ids of the indicators it should move, with commas between them.")),
        (RECOMMENDATIONS, "gcm", _("Objectives of the Global Compact, 1 to 23, with commas between them.")),
        (RECOMMENDATIONS, "recommended_on", _("As much as is known: 2021, 2021-07 or 2021-07-28.")),
        (RECOMMENDATIONS, "public", _("yes or no: whether it may be published. Empty means yes.")),
        (RECOMMENDATIONS, "state, acceptance, response", _("To be read only: they are set on the page.")),
        (ACTIONS, "plan", _("The action plan, by its code. It must be there already.")),
        (ACTIONS, "code", _("Its name in the plan. Leave it empty for a new action.")),
        (ACTIONS, "axis", _("An axis of the plan, by its code.")),
        (ACTIONS, "title[fr], title[en]", _("What the institution undertakes.")),
        (ACTIONS, "lead, partners", _("Institutions, by their codes.")),
        (ACTIONS, "starts, ends", _("As much as is known: 2021, 2021-07 or 2021-07-28.")),
        (ACTIONS, "recommendations, indicators", _("What it serves, with commas between them.")),
        (ACTIONS, "effort", _("light, medium, heavy, or empty.")),
        ("", "", _("No formulas. Milestones, money and expected movements are written on the page of the action.")),
    ]  # fmt: skip
    for line, cells in enumerate(lines, 2):
        for number, words in enumerate(cells, 1):
            put(sheet.cell(line, number), str(words))
