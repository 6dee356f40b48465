"""Taking in a round's file: the whole of it or nothing, in one act. What was judged before stays."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.text import Text
from jatigi.governance.assessments import loader, recording
from jatigi.governance.assessments.loader import REVIEWED
from jatigi.governance.assessments.models import (
    Answer,
    AnswerRevision,
    Citation,
    Coding,
    CodingRevision,
    Finding,
    Round,
    Step,
    Subject,
)
from jatigi.governance.assessments.planning import Plan, plan_of
from jatigi.governance.assessments.queries.loading import dimensions_of
from jatigi.governance.assessments.queries.rounds import content_digest, unmet
from jatigi.governance.assessments.rules import rounds as rules
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.instruments.models import Evidence, Instrument

#: How far a file leads a round: the actions in order, as people would make them.
PATHS = {"collection": ("start",), REVIEWED: ("start", "close_collection", "review_by_project")}


@dataclass(frozen=True)
class Loaded:
    """What a load did, by indicator and finding; ``unchanged`` counts the answers that stood as they were."""

    round: Round
    new: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    findings: tuple[str, ...]  # written, rewritten or dropped

    @property
    def is_change(self) -> bool:
        """Whether anything was written."""
        return self.new or bool(self.added or self.changed or self.findings)


def load_round(path: Path, *, by: User | None = None, today: datetime.date | None = None) -> Loaded:
    """Open the round that a file describes, or bring it to what the file says now.

    Its answers become codings of the project (without an assessor) and, where the file's target is the project's
    review, agreed answers; otherwise proposed ones, which a reviewer accepts. The same file again changes nothing; a
    changed answer becomes a further revision. Ties (framework, origin, reference date) never change.

    Raises:
        DocumentError: with everything wrong in the file; nothing is written then.
    """
    read = loader.read_round(path)
    day = today or timezone.localdate()
    plan = plan_of(read, day)
    if plan.is_change:
        with audit.entry("round.load", by=by, kind=Round._meta.label, origin=read.form.origin) as record:
            if not plan.ties.new:
                Round.objects.select_for_update(of=("self",)).get(pk=plan.ties.round.pk)
                plan = plan_of(read, day)  # again under lock: someone may have worked on the round meanwhile
            now = timezone.now()
            _write_round(plan, now)
            coded = _write_answers(plan, now)
            _write_findings(plan, now)
            _lead(plan, by, day)
            record.objects += [plan.ties.round.pk, *coded]
            record.details |= {"answers": len(plan.answers), "findings": len(plan.findings) + len(plan.dropped)}
    before = plan.known.present
    return Loaded(
        round=plan.ties.round,
        new=plan.ties.new,
        added=tuple(code for code in plan.answers if code not in before),
        changed=tuple(code for code in plan.answers if code in before),
        unchanged=len(read.form.answers) - len(plan.answers),
        findings=(*(f.id for f in plan.findings), *plan.dropped),
    )


def _write_round(plan: Plan, now: datetime.datetime) -> None:
    round = plan.ties.round
    for name, value in plan.settings.items():
        setattr(round, name, value)
    if plan.ties.new:
        round.opened_at = now
        round.save(force_insert=True)
        round.modules.set(plan.ties.modules)
    elif plan.settings:
        round.save(update_fields=list(plan.settings))


def _write_answers(plan: Plan, now: datetime.datetime) -> list[str]:
    """Write codings, revisions, answers and citations in bulk; returns the codings' ids."""
    agreed = plan.read.form.target_state == REVIEWED
    round = plan.ties.round
    codings = _codings(plan, "accepted" if agreed else "submitted")
    numbers = dict(
        CodingRevision.objects.filter(coding__in=codings.values()).order_by("number").values_list("coding", "number")
    )
    revisions = [
        recording.coding_revision(
            codings[code], judged, round.reference_date, by=None, at=now, number=numbers.get(codings[code].pk, 0) + 1
        )
        for code, judged in plan.answers.items()
    ]
    CodingRevision.objects.bulk_create(revisions)
    answers = _answers(plan, "agreed" if agreed else "proposed")
    last = {r.answer_id: r for r in AnswerRevision.objects.filter(answer__in=answers.values()).order_by("number")}
    agreed_revisions = [
        recording.answer_revision(answers[code], revision, last.get(answers[code].pk), by=None, at=now)
        for code, revision in zip(plan.answers, revisions, strict=True)
    ]
    AnswerRevision.objects.bulk_create(agreed_revisions)
    Citation.objects.bulk_create(
        citation
        for judged, coded, answered in zip(plan.answers.values(), revisions, agreed_revisions, strict=True)
        for citation in (
            *recording.citations(judged, coding_revision=coded),
            *recording.citations(judged, answer_revision=answered),
        )
    )
    return [str(coding.pk) for coding in codings.values()]


