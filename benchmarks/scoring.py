"""How long scoring takes for every country of the world: 195 countries × 10 rounds × 100 indicators.

Each time stands beside a floor measured in the same run: the least that a computer must do to touch the same data once.
"""

from __future__ import annotations

import csv
import io
import json
import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np

from jatigi.governance.scoring import (
    Framework,
    count_levels,
    framework_from_document,
    normalise,
    read_answers,
    rows,
    score,
    score_values,
    write_json,
)

COUNTRIES, ROUNDS = 195, 10
DIMENSIONS, SUBDIMENSIONS, INDICATORS = 5, 4, 5
GOAL_SECONDS = 1.0
GOAL_BYTES = 300 * 1024 * 1024
RUNS = 7

Result = dict[str, Any]


def run() -> list[Result]:
    """Time each step, print a line for each, and return them: seconds, the floor's seconds, their ratio, peak bytes."""
    asked = framework()
    data = answers_file(asked)
    answers = read_answers(asked, data)
    values = normalise(asked, answers)
    scores = score_values(asked, values)
    found_rows = list(rows(scores))

    def write() -> None:
        write_json(rows(scores), io.StringIO())

    def one_pass() -> None:
        values.known.sum(axis=1)

    steps = [
        ("score 195 × 10 × 100", lambda: score(asked, answers), "one pass over the array", one_pass, GOAL_SECONDS),
        ("aggregation alone", lambda: score_values(asked, values), "one pass over the array", one_pass, None),
        ("counts of levels", lambda: count_levels(asked, answers), "one pass over the array", one_pass, None),
        ("read answers.csv", lambda: read_answers(asked, data), "csv module", lambda: _split(data), None),
        ("write rows as JSON", write, "json.dumps of the rows", lambda: json.dumps(found_rows), None),
    ]
    results = [_measure(*step) for step in steps]
    for result in results:
        print(
            f"{result['name']:<22}{result['seconds'] * 1000:9.1f} ms {result['peak_bytes'] / 2**20:7.1f} MiB"
            f"   {result['ratio']:7.1f} × {result['floor']} ({result['floor_seconds'] * 1000:.2f} ms)"
        )
    return results


def framework() -> Framework:
    """A framework of 100 indicators on three levels, in five dimensions, one of them geometric."""
    presence = [{"id": "absent", "value": 0}, {"id": "partial", "value": 0.5}, {"id": "complete", "value": 1}]
    dimensions = []
    for d in range(DIMENSIONS):
        subdimensions = []
        for s in range(SUBDIMENSIONS):
            name = f"d{d}.s{s}"
            indicators = [{"id": f"{name}.i{i}", "scale": "presence", "weight": i + 1} for i in range(INDICATORS)]
            subdimensions.append({"id": name, "indicators": indicators})
        aggregate = "geometric" if d == 0 else "arithmetic"
        dimensions.append({"id": f"d{d}", "aggregate": aggregate, "subdimensions": subdimensions})
    return framework_from_document(
        {
            "framework": "bench",
            "version": "1",
            "scales": {"presence": {"levels": presence}},
            "classes": [
                {"id": "nascent", "from": 0},
                {"id": "emerging", "from": 0.4},
                {"id": "developed", "from": 0.75},
            ],
            "min_coverage": 0.6,
            "dimensions": dimensions,
        }
    )


def answers_file(asked: Framework) -> bytes:
    """One answer in ten unknown, one in twenty not applicable; every fifth country judged by two assessors."""
    rng = np.random.default_rng(2021)
    words = np.array(["absent", "partial", "complete", "unknown", "not_applicable"])
    lines = ["jurisdiction,round,indicator,value,assessor"]
    for country in range(COUNTRIES):
        for assessor in "ab" if country % 5 == 0 else "a":
            said = rng.choice(words, p=[0.25, 0.3, 0.3, 0.1, 0.05], size=(ROUNDS, len(asked.indicators)))
            lines += [
                f"C{country:03},{2010 + place},{node.id},{word},{assessor}"
                for place, round_said in enumerate(said)
                for node, word in zip(asked.indicators, round_said, strict=True)
            ]
    return "\n".join([*lines, ""]).encode()


def _split(data: bytes) -> int:
    return sum(len(cells) for cells in csv.reader(io.StringIO(data.decode())))


def _measure(
    name: str, step: Callable[[], object], floor_name: str, floor: Callable[[], object], goal: float | None
) -> Result:
    seconds, floor_seconds = _median(step), _median(floor)
    tracemalloc.start()
    step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "name": name,
        "seconds": seconds,
        "floor": floor_name,
        "floor_seconds": floor_seconds,
        "ratio": seconds / floor_seconds,
        "peak_bytes": peak,
        "goal_seconds": goal,
        "within_goal": (goal is None or seconds <= goal) and peak <= GOAL_BYTES,
    }


def _median(step: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        step()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    run()
