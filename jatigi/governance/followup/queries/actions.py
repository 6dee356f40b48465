"""What the page of one action shows, and what its form lets choose from."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.followup.models import Action, Axis, Movement, Plan, ProgressReport, Recommendation, Verdict
from jatigi.governance.followup.queries.plans import institutions_of
from jatigi.governance.followup.queries.progress import Where, where
from jatigi.governance.followup.queries.proposals import indicators_of
from jatigi.governance.followup.queries.recommendations import Row, latest_revisions, rows_of
from jatigi.governance.followup.rules import money
from jatigi.governance.followup.rules.recommendations import LIVE
from jatigi.governance.frameworks.models import Indicator, IndicatorVersion
from jatigi.governance.instruments.models import Evidence, Instrument


@dataclass(frozen=True)
class Moving:
    """An expected movement with the indicator's latest wording (None where it is in no version any more)."""

    movement: Movement
    indicator: IndicatorVersion | None


@dataclass(frozen=True)
class Told:
    """A report with the verdicts on it (latest last) and the evidence that the reader may see; ``withheld`` counts the
    rest."""

    report: ProgressReport
    verdicts: Sequence[Verdict]
    evidence: Sequence[Evidence]
    instruments: Sequence[Instrument]
    withheld: int

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that stands."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def awaited(self) -> bool:
        """Whether a validator still has to speak."""
        return not self.verdicts


@dataclass(frozen=True)
class Story:
    """One action and everything around it."""

    where: Where
    partners: Sequence[Institution]
    recommendations: Sequence[Row]
    indicators: Sequence[IndicatorVersion]
    movements: Sequence[Moving]
    totals: Sequence[money.Total]
    reports: Sequence[Told]  # latest first
    institutions: Mapping[str, Institution]  # of the jurisdiction, by code


@dataclass(frozen=True)
class Offered:
    """What the form lets choose from. ``said``: recommendations with their words; ``levels``: (id, word) of the scales
    of the framework."""

    axes: Sequence[Axis]
    institutions: Sequence[Institution]
    said: Sequence[tuple[Recommendation, Text]]
    indicators: Sequence[IndicatorVersion]
    instruments: Sequence[Instrument]
    levels: Sequence[tuple[str, str]]

    @property
    def asked(self) -> dict[str, Indicator]:
        """The indicators by the value of their choice."""
        return {str(one.indicator_id): one.indicator for one in self.indicators}


def story_of(action: Action, reader: Visitor, today: datetime.date) -> Story:
    """The action as the reader may see it."""
    moving = list(action.movements.select_related("indicator"))
    served = set(action.indicators.values_list("pk", flat=True)) | {one.indicator_id for one in moving}
    versions = {
        one.indicator_id: one
        for one in IndicatorVersion.objects.filter(indicator__in=served)
        .select_related("indicator", "dimension")
        .order_by("version")
    }
    lines = [money.Line(one.currency, one.standing, one.amount) for one in action.funding.all()]
    return Story(
        where=where(Action.objects.filter(pk=action.pk), {action.plan_id: action.plan}, today)[action.pk],
        partners=list(action.partners.order_by("code")),
        recommendations=rows_of(list(action.recommendations.select_related("round"))),
        indicators=sorted(versions.values(), key=lambda one: (one.version_id, one.position)),
        movements=[Moving(one, versions.get(one.indicator_id)) for one in moving],
        totals=money.totals(lines),
        reports=reports_of(action, reader),
        institutions=institutions_of(action.plan),
    )


def reports_of(action: Action, reader: Visitor) -> list[Told]:
    """The reports on an action, latest first. Four queries."""
    rows = action.reports.select_related("institution", "recorded_by").order_by("-number")
    reports = list(rows.prefetch_related("evidence", "instruments", "verdicts__recorded_by"))
    internal = may(reader, "evidence.read_internal", action.plan.jurisdiction_id)
    told = []
    for one in reports:
        evidence = list(one.evidence.all())
        shown = [piece for piece in evidence if piece.publishable or internal]
        told.append(
            Told(
                one,
                sorted(one.verdicts.all(), key=lambda verdict: verdict.number),
                shown,
                list(one.instruments.all()),
                len(evidence) - len(shown),
            )
        )
    return told


def offered(plan: Plan, action: Action | None = None) -> Offered:
    """What the form of an action lets choose from. What it has already stays offered; a recommendation that was merged
    or split meanwhile is offered as itself and gives way to what it became when the form is saved."""
    wanted = Q(jurisdiction=plan.jurisdiction_id, state__in=LIVE)
    if action is not None:
        wanted |= Q(pk__in=action.recommendations.values("pk"))
    recommendations = list(Recommendation.objects.filter(wanted).order_by("position"))
    words = latest_revisions(recommendations)
    said: list[tuple[Recommendation, Text]] = [(one, words[one.pk].text) for one in recommendations]
    indicators = indicators_of(None, plan.jurisdiction_id)
    if action is not None:
        indicators = [*indicators, *_others(action, {one.indicator_id for one in indicators})]
    return Offered(
        axes=list(plan.axes.all()),
        institutions=list(Institution.objects.filter(jurisdiction=plan.jurisdiction_id).order_by("code")),
        said=said,
        indicators=indicators,
        instruments=list(Instrument.objects.filter(jurisdiction=plan.jurisdiction_id).order_by("code")),
        levels=_levels(indicators),
    )


def _others(action: Action, known: set[int]) -> list[IndicatorVersion]:
    """Indicators that the action serves though the latest framework does not ask them, in their latest wording."""
    asked = Q(indicator__actions=action) | Q(indicator__movements__action=action)
    rows = IndicatorVersion.objects.filter(asked).exclude(indicator__in=known).select_related("indicator")
    return list({one.indicator_id: one for one in rows.order_by("version")}.values())


def _levels(indicators: Sequence[IndicatorVersion]) -> list[tuple[str, str]]:
    """The levels of all scales, each once, in their order."""
    words: dict[str, str] = {}
    for one in indicators:
        for level in one.levels:
            words.setdefault(level["id"], t_plain(Text.of(level["label"])))
    return list(words.items())
