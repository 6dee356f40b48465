"""Who credits an action with what, and what stands in the way of confirming it."""

from collections.abc import Sequence
from dataclasses import dataclass

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.governance.assessments.models import Answer, Citation
from jatigi.governance.assessments.queries.answers import latest_revisions
from jatigi.governance.followup.models import Action, Attribution, Recommendation
from jatigi.governance.followup.queries.moved import pairs_of, standings_on
from jatigi.governance.followup.rules.movement import APPARENT
from jatigi.governance.followup.rules.status import done
from jatigi.governance.instruments.models import Evidence, Instrument


@dataclass(frozen=True)
class Needs:
    """What a confirmation needs, one by one, in the order of the page (DESIGN §5)."""

    compared: bool  # the answer is of a round that has one before it
    moved: bool  # both answers are settled and differ because the country changed
    dated: bool  # dated evidence stands behind the answers of both rounds
    done: bool  # the action was officially done on the later round's reference date

    @property
    def missing(self) -> str:
        """The first that is not there: the end of the refusal's code; "" when all are."""
        named = (
            ("no_round", self.compared),
            ("not_moved", self.moved),
            ("not_dated", self.dated),
            ("not_done", self.done),
        )
        return next((name for name, there in named if not there), "")


def needs_of(action: Action, answer: Answer) -> Needs:
    """How far an action's link with an answer may be confirmed."""
    later = answer.round
    if later.previous is None:
        return Needs(False, False, False, False)
    indicator = answer.indicator.indicator_id
    pair = pairs_of(later.previous, later, [indicator], place=later.jurisdiction, internal=True)[indicator]
    settled = {pair.before.level, pair.after.level}.isdisjoint({"", "unknown", "not_applicable"})
    where = standings_on([action.pk], later.reference_date)[action.pk]
    return Needs(
        compared=True,
        moved=settled and pair.differs and pair.after.cause not in APPARENT,
        dated=pair.dated,
        done=done(where) is True,
    )


@dataclass(frozen=True)
class Offered:
    """What may be named in an attribution of this action."""

    answers: Sequence[Answer]
    recommendations: Sequence[Recommendation]
    instruments: Sequence[Instrument]
    evidence: Sequence[Evidence]


def offered_for(action: Action, reader: Visitor, answer: Answer | None) -> Offered:
    """The answers of its indicators (and the one asked for), the recommendations that it serves, and what the answer,
    the action and its reports rest on. Internal evidence is offered to those who may read it."""
    place = action.plan.jurisdiction_id
    wanted = {*action.indicators.values_list("pk", flat=True), *action.movements.values_list("indicator", flat=True)}
    answers = Answer.objects.filter(indicator__indicator__in=wanted, round__jurisdiction=place)
    if answer is not None:
        answers = answers | Answer.objects.filter(pk=answer.pk)
    found = answers.select_related("round", "indicator").order_by("-round__reference_date", "indicator__position")
    cited = Citation.objects.filter(answer_revision__in=_revisions(answer)) if answer else Citation.objects.none()
    texts = Instrument.objects.filter(pk__in=[*cited.exclude(instrument=None).values_list("instrument", flat=True)])
    pieces = Evidence.objects.filter(pk__in=[*cited.exclude(evidence=None).values_list("evidence", flat=True)])
    pieces |= Evidence.objects.filter(progress_reports__action=action)
    texts |= Instrument.objects.filter(actions=action) | Instrument.objects.filter(progress_reports__action=action)
    if not may(reader, "evidence.read_internal", place):
        pieces = pieces.filter(publishable=True)
    return Offered(
        list(found),
        list(action.recommendations.order_by("position")),
        list(texts.distinct().order_by("code")),
        list(pieces.distinct().order_by("code")),
    )


def _revisions(answer: Answer) -> list[int]:
    return list(latest_revisions(answer.round).filter(answer=answer).values_list("pk", flat=True))


def attributions_of(action: Action) -> list[Attribution]:
    """Everything that is said of it, oldest first."""
    found = action.attributions.select_related("answer__round", "answer__indicator", "recommendation", "recorded_by")
    return list(found.prefetch_related("instruments", "evidence").order_by("recorded_at", "pk"))
