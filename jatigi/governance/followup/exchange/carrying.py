"""A workbook between its preview and the decision: what was read travels through the person's own page, signed.

Nothing is kept on the server meanwhile. The text is for one person and one jurisdiction, and ages.
"""

from typing import Any

from django.core import signing

from jatigi.foundation.accounts.models import User
from jatigi.foundation.places.models import Place
from jatigi.governance.followup.excel_reading import Book, Line
from jatigi.governance.followup.exchange import Preview

HOURS = 12
LONGEST = 8_000_000  # characters; the server reads twelve million


class CarriedError(ValueError):
    """The text is not one of ours, is another person's or another country's, is too old, or is too long for a page."""


def pack(book: Book, preview: Preview, place: Place, by: User) -> str:
    """What was read, as a text for a hidden field of the preview.

    Raises:
        CarriedError: it is too long.
    """
    content: dict[str, Any] = {
        "file": book.file,
        "lines": [[one.sheet, one.number, dict(one.cells)] for one in book.lines],
        "columns": {sheet: dict(columns) for sheet, columns in book.columns.items()},
        "seen": preview.seen(),
    }
    text = signing.dumps(content, salt=_salt(place, by), compress=True)
    if len(text) > LONGEST:
        raise CarriedError("too long")
    return text


def unpack(text: str, place: Place, by: User) -> tuple[Book, list[list[str | int]]]:
    """What :func:`pack` carried: the workbook, and what the preview showed of each row.

    Raises:
        CarriedError: see there.
    """
    try:
        content = signing.loads(text, salt=_salt(place, by), max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise CarriedError("not ours, or too old") from error
    lines = tuple(Line(sheet, number, cells) for sheet, number, cells in content["lines"])
    return Book(content["file"], lines, content["columns"]), content["seen"]


def _salt(place: Place, by: User) -> str:
    return f"jatigi.followup.{place.pk}.{by.public_id}"
