"""Where releases lie on the disk, and how they get there whole: written aside, flushed, then renamed.

A release counts once its row is in the database. A process that is killed leaves at most a folder ``.incoming-…``,
which the next one clears away, or a complete folder without a row, which nothing reads and the next attempt replaces.
"""

import contextlib
import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

INCOMING = ".incoming-"


def root() -> Path:
    """The folder of all releases of this installation."""
    folder: Path = settings.VAR / "releases"
    return folder


def folder_of(release_id: str) -> Path:
    """The folder of a release."""
    return root() / release_id


def zip_of(release_id: str) -> Path:
    """Its zip."""
    return root() / f"{release_id}.zip"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Alone in the folder until the end of the block; the lock ends with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def clear(folder: Path) -> None:
    """Remove what an interrupted attempt left behind. Only under :func:`locked`."""
    for left in folder.glob(f"{INCOMING}*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def put(folder: Path, name: str, files: Mapping[str, bytes], archive: bytes) -> None:
    """Write ``folder/name/…`` and ``folder/name.zip``, each complete or not there at all; what stood there goes."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{INCOMING}{uuid.uuid4().hex}"
    for path, content in files.items():
        _write(aside / path, content)
    for inner in [aside, *(path for path in aside.rglob("*") if path.is_dir())]:
        _flush_folder(inner)
    packed = folder / f"{aside.name}.zip"
    _write(packed, archive)
    final, former = folder / name, folder / f"{INCOMING}{uuid.uuid4().hex}"
    if final.exists():
        os.replace(final, former)
    os.replace(packed, folder / f"{name}.zip")
    os.replace(aside, final)
    _flush_folder(folder)
    if former.exists():
        shutil.rmtree(former)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
