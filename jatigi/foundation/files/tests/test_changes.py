"""Promise 26: what is uploaded is taken for what it is, kept whole, and encrypted where restricted."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.conf import LazySettings

from jatigi.foundation.files.changes import MOST, clean_name, path_of, store_file
from jatigi.foundation.files.kinds import PDF, PNG, kind_of
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.queries import FileDamaged, read_file
from jatigi.foundation.places.models import Place

PAGE = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PICTURE = (
    PNG
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"tEXt", b"Author\0MARKER-PERSON")
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)
PHOTO = b"\xff\xd8\xff\xe1\x00\x10Exif\0\0MARKER-M" + b"\xff\xdb\x00\x04\x00\x00" + b"\xff\xda\x00\x02data\xff\xd9"


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.fixture
def mali(db: None, settings: LazySettings, tmp_path: Path) -> Place:
    settings.VAR = tmp_path
    return Place.objects.create(code="MLI", kind="country", name={"fr": "Mali"})


def test_a_file_comes_back_as_it_was(mali: Place) -> None:
    stored = store_file(PAGE, name="Loi 04-058.pdf", jurisdiction=mali, restricted=False, by=None)
    assert (stored.media_type, stored.size, stored.name) == ("application/pdf", len(PAGE), "Loi 04-058.pdf")
    assert read_file(StoredFile.objects.get()) == PAGE


def test_a_restricted_file_lies_encrypted_and_bound_to_its_row(mali: Place) -> None:
    secret = b"%PDF-1.7\nMARKER-SECRET\n%%EOF"
    first = store_file(secret, name="a.pdf", jurisdiction=mali, restricted=True, by=None)
    second = store_file(secret, name="b.pdf", jurisdiction=mali, restricted=True, by=None)
    assert b"MARKER" not in path_of(first).read_bytes()
    assert read_file(first) == secret
    path_of(first).write_bytes(path_of(second).read_bytes())
    with pytest.raises(FileDamaged):
        read_file(first)


def test_bytes_changed_on_disk_are_not_handed_out(mali: Place) -> None:
    stored = store_file(PAGE, name="a.pdf", jurisdiction=mali, restricted=False, by=None)
    path_of(stored).write_bytes(PAGE.replace(b"1.7", b"1.6"))
    with pytest.raises(FileDamaged):
        read_file(stored)


@pytest.mark.parametrize(("content", "name"), [(PICTURE, "carte.png"), (PHOTO, "photo.jpeg")])
def test_pictures_lose_what_they_tell_about_people(mali: Place, content: bytes, name: str) -> None:
    stored = store_file(content, name=name, jurisdiction=mali, restricted=False, by=None)
    assert b"MARKER" not in read_file(stored)
    assert kind_of(read_file(stored)) is not None


REFUSED = {
    "empty": b"",
    "program": b"\x7fELF" + bytes(100),
    "page that runs": b"<!DOCTYPE html><script>alert(1)</script>",
    "drawing that runs": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "PDF that is also a zip": PAGE + zipped(a=b"x") + b"%%EOF",
    "PNG with something behind": PICTURE + b"<script>",
    "cut PNG": PICTURE[:-6],
    "zip that is no document": zipped(a=b"x"),
    "bytes that are no text": b"caf\xe9",
    "text with controls": b"a\x00b",
    "too large": b"%PDF-" + bytes(MOST) + b"%%EOF",
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_taken_in_is_refused_and_leaves_nothing(mali: Place, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as refusal:
        store_file(content, name="../../etc/loi.pdf", jurisdiction=mali, restricted=False, by=None)
    assert refusal.value.problems[0].advice
    assert StoredFile.objects.count() == 0
    assert not (tmp_path / "files").exists()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Documents\\loi.docx", "loi.pdf"),
        ("loi\u202efdp.exe", "loifdp.pdf"),
        ("\0\n", "document.pdf"),
        ("...", "document.pdf"),
        ("Décret n° 2015-0883.pdf", "Décret n° 2015-0883.pdf"),
    ],
)
def test_names_are_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name, PDF) == clean
