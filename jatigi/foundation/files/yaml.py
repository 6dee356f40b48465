"""The one place that reads and writes YAML.

Files come from ministries, so the reader takes the plain part of YAML and nothing else: UTF-8, one document, mappings
with text keys, lists, text, numbers, yes/no as ``true`` and ``false``, ``null``, and days (``2021-07-28``). No tags, no
anchors or aliases, no directives, no key twice. Size, depth and number of values are bounded, so that no file can hold
the machine.

``read`` gives the values and where each stands; ``validate`` turns what a pydantic model refuses into problems with
lines; ``dump`` (see :mod:`.yaml_writing`) writes the canonical form.
"""

import datetime
import math
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser

from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, Trail, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.validation import validate
from jatigi.foundation.files.yaml_writing import KEY, dump

__all__ = ["Document", "DocumentError", "Limits", "Problem", "dump", "read", "read_bytes", "validate"]


@dataclass(frozen=True)
class Limits:
    """How much is taken in. The defaults hold a framework of a thousand indicators in four languages."""

    size: int = 2_000_000  # bytes
    depth: int = 24  # mappings and lists inside one another
    values: int = 200_000  # keys and values, all together
    text: int = 50_000  # characters in one text


@dataclass(frozen=True)
class Document:
    """What a file says, and where it says it.

    ``positions`` leads from a place (``("dimensions", 0, "title")``) to its line and column, counted from 1: of the key
    inside a mapping, of the item inside a list. ``written`` keeps the spelling of what was read as a number, a day,
    true, false or null.
    """

    file: str
    data: dict[str, Any]
    positions: dict[Trail, tuple[int, int]] = field(default_factory=dict, repr=False)
    written: dict[Trail, str] = field(default_factory=dict, repr=False)

    def position(self, path: Trail) -> tuple[int, int]:
        """Line and column of ``path``, or of the nearest thing around it that the file has."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, (1, 1))

    def text_advice(self, path: Trail) -> Phrase | str:
        """What to do where a text was expected and another value was read."""
        return _('Write it in quotes: "%(text)s".', text=self.written[path]) if path in self.written else ""

    def problem(
        self, path: Trail, found: Phrase | str, accepted: Phrase | str = "", advice: Phrase | str = ""
    ) -> Problem:
        """A problem at ``path``, with its line."""
        line, column = self.position(path)
        return Problem(self.file, line, column, path, found, accepted, advice)


def read(path: Path, limits: Limits = Limits()) -> Document:
    """Read a file.

    Raises:
        DocumentError: whatever is wrong with the file, down to its not being there.
    """
    name = path.name
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _refusal(name, _("this is not a file"), _("a YAML file"))
        with path.open("rb") as file:
            content = file.read(limits.size + 1)
    except OSError as error:
        raise _refusal(name, _("the file cannot be read: %(why)s", why=error.strerror or error)) from error
    except ValueError as error:  # a NUL in the name
        raise _refusal(shown(name), _("this is not a file name")) from error
    return read_bytes(content, name, limits)


def read_bytes(content: bytes, name: str, limits: Limits = Limits()) -> Document:
    """Read the bytes of a file called ``name`` in messages. Raises as :func:`read`."""
    if len(content) > limits.size:
        raise _refusal(
            name, _("the file is larger than %(size)s bytes", size=limits.size), "", _("Split it into several files.")
        )
    text = _decoded(content, name)
    return _Reader(text, name, limits).document()


def _refusal(
    file: str,
    found: Phrase | str,
    accepted: Phrase | str = "",
    advice: Phrase | str = "",
    line: int = 0,
    column: int = 0,
) -> DocumentError:
    return DocumentError([Problem(file, line, column, (), found, accepted, advice)])


# What may not stand in a file as such: control characters, and separators that end a line for some programs only.
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# What may not come out of an escape in quotes either: neither PostgreSQL nor Word nor Excel can hold it.
_NOT_STORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise _refusal(
            name,
            _("the byte 0x%(byte)02x is not UTF-8", byte=content[error.start]),
            _("UTF-8 text"),
            _("Save the file again with the encoding UTF-8."),
            line,
            column,
        ) from error
    if match := _NOT_TEXT.search(text):
        raise _refusal(
            name,
            _("the invisible character U+%(code)04X", code=ord(match[0])),
            _("printable text, spaces and line ends"),
            _("Delete the character and type the place again."),
            text.count("\n", 0, match.start()) + 1,
            match.start() - text.rfind("\n", 0, match.start()),
        )
    return text


_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,20})?|\.[0-9]{1,20})(?:[eE][-+]?[0-9]{1,3})?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def plain_value(text: str) -> Any:
    """What an unquoted scalar means: null, true or false, a whole or decimal number, a day; all else is text.

    The rules of the YAML 1.2 core schema, with days added and with numbers only as people write them: a leading zero
    (``007``), a second dot (``1.0.2``), ``0x1F``, ``.inf`` and ``.nan`` stay text, and ``no`` is a word (Norwegian is
    not false).

    Raises:
        ValueError: for a day that is not in the calendar.
    """
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if not (first.isdigit() or first in "+-."):
        return text
    if _WHOLE.match(text):
        return int(text)
    if _DAY.match(text):
        return datetime.date.fromisoformat(text)
    if _DECIMAL.match(text) and math.isfinite(float(text)):
        return float(text)
    return text


# Part of what the parser says → what to do about it.
_ADVICE = (
    ("mapping values are not allowed", _("Put text that contains a colon and a space in quotes.")),
    ("could not find expected ':'", _("Write “key: value”, with a space after the colon, and check the indentation.")),
    ("did not find expected key", _("Check the indentation and the quotes of the lines around.")),
    ("did not find expected '-'", _("Give every item of the list the same indentation and a dash.")),
    ("cannot start any token", _("Indent with spaces, not tabs; put text that starts with a sign in quotes.")),
    ("tab", _("Indent with spaces, not tabs.")),
    ("end of stream", _("A quote or a bracket is not closed.")),
    ("did not find expected ',' or", _("A bracket is not closed, or a comma is missing.")),
    ("escape", _("In double quotes write \\\\ for a backslash, or use single quotes.")),
)  # fmt: skip


class _Reader:
    """Builds values from the parser's events, without recursion."""

    def __init__(self, text: str, name: str, limits: Limits) -> None:
        self.text, self.name, self.limits = text, name, limits
        self.positions: dict[Trail, tuple[int, int]] = {}
        self.written: dict[Trail, str] = {}

    def refuse(
        self, event: Any, found: Phrase, accepted: Phrase | str = "", advice: Phrase | str = ""
    ) -> DocumentError:
        mark: Any = event.start_mark
        return _refusal(self.name, found, accepted, advice, mark.line + 1, mark.column + 1)

    def document(self) -> Document:
        try:
            data = self.values()
        except yaml.MarkedYAMLError as error:
            raise self.unreadable(error) from error
        except yaml.YAMLError as error:
            raise _refusal(self.name, _("this is not YAML: %(why)s", why=shown(str(error))), _("YAML text")) from error
        if not isinstance(data, dict):
            found = _("the file is empty") if data is None else _("the file does not start with “key: value”")
            raise _refusal(self.name, found, _("a mapping: lines of “key: value”"), line=1, column=1)
        return Document(self.name, data, self.positions, self.written)

    def unreadable(self, error: yaml.MarkedYAMLError) -> DocumentError:
        mark: Any = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = str(error.problem or error.context or error)
        advice = next((advice for part, advice in _ADVICE if part in said), "")
        lines = self.text.split("\n", line)
        excerpt = shown(lines[line - 1].strip()) if line <= len(lines) else ""
        found = _("the structure breaks at “%(excerpt)s” (%(said)s)", excerpt=excerpt, said=said)
        return _refusal(self.name, found, _("well-formed YAML"), advice, line, column)

    def values(self) -> Any:
        """The one document's value; None when there is none."""
        parser = CParser(self.text)
        root: Any = None
        documents = count = 0
        holders: list[tuple[Trail, Any]] = []  # the mappings and lists that are open
        key: str | None = None  # the key that waits for its value
        while True:
            event: Any = parser.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                count += 1
                if count > self.limits.values:
                    raise self.refuse(event, _("more than %(most)s values", most=self.limits.values))
                self.check_plain(event)
                trail, holder = holders[-1] if holders else ((), None)
                if type(holder) is dict and key is None:
                    key = self.key(event, trail, holder)
                    continue
                if type(holder) is list:
                    trail = (*trail, len(holder))
                    self.positions[trail] = (event.start_mark.line + 1, event.start_mark.column + 1)
                elif key is not None:
                    trail = (*trail, key)
                value = (
                    self.scalar(event, trail)
                    if kind is yaml.ScalarEvent
                    else {}
                    if kind is yaml.MappingStartEvent
                    else []
                )
                if holder is None:
                    root = value
                elif type(holder) is list:
                    holder.append(value)
                else:
                    holder[key] = value
                    key = None
                if kind is not yaml.ScalarEvent:
                    if len(holders) >= self.limits.depth:
                        raise self.refuse(event, _("more than %(most)s levels of nesting", most=self.limits.depth))
                    holders.append((trail, value))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                holders.pop()
            elif kind is yaml.AliasEvent:
                raise self.refuse(event, *_NO_ALIAS)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                self.check_start(event, documents)
            elif kind is yaml.StreamEndEvent:
                return root

    def check_start(self, event: Any, documents: int) -> None:
        if documents > 1:
            raise self.refuse(event, _("a second document starts here"), _("one document in a file"))
        if event.version or event.tags:
            raise self.refuse(event, _("a directive"), _("plain YAML"), _("Delete the lines above “---”."))

    def check_plain(self, event: Any) -> None:
        if event.anchor is not None:
            raise self.refuse(event, *_NO_ALIAS)
        if event.tag is not None:
            raise self.refuse(
                event, _("the tag “%(tag)s”", tag=shown(event.tag)), _("plain YAML"), _("Delete the tag; quote text.")
            )

    def key(self, event: Any, trail: Trail, holder: dict[str, Any]) -> str:
        if type(event) is not yaml.ScalarEvent:
            raise self.refuse(event, _("a mapping or list used as a key"), _("a text as key"))
        key = str(self.bounded(event))
        if not 0 < len(key) <= KEY or key == "<<":
            raise self.refuse(
                event, _("the key “%(key)s”", key=shown(key)), _("a text of at most %(most)s characters", most=KEY)
            )
        place = (*trail, key)
        mark: Any = event.start_mark
        if key in holder:
            raise self.refuse(
                event,
                _(
                    "the key “%(key)s” a second time; the first is on line %(line)s",
                    key=shown(key),
                    line=self.positions[place][0],
                ),
                _("each key once"),
                _("Delete or rename one of the two."),
            )
        self.positions[place] = (mark.line + 1, mark.column + 1)
        return key

    def bounded(self, event: Any) -> str:
        value: str = event.value
        if len(value) > self.limits.text:
            raise self.refuse(event, _("a text of more than %(most)s characters", most=self.limits.text))
        if match := _NOT_STORABLE.search(value):
            raise self.refuse(
                event, _("the control character U+%(code)04X in a text", code=ord(match[0])), _("printable text")
            )
        return value

    def scalar(self, event: Any, trail: Trail) -> Any:
        text = self.bounded(event)
        if not event.implicit[0]:  # quoted, or a block: text as it stands
            return text
        try:
            value = plain_value(text)
        except ValueError:
            raise self.refuse(
                event, _("%(day)s, which is not in the calendar", day=text), _("a day such as 2021-07-28")
            ) from None
        if type(value) is not str:
            self.written[trail] = text
        return value


_NO_ALIAS = (
    _("an anchor (&) or alias (*)"),
    _("plain YAML"),
    _("Write the text out; quote text that starts with & or *."),
)
