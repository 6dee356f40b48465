"""The one place that opens zip containers from outside (releases, workbooks, Word files) and that writes them.

A zip can name a file outside its folder, hide one behind another, be two kinds of file at once, or unfold from a
kilobyte to the whole disk. ``read_zip`` therefore looks at the directory first and unpacks into memory only what is
within bounds. Nothing is ever extracted to the disk under a name from the archive.
"""

import datetime
import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from jatigi.foundation.files.problems import Phrase, Problem, shown
from jatigi.foundation.files.problems import phrase as _


class ArchiveError(ValueError):
    """An archive cannot be taken in. ``problem`` says which one, which member, what was found, what is accepted."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)

    def __str__(self) -> str:
        return str(self.problem)


@dataclass(frozen=True)
class Limits:
    """How much is unpacked. The defaults hold a release with its PDF and Word files."""

    size: int = 60_000_000  # bytes of the archive
    members: int = 2_000
    unpacked: int = 200_000_000  # bytes of all members
    member: int = 60_000_000  # bytes of one member
    ratio: int = 200  # unpacked to packed, of members above a megabyte


# A filled workbook with pictures stays far below.
OFFICE_LIMITS = Limits(size=12_000_000, members=1_000, unpacked=80_000_000, member=40_000_000)
RELEASE_LIMITS = Limits()

_END = b"PK\x05\x06"  # the record that ends a zip: 22 bytes without a comment
_WHOLE = _("a complete, unencrypted zip archive")


def read_zip(source: Path | bytes, limits: Limits = RELEASE_LIMITS, *, name: str = "") -> dict[str, bytes]:
    """Every file of the archive: ``{name: bytes}``, in the archive's order; folders are left out.

    Names are relative, with ``/``, and can be joined to a folder safely.

    Raises:
        ArchiveError: when anything about the archive is out of order. No member is given out then.
    """
    content, name = _content(source, limits, name)
    announced = _check_frame(content, name, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) != announced:
                raise _refusal(
                    name,
                    _("%(count)s members instead of %(announced)s", count=len(members), announced=announced),
                    _WHOLE,
                )
            _check_members(members, name, limits)
            return {member.filename: archive.read(member) for member in members if not member.is_dir()}
    # All that zipfile lets through on damaged input; each was provoked by a test.
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise _refusal(name, _("a damaged archive (%(why)s)", why=shown(str(error))), _WHOLE) from error
    except (UnicodeDecodeError, OverflowError) as error:
        raise _refusal(name, _("a damaged archive (%(why)s)", why=shown(str(error))), _WHOLE) from error


def _refusal(
    name: str, found: Phrase, accepted: Phrase | str, advice: Phrase | str = "", member: str = ""
) -> ArchiveError:
    return ArchiveError(Problem(name, 0, 0, (), found, accepted, advice, place=f"[{shown(member)}]" if member else ""))


def _content(source: Path | bytes, limits: Limits, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        content, name = source, name or "archive"
    else:
        name = name or source.name
        try:
            if not stat.S_ISREG(source.stat().st_mode):
                raise _refusal(name, _("this is not a file"), _WHOLE)
            with source.open("rb") as file:
                content = file.read(limits.size + 1)
        except OSError as error:
            why = error.strerror or str(error)
            raise _refusal(name, _("the file cannot be read: %(why)s", why=why), _WHOLE) from error
    if len(content) > limits.size:
        raise _refusal(name, _("more than %(size)s bytes", size=limits.size), _("a smaller archive"))
    return content, name


def _check_frame(content: bytes, name: str, limits: Limits) -> int:
    """How many members the archive announces; refused unless it is one zip from its first byte to its last, and its
    directory is not too long to be read at all.
    """
    if not content.startswith((b"PK\x03\x04", _END)):
        raise _refusal(name, _("the file does not start as a zip archive"), _WHOLE)
    end = len(content) - 22
    if end < 0 or content[end : end + 4] != _END or content[-2:] != b"\0\0":
        raise _refusal(
            name, _("the archive is cut off, or something follows it"), _WHOLE, _("Send or download the file again.")
        )
    disk, first, here, members, size, start = struct.unpack("<HHHHII", content[end + 4 : -2])
    if (
        content[max(0, end - 20) : end].startswith(b"PK\x06\x07")
        or disk
        or first
        or here != members
        or members == 0xFFFF
    ):
        raise _refusal(name, _("a multi-part or 64-bit archive"), _("an ordinary zip archive"))
    if members > limits.members or size > limits.members * 600:
        raise _refusal(name, _("more than %(most)s members", most=limits.members), _("fewer members"))
    if start + size != end:
        raise _refusal(name, _("bytes that belong to no member"), _WHOLE)
    return int(members)


def _check_members(members: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(members) > limits.members:
        raise _refusal(name, _("more than %(most)s members", most=limits.members), _("fewer members"))
    seen: dict[str, str] = {}
    for member in members:
        _check_name(member, name)
        _check_kind(member, name)
        _check_size(member, name, limits)
        key = _key(member.filename)
        if key in seen:
            raise _refusal(
                name,
                _("a second member of the same name"),
                _("each name once, capital letters apart"),
                "",
                member.filename,
            )
        seen[key] = member.filename
    for member in members:
        parents = _key(member.filename).split("/")[:-1]
        for depth in range(1, len(parents) + 1):
            inside = seen.get("/".join(parents[:depth]))
            if inside is not None and not inside.endswith("/"):
                raise _refusal(name, _("a file inside a file"), _("files inside folders"), "", member.filename)
    if sum(member.file_size for member in members) > limits.unpacked:
        raise _refusal(name, _("more than %(size)s bytes once unpacked", size=limits.unpacked), _("a smaller archive"))
    _check_overlaps(members, name)


def _key(filename: str) -> str:
    """What two names must not share: some disks take ``A`` for ``a``, or ``é`` for ``e`` with an accent."""
    return unicodedata.normalize("NFC", filename).casefold().rstrip("/")


_NAME = re.compile(r"[^\x00-\x1f\x7f\\:*?\"<>|]{1,240}\Z")


def _check_name(member: zipfile.ZipInfo, name: str) -> None:
    given = member.orig_filename
    parts = given.removesuffix("/").split("/")
    safe = _NAME.match(given) and member.filename == given and not given.startswith("/")
    if not safe or any(part in {"", ".", ".."} or part != part.strip() or part.endswith(".") for part in parts):
        raise _refusal(name, _("an unsafe name"), _("relative names such as data/answers.csv"), "", given)


def _check_kind(member: zipfile.ZipInfo, name: str) -> None:
    mode = member.external_attr >> 16 if member.create_system == 3 else 0
    kind = stat.S_IFMT(mode)
    if kind and kind != (stat.S_IFDIR if member.is_dir() else stat.S_IFREG):
        raise _refusal(name, _("a link or a special file"), _("files and folders"), "", member.filename)
    if member.flag_bits & 0x2041:  # encrypted, strongly encrypted, directory encrypted
        raise _refusal(name, _("an encrypted member"), _WHOLE, _("Save it without a password."), member.filename)
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        found = _("compression method %(method)s", method=member.compress_type)
        raise _refusal(name, found, _("stored or deflated members"), "", member.filename)


def _check_size(member: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    if member.file_size > limits.member:
        found = _("%(size)s bytes once unpacked", size=member.file_size)
        raise _refusal(name, found, _("at most %(size)s bytes", size=limits.member), "", member.filename)
    if member.file_size > 1_000_000 and member.file_size > limits.ratio * max(1, member.compress_size):
        found = _("a member that unfolds to more than %(ratio)s times its size", ratio=limits.ratio)
        raise _refusal(name, found, _WHOLE, "", member.filename)
    if member.is_dir() and member.file_size:
        raise _refusal(name, _("a folder with content"), _("files and folders"), "", member.filename)


def _check_overlaps(members: list[zipfile.ZipInfo], name: str) -> None:
    """Members that share bytes are how a small archive holds petabytes."""
    ordered = sorted(members, key=lambda m: m.header_offset)
    if ordered and ordered[0].header_offset != 0:
        raise _refusal(name, _("bytes that belong to no member"), _WHOLE)
    for one, following in pairwise(ordered):
        if one.header_offset + 30 + len(one.filename) + one.compress_size > following.header_offset:
            raise _refusal(name, _("members that overlap"), _WHOLE, "", following.filename)


Office = Literal["xlsx", "docx"]
_MAIN: dict[str, tuple[str, bytes]] = {
    "xlsx": ("xl/workbook.xml", b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "docx": ("word/document.xml", b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
}
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\b([^>]*)>")
_AREA = re.compile(rb"\bref\s*=\s*[\"']\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?[\"']")
MERGED_MOST = 100_000  # cells; openpyxl makes an object of each


def check_office(content: bytes, kind: Office, *, name: str = "", limits: Limits = OFFICE_LIMITS) -> dict[str, bytes]:
    """The parts of a workbook or Word file that is safe to hand to openpyxl or python-docx.

    Beside what :func:`read_zip` refuses: another kind of file, macros, XML that is not UTF-8 or that declares entities,
    and merged cells by the million.

    Raises:
        ArchiveError: saying which part, what was found and what is accepted.
    """
    name = name or f"file.{kind}"
    parts = read_zip(content, limits, name=name)
    main, content_type = _MAIN[kind]
    accepted = _("an Excel workbook (.xlsx)") if kind == "xlsx" else _("a Word document (.docx)")
    types = parts.get("[Content_Types].xml", b"")
    if main not in parts or content_type not in types:
        raise _refusal(name, _("another kind of file"), accepted, _("Save it again in that format."))
    for part, data in parts.items():
        if "vba" in part.lower():
            raise _refusal(name, _("macros"), accepted, _("Save it again in that format, without macros."), part)
        if part.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(part, data, name)
        if part.lower().startswith("xl/worksheets/"):
            _check_merged(part, data, name)
    return parts


def _check_xml(part: str, data: bytes, name: str) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refusal(name, _("XML that is not UTF-8"), _("XML in UTF-8"), "", part) from error
    declared = re.match(r"\ufeff?<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)", text)
    if "<!DOCTYPE" in text or "<!ENTITY" in text or (declared and declared[1].lower() not in {"utf-8", "us-ascii"}):
        raise _refusal(name, _("XML that declares entities or an encoding"), _("plain XML in UTF-8"), "", part)


def _check_merged(part: str, data: bytes, name: str) -> None:
    cells = 0
    for merged in _MERGED.finditer(data):
        area = _AREA.search(merged[1])
        if area is None:
            raise _refusal(name, _("merged cells without a range"), _("a range such as A1:B2"), "", part)
        if area[3]:
            columns, rows = _column(area[3]) - _column(area[1]) + 1, int(area[4]) - int(area[2]) + 1
            cells += max(1, columns) * max(1, rows)
    if cells > MERGED_MOST:
        raise _refusal(
            name, _("%(cells)s merged cells", cells=cells), _("at most %(most)s", most=MERGED_MOST), "", part
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


# What is packed inside already: packing it once more takes time and gains nothing.
_PACKED = (".pdf", ".docx", ".xlsx", ".png", ".jpg", ".zip")


def write_zip(files: Mapping[str, bytes], when: datetime.date) -> bytes:
    """The files as a zip whose bytes depend on nothing but ``files`` and ``when``.

    Sorted by name, ``[Content_Types].xml`` first (office programs look for it there), every time set to ``when``
    (a date means midnight; zip knows no zone and no year before 1980), permissions 644. Files that are packed inside
    are stored as they are.

    Raises:
        ValueError: for names that :func:`read_zip` would refuse.
    """
    moment = when.timetuple()[:6]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files, key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, moment)
            try:
                _check_name(info, "archive")
            except ArchiveError as error:
                raise ValueError(str(error)) from error
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, files[name], compresslevel=6)
    return target.getvalue()


_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def rewrite_office(content: bytes, kind: Office, when: datetime.date) -> bytes:
    """A workbook or Word file that one of our writers has just saved, with its times set to ``when``: stable bytes.

    openpyxl and python-docx put the present moment into the zip and into ``docProps/core.xml``.
    """
    parts = check_office(content, kind)
    stamp = datetime.datetime(*when.timetuple()[:6]).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    if "docProps/core.xml" in parts:
        parts["docProps/core.xml"] = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<3>", parts["docProps/core.xml"])
    return write_zip(parts, when)
