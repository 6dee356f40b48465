"""What a round's file asks to be written, found before anything is: the difference between file and round."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import Text
from jatigi.governance.assessments import guards, loader, schema, wording
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.loader import REVIEWED
from jatigi.governance.assessments.models import Citation, CodingRevision, Finding, Round
from jatigi.governance.assessments.queries import loading as queries
from jatigi.governance.assessments.queries.answers import latest_revisions
from jatigi.governance.assessments.rules import rounds as rules
from jatigi.governance.assessments.rules.judgements import Cited, Judged
from jatigi.governance.frameworks.models import IndicatorVersion


@dataclass(frozen=True)
class Plan:
    """What the file asks to be written, found before anything is."""

    read: loader.Read
    ties: queries.Ties
    known: loader.Known
    indicators: dict[str, IndicatorVersion]
    answers: dict[str, Judged]  # new or changed, by indicator
    findings: tuple[schema.Finding, ...]  # new or changed
    dropped: tuple[str, ...]  # codes of findings that the file no longer has
    settings: dict[str, Any]  # fields of the round that change
    to_move: bool  # the file leads the round further than it is

    @property
    def is_change(self) -> bool:
        return bool(self.ties.new or self.answers or self.findings or self.dropped or self.settings or self.to_move)


def plan_of(read: loader.Read, today: datetime.date) -> Plan:
    """The difference between a file and the round as it is now.

    Raises:
        DocumentError: with everything wrong in the file, and with what people did since that it would undo.
    """
    ties = queries.ties_of(read)
    try:
        guards.check_ties(ties.round, ties.modules)
    except Refused as refusal:
        raise queries.ties_problem(read, refusal) from None
    indicators = queries.indicators_of(ties)
    known = queries.known_of(ties, indicators)
    answers = _changed_answers(read, ties, known)
    loader.check(read, _with_present(known, answers), today=today)
    findings, dropped = _changed_findings(read, ties, known)
    plan = Plan(
        read, ties, known, indicators, answers, findings, dropped, _changed_settings(read, ties), _is_behind(read, ties)
    )
    if problems := list(_conflicts(plan)):
        raise DocumentError(problems)
    return plan


def _with_present(known: loader.Known, answers: dict[str, Judged]) -> loader.Known:
    """What stands in this round matters only to answers that change: a cause told once need not be told again."""
    present = {code: stand for code, stand in known.present.items() if code in answers}
    return loader.Known(known.levels, known.dimensions, known.instruments, known.evidence, known.previous, present)


def _changed_answers(read: loader.Read, ties: queries.Ties, known: loader.Known) -> dict[str, Judged]:
    said = {} if ties.new else _said_by_project(ties.round)
    reference = ties.round.reference_date
    judged = {answer.indicator: read.judged(answer, known) for answer in read.form.answers}
    return {code: one for code, one in judged.items() if said.get(code) != _comparable(one, reference)}


def _comparable(judged: Judged, reference: datetime.date) -> Judged:
    """The judgement as its revision would say it."""
    return Judged(**{**vars(judged), "holds_on": judged.holds_on or reference})


def _said_by_project(round: Round) -> dict[str, Judged]:
    """The project's latest coding of each indicator."""
    revisions = CodingRevision.objects.filter(coding__round=round, coding__assessor=None)
    latest = {r.coding_id: r for r in revisions.select_related("coding__indicator__indicator").order_by("number")}
    cited: dict[int, list[Cited]] = {r.pk: [] for r in latest.values()}
    for c in Citation.objects.filter(coding_revision__in=cited).order_by("position"):
        evidence = str(c.evidence_id) if c.evidence_id else None
        one = Cited(c.instrument_id, evidence, c.place, c.quote, c.quote_lang, c.carried_over, c.although_ended)
        cited[c.coding_revision_id or 0].append(one)
    return {
        r.coding.indicator.indicator.code: Judged(
            r.level, r.value, r.reasons, r.reasons_lang, r.confidence, r.cause, r.holds_on, tuple(cited[r.pk])
        )
        for r in latest.values()
    }


def _changed_settings(read: loader.Read, ties: queries.Ties) -> dict[str, Any]:
    form, round = read.form, ties.round
    wanted = {
        "about": Text.of(form.about, source=form.languages[0]),
        "deadline": form.deadline,
        "languages": form.languages,
        "lead_language": form.languages[0],
        "scores_public": form.scores_public,
    }
    return {name: value for name, value in wanted.items() if ties.new or getattr(round, name) != value}


def _changed_findings(
    read: loader.Read, ties: queries.Ties, known: loader.Known
) -> tuple[tuple[schema.Finding, ...], tuple[str, ...]]:
    present = {} if ties.new else {f.code: f for f in _findings_of_project(ties.round)}
    changed = tuple(
        form
        for place, form in enumerate(read.form.findings, 1)
        if form.id not in present or _finding_differs(form, place, present[form.id], read, known)
    )
    kept = {form.id for form in read.form.findings}
    return changed, tuple(code for code, f in present.items() if code not in kept and f.state != "dropped")


def _findings_of_project(round: Round) -> Iterable[Finding]:
    found = Finding.objects.filter(round=round, written_by=None)
    return found.select_related("dimension").prefetch_related(
        "answers__indicator__indicator", "instruments", "evidence"
    )


def _finding_differs(
    form: schema.Finding, place: int, present: Finding, read: loader.Read, known: loader.Known
) -> bool:
    said = (form.kind, form.dimension, place, Text.of(form.text, source=read.form.languages[0]))
    stands = (present.kind, present.dimension.code, present.position, present.text)
    links = (
        set(form.answers),
        set(form.instruments),
        {known.evidence[id].id for id in form.evidence if id in known.evidence},
    )
    linked = (
        {answer.indicator.indicator.code for answer in present.answers.all()},
        {text.pk for text in present.instruments.all()},
        {str(piece.pk) for piece in present.evidence.all()},
    )
    return present.state == "dropped" or said != stands or links != linked


def _is_behind(read: loader.Read, ties: queries.Ties) -> bool:
    """Whether the file leads the round further than it is."""
    if ties.new:
        return True
    states = rules.path(ties.round.origin)
    state, target = ties.round.state, read.form.target_state
    return state in states and target in states and states.index(state) < states.index(target)


def _conflicts(plan: Plan) -> Iterator[Problem]:
    """What people have done on the desk that the file would undo."""
    if plan.ties.new:
        return
    read, round = plan.read, plan.ties.round
    places = {answer.indicator: place for place, answer in enumerate(read.form.answers)}
    taken = {r.answer.indicator.indicator.code for r in latest_revisions(round).exclude(recorded_by=None)}
    for code in plan.answers:
        if code in taken:
            found = _("the answer to “%(code)s”, which was agreed on the desk since", code=code)
            yield read.document.problem(("answers", places[code]), found, "", _("Change it on the desk."))
    for code in _said_by_project(round):
        if code not in places:
            found = _("no answer to “%(code)s”, which the round has from this file", code=code)
            advice = _("Write it with “level: unknown”, a cause and a reason: an answer is never taken out in silence.")
            yield read.document.problem(("answers",), found, "", advice)
    closed = not rules.is_open(round.state) and read.form.target_state != REVIEWED
    if closed and (plan.answers or plan.findings or plan.dropped):
        found = _(
            "changed answers or findings, while the round is at the stage “%(state)s”",
            state=wording.ROUND_STATES[round.state],
        )
        yield read.document.problem(("target_state",), found, "", _("Take the round back on the desk first."))
