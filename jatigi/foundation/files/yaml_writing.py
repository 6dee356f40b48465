"""Canonical YAML: the same values give the same bytes, on every machine and with every version of every library.

Order of keys is kept. What fits on a line of 110 characters and is small (a text in two languages, a level, a list of
tags) stands in flow style; long texts are folded (``>-``); everything that a reader of YAML 1.1 or 1.2 could take for
something else is quoted.
"""

import datetime
import json
import math
import re
from collections.abc import Mapping
from typing import Any

WIDTH = 110
KEY = 200  # characters in a key

# Plain text begins with a letter and holds nothing that YAML gives a meaning to, in block or flow style.
_PLAIN = re.compile(r"[^\W\d_][\w .'/()%;!?+=–—’«»\u00a0\u202f-]*\Z")
_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9._-]*\Z")
_NOT_WORDS = frozenset(
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "none", "nan", "inf"]
)  # what some reader somewhere takes for a value that is no text
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_CLINGING = frozenset(":;!?»")  # French puts a space before them; a line never starts with one
_FOLDABLE = re.compile(r"[^\s\x7f-\x9f\ufeff](?:[^\n\r\t\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff])*\Z")


def dump(mapping: Mapping[str, Any]) -> str:
    """``mapping`` as canonical YAML, ending with a line end.

    Values may be text, numbers, days, true, false, None, and mappings and lists of these; keys are text.

    Raises:
        TypeError: for any other value.
        ValueError: for a number that is not finite, and for an empty or endless key.
    """
    if not mapping:
        return "{}\n"
    lines: list[str] = []
    _mapping(mapping, 0, lines)
    return "\n".join(lines) + "\n"


def _mapping(mapping: Mapping[str, Any], indent: int, lines: list[str]) -> None:
    for key, value in mapping.items():
        _entry(_key(key) + ":", value, indent, lines)


def _entry(head: str, value: Any, indent: int, lines: list[str]) -> None:
    """One ``key:`` or ``-`` with its value, on as many lines as it takes."""
    lead = " " * indent + head
    if (short := _flow(value, WIDTH - len(lead) - 1)) is not None:
        lines.append(f"{lead} {short}")
    elif not isinstance(value, str | Mapping | list | tuple) or not value:
        lines.append(f"{lead} {_flow(value, WIDTH)}")  # a long key; such values have no other form
    elif isinstance(value, str):
        lines.append(f"{lead} {_block(value, indent + 2)}")
    elif isinstance(value, Mapping):
        if head == "-":
            inner: list[str] = []
            _mapping(value, indent + 2, inner)
            lines.append(" " * indent + "- " + inner[0].lstrip(" "))
            lines.extend(inner[1:])
        else:
            lines.append(lead)
            _mapping(value, indent + 2, lines)
    else:
        lines.append(lead)
        for item in value:
            _entry("-", item, indent + 2, lines)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the key {key!r} is not text")
    if not 0 < len(key) <= KEY:
        raise ValueError(f"the key {key[:20]!r}… is not between 1 and {KEY} characters long")
    return key if _PLAIN_KEY.match(key) and key.lower() not in _NOT_WORDS else _quoted(key)


def _flow(value: Any, room: int, depth: int = 0) -> str | None:
    """The value on one line; None when it is too long, too deep or too large for that."""
    text: str | None
    if isinstance(value, str):
        text = _text(value) if len(value) <= room else None
    elif isinstance(value, Mapping):
        text = _flow_of(value.items(), "{}", room, depth)
    elif isinstance(value, list | tuple):
        text = _flow_of(value, "[]", room, depth)
    else:
        text = scalar(value)
    return text if text is not None and len(text) <= room else None


def _flow_of(items: Any, brackets: str, room: int, depth: int) -> str | None:
    if items and (depth >= 2 or len(items) > 12):
        return None
    parts: list[str] = []
    for item in items:
        key, value = ("", item) if brackets == "[]" else (_key(item[0]) + ": ", item[1])
        if (part := _flow(value, room, depth + 1)) is None:
            return None
        parts.append(key + part)
    return brackets[0] + ", ".join(parts) + brackets[1]


def scalar(value: object) -> str:
    """A number, day, true, false or null as YAML writes it. Whole numbers have no decimals: ``1``, not ``1.0``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} cannot be written")
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return _decimal(value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as YAML")


def _decimal(value: float) -> str:
    # YAML 1.1 readers want a dot in the mantissa and a sign in the exponent: 1.0e-07.
    mantissa, e, exponent = repr(value).partition("e")
    if not e:
        return mantissa
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{exponent if exponent[0] in '+-' else '+' + exponent}"


def _text(text: str) -> str:
    plain = _PLAIN.match(text) and not text[-1].isspace() and text.lower() not in _NOT_WORDS
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def _block(text: str, indent: int) -> str:
    """A text that does not fit on its line: folded where folding gives it back unchanged, in quotes otherwise. A line
    break in the text is an empty line between folded paragraphs."""
    paragraphs = text.split("\n")
    if any(not _FOLDABLE.match(one) or "  " in one or one[-1].isspace() for one in paragraphs):
        return _quoted(text)
    return ">-\n" + "\n\n".join(_folded(one, indent) for one in paragraphs)


def _folded(text: str, indent: int) -> str:
    lines: list[str] = []
    words: list[str] = []
    room = WIDTH - indent
    left = room
    for word in text.split(" "):
        if words and len(word) > left and word not in _CLINGING:
            lines.append(" ".join(words))
            words, left = [], room
        words.append(word)
        left -= len(word) + 1
    lines.append(" ".join(words))
    return "\n".join(" " * indent + line for line in lines)
