"""Counts and scores of a round's nodes, as the release states them. Plain values in, plain values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jatigi.governance import scoring
from jatigi.governance.scoring import LevelScale

COUNTED = ("complete", "partial", "absent", "unknown", "not_applicable", "measured")
Values = Mapping[str, str]  # indicator → level id, number, "unknown" or "not_applicable"


@dataclass(frozen=True)
class Standings:
    """Rows for ``scores.csv`` (one per node of all frameworks) and the goalposts that came from the data."""

    rows: tuple[dict[str, Any], ...]
    bounds: Mapping[str, tuple[float, float]]


def shape_of(framework: scoring.Framework, indicator: str, value: str) -> str:
    """Which of ``COUNTED`` an answer is: the highest level is complete, the lowest absent, whatever they are called."""
    if value in (scoring.UNKNOWN, scoring.NOT_APPLICABLE):
        return value
    scale = framework.scales[framework.indicator_columns[indicator]]
    if not isinstance(scale, LevelScale):
        return "measured"
    ids = [level.id for level in scale.levels]
    return "complete" if value == ids[-1] else "absent" if value == ids[0] else "partial"


def standings(
    chains: Sequence[Sequence[Mapping[str, Any]]],
    panel: Mapping[str, Values],
    *,
    round: str,
    with_scores: bool,
    bounds: Mapping[str, tuple[float, float]] | None = None,
) -> Standings:
    """Every node of every framework of a round, once.

    ``chains`` are the framework and then its modules, each a list of documents, base first; a node that an earlier
    chain has is not stated again. ``panel`` holds the answers of the round and of the rounds it is compared with, which
    together set the goalposts of scales that take theirs from the data, unless ``bounds`` are frozen already.

    Raises:
        ScoringError: answers that the frameworks do not accept, or goalposts that do not differ.
    """
    found: dict[str, dict[str, Any]] = {}
    used: dict[str, tuple[float, float]] = {}
    for chain in chains:
        framework = scoring.framework_from_document(list(chain))
        answers = {
            code: {one: value for one, value in values.items() if one in framework.indicator_columns}
            for code, values in panel.items()
        }
        counts = _counts(framework, answers[round])
        scores = _scores(framework, answers, round, bounds) if with_scores else ({}, {})
        used |= scores[1]
        for node in framework.nodes:
            if node.id not in found:
                found[node.id] = {"node": node.id, "kind": node.kind, **counts[node.id], **_score(scores[0], node.id)}
    return Standings(tuple(found[node] for node in sorted(found)), used)


_SCORED = ("score", "low", "high", "coverage", "class", "class_low", "class_high")


def _score(scores: Mapping[str, Mapping[str, Any]], node: str) -> dict[str, Any]:
    return {name: scores.get(node, {}).get(name) for name in _SCORED}


def _counts(framework: scoring.Framework, values: Values) -> dict[str, dict[str, int]]:
    counts = {node.id: dict.fromkeys(COUNTED, 0) for node in framework.nodes}
    for node in framework.indicators:
        counts[node.id][shape_of(framework, node.id, values.get(node.id, scoring.UNKNOWN))] = 1
    for node in reversed(framework.nodes):
        for child in node.children:
            for name in COUNTED:
                counts[node.id][name] += counts[child.id][name]
    return counts


def _scores(
    framework: scoring.Framework,
    panel: Mapping[str, Values],
    round: str,
    bounds: Mapping[str, tuple[float, float]] | None,
) -> tuple[dict[str, Mapping[str, Any]], dict[str, tuple[float, float]]]:
    answers = scoring.gather(framework, _records(framework, panel))
    goalposts = scoring.data_bounds(framework, answers)
    goalposts |= {one: scoring.Bounds(*pair) for one, pair in (bounds or {}).items()}
    scores = scoring.score(framework, answers, bounds=goalposts)
    rows: dict[str, Mapping[str, Any]] = {row["node"]: row for row in scoring.rows(scores) if row["round"] == round}
    return rows, {one: (pair.min, pair.max) for one, pair in scores.bounds.items()}


def _records(framework: scoring.Framework, panel: Mapping[str, Values]) -> Iterable[scoring.Record]:
    for code, values in panel.items():
        for node in framework.indicators:
            yield scoring.Record("x", code, node.id, values.get(node.id, scoring.UNKNOWN))
