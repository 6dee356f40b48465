"""What followed a round: recommendations, plans, actions, reports, movements, and what is attributed to whom.

Both statuses of an action are kept side by side. A status rests on two, or reads « déclaré fait par … ».
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.models import AnswerRevision, Round
from jatigi.governance.followup.models import (
    Action,
    Attribution,
    Axis,
    Funding,
    Milestone,
    Movement,
    Plan,
    ProgressReport,
    Recommendation,
    RecommendationRevision,
    Verdict,
)
from jatigi.governance.followup.rules import movement as moving
from jatigi.governance.followup.rules.status import Reported, Standing, done, standing
from jatigi.governance.frameworks.models import IndicatorVersion
from jatigi.governance.profiles.record import selection
from jatigi.governance.profiles.record.hearings import sources
from jatigi.governance.profiles.record.public import RECORD_FIELDS
from jatigi.governance.profiles.record.selection import Scope

Row = dict[str, Any]


@dataclass
class Followed:
    """Rows of the tables ``recommendations``, ``plans``, ``actions``, ``progress``, ``movements``, ``attributions``."""

    recommendations: list[Row] = field(default_factory=list)
    plans: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    progress: list[Row] = field(default_factory=list)
    movements: list[Row] = field(default_factory=list)
    attributions: list[Row] = field(default_factory=list)


def followed(scope: Scope) -> Followed:
    """What followed, as known at the scope's moment."""
    return _Following(scope).read()


