"""A framework document becomes a tree, a module joins its base, and what scoring cannot use is refused by name."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from jatigi.governance.scoring import (
    ADVICE,
    Class,
    Level,
    LevelScale,
    NumberScale,
    ScoringError,
    framework_from_document,
)

Document = dict[str, Any]


def base() -> Document:
    return {
        "framework": "national",
        "version": "1.0",
        "extends": None,
        "aggregate": "arithmetic",
        "scales": {
            "presence": {"levels": [{"id": "absent", "value": 0}, {"id": "complete", "value": 1}]},
            "days": {"range": {"min": 0, "max": 180, "direction": "lower"}},
        },
        "classes": [{"id": "nascent", "from": 0}, {"id": "developed", "from": 0.75}],
        "min_coverage": 0.6,
        "dimensions": [
            {
                "id": "rights",
                "weight": 2,
                "subdimensions": [
                    {
                        "id": "rights.services",
                        "aggregate": "geometric",
                        "indicators": [
                            {"id": "rights.services.health", "scale": "presence", "weight": 3},
                            {"id": "rights.services.permit", "scale": "days"},
                        ],
                    }
                ],
            },
            {"id": "mobility", "indicators": [{"id": "mobility.visa", "scale": "presence"}]},
        ],
    }


def module() -> Document:
    return {
        "framework": "regional",
        "version": "2.0",
        "extends": "national@1.0",
        "aggregate": "geometric",
        "dimensions": [
            {
                "id": "rights",
                "subdimensions": [
                    {"id": "rights.services", "indicators": [{"id": "regional.card", "scale": "presence"}]},
                    {"id": "regional.work", "indicators": [{"id": "regional.work.posted", "scale": "presence"}]},
                ],
            },
            {
                "id": "region",
                "subdimensions": [{"id": "region.a", "indicators": [{"id": "region.a.1", "scale": "days"}]}],
            },
        ],
    }


def test_a_document_becomes_a_tree_with_weights_and_means() -> None:
    framework = framework_from_document(base())
    assert (framework.id, framework.version, framework.min_coverage) == ("national", "1.0", 0.6)
    assert [(node.id, node.kind, node.weight, node.aggregate) for node in framework.nodes] == [
        ("national", "framework", 1, "arithmetic"),
        ("rights", "dimension", 2, "arithmetic"),
        ("rights.services", "subdimension", 1, "geometric"),
        ("rights.services.health", "indicator", 3, "arithmetic"),
        ("rights.services.permit", "indicator", 1, "arithmetic"),
        ("mobility", "dimension", 1, "arithmetic"),
        ("mobility.visa", "indicator", 1, "arithmetic"),
    ]
    assert framework.scales[:2] == (
        LevelScale("presence", (Level("absent", 0), Level("complete", 1))),
        NumberScale("days", 0, 180, "lower"),
    )
    assert framework.classes == (Class("nascent", 0, 0.75), Class("developed", 0.75, 1))


def test_the_top_mean_is_every_nodes_default_and_a_nodes_own_holds_for_that_node_alone() -> None:
    document = base()
    document["aggregate"] = "geometric"
    document["dimensions"][0]["aggregate"] = "arithmetic"
    del document["dimensions"][0]["subdimensions"][0]["aggregate"]
    means = {node.id: node.aggregate for node in framework_from_document(document).nodes}
    assert means["national"] == "geometric"
    assert means["rights"] == "arithmetic"
    assert means["rights.services"] == "geometric"


def test_what_is_left_out_has_a_plain_meaning() -> None:
    document = base()
    for key in ("classes", "min_coverage", "aggregate", "extends"):
        del document[key]
    framework = framework_from_document(document)
    assert framework.classes == ()
    assert framework.min_coverage == 0.6
    assert framework.root.aggregate == "arithmetic"


def test_the_last_class_may_hold_exactly_one() -> None:
    document = base()
    document["classes"] = [{"id": "a", "from": 0, "to": 0.4}, {"id": "b", "from": 0.4}, {"id": "c", "from": 1, "to": 1}]
    assert framework_from_document(document).classes[-1] == Class("c", 1, 1)


def test_a_module_adds_to_its_base_and_scores_under_its_own_name() -> None:
    framework = framework_from_document([base(), module()])
    assert (framework.id, framework.version, framework.min_coverage) == ("regional", "2.0", 0.6)
    assert [node.id for node in framework.nodes] == [
        "regional",
        "rights",
        "rights.services",
        "rights.services.health",
        "rights.services.permit",
        "regional.card",
        "regional.work",
        "regional.work.posted",
        "mobility",
        "mobility.visa",
        "region",
        "region.a",
        "region.a.1",
    ]
    means = {node.id: node.aggregate for node in framework.nodes}
    assert means["rights"] == "arithmetic"  # the base's node keeps the base's mean
    assert means["regional.work"] == means["region"] == means["regional"] == "geometric"
    assert framework.root.children[0].weight == 2


def test_a_module_may_stand_on_a_module() -> None:
    top = {"framework": "top", "version": "1", "extends": "regional@2.0", "dimensions": []}
    assert len(framework_from_document([base(), module(), top]).indicators) == 6


def test_reading_a_document_leaves_it_as_it_was() -> None:
    documents = [base(), module()]
    before = copy.deepcopy(documents)
    framework_from_document(documents)
    assert documents == before


def in_base(*path: str | int, to: object) -> Callable[[], list[Document]]:
    """A base with one thing changed."""

    def documents() -> list[Document]:
        document = base()
        _set(document, path, to)
        return [document]

    return documents


def in_module(*path: str | int, to: object) -> Callable[[], list[Document]]:
    """A base, and a module with one thing changed."""

    def documents() -> list[Document]:
        document = module()
        _set(document, path, to)
        return [base(), document]

    return documents


def _set(document: Any, path: tuple[str | int, ...], to: object) -> None:
    for key in path[:-1]:
        document = document[key]
    document[path[-1]] = to


HEALTH = ("dimensions", 0, "subdimensions", 0, "indicators", 0)
LEVELS = ("scales", "presence", "levels")
RANGE = ("scales", "days", "range")

REFUSED = [
    # what is changed, the code, and words that the message must hold
    (in_base("framework", to="1st"), "framework.id", ["'1st'"]),
    (in_base("framework", to="rights"), "framework.id", ["rights", "twice"]),
    (in_base("version", to=1.0), "framework.shape", ["version", "1.0", "quotes"]),
    (in_base("extends", to="other@1"), "framework.extends", ["national", "'other@1'"]),
    (in_base("dimensions", to=[]), "framework.shape", ["national", "no indicators"]),
    (in_base("dimensions", to="rights"), "framework.shape", ["dimensions", "a list"]),
    (in_base("dimensions", to=["rights"]), "framework.shape", ["dimensions[0]", "'rights'"]),
    (in_base("dimensions", 1, "indicators", to=[]), "framework.shape", ["mobility", "no indicators"]),
    (in_base(*HEALTH, "id", to=None), "framework.id", ["rights.services", "None"]),
    (in_base(*HEALTH, "id", to="mobility.visa"), "framework.id", ["mobility.visa", "twice"]),
    (in_base(*HEALTH, "id", to="=cmd"), "framework.id", ["'=cmd'"]),
    (in_base(*HEALTH, "weight", to=0), "framework.weight", ["rights.services.health", "0", "above 0"]),
    (in_base(*HEALTH, "weight", to=-1), "framework.weight", ["-1"]),
    (in_base(*HEALTH, "weight", to=float("nan")), "framework.weight", ["nan"]),
    (in_base(*HEALTH, "weight", to=float("inf")), "framework.weight", ["inf"]),
    (in_base(*HEALTH, "weight", to=10**400), "framework.weight", ["above 0"]),
    (in_base(*HEALTH, "weight", to="2"), "framework.weight", ["'2'"]),
    (in_base(*HEALTH, "weight", to=True), "framework.weight", ["True"]),
    (in_base(*HEALTH, "scale", to="presense"), "framework.scale", ["'presense'", "days, presence"]),
    (in_base(*HEALTH, "scale", to=["presence"]), "framework.scale", ["rights.services.health"]),
    (in_base("dimensions", 0, "aggregate", to="harmonic"), "framework.aggregate", ["rights", "harmonic", "geometric"]),
    (in_base("min_coverage", to=60), "framework.min_coverage", ["60", "0 to 1"]),
    (in_base("scales", to=[]), "framework.shape", ["scales"]),
    (in_base("scales", "presence", to={}), "framework.scale_values", ["presence", "neither"]),
    (in_base("scales", "presence", "range", to={"min": 0, "max": 1}), "framework.scale_values", ["both"]),
    (in_base(*LEVELS, to=[{"id": "a", "value": 0}]), "framework.scale_values", ["1 level"]),
    (in_base(*LEVELS, 1, "value", to=0), "framework.scale_values", ["worth the same"]),
    (in_base(*LEVELS, 0, "value", to=1.5), "framework.scale_values", ["absent", "1.5"]),
    (in_base(*LEVELS, 0, "value", to=1), "framework.scale_values", ["presence", "same"]),
    (
        in_base(*LEVELS, to=[{"id": "best", "value": 1}, {"id": "worst", "value": 0}]),
        "framework.scale_values",
        ["worst", "from 1 to 1"],
    ),
    (in_base(*LEVELS, 1, "id", to="absent"), "framework.id", ["absent"]),
    (in_base(*LEVELS, 1, "id", to="unknown"), "framework.id", ["'unknown'", "not_applicable"]),
    (in_base(*LEVELS, 1, "id", to=True), "framework.id", ["True", "text"]),
    (in_base(*RANGE, "min", to=200), "framework.scale_range", ["min 200", "max 180"]),
    (in_base(*RANGE, "min", to="Data"), "framework.scale_range", ["'Data'", "data"]),
    (in_base(*RANGE, "direction", to="down"), "framework.scale_range", ["'down'", "lower"]),
    (in_base("classes", 0, "from", to=0.1), "framework.classes", ["nascent", "0.1", "from 0"]),
    (in_base("classes", 0, "to", to=0.8), "framework.classes", ["nascent", "0.8", "0.75"]),
    (in_base("classes", 0, "to", to=0.5), "framework.classes", ["gap"]),
    (in_base("classes", 1, "from", to=0), "framework.classes", ["ascending"]),
    (in_base("classes", 1, "from", to=75), "framework.classes", ["75"]),
    (in_base("classes", 1, "to", to=0.9), "framework.classes", ["developed", "0.9"]),
    (in_base("classes", 1, "id", to="nascent"), "framework.id", ["nascent", "twice"]),
    (in_module("extends", to=None), "framework.extends", ["regional", "'national@1.0'"]),
    (in_module("extends", to="national@2.0"), "framework.extends", ["'national@2.0'", "'national@1.0'"]),
    (in_module("framework", to="national"), "framework.id", ["national"]),
    (in_module("dimensions", 0, "weight", to=5), "framework.module", ["rights", "weight 5", "weight 2"]),
    (in_module("dimensions", 0, "aggregate", to="geometric"), "framework.module", ["rights", "geometric"]),
    (in_module("dimensions", 1, "id", to="rights.services"), "framework.id", ["rights.services", "twice"]),
    (
        in_module("dimensions", 0, "subdimensions", 0, "indicators", 0, "id", to="rights.services.health"),
        "framework.id",
        ["rights.services.health", "twice"],
    ),
    (
        in_module("scales", to={"presence": {"levels": [{"id": "no", "value": 0}, {"id": "yes", "value": 1}]}}),
        "framework.module",
        ["scales.presence"],
    ),
    (list, "framework.shape", ["no document"]),
    (lambda: ["national"], "framework.shape", ["'national'"]),
]


@pytest.mark.parametrize(("documents", "code", "words"), REFUSED)
def test_what_scoring_cannot_use_is_refused_by_name(
    documents: Callable[[], list[Document]], code: str, words: list[str]
) -> None:
    with pytest.raises(ScoringError) as caught:
        framework_from_document(documents())
    (problem,) = caught.value.problems
    assert problem.code == code
    for word in words:
        assert word in str(problem)


def test_a_module_given_without_its_base_is_refused() -> None:
    with pytest.raises(ScoringError, match="extends nothing"):
        framework_from_document(module())


def test_naming_a_dimension_twice_in_one_document_is_no_module() -> None:
    document = base()
    document["dimensions"].append({"id": "rights", "indicators": [{"id": "rights.more", "scale": "presence"}]})
    with pytest.raises(ScoringError, match="rights: found an id used twice"):
        framework_from_document(document)


def test_every_refusal_has_advice() -> None:
    assert {code for _, code, _ in REFUSED} <= set(ADVICE)
