"""How long a framework takes from its file to checked values, and to Excel and back.

The floor of reading is libyaml's own loader (C) on the same bytes; of Excel, openpyxl opening the same workbook.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import yaml as pyyaml

from jatigi.foundation.files import yaml
from jatigi.governance.frameworks import rules
from jatigi.governance.frameworks.excel import export_workbook
from jatigi.governance.frameworks.excel_reading import import_workbook

FILE = Path(__file__).resolve().parent.parent / "content/frameworks/jatigi-national/1.0.yaml"
RUNS = 9

Result = dict[str, Any]


def run() -> list[Result]:
    """Time each step, print a line for each, and return them: seconds, the floor's seconds, their ratio."""
    data = FILE.read_bytes()
    document = yaml.read_bytes(data, FILE.name)
    framework = rules.check(document)
    workbook = export_workbook(framework)

    def bare_yaml() -> object:
        return pyyaml.load(data, Loader=pyyaml.CSafeLoader)

    def bare_write() -> object:
        return pyyaml.dump(framework.document, Dumper=pyyaml.CSafeDumper, allow_unicode=True, sort_keys=False)

    def bare_excel() -> object:
        book = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True)
        return [row for sheet in book for row in sheet.iter_rows(values_only=True)]

    reader, writer, opener = "CSafeLoader", "CSafeDumper", "openpyxl reading the cells"
    steps: list[tuple[str, Callable[[], object], str, Callable[[], object]]] = [
        ("framework load", lambda: rules.check(yaml.read_bytes(data, FILE.name)), reader, bare_yaml),
        ("reading alone", lambda: yaml.read_bytes(data, FILE.name), reader, bare_yaml),
        ("check alone", lambda: rules.check(document), reader, bare_yaml),
        ("canonical YAML", lambda: yaml.dump(framework.document), writer, bare_write),
        ("from Excel", lambda: import_workbook(workbook, "f.xlsx"), opener, bare_excel),
        ("to Excel", lambda: export_workbook(framework), opener, bare_excel),
    ]
    print(f"{FILE.parent.name}@{FILE.stem}: {len(framework.all_indicators)} indicators, {len(data) / 1000:.0f} kB")
    results = [_measure(*step) for step in steps]
    for result in results:
        print(
            f"{result['name']:<16}{result['seconds'] * 1000:8.1f} ms"
            f"   {result['ratio']:6.2f} × {result['floor']} ({result['floor_seconds'] * 1000:.1f} ms)"
        )
    return results


def _measure(name: str, step: Callable[[], object], floor_name: str, floor: Callable[[], object]) -> Result:
    """Step and floor take turns, so that a busy moment of the machine hits both."""
    times, floors = [], []
    for _ in range(RUNS):
        times.append(_seconds(step))
        floors.append(_seconds(floor))
    seconds, floor_seconds = statistics.median(times), statistics.median(floors)
    return {
        "name": name,
        "seconds": seconds,
        "floor": floor_name,
        "floor_seconds": floor_seconds,
        "ratio": seconds / floor_seconds,
    }


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


if __name__ == "__main__":
    run()
