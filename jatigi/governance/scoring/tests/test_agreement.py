"""Krippendorff's alpha gives the published figures and those of an independent implementation."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from jatigi.governance.scoring import (
    Record,
    ScoringError,
    Unit,
    framework_from_document,
    gather,
    krippendorff_alpha,
    ratings,
)
from jatigi.governance.scoring.agreement import MEASUREMENTS, Measurement
from jatigi.governance.scoring.tests.strategies import SCALES

NAN = math.nan

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections C and D: 4 observers, 12 units, 41 values.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_published_example_gives_the_published_figures(level: Measurement, alpha: float) -> None:
    assert round(krippendorff_alpha(PUBLISHED, level=level), 3) == alpha


def test_the_published_binary_example_gives_its_figure() -> None:
    """The same paper, section A: two observers, ten units, yes or no."""
    table = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert round(krippendorff_alpha(table, level="nominal"), 3) == 0.095


tables = arrays.arrays(
    np.float64,
    st.tuples(st.integers(2, 5), st.integers(1, 15)),
    elements=st.sampled_from([NAN, 0.0, 1.0, 2.0, 3.0, 7.5]),
)


@settings(deadline=None)
@given(tables, st.sampled_from(MEASUREMENTS))
def test_alpha_is_that_of_the_krippendorff_package(table: np.ndarray, level: Measurement) -> None:
    alpha = krippendorff_alpha(table, level=level)
    assert alpha == pytest.approx(oracle(table, level), abs=1e-9, nan_ok=True)


def oracle(table: np.ndarray, level: Measurement) -> float:
    """The other implementation, which refuses some of the tables where alpha is undefined."""
    try:
        with np.errstate(invalid="ignore"):
            return float(krippendorff.alpha(table, level_of_measurement=level))
    except ValueError:
        return NAN


@settings(deadline=None)
@given(tables, st.sampled_from(MEASUREMENTS))
def test_the_order_of_assessors_and_items_does_not_matter(table: np.ndarray, level: Measurement) -> None:
    turned = table[::-1, ::-1]
    np.testing.assert_allclose(
        krippendorff_alpha(table, level=level), krippendorff_alpha(turned, level=level), atol=1e-12
    )


@pytest.mark.parametrize("level", MEASUREMENTS)
def test_perfect_agreement_is_one(level: Measurement) -> None:
    assert krippendorff_alpha([[0, 1, 2, NAN], [0, 1, 2, 1]], level=level) == 1


@pytest.mark.parametrize("level", MEASUREMENTS)
@pytest.mark.parametrize(
    "table",
    [
        np.empty((0, 0)),
        np.empty((3, 0)),
        [[1, 2, 3]],
        [[1, NAN], [NAN, 2]],
        [[2, 2], [2, 2]],
        [[2, 1], [2, NAN]],
    ],
    ids=["nothing", "no items", "one assessor", "no pairs", "one value", "one value in pairs"],
)
def test_alpha_is_undefined_where_no_disagreement_was_possible(table: object, level: Measurement) -> None:
    assert math.isnan(krippendorff_alpha(table, level=level))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("table", "level", "word"),
    [
        (PUBLISHED, "cardinal", "nominal, ordinal, interval, ratio"),
        ([1, 2, 3], "nominal", "two dimensions"),
        ([[1, math.inf], [1, 2]], "nominal", "infinite"),
        (np.tile(np.arange(2001.0), (2, 1)), "nominal", "2001 different values"),
    ],
)
def test_what_is_no_table_is_refused(table: object, level: Measurement, word: str) -> None:
    with pytest.raises(ScoringError, match=word):
        krippendorff_alpha(table, level=level)  # type: ignore[arg-type]


FRAMEWORK = framework_from_document(
    {
        "framework": "f",
        "version": "1",
        "scales": SCALES,
        "dimensions": [
            {
                "id": "d",
                "indicators": [
                    {"id": f"d.{n}", "scale": scale} for n, scale in enumerate(["presence", "days", "presence"])
                ],
            }
        ],
    }
)


def test_the_ratings_of_a_scale_are_a_table_of_assessors_and_items() -> None:
    answers = gather(
        FRAMEWORK,
        [
            Record("MLI", "2021", "d.0", "complete", "b"),
            Record("MLI", "2021", "d.0", "partial", "a"),
            Record("MLI", "2021", "d.1", "30", "a"),
            Record("MLI", "2018", "d.2", "absent", "b"),
            Record("MLI", "2018", "d.2", "unknown", "a"),
            Record("MLI", "2018", "d.0", "not_applicable", "a"),
        ],
    )
    found = ratings(FRAMEWORK, answers, scale="presence")
    assert found.assessors == ("a", "b")
    early, late = Unit("MLI", "2018"), Unit("MLI", "2021")
    assert found.items == ((early, "d.0"), (early, "d.2"), (late, "d.0"))
    np.testing.assert_array_equal(found.table, [[NAN, NAN, 1], [NAN, 0, 2]])
    np.testing.assert_array_equal(ratings(FRAMEWORK, answers, scale="days").table, [[30], [NAN]])


def test_two_coders_of_the_published_example_agree_as_published_when_read_from_records() -> None:
    levels = [{"id": f"level{rank}", "value": rank / 5} for rank in range(6)]
    indicators = [{"id": f"d.u{item:02}", "scale": "s"} for item in range(12)]
    framework = framework_from_document(
        {
            "framework": "f",
            "version": "1",
            "scales": {"s": {"levels": levels}},
            "dimensions": [{"id": "d", "indicators": indicators}],
        }
    )
    records = [
        Record("MLI", "2021", f"d.u{item:02}", f"level{int(said)}", f"coder{coder}")
        for coder, row in enumerate(PUBLISHED)
        for item, said in enumerate(row)
        if not math.isnan(said)
    ]
    table = ratings(framework, gather(framework, records), scale="s").table
    assert round(krippendorff_alpha(table), 3) == 0.815


def test_a_scale_that_no_indicator_uses_is_refused() -> None:
    with pytest.raises(ScoringError, match="days, presence"):
        ratings(FRAMEWORK, gather(FRAMEWORK, []), scale="percent")
