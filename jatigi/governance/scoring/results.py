"""Results as rows, and rows as JSON or CSV: the same scores give the same bytes.

Rows are sorted by jurisdiction, round and node, each in code-point order. Numbers have at most 12 decimals and are
written in the shortest form that reads back as the same number; what does not exist is null in JSON and an empty cell
in CSV.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Final, TextIO, TypedDict

import numpy as np

from .base import Classes, Scores
from .judgements import Floats
from .model import Framework, Kind

Row = TypedDict(
    "Row",
    {
        "jurisdiction": str,
        "round": str,
        "node": str,
        "kind": Kind,
        "score": float | None,
        "low": float | None,
        "high": float | None,
        "coverage": float | None,
        "class": str | None,
        "class_low": str | None,
        "class_high": str | None,
    },
)
"""One jurisdiction, round and node. (Written as a call because `class` is a keyword.)"""

COLUMNS: Final = tuple(Row.__annotations__)


def rows(scores: Scores) -> Iterator[Row]:
    """The rows of `scores`, in order, one at a time."""
    nodes = sorted(enumerate(scores.framework.nodes), key=lambda numbered: numbered[1].id)
    for place, unit in sorted(enumerate(scores.units), key=lambda numbered: numbered[1]):
        score, low, high, coverage = (
            _numbers(array[place]) for array in (scores.score, scores.low, scores.high, scores.coverage)
        )
        agreed, class_low, class_high = (
            _class_ids(scores.framework, array[place])
            for array in (scores.class_agreed, scores.class_low, scores.class_high)
        )
        for column, node in nodes:
            yield {
                "jurisdiction": unit.jurisdiction,
                "round": unit.round,
                "node": node.id,
                "kind": node.kind,
                "score": score[column],
                "low": low[column],
                "high": high[column],
                "coverage": coverage[column],
                "class": agreed[column],
                "class_low": class_low[column],
                "class_high": class_high[column],
            }


def write_json(found: Iterable[Row], file: TextIO) -> None:
    """Write rows as one JSON list, a row to a line."""
    separator = "["
    for row in found:
        file.write(f"{separator}\n{json.dumps(row, ensure_ascii=False, allow_nan=False)}")
        separator = ","
    file.write("\n]\n" if separator == "," else "[]\n")


def write_csv(found: Iterable[Row], file: TextIO) -> None:
    """Write rows as CSV: one header, commas, a bare line feed after each line. Open `file` with ``newline=""``."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)


def _numbers(array: Floats) -> list[float | None]:
    return [
        None if missing else number for number, missing in zip(array.tolist(), np.isnan(array).tolist(), strict=True)
    ]


def _class_ids(framework: Framework, array: Classes) -> list[str | None]:
    ids = [*(one.id for one in framework.classes), None]  # -1 finds the last
    return [ids[position] for position in array.tolist()]
