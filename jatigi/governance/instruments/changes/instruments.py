"""Writes to one entry of the register."""

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.instruments import rules, searching
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.facts import InstrumentFacts, SourceFacts, rewritten
from jatigi.governance.instruments.models import Instrument, Source
from jatigi.governance.instruments.queries.citing import citing

CODE = 60  # characters of a code made from a title


def add_instrument(facts: InstrumentFacts, *, jurisdiction: Place, by: User) -> Instrument:
    """Add an entry. A text of a kind that belongs to all who take part gets no owner. Its code is made from the title
    and the year, once and for ever.

    Raises:
        Refused: ``register.dates``, ``register.no_source``.
    """
    facts.check(has_sources=False)
    with audit.entry("instrument.add", by=by, kind=Instrument._meta.label) as record:
        row = Instrument(code=_free_code(facts), jurisdiction_id=rules.owner(facts.kind, False, jurisdiction.pk))
        _fill(row, facts)
        row.save(force_insert=True)
        _add_source(row, facts.source)
        record.objects.append(row.pk)
        record.details["jurisdiction"] = jurisdiction.pk
    return row


def edit_instrument(instrument: Instrument, facts: InstrumentFacts, *, by: User, reason: str) -> None:
    """Correct what is recorded: title, dates, status, notes; a source can be added, none is taken away.

    Raises:
        Refused: ``reason.missing``, ``register.dates``, ``register.no_source``, ``dispute.contradicts``.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    with audit.entry("instrument.edit", by=by, on=instrument, reason=reason) as record:
        facts.check(has_sources=instrument.sources.exists())
        _check_disputes(instrument, facts)
        record.details["changed"] = _fill(instrument, facts)
        instrument.save()
        _add_source(instrument, facts.source)


def attach_archived_copy(instrument: Instrument, copy: StoredFile, *, by: User) -> None:
    """Keep a copy of the text beside its entry; an earlier copy stays stored, under its hash in the trail."""
    with audit.entry("instrument.archive", by=by, on=instrument, sha256=copy.sha256):
        instrument.archived = copy
        instrument.save(update_fields=["archived"])


def withdraw_archived_copy(instrument: Instrument, *, by: User, reason: str) -> None:
    """Take back a copy that was kept by mistake; the file stays stored, under its hash in the trail.

    Raises:
        Refused: ``reason.missing``, ``copy.none``.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    if instrument.archived is None:
        raise Refused("copy.none")
    with audit.entry("instrument.unarchive", by=by, on=instrument, reason=reason, sha256=instrument.archived.sha256):
        instrument.archived = None
        instrument.save(update_fields=["archived"])


def delete_instrument(instrument: Instrument, *, by: User) -> None:
    """Take an entry away that nothing rests on.

    Raises:
        Refused: ``register.cited``, with the list of what rests on it.
    """
    code = instrument.pk
    with audit.entry("instrument.delete", by=by, on=instrument) as record:
        if cited := citing(instrument):
            raise Refused("register.cited", cited)
        instrument.claims.all().delete()
        instrument.sources.all().delete()
        instrument.participations.all().delete()
        instrument.replaces.all().delete()
        instrument.delete()
        record.objects.append(code)


def _check_disputes(instrument: Instrument, facts: InstrumentFacts) -> None:
    """While sources differ on a fact, the entry says what was chosen: the choice is changed where it has its
    reason."""
    for claim in instrument.claims.filter(chosen=True, settled_on=None):
        stands = getattr(facts, claim.field, None) if claim.field in _PLAIN else None
        if stands and str(stands) != claim.value:
            raise Refused("dispute.contradicts")


_PLAIN = ("kind", "number", "adopted", "in_force_from", "in_force_until", "status")
_TEXTS = ("title", "issuer", "end_note", "summary", "note")


def _fill(row: Instrument, facts: InstrumentFacts) -> list[str]:
    """Put the facts into the row; returns the names of the fields that changed."""
    changed = []
    for name in _PLAIN:
        if getattr(row, name) != getattr(facts, name):
            changed.append(name)
            setattr(row, name, getattr(facts, name))
    for name in _TEXTS:
        text = rewritten(getattr(row, name), getattr(facts, name))
        if text != getattr(row, name):
            changed.append(name)
            setattr(row, name, text)
    if list(row.subjects) != list(facts.subjects):
        changed.append("subjects")
        row.subjects = list(facts.subjects)
    # What a person has just confirmed with a source is no longer from memory.
    if facts.source is not None and facts.status == "verified":
        row.recalled_fields = []
    row.search = searching.of_instrument(row)
    return changed


def _add_source(row: Instrument, source: SourceFacts | None) -> None:
    if source is None:
        return
    last = row.sources.order_by("-position").values_list("position", flat=True).first() or 0
    Source.objects.create(
        instrument=row,
        position=last + 1,
        url=source.url,
        publisher=source.publisher,
        says=Text.of(source.says),
        accessed=source.accessed,
    )


def _free_code(facts: InstrumentFacts) -> str:
    """A readable code that is not taken: the title's first words and the year of adoption."""
    title = facts.title.get("en") or facts.title.get("fr") or next(iter(facts.title.values()))
    stem, dated = rules.slug(title, CODE), facts.adopted or facts.in_force_from
    year = dated.iso[:4] if dated else ""
    base = f"{stem}-{year}" if year and not stem.endswith(year) else stem
    return rules.free(base, set(Instrument.objects.filter(code__startswith=base).values_list("code", flat=True)))
