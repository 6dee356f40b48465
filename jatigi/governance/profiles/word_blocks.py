"""Blocks that both Word documents are built from: prose with numbered sources, levels, figures, tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jatigi.foundation.files.word.elements import (
    cell,
    inward,
    line_break,
    marked,
    outward,
    paragraph,
    picture,
    row,
    run,
    table,
)
from jatigi.foundation.files.word.package import Package
from jatigi.governance.consultations.word.marks import mark
from jatigi.governance.profiles.compose import Plain

WIDTH = 499.0  # points between the margins
GLYPH = 8.0


@dataclass
class Writer:
    """Writes one document: its language, its package, its pictures by name, and the body so far."""

    lang: str
    package: Package
    pictures: dict[str, bytes]
    drawings: dict[str, Plain]
    body: list[str] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)  # bookmark and title of each chapter
    round: str = ""  # whose paragraphs bear a bookmark, by which a returned file is anchored; empty: none does
    marked: set[str] = field(default_factory=set)

    def add(self, *blocks: str) -> None:
        """Append paragraphs or tables."""
        self.body += blocks

    def words(self, text: str, **look: Any) -> str:
        """A run in the document's language, or in ``lang`` where given."""
        return run(text, look.pop("lang", self.lang), **look)

    def say(self, text: str, style: str = "", **look: Any) -> str:
        """A paragraph of one run."""
        return paragraph(self.words(text, **look), style=style)

    def heading(self, level: int, text: str, *, new_page: bool = False, picture_run: str = "") -> None:
        """A heading; those of level 1 enter the contents."""
        number = self.package.number()
        bookmark = (number, f"_Toc{number:08d}") if level == 1 else None
        if bookmark:
            self.entries.append((bookmark[1], text))
        style = f"Heading{level}"
        self.add(paragraph(picture_run, self.words(text), style=style, bookmark=bookmark, new_page=new_page))

    def linked(self, url: str, text: str, **look: Any) -> str:
        """Words that lead to their source, where it has an address."""
        if not url:
            return self.words(text, **look)
        return outward(self.package.link(url), self.words(text, style="Hyperlink", **look))

    def marks(self, numbers: Sequence[Plain], place: str) -> str:
        """The raised numbers of a paragraph's sources, each leading to its source."""
        found = []
        for index, one in enumerate(numbers):
            space = self.words("\u202f" if index == 0 else " ", raised=True)
            found.append(space + inward(_anchor(place, one["to"]), self.words(one["text"], raised=True, bold=True)))
        return "".join(found)

    def prose(self, paragraphs: Iterable[Plain], place: str, style: str = "", *, kind: str = "paragraph") -> None:
        """Paragraphs with the numbers of their sources. ``kind`` is what they are as subjects of discussion."""
        for one in paragraphs:
            said = self.known_again(kind, one["id"], self.words(one["text"]))
            self.add(paragraph(said, self.marks(one["notes"], place), style=style))

    def known_again(self, kind: str, code: str, runs: str) -> str:
        """Runs within the bookmark of what they say. A name stands once in a document: the first keeps it."""
        name = mark(self.round, kind, code)
        if not self.round or name in self.marked:
            return runs
        self.marked.add(name)
        return marked(runs, (self.package.number(), name))

    def notes(self, found: Sequence[Plain], place: str) -> None:
        """The numbered sources of a section."""
        for one in found:
            mark = self.words(f"{one['number']} ", bold=True)
            text = self.linked(one["url"], one["text"])
            bookmark = (self.package.number(), _anchor(place, one["number"]))
            self.add(paragraph(mark, text, style="Note", bookmark=bookmark))

    def glyph(self, shape: str, alt: str) -> str:
        """The shape of a level in the line of text."""
        relationship = self.package.picture(self.pictures[f"level-{shape}"])
        return picture(relationship, self.package.number(), (GLYPH, GLYPH), alt, f"level {shape}")

    def level(self, one: Plain) -> str:
        """Shape and word of a level."""
        if not one["shape"]:
            return self.words(one["label"], soft=True)
        return self.glyph(one["shape"], one["label"]) + self.words(f" {one['label']}")

    def figure(self, name: str, *, width: float = 0) -> None:
        """A figure with its text alternative."""
        one = self.drawings[name]
        scale = width / one["width"] if width else 1.0
        size = (one["width"] * scale, one["height"] * scale)
        relationship = self.package.picture(self.pictures[name])
        self.add(paragraph(picture(relationship, self.package.number(), size, one["alt"], name), style="Figure"))

    def grid(self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float], title: str) -> None:
        """A table whose cells are runs; the header repeats on each page."""
        head = row(
            (cell(self.say(text, "CellHead"), width=width) for text, width in zip(heads, widths, strict=True)),
            header=True,
        )
        lines = [
            row(cell(paragraph(runs, style="Cell"), width=width) for runs, width in zip(line, widths, strict=True))
            for line in rows
        ]
        self.add(table([head, *lines], widths, title=title), paragraph(style="Small"))

    def citations(self, found: Iterable[Plain]) -> str:
        """The sources of an answer, one below the other."""
        lines = []
        for one in found:
            quote = self.words(f" {one['quote']}", lang=one["quote_lang"], soft=True, size=8) if one["quote"] else ""
            lines.append(self.linked(one["url"], one["text"], size=8) + quote)
        return line_break(self.lang).join(lines)

    def break_(self) -> str:
        """A new line."""
        return line_break(self.lang)


def _anchor(place: str, number: int) -> str:
    return "n_" + "".join(c if c.isalnum() else "_" for c in place)[:30] + f"_{number}"
