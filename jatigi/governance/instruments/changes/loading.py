"""Taking in files: the whole of a folder or nothing, in one act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import checks, export, loader, rules, schema, searching
from jatigi.governance.instruments.models import Claim, Evidence, Instrument, Participation, Source, Succession


@dataclass(frozen=True)
class Loaded:
    """What a load did: codes of new and of changed entries, and how many stood as they were."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int


def load_register(
    path: Path, *, jurisdiction: str | None = None, by: User | None = None, overwrite: bool = False
) -> Loaded:
    """Bring the register to what a file or folder says. Loading the same again changes nothing.

    An entry whose file has not changed since it was loaded is left as it is, even when somebody edited it on the desk
    since. Where both changed, the load is refused, unless ``overwrite`` gives the file the last word. Entries that
    the files do not name stay; legal effects, archived copies and the participation of other places stay too.

    Raises:
        DocumentError: with everything wrong in the files; nothing is written then.
    """
    entries = loader.read_register(path, _known(), jurisdiction=jurisdiction)
    with audit.entry("register.load", by=by, kind=Instrument._meta.label) as record:
        rows = Instrument.objects.filter(code__in=[e.form.id for e in entries])
        marks: dict[str, dict[str, str]] = dict(rows.values_list("code", "loaded"))
        touched = {e.form.id: e for e in entries if marks.get(e.form.id, {}).get(e.speaks_for) != _mark(e)}
        if not overwrite:
            _refuse_conflicts(touched, marks)
        _write_instruments(list(touched.values()), marks)
        added = tuple(code for code in touched if code not in marks)
        changed = tuple(code for code in touched if code in marks)
        record.objects += touched
        record.details |= {"added": len(added), "changed": len(changed)}
    return Loaded(added, changed, len(entries) - len(touched))


def load_evidence(
    path: Path, *, jurisdiction: str | None = None, by: User | None = None, overwrite: bool = False
) -> Loaded:
    """Bring other evidence to what a file or folder says; as :func:`load_register`."""
    entries = loader.read_evidence(path, _known(), jurisdiction=jurisdiction)
    with audit.entry("evidence.load", by=by, kind=Evidence._meta.label) as record:
        rows = {
            (row.jurisdiction_id, row.code): row
            for row in Evidence.objects.filter(
                jurisdiction__in={e.jurisdiction for e in entries}, code__in=[e.form.id for e in entries]
            ).prefetch_related("instruments")
        }
        problems: list[Problem] = []
        touched: list[loader.EvidenceEntry] = []
        for entry in entries:
            row, mark = rows.get((entry.jurisdiction, entry.form.id)), _evidence_mark(entry.form)
            if row is None or row.loaded != mark:
                touched.append(entry)
                now = export.digest(export.plain_evidence_row(row)) if row else mark
                if row is not None and now not in (row.loaded, mark) and not overwrite:
                    problems.append(_edited(entry))
        if problems:
            raise DocumentError(problems)
        made = _write_evidence(touched)
        added = tuple(e.form.id for e in touched if (e.jurisdiction, e.form.id) not in rows)
        changed = tuple(e.form.id for e in touched if (e.jurisdiction, e.form.id) in rows)
        record.objects += made
        record.details |= {"added": len(added), "changed": len(changed)}
    return Loaded(added, changed, len(entries) - len(touched))


def _known() -> loader.Known:
    """What files may refer to: the register and the places as they are now."""
    return loader.Known(
        instruments=dict(Instrument.objects.values_list("code", "jurisdiction")),
        places=frozenset(Place.objects.values_list("code", flat=True)),
    )


def _mark(entry: loader.Entry) -> str:
    return export.digest(_plain(entry))


def _plain(entry: loader.Entry) -> export.Plain:
    """The entry as its row will say it: the owner only where it is not the usual one, created bodies in order."""
    plain = export.plain_instrument(entry.form)
    usual = rules.owner(entry.form.kind, bool(entry.form.participation), entry.speaks_for)
    if plain.get("jurisdiction") == usual:
        plain = {key: value for key, value in plain.items() if key != "jurisdiction"}
    return {**plain, "creates": sorted(plain["creates"])}


def _evidence_mark(form: schema.Evidence) -> str:
    return export.digest(export.plain_evidence(form))


