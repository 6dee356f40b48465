"""Goalposts taken from data can be frozen, and arrays that cannot be scored are refused."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from jatigi.governance.scoring import (
    Bounds,
    Record,
    ScoringError,
    Values,
    data_bounds,
    framework_from_document,
    gather,
    normalise,
    score,
    score_values,
)

FRAMEWORK = framework_from_document(
    {
        "framework": "f",
        "version": "1",
        "scales": {
            "panel": {"range": {"min": "data", "max": "data"}},
            "from-zero": {"range": {"min": 0, "max": "data", "direction": "lower"}},
            "presence": {"levels": [{"id": "no", "value": 0}, {"id": "yes", "value": 1}]},
        },
        "dimensions": [
            {
                "id": "d",
                "indicators": [{"id": f"d.{scale}", "scale": scale} for scale in ("panel", "from-zero", "presence")],
            }
        ],
    }
)


def panel(**numbers: str) -> list[Record]:
    """Answers to d.panel, one country each."""
    return [Record(country, "2021", "d.panel", number) for country, number in numbers.items()]


def test_goalposts_from_data_span_all_countries_and_rounds() -> None:
    records = [
        *panel(MLI="5", SEN="9"),
        Record("MLI", "2018", "d.panel", "-3"),
        Record("MLI", "2018", "d.from-zero", "8"),
    ]
    found = data_bounds(FRAMEWORK, gather(FRAMEWORK, records))
    assert found == {"d.panel": Bounds(-3, 9), "d.from-zero": Bounds(0, 8)}


def test_frozen_goalposts_keep_a_score_when_the_panel_grows() -> None:
    first = score(FRAMEWORK, gather(FRAMEWORK, panel(MLI="5", SEN="10", BFA="0")))
    assert first.bounds == {"d.panel": Bounds(0, 10)}
    grown = gather(FRAMEWORK, panel(MLI="5", SEN="10", BFA="0", NER="100", TCD="-100"))
    column = first.column("d.panel")
    assert first.score[1, column] == 0.5
    assert score(FRAMEWORK, grown).score[1, column] == 0.525
    kept = score(FRAMEWORK, grown, bounds=first.bounds)
    np.testing.assert_array_equal(kept.score[:, column], [0, 0.5, 1, 1, 0])
    assert kept.bounds == first.bounds


def test_one_country_alone_can_be_scored_on_frozen_goalposts() -> None:
    alone = gather(FRAMEWORK, panel(MLI="5"))
    assert score(FRAMEWORK, alone, bounds={"d.panel": Bounds(0, 20)}).score[0, 0] == 0.25


def test_a_column_where_all_are_equal_is_refused() -> None:
    with pytest.raises(ScoringError, match=r"d\.panel: found min 5, max 5"):
        score(FRAMEWORK, gather(FRAMEWORK, panel(MLI="5", SEN="5")))


def test_bounds_that_are_missing_or_crossed_are_refused() -> None:
    alone = gather(FRAMEWORK, panel(MLI="5"))
    with pytest.raises(ScoringError, match=r"d\.panel: found no bounds"):
        normalise(FRAMEWORK, alone, bounds={})
    for crossed in (Bounds(1, 0), Bounds(float("nan"), 1), Bounds(0, float("inf"))):
        with pytest.raises(ScoringError, match="a min below the max"):
            normalise(FRAMEWORK, alone, bounds={"d.panel": crossed})


def test_a_column_that_nobody_answered_needs_no_goalposts() -> None:
    found = score(FRAMEWORK, gather(FRAMEWORK, [Record("MLI", "2021", "d.presence", "yes")]))
    assert found.bounds == {}
    assert (found.low[0, 0], found.high[0, 0]) == (0.333333333333, 1)


def values() -> Values:
    return normalise(FRAMEWORK, gather(FRAMEWORK, [Record("MLI", "2021", "d.presence", "yes")]))


def test_values_made_in_a_notebook_are_scored() -> None:
    made = dataclasses.replace(values(), known=np.array([[0.25, 0.75, np.nan]]))
    assert score_values(FRAMEWORK, made).score[0].tolist()[:2] == [0.5, 0.5]


@pytest.mark.parametrize(
    ("name", "array", "word"),
    [
        ("known", np.array([[0.5, 1.5, 0]]), "known, MLI 2021 d.from-zero: found 1.5"),
        ("known", np.array([[-0.1, 0, 0]]), "known, MLI 2021 d.panel: found -0.1"),
        ("known", np.array([[np.inf, 0, 0]]), "found inf"),
        ("known", np.array([[0.5, 1]]), r"an array of \(1, 2\)"),
        ("not_applicable", np.array([True]), "not_applicable: found"),
        ("low", np.array([[0.5, np.nan, np.nan]]), "low, MLI 2021 d.panel"),
        ("high", np.array([[2, np.nan, np.nan]]), "high, MLI 2021 d.panel: found 2"),
        ("weights", np.array([[0, 1, 1]]), "weights, MLI 2021 d.panel: found 0"),
        ("weights", np.array([[1, -1, 1]]), "weights, MLI 2021 d.from-zero: found -1"),
        ("weights", np.array([[1, np.inf, 1]]), "found inf"),
    ],
)
def test_arrays_that_cannot_be_scored_are_refused(name: str, array: np.ndarray, word: str) -> None:
    with pytest.raises(ScoringError, match=word):
        score_values(FRAMEWORK, dataclasses.replace(values(), **{name: array}))


def test_bounds_that_cross_are_refused() -> None:
    crossed = dataclasses.replace(
        values(), low=np.array([[0.6, np.nan, np.nan]]), high=np.array([[0.4, np.nan, np.nan]])
    )
    with pytest.raises(ScoringError, match="the low one first"):
        score_values(FRAMEWORK, crossed)


def test_scores_of_many_blocks_are_those_of_one_unit_each() -> None:
    """More units than are worked on at a time: the seams between blocks cannot be seen."""
    rng = np.random.default_rng(7)
    count = 2500
    known = np.where(rng.random((count, 3)) < 0.3, np.nan, rng.random((count, 3)))
    nothing = np.full((count, 3), np.nan)
    units = gather(FRAMEWORK, [Record("X", f"r{n:04}", "d.presence", "yes") for n in range(count)]).units
    found = score_values(
        FRAMEWORK, Values(units, known, rng.random((count, 3)) < 0.1, nothing, nothing, nothing, bounds={})
    )
    applies = ~np.isnan(found.low[:, 2:])
    expected = np.where(applies, np.where(np.isnan(known), 0, known), np.nan)
    with np.errstate(invalid="ignore"):
        low = np.nansum(expected, axis=1) / applies.sum(axis=1)
    np.testing.assert_allclose(found.low[:, found.column("d")], low, atol=2e-12)


@pytest.mark.parametrize("order", list(itertools.permutations(["d.a", "d.b", "d.c"])))
def test_the_order_of_the_file_does_not_tip_a_score_on_the_edge_of_rounding(order: tuple[str, ...]) -> None:
    """These three sum to two different floats, one each side of a half at the thirteenth decimal."""
    numbers = {"d.a": "0.789", "d.b": "0.094", "d.c": "0.6752311947065"}
    framework = framework_from_document(
        {
            "framework": "f",
            "version": "1",
            "scales": {"share": {"range": {"min": 0, "max": 1}}},
            "dimensions": [{"id": "d", "indicators": [{"id": node, "scale": "share"} for node in order]}],
        }
    )
    found = score(framework, gather(framework, [Record("MLI", "2021", *answer) for answer in numbers.items()]))
    assert found.score[0, found.column("d")] == round((0.789 + 0.094 + 0.6752311947065) / 3, 12)
