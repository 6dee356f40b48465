"""Bytes before meaning: the files of a folder or zip, the manifest that names them all, and the seal on the manifest.

The manifest is ``sha256sum``'s own format, the seal an Ed25519 signature of its bytes, so that anyone can check a
release without this program: ``sha256sum -c MANIFEST.sha256`` and ``openssl pkeyutl -verify``.
"""

import datetime
import hashlib
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jatigi.foundation.files import crypto
from jatigi.foundation.files.archives import RELEASE_LIMITS, ArchiveError, read_zip
from jatigi.foundation.files.problems import Problem, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.releases.errors import ReleaseError, from_archive, problem, refusal
from jatigi.governance.releases.layout import MANIFEST, SIGNATURE
from jatigi.governance.releases.shapes import ReleaseFile

_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9@][A-Za-z0-9._@-]*(?:/[A-Za-z0-9@][A-Za-z0-9._@-]*)*)\Z")
_AGAIN = _("Get the release again from whoever published it.")


@dataclass(frozen=True)
class TrustedKey:
    """A key whose seal is accepted. Both dates belong to the time of its validity; ``revoked`` is the first day without
    trust."""

    id: str
    pem: str
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    revoked: datetime.date | None = None


Trusted = Mapping[str, "TrustedKey | str | bytes"]


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """The manifest of ``files``, by name in code-point order."""
    return "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files)).encode()


def files_of(source: Path) -> dict[str, ReleaseFile]:
    """Every file of a folder or zip, by its name in the release.

    Raises:
        ReleaseError: neither folder nor zip; a link, a special file, too many or too large files.
    """
    if source.is_dir():
        return _files_of_folder(source)
    try:
        members = read_zip(source, RELEASE_LIMITS)
    except ArchiveError as error:
        raise from_archive(error) from error
    return {name: _file(name, content, lambda content=content: content) for name, content in members.items()}  # type: ignore[misc]


def _file(name: str, content: bytes, read: Callable[[], bytes]) -> ReleaseFile:
    return ReleaseFile(name, len(content), digest(content), read)


def _files_of_folder(folder: Path) -> dict[str, ReleaseFile]:
    found: dict[str, ReleaseFile] = {}
    unpacked = 0
    for path in sorted(_walk(folder)):
        name = path.relative_to(folder).as_posix()
        content = _read(path, name)
        unpacked += len(content)
        if len(found) >= RELEASE_LIMITS.members or unpacked > RELEASE_LIMITS.unpacked:
            most = RELEASE_LIMITS.members
            raise refusal(folder.name, _("more than %(most)s files, or too many bytes", most=most), "", _AGAIN)
        found[name] = _file(name, content, _rereading(path, name, digest(content)))
    return found


def member(folder: Path, name: str, manifest: str) -> bytes:
    """One file of a registered release without reading the others. ``manifest`` is the manifest's hash as noted.

    Raises:
        ReleaseError: the manifest or the file is missing or changed.
    """
    listed = _read(folder / MANIFEST, MANIFEST)
    content = _read(folder / name, name)
    for path, found, wanted in (
        (MANIFEST, digest(listed), manifest),
        (name, digest(content), _read_manifest(listed).get(name, "")),
    ):
        if found != wanted:
            what = _("bytes with the hash %(hash)s", hash=found)
            raise refusal(path, what, _("the hash %(hash)s", hash=wanted), _AGAIN)
    return content


def _walk(folder: Path) -> list[Path]:
    paths: list[Path] = []
    try:
        for parent, folders, names in os.walk(folder, onerror=_stop):
            for name in [*folders, *names]:
                mode = (Path(parent) / name).lstat().st_mode
                if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                    raise refusal(shown(name), _("a link or a special file"), _("files and folders"), _AGAIN)
            paths += [Path(parent) / name for name in names]
            if len(paths) > RELEASE_LIMITS.members:
                raise refusal(folder.name, _("more than %(most)s files", most=RELEASE_LIMITS.members), "", _AGAIN)
    except OSError as error:
        raise refusal(folder.name, _("the folder cannot be read: %(why)s", why=error.strerror or error)) from error
    return paths


def _stop(error: OSError) -> None:
    raise error