def _spoken_for(entry: loader.Entry) -> set[str]:
    """The places whose participation the file decides."""
    return {entry.speaks_for, *(part.place for part in entry.form.participation)}


def _refuse_conflicts(touched: Mapping[str, loader.Entry], marks: Mapping[str, Mapping[str, str]]) -> None:
    """Both the file and the row changed since the last load, or two countries tell the facts of a common text
    otherwise: a person must say which holds."""
    problems = []
    for row in export.whole(Instrument.objects.filter(code__in=[code for code in touched if code in marks])):
        entry = touched[row.code]
        now, new = export.plain_row(row, entry.speaks_for, _spoken_for(entry)), _plain(entry)
        mark = marks[row.code].get(entry.speaks_for)
        if mark is None:  # this jurisdiction's file says it for the first time
            now, new = ({k: v for k, v in plain.items() if k != "participation"} for plain in (now, new))
        if export.digest(now) not in (mark, export.digest(new)):
            problems.append(_edited(entry))
    if problems:
        raise DocumentError(problems)


def _edited(entry: loader.Entry | loader.EvidenceEntry) -> Problem:
    return entry.document.problem(
        (*entry.trail, "id"),
        _("“%(code)s” was edited on the desk since it was loaded, and its file changed too", code=entry.form.id),
        _("an entry that changed in one place only"),
        _("Export the register and compare; then load again with --overwrite to let the file decide."),
    )


_COLUMNS = (
    "kind", "jurisdiction", "title", "number", "issuer", "adopted", "in_force_from", "in_force_until", "end_note",
    "subjects", "summary", "note", "status", "recalled_fields", "search", "loaded",
)  # fmt: skip


def _write_instruments(entries: Sequence[loader.Entry], marks: Mapping[str, Mapping[str, str]]) -> None:
    codes = [entry.form.id for entry in entries]
    Instrument.objects.bulk_create(
        [_row(entry, marks.get(entry.form.id, {})) for entry in entries],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=list(_COLUMNS),
    )
    _clear(codes, entries)
    Participation.objects.bulk_create(
        Participation(instrument_id=e.form.id, place_id=p.place, signed=p.signed, ratified=p.ratified, left=p.left)
        for e in entries
        for p in e.form.participation
    )
    Succession.objects.bulk_create(one for entry in entries for one in _successions(entry.form))
    made = Instrument.creates.through
    made.objects.bulk_create(
        made(from_instrument_id=entry.form.id, to_instrument_id=code)
        for entry in entries
        for code in entry.form.creates
    )
    sources = Source.objects.bulk_create(one for entry in entries for one in _sources(entry.form))
    at = {(source.instrument_id, source.position): source for source in sources}
    Claim.objects.bulk_create(one for entry in entries for one in _claims(entry.form, at))


def _clear(codes: Sequence[str], entries: Iterable[loader.Entry]) -> None:
    """Take away what the entries are about to say anew."""
    Claim.objects.filter(instrument__in=codes).delete()
    Source.objects.filter(instrument__in=codes).delete()
    Succession.objects.filter(later__in=codes, kind=Succession.Kind.SUPERSEDES).delete()
    Succession.objects.filter(earlier__in=codes, kind=Succession.Kind.AMENDS).delete()
    Instrument.creates.through.objects.filter(from_instrument__in=codes).delete()
    spoken = {(entry.form.id, place) for entry in entries for place in _spoken_for(entry)}
    parts = Participation.objects.filter(instrument__in=codes).values_list("pk", "instrument", "place")
    Participation.objects.filter(pk__in=[pk for pk, code, place in parts if (code, place) in spoken]).delete()


def _row(entry: loader.Entry, marks: Mapping[str, str]) -> Instrument:
    form = entry.form
    row = Instrument(
        code=form.id,
        kind=form.kind,
        jurisdiction_id=checks.owner(entry),
        title=Text.of(form.title),
        number=form.number or "",
        issuer=Text.of(form.issuer),
        adopted=form.adopted,
        in_force_from=form.in_force_from,
        in_force_until=form.in_force_until,
        end_note=Text.of(form.end_note or {}),
        subjects=form.subjects,
        summary=Text.of(form.summary),
        note=Text.of(form.note or {}),
        status=form.status,
        recalled_fields=form.recalled_fields,
        loaded={**marks, entry.speaks_for: _mark(entry)},
    )
    row.search = searching.of_instrument(row)
    return row


