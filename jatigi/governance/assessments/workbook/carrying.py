"""A workbook between its preview and the decision: what was read from it travels through the person's own page.

Nothing is kept on the server meanwhile. The text is signed for one person and one round, and ages.
"""

from typing import Any

from django.core import signing

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.workbook import labels
from jatigi.governance.assessments.workbook.manifest import open_sealed, seal
from jatigi.governance.assessments.workbook.read import Raw, RawCell, RawRow

HOURS = 12
_NEEDED = frozenset({"id", "question", *labels.FIELDS, *labels.CITATION_COLUMNS})


class CarriedError(ValueError):
    """The text is not one of ours, is another person's or round's, or is too old."""


def pack(raw: Raw, round: Round, by: User) -> str:
    """The workbook's answers as a text for a hidden field of the preview."""
    content = {
        "file": raw.file,
        "manifest": raw.manifest.text(),
        "letters": raw.letters,
        "questions": [_row(line, row) for line, row in raw.questions],
        "citations": [_row(line, row) for line, row in raw.citations],
    }
    return signing.dumps(content, salt=_salt(round, by), compress=True)


def unpack(text: str, round: Round, by: User) -> Raw:
    """The workbook that :func:`pack` carried.

    Raises:
        CarriedError: see there.
    """
    try:
        content = signing.loads(text, salt=_salt(round, by), max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise CarriedError("not ours, or too old") from error
    manifest = content["manifest"]
    return Raw(
        content["file"],
        open_sealed(manifest, [seal(manifest)]),  # the whole text is signed: the manifest is the one that was proved
        tuple(_cells(row) for row in content["questions"]),
        tuple(_cells(row) for row in content["citations"]),
        content["letters"],
    )


def _salt(round: Round, by: User) -> str:
    return f"jatigi.workbook.{round.pk}.{by.public_id}"


def _row(line: int, row: RawRow) -> list[Any]:
    return [line, {name: [cell.value, cell.place] for name, cell in row.items() if name in _NEEDED}]


def _cells(packed: list[Any]) -> tuple[int, RawRow]:
    line, row = packed
    return line, {name: RawCell(value, place) for name, (value, place) in row.items()}
