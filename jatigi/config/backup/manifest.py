"""What a backup says of itself: a list of all it holds, with hashes, and the content hash over the list."""

import hashlib
import re
from collections.abc import Mapping

from django.db.migrations.loader import MigrationLoader
from pydantic import BaseModel, ConfigDict

from jatigi.config.backup import rows

NAME = "backup.json"
PARTS = ("tables", "files", "releases", "keys")
_SEGMENT = re.compile(r"[A-Za-z0-9._@+~-]{1,150}")


def is_safe(name: str) -> bool:
    """Whether a name may stand in a backup: inside one of :data:`PARTS`, and nothing can lead out of it."""
    first, *rest = name.split("/")
    return first in PARTS and bool(rest) and all(_SEGMENT.fullmatch(one) and one not in {".", ".."} for one in rest)


class Entry(BaseModel):
    """One member of the archive."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    sha256: str
    size: int  # bytes
    rows: int = 0  # of a table


class Manifest(BaseModel):
    """``backup.json``."""

    model_config = ConfigDict(extra="forbid", strict=True)

    schema_version: int
    program: str
    made_at: str
    engine: str
    migrations: dict[str, list[str]]
    columns: dict[str, list[str]]
    entries: dict[str, Entry]
    content: str
    data_key: str
    keys: bool


def content_hash(entries: Mapping[str, Entry]) -> str:
    """The name of what tables, files and releases hold; keys are not part of it."""
    digest = hashlib.sha256()
    for name, entry in sorted(entries.items()):
        if not name.startswith("keys/"):
            digest.update(f"{name}\0{entry.sha256}\n".encode())
    return digest.hexdigest()


def migrations() -> dict[str, list[str]]:
    """The migrations of every package that is backed up, as the program knows them."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {}
    labels = {model._meta.app_label for model in rows.tables().values()}
    found: dict[str, list[str]] = {}
    for label, name in sorted(known):
        if label in labels:
            found.setdefault(label, []).append(name)
    return found


def all_columns() -> dict[str, list[str]]:
    """The columns of every table that is backed up."""
    return {table: rows.columns(model) for table, model in rows.tables().items()}
