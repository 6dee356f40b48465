"""Filling the index from verified releases: one at a time when it is published, or all anew.

``index_release`` and ``reindex`` are the only functions that write the tables of this package. Each is one transaction:
readers see the index as it was until the new one is complete.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jatigi.governance.releases.reader import Release
from jatigi.portal import models
from jatigi.portal.index import flags, frameworks, record, register, rounds

__all__ = ["FORM", "IndexingError", "Report", "forget_release", "index_release", "reindex"]

IndexingError = frameworks.IndexingError
FORM = 3  # raised when the tables or what is computed into them change, so that cached pages are given up


@dataclass
class Report:
    """What a rebuild did: the ids that are in the index, and those that could not be taken, with the reason."""

    indexed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def index_release(release: Release, path: Path, *, public_key: str = "") -> None:
    """Show a release: add its rows, or replace them where it is there already.

    Args:
        release: as :func:`jatigi.governance.releases.reader.open_release` gave it, so verified.
        path: the folder its files lie in; its zip stands beside it as ``<folder>.zip``.
        public_key: the PEM of the key that sealed it, offered to readers who want to check the seal themselves.

    Raises:
        IndexingError: it brings another text of a framework that is published already.
    """
    with transaction.atomic():
        models.PublishedRelease.objects.filter(pk=release.id).delete()
        _add(release, path, public_key)
        flags.mark_jurisdiction(release.jurisdiction)
        flags.mark_instruments({row.id for row in release.instruments})
        _turn()


def forget_release(release_id: str, remaining: Iterable[tuple[Release, Path]]) -> Report:
    """Take a withdrawn release off the pages. What it alone said about the register goes with it, so all is rebuilt."""
    return reindex(item for item in remaining if item[0].id != release_id)


def reindex(releases: Iterable[tuple[Release, Path]], *, public_keys: dict[str, str] | None = None) -> Report:
    """Build the whole index anew, in the order given. Releases may come from a generator: one is held at a time.

    A release that cannot be taken (see :func:`index_release`) is left out and named in the report.
    ``public_keys`` are PEM texts by key id.
    """
    report = Report()
    with transaction.atomic():
        for model in (models.PublishedRelease, models.PublishedFramework):
            model.objects.all().delete()
        for release, path in releases:
            try:
                with transaction.atomic():
                    _add(release, path, (public_keys or {}).get(release.key_id, ""))
            except IndexingError as error:
                report.refused[release.id] = str(error)
            else:
                report.indexed.append(release.id)
        flags.mark_all()
        _turn()
    return report


def _add(release: Release, path: Path, public_key: str) -> None:
    known = frameworks.add(release)
    row = rounds.add(release, known, folder=_relative(path), public_key=public_key)
    rounds.add_files(release, path)
    register.add(release, row)
    record.add(release, row)


def _relative(path: Path) -> str:
    """The folder as noted: below the data directory where it lies there, so that the directory may move."""
    resolved, var = Path(path).resolve(), Path(settings.VAR).resolve()
    return resolved.relative_to(var).as_posix() if resolved.is_relative_to(var) else resolved.as_posix()


def _turn() -> None:
    """A new generation: whatever was cached of the old one no longer counts."""
    manifests = models.PublishedRelease.objects.order_by("pk").values_list("pk", "manifest_sha256", "shown", "current")
    digest = hashlib.sha256(repr((FORM, list(manifests))).encode()).hexdigest()
    models.Generation.objects.update_or_create(pk=1, defaults={"digest": digest, "changed_at": timezone.now()})
