"""What came back in a Word file: its comments and tracked changes, each with the paragraph and the words it is about.

A pure function of the file's bytes. Who wrote a comment or a change is not read at all: the file speaks for the
institution that sent it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jatigi.foundation.files.archives import check_office
from jatigi.governance.consultations.rules.passages import AROUND, Passage
from jatigi.governance.consultations.word.comments import Thread, threads
from jatigi.governance.consultations.word.paragraphs import Paragraph, Piece, Read, Spot, read

PARTS: Final = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
LAST_WORD: Final = re.compile(r"\S+\s*\Z")
FIRST_WORD: Final = re.compile(r"\s*\S+")
LANGUAGE: Final = re.compile(r"<dc:language>([a-zA-Z]{2,3})")


@dataclass(frozen=True)
class Found:
    """A comment (``text``) or a change (``removed``, ``inserted``).

    ``mark`` is the bookmark of its paragraph, empty where there is none; ``sent`` that paragraph as it went out;
    ``passage`` what it is about in it (for words put in: those that stand beside them). ``paragraphs`` says how many a
    comment covers, ``resolved`` that it was marked as done, ``moved`` that words were moved, not written.
    """

    kind: str  # comment | change
    mark: str
    sent: str
    passage: Passage
    text: str = ""
    removed: str = ""
    inserted: str = ""
    paragraphs: int = 1
    resolved: bool = False
    moved: bool = False


@dataclass(frozen=True)
class Returned:
    """All that was read, in the order of the document; ``marks`` are our bookmarks that are still there, ``lang`` the
    language that the file says it is in, empty where it does not."""

    found: tuple[Found, ...]
    marks: frozenset[str]
    lang: str


def read_returned(content: bytes, name: str = "") -> Returned:
    """Read a draft that came back.

    Raises:
        ArchiveError: the file is no Word document, or is not safe to open (a bomb, macros, declared entities …).
    """
    parts = check_office(content, "docx", name=name)
    said = threads(parts)
    found: list[Found] = []
    marks: set[str] = set()
    for part in PARTS:
        if part in parts:
            got = read(parts[part], part)
            marks |= {mark for one in got.paragraphs for _at, mark in one.marks}
            found += [one for _spot, one in sorted([*_changes(got), *_comments(got, said)], key=lambda pair: pair[0])]
    found += [_comment(one, "", "", Passage(""), 0) for one in said.values()]  # those that are called nowhere
    language = LANGUAGE.search(parts.get("docProps/core.xml", b"").decode())
    return Returned(tuple(found), frozenset(marks), language[1].lower() if language else "")


def _changes(got: Read) -> Iterator[tuple[Spot, Found]]:
    for number, paragraph in enumerate(got.paragraphs):
        sent, start = paragraph.sent, 0
        for stood, group in _groups(paragraph):
            start += len(stood)
            removed = "".join(one.text for one in group if one.change == "del")
            inserted = "".join(one.text for one in group if one.change == "ins")
            if removed.split() != inserted.split():  # else nothing but spaces, or the same words typed again
                end = start + len(removed)
                about = _passage(sent, start, end) if removed.strip() else beside(sent, start)
                yield (
                    (number, start),
                    Found(
                        "change",
                        paragraph.mark_at(start),
                        sent,
                        about,
                        removed=removed,
                        inserted=inserted.strip("\n"),
                        moved=all(one.moved for one in group),
                    ),
                )
            start += len(removed)


def _groups(paragraph: Paragraph) -> Iterator[tuple[str, list[Piece]]]:
    """Each run of changed words with what stood since the last one: a replacement is one change, in either order."""
    stood, group = "", list[Piece]()
    for piece in paragraph.pieces:
        if piece.change:
            group.append(piece)
            continue
        if group:
            yield stood, group
            stood, group = "", []
        stood += piece.text
    if group:
        yield stood, group


def _passage(sent: str, start: int, end: int) -> Passage:
    """The words between, without the spaces at their ends."""
    words = sent[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Passage(sent[start:end], sent[max(0, start - AROUND) : start], sent[end : end + AROUND])


def beside(sent: str, place: int) -> Passage:
    """The word before that place and the word after it, by which it is found again."""
    before, after = LAST_WORD.search(sent[:place]), FIRST_WORD.match(sent[place:])
    return _passage(sent, before.start() if before else place, place + (after.end() if after else 0))


def _comments(got: Read, said: dict[str, Thread]) -> Iterator[tuple[Spot, Found]]:
    """The comments that are called in this part; they are taken out of ``said``."""
    for id in [*got.starts, *got.calls]:
        thread = said.pop(id, None)
        if thread is None:
            continue
        start = got.starts.get(id) or got.calls[id]
        end = max(got.ends.get(id) or got.calls.get(id, start), start)
        spot, about, count = _range(got, start, end)
        paragraph = got.paragraphs[spot[0]]
        yield spot, _comment(thread, paragraph.mark_at(spot[1]), paragraph.sent, about, count)


def _range(got: Read, start: Spot, end: Spot) -> tuple[Spot, Passage, int]:
    """Where a comment begins to cover words, which ones in that paragraph, and how many paragraphs it covers."""
    covered = []
    for number in range(start[0], end[0] + 1):
        sent = got.paragraphs[number].sent
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(sent)
        if sent[first:last].strip():
            covered.append(((number, first), _passage(sent, first, last)))
    if covered:
        return (*covered[0], len(covered))
    return start, beside(got.paragraphs[start[0]].sent, start[1]), 1


def _comment(thread: Thread, mark: str, sent: str, about: Passage, paragraphs: int) -> Found:
    return Found("comment", mark, sent, about, thread.text, paragraphs=paragraphs, resolved=thread.resolved)
