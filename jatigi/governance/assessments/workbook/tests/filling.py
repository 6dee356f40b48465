"""How a person works in a workbook: opens it, writes in cells, saves it."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl

from jatigi.governance.assessments.tests.world import World
from jatigi.governance.assessments.workbook.export import export_workbook
from jatigi.governance.assessments.workbook.preview import Preview, preview
from jatigi.governance.assessments.workbook.read import open_workbook
from jatigi.governance.assessments.workbook.standing import snapshot

COMPLETE = {"level": "Partiel · Partial", "confidence": "Moyenne · Medium", "reasons": "Lu dans la loi."}
LAW_LINE = ("1.1", "law-2004", "art. 3")


def exported(world: World) -> bytes:
    return export_workbook(snapshot(world.round, world.cast.statistics))


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def column(sheet: Any, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def row_of(sheet: Any, code: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == code)


def filled(
    content: bytes, answers: Mapping[str, Mapping[str, Any]], cites: Sequence[Sequence[str]] = (), *, at: int = 0
) -> bytes:
    """The workbook with these cells, by code and column, and these lines of citations below those it has."""

    def edit(book: Any) -> None:
        sheet = book["Questions"]
        for code, cells in answers.items():
            for name, value in cells.items():
                sheet.cell(row_of(sheet, code), column(sheet, name)).value = value
        lines = book["Citations"]
        line = at or next(n for n in range(3, 400) if lines.cell(n, 1).value is None)
        for number, cite in enumerate(cites, line):
            for place, value in enumerate(cite, 1):
                lines.cell(number, place).value = value

    return edited(content, edit)


def seen(world: World, content: bytes, by: Any = "boubacar") -> Preview:
    user = getattr(world.cast, by) if isinstance(by, str) else by
    return preview(open_workbook(content, "w.xlsx"), world.round, user)
