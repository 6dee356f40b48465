"""Which seals count: the installation's own, and the list that a person keeps."""

import datetime
from pathlib import Path

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jatigi.foundation.files import crypto
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.releases import keys
from jatigi.governance.releases.tests.conftest import KEY_ID, PEM

OTHER = Ed25519PrivateKey.from_private_bytes(b"\x09" * 32)
OTHER_ID, OTHER_PEM = crypto.key_id(OTHER.public_key()), crypto.public_pem(OTHER).decode()


def listed(folder: Path, *entries: dict[str, object]) -> Path:
    (folder / "trusted.yaml").write_text(yaml.safe_dump({"keys": list(entries)}, sort_keys=False))
    return folder


def test_nobody_is_trusted_from_the_start(tmp_path: Path) -> None:
    assert keys.trusted_keys(tmp_path) == {}


def test_our_own_key_counts(tmp_path: Path) -> None:
    (tmp_path / "release.pub").write_text(PEM)
    assert set(keys.trusted_keys(tmp_path)) == {KEY_ID}


def test_the_list_adds_others_with_their_dates(tmp_path: Path) -> None:
    entry = {"id": OTHER_ID, "pem": OTHER_PEM, "from": datetime.date(2026, 1, 1), "owner": "SEN"}
    found = keys.trusted_keys(listed(tmp_path, entry))
    assert found[OTHER_ID].valid_from == datetime.date(2026, 1, 1)
    assert found[OTHER_ID].revoked is None


def test_the_list_can_revoke_our_own(tmp_path: Path) -> None:
    (tmp_path / "release.pub").write_text(PEM)
    entry = {"id": KEY_ID, "pem": PEM, "revoked": datetime.date(2026, 6, 1)}
    assert keys.trusted_keys(listed(tmp_path, entry))[KEY_ID].revoked == datetime.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"id": KEY_ID, "pem": OTHER_PEM}, OTHER_ID),
        ({"id": KEY_ID, "pem": "no key"}, "cannot be read"),
        ({"id": KEY_ID, "pem": "clé"}, "cannot be read"),
        ({"id": "short", "pem": PEM}, "short"),
        ({"id": KEY_ID, "pem": PEM, "until": "soon"}, "soon"),
        ({"id": KEY_ID, "pem": PEM, "colour": "red"}, "colour"),
    ],
)
def test_a_slip_in_the_list_is_named(tmp_path: Path, entry: dict[str, object], found: str) -> None:
    with pytest.raises(DocumentError, match=found) as caught:
        keys.trusted_keys(listed(tmp_path, entry))
    assert caught.value.problems[0].file == "trusted.yaml"
    assert caught.value.problems[0].line >= 2


def test_a_key_twice_is_refused(tmp_path: Path) -> None:
    entry = {"id": OTHER_ID, "pem": OTHER_PEM}
    with pytest.raises(DocumentError):
        keys.trusted_keys(listed(tmp_path, entry, entry))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"-----BEGIN PUBLIC KEY-----\nxx\n-----END PUBLIC KEY-----\n"])
def test_a_single_key_that_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "release.pub").write_bytes(content)
    with pytest.raises(DocumentError, match=r"release\.pub"):
        keys.single_key(tmp_path / "release.pub")
