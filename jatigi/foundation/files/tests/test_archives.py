"""Archives from outside: only a plain zip within bounds is opened; what is written has fixed bytes."""

import datetime
import io
import stat
import struct
import time
import tracemalloc
import zipfile

import openpyxl
import pytest
from django.utils import translation
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from jatigi.foundation.files import archives
from jatigi.foundation.files.archives import ArchiveError, Limits, check_office, read_zip, write_zip


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


WHEN = datetime.date(2025, 1, 29)


def zipped(*members: tuple, **options) -> bytes:
    """An archive of (name or ZipInfo, bytes) pairs, as a careless or hostile program would write it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", options.get("method", zipfile.ZIP_DEFLATED)) as archive:
        for name, data in members:
            archive.writestr(name, data)
        archive.comment = options.get("comment", b"")
    return target.getvalue()


def info(name: str, *, mode: int = 0, system: int = 3) -> zipfile.ZipInfo:
    one = zipfile.ZipInfo(name)
    one.external_attr, one.create_system = mode << 16, system
    return one


def renamed(old: bytes, new: bytes) -> bytes:
    """An archive with one member whose name was changed after writing, which zipfile itself would not write."""
    assert len(old) == len(new)
    return zipped((old.decode(), b"x")).replace(old, new)


def patched(offset: int, value: bytes, content: bytes | None = None) -> bytes:
    """An archive with bytes of its end record overwritten; ``offset`` counts from the end."""
    content = content or zipped(("a.txt", b"x"))
    at = len(content) + offset
    return content[:at] + value + content[at + len(value) :]


def encrypted() -> bytes:
    content = bytearray(zipped(("a.txt", b"x")))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def overlapping() -> bytes:
    """Two members of the directory that point to the same bytes."""
    content = zipped(("a.txt", b"x" * 50), ("b.txt", b"x" * 50), method=zipfile.ZIP_STORED)
    second = content.rindex(b"PK\x01\x02")
    return content[: second + 42] + struct.pack("<I", 1) + content[second + 46 :]


def lying() -> bytes:
    """The directory says that a large member is small."""
    content = bytearray(zipped(("a.txt", b"x" * 900_000)))
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 10)
    return bytes(content)


# the archive → a part of what was found
HOSTILE = [
    (b"", "does not start as a zip"),
    (b"%PDF-1.7 ..." + zipped(("a", b"x")), "does not start as a zip"),
    (zipped(("a", b"x")) + b"trailer", "cut off, or something follows"),
    (zipped(("a", b"x"), comment=b"hidden"), "cut off, or something follows"),
    (zipped(("a", b"x"))[:-30], "cut off, or something follows"),
    (b"PK\x03\x04" + b"junk" * 5 + zipped(("a", b"x")), "belong to no member"),
    (zipped(("../a", b"x")), "unsafe name"),
    (zipped(("a/../../b", b"x")), "unsafe name"),
    (zipped(("/etc/passwd", b"x")), "unsafe name"),
    (renamed(b"c-/x", b"c:/x"), "unsafe name"),
    (renamed(b"a-b", b"a\\b"), "unsafe name"),
    (renamed(b"a-b", b"a\0b"), "unsafe name"),
    (renamed(b"a-b", b"a\nb"), "unsafe name"),
    (zipped(("a//b", b"x")), "unsafe name"),
    (zipped(("./a", b"x")), "unsafe name"),
    (zipped(("a. ", b"x")), "unsafe name"),
    (zipped(("x" * 300, b"x")), "unsafe name"),
    (zipped((info("link", mode=stat.S_IFLNK | 0o777), b"/etc/passwd")), "a link"),
    (zipped((info("pipe", mode=stat.S_IFIFO), b"")), "a link or a special file"),
    (zipped(("a.txt", b"1"), ("A.TXT", b"2")), "a second member"),
    (zipped(("é", b"1"), ("e\u0301", b"2")), "a second member"),
    (zipped(("a", b"1"), ("a/b", b"2")), "a file inside a file"),
    (encrypted(), "encrypted"),
    (zipped(("a", b"x" * 9), method=zipfile.ZIP_LZMA), "compression method 14"),
    (zipped(("a", b"\0" * 5_000_000)), "unfolds to more than"),
    (zipped(*((f"f{i}", b"") for i in range(2_500))), "more than 2000 members"),
    (patched(-14, b"\xff\xff\xff\xff"), "64-bit"),
    (patched(-18, b"\1"), "multi-part"),
    (patched(-10, b"\xff\xff\xff\x7f"), "members"),
    (patched(-6, b"\1"), "belong to no member"),
    (overlapping(), "overlap"),
    (lying(), "damaged"),
    (zipped(("a.txt", b"x" * 50), method=zipfile.ZIP_STORED).replace(b"xxx", b"xyx", 1), "damaged"),
]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_archive_is_refused_and_gives_out_nothing(number):
    content, found = HOSTILE[number]
    with pytest.raises(ArchiveError) as caught:
        read_zip(content, name="upload.zip")
    assert found in str(caught.value.problem.found)
    assert caught.value.problem.file == "upload.zip"
    assert str(caught.value.problem.accepted)


def test_limits_hold_for_the_archive_one_member_and_all_members():
    content = zipped(*((f"f{i}", bytes(range(256)) * 40) for i in range(5)))
    for limits, found in (
        (Limits(size=100), "more than 100 bytes"),
        (Limits(member=1000), "10240 bytes once unpacked"),
        (Limits(unpacked=20_000), "more than 20000 bytes once unpacked"),
        (Limits(members=4), "more than 4 members"),
    ):
        with pytest.raises(ArchiveError, match=found):
            read_zip(content, limits)


def test_a_bomb_is_refused_before_it_unfolds():
    layer = zipped(*((f"{i}", b"\0" * 1_000_000) for i in range(190)))
    bomb = zipped(("all", b"\0" * 190_000_000))
    tracemalloc.start()
    began = time.perf_counter()
    for content in (layer, bomb):
        with pytest.raises(ArchiveError):
            read_zip(content, Limits(ratio=100, unpacked=100_000_000))
    assert time.perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_what_is_not_a_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "absent.zip"):
        with pytest.raises(ArchiveError):
            read_zip(path)


@given(st.binary(max_size=300), st.integers(0, 200), st.booleans())
@settings(max_examples=300, deadline=1000)
def test_any_bytes_are_read_or_refused_never_anything_else(noise, at, inside):
    whole = zipped(("a.txt", b"some text " * 5), ("b/c.txt", b"more"))
    content = whole[:at] + noise + whole[at + len(noise) :] if inside else noise
    try:
        files = read_zip(content)
    except ArchiveError as error:
        files = {"refused": str(error).encode()}
    assert all(isinstance(data, bytes) for data in files.values())


@given(st.data())
@settings(max_examples=300, deadline=1000)
def test_one_changed_byte_is_read_or_refused(data):
    content = bytearray(zipped(("a.txt", b"some text " * 5), ("b/c.txt", b"more")))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        files = read_zip(bytes(content))
    except ArchiveError:
        return
    assert set(files.values()) == {b"some text " * 5, b"more"}


NAMES = st.text("abcdéÀ012-_", min_size=1, max_size=8)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=8))
@settings(max_examples=60, deadline=1000)
def test_what_is_written_reads_back_and_its_bytes_depend_on_nothing_else(files):
    files = {f"data/{name.casefold()}.bin": data for name, data in files.items()}
    content = write_zip(files, WHEN)
    assert read_zip(content) == files
    assert write_zip(dict(reversed(files.items())), WHEN) == content


def test_a_written_archive_has_sorted_names_one_time_and_plain_permissions():
    moment = datetime.datetime(2025, 1, 29, 10, 30)
    content = write_zip({"b.csv": b"2", "[Content_Types].xml": b"", "A.csv": b"1"}, moment)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    assert [m.filename for m in members] == ["[Content_Types].xml", "A.csv", "b.csv"]
    assert {m.date_time for m in members} == {(2025, 1, 29, 10, 30, 0)}
    assert {(m.create_system, m.external_attr >> 16) for m in members} == {(3, 0o100644)}
    with pytest.raises(ValueError, match="unsafe name"):
        write_zip({"../x": b""}, WHEN)


def workbook(**changes: bytes) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    target = io.BytesIO()
    book.save(target)
    return changed(target.getvalue(), **changes)


def changed(content: bytes, **changes: bytes) -> bytes:
    """The same file with whole parts put in, or (``old→new``) with a part's text replaced."""
    parts = read_zip(content)
    for part, data in changes.items():
        old, arrow, new = data.partition(ARROW)
        parts[part] = parts[part].replace(old, new) if arrow else data
    return write_zip(parts, WHEN)


