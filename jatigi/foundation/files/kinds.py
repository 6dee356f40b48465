"""What a file really is, read from its bytes; and what of it must not travel on (a photo's place, an author)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from jatigi.foundation.files.archives import ArchiveError, check_office

PNG = b"\x89PNG\r\n\x1a\n"
#: Chunks of a PNG that carry pixels and colour. Others (text, time, EXIF) tell about people and are left out.
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
)


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken in."""

    media_type: str
    suffix: str


PDF = Kind("application/pdf", ".pdf")
PNG_IMAGE = Kind("image/png", ".png")
JPEG_IMAGE = Kind("image/jpeg", ".jpg")
WORD = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
EXCEL = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
TEXT = Kind("text/plain; charset=utf-8", ".txt")
ACCEPTED = (PDF, PNG_IMAGE, JPEG_IMAGE, WORD, EXCEL, TEXT)


def kind_of(content: bytes) -> Kind | None:
    """The kind of these bytes, whatever the file is called; None for all that is not taken in.

    A PDF or image that hides a second format (a zip behind it, markup before it) is not taken in either.
    """
    if content.startswith(b"%PDF-"):
        return PDF if b"%%EOF" in content[-2048:] and not _zip_behind(content) else None
    if content.startswith(PNG):
        return PNG_IMAGE if _png_is_whole(content) else None
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG_IMAGE if content.rstrip(b"\0").endswith(b"\xff\xd9") else None
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return TEXT if _is_text(content) else None


def _zip_behind(content: bytes) -> bool:
    """Whether a reader of zip files, which looks from the end, would find an archive here."""
    return b"PK\x05\x06" in content[-65_600:]


def _office(content: bytes) -> Kind | None:
    for name, kind in (("docx", WORD), ("xlsx", EXCEL)):
        try:
            check_office(content, name)  # type: ignore[arg-type]
        except ArchiveError:
            continue
        return kind
    return None


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(character < " " and character not in "\t\n\r\f" for character in text):
        return False
    # Markup is refused: a browser that guesses would run it.
    return not text.lstrip().lower().startswith(("<!doctype", "<html", "<svg", "<?xml", "<script"))


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, whole chunk) in order; stops where the file does not go on as a PNG."""
    at = len(PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        if at + 12 + length > len(content):
            return
        yield content[at + 4 : at + 8], content[at : at + 12 + length]
        at += 12 + length


def _png_is_whole(content: bytes) -> bool:
    chunks = list(_png_chunks(content))
    names = [name for name, _ in chunks]
    length = len(PNG) + sum(len(chunk) for _, chunk in chunks)
    return names[:1] == [b"IHDR"] and names[-1:] == [b"IEND"] and length == len(content)


def without_metadata(content: bytes, kind: Kind) -> bytes:
    """The same picture without what a camera or a program wrote about the person: EXIF, XMP, comments, times.

    Other kinds come back unchanged: a document's own properties are part of the evidence.
    """
    if kind is PNG_IMAGE:
        return PNG + b"".join(chunk for name, chunk in _png_chunks(content) if name in PNG_KEPT)
    if kind is JPEG_IMAGE:
        return _jpeg_without_metadata(content)
    return content


def _jpeg_without_metadata(content: bytes) -> bytes:
    """Leaves out the APP1–APP15 and comment segments before the picture; keeps APP0 (density) and APP14 (colours)."""
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        marker = content[at + 1]
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        segment = content[at : at + 2 + length]
        private = 0xE1 <= marker <= 0xEF and marker != 0xEE
        if not private and marker != 0xFE:
            kept.append(segment)
        at += 2 + length
    return b"".join(kept) + content[at:]
