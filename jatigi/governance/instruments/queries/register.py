"""The register as lists: searched and filtered."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import rules
from jatigi.governance.instruments.models import Instrument
from jatigi.governance.instruments.queries.endings import endings_for
from jatigi.governance.instruments.rules import Ending

SEARCHED = 200  # matches that are ranked; a search that finds more needs another word


@dataclass(frozen=True)
class Found:
    """An instrument that fits a search, with what the person who cites it must see: its dates and how it ends."""

    code: str
    kind: str
    title: Text
    number: str
    status: str
    adopted: PartialDate | None
    in_force_from: PartialDate | None
    ending: Ending | None


def register_of(jurisdiction: str) -> QuerySet[Instrument]:
    """What can be cited in a jurisdiction: its own texts and those that belong to all who take part."""
    return Instrument.objects.filter(Q(jurisdiction=jurisdiction) | Q(jurisdiction=None))


def matching(instruments: QuerySet[Instrument], text: str) -> QuerySet[Instrument]:
    """Those whose code, title, number, issuer or summary has a word that begins with each word of ``text``."""
    for word in rules.words(text):
        instruments = instruments.filter(search__contains=f" {word}")
    return instruments


def search_register(jurisdiction: str, text: str, limit: int = 12) -> list[Found]:
    """The instruments of a jurisdiction that fit the words, best first: number or code, start of the title, title,
    rest. Case and accents are forgiven. An empty text finds nothing."""
    asked = rules.words(text)
    if not asked:
        return []
    rows = list(
        matching(register_of(jurisdiction), text)
        .order_by("code")
        .values_list("code", "kind", "title", "number", "status", "adopted", "in_force_from")[:SEARCHED]
    )
    rows.sort(key=lambda row: (rules.rank(asked, row[0], row[3], list(row[2].plain().values())), row[0]))
    best = rows[:limit]
    endings = endings_for(jurisdiction, [row[0] for row in best])
    return [Found(*row, ending=endings.get(row[0])) for row in best]
