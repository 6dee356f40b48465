"""Reading a consultation's file: checked as a whole, against what is discussed and who is asked, before anything is
written."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, Trail, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments.subjects import Described
from jatigi.governance.consultations import schema

#: (kind, code) of a subject, as :class:`schema.On` names it.
Key = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """What the file may refer to, read from the database by whoever loads.

    ``rounds`` are those of the jurisdiction with their origin; ``subjects`` what the consultation's round has to
    discuss, as it reads today.
    """

    places: Collection[str] = ()
    rounds: Mapping[str, str] = field(default_factory=dict)
    institutions: Collection[str] = ()
    subjects: Mapping[Key, Described] = field(default_factory=dict)
    evidence: Collection[str] = ()


@dataclass(frozen=True)
class Read:
    """A file as read, with the places of everything in it."""

    form: schema.ConsultationFile
    document: yaml.Document


def read_consultation(path: Path) -> Read:
    """The file, of the right form.

    Raises:
        DocumentError: with every problem of form, each with its line.
    """
    document = yaml.read(path)
    return Read(yaml.validate(document, schema.ConsultationFile), document)


def check(read: Read, known: Known) -> None:
    """Everything that the form cannot say.

    Raises:
        DocumentError: with every problem, each with its line.
    """
    found = [
        *_frame(read, known),
        *_repeated(read),
        *_people(read, known),
        *_programme(read, known),
        *_said(read, known),
    ]
    if found:
        raise DocumentError(found)


def unknown(read_from: yaml.Document, path: Trail, id: str, accepted: Iterable[str], what: Phrase) -> Problem:
    """A problem: ``id`` at ``path`` is none of ``accepted``; a close one is offered."""
    close = difflib.get_close_matches(id, list(accepted), 1)
    advice = _("Did you mean “%(id)s”?", id=close[0]) if close else _("Correct it, or enter it first.")
    return read_from.problem(path, _("“%(id)s”, which is not there", id=shown(id)), what, advice)


def twice(document: yaml.Document, paths: Sequence[tuple[Trail, object]]) -> Iterator[Problem]:
    """A problem for every value that stands there already, with the line of the first."""
    first: dict[object, Trail] = {}
    for path, value in paths:
        if value in first:
            line = document.position(first[value])[0]
            name = shown(" ".join(str(part) for part in value) if isinstance(value, tuple) else value)
            found = _("“%(id)s” a second time; the first is on line %(line)s", id=name, line=line)
            yield document.problem(path, found, _("each once"))
        first.setdefault(value, path)


def _frame(read: Read, known: Known) -> Iterator[Problem]:
    form, document = read.form, read.document
    if form.jurisdiction not in known.places:
        yield unknown(document, ("jurisdiction",), form.jurisdiction, known.places, _("the code of a place"))
    if form.round is not None and form.round not in known.rounds:
        yield unknown(document, ("round",), form.round, known.rounds, _("a round of the jurisdiction, or null"))
    elif form.round is not None and known.rounds[form.round] != form.origin:
        yield document.problem(
            ("origin",),
            _("“%(origin)s”, unlike its round", origin=form.origin),
            known.rounds[form.round],
        )
    if form.starts_on and form.ends_on and form.ends_on < form.starts_on:
        yield document.problem(("ends_on",), _("a day before the first one"), _("a later day"))
    if form.origin == "reconstructed" and not form.sources:
        yield document.problem(("sources",), _("a reconstruction without a source"), _("the public texts it rests on"))
    if form.origin == "official" and any(item.positions for item in form.items):
        yield document.problem(
            ("items",),
            _("positions in the file of an official consultation"),
            _("none"),
            _("The positions of an official consultation are taken by the institutions."),
        )
    for name, count in form.counts:
        if count is not None and count.source > len(form.sources):
            found = _("source %(number)s, which is not there", number=count.source)
            yield document.problem(("counts", name, "source"), found, _("the number of a source, from 1"))


def _repeated(read: Read) -> Iterator[Problem]:
    form = read.form
    yield from twice(read.document, [(("sessions", n, "id"), one.id) for n, one in enumerate(form.sessions)])
    yield from twice(read.document, [(("remarks", n, "id"), one.id) for n, one in enumerate(form.remarks)])
    yield from twice(read.document, [(("items", n, "on"), one.on.key) for n, one in enumerate(form.items)])
    asked = [(("attendees", n, "institution"), one.institution) for n, one in enumerate(form.attendees)]
    yield from twice(read.document, asked)
    for n, item in enumerate(form.items):
        paths = [(("items", n, "positions", p, "institution"), one.institution) for p, one in enumerate(item.positions)]
        yield from twice(read.document, paths)


def _people(read: Read, known: Known) -> Iterator[Problem]:
    form, document = read.form, read.document
    named: list[tuple[Trail, str | None]] = [
        *((("organisers", n, "institution"), one.institution) for n, one in enumerate(form.organisers)),
        *((("attendees", n, "institution"), one.institution) for n, one in enumerate(form.attendees)),
        *((("remarks", n, "institution"), one.institution) for n, one in enumerate(form.remarks)),
    ]
    for n, session in enumerate(form.sessions):
        for place, paper in enumerate(session.communications):
            named.append((("sessions", n, "communications", place, "institution"), paper.institution))
    for path, code in named:
        if code is not None and code not in known.institutions:
            what = _("an institution of the jurisdiction")
            yield unknown(document, path, code, known.institutions, what)
    asked = {one.institution for one in form.attendees}
    for n, one in enumerate(form.attendees):
        path = ("attendees", n, "speaks_for_it")
        if one.speaks_for_it == one.institution:
            yield document.problem(path, _("an institution that speaks for itself"), _("another one that is asked"))
        elif one.speaks_for_it is not None and one.speaks_for_it not in asked:
            yield unknown(document, path, one.speaks_for_it, asked, _("an institution that is asked here"))
    for n, item in enumerate(form.items):
        for place, held in enumerate(item.positions):
            if held.institution not in asked:
                path = ("items", n, "positions", place, "institution")
                yield unknown(document, path, held.institution, asked, _("an institution that is asked here"))


def _programme(read: Read, known: Known) -> Iterator[Problem]:
    form = read.form
    sessions = {one.id for one in form.sessions}
    placed: list[tuple[Trail, str | None]] = [
        *((("items", n, "session"), one.session) for n, one in enumerate(form.items)),
        *((("remarks", n, "session"), one.session) for n, one in enumerate(form.remarks)),
    ]
    for path, code in placed:
        if code is not None and code not in sessions:
            yield unknown(read.document, path, code, sessions, _("a session of this file"))


def _said(read: Read, known: Known) -> Iterator[Problem]:
    form, document = read.form, read.document
    for path, on in _named(form):
        if on.key not in known.subjects:
            codes = [code for kind, code in known.subjects if kind == on.key[0]]
            what = _("what the consultation’s round has to discuss") if form.round else _("nothing: there is no round")
            yield unknown(document, (*path, on.key[0]), on.key[1], codes, what)
    for n, item in enumerate(form.items):
        for place, held in enumerate(item.positions):
            for number, code in enumerate(held.evidence):
                if code not in known.evidence:
                    path = ("items", n, "positions", place, "evidence", number)
                    yield unknown(document, path, code, known.evidence, _("evidence of the jurisdiction"))
    for n, remark in enumerate(form.remarks):
        subject = known.subjects.get(remark.on.key) if remark.on else None
        if remark.quote and subject and remark.quote not in subject.words.text(remark.quote_lang):
            found = _("a quote that does not stand in the text")
            yield document.problem(("remarks", n, "quote"), found, _("words of the text in that language"))


def _named(form: schema.ConsultationFile) -> Iterator[tuple[Trail, schema.On]]:
    """Everything of the round that the file names, with its place."""
    for n, item in enumerate(form.items):
        yield ("items", n, "on"), item.on
        for place, held in enumerate(item.positions):
            if held.disposition and held.disposition.changed:
                yield ("items", n, "positions", place, "disposition", "changed"), held.disposition.changed
    for n, remark in enumerate(form.remarks):
        if remark.on:
            yield ("remarks", n, "on"), remark.on
        if remark.disposition and remark.disposition.changed:
            yield ("remarks", n, "disposition", "changed"), remark.disposition.changed
