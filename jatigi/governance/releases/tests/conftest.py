"""A release of the small round, built once and handed to every test as files by name."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import translation

from jatigi.foundation.files import crypto
from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles.queries import profile_of
from jatigi.governance.releases import build, storage
from jatigi.governance.releases.freeze import Frozen, freeze
from jatigi.governance.releases.sealed import TrustedKey
from jatigi.governance.releases.tests import world as small
from jatigi.governance.releases.tests.record import Record

KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
KEY_ID = crypto.key_id(KEY.public_key())
PEM = crypto.public_pem(KEY).decode()
TRUSTED = {KEY_ID: TrustedKey(KEY_ID, PEM)}
BUILT_FOR = datetime.date(2026, 3, 2)
_BUILT: dict[str, bytes] = {}


def frozen_of(world: small.World) -> Frozen:
    """The round frozen as ``prepare`` does it."""
    return frozen_at(world, small.DECIDED, BUILT_FOR)


def frozen_at(world: small.World, moment: datetime.datetime, day: datetime.date) -> Frozen:
    """The round as known at a moment, for a day."""
    round = Round.objects.get(pk=world.round.pk)
    return freeze(round, profile_of(round, moment, today=day), as_known_at=moment, built_for=day)


def sealed_again(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest and a seal that are right for them: what a mistaken publisher would hand out."""
    return build.sealed_files(files, KEY)


def folder_with(folder: Path, files: dict[str, bytes], name: str = "given") -> Path:
    storage.put(folder, name, files, build.zipped(files, BUILT_FOR))
    return folder / name


@pytest.fixture(autouse=True)
def _messages_in_english() -> Iterator[None]:
    """Whether or not the catalogues are compiled. Pages choose their language by their address."""
    with translation.override("en"):
        yield


@pytest.fixture
def world(cast: Any) -> small.World:
    """The round with its secrets, see :mod:`.world`."""
    world = small.build_world(cast)
    world.record = Record(world)
    return world


@pytest.fixture
def files(world: small.World) -> dict[str, bytes]:
    """The release's files. Printed once: documents take a second."""
    if not _BUILT:
        _BUILT.update(build.build(frozen_of(world), predecessor="", key=KEY))
    return dict(_BUILT)


@pytest.fixture
def folder(files: dict[str, bytes], tmp_path: Path) -> Path:
    """The release as a folder; its zip lies beside it as ``given.zip``."""
    return folder_with(tmp_path, files)


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    """A data directory of its own, with the key of the tests as the installation's."""
    settings.VAR = tmp_path / "var"
    (settings.VAR / "keys").mkdir(parents=True)
    (settings.VAR / "keys/release.pub").write_text(PEM)
    return Path(settings.VAR)
