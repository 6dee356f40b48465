"""Scoring keeps its properties for every framework and every set of answers."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jatigi.governance.scoring import (
    Answers,
    Framework,
    Record,
    Scores,
    count_levels,
    framework_from_document,
    gather,
    rows,
    score,
)
from jatigi.governance.scoring.tests.strategies import UNITS, panels, words_of

unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""No deadline: how fast a busy machine draws an example says nothing about scoring."""

Panel = tuple[dict[str, Any], Framework, list[Record]]

TINY = 2e-12
"""Two results rounded to 1e-12 that should agree may differ by this much."""


def scored(framework: Framework, records: list[Record]) -> Scores:
    return score(framework, complete(framework, records))


def complete(framework: Framework, records: list[Record]) -> Answers:
    """Answers with a row for every unit, though nobody may have said anything about some of them."""
    silent = [Record(*unit, framework.indicators[0].id, "unknown", "z") for unit in UNITS]
    said = {record[:3] for record in records}
    return gather(framework, [*records, *(record for record in silent if record[:3] not in said)])


def nothing_below(found: np.ndarray, least: np.ndarray) -> bool:
    """Whether `found` ≥ `least` wherever both exist."""
    both = ~np.isnan(found) & ~np.isnan(least)
    return bool((found[both] >= least[both] - TINY).all())


@unhurried
@given(panels())
def test_scores_stay_within_their_interval_and_both_within_0_and_1(panel: Panel) -> None:
    _, framework, records = panel
    found = scored(framework, records)
    applies = ~np.isnan(found.low)
    assert (np.isnan(found.high) == ~applies).all()
    assert (np.isnan(found.coverage) == ~applies).all()
    low, high, coverage = found.low[applies], found.high[applies], found.coverage[applies]
    assert (low >= 0).all()
    assert (low <= high).all()
    assert (high <= 1).all()
    assert (coverage >= 0).all()
    assert (coverage <= 1).all()
    known = ~np.isnan(found.score)
    assert (found.low[known] <= found.score[known]).all()
    assert (found.score[known] <= found.high[known]).all()
    assert (known == (applies & (np.nan_to_num(found.coverage) > 0))).all()


@unhurried
@given(panels(assessors=1), st.data())
def test_a_better_answer_never_lowers_anything(panel: Panel, data: st.DataObject) -> None:
    _, framework, records = panel
    better = []
    for record in records:
        words = words_of(framework, record.indicator)
        rank = words.index(record.value) if record.value in words else len(words)
        value = data.draw(st.sampled_from(words[rank:])) if words[rank:] else record.value
        better.append(record._replace(value=value))
    before, after = scored(framework, records), scored(framework, better)
    assert nothing_below(after.score, before.score)
    assert nothing_below(after.low, before.low)
    assert nothing_below(after.high, before.high)


@unhurried
@given(panels(assessors=1), st.data())
def test_learning_an_answer_only_narrows_intervals(panel: Panel, data: st.DataObject) -> None:
    _, framework, records = panel
    learnt = [
        record._replace(value=data.draw(st.sampled_from(words_of(framework, record.indicator))))
        if record.value == "unknown"
        else record
        for record in records
    ]
    before, after = scored(framework, records), scored(framework, learnt)
    assert nothing_below(after.low, before.low)
    assert nothing_below(before.high, after.high)
    assert nothing_below(after.coverage, before.coverage)


@unhurried
@given(panels(), st.data())
def test_the_interval_is_every_unknown_at_its_worst_and_at_its_best(panel: Panel, data: st.DataObject) -> None:
    _, framework, records = panel
    answers = complete(framework, records)
    worst, best = [], []
    for row, unit in enumerate(answers.units):
        for column, node in enumerate(framework.indicators):
            words = words_of(framework, node.id)
            said = {r.value for r in records if r[:3] == (*unit, node.id)}
            ranks = sorted(words.index(word) for word in said & set(words)) or [0]
            bounded = said <= set(words) and bool(said)
            weight = next((r.weight for r in records if r[:3] == (*unit, node.id)), "")
            applies = not answers.not_applicable[row, column]
            ends = (words[ranks[0] if bounded else 0], words[ranks[-1] if bounded else -1])
            for found, word in zip((worst, best), ends, strict=True):
                found.append(Record(*unit, node.id, word if applies else "not_applicable", weight=weight))
    found = score(framework, answers)
    np.testing.assert_array_equal(found.low, scored(framework, worst).score)
    np.testing.assert_array_equal(found.high, scored(framework, best).score)


@unhurried
@given(panels(aggregates=st.just("arithmetic"), assessors=1))
def test_coverage_is_what_the_interval_leaves_open(panel: Panel) -> None:
    """With arithmetic means and scales from 0 to 1, what is not covered is exactly the width of the interval."""
    _, framework, records = panel
    found = scored(framework, records)
    np.testing.assert_allclose(found.high - found.low, 1 - found.coverage, rtol=0, atol=TINY)


@unhurried
@given(panels(silent=False))
def test_with_everything_known_the_interval_is_the_score(panel: Panel) -> None:
    _, framework, records = panel
    found = scored(framework, records)
    np.testing.assert_array_equal(found.low, found.score)
    np.testing.assert_array_equal(found.high, found.score)
    assert (found.coverage == 1).all()


