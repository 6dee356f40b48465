"""Register and evidence into the index: for each jurisdiction and text, what the newest release says of it."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from jatigi.foundation.text import Text
from jatigi.governance.releases.reader import EvidenceRow, InstrumentRow, Release
from jatigi.portal import models

BATCH = 200
SPACES = re.compile(r"\s+")


def add(release: Release, row: models.PublishedRelease) -> None:
    """Write what no newer release of the jurisdiction states already."""
    lead = release.languages[0]
    _replace(
        models.PublishedInstrument, release, row, release.instruments, lambda one: _instrument(one, release, row, lead)
    )
    _replace(models.PublishedEvidence, release, row, release.evidence, lambda one: _evidence(one, release, row, lead))


def _replace(
    model: type[models.PublishedInstrument] | type[models.PublishedEvidence],
    release: Release,
    row: models.PublishedRelease,
    given: Collection[InstrumentRow] | Collection[EvidenceRow],
    make: Any,
) -> None:
    standing = model._default_manager.filter(jurisdiction=release.jurisdiction)
    held = {code: age for code, *age in standing.values_list("code", "release__as_known_at", "release_id")}
    newer = {code for code, age in held.items() if age > [release.as_known_at, release.id]}
    mine = [one for one in given if one.id not in newer]
    standing.filter(code__in=[one.id for one in mine if one.id in held]).delete()
    model._default_manager.bulk_create((make(one) for one in mine), batch_size=BATCH)


def _instrument(
    one: InstrumentRow, release: Release, row: models.PublishedRelease, lead: str
) -> models.PublishedInstrument:
    def text(value: Any) -> Text:
        return Text.of(value, source=lead)

    same = ("number", "adopted", "in_force_from", "in_force_until", "signed", "ratified", "left")
    lists = ("recalled_fields", "subjects", "superseded_by", "creates", "sources", "claims", "effects")
    words = [one.id, one.number, *(word for part in (one.title, one.issuer, one.summary) for word in part.values())]
    return models.PublishedInstrument(
        release=row,
        jurisdiction=release.jurisdiction,
        code=one.id,
        category=one.kind,
        title=text(one.title),
        issuer=text(one.issuer),
        summary=text(one.summary),
        note=text(one.note),
        end_note=text(one.end_note),
        standing=one.status,
        dated=one.adopted or one.signed or one.in_force_from,
        search=f"{folded(words)} |{'|'.join(one.subjects)}|",
        **{name: getattr(one, name) for name in same},
        **{name: list(getattr(one, name)) for name in lists},
    )


def _evidence(one: EvidenceRow, release: Release, row: models.PublishedRelease, lead: str) -> models.PublishedEvidence:
    same = ("dated", "url", "publisher", "confidence", "accessed")
    return models.PublishedEvidence(
        release=row,
        jurisdiction=release.jurisdiction,
        code=one.id,
        category=one.kind,
        title=Text.of(one.title, source=lead),
        text=Text.of(one.text, source=lead),
        **{name: getattr(one, name) for name in same},
    )


def folded(words: Iterable[str]) -> str:
    """Words as they are searched: small letters without accents, one space between them.

    >>> folded(["Décret n° 2014-0686", "ŒUVRE"])
    'decret n° 2014-0686 oeuvre'
    """
    joined = " ".join(words).replace("œ", "oe").replace("Œ", "oe").replace("’", "'")
    bare = "".join(char for char in unicodedata.normalize("NFD", joined) if not unicodedata.combining(char))
    return SPACES.sub(" ", bare).strip().casefold()
