"""What is wrong in a file that came from outside, said so that its author can put it right.

A *phrase* is a message that is still translatable; a *problem* says where, what was found, what is accepted and what
to do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

Trail = tuple[str | int, ...]
MOST = 50


@dataclass(frozen=True)
class Phrase:
    """A message with its values. ``str()`` gives it in the language in use; in English where none is."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        # Pure code (scoring a file, a notebook) raises problems too, without settings and so without catalogues.
        text = gettext(self.msgid) if settings.configured else self.msgid
        return text % self.values if self.values else text


def phrase(msgid: str, **values: object) -> Phrase:
    """Mark a message for translation and keep its values. Import it ``as _``, so that catalogues find it."""
    return Phrase(msgid, values)


_ = phrase


def where(path: Trail) -> str:
    """A path as people write it: ``dimensions[0].title.fr``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def shown(value: object, most: int = 80) -> str:
    """A value as it may be quoted in a message: one line, cut when long, nothing that could steer a terminal."""
    text = value if isinstance(value, str) else str(value)
    text = "".join(c if c.isprintable() or c in "\u00a0\u202f" else f"\\x{ord(c):02x}" for c in text[: most + 1])
    return text if len(text) <= most else text[: most - 1] + "…"


@dataclass(frozen=True)
class Problem:
    """One thing to put right.

    ``line`` and ``column`` count from 1; 0 when the file has none (a zip, a missing file). ``path`` leads to the place
    inside the document. ``place`` names it where lines mean nothing: a sheet's cell, a member of an archive.
    """

    file: str
    line: int
    column: int
    path: Trail
    found: Phrase | str
    accepted: Phrase | str = ""
    advice: Phrase | str = ""
    place: str = ""

    @property
    def position(self) -> str:
        """``1.0.yaml:12:5``, as editors understand it, or the file and the place in it."""
        parts = [self.file] + ([str(self.line), str(self.column)] if self.line else [])
        return ":".join(parts) + (f" {self.place}" if self.place else "")

    def as_json(self) -> dict[str, Any]:
        """The problem in plain values, in the language in use."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "place": self.place,
            "path": where(self.path),
            "found": str(self.found),
            "accepted": str(self.accepted),
            "advice": str(self.advice),
        }

    def __str__(self) -> str:
        text = "".join(f"{part}: " for part in (self.position, where(self.path)) if part) + f"{self.found}."
        if str(self.accepted):
            text += " " + str(_("Accepted: %(accepted)s.", accepted=self.accepted))
        return text + (f" {self.advice}" if str(self.advice) else "")


class DocumentError(ValueError):
    """A file cannot be taken in. Nothing of it has been written.

    Attributes:
        problems: what to put right, in the order of the file, at most 50.
        more: how many further problems were found.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        ordered = sorted(problems, key=lambda p: (p.file, p.line, p.column))
        self.problems = ordered[:MOST]
        self.more = max(0, len(ordered) - MOST)
        super().__init__(ordered)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if self.more:
            lines.append(str(_("… and %(more)s more problems.", more=self.more)))
        return "\n".join(lines)

    def as_json(self) -> list[dict[str, Any]]:
        """The problems in plain values."""
        return [problem.as_json() for problem in self.problems]
