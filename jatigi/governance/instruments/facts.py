"""What a person writes about an entry, as values; and how rewritten texts keep track of their translations."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.models import Evidence, Instrument


@dataclass(frozen=True)
class SourceFacts:
    """Where facts were read, and what is said there."""

    publisher: str
    url: str = ""
    says: Mapping[str, str] = field(default_factory=dict)
    accessed: PartialDate | None = None


@dataclass(frozen=True)
class InstrumentFacts:
    """What is recorded of an instrument; texts as ``{language: text}``."""

    kind: str
    title: Mapping[str, str]
    status: str
    issuer: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    adopted: PartialDate | None = None
    in_force_from: PartialDate | None = None
    in_force_until: PartialDate | None = None
    end_note: Mapping[str, str] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    summary: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    source: SourceFacts | None = None  # one more, beside those recorded

    def check(self, *, has_sources: bool) -> None:
        """Refuse what does not hold together, before anything is written.

        Raises:
            Refused: ``register.dates``, ``register.no_source``.
        """
        if not rules.coherent(self.in_force_from, self.in_force_until):
            raise Refused("register.dates")
        if self.status != "recalled" and not has_sources and self.source is None:
            raise Refused("register.no_source")


@dataclass(frozen=True)
class EvidenceFacts:
    """What is recorded of a piece of evidence; texts as ``{language: text}``.

    ``publishable``: it may go into a release; else it stays internal. ``function``: of who spoke, never a name.
    """

    kind: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    confidence: str
    publishable: bool
    dated: PartialDate | None = None
    observed_from: datetime.date | None = None
    observed_until: datetime.date | None = None
    function: str = ""
    consent: bool | None = None
    url: str = ""
    publisher: str = ""
    accessed: PartialDate | None = None
    value: str = ""
    unit: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)
    dimension: str = ""
    instruments: Sequence[Instrument] = ()

    def check(self) -> None:
        """Refuse what does not hold together, before anything is written.

        Raises:
            Refused: ``interview.function``, ``interview.consent``, ``register.dates``.
        """
        if self.kind == Evidence.Kind.INTERVIEW:
            if not self.function.strip():
                raise Refused("interview.function")
            if self.publishable and self.consent is not True:
                raise Refused("interview.consent")
        if self.observed_from and self.observed_until and self.observed_until < self.observed_from:
            raise Refused("register.dates")


def rewritten(old: Text, texts: Mapping[str, str]) -> Text:
    """``old`` with the languages rewritten that differ. A translation left as it was while its source changed becomes
    stale; a language that comes empty is taken away."""
    given = {lang: text.strip() for lang, text in texts.items() if text.strip()}
    kept = {lang: version for lang, version in old.texts.items() if lang in given or lang not in texts}
    if old.source not in kept:
        return Text.of(given, source=next(iter(given), old.source))
    new = Text(old.source, kept)
    for lang in sorted(given, key=lambda lang: lang != old.source):
        if lang not in old.texts or old.texts[lang].text != given[lang]:
            new = new.with_text(lang, given[lang])
    return new
