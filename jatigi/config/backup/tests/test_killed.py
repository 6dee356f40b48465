"""Promises 19 and 23: kill -9 at each step of a restore, in a process of its own; from one database to the other."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jatigi.config.backup import restoring, writing

pytestmark = pytest.mark.slow

#: Makes an installation with one country and one file, its backup, and then a second country: the state to keep.
MAKE = """
from pathlib import Path
from django.conf import settings
from jatigi.config import serving
from jatigi.config.backup import writing
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.places.models import Place
from django.core.management import call_command
call_command("migrate", verbosity=0)
mali = Place.objects.create(code="MLI", kind="country", name={"fr": "Mali", "en": "Mali"})
store_file(b"%PDF-1.7\\n%%EOF\\n", name="a.pdf", jurisdiction=mali, restricted=True, by=None)
print(writing.back_up(settings.VAR / "../saved", passphrase="cheval correct agrafe", with_keys=True).content)
Place.objects.create(code="SEN", kind="country", name={"fr": "Sénégal", "en": "Senegal"})
store_file(b"%PDF-1.7\\nlater\\n%%EOF\\n", name="b.pdf", jurisdiction=mali, restricted=False, by=None)
print(writing.content_now())
"""
#: Restores, and dies at a step: name of the module, name of the function, before it or after its nth call.
DIE = """
import importlib, os, signal, sys
from django.conf import settings
from jatigi.config.backup import restoring
module, name, when = sys.argv[1:]
module = importlib.import_module(module)
original, calls = getattr(module, name), iter(range(1, 99))
def dying(*given, **named):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = original(*given, **named)
    if str(next(calls)) == when:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(module, name, dying)
restoring.restore(settings.VAR / "../saved", passphrase="cheval correct agrafe")
"""
LOOK = """
from django.conf import settings
from jatigi.config.backup import restoring, writing
restoring.recover()
print(writing.content_now())
print(sorted(path.name for path in settings.VAR.iterdir() if path.name.startswith(".")))
"""
SETUP = "import django; django.setup()\n"


def run(script: str, folder: Path, *given: str) -> "subprocess.CompletedProcess[str]":
    """In a process of its own, on SQLite, with its own data directory."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PYTEST_VERSION"}}
    environment |= {"JATIGI_VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "jatigi.config.settings"}
    command = [sys.executable, "-c", SETUP + script, *given]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A folder with an installation and its earlier backup; the content hashes of the backup and of now."""
    folder = tmp_path_factory.mktemp("installation")
    said = run(MAKE, folder)
    assert said.returncode == 0, said.stderr
    saved, now = said.stdout.split()
    assert saved != now
    return folder, saved, now


@pytest.fixture
def installation(made: tuple[Path, str, str], tmp_path: Path) -> Path:
    shutil.copytree(made[0], tmp_path / "copy")
    return tmp_path / "copy"


RESTORING, ROWS = "jatigi.config.backup.restoring", "jatigi.config.backup.rows"
BEFORE_THE_COMMIT = [
    (RESTORING, "_lay_out", "before"),
    (RESTORING, "_lay_out", "1"),
    (RESTORING, "_note", "1"),
    ("os", "replace", "1"),  # the note is there, the database as it was
    (ROWS, "_insert", "1"),
    (ROWS, "replace_all", "1"),  # everything is written, nothing committed
]
AFTER_THE_COMMIT = [
    (RESTORING, "_change_database", "1"),
    ("os", "replace", "2"),  # the former files are out of the way, the restored ones not in their place
    ("os", "replace", "3"),  # files restored, releases and keys not yet
    ("shutil", "rmtree", "before"),  # all folders are moved, only the clearing is left
]


def survived(folder: Path) -> str:
    look = run(LOOK, folder)
    assert look.returncode == 0, look.stderr
    content, left = look.stdout.splitlines()
    assert "restoring" not in left
    return content


@pytest.mark.parametrize("step", BEFORE_THE_COMMIT, ids=lambda step: "-".join(step[1:]))
def test_killed_before_the_commit_everything_is_as_it_was(
    made: tuple[Path, str, str], installation: Path, step: tuple[str, str, str]
) -> None:
    died = run(DIE, installation, *step)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert survived(installation) == made[2]


@pytest.mark.parametrize("step", AFTER_THE_COMMIT, ids=lambda step: "-".join(step[1:]))
def test_killed_after_the_commit_the_next_start_finishes(
    made: tuple[Path, str, str], installation: Path, step: tuple[str, str, str]
) -> None:
    died = run(DIE, installation, *step)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert survived(installation) == made[1]


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_sqlite_is_restored_on_this_database(
    made: tuple[Path, str, str], tmp_path: Path, settings: Any
) -> None:
    """On PostgreSQL this is the way from one machine's file to a server; the content hash does not change."""
    settings.VAR = tmp_path
    folder, saved, _now = made
    assert restoring.restore(folder / "saved", passphrase="cheval correct agrafe").content == saved
    assert writing.content_now() == saved
