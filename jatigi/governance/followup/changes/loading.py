"""Taking in a follow-up file: the whole of it or nothing, in one act. Words, reports and verdicts given before stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import Institution, User
from jatigi.foundation.files.problems import DocumentError, Trail
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.models import Answer, Finding, Round, Subject
from jatigi.governance.consultations.changes.loading import plain_source
from jatigi.governance.consultations.filing import Filing, NothingNew
from jatigi.governance.consultations.models import Attendee, Consultation, Remark
from jatigi.governance.followup import loader, schema
from jatigi.governance.followup.errors import CATALOGUE
from jatigi.governance.followup.loader import Known, Read
from jatigi.governance.followup.models import (
    Action,
    Attribution,
    Axis,
    Ballot,
    Funding,
    Milestone,
    Movement,
    Plan,
    ProgressReport,
    Recommendation,
    RecommendationRevision,
    RecommendationStep,
    Sector,
    SectorStage,
    Verdict,
    Vote,
)
from jatigi.governance.followup.queries.attributions import needs_of
from jatigi.governance.frameworks.models import Framework, Indicator, IndicatorVersion
from jatigi.governance.instruments.models import Evidence, Instrument


@dataclass(frozen=True)
class Loaded:
    """What a load did. ``written``: rows made or changed; 0 when everything stood as the file says."""

    name: str
    jurisdiction: str
    written: int


def load_followup(path: Path, *, by: User | None = None) -> Loaded:
    """Enter what a follow-up file says, or bring what is there to what it says now.

    The same file again changes nothing. Other words of a recommendation become a further revision; reports and verdicts
    only ever grow by further ones; what the file does not name stays.

    Raises:
        DocumentError: with everything wrong in the file; nothing is written then.
    """
    read = loader.read_followup(path)
    loader.check(read, _known(read.form))
    work = _Work(read)
    kind = Recommendation._meta.label
    try:
        with audit.entry("followup.load", by=by, kind=kind, file=read.form.followup, origin=read.form.origin) as record:
            work.write()
            if not work.filing.written:
                raise NothingNew
            record.objects += [one.id for one in read.form.recommendations]
            record.objects += [one.id for one in read.form.ballots]
            record.objects += [one.id for one in read.form.plans]
            record.details["rows"] = work.filing.written
    except NothingNew:
        pass
    return Loaded(read.form.followup, read.form.jurisdiction, work.filing.written)


def _known(form: schema.FollowupFile) -> Known:
    """What the file may refer to, as it is now."""
    place = form.jurisdiction
    elsewhere = (
        model.objects.exclude(jurisdiction=place).values_list("pk", flat=True)
        for model in (Recommendation, Ballot, Plan)
    )
    return Known(
        places=frozenset(Place.objects.values_list("code", flat=True)),
        frameworks=frozenset(Framework.objects.values_list("id", flat=True)),
        rounds=dict(Round.objects.filter(jurisdiction=place).values_list("pk", "origin")),
        consultations=dict(Consultation.objects.filter(jurisdiction=place).values_list("pk", "origin")),
        asked=_grouped(
            Attendee.objects.filter(consultation__jurisdiction=place).values_list("consultation", "institution")
        ),
        remarks=_grouped(
            Remark.objects.filter(consultation__jurisdiction=place).exclude(code="").values_list("consultation", "code")
        ),
        findings=_grouped(
            Finding.objects.filter(round__jurisdiction=place).exclude(state="dropped").values_list("round", "code")
        ),
        answers=_grouped(
            Answer.objects.filter(round__jurisdiction=place).values_list("round", "indicator__indicator__code")
        ),
        indicators=_levels(form),
        institutions=frozenset(Institution.objects.filter(jurisdiction=place).values_list("code", flat=True)),
        instruments=frozenset(
            Instrument.objects.filter(Q(jurisdiction=place) | Q(jurisdiction=None)).values_list("code", flat=True)
        ),
        evidence=frozenset(Evidence.objects.filter(jurisdiction=place).values_list("code", flat=True)),
        recommendations=frozenset(Recommendation.objects.filter(jurisdiction=place).values_list("pk", flat=True)),
        elsewhere=frozenset(code for codes in elsewhere for code in codes),
    )


def _grouped(pairs: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, code in pairs:
        found.setdefault(key, set()).add(code)
    return found


def _levels(form: schema.FollowupFile) -> dict[str, set[str]]:
    """The indicators of the frameworks that the file names, each with the levels of all its versions."""
    rows = IndicatorVersion.objects.filter(indicator__framework__in=[form.framework, *form.modules])
    found: dict[str, set[str]] = {}
    for code, levels in rows.values_list("indicator__code", "levels"):
        found.setdefault(code, set()).update(level["id"] for level in levels)
    return found


def _date(iso: str | None) -> PartialDate | None:
    return PartialDate(iso) if iso else None


class _Work:
    """One file on its way into the tables."""

    def __init__(self, read: Read) -> None:
        self.read, self.form, self.filing = read, read.form, Filing(timezone.now())
        asked = Indicator.objects.filter(framework__in=[read.form.framework, *read.form.modules])
        self.indicators = {one.code: one for one in asked}
        self.here = {"jurisdiction_id": read.form.jurisdiction}

    def write(self) -> None:
        """Everything, in the order in which one thing names another."""
        for place, one in enumerate(self.form.recommendations, self._first_position()):
            self._recommendation(one, place)
        for ballot in self.form.ballots:
            self._ballot(ballot)
        made: dict[str, Action] = {}
        for n, plan in enumerate(self.form.plans):
            made |= self._plan(("plans", n), plan)
        for place, sector in enumerate(self.form.sectors, 1):
            self._sector(sector, place, made)

    def _first_position(self) -> int:
        """The first position of the file's recommendations: after all those of the jurisdiction that it does not
        name."""
        ids = [one.id for one in self.form.recommendations]
        others = Recommendation.objects.filter(**self.here).exclude(pk__in=ids)
        return (others.aggregate(last=Max("position"))["last"] or 0) + 1

    # Recommendations

    def _recommendation(self, form: schema.Recommendation, place: int) -> None:
        there = Recommendation.objects.filter(pk=form.id).first()
        values: dict[str, Any] = {
            **self.here,
            "round_id": form.round,
            "consultation_id": form.consultation,
            "origin": self.form.origin,
            "came_from": form.came_from,
            "gcm": sorted(set(form.gcm)),
            "recommended_on": _date(form.recommended_on),
            "acceptance": form.acceptance,
            "response": self.filing.text(form.response),
            "public": form.public,
            "sources": [plain_source(one) for one in form.sources],
        }
        if form.round is not None and (there is None or there.subject_id is None):
            kind = Subject.Kind.RECOMMENDATION
            values["subject"] = Subject.objects.create(kind=kind, round_id=form.round)
        one = self.filing.row(Recommendation, {"code": form.id}, values, position=place)
        self._word(one, form)
        if form.state == "adopted" and one.state == "draft":
            self._adopt(one)
        self.filing.links(one.findings, Finding.objects.filter(round=form.round, code__in=form.findings))
        remarks = Remark.objects.filter(consultation=form.consultation, code__in=form.remarks).exclude(code="")
        self.filing.links(one.remarks, remarks)
        self.filing.links(one.indicators, self._indicators(form.indicators))
        self._movements({"recommendation": one}, form.movements)

    def _word(self, one: Recommendation, form: schema.Recommendation) -> None:
        said = {"text": self.filing.text(form.text), "detail": self.filing.text(form.detail)}
        last = one.revisions.order_by("-number").first()
        if last is not None and all(getattr(last, name) == value for name, value in said.items()):
            return
        number = last.number + 1 if last else 1
        RecommendationRevision.objects.create(
            recommendation=one, number=number, **said, recorded_at=self.filing.now, recorded_by=None
        )
        self.filing.written += 1

    def _adopt(self, one: Recommendation) -> None:
        RecommendationStep.objects.create(
            recommendation=one, action="adopt", state_before=one.state, state_after="adopted", at=self.filing.now
        )
        one.state = "adopted"
        one.save(update_fields=["state"])
        self.filing.written += 1

    def _indicators(self, codes: Sequence[str]) -> list[Indicator]:
        return [self.indicators[code] for code in codes]

    def _movements(self, of: Mapping[str, Any], movements: Sequence[schema.Movement]) -> None:
        for one in movements:
            values = {"level_from": one.level_from, "level_to": one.level_to, "by": _date(one.by)}
            self.filing.row(Movement, {**of, "indicator": self.indicators[one.indicator]}, values)

    # Priorities

    def _ballot(self, form: schema.Ballot) -> None:
        values: dict[str, Any] = {
            **self.here,
            "consultation_id": form.consultation,
            "title": self.filing.text(form.title),
            "method": form.method,
            "points": form.points,
            "state": form.state,
            "closes_at": form.closes_at,
        }
        closed = self.filing.now if form.state == "closed" else None
        ballot = self.filing.row(Ballot, {"code": form.id}, values, opened_at=self.filing.now, closed_at=closed)
        self.filing.links(ballot.recommendations, Recommendation.objects.filter(pk__in=form.recommendations))
        for sheet in form.sheets:
            for given in sheet.given:
                key = {
                    "ballot": ballot,
                    "institution_id": sheet.institution,
                    "recommendation_id": given.recommendation,
                }
                values = given.model_dump(exclude={"recommendation"})
                self.filing.row(Vote, key, values, recorded_at=self.filing.now)

    # Plans

    def _plan(self, path: Trail, form: schema.Plan) -> dict[str, Action]:
        values: dict[str, Any] = {
            **self.here,
            "origin": self.form.origin,
            "title": self.filing.text(form.title),
            "about": self.filing.text(form.about),
            "starts": _date(form.starts),
            "ends": _date(form.ends),
            "state": form.state,
            "report_months": form.report_months,
            "first_report": form.first_report,
            "instrument": Instrument.objects.filter(code=form.instrument).first(),
            "sources": [plain_source(one) for one in form.sources],
        }
        plan = self.filing.row(Plan, {"code": form.id}, values)
        axes = {}
        for place, axis in enumerate(form.axes, 1):
            shown = {"title": self.filing.text(axis.title), "position": place}
            axes[axis.id] = self.filing.row(Axis, {"plan": plan, "code": axis.id}, shown)
        actions = {}
        for n, action in enumerate(form.actions):
            actions[action.id] = self._action(plan, axes.get(action.axis or ""), action, n + 1)
            self._reports((*path, "actions", n), actions[action.id], action)
            for place, link in enumerate(action.attributions):
                self._attribution((*path, "actions", n, "attributions", place), actions[action.id], link)
        return actions

    def _action(self, plan: Plan, axis: Axis | None, form: schema.Action, place: int) -> Action:
        text = self.filing.text
        values: dict[str, Any] = {
            "axis": axis,
            "title": text(form.title),
            "about": text(form.about),
            "position": place,
            "lead_id": form.lead,
            "starts": _date(form.starts),
            "ends": _date(form.ends),
            "suggestion": form.suggestion,
            "effort": form.effort,
            "public": form.public,
            "sources": [plain_source(one) for one in form.sources],
        }
        action = self.filing.row(Action, {"plan": plan, "code": form.id}, values)
        self.filing.links(action.partners, Institution.objects.filter(pk__in=form.partners))
        self.filing.links(action.recommendations, Recommendation.objects.filter(pk__in=form.recommendations))
        self.filing.links(action.indicators, self._indicators(form.indicators))
        self.filing.links(action.instruments, Instrument.objects.filter(code__in=form.instruments))
        steps = [
            {"title": text(one.title), "due": _date(one.due), "done_on": _date(one.done_on)} for one in form.milestones
        ]
        self.filing.list(Milestone.objects.all(), {"action": action}, steps)
        money = [one.model_dump(exclude={"source"}) | {"source": text(one.source)} for one in form.funding]
        self.filing.list(Funding.objects.all(), {"action": action}, money)
        self._movements({"action": action}, form.movements)
        return action

    def _reports(self, path: Trail, action: Action, form: schema.Action) -> None:
        """The file's reports are those that nobody entered by hand, in their order."""
        there = list(action.reports.filter(recorded_by=None).order_by("number"))
        for n, said in enumerate(form.reports):
            here = (*path, "reports", n)
            values = self._said(said)
            if n < len(there):
                report = there[n]
                if any(getattr(report, name) != value for name, value in values.items()):
                    self._refuse(here)
            else:
                last = action.reports.aggregate(last=Max("number"))["last"] or 0
                report = ProgressReport.objects.create(
                    action=action, number=last + 1, **values, recorded_at=self.filing.now
                )
                report.evidence.set(self._evidence(said.evidence))
                report.instruments.set(Instrument.objects.filter(code__in=said.instruments))
                self.filing.written += 1
            self._verdicts(here, report, said.verdicts)

    def _said(self, said: schema.Report) -> dict[str, Any]:
        return {
            "institution_id": said.institution,
            "due": said.due,
            "status": said.status,
            "happened_on": _date(said.happened_on),
            "text": self.filing.text(said.text),
            "declared_by": self.filing.text(said.declared_by),
            "spent": said.spent,
            "currency": said.currency,
        }

    def _verdicts(self, path: Trail, report: ProgressReport, verdicts: Sequence[schema.Verdict]) -> None:
        there = list(report.verdicts.filter(recorded_by=None).order_by("number"))
        for n, given in enumerate(verdicts):
            values = given.model_dump(exclude={"reason"}) | {"reason": self.filing.text(given.reason)}
            if n < len(there):
                if any(getattr(there[n], name) != value for name, value in values.items()):
                    self._refuse((*path, "verdicts", n))
                continue
            last = report.verdicts.aggregate(last=Max("number"))["last"] or 0
            Verdict.objects.create(report=report, number=last + 1, **values, recorded_at=self.filing.now)
            self.filing.written += 1

    def _refuse(self, path: Trail) -> None:
        problem = self.read.document.problem(
            path,
            _("another text in the place of one that was taken in before"),
            _("reports and verdicts as they were"),
            _("They never change: add a further one at the end."),
        )
        raise DocumentError([problem])

    def _attribution(self, path: Trail, action: Action, form: schema.Attribution) -> None:
        answer = Answer.objects.filter(round=form.round, indicator__indicator__code=form.indicator).first()
        if form.link == "confirmed" and answer is not None and (missing := needs_of(action, answer).missing):
            _status, message, advice = CATALOGUE[f"attribution.{missing}"]
            raise DocumentError([self.read.document.problem((*path, "link"), message, "attributed", advice)])
        key = {
            "action": action,
            "recommendation_id": form.recommendation,
            "answer": answer if form.round else None,
            "link": form.link,
            "recorded_by": None,
        }
        values = {
            "said_by": self.filing.text(form.said_by),
            "reason": self.filing.text(form.reason),
            "sources": [plain_source(one) for one in form.sources],
        }
        one = self.filing.row(Attribution, key, values, recorded_at=self.filing.now)
        self.filing.links(one.evidence, self._evidence(form.evidence))
        self.filing.links(one.instruments, Instrument.objects.filter(code__in=form.instruments))

    def _evidence(self, codes: Sequence[str]) -> list[Evidence]:
        return list(Evidence.objects.filter(jurisdiction=self.form.jurisdiction, code__in=codes))

    # Mainstreaming

    def _sector(self, form: schema.Sector, place: int, actions: Mapping[str, Action]) -> None:
        values = {"title": self.filing.text(form.title), "position": place, "institution_id": form.institution}
        sector = self.filing.row(Sector, {**self.here, "code": form.id}, values)
        for shown in form.stages:
            key = {
                "sector": sector,
                "stage": shown.stage,
                "instrument": Instrument.objects.filter(code=shown.instrument).first(),
                "evidence": next(iter(self._evidence([shown.evidence] if shown.evidence else [])), None),
                "action": actions.get(shown.action or ""),
            }
            self.filing.row(SectorStage, key, {"note": self.filing.text(shown.note)}, recorded_at=self.filing.now)