SHEET = "xl/worksheets/sheet1.xml"
ARROW = "→".encode()
# part, what is put in its place, what is found
OFFICE = [
    ("xl/vbaProject.bin", b"macro", "macros"),
    ("[Content_Types].xml", b"sheet.main+xml" + ARROW + b"sheet.macroEnabled.main+xml", "another kind"),
    (SHEET, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>', "declares entities"),
    (SHEET, b'<?xml version="1.0" encoding="utf-7"?><x/>', "declares entities or an encoding"),
    (SHEET, b'<?xml version="1.0"?>\xff<x/>', "not UTF-8"),
    (SHEET, b'<?xml version="1.0"?><mergeCell ref="A1:XFD1048576"/>', "merged cells"),
    (SHEET, b'<?xml version="1.0"?><s:mergeCell ref="&#65;1:XFD9"/>', "without a range"),
]


@pytest.mark.parametrize(("part", "data", "found"), OFFICE)
def test_a_hostile_workbook_is_refused(part, data, found):
    with pytest.raises(ArchiveError, match=found):
        check_office(workbook(**{part: data}), "xlsx")


def test_an_ordinary_workbook_and_word_file_pass_and_are_not_taken_for_each_other():
    word = io.BytesIO()
    Document().save(word)
    assert "xl/workbook.xml" in check_office(workbook(), "xlsx")
    assert "word/document.xml" in check_office(word.getvalue(), "docx")
    for content, kind in ((workbook(), "docx"), (word.getvalue(), "xlsx"), (zipped(("a", b"x")), "xlsx")):
        with pytest.raises(ArchiveError, match="another kind"):
            check_office(content, kind)


def test_a_workbook_saved_at_two_moments_gets_the_same_bytes(monkeypatch):
    first = archives.rewrite_office(workbook(), "xlsx", WHEN)
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.properties.created = datetime.datetime(1999, 1, 1)
    target = io.BytesIO()
    book.save(target)
    assert archives.rewrite_office(target.getvalue(), "xlsx", WHEN) == first
    assert openpyxl.load_workbook(io.BytesIO(first)).properties.modified == datetime.datetime(2025, 1, 29)
