"""Opening a backup and proving, before anything is touched, that it is whole and fits this program."""

import contextlib
import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from pydantic import ValidationError

from jatigi.config.backup import manifest
from jatigi.config.backup.manifest import Manifest
from jatigi.config.backup.problems import BackupError
from jatigi.config.backup.writing import SCHEMA
from jatigi.foundation.files import crypto

_PIECE = 1024 * 1024
_LARGEST_MANIFEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Backup:
    """A backup whose every byte was compared with its list."""

    manifest: Manifest
    zip: zipfile.ZipFile

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table."""
        with self.zip.open(f"tables/{table}.jsonl") as member:
            yield from member

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member."""
        with self.zip.open(name) as member:
            yield from iter(lambda: member.read(_PIECE), b"")


@contextlib.contextmanager
def opened(path: Path, *, passphrase: str | None = None) -> Iterator[Backup]:
    """The backup, checked through.

    Raises:
        BackupError: it is none, is damaged, under another passphrase, or of another version of the program.
    """
    with contextlib.ExitStack() as stack:
        try:
            file: BinaryIO = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise BackupError("not_a_backup", error.strerror) from error
        try:
            packed = stack.enter_context(zipfile.ZipFile(_clear(file, stack, passphrase)))
        except zipfile.BadZipFile as error:
            raise BackupError("not_a_backup") from error
        described = _manifest(packed)
        _check_fit(described)
        _check_whole(packed, described)
        yield Backup(described, packed)


def _clear(file: BinaryIO, stack: contextlib.ExitStack, passphrase: str | None) -> BinaryIO:
    """The archive itself; under a passphrase, decrypted into a nameless file that ends with the process."""
    if file.read(len(crypto.SEALED_STREAM)) != crypto.SEALED_STREAM:
        file.seek(0)
        return file
    if passphrase is None:
        raise BackupError("passphrase_needed")
    nameless = tempfile.TemporaryFile(dir=settings.VAR)  # noqa: SIM115  the stack closes it
    clear = cast(BinaryIO, stack.enter_context(nameless))
    try:
        crypto.open_sealed_stream(file, clear, passphrase)
    except crypto.CryptoError as error:
        raise BackupError("passphrase_wrong") from error
    clear.seek(0)
    return clear


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    try:
        if packed.getinfo(manifest.NAME).file_size > _LARGEST_MANIFEST:
            raise BackupError("damaged", manifest.NAME)
        return Manifest.model_validate_json(packed.read(manifest.NAME))
    except (KeyError, ValidationError) as error:
        raise BackupError("not_a_backup") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BackupError("damaged", manifest.NAME) from error


def _check_fit(described: Manifest) -> None:
    if described.schema_version != SCHEMA or described.migrations != manifest.migrations():
        raise BackupError("other_version", described.program)
    if described.columns != manifest.all_columns():
        raise BackupError("other_version", described.program)


def _check_whole(packed: zipfile.ZipFile, described: Manifest) -> None:
    names = packed.namelist()
    listed = {*described.entries, manifest.NAME}
    odd = sorted(set(names) ^ listed) or sorted(name for name in described.entries if not manifest.is_safe(name))
    if odd or len(names) != len(listed):
        raise BackupError("damaged", odd[0] if odd else manifest.NAME)
    for name, entry in described.entries.items():
        if _digest(packed, name, entry.size) != entry.sha256:
            raise BackupError("damaged", name)
    if described.content != manifest.content_hash(described.entries):
        raise BackupError("damaged", manifest.NAME)


def _digest(packed: zipfile.ZipFile, name: str, size: int) -> str:
    """The hash of a member; "" where it is not as long as listed, so that nothing unpacks without end."""
    digest, count = hashlib.sha256(), 0
    try:
        with packed.open(name) as member:
            while piece := member.read(_PIECE):
                digest.update(piece)
                count += len(piece)
                if count > size:
                    return ""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupError("damaged", name) from error
    return digest.hexdigest() if count == size else ""
