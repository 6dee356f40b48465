"""Reading cells against what is stored: what each names, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from jatigi.foundation.files.problems import Phrase, Problem, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.followup.excel import LANGUAGES
from jatigi.governance.followup.excel_reading import Book, Line

NEW, CHANGED, SAME = "new", "changed", "same"
EMPTY = Text("fr", {})
_SPLIT: Final = re.compile(r"[,;\s]+")
_YES: Final = {"yes": True, "oui": True, "true": True, "1": True, "no": False, "non": False, "false": False, "0": False}
T = TypeVar("T")


@dataclass
class Cells:
    """Reads the cells of a workbook's rows. Problems are gathered; what is wrong is left out."""

    book: Book
    place: Place
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: Line, column: str, found: Phrase | str, accepted: Phrase | str = "") -> None:
        """Remember that a cell is wrong."""
        self.problems.append(self.book.problem(line, column, found, accepted))

    def text(self, line: Line, name: str, before: Text) -> Text:
        """Its words; an empty cell leaves a language as it is, an unchanged one keeps its state of translation."""
        text = before
        for lang in LANGUAGES:
            said = line.get(f"{name}[{lang}]")
            if said and said != before.plain().get(lang, ""):
                text = text.with_text(lang, said)
        return text

    def many(self, line: Line, column: str, known: Mapping[str, T], accepted: Phrase | str = "") -> list[T]:
        """The things that a cell names, with commas or spaces between them."""
        found = []
        for name in dict.fromkeys(filter(None, _SPLIT.split(line.get(column)))):
            if name in known:
                found.append(known[name])
            else:
                self.refuse(line, column, _("“%(name)s”, which is not known here", name=shown(name)), accepted)
        return found

    def one(self, line: Line, column: str, known: Mapping[str, T]) -> T | None:
        """The thing that a cell names; None where it is empty."""
        name = line.get(column)
        if name and name not in known:
            self.refuse(
                line, column, _("“%(name)s”, which is not known here", name=shown(name)), shown(", ".join(known), 200)
            )
        return known.get(name)

    def date(self, line: Line, column: str) -> PartialDate | None:
        said = line.get(column)
        if not said:
            return None
        try:
            return PartialDate.parse(said)
        except ValueError:
            self.refuse(line, column, _("“%(text)s”, which is no date", text=shown(said)), "2016, 2016-05, 2016-05-27")
            return None

    def flag(self, line: Line, column: str) -> bool:
        said = line.get(column).lower()
        if said and said not in _YES:
            self.refuse(line, column, _("“%(text)s”", text=shown(said)), "yes, no")
        return _YES.get(said, True)

    def choice(self, line: Line, column: str, values: Sequence[str], default: str) -> str:
        said = line.get(column)
        if said and said not in values:
            self.refuse(line, column, _("“%(text)s”", text=shown(said)), ", ".join(values))
            return default
        return said or default

    def kept(self, line: Line, column: str, read: Callable[[], T], before: T) -> T:
        """What the cell says; where the whole column is missing, what stands already."""
        return read() if self.book.has(line.sheet, column) else before
