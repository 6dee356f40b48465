"""Reading a round's file: checked as a whole, against framework, register and the rounds before, before anything is
written."""

import datetime
import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem, Trail, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments import schema, wording
from jatigi.governance.assessments.errors import CATALOGUE
from jatigi.governance.assessments.rules.evidence import CitedFacts, ToReverify, evidence_state
from jatigi.governance.assessments.rules.findings import Basis, objections
from jatigi.governance.assessments.rules.judgements import Asked, Cited, Judged, Stand, faults_of, is_known

REVIEWED = "reviewed_by_project"


@dataclass(frozen=True)
class Piece:
    """What the register has under an id that a file may cite. ``id``: the instrument's code or the evidence's
    UUID."""

    id: str
    facts: CitedFacts
    unclear: bool = False  # evidence from which no answer may be coded


@dataclass(frozen=True)
class Known:
    """What the file may refer to, read from the database by whoever loads."""

    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # indicator → level ids, () on number scales
    dimensions: Collection[str] = ()
    instruments: Mapping[str, Piece] = field(default_factory=dict)
    evidence: Mapping[str, Piece] = field(default_factory=dict)
    previous: Mapping[str, Stand] = field(default_factory=dict)  # indicator → last round's answer
    present: Mapping[str, Stand] = field(default_factory=dict)  # indicator → this round's answer, when loaded before


@dataclass(frozen=True)
class Read:
    """A file as read, with the places of everything in it."""

    form: schema.RoundFile
    document: yaml.Document

    def judged(self, answer: schema.Answer, known: Known) -> Judged:
        """An answer as a judgement, its citations found in the register."""
        return Judged(
            level=answer.level,
            value=answer.value,
            reasons=answer.reasons.strip(),
            reasons_lang=answer.reasons_lang,
            confidence=answer.confidence or "",
            cause=answer.cause,
            holds_on=answer.holds_on,
            citations=tuple(_cited(citation, known) for citation in answer.citations),
        )


def read_round(path: Path) -> Read:
    """The file, of the right form.

    Raises:
        DocumentError: with every problem of form, each with its line.
    """
    document = yaml.read(path)
    return Read(yaml.validate(document, schema.RoundFile), document)


def check(read: Read, known: Known, *, today: datetime.date) -> None:
    """Everything that the form cannot say.

    Raises:
        DocumentError: with every problem, each with its line.
    """
    found = [
        *_round_problems(read),
        *_twice(read, "answers", "indicator", [a.indicator for a in read.form.answers]),
        *_twice(read, "findings", "id", [f.id for f in read.form.findings]),
    ]
    for place in range(len(read.form.answers)):
        found += _answer_problems(read, place, known, today)
    for place in range(len(read.form.findings)):
        found += _finding_problems(read, place, known)
    if found:
        raise DocumentError(found)


def _cited(citation: schema.Citation, known: Known) -> Cited:
    piece = known.evidence.get(citation.evidence or "")
    return Cited(
        instrument=citation.instrument,
        evidence=piece.id if piece else citation.evidence,
        place=citation.place,
        quote=citation.quote,
        quote_lang=citation.quote_lang,
        although_ended=citation.although_ended,
    )


def _round_problems(read: Read) -> Iterator[Problem]:
    form, document = read.form, read.document
    if len(set(form.languages)) < len(form.languages):
        yield document.problem(("languages",), _("a language twice"), _("each language once, the lead language first"))
    if form.target_state == REVIEWED and form.origin != "reconstructed":
        yield document.problem(
            ("target_state",),
            _("“%(state)s” for a round that is %(origin)s", state=REVIEWED, origin=form.origin),
            "collection",
            _("Only a reconstruction ends with the project's review; people lead the others."),
        )
    if form.origin == "official" and (form.answers or form.findings):
        yield document.problem(
            ("answers",) if form.answers else ("findings",),
            _("answers in the file of an official round"),
            _("none"),
            _("The answers of an official round are given and reviewed by people."),
        )
    languages = [("about", form.about), *((f"findings.{n}", f.text) for n, f in enumerate(form.findings))]
    for name, texts in languages:
        missing = [lang for lang in form.languages if lang not in texts]
        if missing:
            path: Trail = ("about",) if name == "about" else ("findings", int(name.split(".")[1]), "text")
            found = _("no text in: %(languages)s", languages=", ".join(missing))
            yield document.problem(path, found, _("the text in each language of the round"))


