"""Putting a backup in the place of what is there, whole or not at all, even when the process is killed.

Database and disk cannot change at one moment. So the files are laid out aside first, a note says that a restore is
under way, and the database changes in one transaction that also writes the restore's token. Whoever comes next
(:func:`recover`) reads the token: there, the files are moved into place; not there, what lies aside is thrown away.
"""

import contextlib
import fcntl
import json
import os
import shutil
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from jatigi.config.backup import reading, rows, writing
from jatigi.config.backup.problems import BackupError
from jatigi.config.backup.reading import Backup
from jatigi.foundation.files import crypto
from jatigi.foundation.files.models import Restored

ASIDE = ".restoring-"
NOTE = ".restoring.json"
FOLDERS = ("files", "releases", "keys")


@dataclass(frozen=True)
class Done:
    """What a restore brought."""

    content: str
    rows: int
    files: int
    other_data_key: str  # the id of the key that opens restricted files, where this installation has another; or ""


def restore(path: Path, *, passphrase: str | None = None) -> Done:
    """Replace database, stored files and releases, and the keys where the backup holds them.

    Raises:
        BackupError: see the catalogue. What was there is still there.
    """
    with alone():
        _recover()
        with reading.opened(path, passphrase=passphrase) as backup:
            token = uuid.uuid4()
            try:
                _lay_out(backup, _aside(token))
                _note(token)
                _change_database(backup, token)
            except (DatabaseError, OSError, ValueError, zlib.error) as error:
                _recover()
                raise _told(error) from error
            _move_into_place(token)
            content = writing.content_now()
            if content != backup.manifest.content:
                raise BackupError("damaged", content)  # unreachable unless the program itself is wrong: never silent
            held = backup.manifest.data_key
            entries = backup.manifest.entries
            return Done(
                content,
                sum(entry.rows for entry in entries.values()),
                sum(not name.startswith("tables/") for name in entries),
                held if held and held != crypto.data_key_id() else "",
            )


def check(path: Path, *, passphrase: str | None = None) -> str:
    """Prove that a backup can be restored here, without touching anything; gives its content hash.

    Raises:
        BackupError: it cannot.
    """
    with reading.opened(path, passphrase=passphrase) as backup:
        return backup.manifest.content


def recover() -> None:
    """Finish or undo a restore that was interrupted. To be called before anything is served.

    Raises:
        BackupError: another process restores at this moment.
    """
    if (settings.VAR / NOTE).exists() or any(settings.VAR.glob(f"{ASIDE}*")):
        with alone():
            _recover()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Only one restore at a time; the lock ends with the process, however it ends."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / ".restore.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("under_way") from error
        yield


def _told(error: Exception) -> Exception:
    match error:
        case IntegrityError() | rows.RowError():
            return BackupError("contradicts", error)
        case OSError():
            return BackupError("not_restored", error.strerror)
        case DatabaseError():
            return BackupError("not_restored", error)
        case zlib.error():
            return BackupError("damaged")
    return error


def _aside(token: uuid.UUID) -> Path:
    folder: Path = settings.VAR / f"{ASIDE}{token.hex}"
    return folder


def _lay_out(backup: Backup, aside: Path) -> None:
    folders = [name for name in FOLDERS if name != "keys" or backup.manifest.keys]
    for name in folders:
        (aside / name).mkdir(parents=True)
    for name in backup.manifest.entries:
        if not name.startswith("tables/"):
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            mode = 0o600 if name.startswith("keys/") else 0o644
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
                for piece in backup.pieces(name):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())


def _note(token: uuid.UUID) -> None:
    note: Path = settings.VAR / NOTE
    aside = note.with_suffix(".new")
    with aside.open("w") as file:
        json.dump({"token": str(token)}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, note)


def _change_database(backup: Backup, token: uuid.UUID) -> None:
    with transaction.atomic():
        rows.replace_all(backup.lines, token=token)


def _recover() -> None:
    note: Path = settings.VAR / NOTE
    if note.exists():
        token = uuid.UUID(json.loads(note.read_text())["token"])
        if Restored.objects.filter(token=token).exists():
            _move_into_place(token)
        note.unlink(missing_ok=True)
    for left in settings.VAR.glob(f"{ASIDE}*"):
        shutil.rmtree(left)


def _move_into_place(token: uuid.UUID) -> None:
    """Each folder by renames; done again after an interruption, it goes on where it stopped."""
    aside = _aside(token)
    for name in FOLDERS:
        coming, present, going = aside / name, settings.VAR / name, aside / f"former-{name}"
        if coming.exists():
            if present.exists() and not going.exists():
                os.replace(present, going)
            os.replace(coming, present)
    (settings.VAR / NOTE).unlink(missing_ok=True)
    shutil.rmtree(aside, ignore_errors=True)
