"""Making a backup: everything as it stands at one moment, in one file."""

import contextlib
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.utils import timezone

from jatigi import __version__
from jatigi.config.backup import manifest, rows
from jatigi.config.backup.manifest import Entry, Manifest
from jatigi.config.backup.problems import BackupError
from jatigi.foundation.files import crypto
from jatigi.foundation.files.changes import path_of
from jatigi.foundation.files.models import StoredFile
from jatigi.governance.releases import storage
from jatigi.governance.releases.models import Release

SCHEMA = 1
_PIECE = 1024 * 1024
SHORTEST = 16  # characters of a passphrase


@dataclass(frozen=True)
class Made:
    """What a backup holds."""

    content: str
    rows: int
    files: int
    missing: tuple[str, ...]  # files that the database names and the disk no longer has


@dataclass
class _Archive:
    """What goes into a backup, noted entry by entry. Without a zip, only the notes are taken."""

    zip: zipfile.ZipFile | None = None
    entries: dict[str, Entry] = field(default_factory=dict)

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        digest, size, count = hashlib.sha256(), 0, 0
        with self._member(name) as write:
            for piece in pieces:
                write(piece)
                digest.update(piece)
                size, count = size + len(piece), count + 1
        table = name.startswith("tables/")
        self.entries[name] = Entry(sha256=digest.hexdigest(), size=size, rows=count if table else 0)

    @contextlib.contextmanager
    def _member(self, name: str) -> Iterator[Callable[[bytes], object]]:
        if self.zip is None:
            yield len
        else:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with self.zip.open(info, "w", force_zip64=True) as member:
                yield member.write

    def take_everything(self) -> tuple[str, ...]:
        """Tables at one moment, then the files they name. Gives the names of files that are no longer there."""
        with rows.one_moment():
            for table, model in rows.tables().items():
                self.put(f"tables/{table}.jsonl", rows.lines(model))
            named = dict(_named())
        return tuple(name for name, path in sorted(named.items()) if not self.put_file(name, path))

    def put_file(self, name: str, path: Path) -> bool:
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return False
        with source:
            self.put(name, iter(lambda: source.read(_PIECE), b""))
        return True


def back_up(target: Path, *, passphrase: str | None = None, with_keys: bool = False) -> Made:
    """Write a backup to ``target``, which must not exist; it is there complete or not at all.

    Raises:
        BackupError: see the catalogue; nothing is left behind.
    """
    if with_keys and passphrase is None:
        raise BackupError("keys_in_clear")
    if passphrase is not None and len(passphrase) < SHORTEST:
        raise BackupError("passphrase_short")
    if target.exists():
        raise BackupError("exists", target)
    aside = target.with_name(f".{target.name}.part")
    try:
        with _private(aside) as file:
            made = _write(file, passphrase, with_keys=with_keys)
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, target)  # unlike a rename, refuses to replace what came there meanwhile
    except FileExistsError as error:
        raise BackupError("exists", target) from error
    except OSError as error:
        raise BackupError("not_written", error.strerror) from error
    finally:
        aside.unlink(missing_ok=True)
    return made


def _private(path: Path) -> BinaryIO:
    path.unlink(missing_ok=True)  # of an interrupted attempt
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _write(file: BinaryIO, passphrase: str | None, *, with_keys: bool) -> Made:
    sealed: Any = crypto.SealedWriter(file, passphrase) if passphrase is not None else None
    with zipfile.ZipFile(sealed or file, "w") as packed:
        archive = _Archive(packed)
        missing = archive.take_everything()
        if with_keys:
            for path in sorted((settings.VAR / "keys").iterdir()):
                archive.put_file(f"keys/{path.name}", path)
        described = _described(archive.entries, with_keys=with_keys)
        packed.writestr(manifest.NAME, described.model_dump_json(indent=1))
    if sealed is not None:
        sealed.close()
    count = sum(entry.rows for entry in archive.entries.values())
    files = sum(not name.startswith("tables/") for name in archive.entries)
    return Made(described.content, count, files, missing)


def _named() -> Iterator[tuple[str, Path]]:
    """The files that the database names: nothing that lies about without a row is taken along."""
    for stored in StoredFile.objects.all():
        path = path_of(stored)
        yield path.relative_to(settings.VAR).as_posix(), path
    for release in Release.objects.all():
        folder, packed = storage.folder_of(release.pk), storage.zip_of(release.pk)
        inside = [path for path in folder.rglob("*") if path.is_file()]
        for path in [packed, folder / "release.json", *inside]:
            yield path.relative_to(settings.VAR).as_posix(), path


def _described(entries: dict[str, Entry], *, with_keys: bool) -> Manifest:
    return Manifest(
        schema_version=SCHEMA,
        program=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        engine=connection.vendor,
        migrations=manifest.migrations(),
        columns=manifest.all_columns(),
        entries=entries,
        content=manifest.content_hash(entries),
        data_key=crypto.data_key_id(),
        keys=with_keys,
    )


def content_now() -> str:
    """The content hash of the installation as it stands, without writing anything."""
    archive = _Archive()
    archive.take_everything()
    return manifest.content_hash(archive.entries)
