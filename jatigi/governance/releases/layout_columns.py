"""What the columns and tables of a release are made of, for :mod:`.layout` and :mod:`.layout_record`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

ORIGINS: Final = ("official", "reconstructed", "fictional")
Type = Literal["string", "number", "integer", "date", "partial_date", "datetime", "list", "array"]
SEPARATOR: Final = "|"  # between the ids of a cell that holds several


@dataclass(frozen=True)
class Column:
    """One column. ``each`` language has its own, ``title_fr`` and ``title_en``, in the release's order of languages."""

    name: str
    fr: str
    en: str
    type: Type = "string"
    each: bool = False
    accepted: tuple[str, ...] = ()
    required: bool = False

    def names(self, languages: Sequence[str]) -> list[str]:
        """The column's names in a release with these languages."""
        return [f"{self.name}_{lang}" for lang in languages] if self.each else [self.name]


@dataclass(frozen=True)
class Key:
    """A column whose values stand in another table's column."""

    column: str
    table: str
    to: str


@dataclass(frozen=True)
class Table:
    """One file of ``data/``: rows sorted by ``key`` in code-point order."""

    name: str
    fr: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: tuple[Key, ...] = ()

    @property
    def path(self) -> str:
        """Where the table lies in a release."""
        return f"data/{self.name}.csv"

    def header(self, languages: Sequence[str]) -> list[str]:
        """The first line of the file."""
        return [name for column in self.columns for name in column.names(languages)]


ORIGIN = Column(
    "origin", "Origine : officielle, reconstruite ou fictive", "Origin: official, reconstructed or fictional",
    accepted=ORIGINS, required=True,
)  # fmt: skip
JURISDICTION = Column("jurisdiction", "Juridiction", "Jurisdiction", required=True)