def _codings(plan: Plan, state: str) -> dict[str, Coding]:
    """The project's coding of each indicator that changes, made where there is none."""
    round = plan.ties.round
    present = {
        c.indicator_id: c for c in Coding.objects.filter(round=round, assessor=None, indicator__in=_versions(plan))
    }
    new = [Coding(round=round, indicator=one, state=state) for one in _versions(plan) if one.pk not in present]
    Coding.objects.bulk_create(new)
    Coding.objects.filter(pk__in=[c.pk for c in present.values()]).update(state=state)
    by_indicator = {c.indicator_id: c for c in (*present.values(), *new)}
    return {code: by_indicator[plan.indicators[code].pk] for code in plan.answers}


def _answers(plan: Plan, state: str) -> dict[str, Answer]:
    round = plan.ties.round
    present = {a.indicator_id: a for a in Answer.objects.filter(round=round, indicator__in=_versions(plan))}
    missing = [one for one in _versions(plan) if one.pk not in present]
    subjects = Subject.objects.bulk_create([Subject(kind=Subject.Kind.ANSWER, round=round) for _one in missing])
    new = Answer.objects.bulk_create(
        Answer(round=round, indicator=one, subject=subject, state=state)
        for one, subject in zip(missing, subjects, strict=True)
    )
    Answer.objects.filter(pk__in=[a.pk for a in present.values()]).update(state=state)
    by_indicator = {a.indicator_id: a for a in (*present.values(), *new)}
    return {code: by_indicator[plan.indicators[code].pk] for code in plan.answers}


def _versions(plan: Plan) -> list[IndicatorVersion]:
    return [plan.indicators[code] for code in plan.answers]


def _write_findings(plan: Plan, now: datetime.datetime) -> None:
    round, form = plan.ties.round, plan.read.form
    Finding.objects.filter(round=round, code__in=plan.dropped).update(state="dropped", changed_at=now)
    if not plan.findings:
        return
    places = {finding.id: place for place, finding in enumerate(form.findings, 1)}
    dimensions = dimensions_of(plan.indicators)
    present = {f.code: f for f in Finding.objects.filter(round=round)}
    answers = {
        a.indicator.indicator.code: a for a in Answer.objects.filter(round=round).select_related("indicator__indicator")
    }
    for one in plan.findings:
        finding = present.get(one.id) or Finding(
            subject=Subject.objects.create(kind=Subject.Kind.FINDING, round=round), round=round, code=one.id
        )
        finding.dimension, finding.kind = dimensions[one.dimension], one.kind
        finding.position, finding.changed_at = places[one.id], now
        finding.text = Text.of(one.text, source=form.languages[0])
        finding.state = "reviewed" if form.target_state == REVIEWED else "submitted"
        finding.save()
        finding.answers.set([answers[code] for code in one.answers])
        finding.instruments.set(Instrument.objects.filter(pk__in=one.instruments))
        finding.evidence.set(Evidence.objects.filter(pk__in=[plan.known.evidence[id].id for id in one.evidence]))


def _lead(plan: Plan, by: User | None, today: datetime.date) -> None:
    """Take the round to the file's target, step by step; a reviewed one that changed is reviewed anew."""
    round, target = plan.ties.round, plan.read.form.target_state
    if target == REVIEWED:
        Coding.objects.filter(round=round, assessor=None, state="submitted").update(state="accepted")
        Answer.objects.filter(round=round, state="proposed").update(state="agreed")
        Finding.objects.filter(round=round, written_by=None, state="submitted").update(state="reviewed")
    states = rules.path(round.origin)
    for action in PATHS[target] if plan.to_move else ():
        move = next(m for m in rules.MOVES if m.action == action and round.origin in m.origins)
        if states.index(round.state) < states.index(move.next):
            _step(plan, move, by, today)
    again = rules.move("review", "review_by_project", round.origin)
    changed = plan.answers or plan.findings or plan.dropped
    if again is not None and changed and not plan.to_move and not rules.is_open(round.state):
        _step(plan, again, by, today)


def _step(plan: Plan, move: rules.Move, by: User | None, today: datetime.date) -> None:
    """Record a step; the review itself only where everything that a review asks for holds."""
    round = plan.ties.round
    if move.next == REVIEWED:
        for refusal in unmet(round, move, by=by, note="", today=today):
            raise DocumentError([plan.read.document.problem(("target_state",), refusal.message, "", refusal.advice)])
    Step.objects.create(
        round=round,
        action=move.action,
        state_before=round.state,
        state_after=move.next,
        at=timezone.now(),
        by=by,
        digest=content_digest(round) if move.next == REVIEWED else "",
    )
    round.state = move.next
    round.save(update_fields=["state"])
