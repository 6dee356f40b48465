"""``jatigi round load`` and ``jatigi round status``."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from jatigi.foundation.files.yaml import dump
from jatigi.governance.assessments.commands import app
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.tests.round_files import a_round, answer
from jatigi.governance.assessments.tests.world import PROTOCOL, World, make_framework

Run = Callable[..., Result]


@pytest.fixture
def run(world: World) -> Run:
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def written(folder: Path, **more: Any) -> Path:
    path = folder / "MLI-2022.yaml"
    path.write_text(dump(a_round(**more)), encoding="utf-8")
    return path


def test_a_round_is_loaded_and_said(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path)
    first = run("load", path, "--lang", "en")
    assert (first.exit_code, "answers added 2" in first.output, "Reviewed by the project" in first.output) == (
        0, True, True,
    )  # fmt: skip
    assert "nothing has changed" in run("load", path, "--lang", "en").output


def test_a_broken_file_ends_with_1_and_says_where(run: Run, tmp_path: Path) -> None:
    done = run("load", written(tmp_path, answers=[answer("nowhere")], findings=[]), "--lang", "en")
    assert done.exit_code == 1
    assert "MLI-2022.yaml:" in done.stderr
    assert "answers[0].indicator" in done.stderr
    assert not Round.objects.filter(pk="MLI-2022").exists()


def test_status_lists_what_was_overtaken_with_its_date(run: Run, world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    done = run("status", "MLI-2021", "--today", "2026-11-01", "--lang", "en")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert "Overtaken: 1" in lines
    assert "To re-verify: 0" in lines
    assert any("mobility.region" in line for line in lines)
    assert any("protocol-1979" in line and "2025-01-29" in line for line in lines)
    assert "Overtaken: 0" in run("status", "MLI-2021", "--today", "2025-01-28", "--lang", "en").output


def test_status_lists_what_is_to_re_verify_with_the_round_it_comes_from(run: Run, world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    lines = run("status", "MLI-2026", "--today", "2026-11-01", "--lang", "en").output.splitlines()
    assert "To re-verify: 1" in lines
    assert any("mobility.region" in line and "(MLI-2021)" in line for line in lines)


def test_status_shows_ten_places_of_a_check_and_all_when_asked(run: Run, world: World) -> None:
    framework = make_framework("t-wide", codes=[f"wide.i{n}" for n in range(14)])
    Round.objects.filter(pk="MLI-2026").update(framework=framework, state="collection")
    short, long = (run("status", "MLI-2026", "--lang", "en", *more).output for more in ((), ("--all",)))
    assert (short.count("Assigned to nobody."), "… 4" in short) == (10, True)
    assert (long.count("Assigned to nobody."), "…" in long) == (14, False)


def test_status_is_read_by_programs_too(run: Run, world: World) -> None:
    world.agreed("mobility.region", cites=[PROTOCOL])
    status = json.loads(run("status", "MLI-2026", "--today", "2026-11-01", "--format", "json").output)
    assert (status["round"], status["asked"], status["handed_in"], status["accepted"]) == ("MLI-2026", 5, 1, 1)
    assert status["to_reverify"][0]["because"][0] | {"reason_text": ""} == {
        "cited": "protocol-1979", "ended": "protocol-1979", "reason": "left", "reason_text": "", "on": "2025-01-29",
        "by": "",
    }  # fmt: skip
    ended = next(check for check in status["quality"] if check["code"] == "ended")
    assert (ended["blocks"], ended["count"], ended["places"][0]["indicator"]) == (True, 1, "mobility.region")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [(("status", "MLI-1999"), 1, "MLI-2021, MLI-2026"), (("status", "MLI-2021", "--format", "xml"), 2, "text, json"),
     (("status", "MLI-2021", "--today", "soon"), 2, ""), (("status",), 2, "")],
)  # fmt: skip
def test_wrong_words_are_told_what_is_accepted(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    done = run(*words)
    assert done.exit_code == code
    assert said in done.stderr


def test_each_command_helps_with_an_example(run: Run) -> None:
    for command in ("load", "status"):
        assert f"jatigi round {command}" in run(command, "--help").output
