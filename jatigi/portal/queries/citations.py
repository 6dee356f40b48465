"""What answers and findings rest on: places in instruments, and other evidence, with their titles."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from jatigi.portal.models import PublishedCitation, PublishedEvidence, PublishedInstrument

INSTRUMENT = (
    "code", "jurisdiction", "title", "category", "dated", "in_force_from", "in_force_until", "left", "standing",
    "superseded_by", "number",
)  # fmt: skip


@dataclass(frozen=True)
class Cited:
    """One citation with what it cites; neither is set when the register no longer holds it."""

    ref: str
    place: str = ""
    quote: str = ""
    quote_lang: str = ""
    instrument: PublishedInstrument | None = None
    evidence: PublishedEvidence | None = None


@dataclass
class Register:
    """The instruments and evidence that some rows of a jurisdiction name, by id."""

    instruments: dict[str, PublishedInstrument] = field(default_factory=dict)
    evidence: dict[str, PublishedEvidence] = field(default_factory=dict)

    def cited(self, citation: PublishedCitation) -> Cited:
        """The citation with its title."""
        return Cited(
            citation.ref,
            citation.place,
            citation.quote,
            citation.quote_lang,
            self.instruments.get(citation.ref) if citation.cited == "instrument" else None,
            self.evidence.get(citation.ref) if citation.cited == "evidence" else None,
        )

    def named(self, instruments: Iterable[str], evidence: Iterable[str]) -> list[Cited]:
        """What a finding names."""
        return [Cited(ref, instrument=self.instruments.get(ref)) for ref in instruments] + [
            Cited(ref, evidence=self.evidence.get(ref)) for ref in evidence
        ]


def register_of(jurisdiction: str, instruments: Collection[str], evidence: Collection[str]) -> Register:
    """The named rows of a jurisdiction's register, in two queries."""
    texts = PublishedInstrument.objects.filter(jurisdiction=jurisdiction, code__in=instruments).only(*INSTRUMENT)
    others = PublishedEvidence.objects.filter(jurisdiction=jurisdiction, code__in=evidence)
    return Register({one.code: one for one in texts}, {one.code: one for one in others})


def citations_of(answers: Collection[int]) -> dict[int, list[PublishedCitation]]:
    """The citations of some answers, by answer, in their order."""
    found: dict[int, list[PublishedCitation]] = defaultdict(list)
    for one in PublishedCitation.objects.filter(answer_id__in=answers).order_by("answer_id", "position"):
        found[one.answer_id].append(one)
    return found
