"""Reading stored files back."""

import hashlib

from jatigi.foundation.files import crypto
from jatigi.foundation.files.changes import path_of
from jatigi.foundation.files.models import StoredFile


class FileDamaged(OSError):
    """The bytes on disk are not those that were taken in."""


def read_file(stored: StoredFile) -> bytes:
    """The bytes as they were kept, decrypted where restricted.

    Raises:
        FileDamaged: they are gone or were changed on disk.
    """
    try:
        content = path_of(stored).read_bytes()
        if stored.restricted:
            content = crypto.open_sealed(content, about=stored.id.bytes)
    except (OSError, crypto.CryptoError) as error:
        raise FileDamaged(str(stored.id)) from error
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileDamaged(str(stored.id))
    return content
