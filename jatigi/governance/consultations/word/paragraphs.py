"""A Word part read as the paragraphs that were sent out, with what was put in, taken out and commented since.

The part is read as a stream, in the order of the document, so that its depth and its length cost nothing. Three texts
are told apart: words that stand (in both), words taken out (in what was sent), words put in (in what came back). A
paragraph mark that was put in does not end a paragraph: what was sent had none there.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, ParseError, iterparse

from jatigi.foundation.files.archives import ArchiveError
from jatigi.foundation.files.problems import Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.consultations.word.marks import START

#: Word's own namespace, and that of "strict" files.
SPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
DEEPEST: Final = 200  # elements within each other; the deepest table in a table in a text box stays far below
NOTE_LINK: Final = "n_"  # our own links to sources, whose numbers are no words
#: What is said a second time (Fallback), or says how things looked before.
PASSED_OVER: Final = frozenset(
    {"Fallback", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tcPrChange", "trPrChange",
     "tblPrExChange", "numberingChange", "instrText", "delInstrText"}
)  # fmt: skip
#: LibreOffice adds ``_Copy1`` where the bookmark stands in words that were taken out.
OURS: Final = re.compile(rf"{START}[0-9a-f]{{32}}")
PUT_IN: Final = frozenset({"ins", "moveTo"})
TAKEN_OUT: Final = frozenset({"del", "moveFrom"})
SIGNS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


@dataclass
class Piece:
    """Words of one kind: ``""`` stand, ``ins`` were put in, ``del`` were taken out."""

    text: str
    change: str
    moved: bool


@dataclass
class Paragraph:
    """A paragraph as it was sent, with what happened to it. ``marks`` are our bookmarks and where they begin."""

    pieces: list[Piece] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    length: int = 0  # of ``sent``

    @property
    def sent(self) -> str:
        """Its words when it went out."""
        return "".join(one.text for one in self.pieces if one.change != "ins")

    def add(self, text: str, change: str, moved: bool) -> None:
        """Append words."""
        last = self.pieces[-1] if self.pieces else None
        if last is not None and (last.change, last.moved) == (change, moved):
            last.text += text
        else:
            self.pieces.append(Piece(text, change, moved))
        self.length += len(text) if change != "ins" else 0

    def mark_at(self, place: int) -> str:
        """Our bookmark that holds that place, or empty."""
        before = [name for at, name in self.marks if at <= place]
        return before[-1] if before else self.marks[0][1] if self.marks else ""


Spot = tuple[int, int]  # the number of a paragraph, and a place in what was sent


@dataclass
class Read:
    """The paragraphs of a part, and where each comment begins, ends and is called, by its id."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    starts: dict[str, Spot] = field(default_factory=dict)
    ends: dict[str, Spot] = field(default_factory=dict)
    calls: dict[str, Spot] = field(default_factory=dict)


def elements(data: bytes, part: str) -> Iterator[tuple[str, str, Element]]:
    """``(event, name, element)`` of Word's own elements and of ``Fallback``; others have an empty name.

    Raises:
        ArchiveError: the part is damaged, or nested beyond reason.
    """
    depth = 0
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end")):  # noqa: S314 - see above
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise _damaged(part, "elements within elements within elements")
            space, name = _name(element.tag)
            yield event, name if space in SPACES or name == "Fallback" else "", element
            if event == "end":
                element.clear()  # what was read is not kept
    except ParseError as error:
        raise _damaged(part, str(error)) from error


def value(element: Element, name: str = "val") -> str:
    """An attribute of Word's own."""
    return next((given for space in SPACES if (given := element.get(f"{{{space}}}{name}")) is not None), "")


def read(data: bytes, part: str) -> Read:
    """Read a part: the document, its footnotes or its endnotes.

    Raises:
        ArchiveError: as :func:`elements`.
    """
    reader = _Reader()
    for event, name, element in elements(data, part):
        if event == "start":
            reader.start(name, element)
        else:
            reader.end(name, element)
    return reader.done()


def _name(tag: str) -> tuple[str, str]:
    space, closed, name = tag.rpartition("}")
    return (space[1:], name) if closed else ("", tag)


def _damaged(part: str, why: str) -> ArchiveError:
    found = _("a damaged part (%(why)s)", why=why)
    advice = _("Open the file in Word or LibreOffice, save it again and send that.")
    return ArchiveError(Problem(part, 0, 0, (), found, _("a Word document (.docx)"), advice))


