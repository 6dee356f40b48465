"""Which seals this installation accepts: its own key, and those listed in ``keys/trusted.yaml``.

The list is a file that a person keeps, not a table: a stolen database must not be able to make a key trusted.
"""

import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from jatigi.foundation.files import crypto, yaml
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.releases.sealed import TrustedKey


class _Key(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    id: str = Field(pattern=r"^[0-9a-f]{16}$")
    pem: str
    valid_from: datetime.date | None = Field(default=None, alias="from")
    until: datetime.date | None = None
    revoked: datetime.date | None = None
    owner: str = ""  # whose key it is, for the people who keep the list


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    keys: list[_Key]


def trusted_keys(folder: Path) -> dict[str, TrustedKey]:
    """The keys whose seal counts, by id, from ``folder`` (``JATIGI_VAR/keys``).

    ``trusted.yaml`` has the key ``keys``: a list of ``{id, pem, from, until, revoked, owner}``, of which ``id`` and
    ``pem`` are needed. What it says of the installation's own key (a revocation) holds too.

    Raises:
        DocumentError: when the list cannot be read, or an id is not that of its key.
    """
    found: dict[str, TrustedKey] = {}
    own = folder / "release.pub"
    if own.exists():
        pem = own.read_text("ascii")
        identifier = crypto.key_id(crypto.load_public_key(pem.encode()))
        found[identifier] = TrustedKey(identifier, pem)
    path = folder / "trusted.yaml"
    return found | (_listed(path) if path.exists() else {})


def _listed(path: Path) -> dict[str, TrustedKey]:
    document = yaml.read(path)
    found: dict[str, TrustedKey] = {}
    for index, key in enumerate(yaml.validate(document, _List).keys):
        place = ("keys", index, "pem")
        try:
            actual = crypto.key_id(crypto.load_public_key(key.pem.encode()))
        except (crypto.CryptoError, UnicodeEncodeError) as error:
            raise DocumentError(
                [document.problem(place, _("a key that cannot be read"), _("an Ed25519 public key (PEM)"))]
            ) from error
        if actual != key.id or key.id in found:
            raise DocumentError([document.problem(place, _("the key %(key)s", key=actual), key.id)])
        found[key.id] = TrustedKey(key.id, key.pem, key.valid_from, key.until, key.revoked)
    return found


def single_key(path: Path) -> dict[str, TrustedKey]:
    """One public key given by hand (``release verify --key``).

    Raises:
        DocumentError: when the file is not an Ed25519 public key.
    """
    try:
        pem = path.read_text("ascii")
        identifier = crypto.key_id(crypto.load_public_key(pem.encode()))
    except (OSError, UnicodeDecodeError, crypto.CryptoError) as error:
        from jatigi.foundation.files.problems import Problem

        found = _("not a public key that can be read")
        raise DocumentError([Problem(path.name, 0, 0, (), found, _("an Ed25519 public key (PEM)"))]) from error
    return {identifier: TrustedKey(identifier, pem)}
