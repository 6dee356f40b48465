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
from jatigi.governance.profiles.wording import ngettext

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
        """What several answers rest on, and the instruments that paragraphs and findings name; the most used first,
        then by code. All other sources stand in the notes and in the annex."""
        key = [ref for ref in self.known if self.used[ref] > 1 or (ref[0] == "instrument" and ref in self.named)]
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
    rows: Mapping[str, AnswerRow]
    numbers: dict[Ref, int] = field(default_factory=dict)

    def named(self, instruments: Iterable[str], evidence: Iterable[str], answers: Iterable[str]) -> tuple[int, ...]:
        """The numbers of a paragraph's sources; internal ones have none.

        A paragraph that names answers alone has one note, « Réponses 1.2 et 1.5 »: their sources stand in the annex.
        """
        refs: list[Ref] = [*(("instrument", code) for code in instruments), *(("evidence", code) for code in evidence)]
        refs = [ref for ref in refs if ref in self.library.known]
        self.library.named.update(refs)
        known = sorted((self.rows[one] for one in answers if one in self.rows), key=lambda row: row.indicator.position)
        if not refs and known:
            refs = [("answers", ", ".join(row.number for row in known))]
        return tuple(sorted({self.numbers.setdefault(ref, len(self.numbers) + 1) for ref in refs}))

    def all(self) -> tuple[Note, ...]:
        """Every note of the section, in its order."""
        return tuple(self._note(number, *ref) for ref, number in self.numbers.items())

    def _note(self, number: int, kind: str, code: str) -> Note:
        languages = self.library.languages
        if kind == "answers":
            several = code.count(",") + 1
            words = {lang: ngettext("Answer", "Answers", several, lang) for lang in languages}
            return Note(number, kind, code, {lang: f"{word} {code}." for lang, word in words.items()})
        cited = self.library.known[kind, code]
        return Note(number, kind, code, cited.line(languages), cited.url)
