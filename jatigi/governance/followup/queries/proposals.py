"""What calls for a recommendation: gaps, and proposals made in consultations, that none comes from yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from jatigi.foundation.accounts.access import Visitor
from jatigi.governance.assessments.models import Finding, Round
from jatigi.governance.consultations.access import may_read_remark
from jatigi.governance.consultations.models import Consultation, Remark
from jatigi.governance.followup.models import Recommendation
from jatigi.governance.followup.queries.recommendations import Dimension, first
from jatigi.governance.followup.queries.stories import may_read_finding
from jatigi.governance.followup.rules.recommendations import LIVE
from jatigi.governance.frameworks.models import IndicatorVersion

GAP, PROPOSAL = "gap", "proposal"
MOST = 500  # remarks offered on one page


@dataclass(frozen=True)
class Calls:
    """What calls for a recommendation in a round, by dimension, and what was proposed in its consultations."""

    gaps: Sequence[tuple[Dimension, Sequence[Finding]]]
    proposals: Sequence[Remark]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(len(found) for _dimension, found in self.gaps) + len(self.proposals)


def calls(round: Round, reader: Visitor) -> Calls:
    """Gaps and proposals from which no recommendation that stands (or was merged or split) comes."""
    living = Recommendation.objects.exclude(state="dropped")
    taken = living.filter(findings__round=round).values("findings")
    gaps = [one for one in findings_of(round, reader) if one.kind == GAP]
    covered = set(taken.values_list("findings", flat=True))
    by_dimension: dict[str, tuple[Dimension, list[Finding]]] = {}
    numbers = numbers_of(round)
    for gap in gaps:
        if gap.pk not in covered:
            node = gap.dimension
            dimension = Dimension(node.code, numbers.get(node.pk, 0), node.title)
            by_dimension.setdefault(node.code, (dimension, []))[1].append(gap)
    heard = set(living.filter(remarks__isnull=False).values_list("remarks", flat=True))
    proposals = [
        one
        for one in remarks_in(Consultation.objects.filter(round=round), reader)
        if one.kind == PROPOSAL and one.pk not in heard
    ]
    return Calls(sorted(by_dimension.values(), key=lambda pair: pair[0].number), proposals)


def findings_of(round: Round, reader: Visitor) -> list[Finding]:
    """The findings of a round that the reader may read, in their order."""
    found = Finding.objects.filter(round=round).exclude(state="dropped").select_related("dimension", "round")
    return [one for one in found.order_by("position", "code") if may_read_finding(reader, one)]


def remarks_in(consultations: QuerySet[Consultation], reader: Visitor) -> list[Remark]:
    """What was said in those consultations, as far as the reader may read it."""
    found = Remark.objects.filter(consultation__in=consultations, moderation="kept")
    listed = found.select_related("consultation", "institution").order_by("recorded_at", "id")[:MOST]
    return [one for one in listed if may_read_remark(reader, one)]


def indicators_of(round: Round | None, place: str) -> list[IndicatorVersion]:
    """The questions of a round's framework and modules, or of the latest round's where none is named."""
    if round is None:
        round = Round.objects.filter(jurisdiction=place).order_by("-reference_date").first()
    if round is None:
        return []
    versions = [round.framework_id, *round.modules.values_list("pk", flat=True)]
    asked = IndicatorVersion.objects.filter(version__in=versions)
    return list(asked.select_related("indicator", "dimension").order_by("version", "position"))


def numbers_of(round: Round) -> dict[int, int]:
    """The number of each dimension of the round's framework."""
    rows = IndicatorVersion.objects.filter(version=round.framework_id).values("dimension").annotate(one=Max("number"))
    return {node: first(number) for node, number in rows.values_list("dimension", "one")}


def codes_in(place: str) -> frozenset[str]:
    """The codes in use in a jurisdiction, whatever their state: a name is never used twice."""
    return frozenset(Recommendation.objects.filter(jurisdiction=place).values_list("pk", flat=True))


def mergeable(place: str, codes: Sequence[str]) -> list[Recommendation]:
    """Those of the codes that stand in that jurisdiction, in their order."""
    found = Recommendation.objects.filter(jurisdiction=place, pk__in=codes, state__in=LIVE)
    return list(found.select_related("jurisdiction", "round", "consultation").order_by("position"))
