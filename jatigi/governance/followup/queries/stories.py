"""The whole story of one recommendation: where it comes from, how it was worded, what was held and voted on it, what
serves it, and what it should move."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Finding
from jatigi.governance.consultations.access import may_read_remark
from jatigi.governance.consultations.models import Attendee, Consultation, Item, PositionRevision, Remark
from jatigi.governance.consultations.rules import positions as holding
from jatigi.governance.followup.models import (
    Action,
    Ballot,
    Movement,
    ProgressReport,
    Recommendation,
    RecommendationRevision,
    RecommendationStep,
    Verdict,
)
from jatigi.governance.followup.queries.recommendations import Row, rows_of
from jatigi.governance.followup.rules.status import Reported, Standing, standing
from jatigi.governance.frameworks.models import IndicatorVersion


@dataclass(frozen=True)
class Held:
    """How many institutions stand where on the recommendation in one consultation. Numbers, never names."""

    consultation: Consultation
    tally: holding.Tally


@dataclass(frozen=True)
class Served:
    """An action that serves it, and where it stands."""

    action: Action
    standing: Standing


@dataclass(frozen=True)
class Moving:
    """An expected movement, of the recommendation itself or of an action that serves it."""

    movement: Movement
    indicator: IndicatorVersion | None
    now: str  # the level of the answer in the recommendation's own round, "" where it has none


@dataclass(frozen=True)
class Story:
    """See the module. ``findings`` and ``remarks`` are those that the reader may read; ``withheld`` counts the rest."""

    revisions: Sequence[RecommendationRevision]  # latest first
    steps: Sequence[RecommendationStep]  # oldest first
    findings: Sequence[Finding]
    remarks: Sequence[Remark]
    stances: Sequence[PositionRevision]  # positions it comes from, as the reader may see them
    withheld: int
    came_of: Sequence[Row]
    became: Sequence[Row]
    indicators: Sequence[IndicatorVersion]
    held: Sequence[Held]
    ballots: Sequence[Ballot]
    actions: Sequence[Served]
    movements: Sequence[Moving]

    @property
    def latest(self) -> RecommendationRevision:
        """The words that stand."""
        return self.revisions[0]

    @property
    def text(self) -> Text:
        """What it says."""
        text: Text = self.latest.text
        return text


def story_of(recommendation: Recommendation, reader: Visitor) -> Story:
    """The story as the reader may see it."""
    remarks = recommendation.remarks.select_related("consultation", "institution")
    findings = recommendation.findings.select_related("dimension", "round").order_by("round", "position")
    may_read = [one for one in remarks if may_read_remark(reader, one)]
    open_findings = [one for one in findings if may_read_finding(reader, one)]
    actions = _actions(recommendation)
    indicators = _indicators(recommendation)
    return Story(
        revisions=list(recommendation.revisions.select_related("recorded_by").order_by("-number")),
        steps=list(recommendation.steps.select_related("by")),
        findings=open_findings,
        remarks=may_read,
        stances=_stances(recommendation, reader),
        withheld=len(remarks) - len(may_read) + len(findings) - len(open_findings),
        came_of=rows_of(list(recommendation.comes_of.all())),
        became=rows_of(list(recommendation.became.all())),
        indicators=indicators,
        held=_held(recommendation),
        ballots=list(recommendation.ballots.select_related("consultation").order_by("opened_at")),
        actions=actions,
        movements=_movements(recommendation, indicators),
    )


def may_read_finding(reader: Visitor, finding: Finding) -> bool:
    """Findings under work are for those who write the profile; once reviewed they may be discussed by everyone."""
    return finding.state == "reviewed" or may(reader, "profile.view", finding.round.jurisdiction_id)


def _indicators(recommendation: Recommendation) -> list[IndicatorVersion]:
    """The indicators it serves, in the wording of its round's framework, else in the latest."""
    found: dict[int, IndicatorVersion] = {}
    own = {recommendation.round.framework_id} if recommendation.round else set()
    asked = IndicatorVersion.objects.filter(indicator__recommendations=recommendation)
    for one in asked.select_related("indicator", "dimension").order_by("version"):
        if one.indicator_id not in found or found[one.indicator_id].version_id not in own:
            found[one.indicator_id] = one
    return sorted(found.values(), key=lambda one: (one.version_id, one.position))