class _Following:
    """The rows at hand while the tables are put together."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        rooms = list(selection.consultations(scope).values_list("code", flat=True))
        advised = selection.recommendations(scope, rooms)
        self.rooms = frozenset(rooms)
        self.advised = list(advised.values(*RECORD_FIELDS["followup.Recommendation"]))
        codes = [row["code"] for row in self.advised]
        plans = selection.plans(scope, codes)
        self.plans = list(Plan.objects.filter(pk__in=plans).values(*RECORD_FIELDS["followup.Plan"]))
        chosen = selection.actions(scope, plans)
        self.actions = {row["id"]: row for row in chosen.values(*RECORD_FIELDS["followup.Action"])}
        self.serves = self._links(Action.recommendations.through, "recommendation_id", set(codes))
        self.indicators = self._links(Action.indicators.through, "indicator__code")
        self.partners = self._links(Action.partners.through, "institution_id")
        self.texts = self._links(Action.instruments.through, "instrument_id")
        self.advised_on = _pairs(
            Recommendation.indicators.through.objects.filter(recommendation__in=codes),
            "recommendation_id", "indicator__code",
        )  # fmt: skip
        findings = Recommendation.findings.through.objects.filter(
            recommendation__in=codes, finding__round=scope.round.pk, finding__state="reviewed"
        )
        self.come_of = _pairs(findings, "recommendation_id", "finding__code")
        self.touched = _pairs(
            Recommendation.findings.through.objects.filter(recommendation__in=codes, finding__state="reviewed"),
            "recommendation_id", "finding__dimension__code",
        )  # fmt: skip
        self.dimensions = self._dimensions()
        self.reports = self._reports()
        self.standings = {pk: self._standing(self.reports.get(pk, ())) for pk in self.actions}

    def _links(self, through: Any, to: str, among: set[str] | None = None) -> dict[uuid.UUID, list[str]]:
        found = _pairs(through.objects.filter(action__in=list(self.actions)), "action_id", to)
        if among is None:
            return found
        return {key: [one for one in codes if one in among] for key, codes in found.items()}

    def _dimensions(self) -> dict[str, str]:
        """The dimension of each indicator, in the framework of the round where it asks it."""
        asked = IndicatorVersion.objects.filter(
            version__in=[self.scope.round.framework_id, *self.scope.round.modules.values_list("pk", flat=True)]
        )
        fields = ("indicator__code", "dimension__code")
        found = dict(asked.values_list(*fields))
        named = {one for codes in [*self.indicators.values(), *self.advised_on.values()] for one in codes}
        others = IndicatorVersion.objects.filter(indicator__code__in=named - found.keys()).order_by("version")
        return dict(others.values_list(*fields)) | found

    def _reports(self) -> dict[uuid.UUID, list[Row]]:
        """The reports on each action, oldest first, each with its latest verdict."""
        given = ProgressReport.objects.filter(action__in=list(self.actions), recorded_at__lte=self.scope.moment)
        rows = list(given.order_by("number").values(*RECORD_FIELDS["followup.ProgressReport"]))
        said = Verdict.objects.filter(report__in=[row["id"] for row in rows], recorded_at__lte=self.scope.moment)
        verdicts = {row["report_id"]: row for row in said.order_by("number").values(*RECORD_FIELDS["followup.Verdict"])}
        found: dict[uuid.UUID, list[Row]] = defaultdict(list)
        for row in rows:
            found[row["action_id"]].append(row | {"given": verdicts.get(row["id"])})
        return dict(found)

    def _standing(self, reports: Iterable[Row]) -> Standing:
        return standing(
            [
                Reported(
                    one["status"],
                    one["institution_id"] or str(one["declared_by"]),
                    one["given"]["verdict"] if one["given"] else "",
                    one["given"]["status"] if one["given"] else "",
                )
                for one in reports
            ]
        )

    def read(self) -> Followed:
        return Followed(
            self._recommendations(),
            self._plans(),
            self._actions(),
            list(self._progress()),
            list(self._movements()),
            list(self._attributions()),
        )

    def _recommendations(self) -> list[Row]:
        worded = RecommendationRevision.objects.filter(
            recommendation__in=[one["code"] for one in self.advised], recorded_at__lte=self.scope.moment
        )
        rows = worded.order_by("number").values(*RECORD_FIELDS["followup.RecommendationRevision"])
        words = {row["recommendation_id"]: row for row in rows}
        return [
            {
                **{name: row[name] for name in ("origin", "came_from", "recommended_on", "acceptance")},
                "id": row["code"],
                "of_round": row["round_id"] or "",
                "consultation": row["consultation_id"] if row["consultation_id"] in self.rooms else "",
                "text": words[row["code"]]["text"].plain(),
                "detail": words[row["code"]]["detail"].plain(),
                "response": row["response"].plain(),
                "gcm": [str(one) for one in sorted(row["gcm"])],
                "indicators": self.advised_on.get(row["code"], []),
                "dimensions": sorted(
                    {*self._of(self.advised_on.get(row["code"], ())), *self.touched.get(row["code"], ())}
                ),
                "findings": self.come_of.get(row["code"], []),
                "sources": sources(row["sources"]),
            }
            for row in self.advised
        ]

    def _of(self, indicators: Iterable[str]) -> set[str]:
        return {self.dimensions[one] for one in indicators if one in self.dimensions}

    def _plans(self) -> list[Row]:
        axes: dict[str, list[Row]] = defaultdict(list)
        rows = Axis.objects.filter(plan__in=[one["code"] for one in self.plans]).order_by("position", "code")
        for row in rows.values(*RECORD_FIELDS["followup.Axis"]):
            axes[row["plan_id"]].append({"id": row["code"], "title": row["title"].plain()})
        return [
            {
                **{name: row[name] for name in ("origin", "starts", "ends", "state")},
                "id": row["code"],
                "title": row["title"].plain(),
                "about": row["about"].plain(),
                "instrument": row["instrument_id"] or "",
                "axes": axes[row["code"]],
                "sources": sources(row["sources"]),
            }
            for row in self.plans
        ]

    def _actions(self) -> list[Row]:
        milestones = self._attached(Milestone, "followup.Milestone", _milestone)
        funding = self._attached(Funding, "followup.Funding", _funding)
        objectives = {row["code"]: row["gcm"] for row in self.advised}
        return [
            self._action(pk, row, objectives) | {"milestones": milestones.get(pk, []), "funding": funding.get(pk, [])}
            for pk, row in self.actions.items()
        ]

    def _action(self, pk: uuid.UUID, row: Row, objectives: Mapping[str, Sequence[int]]) -> Row:
        stands, serves = self.standings[pk], self.serves.get(pk, [])
        dropped = row["dropped_at"] is not None and row["dropped_at"] <= self.scope.moment
        return self._name(pk) | {
            "axis": row["axis__code"] or "",
            "title": row["title"].plain(),
            "about": row["about"].plain(),
            "lead": row["lead_id"] or "",
            "partners": self.partners.get(pk, []),
            "starts": row["starts"],
            "ends": row["ends"],
            "recommendations": serves,
            "indicators": self.indicators.get(pk, []),
            "dimensions": sorted(self._of(self.indicators.get(pk, ()))),
            "gcm": [str(one) for one in sorted({one for code in serves for one in objectives[code]})],
            "instruments": self.texts.get(pk, []),
            "standing": stands.standing,
            "status": stands.status,
            "own_status": stands.own,
            "validated_status": stands.validated,
            "declared_by": self._by(pk, stands),
            "dropped_on": timezone.localdate(row["dropped_at"]) if dropped else None,
            "dropped_reason": row["dropped_reason"].plain() if dropped else {},
            "sources": sources(row["sources"]),
        }

    def _by(self, pk: uuid.UUID, stands: Standing) -> list[Row]:
        """Whose word the status is: institutions by their id, public texts by who says it there."""
        said: dict[str, Row] = {}
        for one in self.reports.get(pk, ()):
            if one["institution_id"]:
                said[one["institution_id"]] = {"institution": one["institution_id"]}
            else:
                said[str(one["declared_by"])] = {"name": one["declared_by"].plain()}
        return [said[one] for one in stands.by if one in said]

    def _attached(self, model: Any, label: str, form: Any) -> dict[uuid.UUID, list[Row]]:
        found: dict[uuid.UUID, list[Row]] = defaultdict(list)
        rows = model.objects.filter(action__in=list(self.actions)).order_by("position", "pk")
        for row in rows.values(*RECORD_FIELDS[label]):
            found[row["action_id"]].append(form(row))
        return found

    def _name(self, pk: uuid.UUID) -> Row:
        row = self.actions[pk]
        return {"origin": row["plan__origin"], "plan": row["plan_id"], "action": row["code"]}

    def _progress(self) -> Iterable[Row]:
        reports = [one for group in self.reports.values() for one in group]
        ids = [one["id"] for one in reports]
        evidence = _pairs(
            ProgressReport.evidence.through.objects.filter(progressreport__in=ids, evidence__publishable=True),
            "progressreport_id", "evidence__code",
        )  # fmt: skip
        texts = _pairs(
            ProgressReport.instruments.through.objects.filter(progressreport__in=ids),
            "progressreport_id", "instrument_id",
        )  # fmt: skip
        for one in reports:
            given = one["given"]
            yield self._name(one["action_id"]) | {
                **{name: one[name] for name in ("number", "due", "recorded_at", "happened_on", "status", "currency")},
                "institution": one["institution_id"] or "",
                "declared_by": one["declared_by"].plain(),
                "text": one["text"].plain(),
                "evidence": evidence.get(one["id"], []),
                "instruments": texts.get(one["id"], []),
                "spent": one["spent"],
                "verdict": given["verdict"] if given else "",
                "verdict_status": given["status"] if given else "",
                "verdict_reason": given["reason"].plain() if given else {},
            }

    def _movements(self) -> Iterable[Row]:
        codes = [row["code"] for row in self.advised]
        fields = RECORD_FIELDS["followup.Movement"]
        rows = [
            *Movement.objects.filter(action__in=list(self.actions)).values(*fields),
            *Movement.objects.filter(recommendation__in=codes).values(*fields),
        ]
        round, moment = self.scope.round, self.scope.moment
        before, now = _levels(round.previous, moment), _levels(round, moment)
        orders = self._orders({row["indicator__code"] for row in rows})
        origins = {row["code"]: row["origin"] for row in self.advised}
        for row in rows:
            code = row["indicator__code"]
            name = (
                self._name(row["action_id"]) | {"recommendation": ""}
                if row["action_id"]
                else {"origin": origins[row["recommendation_id"]], "plan": "", "action": "",
                      "recommendation": row["recommendation_id"]}
            )  # fmt: skip
            was, _cause = before.get(code, ("", ""))
            level, cause = now.get(code, ("", ""))
            expected = moving.Expected(row["level_from"], row["level_to"], row["by"].latest() if row["by"] else None)
            happened = moving.Happened(was, level, self._done(row), cause)
            yield name | {
                "indicator": code,
                "level_from": row["level_from"],
                "level_to": row["level_to"],
                "by": row["by"],
                "previous_level": was,
                "level": level,
                "result": moving.result(expected, happened, orders.get(code, ()), round.reference_date),
            }

    def _done(self, movement: Row) -> bool | None:
        """Whether what was to move it is officially done: its action, or all actions that serve the recommendation."""
        if movement["action_id"]:
            return done(self.standings[movement["action_id"]])
        serving = [pk for pk, codes in self.serves.items() if movement["recommendation_id"] in codes]
        return moving.together([done(self.standings[pk]) for pk in serving])

    def _orders(self, indicators: set[str]) -> dict[str, list[str]]:
        asked = IndicatorVersion.objects.filter(indicator__code__in=indicators).order_by("version")
        return {
            code: [level["id"] for level in levels] for code, levels in asked.values_list("indicator__code", "levels")
        }

    def _attributions(self) -> Iterable[Row]:
        claims = Attribution.objects.filter(action__in=list(self.actions), recorded_at__lte=self.scope.moment)
        rows = [
            row
            for row in claims.order_by("recorded_at", "pk").values(*RECORD_FIELDS["followup.Attribution"])
            if row["answer_id"] is None or row["answer__round_id"] == self.scope.round.pk
        ]
        ids = [row["id"] for row in rows]
        evidence = _pairs(
            Attribution.evidence.through.objects.filter(attribution__in=ids, evidence__publishable=True),
            "attribution_id", "evidence__code",
        )  # fmt: skip
        texts = _pairs(
            Attribution.instruments.through.objects.filter(attribution__in=ids), "attribution_id", "instrument_id"
        )
        codes = {row["code"] for row in self.advised}
        numbers: dict[uuid.UUID, int] = defaultdict(int)
        for row in rows:
            numbers[row["action_id"]] += 1
            yield self._name(row["action_id"]) | {
                "number": numbers[row["action_id"]],
                "recommendation": row["recommendation_id"] if row["recommendation_id"] in codes else "",
                "indicator": row["answer__indicator__indicator__code"] or "",
                "link": row["link"],
                "said_by": row["said_by"].plain(),
                "reason": row["reason"].plain(),
                "evidence": evidence.get(row["id"], []),
                "instruments": texts.get(row["id"], []),
                "sources": sources(row["sources"]),
            }


def _levels(round: Round | None, moment: datetime.datetime) -> dict[str, tuple[str, str]]:
    """Indicator → the level of the agreed answer of a round, and why it differs from the round before."""
    if round is None:
        return {}
    known = AnswerRevision.objects.filter(answer__round=round.pk, answer__state="agreed", recorded_at__lte=moment)
    rows = known.order_by("number").values_list("answer__indicator__indicator__code", "level", "cause")
    return {code: (level, cause) for code, level, cause in rows}


def _milestone(row: Row) -> Row:
    return {"title": row["title"].plain(), "due": _day(row["due"]), "done_on": _day(row["done_on"])}


def _funding(row: Row) -> Row:
    amount = row["amount"]
    return {
        "amount": None if amount is None else f"{amount.normalize():f}",
        "currency": row["currency"],
        "source": row["source"].plain(),
        "standing": row["standing"],
    }


def _day(day: PartialDate | None) -> str:
    return day.iso if day else ""


def _pairs(query: Any, key: str, value: str) -> dict[Any, list[str]]:
    found: dict[Any, set[str]] = defaultdict(set)
    for one, other in query.values_list(key, value):
        found[one].add(other)
    return {one: sorted(others) for one, others in found.items()}
