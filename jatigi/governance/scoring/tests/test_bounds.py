"""Goalposts frozen with one publication are used for the next: from its release.json, or from what --freeze wrote."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from typer.testing import Result

from jatigi.governance.scoring import Bounds, ScoringError, framework_from_document, read_bounds, write_bounds
from jatigi.governance.scoring.tests.test_commands import run

TEXT = """
framework: permits
version: "1"
scales:
  days: {range: {min: data, max: data, direction: lower}}
  share: {range: {min: 0, max: 100, direction: higher}}
dimensions: [{id: d, indicators: [{id: d.days, scale: days}, {id: d.share, scale: share}]}]
"""
FRAMEWORK = framework_from_document(
    {
        "framework": "permits",
        "version": "1",
        "scales": {"days": {"range": {"min": "data", "max": "data"}}, "share": {"range": {"min": 0, "max": 100}}},
        "dimensions": [
            {"id": "d", "indicators": [{"id": "d.days", "scale": "days"}, {"id": "d.share", "scale": "share"}]}
        ],
    }
)
FIRST = "jurisdiction;round;indicator;value\nMLI;2018;d.days;90\nMLI;2021;d.days;30\n"
SECOND = "jurisdiction;round;indicator;value\nMLI;2026;d.days;45\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "permits").mkdir()
    (tmp_path / "permits/1.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "first.csv").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.csv").write_text(SECOND, encoding="utf-8")
    return tmp_path


def scored(result: Result) -> list[float]:
    assert result.exit_code == 0, result.output
    return [row["score"] for row in json.loads(result.stdout) if row["node"] == "d.days"]


def test_a_later_round_is_placed_between_the_goalposts_of_the_earlier_ones(folder: Path) -> None:
    framework, frozen = folder / "permits/1.yaml", folder / "bounds.json"
    assert scored(run(framework, folder / "first.csv", "--freeze", frozen)) == [0, 1]
    assert json.loads(frozen.read_text()) == {"d.days": [30, 90]}
    assert scored(run(framework, folder / "second.csv", "--bounds", frozen)) == [0.75]


def test_one_round_alone_has_no_goalposts_and_is_told_what_to_do(folder: Path) -> None:
    said = run(folder / "permits/1.yaml", folder / "second.csv", "--lang", "fr")
    assert said.exit_code == 1
    assert "d.days\u202f: trouvé min 45, max 45" in said.stderr
    assert "les bornes figées avec une publication antérieure" in said.stderr


def test_a_release_brings_its_goalposts(folder: Path) -> None:
    path = folder / "release.json"
    path.write_text(json.dumps({"schema": 1, "id": "x", "bounds": {"d.days": [0, 180]}}))
    assert scored(run(folder / "permits/1.yaml", folder / "second.csv", "--bounds", path)) == [0.75]
    path.write_text(json.dumps({"schema": 1, "id": "x"}))
    assert read_bounds(FRAMEWORK, path) == {}


def test_goalposts_that_are_missing_are_asked_for(folder: Path) -> None:
    path = folder / "bounds.json"
    path.write_text("{}")
    said = run(folder / "permits/1.yaml", folder / "second.csv", "--bounds", path)
    assert said.exit_code == 1
    assert "d.days: found no bounds; accepted: a min and a max." in said.stderr


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("{", "bounds.file", "line 1: found text that is not JSON"),
        ("[1]", "bounds.file", "found [1]"),
        ("\xff", "bounds.file", "not JSON"),
        ("[" * 100_000, "bounds.file", "not JSON"),
        (
            '{"d.nothing": [0, 1]}',
            "bounds.indicator",
            ": found fixed or unknown goalposts; accepted: d.days",
        ),
        ('{"d.share": [0, 1]}', "bounds.indicator", "'d.share'"),
        ('{"d.days": [1, 1]}', "bounds.file", "found [1, 1]; accepted: [min, max]"),
        ('{"d.days": [2, 1]}', "bounds.file", "the min below the max"),
        ('{"d.days": [0, NaN]}', "bounds.file", "the min below the max"),
        ('{"d.days": [-1e308, 1e308]}', "bounds.file", "the min below the max"),
        (f'{{"d.days": [0, 1{"0" * 400}]}}', "bounds.file", "the min below the max"),
        ('{"d.days": [false, true]}', "bounds.file", "the min below the max"),
        ('{"d.days": ["0", "1"]}', "bounds.file", "the min below the max"),
        ('{"d.days": [0, 1, 2]}', "bounds.file", "the min below the max"),
        ('{"d.days": 7}', "bounds.file", "found 7"),
    ],
)
def test_a_file_of_goalposts_that_is_not_good_is_refused(tmp_path: Path, text: str, code: str, words: str) -> None:
    path = tmp_path / "bounds.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ScoringError) as caught:
        read_bounds(FRAMEWORK, path)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert words in str(problem)


def test_a_file_of_goalposts_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScoringError, match=r"none\.json: found No such file"):
        read_bounds(FRAMEWORK, tmp_path / "none.json")


def test_goalposts_are_written_sorted_and_read_back() -> None:
    file = io.StringIO()
    write_bounds({"d.z": Bounds(0, 1.5), "d.a": Bounds(-1, 2)}, file)
    assert list(json.loads(file.getvalue()).items()) == [("d.a", [-1, 2]), ("d.z", [0, 1.5])]


def test_nothing_is_written_when_the_goalposts_cannot_be_kept(folder: Path) -> None:
    out, nowhere = folder / "out.json", folder / "nowhere/b.json"
    done = run(folder / "permits/1.yaml", folder / "first.csv", "--out", out, "--freeze", nowhere)
    assert done.exit_code == 1
    assert "nowhere/b.json" in done.stderr
    assert not out.exists()


def test_the_language_of_messages_is_chosen_or_that_of_the_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [folder / "permits/1.yaml", folder / "none.csv"]
    monkeypatch.setenv("LC_ALL", "fr_ML.UTF-8")
    assert "none.csv\u202f: trouvé un fichier ou un dossier qui n’existe pas" in run(*command).stderr
    assert "none.csv: found No such file" in run(*command, "--lang", "en").stderr
    assert run(*command, "--lang", "xx").exit_code == 2
