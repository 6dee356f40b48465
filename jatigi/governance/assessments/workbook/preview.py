"""What an import would change, question by question and cell by cell, before anything is written.

Each cell is compared with how it was handed out and with how the answer stands now:

- as handed out: the institution left it alone, so the answer as it stands keeps it;
- changed by the institution only: it goes in;
- changed by someone else meanwhile, to something else: refused and named, nothing is overwritten.

A question with a refused cell goes no further than a draft: half of one judgement and half of another is none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.problems import DocumentError, Phrase, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments import access, wording
from jatigi.governance.assessments.errors import Fault, refused
from jatigi.governance.assessments.models import Coding, CodingRevision, Draft, Round
from jatigi.governance.assessments.queries.answers import latest_revisions
from jatigi.governance.assessments.queries.register import lineage
from jatigi.governance.assessments.rules.codings import may_write
from jatigi.governance.assessments.rules.judgements import Asked, Judged, Stand, faults_of
from jatigi.governance.assessments.workbook import labels
from jatigi.governance.assessments.workbook.manifest import fingerprint
from jatigi.governance.assessments.workbook.read import Filled, Raw, interpret
from jatigi.governance.assessments.workbook.standing import Line, Question, Snapshot, judged, snapshot
from jatigi.governance.instruments import access as instruments_access

MARK = "workbook"  # in a draft's content: it came from a workbook and nobody has touched it since
Outcome = Literal["hand_in", "draft", "refused"]


@dataclass(frozen=True)
class CellChange:
    """One cell: what stands now and what the workbook says, as people read it."""

    field: str
    place: str
    now: str
    new: str

    @property
    def heading(self) -> str:
        """How the sheet calls the column."""
        return labels.heading(self.field)


@dataclass(frozen=True)
class Row:
    """One question that the workbook would change. ``conflicts``: cells that someone else changed meanwhile."""

    question: Question
    outcome: Outcome
    changes: tuple[CellChange, ...]
    conflicts: tuple[CellChange, ...]
    judged: Judged
    faults: tuple[Fault, ...] = ()  # what is missing before it can be handed in
    why: Phrase | None = None  # why the whole question is refused


@dataclass(frozen=True)
class Preview:
    """Everything that an import would do."""

    now: Snapshot
    filled: Filled
    rows: tuple[Row, ...]

    def of(self, outcome: Outcome) -> tuple[Row, ...]:
        """The rows with that outcome."""
        return tuple(row for row in self.rows if row.outcome == outcome)

    @property
    def handed_in(self) -> tuple[Row, ...]:
        """Complete answers: handed in for review."""
        return self.of("hand_in")

    @property
    def drafts(self) -> tuple[Row, ...]:
        """Answers that are not complete, or with a refused cell: kept as drafts of whoever imports."""
        return self.of("draft")

    @property
    def refused(self) -> tuple[Row, ...]:
        """Questions of which nothing goes in."""
        return self.of("refused")

    @property
    def conflicts(self) -> tuple[CellChange, ...]:
        """Every refused cell."""
        return tuple(cell for row in self.rows for cell in row.conflicts)

    @property
    def digest(self) -> str:
        """The fingerprint of what a person sees: the outcome of each question and the cells that go in or do not."""
        content = [
            [row.question.code, row.outcome, row.changes, row.conflicts, sorted(fault.code for fault in row.faults)]
            for row in self.rows
        ]
        return fingerprint(repr(content))

    @property
    def writes(self) -> bool:
        """Whether an import would write anything."""
        return bool(self.handed_in or self.drafts)


def preview(raw: Raw, round: Round, by: User | None) -> Preview:
    """What importing the workbook into the round would change. ``by`` None: without asking in whose name.

    Raises:
        DocumentError: for a workbook of another round, and for every cell that cannot be understood.
        Refused: ``not_your_role``; ``workbook.not_theirs`` for the workbook of an institution that the person does not
            answer for.
    """
    institution = Institution.objects.filter(pk=raw.manifest.institution, jurisdiction=round.jurisdiction_id).first()
    if institution is None or raw.manifest.round != round.pk:
        found = _("a workbook of the round “%(round)s”", round=raw.manifest.round)
        advice = _("Import it into its own round.")
        raise DocumentError([Problem(raw.file, 0, 0, (), found, round.pk, advice, place=labels.MANIFEST)])
    allowed = None if by is None else access.workbook_institutions(by, round, "workbook.import")
    if allowed is not None and institution.pk not in allowed:
        place = wording.Words(round.jurisdiction.name)
        raise refused("workbook.not_theirs") if allowed else refused("not_your_role", place=place)
    now = snapshot(round, institution)
    filled = interpret(raw, now)
    return Preview(now, filled, tuple(_Compared(now, filled, by).rows()))


class _Compared:
    def __init__(self, now: Snapshot, filled: Filled, by: User | None) -> None:
        self.now, self.filled, self.by = now, filled, by
        self.codings: dict[int, Coding] = {}
        self.drafts: dict[int, Draft] = {}
        self.kept: set[int] | None = None
        self.agreed = {one.answer.indicator_id: one for one in latest_revisions(now.round)}
        self.own: dict[int, CodingRevision] = {}
        self.readable: set[str] | None = None  # what the person may cite; None: nobody was named
        if by is not None:
            own = CodingRevision.objects.filter(coding__round=now.round, coding__assessor=by).order_by("number")
            self.own = {one.coding.indicator_id: one for one in own.select_related("coding")}
            self.readable = _readable(now.round, by)
            self.codings = {one.indicator_id: one for one in Coding.objects.filter(round=now.round, assessor=by)}
            self.drafts = {one.indicator_id: one for one in Draft.objects.filter(round=now.round, user=by)}
            self.kept = access.limited_to(by, now.round, "coding.write")

    def rows(self) -> Iterator[Row]:
        for code, base in self.filled.manifest.cells.items():
            question = next((one for one in self.now.questions if one.code == code), None)
            if question is None:
                continue  # no longer asked of the institution; its cells were not read either
            row = self.row(question, dict(zip(labels.FIELDS, base, strict=True)))
            if row is not None:
                yield row

    def row(self, question: Question, base: Mapping[str, str]) -> Row | None:
        written = self.filled.written[question.code]
        merged = question.written
        changes: list[CellChange] = []
        conflicts: list[CellChange] = []
        for name in labels.FIELDS:
            new, stands = getattr(written, name), getattr(question.written, name)
            if fingerprint(new) == base[name] or new == stands:
                continue
            if fingerprint(stands) == base[name]:
                changes.append(self.change(question, name, stands, new))
                merged = replace(merged, **{name: new})
            else:
                conflicts.append(self.change(question, name, stands, new))
        if not changes and not conflicts:
            return None
        judgement = judged(question, merged, self.now.sources, self.now.round.lead_language)
        why = self.why_not(question)
        if why is not None or not changes:
            return Row(question, "refused", tuple(changes), tuple(conflicts), judgement, (), why)
        faults = self.faults(question, judgement)
        outcome: Outcome = "draft" if faults or conflicts else "hand_in"
        return Row(question, outcome, tuple(changes), tuple(conflicts), judgement, faults)

    def why_not(self, question: Question) -> Phrase | None:
        """Why nothing of a question can go in, in this person's name, at this stage."""
        pk = question.indicator.pk
        own, draft = self.codings.get(pk), self.drafts.get(pk)
        if self.kept is not None and pk not in self.kept:
            return _("Your institution is not asked about this indicator.")
        if question.state == "accepted":
            return _("The answer has been accepted. The reviewer must reopen it first.")
        if not may_write(self.now.round.state, own.state if own else None):
            return _(
                "The answer is “%(state)s” and the round at the stage “%(stage)s”: this cannot be done now.",
                state=wording.CODING_STATES[own.state if own else "none"],
                stage=wording.ROUND_STATES[self.now.round.state],
            )
        if draft is not None and draft.content.get(MARK) is not True:
            return _("You are writing on this answer yourself. Hand it in or throw it away first.")
        return None

    def faults(self, question: Question, judgement: Judged) -> tuple[Fault, ...]:
        """What is missing before the judgement can be handed in, as when it is written on the page."""
        stood = (self.agreed.get(question.indicator.pk), self.own.get(question.indicator.pk))
        before = question.previous
        asked = Asked(
            levels=[level["id"] for level in question.indicator.levels],
            reference_date=self.now.round.reference_date,
            previous=Stand(before.level, before.value) if before else None,
            last=[Stand(one.level, one.value) for one in stood if one is not None],
        )
        missing = _("The register has no such text or evidence.")
        return faults_of(judgement, asked) + tuple(
            Fault(f"citations.{place}", "citation.not_there", missing)
            for place, one in enumerate(judgement.citations)
            if self.readable is not None and (one.instrument or one.evidence) not in self.readable
        )

    def change(self, question: Question, name: str, stands: object, new: object) -> CellChange:
        place = self.filled.places[question.code, name]
        return CellChange(name, place, _shown(question, name, stands), _shown(question, name, new))


def _readable(round: Round, by: User) -> set[str]:
    """The codes and UUIDs of what the person may cite in the round, in two queries."""
    pieces = instruments_access.visible_evidence(by).filter(jurisdiction__in=lineage(round.jurisdiction))
    return {
        *instruments_access.visible_instruments(by).values_list("pk", flat=True),
        *(str(pk) for pk in pieces.values_list("pk", flat=True)),
    }


def _shown(question: Question, name: str, value: object) -> str:
    """A cell's content as people read it."""
    if name == "citations":
        assert isinstance(value, tuple)
        return "\n".join(_line(line) for line in value)
    text = str(value)
    known = {"level": question.levels, "confidence": labels.CONFIDENCE, "cause": labels.CAUSES}.get(name, {})
    return labels.both(known[text]) if text in known else text


def _line(line: Line) -> str:
    source, place, quote, quote_lang, although = line
    parts = [source, place, f"« {quote} » ({quote_lang})" if quote else "", labels.both(labels.YES) if although else ""]
    return ", ".join(part for part in parts if part)
