"""The comments of a Word file as threads: what was said, the replies to it, whether it was marked as done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from jatigi.governance.consultations.word.paragraphs import PASSED_OVER, SIGNS, elements, value

COMMENTS: Final = "word/comments.xml"
EXTENDED: Final = "word/commentsExtended.xml"
PARAGRAPH_ID: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
EX: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
REPLY: Final = "→ "


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, each in a paragraph of its own that begins with an arrow."""

    text: str
    resolved: bool


@dataclass
class _Comment:
    id: str
    lines: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)  # their ids, by which replies are tied

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines).strip()


def threads(parts: Mapping[str, bytes]) -> dict[str, Thread]:
    """The threads by the id of their first comment; those without words are left out.

    Raises:
        ArchiveError: a part is damaged.
    """
    comments = list(_comments(parts[COMMENTS])) if COMMENTS in parts else []
    parents, done = _ties(parts[EXTENDED]) if EXTENDED in parts else ({}, set())
    owner = {paragraph: one.id for one in comments for paragraph in one.paragraphs}
    answered = {owner[one]: owner[to] for one, to in parents.items() if one in owner and to in owner}
    replies: dict[str, list[str]] = {one.id: [] for one in comments}
    first, resolved = list[_Comment](), set()
    for one in comments:
        head = _head(one.id, answered)
        if done & set(one.paragraphs):
            resolved.add(head)
        if head == one.id:
            first.append(one)
        elif one.text:
            replies[head].append(REPLY + one.text)
    said = {one.id: "\n\n".join(part for part in (one.text, *replies[one.id]) if part) for one in first}
    return {id: Thread(text, id in resolved) for id, text in said.items() if text}


def _head(id: str, answered: Mapping[str, str]) -> str:
    """The comment that the thread of ``id`` began with; ties in a circle make no thread."""
    seen, head = {id}, id
    while head in answered:
        head = answered[head]
        if head in seen:
            return id
        seen.add(head)
    return head


def _comments(data: bytes) -> Iterator[_Comment]:
    comment: _Comment | None = None
    passed, taken_out = 0, 0
    for event, name, element in elements(data, COMMENTS):
        step = 1 if event == "start" else -1
        if name == "comment":
            if event == "start":
                comment = _Comment(value(element, "id"))
            elif comment is not None:
                yield comment
                comment = None
        elif name in PASSED_OVER or name == "pPr":
            passed += step
        elif name in ("del", "moveFrom"):
            taken_out += step
        elif comment is not None and not passed and not taken_out:
            _hear(comment, event, name, element)


def _hear(comment: _Comment, event: str, name: str, element: Element) -> None:
    if name == "p" and event == "start":
        comment.lines.append("")
        if id := element.get(PARAGRAPH_ID):
            comment.paragraphs.append(id)
    elif comment.lines and name == "t" and event == "end":
        comment.lines[-1] += element.text or ""
    elif comment.lines and name in SIGNS and event == "start":
        comment.lines[-1] += SIGNS[name]


def _ties(data: bytes) -> tuple[dict[str, str], set[str]]:
    """``{paragraph: paragraph it replies to}`` and the paragraphs that are marked as done."""
    parents, done = {}, set()
    for event, _name, element in elements(data, EXTENDED):
        if event == "start" and element.tag == f"{EX}commentEx":
            id = element.get(f"{EX}paraId", "")
            if parent := element.get(f"{EX}paraIdParent"):
                parents[id] = parent
            if element.get(f"{EX}done") in ("1", "true", "on"):
                done.add(id)
    return parents, done
