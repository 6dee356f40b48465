"""Promise 5: whatever is confidential is in no byte of a release, not inside its PDF, Word files or zip either."""

import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf
import pytest
from django.apps import apps

from jatigi.governance.releases import build
from jatigi.governance.releases.public_fields import PUBLIC_FIELDS
from jatigi.governance.releases.tests.conftest import BUILT_FOR
from jatigi.governance.releases.tests.world import MARKER, World


def every_byte(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The file itself and whatever is packed inside it."""
    yield name, content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from every_byte(f"{name}/{member}", archive.read(member))
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for number, thing in enumerate(pdf.objects):
                if isinstance(thing, pikepdf.Stream):
                    yield f"{name}#{number}", thing.read_bytes() if _readable(thing) else thing.read_raw_bytes()
                yield f"{name}#{number}", str(thing.unparse() if hasattr(thing, "unparse") else thing).encode()
            yield f"{name}#xmp", str(pdf.open_metadata()).encode()


def _readable(stream: pikepdf.Stream) -> bool:
    return str(stream.get("/Filter", "")) in ("", "/FlateDecode")


def text_of_pdf(content: bytes) -> str:
    """What the PDF says, through its fonts' maps to Unicode."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return "".join(_shown(page) for page in pdf.pages)


def _shown(page: pikepdf.Page) -> str:
    said: list[str] = []
    maps = {
        str(name): _unicode(font.ToUnicode.read_bytes().decode("latin-1"))
        for name, font in page.resources.get("/Font", {}).items()
        if "/ToUnicode" in font
    }
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps.get(str(operands[0]), {})
        elif str(operator) in ("Tj", "TJ"):
            strings = operands[0] if str(operator) == "TJ" else operands
            for part in strings:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    said += [current.get(int.from_bytes(raw[n : n + 2]), "") for n in range(0, len(raw), 2)]
    return "".join(said)


def _unicode(cmap: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            start = int(text, 16)
            found |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return found


def test_no_secret_is_in_any_byte(world: World, files: dict[str, bytes]) -> None:
    seen = 0
    for name, content in every_byte("release.zip", build.zipped(files, BUILT_FOR)):
        seen += 1
        assert MARKER.encode() not in content, name
        assert MARKER.encode("utf-16-be") not in content, name
        assert MARKER.encode("utf-16-le") not in content, name
    assert seen > 60  # it looked inside: a release holds some twenty files, its Word files a dozen parts each


def test_the_search_would_find_it() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<t>{MARKER}</t>")
    outer = build.zipped({"profile.fr.docx": inner.getvalue()}, BUILT_FOR)
    assert any(MARKER.encode() in content for _, content in every_byte("release.zip", outer))


def test_the_text_of_the_pdf_holds_no_secret_and_the_reading_works(files: dict[str, bytes]) -> None:
    for name in ("profile.fr.pdf", "profile.en.pdf"):
        text = text_of_pdf(files[name])
        assert "Mali" in text
        assert MARKER not in text


@pytest.mark.parametrize("label", PUBLIC_FIELDS)
def test_the_public_list_names_real_fields(label: str) -> None:
    apps.get_model(label).objects.model.objects.none().values(*PUBLIC_FIELDS[label]).query.get_compiler("default")


def test_what_is_confidential_has_no_line_in_the_public_list() -> None:
    private = {"JournalEntry", "Draft", "Message", "Thread", "Coding", "CodingRevision", "Assignment", "Approval",
               "Step", "User", "Role", "StoredFile", "Entry", "MinutesRevision", "WordReturn", "ReasonTemplate",
               "Picture", "Communication", "Ballot", "Vote", "Report", "ReportTextRevision", "RecommendationStep",
               "Reminder"}  # fmt: skip
    assert not private & {label.split(".")[1] for label in PUBLIC_FIELDS}
    people = ("recorded_by", "written_by", "reviewed_by", "by_id", "consent", "email", "archived", "file",
              "receipt", "letter", "delegat", "speaks_for", "seats", "before", "after", "removed", "seen_")  # fmt: skip
    assert "quote" not in PUBLIC_FIELDS["consultations.Remark"]  # the draft's words
    named = [field for fields in PUBLIC_FIELDS.values() for field in fields]
    assert not [field for field in named if field.startswith(people)]


def test_every_secret_was_there_to_be_found(world: World) -> None:
    from django.db import connection

    holding = set()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if field.get_internal_type() in ("TextField", "CharField", "JSONField", "SlugField"):
                    table, column = connection.ops.quote_name(model._meta.db_table), field.column
                    cursor.execute(
                        f"SELECT count(*) FROM {table} WHERE CAST({connection.ops.quote_name(column)} AS text) LIKE %s",
                        [f"%{MARKER}%"],
                    )
                    if cursor.fetchone()[0]:
                        holding.add(model._meta.label)
    expected = {"accounts.User", "assessments.JournalEntry", "assessments.Draft", "assessments.Message",
                "assessments.CodingRevision", "assessments.Finding", "assessments.Citation", "assessments.Step",
                "instruments.Evidence",
                "profiles.ParagraphRevision",
                "accounts.Institution",
                "consultations.Communication", "consultations.Consultation", "consultations.Disposition",
                "consultations.MinutesRevision", "consultations.PositionRevision", "consultations.ReasonTemplate",
                "consultations.Remark",
                "followup.Action", "followup.Ballot", "followup.Plan", "followup.RecommendationRevision",
                "followup.RecommendationStep", "followup.Report", "followup.ReportTextRevision",
                "followup.Sector"}  # fmt: skip
    assert holding == expected
