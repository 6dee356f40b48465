"""Preparing an installation and serving it: ``migrate``, ``serve``."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from jatigi import __version__
from jatigi.foundation.accounts.models import User
from jatigi.foundation.audit import triggers

LOOPBACK = "127.0.0.1"


class NotReady(Exception):
    """The installation cannot be served as it is: what was found, what to do."""

    def __init__(self, found: str, advice: str) -> None:
        self.found, self.advice = found, advice
        super().__init__(f"{found} {advice}")


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; it loads the application once in each worker."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        from jatigi.config.wsgi import application

        return application


def waiting_migrations() -> int:
    """How many steps the database is behind the program."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the database up to the program and gather the static files under names by content."""
    call_command("migrate", verbosity=0, interactive=False)
    make_cache()
    gather_static()


def make_cache() -> None:
    """The table in which failed sign-ins are counted, unless it is there."""
    call_command("createcachetable", verbosity=0)


def gather_static() -> None:
    """Compressed copies of style, letters and scripts, made again only after the program changed."""
    mark = settings.STATIC_ROOT / ".made-for"
    present = f"{__version__} {_newest(settings.PACKAGE)}"
    if not mark.exists() or mark.read_text() != present:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        mark.write_text(present)


def _newest(package: Path) -> int:
    return max((path.stat().st_mtime_ns for path in package.rglob("static/**/*") if path.is_file()), default=0)


def check_ready(*, demo: bool) -> None:
    """Refuse to serve what is not fit for it.

    Raises:
        NotReady: the database is behind, a table lost its triggers, or demonstration accounts and self-made keys would
            be open to the world.
    """
    if waiting_migrations():
        raise NotReady("The database is older than the program.", "Run: jatigi migrate")
    if lost := triggers.missing(connection):
        raise NotReady(f"These tables can be altered unseen: {', '.join(lost)}.", "Restore the database from a backup.")
    if demo:
        return
    if User.objects.filter(is_demo=True, is_active=True).exists():
        raise NotReady("There are demonstration accounts here.", "Use another JATIGI_VAR, or add --demo.")
    if (settings.VAR / "keys" / "made-by-demo").exists():
        raise NotReady(
            "The release key was made by the demonstration.", "Put your own key in its place, or add --demo."
        )


def serve(*, port: int, demo: bool, bind: str) -> None:
    """Serve until stopped. The demonstration listens on this machine only."""
    os.environ["JATIGI_DEMO"] = "1" if demo else "0"
    settings.DEMO = demo
    make_cache()
    gather_static()
    options = {
        "bind": f"{LOOPBACK if demo else bind}:{port}",
        "workers": int(os.environ.get("JATIGI_WORKERS", "2")),
        "threads": 4,
        "timeout": 120,
        "max_requests": 2000,
        "max_requests_jitter": 200,
        "control_socket_disable": True,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108  memory, for heartbeats only
    }
    sys.argv = sys.argv[:1]  # gunicorn would read our arguments as its own
    connection.close()
    _Server(options).run()
