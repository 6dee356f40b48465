"""Reads: which releases there are, and opening one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from jatigi.governance.profiles.licences import DEFAULT_LICENCE
from jatigi.governance.releases import keys, layout, parsing, reader, sealed, storage
from jatigi.governance.releases.models import Erratum, Release, Terms
from jatigi.governance.releases.public_fields import PUBLIC_FIELDS
from jatigi.governance.releases.sealed import TrustedKey


@dataclass(frozen=True)
class Asked:
    """An indicator as a release asked it."""

    number: str
    name: Mapping[str, str]


def published_releases() -> list[Release]:
    """Every release that the public side shows, in the order in which they came in: what an index is rebuilt from."""
    return list(Release.objects.filter(state="published"))


def releases_of(round: str) -> list[Release]:
    """The releases of a round, the newest first, withdrawn ones too, with who registered them."""
    found = Release.objects.filter(round=round).select_related("registered_by", "withdrawn_by")
    return sorted(found, key=lambda one: (one.registered_at, one.id), reverse=True)


def latest(round: str, origin: str) -> Release | None:
    """The release of our own that a next one follows: the last of its round, withdrawn or not."""
    own = Release.objects.filter(round=round, origin=origin, imported=False)
    return max(own, key=lambda one: one.number, default=None)


def licence_of(round: str) -> str:
    """The licence under which the next release of a round goes out."""
    return Terms.objects.filter(pk=round).values_list("licence", flat=True).first() or DEFAULT_LICENCE


def errata_of(release: str) -> list[Erratum]:
    """What was recorded of a release and not taken back, in order, with who recorded it."""
    found = Erratum.objects.filter(release=release, taken_back_at=None).select_related("recorded_by")
    return sorted(found, key=lambda one: one.number)


def waiting_errata(round: str) -> int:
    """How many errata of a round's releases no release carries yet."""
    return Erratum.objects.filter(release__round=round, taken_back_at=None, carried_by=None).count()


def indicators_of(release: Release) -> dict[str, Asked]:
    """The indicators of a registered release by code, in its order.

    Raises:
        ReleaseError: a byte of what is read changed, or a file is missing.
    """
    content = sealed.member(storage.folder_of(release.pk), layout.PROFILE, release.manifest_sha256)
    profile = parsing.json_object(content, layout.PROFILE)
    return {
        answer["indicator"]: Asked(answer["number"], answer["name"])
        for dimension in profile["dimensions"]
        for answer in dimension["answers"]
    }


def errata_known(jurisdiction: str, origin: str) -> list[dict[str, Any]]:
    """The errata of our own releases of a country, of one origin, as a release states them.

    They are of the country, not only of the round: a round that is closed for good has no next release of its own.
    """
    rows = Erratum.objects.filter(
        release__jurisdiction=jurisdiction, release__origin=origin, release__imported=False, taken_back_at=None
    ).values(*PUBLIC_FIELDS["releases.Erratum"])
    return [
        {
            "release": row["release_id"],
            "number": row["number"],
            "indicator": row["indicator"],
            "wrong": row["wrong"].plain(),
            "right": row["right"].plain(),
            "since": row["since"].isoformat(),
            "recorded": timezone.localdate(row["recorded_at"]).isoformat(),
        }
        for row in sorted(rows, key=lambda row: (row["release_id"], row["number"]))
    ]


def opened(release_id: str) -> reader.Release:
    """A registered release, its bytes compared with the hash that was noted when it came in.

    Raises:
        Release.DoesNotExist: it is not registered.
        ReleaseError: a byte changed, or a file is missing.
    """
    release = Release.objects.get(pk=release_id)
    return reader.open_release(storage.folder_of(release.pk), None, manifest=release.manifest_sha256)


def bounds_of(release: Release) -> dict[str, tuple[float, float]]:
    """The goalposts that a registered release froze, read without the rest of it.

    Raises:
        ReleaseError: a byte of what is read changed, or a file is missing.
    """
    facts = reader.facts_of(storage.folder_of(release.pk), release.manifest_sha256)
    return {indicator: (low, high) for indicator, (low, high) in facts["bounds"].items()}


def folder_of(release_id: str) -> Path:
    """Where the files of a registered release lie."""
    return storage.folder_of(release_id)


def zip_of(release_id: str) -> Path:
    """Where its zip lies."""
    return storage.zip_of(release_id)


def key_folder() -> Path:
    """Where the keys of this installation lie."""
    folder: Path = settings.VAR / "keys"
    return folder


def trusted() -> dict[str, TrustedKey]:
    """The keys whose seal this installation accepts.

    Raises:
        DocumentError: when ``keys/trusted.yaml`` cannot be read.
    """
    return keys.trusted_keys(key_folder())