def _twice(read: Read, kind: str, key: str, ids: list[str]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, id in enumerate(ids):
        if id in seen:
            line = read.document.position((kind, seen[id], key))[0]
            found = _("“%(id)s” a second time; the first is on line %(line)s", id=shown(id), line=line)
            yield read.document.problem((kind, place, key), found, _("each once"))
        seen.setdefault(id, place)


def _unknown(read: Read, path: Trail, id: str, accepted: Iterable[str], what: Phrase) -> Problem:
    close = difflib.get_close_matches(id, list(accepted), 1)
    advice = _("Did you mean “%(id)s”?", id=close[0]) if close else _("Correct it, or enter it first.")
    return read.document.problem(path, _("“%(id)s”, which is not there", id=shown(id)), what, advice)


def _answer_problems(read: Read, place: int, known: Known, today: datetime.date) -> Iterator[Problem]:
    answer, path = read.form.answers[place], ("answers", place)
    levels = known.levels.get(answer.indicator)
    if levels is None:
        what = _("an indicator of the round's framework")
        yield _unknown(read, (*path, "indicator"), answer.indicator, known.levels, what)
        return
    asked = Asked(
        levels,
        read.form.reference_date,
        known.previous.get(answer.indicator),
        [known.present[answer.indicator]] if answer.indicator in known.present else [],
    )
    for fault in faults_of(read.judged(answer, known), asked):
        where: Trail = (*path, *(int(part) if part.isdigit() else part for part in fault.field.split(".")))
        value = getattr(answer, fault.field, None)
        found = _("“%(value)s”", value=shown(value)) if value not in (None, "") else _("nothing")
        yield read.document.problem(where, found, "", fault.message)
    if is_known(answer.level, answer.value) and not answer.citations:
        yield read.document.problem(
            path, _("a known level without a citation"), "", _("Cite what it rests on, or write “level: unknown”.")
        )
    for number in range(len(answer.citations)):
        yield from _citation_problems(read, place, number, known, today)


def _citation_problems(read: Read, place: int, number: int, known: Known, today: datetime.date) -> Iterator[Problem]:
    answer, path = read.form.answers[place], ("answers", place, "citations", number)
    citation = answer.citations[number]
    piece: Piece | None = None
    if citation.instrument is not None:
        piece = known.instruments.get(citation.instrument)
        if piece is None:
            what = _("an instrument of the register")
            yield _unknown(read, (*path, "instrument"), citation.instrument, known.instruments, what)
    elif citation.evidence is not None:
        piece = known.evidence.get(citation.evidence)
        if piece is None:
            what = _("evidence of the jurisdiction")
            yield _unknown(read, (*path, "evidence"), citation.evidence, known.evidence, what)
    if piece is None:
        return
    if piece.unclear and is_known(answer.level, answer.value):
        advice = _("Rest the answer on other evidence, or write “level: unknown”.")
        yield read.document.problem(path, _("evidence that is marked unclear"), _("evidence to code from"), advice)
    if read.form.target_state == REVIEWED and not citation.although_ended:
        state = evidence_state(piece.facts, reference_date=read.form.reference_date, round_open=False, today=today)
        if isinstance(state, ToReverify):
            yield read.document.problem(
                path,
                _(
                    "“%(ref)s”, which had ended on the reference date: %(why)s, %(day)s",
                    ref=state.ref,
                    why=wording.ENDINGS[state.reason],
                    day=wording.Day(state.on),
                ),
                _("what was in force on the reference date"),
                _("Cite what took its place; or write “although_ended: true” where the reasons take it into account."),
            )


def _finding_problems(read: Read, place: int, known: Known) -> Iterator[Problem]:
    finding, path = read.form.findings[place], ("findings", place)
    answers = {a.indicator: a for a in read.form.answers}
    if finding.dimension not in known.dimensions:
        what = _("a dimension of the round's framework")
        yield _unknown(read, (*path, "dimension"), finding.dimension, known.dimensions, what)
    lists: tuple[tuple[str, list[str], Collection[str], Phrase], ...] = (
        ("answers", finding.answers, answers, _("an indicator answered in this file")),
        ("instruments", finding.instruments, known.instruments, _("an instrument of the register")),
        ("evidence", finding.evidence, known.evidence, _("evidence of the jurisdiction")),
    )
    dangling = [
        _unknown(read, (*path, key, number), id, there, what)
        for key, ids, there, what in lists
        for number, id in enumerate(ids)
        if id not in there
    ]
    yield from dangling
    if dangling:
        return
    bases = [_basis(answers[id], known) for id in finding.answers]
    cites = [known.instruments[id].facts for id in finding.instruments]
    cites += [known.evidence[id].facts for id in finding.evidence]
    day = wording.Day(read.form.reference_date)
    for objection in objections(finding.kind, bases, cites, read.form.reference_date):
        _status, message, advice = CATALOGUE[objection.code]
        values = {"indicator": objection.about, "ref": objection.about, "day": day}
        yield read.document.problem(path, Phrase(message.msgid, values), "", advice)


def _basis(answer: schema.Answer, known: Known) -> Basis:
    pieces = [
        known.instruments.get(c.instrument or "") or known.evidence.get(c.evidence or "") for c in answer.citations
    ]
    return Basis(answer.indicator, answer.level, answer.value, [piece.facts for piece in pieces if piece])
