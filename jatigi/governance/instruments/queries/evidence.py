"""Other evidence as lists: searched and filtered. What may be read is decided by :mod:`..access`, not here."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules
from jatigi.governance.instruments.models import Evidence
from jatigi.governance.instruments.queries.register import SEARCHED


@dataclass(frozen=True)
class FoundEvidence:
    """Evidence that fits a search, with what the person who cites it must see."""

    id: UUID
    code: str
    kind: str
    title: Text
    publisher: str
    dated: PartialDate | None
    publishable: bool


def matching_evidence(evidence: QuerySet[Evidence], text: str) -> QuerySet[Evidence]:
    """Those with a word that begins with each word of ``text`` in code, title, what it shows or publisher."""
    for word in rules.words(text):
        evidence = evidence.filter(search__contains=f" {word}")
    return evidence


def search_evidence(readable: QuerySet[Evidence], jurisdiction: str, text: str, limit: int = 12) -> list[FoundEvidence]:
    """The evidence of a jurisdiction that fits the words, best first. ``readable``: what the person may read."""
    asked = rules.words(text)
    if not asked:
        return []
    rows = list(
        matching_evidence(readable.filter(jurisdiction=jurisdiction), text)
        .order_by("code")
        .values_list("id", "code", "kind", "title", "publisher", "dated", "publishable")[:SEARCHED]
    )
    rows.sort(key=lambda row: (rules.rank(asked, row[1], "", list(row[3].plain().values())), row[1]))
    return [FoundEvidence(*row) for row in rows[:limit]]
