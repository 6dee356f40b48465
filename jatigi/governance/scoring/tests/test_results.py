"""Results are the same bytes each time, in code-point order, and say nothing where there is nothing."""

from __future__ import annotations

import csv
import io
import json

import numpy as np

from jatigi.governance.scoring import (
    COLUMNS,
    Framework,
    Record,
    Scores,
    Unit,
    count_levels,
    framework_from_document,
    gather,
    rows,
    score,
    write_csv,
    write_json,
)
from jatigi.governance.scoring.tests.strategies import SCALES


def framework(*, classes: bool = True, numbers: bool = False) -> Framework:
    indicators = [{"id": f"b.{name}", "scale": "presence"} for name in ("z", "A", "a")]
    more = [{"id": "c.days", "scale": "days"}] if numbers else [{"id": "c.yes", "scale": "yes-no"}]
    document = {
        "framework": "f",
        "version": "1",
        "scales": SCALES,
        "dimensions": [{"id": "c", "indicators": more}, {"id": "b", "indicators": indicators}],
    }
    if classes:
        document["classes"] = [{"id": "nascent", "from": 0}, {"id": "developed", "from": 0.5}]
    return framework_from_document(document)


def found(asked: Framework) -> Scores:
    return score(
        asked,
        gather(
            asked,
            [
                Record("SEN", "2021", "b.z", "complete"),
                Record("MLI", "2021", "b.z", "partial"),
                Record("MLI", "2018", "b.z", "not_applicable"),
                Record("MLI", "2018", "b.A", "not_applicable"),
                Record("MLI", "2018", "b.a", "not_applicable"),
            ],
        ),
    )


def test_rows_are_sorted_by_code_point() -> None:
    keys = [(row["jurisdiction"], row["round"], row["node"]) for row in rows(found(framework()))]
    assert keys == sorted(keys)
    assert [node for _, _, node in keys[:7]] == ["b", "b.A", "b.a", "b.z", "c", "c.yes", "f"]


def test_json_is_one_list_with_null_where_there_is_nothing() -> None:
    text = io.StringIO()
    write_json(rows(found(framework())), text)
    parsed = json.loads(text.getvalue())
    assert list(parsed[0]) == list(COLUMNS)
    assert parsed[0] == {
        "jurisdiction": "MLI",
        "round": "2018",
        "node": "b",
        "kind": "dimension",
        "score": None,
        "low": None,
        "high": None,
        "coverage": None,
        "class": None,
        "class_low": None,
        "class_high": None,
    }
    assert parsed[7]["low"] == 0.166666666667
    assert '"low": 0.166666666667,' in text.getvalue()
    assert text.getvalue().count("\n") == len(parsed) + 2


def test_csv_and_json_say_the_same() -> None:
    as_json, as_csv = io.StringIO(), io.StringIO(newline="")
    write_json(rows(found(framework())), as_json)
    write_csv(rows(found(framework())), as_csv)
    assert as_csv.getvalue().startswith(",".join(COLUMNS) + "\n")
    assert "\r" not in as_csv.getvalue()
    texts = [
        {key: "" if cell is None else str(cell) for key, cell in row.items()} for row in json.loads(as_json.getvalue())
    ]
    assert list(csv.DictReader(io.StringIO(as_csv.getvalue()))) == texts


def test_the_same_answers_give_the_same_bytes() -> None:
    written = []
    for _ in range(2):
        text = io.StringIO()
        write_json(rows(found(framework())), text)
        written.append(text.getvalue())
    assert written[0] == written[1]


def test_no_rows_are_an_empty_list() -> None:
    text = io.StringIO()
    write_json([], text)
    assert json.loads(text.getvalue()) == []


def test_without_classes_no_class_is_printed() -> None:
    for row in rows(found(framework(classes=False))):
        assert row["class"] is row["class_low"] is row["class_high"] is None


def test_counts_of_levels_come_in_the_order_of_the_scales() -> None:
    asked = framework()
    answers = gather(
        asked,
        [
            Record("MLI", "2021", "b.z", "absent"),
            Record("MLI", "2021", "b.A", "complete"),
            Record("MLI", "2021", "b.a", "complete", "a"),
            Record("MLI", "2021", "b.a", "absent", "b"),
            Record("MLI", "2021", "c.yes", "not_applicable"),
        ],
    )
    counts = count_levels(asked, answers)
    assert counts.states == ("no", "yes", "absent", "partial", "complete", "unknown", "not_applicable")
    assert counts.of(Unit("MLI", "2021"), "b") == {
        "no": 0,
        "yes": 0,
        "absent": 1,
        "partial": 0,
        "complete": 1,
        "unknown": 1,
        "not_applicable": 0,
    }
    assert counts.of(Unit("MLI", "2021"), "f")["not_applicable"] == 1


def test_measured_numbers_are_counted_as_such() -> None:
    asked = framework(numbers=True)
    counts = count_levels(asked, gather(asked, [Record("MLI", "2021", "c.days", "30")]))
    assert counts.of(Unit("MLI", "2021"), "c")["number"] == 1
    assert counts.of(Unit("MLI", "2021"), "f")["unknown"] == 3


def test_no_units_give_no_scores() -> None:
    asked = framework()
    nothing = score(asked, gather(asked, []))
    assert nothing.score.shape == (0, len(asked.nodes))
    assert list(rows(nothing)) == []
    assert count_levels(asked, gather(asked, [])).counts.sum() == 0


def test_a_column_is_found_by_its_node() -> None:
    scores = found(framework())
    np.testing.assert_array_equal(scores.score[:, scores.column("b.z")], [np.nan, 0.5, 1])
