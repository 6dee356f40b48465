"""Which suggestions of the library fit a plan: those for the answers of a round that stand below the highest level."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from jatigi.governance.assessments.models import AnswerRevision, Round
from jatigi.governance.followup.models import Plan
from jatigi.governance.followup.queries.proposals import numbers_of
from jatigi.governance.followup.queries.recommendations import Dimension
from jatigi.governance.followup.suggestions import Suggestion, library
from jatigi.governance.frameworks.models import IndicatorVersion


@dataclass(frozen=True)
class Offer:
    """A suggestion for an answer as it stands; ``taken``: the plan has an action that was drafted from it."""

    suggestion: Suggestion
    indicator: IndicatorVersion
    taken: bool


@dataclass(frozen=True)
class Offers:
    """The suggestions of a round by dimension; ``unknown``: answers that are not documented, for which nothing is
    suggested before somebody looks."""

    dimensions: Sequence[tuple[Dimension, Sequence[Offer]]]
    unknown: int

    def by_id(self) -> dict[str, Offer]:
        """Every offer by the id of its suggestion."""
        return {one.suggestion.id: one for _dimension, offers in self.dimensions for one in offers}


def offers(plan: Plan, round: Round) -> Offers:
    """What the library suggests for the answers of a round. Three queries."""
    later = AnswerRevision.objects.filter(answer=OuterRef("answer"), number__gt=OuterRef("number"))
    rows = AnswerRevision.objects.filter(~Exists(later), answer__round=round).select_related(
        "answer__indicator__indicator", "answer__indicator__dimension"
    )
    taken = set(plan.actions.filter(dropped_at=None).exclude(suggestion="").values_list("suggestion", flat=True))
    numbers = numbers_of(round)
    found: dict[str, tuple[Dimension, list[Offer]]] = {}
    unknown = 0
    for row in sorted(rows, key=lambda one: one.answer.indicator.position):
        asked = row.answer.indicator
        unknown += row.level == "unknown"
        suggestion = library(asked.indicator.framework_id).get((asked.indicator.code, row.level))
        if suggestion is not None:
            node = asked.dimension
            dimension = Dimension(node.code, numbers.get(node.pk, 0), node.title)
            found.setdefault(node.code, (dimension, []))[1].append(Offer(suggestion, asked, suggestion.id in taken))
    return Offers(sorted(found.values(), key=lambda pair: pair[0].number), unknown)