class _Reader:
    """Follows the stream. ``path`` holds the names of the open elements with what each does to the words inside."""

    def __init__(self) -> None:
        self.read = Read()
        self.path: list[tuple[str, str]] = []
        self.open: list[int] = []  # numbers of the paragraphs that are open; one within another in a text box
        self.joined: int | None = None  # a paragraph whose end was put in: the next one goes on with it
        self.put_in_ends: set[int] = set()
        self.raised = False
        self.waiting_marks: list[str] = []  # bookmarks and comments that begin between paragraphs
        self.waiting_starts: list[str] = []

    def start(self, name: str, element: Element) -> None:
        """An element opens."""
        parent = self.path[-1][0] if self.path else ""
        effect = ""
        if name in PASSED_OVER:
            effect = "skip"
        elif name in PUT_IN | TAKEN_OUT:
            effect = self._change(name, parent)
        elif name == "hyperlink" and value(element, "anchor").startswith(NOTE_LINK):
            effect = "note"
        elif name == "p":
            self._begin()
        elif name == "r":
            self.raised = False
        elif name == "vertAlign" and parent == "rPr":
            self.raised = value(element) == "superscript"
        elif name in SIGNS and parent == "r":
            self._say(SIGNS[name])
        elif name in ("bookmarkStart", "commentRangeStart", "commentRangeEnd", "commentReference"):
            self._spot(name, element)
        elif name in ("tbl", "tc"):
            self.joined = None
        self.path.append((name, effect))

    def end(self, name: str, element: Element) -> None:
        """An element closes."""
        self.path.pop()
        if name in ("t", "delText"):
            self._say(element.text or "")
        elif name == "p" and self.open:
            number = self.open.pop()
            self.joined = number if number in self.put_in_ends else None
            if self.joined is not None:
                self.put_in_ends.remove(number)
                self.read.paragraphs[number].add("\n", "ins", False)
        elif name == "tr":
            self._row("")
        elif name == "tc":
            self.joined = None

    def done(self) -> Read:
        """What was read. Comments that begin after the last paragraph are said on it."""
        last = max(0, len(self.read.paragraphs) - 1)
        for id in self.waiting_starts:
            self.read.starts[id] = (last, self.read.paragraphs[last].length if self.read.paragraphs else 0)
        return self.read

    def _change(self, name: str, parent: str) -> str:
        """What ``ins`` and its kind do: to words, to a paragraph's end, or to a row of a table."""
        if parent == "rPr":
            if len(self.path) > 1 and self.path[-2][0] == "pPr" and name in PUT_IN and self.open:
                self.put_in_ends.add(self.open[-1])
            return ""
        if parent == "trPr":
            self._row(name)
            return ""
        return name

    def _row(self, effect: str) -> None:
        """What happens to the words of the innermost table until its row ends: its properties come before its cells."""
        place = max((at for at, (one, _effect) in enumerate(self.path) if one == "tbl"), default=None)
        if place is not None:
            self.path[place] = ("tbl", effect)

    def _begin(self) -> None:
        if self.joined is None or self.open:
            self.read.paragraphs.append(Paragraph())
            self.joined = None if not self.open else self.joined
            self.open.append(len(self.read.paragraphs) - 1)
        else:
            self.open.append(self.joined)
        number = self.open[-1]
        paragraph = self.read.paragraphs[number]
        paragraph.marks += [(paragraph.length, one) for one in self.waiting_marks]
        for id in self.waiting_starts:
            self.read.starts[id] = (number, paragraph.length)
        self.waiting_marks, self.waiting_starts = [], []

    def _say(self, text: str) -> None:
        effects = {effect for _name, effect in self.path}
        if not text or not self.open or "skip" in effects:
            return
        put_in, taken_out = bool(effects & PUT_IN), bool(effects & TAKEN_OUT)
        if put_in and taken_out:
            return  # put in by one, taken out by another: it was never sent and does not stand
        if not put_in and (self.raised or "note" in effects):
            return
        change = "ins" if put_in else "del" if taken_out else ""
        self.read.paragraphs[self.open[-1]].add(text, change, bool(effects & {"moveTo", "moveFrom"}))

    def _spot(self, name: str, element: Element) -> None:
        id = value(element, "id")
        if name == "bookmarkStart":
            if ours := OURS.match(value(element, "name")):
                self._mark(ours[0])
        elif name == "commentRangeStart" and not self.open:
            self.waiting_starts.append(id)
        elif self.read.paragraphs:
            number = self.open[-1] if self.open else len(self.read.paragraphs) - 1
            table = {"commentRangeStart": self.read.starts, "commentRangeEnd": self.read.ends}
            table.get(name, self.read.calls)[id] = (number, self.read.paragraphs[number].length)

    def _mark(self, called: str) -> None:
        if self.open:
            paragraph = self.read.paragraphs[self.open[-1]]
            paragraph.marks.append((paragraph.length, called))
        else:
            self.waiting_marks.append(called)
