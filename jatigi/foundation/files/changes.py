"""Taking files in. The bytes are on disk, whole and synced, before the row that names them exists."""

import hashlib
import os
import re
import tempfile
import unicodedata
import uuid
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.audit.changes import Actor
from jatigi.foundation.files import crypto
from jatigi.foundation.files.kinds import ACCEPTED, Kind, kind_of, without_metadata
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import DocumentError, Problem, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.places.models import Place

MOST = 20 * 1024 * 1024  # bytes


def store_file(content: bytes, *, name: str, jurisdiction: Place, restricted: bool, by: Actor | None) -> StoredFile:
    """Keep one file for a jurisdiction. Pictures lose their metadata; restricted files are encrypted.

    ``sha256`` and ``size`` are of the bytes as kept, before encryption.

    Raises:
        DocumentError: empty, too large, or of a kind that is not taken in. Nothing is kept.
    """
    kind = accepted_kind(content, name)
    content = without_metadata(content, kind)
    stored = StoredFile(
        id=uuid.uuid4(),
        jurisdiction=jurisdiction,
        name=clean_name(name, kind),
        media_type=kind.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        restricted=restricted,
        stored_at=timezone.now(),
        stored_by=getattr(by, "public_id", None),
    )
    _write(path_of(stored), crypto.seal(content, about=stored.id.bytes) if restricted else content)
    with audit.entry("file.store", by=by, kind="files.StoredFile", sha256=stored.sha256) as record:
        stored.save(force_insert=True)
        record.objects.append(str(stored.pk))
    return stored


def accepted_kind(content: bytes, name: str) -> Kind:
    """What the file is.

    Raises:
        DocumentError: empty, too large, or not taken in.
    """
    file = shown(name)
    if not content:
        raise DocumentError([Problem(file, 0, 0, (), _("the file is empty"), "", _("Choose the file again."))])
    if len(content) > MOST:
        found = _("the file has %(size)s MB", size=round(len(content) / 1024 / 1024, 1))
        advice = _("Make it smaller, for instance by scanning in grey, and send it again.")
        raise DocumentError([Problem(file, 0, 0, (), found, _("up to %(most)s MB", most=MOST // 1024 // 1024), advice)])
    kind = kind_of(content)
    if kind is None:
        accepted = ", ".join(one.suffix[1:] for one in ACCEPTED)
        advice = _("Save it as PDF and send it again. The kind is read from the content, not from the name.")
        raise DocumentError([Problem(file, 0, 0, (), _("this kind of file is not taken in"), accepted, advice)])
    return kind


def clean_name(name: str, kind: Kind) -> str:
    """A name that can be shown and saved anywhere: no folders, no control or direction marks, its kind's ending."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    last = "".join(c for c in last if c.isprintable() and unicodedata.category(c) not in {"Cf", "Cc", "Co"})
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", last).strip(" .") or "document"
    return stem[:150] + kind.suffix


def path_of(stored: StoredFile) -> Path:
    """Where the bytes lie: open ones by their hash, restricted ones by their id (equal files look different)."""
    folder: Path = settings.VAR / "files"
    key = stored.id.hex if stored.restricted else stored.sha256
    return folder / ("sealed" if stored.restricted else "open") / key[:2] / key


def _write(path: Path, content: bytes) -> None:
    if path.exists():  # the same open file was kept before
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
