"""Sources as a profile prints them: numbered notes of sections, citations of answers, the list of key sources."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jatigi.foundation.text import PartialDate, Text
from jatigi.foundation.text.dates import written
from jatigi.governance.assessments.queries.answers import AnswerRow
from jatigi.governance.assessments.queries.citations import CitationRow
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.instruments.models import Source as Read
from jatigi.governance.profiles.model import Citation, Note, Source, Words

Ref = tuple[str, str]  # kind (instrument | evidence) and code


def words(text: Text) -> Words:
    """A text in every language it has."""
    return {lang: one for lang, one in text.plain().items() if one}


@dataclass(frozen=True)
class Cited:
    """What is printed of one source. Internal evidence is never among them."""

    title: Text
    number: str
    dated: PartialDate | None
    publisher: str
    url: str

    def detail(self, languages: Iterable[str]) -> Words:
        """Number, date and publisher, by language."""
        return {
            lang: ", ".join(
                part for part in (self.number, written(self.dated, lang) if self.dated else "", self.publisher) if part
            )
            for lang in languages
        }

    def line(self, languages: Iterable[str]) -> Words:
        """Title and detail, as a note prints them."""
        details = self.detail(languages)
        return {
            lang: ". ".join(part.rstrip(".") for part in (self.title.text(lang), details[lang]) if part) + "."
            for lang in details
        }


@dataclass
class Library:
    """The publishable sources of a round, read once."""

    languages: Sequence[str]
    known: dict[Ref, Cited] = field(default_factory=dict)
    used: Counter[Ref] = field(default_factory=Counter)
    named: set[Ref] = field(default_factory=set)  # by paragraphs and findings: these are key sources

    def read(self, refs: Iterable[Ref], jurisdiction: str) -> None:
        """Read what is printed of these sources."""
        wanted = set(refs)
        codes = {code for kind, code in wanted if kind == "instrument"}
        urls: dict[str, str] = {}
        for read in Read.objects.filter(instrument__in=codes).order_by("instrument", "position"):
            if read.url:
                urls.setdefault(read.instrument_id, read.url)
        for text in Instrument.objects.filter(pk__in=codes):
            dated = text.adopted or text.in_force_from
            self.known["instrument", text.pk] = Cited(text.title, text.number, dated, "", urls.get(text.pk, ""))
        pieces = {code for kind, code in wanted if kind == "evidence"}
        for one in Evidence.objects.filter(jurisdiction=jurisdiction, code__in=pieces, publishable=True):
            publisher = one.function or one.publisher
            self.known["evidence", one.code] = Cited(one.title, "", one.dated, publisher, one.url)

    def citation(self, row: CitationRow) -> Citation | None:
        """A citation of an answer; None when it is internal."""
        cited = self.known.get((row.kind, row.ref))
        if cited is None or not row.publishable:
            return None
        self.used[row.kind, row.ref] += 1
        return Citation(
            row.kind, row.ref, words(cited.title), row.place, row.quote, row.quote_lang,
            cited.dated.iso if cited.dated else "", cited.url,
        )  # fmt: skip

    def key_sources(self) -> tuple[Source, ...]:
        """What paragraphs and findings name, and what several answers rest on; the most used first, then by code."""
        key = [ref for ref in self.known if ref in self.named or self.used[ref] > 1]
        key.sort(key=lambda ref: (-self.used[ref], ref[1]))
        return tuple(
            Source(
                kind, code, words(self.known[kind, code].title), self.known[kind, code].detail(self.languages),
                self.known[kind, code].url, self.used[kind, code],
            )
            for kind, code in key
        )  # fmt: skip


@dataclass
class Notes:
    """The notes of one section, numbered in the order in which they are first named."""

    library: Library
    numbers: dict[Ref, int] = field(default_factory=dict)

    def named(self, refs: Iterable[Ref]) -> tuple[int, ...]:
        """The numbers of these sources; internal ones have none."""
        found = []
        for ref in refs:
            if ref in self.library.known:
                self.library.named.add(ref)
                found.append(self.numbers.setdefault(ref, len(self.numbers) + 1))
        return tuple(sorted(set(found)))

    def all(self) -> tuple[Note, ...]:
        """Every note of the section, in its order."""
        return tuple(
            Note(number, kind, code, self.library.known[kind, code].line(self.library.languages),
                 self.library.known[kind, code].url)
            for (kind, code), number in self.numbers.items()
        )  # fmt: skip


def refs_of(
    instruments: Iterable[str], evidence: Iterable[str], answers: Iterable[str], rows: Mapping[str, AnswerRow]
) -> list[Ref]:
    """What a paragraph or finding is printed with: its own sources, or else those of the answers it names."""
    own: list[Ref] = [*(("instrument", code) for code in instruments), *(("evidence", code) for code in evidence)]
    if own:
        return own
    cited = [(row.kind, row.ref) for one in answers if one in rows for row in rows[one].citations if row.publishable]
    return list(dict.fromkeys(cited))
