"""What must hold between the entries of the register's files: ids, dates, sources, disputes."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from jatigi.foundation.files.problems import Phrase, Problem, Trail
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.files.yaml import Document
from jatigi.foundation.text.dates import PartialDate
from jatigi.governance.instruments import rules, schema

if TYPE_CHECKING:
    from jatigi.governance.instruments.loader import Entry, EvidenceEntry, Known

DATES = ("adopted", "in_force_from", "in_force_until")


def register(entries: Sequence["Entry"], known: "Known") -> list[Problem]:
    """Every problem of the instruments of one load, taken together."""
    problems = list(_twice((entry.form.id, entry.document, entry.trail) for entry in entries))
    kinds: dict[str, str] = dict.fromkeys(known.instruments, "")
    kinds |= {entry.form.id: entry.form.kind for entry in entries}
    for entry in entries:
        problems += _references(entry, kinds)
        problems += _owner(entry, known)
        problems += _dates(entry)
        problems += _participation(entry, known.places)
        problems += _sources(entry)
        problems += _disputes(entry)
    problems += _circles(entries)
    return problems


def evidence(entries: Sequence["EvidenceEntry"], known: "Known") -> list[Problem]:
    """Every problem of the evidence of one load, taken together."""
    problems = list(_twice((entry.form.id, entry.document, entry.trail) for entry in entries))
    for entry in entries:
        for index, code in enumerate(entry.form.instruments):
            if code not in known.instruments:
                problems.append(
                    _dangling(entry.document, (*entry.trail, "instruments", index), code, known.instruments)
                )
        if known.places is not None and entry.jurisdiction not in known.places:
            problems.append(_unknown_place(entry.document, ("jurisdiction",), entry.jurisdiction, known.places))
    return problems


def _twice(ids: Iterable[tuple[str, Document, Trail]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for code, document, trail in ids:
        line = document.position((*trail, "id"))[0]
        if code in first:
            found = _("the id “%(code)s” a second time; the first is at %(first)s", code=code, first=first[code])
            yield document.problem((*trail, "id"), found, _("each id once"), _("Rename or delete one of the two."))
        else:
            first[code] = f"{document.file}:{line}"


def _dangling(document: Document, trail: Trail, code: str, ids: Iterable[str]) -> Problem:
    close = difflib.get_close_matches(code, list(ids), 1)
    advice = _("Did you mean “%(key)s”?", key=close[0]) if close else _("Correct the id, or add the entry it names.")
    found = _("“%(code)s”, which is no entry of the register", code=code)
    return document.problem(trail, found, _("the id of an entry"), advice)


def _unknown_place(document: Document, trail: Trail, code: str, places: Collection[str]) -> Problem:
    close = difflib.get_close_matches(code, list(places), 1)
    advice: Phrase | str = _("Did you mean “%(key)s”?", key=close[0]) if close else _("Load the places first.")
    return document.problem(trail, _("the unknown place “%(code)s”", code=code), _("the code of a place"), advice)


def named(reference: "str | schema.Dated") -> str:
    """The id that a reference names, with or without a date."""
    return reference if isinstance(reference, str) else reference.id


def _references(entry: "Entry", kinds: Mapping[str, str]) -> Iterator[Problem]:
    form, document = entry.form, entry.document
    lists: tuple[tuple[str, Sequence[str | schema.Dated]], ...] = (
        ("supersedes", form.supersedes),
        ("amended_by", form.amended_by),
        ("creates", form.creates),
    )
    for key, references in lists:
        seen: set[str] = set()
        for index, reference in enumerate(references):
            trail, code = (*entry.trail, key, index), named(reference)
            if code == form.id:
                yield document.problem(trail, _("the instrument itself"), _("the id of another entry"))
            elif code not in kinds:
                yield _dangling(document, trail, code, kinds)
            elif code in seen:
                yield document.problem(trail, _("“%(code)s” a second time", code=code), _("each id once"))
            elif key == "creates" and kinds[code] not in {"institution", ""}:
                found = _("“%(code)s”, which is of kind %(kind)s", code=code, kind=kinds[code])
                yield document.problem(trail, found, _("an entry of kind institution"))
            seen.add(code)


def _circles(entries: Sequence["Entry"]) -> Iterator[Problem]:
    """An instrument cannot, by way of others, supersede itself: such a circle would end them all."""
    earlier = {entry.form.id: [named(reference) for reference in entry.form.supersedes] for entry in entries}
    done: set[str] = set()
    for entry in entries:
        if entry.form.id in done:
            continue
        path = _circle(entry.form.id, earlier, done)
        if path:
            found = _("a circle: %(path)s", path=" → ".join(path))
            at = next((one for one in entries if one.form.id == path[0]), entry)
            yield at.document.problem((*at.trail, "supersedes"), found, _("later instruments supersede earlier ones"))


def _circle(start: str, earlier: Mapping[str, Sequence[str]], done: set[str]) -> list[str]:
    """The first circle met when walking back from ``start``, its first id at both ends; empty when there is none."""
    path: list[str] = []
    stack: list[tuple[str, Iterator[str]]] = [(start, iter(earlier.get(start, ())))]
    on_path = {start}
    path.append(start)
    while stack:
        code, rest = stack[-1]
        following = next((c for c in rest if c not in done), None)
        if following is None:
            stack.pop()
            on_path.discard(code)
            path.pop()
            done.add(code)
        elif following in on_path:
            return [*path[path.index(following) :], following]
        else:
            stack.append((following, iter(earlier.get(following, ()))))
            on_path.add(following)
            path.append(following)
    return []


def _owner(entry: "Entry", known: "Known") -> Iterator[Problem]:
    """A text of one jurisdiction is not taken over by the file of another."""
    form = entry.form
    if form.id in known.instruments and known.instruments[form.id] != owner(entry):
        found = _(
            "“%(code)s”, which belongs to %(owner)s",
            code=form.id,
            owner=known.instruments[form.id] or _("all who take part in it"),
        )
        yield entry.document.problem((*entry.trail, "id"), found, _("an id of its own"), _("Choose another id."))
    place = form.jurisdiction
    if place is not None and known.places is not None and place not in known.places:
        yield _unknown_place(entry.document, (*entry.trail, "jurisdiction"), place, known.places)
    if known.places is not None and entry.speaks_for not in known.places:
        yield _unknown_place(entry.document, ("jurisdiction",), entry.speaks_for, known.places)


def owner(entry: "Entry") -> str | None:
    """Whose text it is: as the entry says; else the file's jurisdiction, except for what belongs to all who take
    part (conventions, regional acts, policies in which places take part)."""
    form = entry.form
    return form.jurisdiction or rules.owner(form.kind, bool(form.participation), entry.speaks_for)


def _parsed(value: str | None) -> PartialDate | None:
    return PartialDate.parse(value) if value else None


def _dates(entry: "Entry") -> Iterator[Problem]:
    form = entry.form
    begins, until = _parsed(form.in_force_from), _parsed(form.in_force_until)
    if not rules.coherent(begins, until):
        found = _("in force until %(until)s, from %(start)s", until=until, start=begins)
        yield entry.document.problem(
            (*entry.trail, "in_force_until"), found, _("an end that is not before the beginning")
        )
    if form.end_note is not None and form.in_force_until is None and not any(p.left for p in form.participation):
        yield entry.document.problem(
            (*entry.trail, "end_note"), _("a note on an end that has no date"), "", _("Give the date, or use “note”.")
        )


def _participation(entry: "Entry", places: Collection[str] | None) -> Iterator[Problem]:
    form, document = entry.form, entry.document
    if form.participation and form.kind not in rules.SHARED:
        found = _("participation in an entry of kind %(kind)s", kind=form.kind)
        yield document.problem((*entry.trail, "participation"), found, ", ".join(sorted(rules.SHARED)))
    seen: set[str] = set()
    for index, part in enumerate(form.participation):
        trail: Trail = (*entry.trail, "participation", index)
        if part.place in seen:
            yield document.problem(
                (*trail, "place"), _("“%(code)s” a second time", code=part.place), _("each place once")
            )
        seen.add(part.place)
        if places is not None and part.place not in places:
            yield _unknown_place(document, (*trail, "place"), part.place, places)
        entered = _parsed(part.ratified) or _parsed(part.signed)
        if not rules.coherent(entered, _parsed(part.left)):
            found = _("left on %(left)s, entered on %(entered)s", left=part.left, entered=entered)
            yield document.problem((*trail, "left"), found, _("an end that is not before the beginning"))


def _sources(entry: "Entry") -> Iterator[Problem]:
    form = entry.form
    if not form.sources and form.status != "recalled":
        found = _("no source, with the status “%(status)s”", status=form.status)
        advice = _("Add a source, or set the status to “recalled”.")
        yield entry.document.problem((*entry.trail, "sources"), found, _("at least one source"), advice)


def recorded(form: schema.Instrument, field: str) -> str | None:
    """What the entry itself says of a field that can be disputed. Titles have no single value: ``None``."""
    if field.startswith("participation."):
        _head, place, which = field.split(".")
        return next((getattr(part, which) for part in form.participation if part.place == place), None)
    return None if field in {"title", "issuer"} else getattr(form, field)


def _disputes(entry: "Entry") -> Iterator[Problem]:
    form, document = entry.form, entry.document
    if (form.status == "disputed") != any(one.settled is None for one in form.disputes):
        found = _("the status “%(status)s”", status=form.status)
        accepted = _("the status “disputed” with a dispute, and only then")
        yield document.problem((*entry.trail, "status"), found, accepted)
    seen: set[str] = set()
    for place, dispute in enumerate(form.disputes, 0 if form.dispute else 1):
        trail: Trail = (*entry.trail, "dispute") if place == 0 else (*entry.trail, "further_disputes", place - 1)
        if dispute.field in seen:
            found = _("the field “%(field)s” a second time", field=dispute.field)
            yield document.problem((*trail, "field"), found, _("one dispute for each field"))
        seen.add(dispute.field)
        yield from _dispute(entry, dispute, trail)


def _dispute(entry: "Entry", dispute: schema.Dispute, trail: Trail) -> Iterator[Problem]:
    form, document = entry.form, entry.document
    for index, claim in enumerate(dispute.claims):
        if claim.source is not None and claim.source > len(form.sources):
            found = _("source %(source)s", source=claim.source)
            accepted = _("a number from 1 to %(most)s", most=len(form.sources))
            yield document.problem((*trail, "claims", index, "source"), found, accepted)
    values = {claim.value for claim in dispute.claims}
    if len(values) < 2:
        yield document.problem((*trail, "claims"), _("claims that all agree"), _("at least two different values"))
    if dispute.chosen is not None and dispute.chosen not in values:
        found = _("“%(value)s”", value=dispute.chosen)
        yield document.problem(
            (*trail, "chosen"), found, _("null, or one of the claims: %(values)s", values=", ".join(sorted(values)))
        )
    if dispute.field.startswith("participation."):
        place = dispute.field.split(".")[1]
        if place not in {part.place for part in form.participation}:
            found = _("a dispute on the participation of %(place)s, which the entry does not have", place=place)
            yield document.problem((*trail, "field"), found)
    stands = recorded(form, dispute.field)
    if dispute.settled is not None and dispute.chosen is None:
        found = _("settled, but no version is chosen")
        yield document.problem((*trail, "settled"), found, _("one of the claims under “chosen”, or no “settled”"))
    # What was settled may be put right later; while sources differ, entry and choice say the same.
    if dispute.settled is None and dispute.chosen is not None and stands is not None and stands != dispute.chosen:
        found = _("“%(chosen)s” is chosen, but the entry says “%(value)s”", chosen=dispute.chosen, value=stands)
        yield document.problem((*trail, "chosen"), found, _("the same value in both places"))
