"""Bilingual text and typography: pure rules."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

NARROW = "\u202f"
NO_BREAK = "\u00a0"


def digest(text: str) -> str:
    """Short hash (16 hex digits of SHA-256) by which a translation remembers the source it was made from."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Version:
    """The text in one language; ``of_hash`` is the hash of the source text it translates (None for the source)."""

    text: str
    of_hash: str | None = None


@dataclass(frozen=True)
class Text:
    """One text in several languages: ``source`` is the language it was written in.

    >>> title = Text.of({"fr": "Santé", "en": "Health"}, source="fr")
    >>> title.text("en"), title.text("bm"), title.lang_of("bm")
    ('Health', 'Santé', 'fr')
    """

    source: str
    texts: Mapping[str, Version] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, str], *, source: str = "fr") -> Self:
        """A fresh text: every translation is marked as made from the present source.

        If ``source`` is not among the languages, the first one given is the source.
        """
        given = {lang: text for lang, text in texts.items() if text}
        if source not in given and given:
            source = next(iter(given))
        of_hash = digest(given[source]) if given else None
        return cls(source, {lang: Version(text, None if lang == source else of_hash) for lang, text in given.items()})

    def text(self, lang: str) -> str:
        """The text in ``lang``; the source language where there is none; empty if there is no text at all."""
        version = self.texts.get(lang) or self.texts.get(self.source)
        return version.text if version else ""

    def lang_of(self, lang: str) -> str:
        """The language that ``text(lang)`` is in."""
        return lang if lang in self.texts else self.source

    def is_stale(self, lang: str) -> bool:
        """True when ``lang`` is a translation of an earlier source."""
        version = self.texts.get(lang)
        if version is None or lang == self.source:
            return False
        return version.of_hash != digest(self.text(self.source))

    def unfit(self, languages: Iterable[str]) -> list[str]:
        """The languages among ``languages`` in which the text is missing or stale, in the order given."""
        return [lang for lang in languages if lang not in self.texts or self.is_stale(lang)]

    def with_text(self, lang: str, text: str) -> "Text":
        """The same text with ``lang`` rewritten. Rewriting the source makes the other languages stale."""
        if not self.texts:
            return Text.of({lang: text}, source=lang)
        of_hash = None if lang == self.source else digest(self.text(self.source))
        return Text(self.source, {**self.texts, lang: Version(text, of_hash)})

    def __bool__(self) -> bool:
        return any(version.text for version in self.texts.values())

    def __str__(self) -> str:
        return self.text(self.source)

    def plain(self) -> dict[str, str]:
        """``{language: text}``, without translation state."""
        return {lang: version.text for lang, version in self.texts.items()}

    def to_json(self) -> dict[str, Any]:
        """The stored form ``{source, texts: {lang: {text, of_hash}}}``."""
        return {
            "source": self.source,
            "texts": {lang: {"text": v.text, "of_hash": v.of_hash} for lang, v in sorted(self.texts.items())},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read the stored form.

        Raises:
            ValueError: when the value has not that form.
        """
        try:
            texts = {lang: Version(str(v["text"]), v.get("of_hash")) for lang, v in value["texts"].items()}
            return cls(str(value["source"]), texts)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(
                f"not a text: {value!r}; expected {{source, texts: {{lang: {{text, of_hash}}}}}}"
            ) from error


_SPACED = re.compile(r"(?<=\S) ?[ \u00a0\u202f]([;!?»])|(?<=\S)[ \u00a0\u202f](:)(?=\s|$)|(«)[ \u00a0\u202f]")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def typeset(text: str, lang: str) -> str:
    """``text`` with the spaces that French typography asks for; other languages come back unchanged.

    Narrow no-break spaces stand before ``; ! ? : »``, after ``«`` and between thousands. Words are never changed.

    >>> typeset("Qui décide ?", "fr") == "Qui décide\u202f?"
    True
    """
    if lang != "fr":
        return text
    text = _SPACED.sub(lambda m: f"«{NARROW}" if m[3] else f"{NARROW}{m[1] or m[2]}", text)
    return _THOUSANDS.sub(NARROW, text.replace("'", "\u2019"))
