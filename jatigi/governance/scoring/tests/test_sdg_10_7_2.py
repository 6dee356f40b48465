"""SDG indicator 10.7.2, with the framework that ships: the mean of five sub-categories, classed at 40, 80 and 100 %.

Method: UN metadata sheet 10-07-02, as far as the framework's `about` says that it was verified.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from jatigi.governance.scoring.commands import read_framework, score_command

PATH = Path(__file__).parents[4] / "content" / "frameworks" / "sdg-10-7-2" / "2021.yaml"

THRESHOLDS = [
    ("39.9", 0.399, "requires-further-progress"),
    ("40", 0.4, "partially-meets"),
    ("79.9", 0.799, "partially-meets"),
    ("80", 0.8, "meets"),
    ("99.9", 0.999, "meets"),
    ("100", 1.0, "fully-meets"),
]


def scored(tmp_path: Path, lines: list[str]) -> dict[str, dict[str, object]]:
    """What `jatigi score` writes for these answers, by node."""
    answers = tmp_path / "x.csv"
    answers.write_text("\n".join(["jurisdiction,round,indicator,value,weight", *lines, ""]), encoding="utf-8")
    app = Typer()
    app.command()(score_command())
    done = CliRunner().invoke(app, [str(PATH), str(answers), "--format", "json"])
    assert done.exit_code == 0, done.output
    return {row["node"]: row for row in json.loads(done.stdout)}


def test_the_framework_has_six_domains_of_five() -> None:
    framework = read_framework(PATH)
    assert [len(domain.children[0].children) for domain in framework.root.children] == [5] * 6


@pytest.mark.parametrize(("percentage", "score", "expected"), THRESHOLDS)
def test_classes_change_at_40_80_and_100(tmp_path: Path, percentage: str, score: float, expected: str) -> None:
    """Five answers alone reach fifths and tenths; the column `weight` gives the yes answers the exact percentage."""
    framework = read_framework(PATH)
    lines = []
    for domain in framework.root.children:
        first, *others = domain.children[0].children
        best = first.scale.levels[-1].id
        lines.append(f"MLI,2021,{first.id},{best},{percentage}")
        rest = (100 - float(percentage)) / len(others)
        for node in others:
            answer = node.scale.levels[0].id if rest else node.scale.levels[-1].id
            lines.append(f"MLI,2021,{node.id},{answer},{f'{rest:.6f}' if rest else ''}")
    found = scored(tmp_path, lines)
    for node in ("sdg-10-7-2", *(domain.id for domain in framework.root.children)):
        assert (found[node]["score"], found[node]["class"]) == (score, expected)


@pytest.mark.parametrize(
    ("yes", "score", "expected"),
    [
        (0, 0.0, "requires-further-progress"),
        (1, 0.2, "requires-further-progress"),
        (2, 0.4, "partially-meets"),
        (3, 0.6, "partially-meets"),
        (4, 0.8, "meets"),
        (5, 1.0, "fully-meets"),
    ],
)
def test_each_yes_of_five_counts_a_fifth(tmp_path: Path, yes: int, score: float, expected: str) -> None:
    domain = read_framework(PATH).root.children[1]
    items = domain.children[0].children
    lines = [f"MLI,2021,{node.id},{'yes' if place < yes else 'no'}," for place, node in enumerate(items)]
    found = scored(tmp_path, lines)[domain.id]
    assert (found["score"], found["class"]) == (score, expected)


def test_a_domain_with_an_open_answer_shows_its_interval_and_no_class(tmp_path: Path) -> None:
    domain = read_framework(PATH).root.children[1]
    items = domain.children[0].children
    found = scored(tmp_path, [f"MLI,2021,{node.id},yes," for node in items[:4]])[domain.id]
    assert (found["score"], found["low"], found["high"], found["coverage"]) == (1.0, 0.8, 1.0, 0.8)
    assert (found["class"], found["class_low"], found["class_high"]) == (None, "meets", "fully-meets")
