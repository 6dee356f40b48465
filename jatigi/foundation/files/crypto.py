"""The one file that encrypts, signs and makes keys.

Data at rest: AES-256-GCM under ``var/keys/data.key`` (mode 600), a fresh 96-bit nonce before each ciphertext.
Releases: Ed25519 (RFC 8032); ``openssl pkeyutl -verify -rawin`` checks them too.
Backups under a passphrase: scrypt (RFC 7914), then AES-256-GCM piece by piece, each bound to its place and the last one
to being the last, so that pieces cannot be changed, swapped or cut off.
"""

import base64
import contextlib
import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

_PREFIX = b"jatigi1:"

SEALED_STREAM = b"jatigi-sealed-1\n"
_PIECE = 1024 * 1024  # bytes of clear text in one piece
_TAG = 16


class CryptoError(ValueError):
    """Bytes that cannot be opened or verified: damaged, or sealed under another key."""


def write_private(path: Path, content: bytes) -> None:
    """Create ``path`` readable by its owner only.

    Raises:
        FileExistsError: a key is never overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _data_key() -> bytes:
    path: Path = settings.VAR / "keys" / "data.key"
    if not path.exists():
        # Where another process made it between the two lines, its key is the one.
        with contextlib.suppress(FileExistsError):
            write_private(path, AESGCM.generate_key(256))
    return path.read_bytes()


def seal(content: bytes, *, about: bytes = b"") -> bytes:
    """Encrypt. ``about`` (a file's id) is bound to the result, so that two sealed files cannot be swapped."""
    nonce = os.urandom(12)
    return _PREFIX + nonce + AESGCM(_data_key()).encrypt(nonce, content, about)


def open_sealed(sealed: bytes, *, about: bytes = b"") -> bytes:
    """Decrypt what :func:`seal` made.

    Raises:
        CryptoError: when the bytes were changed, belong to another ``about`` or to another key.
    """
    if not sealed.startswith(_PREFIX):
        raise CryptoError("not sealed by this program")
    body = sealed[len(_PREFIX) :]
    try:
        return AESGCM(_data_key()).decrypt(body[:12], body[12:], about)
    except InvalidTag as error:
        raise CryptoError("the sealed bytes were changed, or belong to another key") from error


def seal_text(text: str) -> str:
    """Encrypt a short text into ASCII."""
    return base64.b64encode(seal(text.encode())).decode()


def open_text(sealed: str) -> str:
    """Decrypt what :func:`seal_text` made."""
    return open_sealed(base64.b64decode(sealed)).decode()


def data_key_id() -> str:
    """Which data key this installation has, in 16 hex digits that tell nothing of it; "" where there is none yet."""
    path: Path = settings.VAR / "keys" / "data.key"
    return hashlib.sha256(b"jatigi data key\n" + path.read_bytes()).hexdigest()[:16] if path.exists() else ""


def _stream_key(passphrase: str, salt: bytes) -> AESGCM:
    # 2**16 × 8 × 128 bytes = 64 MB for each guess.
    return AESGCM(Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode()))


class SealedWriter:
    """A file to write to; its bytes reach ``target`` encrypted under a passphrase. Close it, or the end is missing."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        salt, self._nonce = os.urandom(16), os.urandom(7)
        self._key, self._target, self._pending, self._count = _stream_key(passphrase, salt), target, bytearray(), 0
        target.write(SEALED_STREAM + salt + self._nonce)

    def write(self, content: bytes) -> int:
        """Take in bytes; a piece is written once there is more than one piece."""
        self._pending += content
        while len(self._pending) > _PIECE:
            self._put(bytes(self._pending[:_PIECE]), last=False)
            del self._pending[:_PIECE]
        return len(content)

    def flush(self) -> None:
        """Pieces have one size: nothing is written before its time."""

    def close(self) -> None:
        """Write the last piece. ``target`` stays open."""
        self._put(bytes(self._pending), last=True)
        self._pending.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._key.encrypt(_piece_nonce(self._nonce, self._count, last=last), piece, SEALED_STREAM))
        self._count += 1


def open_sealed_stream(source: BinaryIO, target: BinaryIO, passphrase: str) -> None:
    """Decrypt what :class:`SealedWriter` wrote, from just behind :data:`SEALED_STREAM`.

    Raises:
        CryptoError: another passphrase, or bytes that were changed or cut off.
    """
    head = source.read(23)
    if len(head) < 23:
        raise CryptoError("the sealed file is cut off")
    key, nonce, count = _stream_key(passphrase, head[:16]), head[16:], 0
    piece = source.read(_PIECE + _TAG)
    while True:
        following = source.read(_PIECE + _TAG)
        try:
            target.write(key.decrypt(_piece_nonce(nonce, count, last=not following), piece, SEALED_STREAM))
        except InvalidTag as error:
            raise CryptoError("another passphrase, or the file was changed or cut off") from error
        if not following:
            return
        piece, count = following, count + 1


def _piece_nonce(prefix: bytes, count: int, *, last: bool) -> bytes:
    return prefix + count.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


def make_release_key(folder: Path) -> None:
    """Make ``release.key`` (private, mode 600) and ``release.pub`` in ``folder`` unless they are there."""
    private_path = folder / "release.key"
    if private_path.exists():
        return
    key = Ed25519PrivateKey.generate()
    write_private(private_path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / "release.pub").write_bytes(public)


def load_release_key(path: Path) -> Ed25519PrivateKey:
    """Read a private release key (PEM).

    Raises:
        CryptoError: not an Ed25519 private key.
        OSError: the file cannot be read.
    """
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise CryptoError(f"{path.name} is not a private key in PEM form") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CryptoError(f"{path.name} is not an Ed25519 key")
    return key


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """The public half, in PEM form."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def load_public_key(pem: bytes) -> Ed25519PublicKey:
    """Read a public key in PEM form.

    Raises:
        CryptoError: not an Ed25519 public key.
    """
    try:
        key = load_pem_public_key(pem)
    except ValueError as error:
        raise CryptoError("not a public key in PEM form") from error
    if not isinstance(key, Ed25519PublicKey):
        raise CryptoError("not an Ed25519 key")
    return key


def key_id(key: Ed25519PublicKey) -> str:
    """The first 16 hex digits of the SHA-256 of the raw public key: how releases and people name it."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def verify(key: Ed25519PublicKey, signature: bytes, content: bytes) -> bool:
    """Whether ``signature`` is the key's over ``content``."""
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True
