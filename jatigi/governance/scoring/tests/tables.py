"""Reads `tables.md`: one case to a heading, its tables told apart by their headers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

Table = list[dict[str, str]]

PATH = Path(__file__).with_name("tables.md")
KINDS = ("framework", "dimension", "subdimension", "indicator")


@dataclass
class Case:
    """One heading of the file."""

    title: str
    tables: list[Table] = field(default_factory=list)

    def table(self, *columns: str) -> Table:
        """The table that has all these columns, or an empty one."""
        return next((table for table in self.tables if set(columns) <= set(table[0])), [])

    @property
    def document(self) -> dict[str, Any]:
        """The framework document that the case describes."""
        nodes = self.table("node", "parent")
        (root,) = [row for row in nodes if not row["parent"]]
        dimensions = [_node(row, nodes) for row in nodes if row["parent"] == root["node"]]
        document = {"framework": root["node"], "version": "1", "scales": scales(), "dimensions": dimensions}
        if root["mean"]:
            document["aggregate"] = root["mean"]
        if classes := self.table("class", "from"):
            document["classes"] = [{"id": row["class"], "from": number(row["from"])} for row in classes]
        if coverage := self.table("min coverage"):
            document["min_coverage"] = number(coverage[0]["min coverage"])
        return document

    @property
    def answers(self) -> bytes:
        """The answers file that the case describes."""
        rows = [{"jurisdiction": "MLI", "round": "2021", **row} for row in self.table("indicator", "value")]
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()

    @property
    def expected(self) -> list[dict[str, object]]:
        """The rows to find, with the keys of a result row."""
        return [
            {"jurisdiction": "MLI", "round": "2021"} | {_key(key): _result(key, cell) for key, cell in row.items()}
            for row in self.table("node", "score")
        ]


def number(text: str) -> float:
    """A number or a fraction, as a float."""
    return float(Fraction(text))


def scales() -> dict[str, Any]:
    """The scales at the head of the file."""
    head = read()[0]
    found: dict[str, Any] = {}
    for row in head.table("scale", "level"):
        levels = found.setdefault(row["scale"], {"levels": []})["levels"]
        levels.append({"id": row["level"], "value": number(row["value"])})
    for row in head.table("scale", "min"):
        ends = {end: row[end] if row[end] == "data" else number(row[end]) for end in ("min", "max")}
        found[row["scale"]] = {"range": {**ends, "direction": row["better"]}}
    return found


def read() -> list[Case]:
    """The head of the file, then every case."""
    cases = [Case("")]
    header: list[str] = []
    for line in PATH.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if line.startswith("## "):
            cases.append(Case(line.removeprefix("## ")))
        if not cells:
            header = []
        elif not header:
            header = cells
            cases[-1].tables.append([])
        elif set(line) - set("|- "):
            cases[-1].tables[-1].append(dict(zip(header, cells, strict=True)))
    return cases


def _node(row: dict[str, str], nodes: Table, depth: int = 1) -> dict[str, Any]:
    node: dict[str, Any] = {"id": row["node"]}
    if row["weight"]:
        node["weight"] = number(row["weight"])
    if row["mean"]:
        node["aggregate"] = row["mean"]
    if row["scale"]:
        return node | {"scale": row["scale"]}
    for child in (child for child in nodes if child["parent"] == row["node"]):
        key = "indicators" if child["scale"] else f"{KINDS[depth + 1]}s"
        node.setdefault(key, []).append(_node(child, nodes, depth + 1))
    return node


def _key(column: str) -> str:
    return column.replace(" ", "_")


def _result(column: str, cell: str) -> object:
    if cell == "–":
        return None
    return round(number(cell), 12) if column in ("score", "low", "high", "coverage") else cell
