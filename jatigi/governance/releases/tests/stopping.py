"""A process that publishes and stops at a named step, to be killed there. Run by :mod:`.test_killed`, never imported.

``prepare FOLDER`` makes a data directory on SQLite with the small round and a built release of it. ``serve`` then reads
lines ``FOLDER VERB STEP`` and forks a process for each, which runs ``jatigi release VERB`` on that data directory. At
the step (see ``STEPS``) it says so and waits on a pipe that nobody writes to; what it says stands on standard output:
its process id, ``at STEP``, and from the parent ``ended CODE``.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import django
from django.conf import settings

STEPS = ("clear", "write", "folder", "rename-1", "rename-2", "rename-3", "row", "entry", "commit", "follows")


def prepare(folder: Path) -> None:
    """The data directory ``folder``, with ``folder/built/<id>`` and its zip."""
    from django.core.management import call_command

    from conftest import Cast
    from jatigi.governance.releases import build
    from jatigi.governance.releases.tests import conftest as release
    from jatigi.governance.releases.tests import world as small

    (folder / "keys").mkdir(parents=True, exist_ok=True)
    (folder / "keys/release.pub").write_text(release.PEM)
    call_command("migrate", verbosity=0, interactive=False)
    files = build.build(release.frozen_of(small.build_world(Cast())), predecessor="", key=release.KEY)
    release.folder_with(folder / "built", files, "MLI-2021-reconstructed-1")


def serve() -> None:
    """Fork a process for each line that comes in."""
    from jatigi.governance.releases import commands

    never, _ = os.pipe()
    for line in sys.stdin:
        folder, verb, step = line.split()
        pid = os.fork()
        if pid == 0:
            settings.VAR = Path(folder)
            settings.DATABASES["default"]["NAME"] = str(Path(folder) / "jatigi.sqlite3")
            _arm(step, partial(_wait, step, never))
            commands.app([verb, str(Path(folder) / "built/MLI-2021-reconstructed-1")])
            os._exit(3)  # the command ends the process itself
        _say(pid)
        _, status = os.waitpid(pid, 0)
        _say("ended", os.waitstatus_to_exitcode(status))


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def _wait(step: str, never: int) -> NoReturn:
    _say("at", step)
    os.read(never, 1)
    raise AssertionError("woken up")


def _arm(step: str, stop: Callable[[], NoReturn]) -> None:
    """Let the process stop just before the step is done; ``none`` lets it through."""
    from jatigi.foundation.audit import changes as trail
    from jatigi.governance.releases import commands, storage
    from jatigi.governance.releases.models import Release

    def stopping(*_: Any, **__: Any) -> NoReturn:
        stop()

    match step.partition("-"):
        case ("rename", _, number):
            os.replace = _nth(os.replace, int(number), stop)
        case ("write", _, _):
            os.fsync = _nth(os.fsync, 5, stop)  # in the midst of the files
        case ("clear", _, _):
            storage.clear = stopping
        case ("folder", _, _):
            storage._flush_folder = stopping
        case ("row", _, _):
            Release.objects.create = stopping  # type: ignore[method-assign]
        case ("entry", _, _):
            trail._append = stopping
        case ("commit", _, _):
            trail._append = _then(trail._append, stop)
        case ("follows", _, _):
            commands.react = stopping  # type: ignore[assignment]


def _nth(original: Callable[..., Any], number: int, stop: Callable[[], NoReturn]) -> Callable[..., Any]:
    calls = iter(range(1, 10_000))
    return lambda *given, **more: stop() if next(calls) == number else original(*given, **more)


def _then(original: Callable[..., Any], stop: Callable[[], NoReturn]) -> Callable[..., Any]:
    def both(*given: Any, **more: Any) -> NoReturn:
        original(*given, **more)
        stop()

    return both


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jatigi.config.settings")
    django.setup()
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]))
    else:
        serve()
