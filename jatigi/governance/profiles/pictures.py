"""Whether a picture can be printed as a logo: what it is, how large it is, and that it can really be drawn.

A picture that cannot be decoded would stop the release at the very end, far from the person who brought it.
"""

import struct
import tempfile
from pathlib import Path
from typing import Final

import typst

from jatigi.foundation.files.kinds import JPEG_IMAGE, PNG_IMAGE, kind_of, without_metadata
from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_SIDE: Final = 4000  # pixels: a small file can unfold to gigabytes
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG segments that say the picture's size


def fault_of(content: bytes) -> Phrase | None:
    """Why these bytes cannot be a logo, and what to do; None when they can."""
    if len(content) > MOST_BYTES:
        return _("The picture is larger than 2 MB. Make it smaller and send it again.")
    kind = kind_of(content)
    if kind not in (PNG_IMAGE, JPEG_IMAGE):
        return _("This is neither a PNG nor a JPEG picture. Save the logo as PNG and send it again.")
    size = _png_size(content) if kind is PNG_IMAGE else _jpeg_size(content)
    if size is None or not all(0 < side <= MOST_SIDE for side in size):
        return _("The picture has more than %(most)s pixels on a side, or does not say its size.", most=MOST_SIDE)
    if not _can_be_drawn(without_metadata(content, kind)):
        return _("The picture is damaged: it cannot be drawn. Save it anew as PNG and send it again.")
    return None


def _png_size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _can_be_drawn(content: bytes) -> bool:
    """Whether Typst draws it. The picture lies in a folder of its own: among the files that are given by name Typst
    takes text only."""
    with tempfile.TemporaryDirectory(prefix="jatigi-logo-") as folder:
        source = Path(folder) / "main.typ"
        source.write_text(
            '#set page(width: 20pt, height: 20pt, margin: 0pt)\n#image("logo", width: 20pt)', encoding="utf-8"
        )
        (Path(folder) / "logo").write_bytes(content)
        try:
            typst.compile(source, root=Path(folder), format="png", ignore_system_fonts=True)
        except typst.TypstError:
            return False
    return True