def _read(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(RELEASE_LIMITS.member + 1)
    except OSError as error:
        raise refusal(name, _("the file cannot be read: %(why)s", why=error.strerror or error)) from error
    if len(content) > RELEASE_LIMITS.member:
        raise refusal(name, _("more than %(size)s bytes", size=RELEASE_LIMITS.member), "", _AGAIN)
    return content


def _rereading(path: Path, name: str, sha256: str) -> Callable[[], bytes]:
    """Read the file when it is wanted, and once more prove that it is the one that was verified."""

    def read() -> bytes:
        content = _read(path, name)
        if digest(content) != sha256:
            raise refusal(name, _("the file changed after it was verified"), "", _AGAIN)
        return content

    return read


def check_manifest(files: Mapping[str, ReleaseFile]) -> None:
    """The manifest names every file, every file named is there, and each has its hash.

    Raises:
        ReleaseError: naming every file that is missing, extra or changed.
    """
    if MANIFEST not in files:
        raise refusal(MANIFEST, _("the file is missing"), _("the list of all files with their hashes"), _AGAIN)
    named = _read_manifest(files[MANIFEST].read())
    problems: list[Problem] = []
    for name in sorted(named.keys() | (files.keys() - {MANIFEST, SIGNATURE})):
        if name not in files:
            problems.append(problem(name, _("the file is missing"), _("every file the manifest names"), _AGAIN))
        elif name not in named:
            problems.append(
                problem(shown(name), _("a file that the manifest does not name"), _("only files it names"), _AGAIN)
            )
        elif files[name].sha256 != named[name]:
            found = _("bytes with the hash %(hash)s", hash=files[name].sha256)
            problems.append(problem(name, found, _("the hash %(hash)s", hash=named[name]), _AGAIN))
    if problems:
        raise ReleaseError(problems)


def _read_manifest(content: bytes) -> dict[str, str]:
    accepted = _("lines of a hash, two spaces and a name, sorted by name")
    if len(content) > RELEASE_LIMITS.members * 400 or not content.endswith(b"\n"):
        raise refusal(MANIFEST, _("a list that is too long or cut off"), accepted, _AGAIN)
    named: dict[str, str] = {}
    last = ""
    for number, line in enumerate(content[:-1].split(b"\n"), 1):
        match = _LINE.match(line.decode("ascii", "replace"))
        if match is None or match[2] in {MANIFEST, SIGNATURE} or match[2] <= last:
            raise refusal(
                MANIFEST, _("the line “%(line)s”", line=shown(line.decode("utf-8", "replace"))), accepted, _AGAIN,
                line=number,
            )  # fmt: skip
        last = match[2]
        named[last] = match[1]
    return named


def check_seal(
    files: Mapping[str, ReleaseFile], key_id: str, trusted: Trusted, *, on: datetime.date | None = None
) -> None:
    """The manifest bears the seal of ``key_id``, and that key is trusted.

    ``on`` is the day on which the release is taken in; without it a key's dates are not looked at, its revocation is.

    Raises:
        ReleaseError: no seal, an unknown, early, expired or revoked key, or another key's seal.
    """
    key = _key(key_id, trusted, on)
    if SIGNATURE not in files:
        raise refusal(SIGNATURE, _("the seal is missing"), _("an Ed25519 signature of the manifest"), _AGAIN)
    try:
        public = crypto.load_public_key(key.pem.encode())
    except crypto.CryptoError as error:
        raise refusal(key.id, _("the trusted key cannot be read"), _("an Ed25519 public key (PEM)")) from error
    if crypto.key_id(public) != key_id:
        found = _("a release sealed with %(found)s", found=shown(key_id))
        raise refusal(SIGNATURE, found, _("the key %(key)s", key=crypto.key_id(public)), _AGAIN)
    if not crypto.verify(public, files[SIGNATURE].read(), files[MANIFEST].read()):
        found = _("a seal that is not of key %(key)s on this manifest", key=key_id)
        raise refusal(SIGNATURE, found, _("that key’s signature of the manifest"), _AGAIN)


def _key(key_id: str, trusted: Trusted, on: datetime.date | None) -> TrustedKey:
    given = trusted.get(key_id)
    if given is None:
        accepted = ", ".join(sorted(trusted)) or _("no key is trusted yet")
        raise refusal(
            SIGNATURE, _("the unknown key %(key)s", key=shown(key_id)), accepted,
            _("Add the key to the trusted keys once its owner has confirmed it."),
        )  # fmt: skip
    key = (
        given
        if isinstance(given, TrustedKey)
        else TrustedKey(key_id, given if isinstance(given, str) else given.decode("ascii", "replace"))
    )
    advice = _("Ask the publisher for a release sealed with a valid key.")
    if key.revoked is not None and (on is None or on >= key.revoked):
        found = _("the key %(key)s, revoked on %(day)s", key=key.id, day=key.revoked)
        raise refusal(SIGNATURE, found, _("a key that is not revoked"), advice)
    if on is not None and key.valid_from is not None and on < key.valid_from:
        found = _("the key %(key)s, valid only from %(day)s", key=key.id, day=key.valid_from)
        raise refusal(SIGNATURE, found, _("a key that is valid today"), advice)
    if on is not None and key.valid_until is not None and on > key.valid_until:
        found = _("the key %(key)s, valid only until %(day)s", key=key.id, day=key.valid_until)
        raise refusal(SIGNATURE, found, _("a key that is valid today"), advice)
    return key