@unhurried
@given(panels(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_of_the_framework_file_changes_no_digit(panel: Panel, random: Any) -> None:
    document, framework, records = panel
    shuffled = copy.deepcopy(document)
    for dimension in shuffled["dimensions"]:
        for subdimension in dimension["subdimensions"]:
            random.shuffle(subdimension["indicators"])
        random.shuffle(dimension["subdimensions"])
    random.shuffle(shuffled["dimensions"])
    other = framework_from_document(shuffled)
    reordered = random.sample(records, len(records))
    assert list(rows(scored(other, reordered))) == list(rows(scored(framework, records)))


@unhurried
@given(panels(), st.integers(0, 2))
def test_a_unit_scores_the_same_alone_and_in_a_panel(panel: Panel, place: int) -> None:
    _, framework, records = panel
    unit = UNITS[place]
    own = [record for record in records if record[:2] == unit] or [Record(*unit, framework.indicators[0].id, "unknown")]
    alone = list(rows(score(framework, gather(framework, own))))
    together = [row for row in rows(scored(framework, records)) if (row["jurisdiction"], row["round"]) == unit]
    assert alone == together


@unhurried
@given(panels(), st.floats(1e-4, 1e4))
def test_only_the_ratio_of_weights_counts(panel: Panel, factor: float) -> None:
    document, framework, records = panel
    scaled = copy.deepcopy(document)
    for dimension in scaled["dimensions"]:
        dimension["weight"] *= factor
        for subdimension in dimension["subdimensions"]:
            subdimension["weight"] *= factor
            for indicator in subdimension["indicators"]:
                indicator["weight"] *= factor
    heavier = [r._replace(weight=f"{float(r.weight) * factor:.20f}") if r.weight else r for r in records]
    found, other = scored(framework, records), scored(framework_from_document(scaled), heavier)
    for name in ("score", "low", "high", "coverage"):
        np.testing.assert_allclose(getattr(found, name), getattr(other, name), rtol=0, atol=TINY)


@unhurried
@given(panels(assessors=1, silent=False), st.data())
def test_what_does_not_apply_scores_as_if_it_were_not_in_the_framework(panel: Panel, data: st.DataObject) -> None:
    document, framework, records = panel
    kept = data.draw(st.sets(st.sampled_from([node.id for node in framework.indicators]), min_size=1))
    without = [r if r.indicator in kept else r._replace(value="not_applicable") for r in records]
    smaller = framework_from_document(_keep(document, kept))
    found = {_key(row): row for row in rows(scored(framework, without))}
    for row in rows(scored(smaller, [r for r in records if r.indicator in kept])):
        assert found[_key(row)] == row


@unhurried
@given(panels(assessors=1, silent=False), st.data())
def test_missing_is_not_zero(panel: Panel, data: st.DataObject) -> None:
    """An unknown answer leaves the score as if nobody had asked; an absent one does not."""
    document, framework, records = panel
    kept = data.draw(st.sets(st.sampled_from([node.id for node in framework.indicators]), min_size=1))
    unknown = [r if r.indicator in kept else r._replace(value="unknown") for r in records]
    smaller = framework_from_document(_keep(document, kept))
    found = {_key(row): row["score"] for row in rows(scored(framework, unknown))}
    for row in rows(scored(smaller, [r for r in records if r.indicator in kept])):
        assert found[_key(row)] == row["score"]


@unhurried
@given(panels())
def test_a_class_is_printed_only_where_low_and_high_agree_and_enough_is_known(panel: Panel) -> None:
    _, framework, records = panel
    starts = {one.id: one.start for one in framework.classes}
    for row in rows(scored(framework, records)):
        if row["low"] is None or row["high"] is None or row["coverage"] is None:
            assert row["class"] is row["class_low"] is row["class_high"] is None
            continue
        low, high = (max(start for start in starts.values() if start <= end) for end in (row["low"], row["high"]))
        assert starts[str(row["class_low"])] == low
        assert starts[str(row["class_high"])] == high
        printed = low == high and row["coverage"] >= framework.min_coverage
        assert row["class"] == (row["class_low"] if printed else None)


@unhurried
@given(panels())
def test_every_indicator_below_a_node_is_counted_once(panel: Panel) -> None:
    _, framework, records = panel
    answers = complete(framework, records)
    found = count_levels(framework, answers)
    leaves = [sum(below.kind == "indicator" for below in node.walk()) for node in framework.nodes]
    assert (found.counts.sum(axis=2) == leaves).all()
    unknown = found.counts[:, 0, found.states.index("unknown")]
    assert (unknown == answers.unknown.sum(axis=1)).all()


def _key(row: Any) -> tuple[str, str, str]:
    return row["jurisdiction"], row["round"], row["node"]


def _keep(document: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    """The document with these indicators only, and no empty node."""
    smaller = copy.deepcopy(document)
    for dimension in smaller["dimensions"]:
        for subdimension in dimension["subdimensions"]:
            subdimension["indicators"] = [one for one in subdimension["indicators"] if one["id"] in kept]
        dimension["subdimensions"] = [one for one in dimension["subdimensions"] if one["indicators"]]
    smaller["dimensions"] = [one for one in smaller["dimensions"] if one["subdimensions"]]
    return smaller
