"""Frameworks and answers of any shape, for properties that must hold for all of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from jatigi.governance.scoring import Framework, Record, framework_from_document

SCALES: dict[str, Any] = {
    "presence": {
        "levels": [{"id": "absent", "value": 0}, {"id": "partial", "value": 0.5}, {"id": "complete", "value": 1}]
    },
    "yes-no": {"levels": [{"id": "no", "value": 0}, {"id": "yes", "value": 1}]},
    "percent": {"range": {"min": 0, "max": 100}},
    "days": {"range": {"min": 0, "max": 180, "direction": "lower"}},
}
WORDS = {
    "presence": ["absent", "partial", "complete"],
    "yes-no": ["no", "yes"],
    "percent": ["0", "12.5", "39.9", "80", "100"],
    "days": ["180", "90", "7", "0"],
}
"""The answers of each scale, worst first."""

CLASSES = [
    {"id": "low", "from": 0},
    {"id": "middle", "from": 0.4},
    {"id": "high", "from": 0.8},
    {"id": "full", "from": 1},
]
UNITS = [("BFA", "2021"), ("MLI", "2018"), ("MLI", "2021")]

weights = st.one_of(st.sampled_from([1.0, 2.0, 0.5, 3.0]), st.floats(0.01, 100))
means = st.sampled_from(["arithmetic", "geometric"])


@st.composite
def documents(draw: st.DrawFn, aggregates: st.SearchStrategy[str] = means) -> dict[str, Any]:
    """A framework document: one to three of everything."""

    def node(identifier: str) -> dict[str, Any]:
        return {"id": identifier, "weight": draw(weights), "aggregate": draw(aggregates)}

    def indicators(parent: str) -> list[dict[str, Any]]:
        count = draw(st.integers(1, 3))
        names = draw(st.permutations([f"{parent}.{place}" for place in range(count)]))
        return [{"id": name, "weight": draw(weights), "scale": draw(st.sampled_from(list(SCALES)))} for name in names]

    dimensions = []
    for dimension in draw(st.permutations(["d1", "d2", "d3"][: draw(st.integers(1, 3))])):
        below = [node(f"{dimension}.s{place}") for place in range(draw(st.integers(1, 3)))]
        subdimensions = [{**one, "indicators": indicators(one["id"])} for one in below]
        dimensions.append({**node(dimension), "subdimensions": subdimensions})
    return {
        "framework": "f",
        "version": "1",
        "aggregate": draw(aggregates),
        "scales": SCALES,
        "classes": CLASSES,
        "min_coverage": draw(st.sampled_from([0, 0.5, 0.6, 1])),
        "dimensions": dimensions,
    }


def words_of(framework: Framework, indicator: str) -> list[str]:
    """The answers an indicator can have, worst first."""
    scale = framework.indicators[framework.indicator_columns[indicator]].scale
    assert scale is not None
    return WORDS[scale.id]


@st.composite
def records(draw: st.DrawFn, framework: Framework, *, assessors: int = 3, silent: bool = True) -> list[Record]:
    """Answers to a framework: several units, some with several assessors, some weights replaced.

    Without `silent`, every indicator of every unit has one known answer.
    """
    found: list[Record] = []
    for jurisdiction, round_id in UNITS:
        for node in framework.indicators:
            weight = draw(st.sampled_from(["", "", "", "2", "0.3"]))
            words = [*words_of(framework, node.id), *(["unknown", "not_applicable"] if silent else [])]
            for assessor in "abc"[: draw(st.integers(0, assessors)) if silent else 1]:
                said = draw(st.sampled_from(words))
                found.append(Record(jurisdiction, round_id, node.id, said, assessor, weight=weight))
    return found


@st.composite
def panels(
    draw: st.DrawFn, *, aggregates: st.SearchStrategy[str] = means, assessors: int = 3, silent: bool = True
) -> tuple[dict[str, Any], Framework, list[Record]]:
    """A document, its framework, and answers to it."""
    document = draw(documents(aggregates))
    framework = framework_from_document(document)
    return document, framework, draw(records(framework, assessors=assessors, silent=silent))
