"""Which indicators a round asks."""

from collections.abc import Iterator

from jatigi.governance.assessments.models import Round
from jatigi.governance.frameworks.models import FrameworkVersion, IndicatorVersion, Node


def _bases_first(version: FrameworkVersion | None) -> Iterator[int]:
    """The version's bases, the deepest first, then itself."""
    if version is None:
        return
    yield from _bases_first(version.extends)
    yield version.pk


def asked_versions(round: Round) -> list[int]:
    """The framework versions whose indicators the round asks, bases before what extends them, modules last."""
    versions = list(_bases_first(round.framework))
    for module in round.modules.order_by("framework_id", "version"):
        if module.extends_id not in versions:
            versions.extend(_bases_first(module.extends))
        versions.append(module.pk)
    return list(dict.fromkeys(versions))


def asked(round: Round) -> list[IndicatorVersion]:
    """The indicators a round asks, in the framework's order, those of modules last; .indicator, .node, .dimension
    loaded."""
    versions = asked_versions(round)
    found = IndicatorVersion.objects.filter(version__in=versions).select_related("indicator")
    # A join would read the few nodes' texts again with each of a hundred indicators.
    nodes = Node.objects.in_bulk({id for one in found for id in (one.node_id, one.dimension_id)})
    for one in found:
        one.node, one.dimension = nodes[one.node_id], nodes[one.dimension_id]
    return sorted(found, key=lambda one: (versions.index(one.version_id), one.position))
