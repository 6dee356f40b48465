"""Words that can be said in another language: text made of a template and its values, English unless asked otherwise.

Scoring knows nothing of Django, so it keeps its own short list, `french`. `say` makes the words, `spoken` says them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from .french import FRENCH

LANGUAGES = ("en", "fr")
_NARROW = re.compile(r" (?=[:;!?»])|(?<=«) ")


class Words(str):
    """English text that remembers its template and values; wherever text is taken it is text."""

    template: str
    values: Mapping[str, object]


def say(template: str, **values: object) -> Words:
    """The words of `template` (an English sentence with ``{names}``) with its values, which may be words too."""
    words = Words(template.format_map(values))
    words.template, words.values = template, values
    return words


def spoken(text: str, lang: str) -> str:
    """`text` in `lang`. What is no `Words` (an id, a number, a quote) is the same in every language."""
    if lang == "en" or not isinstance(text, Words):
        return str(text)
    values = {name: spoken(value, lang) if isinstance(value, str) else value for name, value in text.values.items()}
    return typeset(FRENCH.get(text.template, text.template)).format_map(values)


def typeset(french: str) -> str:
    """French with narrow no-break spaces before high punctuation and within guillemets."""
    return _NARROW.sub("\u202f", french)


def terminal_language(environment: Mapping[str, str] | None = None) -> str:
    """The language of the person at the terminal: French where its locale is French, else English."""
    known = os.environ if environment is None else environment
    spoken_there = known.get("LC_ALL") or known.get("LC_MESSAGES") or known.get("LANG") or ""
    return "fr" if spoken_there.startswith("fr") else "en"
