"""`jatigi score`: files in, rows out; a refusal says why, exits with 1 and leaves the file that was there."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer import Typer
from typer.testing import CliRunner, Result

from jatigi.governance.scoring.commands import read_chain, read_yaml, score_command
from jatigi.governance.scoring.declarations import Document

BASE = """
framework: base
version: "1.0"
scales: {presence: {levels: [{id: absent, value: 0}, {id: partial, value: 0.5}, {id: complete, value: 1}]}}
classes: [{id: nascent, from: 0}, {id: developed, from: 0.75}]
dimensions: [{id: d, indicators: [{id: d.1, scale: presence}, {id: d.2, scale: presence}]}]
"""
MODULE = """
framework: module
version: "2.0"
extends: base@1.0
dimensions: [{id: m, indicators: [{id: m.1, scale: presence}]}]
"""
ANSWERS = "jurisdiction,round,indicator,value\nMLI,2021,d.1,complete\nMLI,2021,d.2,partial\n"


@pytest.fixture
def frameworks(tmp_path: Path) -> Path:
    """A folder of frameworks: a base and a module."""
    for name, version, text in (("base", "1.0", BASE), ("module", "2.0", MODULE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{version}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path, command: Callable[..., None] | None = None) -> Result:
    app = Typer()
    app.command("score")(command or score_command())
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_scores_are_written_as_json_to_standard_output(frameworks: Path) -> None:
    done = run(frameworks / "base/1.0.yaml", frameworks / "answers.csv")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)[0] == {
        "jurisdiction": "MLI",
        "round": "2021",
        "node": "base",
        "kind": "framework",
        "score": 0.75,
        "low": 0.75,
        "high": 0.75,
        "coverage": 1.0,
        "class": "developed",
        "class_low": "developed",
        "class_high": "developed",
    }


def test_scores_are_written_as_csv_to_a_file(frameworks: Path) -> None:
    out = frameworks / "scores.csv"
    done = run(frameworks / "base/1.0.yaml", frameworks / "answers.csv", "--format", "csv", "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    with out.open(encoding="utf-8", newline="") as file:
        assert [row["node"] for row in csv.DictReader(file)] == ["base", "d", "d.1", "d.2"]
    assert sorted(path.name for path in frameworks.iterdir()) == ["answers.csv", "base", "module", "scores.csv"]


def test_a_module_finds_its_base_where_frameworks_are_kept(frameworks: Path) -> None:
    done = run(frameworks / "module/2.0.yaml", frameworks / "answers.csv")
    (top,) = (row for row in json.loads(done.stdout) if row["kind"] == "framework")
    assert (top["node"], top["score"], top["low"], top["high"]) == ("module", 0.75, 0.375, 0.875)


def test_answers_that_are_refused_exit_with_1_and_leave_the_file_as_it_was(frameworks: Path) -> None:
    out = frameworks / "scores.json"
    out.write_text("kept")
    (frameworks / "answers.csv").write_text(ANSWERS.replace("partial", "patial"), encoding="utf-8")
    done = run(frameworks / "base/1.0.yaml", frameworks / "answers.csv", "--out", out)
    assert done.exit_code == 1
    assert "line 3, value: found 'patial'; accepted: absent, partial" in done.stderr
    assert done.stdout == ""
    assert out.read_text() == "kept"


def test_a_folder_that_does_not_exist_is_named(frameworks: Path) -> None:
    out = frameworks / "nowhere" / "scores.json"
    done = run(frameworks / "base/1.0.yaml", frameworks / "answers.csv", "--out", out)
    assert done.exit_code == 1
    assert "nowhere/scores.json: found No such file or directory; accepted: a folder that is there" in done.stderr


def test_a_failure_while_writing_leaves_nothing_behind(frameworks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    done = run(frameworks / "base/1.0.yaml", frameworks / "answers.csv", "--out", frameworks / "scores.json")
    assert done.exit_code == 1
    assert "No space left on device" in done.stderr
    assert sorted(path.name for path in frameworks.iterdir()) == ["answers.csv", "base", "module"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("framework: [", "accepted: YAML"),
        ("- a list", "a mapping of keys to values"),
        ("", "a mapping of keys to values"),
        ("a: !!python/object/apply:os.system [ls]", "accepted: YAML"),
        ("[" * 100_000, "accepted: YAML"),
        ("\x00", "accepted: YAML"),
        ("day: 2021-02-31", "accepted: YAML"),
        (
            BASE.replace("weight", "w").replace("scale: presence}]", "scale: presence, weight: 0}]"),
            "d.2, weight: found 0",
        ),
    ],
)
def test_a_framework_file_that_is_not_good_is_refused(frameworks: Path, text: str, words: str) -> None:
    path = frameworks / "base/1.0.yaml"
    path.write_text(text, encoding="utf-8")
    done = run(path, frameworks / "answers.csv")
    assert done.exit_code == 1
    assert words in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_bytes_that_are_no_text_and_files_that_are_not_there_are_refused(frameworks: Path) -> None:
    (frameworks / "base/1.0.yaml").write_bytes(b"framework: \xff\xfe")
    assert "accepted: YAML" in run(frameworks / "base/1.0.yaml", frameworks / "answers.csv").stderr
    assert "No such file" in run(frameworks / "base/9.yaml", frameworks / "answers.csv").stderr
    (frameworks / "base/1.0.yaml").unlink()
    done = run(frameworks / "module/2.0.yaml", frameworks / "answers.csv")
    assert "base/1.0.yaml: found No such file" in done.stderr
    assert done.exit_code == 1


@pytest.mark.parametrize("base", ["module@2.0", "base@1.0"])
def test_a_loop_of_modules_is_refused(frameworks: Path, base: str) -> None:
    text = BASE + 'extends: "module@2.0"\n' if base == "base@1.0" else BASE
    (frameworks / "base/1.0.yaml").write_text(text, encoding="utf-8")
    (frameworks / "module/2.0.yaml").write_text(MODULE.replace("base@1.0", base), encoding="utf-8")
    done = run(frameworks / "module/2.0.yaml", frameworks / "answers.csv")
    assert done.exit_code == 1
    assert "without a loop" in done.stderr


@pytest.mark.parametrize("base", ["../../etc/passwd@1", "base@../../x", "base", "a@b@c", "'base@'", "17", "'@1'"])
def test_extends_names_a_framework_and_never_a_path(frameworks: Path, base: str) -> None:
    (frameworks / "module/2.0.yaml").write_text(MODULE.replace("base@1.0", base), encoding="utf-8")
    done = run(frameworks / "module/2.0.yaml", frameworks / "answers.csv")
    assert done.exit_code == 1
    assert "framework@version" in done.stderr


def test_another_reader_of_framework_files_can_be_given(frameworks: Path) -> None:
    class Refused(Exception):
        """What the other reader raises."""

    def read(path: Path) -> Document:
        if "module" in path.parts[-2]:
            raise Refused("line 3: not like this")
        return read_yaml(path)

    command = score_command(read, refusals=(Refused,))
    assert run(frameworks / "base/1.0.yaml", frameworks / "answers.csv", command=command).exit_code == 0
    done = run(frameworks / "module/2.0.yaml", frameworks / "answers.csv", command=command)
    assert (done.exit_code, done.stderr) == (1, "line 3: not like this\n")


def test_a_chain_is_read_base_first(frameworks: Path) -> None:
    assert read_chain(frameworks / "module/2.0.yaml") == [yaml.safe_load(BASE), yaml.safe_load(MODULE)]


def test_help_shows_an_example() -> None:
    done = run("--help")
    assert done.exit_code == 0
    assert "content/frameworks/sdg-10-7-2/2021.yaml" in " ".join(done.stdout.split()).replace("│", "")


def test_a_wrong_format_is_a_usage_error(frameworks: Path) -> None:
    assert run(frameworks / "base/1.0.yaml", frameworks / "answers.csv", "--format", "xml").exit_code == 2
