"""Counts and intervals of a round's dimensions, for the profile."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jatigi.foundation.web.figures.data import Interval
from jatigi.governance import scoring
from jatigi.governance.assessments.models import Round
from jatigi.governance.frameworks.models import FrameworkVersion

SHAPES = ("complete", "partial", "absent", "unknown", "not_applicable")
Values = Mapping[str, str]


def counted(shapes: Iterable[str]) -> dict[str, int]:
    """How many answers have each shape; all five are named."""
    found = dict.fromkeys(SHAPES, 0)
    for shape in shapes:
        found[shape] += 1
    return found


def intervals(round: Round, panel: Mapping[str, Values]) -> dict[str, dict[str, Interval]]:
    """Round label → node → interval, for every round of ``panel`` (indicator → level id, number, ``unknown``).

    A node that the framework has is scored there; modules add the nodes that only they have.
    """
    found: dict[str, dict[str, Interval]] = {label: {} for label in panel}
    for chain in _chains(round):
        framework = scoring.framework_from_document(chain)
        records = [
            scoring.Record("x", label, node.id, values.get(node.id, scoring.UNKNOWN))
            for label, values in panel.items()
            for node in framework.indicators
        ]
        for row in scoring.rows(scoring.score(framework, scoring.gather(framework, records))):
            interval = Interval(row["low"], row["high"], row["score"])
            found[row["round"]].setdefault("" if row["kind"] == "framework" else row["node"], interval)
    return found


def _chains(round: Round) -> list[list[Mapping[str, Any]]]:
    """The documents of the framework and of each module, each with its bases, bases first."""
    known = {one.pk: one for one in FrameworkVersion.objects.all()}
    modules = round.modules.order_by("framework_id", "version").values_list("pk", flat=True)
    return [_chain(known, pk) for pk in [round.framework_id, *modules]]


def _chain(known: Mapping[int, FrameworkVersion], pk: int) -> list[Mapping[str, Any]]:
    chain: Sequence[FrameworkVersion] = [known[pk]]
    while (base := chain[0].extends_id) is not None:
        chain = [known[base], *chain]
    return [one.document for one in chain]
