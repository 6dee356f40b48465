"""Promise 19: kill -9 at each step of publishing or taking in a release; the next start is clean, nothing half-done.

The process is a real one, on a data directory of its own (SQLite); it waits at the step on a pipe and gets SIGKILL
there. See :mod:`.stopping`.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jatigi.governance.releases import reader
from jatigi.governance.releases.tests.conftest import TRUSTED, folder_with
from jatigi.governance.releases.tests.stopping import STEPS

RELEASE = "MLI-2021-reconstructed-1"
ROOT = Path(__file__).parents[4]


def _run(*arguments: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "jatigi.governance.releases.tests.stopping", *arguments, str(folder)]


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"JATIGI_VAR": str(folder), "PYTHONPATH": str(ROOT)}


class Office:
    """An installation whose commands run in processes that can be killed."""

    def __init__(self, made: Path) -> None:
        self._process = subprocess.Popen(
            _run("serve", folder=made), env=_environment(made), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def kill_at(self, folder: Path, verb: str, step: str) -> None:
        """Run the command, wait until it is at the step, and kill it there."""
        pid = int(self._ask(folder, verb, step))
        assert self._hear() == f"at {step}"
        os.kill(pid, signal.SIGKILL)
        assert self._hear() == f"ended {-signal.SIGKILL}"

    def run(self, folder: Path, verb: str) -> int:
        """Run the command to its end; its exit code."""
        self._ask(folder, verb, "none")
        found = self._hear()
        while not found.startswith("ended"):
            found = self._hear()
        return int(found.removeprefix("ended"))

    def close(self) -> None:
        self._process.communicate()

    def _ask(self, folder: Path, verb: str, step: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{folder} {verb} {step}\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a round, and a release of it that is built and not published."""
    folder = tmp_path_factory.mktemp("office") / "var"
    subprocess.run(_run("prepare", folder=folder), env=_environment(folder), check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def office(made: Path) -> Iterator[Office]:
    found = Office(made)
    yield found
    found.close()


def registered(folder: Path) -> tuple[int, int]:
    """How many releases the register holds, and how many acts on releases the trail."""
    with sqlite3.connect(folder / "jatigi.sqlite3") as database:
        [releases] = database.execute("SELECT count(*) FROM releases_release").fetchone()
        [acts] = database.execute("SELECT count(*) FROM audit_entry WHERE action LIKE 'release.%'").fetchone()
    database.close()
    return releases, acts


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["publish", "import"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_it_is_whole_or_not_there(
    office: Office, made: Path, tmp_path: Path, verb: str, step: str
) -> None:
    folder = tmp_path / "var"
    shutil.copytree(made, folder)
    # A folder without a row, as an earlier kill leaves it, makes the third rename happen.
    folder_with(folder / "releases", {"old": b"left over"}, RELEASE)
    office.kill_at(folder, verb, step)
    done = step == "follows"  # the act is complete by then; what follows it is not
    assert registered(folder) == ((1, 1) if done else (0, 0))
    assert office.run(folder, verb) == (1 if done else 0)  # published already, and said so
    assert registered(folder) == (1, 1)
    assert {path.name for path in (folder / "releases").iterdir()} == {".lock", RELEASE, f"{RELEASE}.zip"}
    assert reader.open_release(folder / "releases" / RELEASE, TRUSTED).id == RELEASE
    assert reader.open_release(folder / f"releases/{RELEASE}.zip", TRUSTED).id == RELEASE
