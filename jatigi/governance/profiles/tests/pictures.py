"""Pictures for tests."""

import struct
import zlib


def png(width: int = 8, height: int = 8, note: bytes = b"", colour: bytes = b"\x40\x80\x20") -> bytes:
    """A picture of one colour, with a comment when given."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = zlib.compress((b"\0" + colour * width) * height)
    text = chunk(b"tEXt", b"Author\0" + note) if note else b""
    return b"\x89PNG\r\n\x1a\n" + head + text + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