def _successions(form: schema.Instrument) -> list[Succession]:
    def on(one: str | schema.Dated) -> PartialDate | None:
        return None if isinstance(one, str) else PartialDate.parse(one.on)

    later = [
        Succession(later_id=form.id, earlier_id=checks.named(one), kind=Succession.Kind.SUPERSEDES, on=on(one))
        for one in form.supersedes
    ]
    return later + [
        Succession(later_id=checks.named(one), earlier_id=form.id, kind=Succession.Kind.AMENDS, on=on(one))
        for one in form.amended_by
    ]


def _sources(form: schema.Instrument) -> list[Source]:
    return [
        Source(
            instrument_id=form.id,
            position=position,
            url=source.url or "",
            publisher=source.publisher,
            says=Text.of(source.says),
            accessed=source.accessed,
        )
        for position, source in enumerate(form.sources, 1)
    ]


def _claims(form: schema.Instrument, sources: Mapping[tuple[str, int], Source]) -> list[Claim]:
    """One row for each claim of each disputed fact. The first that says what was chosen is marked; it, or the first of
    all, has the reason."""
    return [claim for dispute in form.disputes for claim in _claims_of(form.id, dispute, sources)]


def _claims_of(code: str, dispute: schema.Dispute, sources: Mapping[tuple[str, int], Source]) -> list[Claim]:
    at = next((index for index, claim in enumerate(dispute.claims) if claim.value == dispute.chosen), None)
    return [
        Claim(
            instrument_id=code,
            field=dispute.field,
            value=claim.value,
            source=sources[(code, claim.source)] if claim.source else None,
            chosen=index == at,
            reason=Text.of(dispute.reason) if index == (at or 0) else Text.of({}),
            settled_on=dispute.settled,
        )
        for index, claim in enumerate(dispute.claims)
    ]


def _write_evidence(entries: Sequence[loader.EvidenceEntry]) -> list[str]:
    """Write the rows; returns their ids."""
    columns = [
        field.name
        for field in Evidence._meta.concrete_fields
        if field.name not in {"id", "jurisdiction", "code", "file", "added_by"}
    ]
    Evidence.objects.bulk_create(
        [_evidence_row(entry) for entry in entries],
        update_conflicts=True,
        unique_fields=["jurisdiction", "code"],
        update_fields=columns,
    )
    places = {entry.jurisdiction for entry in entries}
    ids = {
        (place, code): pk
        for pk, place, code in Evidence.objects.filter(
            jurisdiction__in=places, code__in=[entry.form.id for entry in entries]
        ).values_list("id", "jurisdiction", "code")
    }
    mine = {(e.jurisdiction, e.form.id): ids[(e.jurisdiction, e.form.id)] for e in entries}
    about = Evidence.instruments.through
    about.objects.filter(evidence__in=list(mine.values())).delete()
    about.objects.bulk_create(
        about(evidence_id=mine[(e.jurisdiction, e.form.id)], instrument_id=code)
        for e in entries
        for code in dict.fromkeys(e.form.instruments)
    )
    return [str(pk) for pk in mine.values()]


def _evidence_row(entry: loader.EvidenceEntry) -> Evidence:
    form = entry.form
    row = Evidence(
        jurisdiction_id=entry.jurisdiction,
        code=form.id,
        kind=form.kind,
        title=Text.of(form.title),
        text=Text.of(form.text),
        dated=form.dated,
        observed_from=form.observed_from,
        observed_until=form.observed_until,
        function=form.function,
        consent=form.consent,
        url=form.url or "",
        publisher=form.publisher or "",
        accessed=form.accessed,
        value=form.value or "",
        unit=Text.of(form.unit or {}),
        definition=Text.of(form.definition or {}),
        confidence=form.confidence,
        publishable=form.publishable,
        dimension=form.dimension,
        indicators=form.indicators,
        level_hint=form.level_hint or "",
        loaded=_evidence_mark(form),
    )
    row.search = searching.of_evidence(row)
    return row
