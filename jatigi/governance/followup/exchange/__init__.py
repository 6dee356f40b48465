"""What a workbook of recommendations and actions would change: each row new, changed or the same, or what is wrong
with which cell. Nothing is written here; ``changes/importing.py`` writes what was previewed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.places.models import Place
from jatigi.governance.followup.excel_reading import Book
from jatigi.governance.followup.exchange.acted import Acted, ActionCells
from jatigi.governance.followup.exchange.cells import SAME
from jatigi.governance.followup.exchange.recommended import RecommendationCells, Recommended


@dataclass(frozen=True)
class Preview:
    """What the workbook would change."""

    recommendations: Sequence[Recommended]
    actions: Sequence[Acted]

    @property
    def changes(self) -> int:
        """How many rows would change something."""
        return sum(what != SAME for what, *_rest in self.seen())

    def seen(self) -> list[list[str | int]]:
        """What each row would do to what, and which version of it was looked at: what a decision rests on."""
        first: list[list[str | int]] = [[one.what, one.code, one.number] for one in self.recommendations]
        return first + [[one.what, f"{one.plan.pk} {one.code}", one.version] for one in self.actions]


def preview(book: Book, place: Place) -> Preview:
    """What the workbook would change in that jurisdiction.

    Raises:
        DocumentError: with everything that is wrong, cell by cell.
    """
    first = RecommendationCells(book, place)
    recommended = first.recommendations()
    second = ActionCells(book, place, named=first.named)
    acted = second.actions()
    if first.problems or second.problems:
        raise DocumentError([*first.problems, *second.problems])
    return Preview(recommended, acted)