def _stances(recommendation: Recommendation, reader: Visitor) -> list[PositionRevision]:
    """What institutions held that led to it, latest words of each; its name and words only for the coordinator, or
    where that institution agreed to be named and did not speak in confidence."""
    revisions: dict[object, PositionRevision] = {}
    found = PositionRevision.objects.filter(position__recommendations=recommendation)
    for one in found.select_related("position__institution", "position__item__consultation").order_by("number"):
        revisions[one.position_id] = one
    named = set(
        Attendee.objects.filter(
            consultation__in={one.position.item.consultation_id for one in revisions.values()}, named_publicly=True
        ).values_list("consultation", "institution")
    )
    everyone = may(reader, "position.enter", recommendation.jurisdiction_id)
    return [
        one
        for one in revisions.values()
        if everyone
        or (not one.confidential and (one.position.item.consultation_id, one.position.institution_id) in named)
    ]


def _held(recommendation: Recommendation) -> list[Held]:
    """Where institutions stand on it, consultation by consultation."""
    if recommendation.subject_id is None:
        return []
    items = Item.objects.filter(subject=recommendation.subject_id, withdrawn_at=None).select_related("consultation")
    return [Held(item.consultation, _tally(item)) for item in items.order_by("consultation__starts_on", "pk")]


def _tally(item: Item) -> holding.Tally:
    room = item.consultation
    silence = holding.Silence(room.silence_deadline, room.silence_notice_at)
    stances: dict[str, str] = {}
    said = PositionRevision.objects.filter(position__item=item).order_by("number")
    for institution, stance in said.values_list("position__institution", "stance"):
        stances[institution] = stance
    asked = Attendee.objects.filter(consultation=room).values_list("institution", flat=True)
    return holding.tally(holding.standing(stances.get(one), silence, timezone.now()) for one in asked)


def _actions(recommendation: Recommendation) -> list[Served]:
    actions = list(
        recommendation.actions.filter(dropped_at=None).select_related("plan", "lead").order_by("plan", "position")
    )
    standings = standings_of(actions)
    return [Served(one, standings[one.pk]) for one in actions]


def standings_of(actions: Sequence[Action]) -> dict[object, Standing]:
    """Where each action stands after its reports and their verdicts. Two queries."""
    reports = list(ProgressReport.objects.filter(action__in=actions).order_by("number"))
    verdicts: dict[int, Verdict] = {}
    for one in Verdict.objects.filter(report__in=reports).order_by("number"):
        verdicts[one.report_id] = one
    by_action: dict[object, list[Reported]] = {one.pk: [] for one in actions}
    for report in reports:
        verdict = verdicts.get(report.pk)
        source = report.institution_id or str(report.declared_by)
        by_action[report.action_id].append(
            Reported(report.status, source, verdict.verdict if verdict else "", verdict.status if verdict else "")
        )
    return {pk: standing(found) for pk, found in by_action.items()}


def _movements(recommendation: Recommendation, indicators: Sequence[IndicatorVersion]) -> list[Moving]:
    found = list(Movement.objects.filter(recommendation=recommendation).select_related("indicator"))
    found += Movement.objects.filter(action__recommendations=recommendation, action__dropped_at=None).select_related(
        "indicator", "action"
    )
    worded = {one.indicator_id: one for one in indicators}
    missing = {one.indicator_id for one in found} - worded.keys()
    for one in IndicatorVersion.objects.filter(indicator__in=missing).order_by("version"):
        worded[one.indicator_id] = one
    levels = _levels(recommendation, {one.indicator_id for one in found})
    return [Moving(one, worded.get(one.indicator_id), levels.get(one.indicator_id, "")) for one in found]


def _levels(recommendation: Recommendation, indicators: set[int]) -> dict[int, str]:
    if recommendation.round_id is None:
        return {}
    rows = AnswerRevision.objects.filter(
        answer__round=recommendation.round_id, answer__indicator__indicator__in=indicators
    ).order_by("number")
    return dict(rows.values_list("answer__indicator__indicator", "level"))


@dataclass(frozen=True)
class Moment:
    """One thing that happened to it, for the line of its history."""

    at: datetime.datetime
    what: str  # "worded" or the step's action
    by: str
    note: str = ""
    number: int = 0


def history(story: Story) -> list[Moment]:
    """Its wordings and steps as one line, oldest first; a step that only takes new words is told by the words."""
    told = [
        Moment(one.recorded_at, "worded", one.recorded_by.name if one.recorded_by else "", number=one.number)
        for one in story.revisions
    ]
    told += [
        Moment(one.at, one.action, one.by.name if one.by else "", one.note)
        for one in story.steps
        if one.action != "reword"
    ]
    return sorted(told, key=lambda moment: moment.at)
