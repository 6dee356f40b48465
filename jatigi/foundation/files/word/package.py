"""A Word file: its parts, their relations, its embedded letter. Same values, same bytes."""

import datetime
import hashlib
import uuid
from pathlib import Path

from jatigi.foundation.files.archives import write_zip
from jatigi.foundation.files.word.elements import NAMESPACES, escape, field, locale, paragraph, run, tab
from jatigi.foundation.files.word.styles import TEXT, TITLE, numbering, styles

#: where `make assets` puts the letter of printed documents
FONTS = Path(__file__).resolve().parents[3] / "governance/profiles/fonts"
EMBEDDED = (
    (TITLE, "Regular", "jatigi-title.ttf"),
    (TEXT, "Regular", "jatigi-text-400.ttf"),
    (TEXT, "Bold", "jatigi-text-700.ttf"),
)
EPOCH = datetime.date(2025, 1, 1)  # the date of a file that is given none: made twice, it is the same file
TYPES = "application/vnd.openxmlformats-officedocument"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MARGINS = (
    '<w:pgMar w:top="1531" w:right="964" w:bottom="1361" w:left="964" w:header="624" w:footer="567" w:gutter="0"/>'
)
#: A4 upright and lying: the page, and the width of its text in points
UPRIGHT = (f'<w:pgSz w:w="11906" w:h="16838"/>{MARGINS}', 499.0)
LYING = (f'<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>{MARGINS}', 745.0)
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg"}


class Package:
    """Collects pictures and links while the body is written, then gives the file.

    Pictures are kept once however often they are shown; numbers of pictures and bookmarks run through the document.
    """

    def __init__(self) -> None:
        self._media: dict[str, str] = {}
        self._files: dict[str, bytes] = {}
        self._links: dict[str, str] = {}
        self._number = 0

    def number(self) -> int:
        """A number not used before in this document."""
        self._number += 1
        return self._number

    def picture(self, data: bytes, extension: str = "png") -> str:
        """The relationship id of a picture."""
        digest = hashlib.sha256(data).hexdigest()[:16]
        if digest not in self._media:
            self._media[digest] = f"rIdP{len(self._media) + 1}"
            self._files[f"word/media/{digest}.{extension}"] = data
        return self._media[digest]

    def link(self, url: str) -> str:
        """The relationship id of an address outside."""
        return self._links.setdefault(url, f"rIdL{len(self._links) + 1}")

    def saved(
        self,
        body: str,
        *,
        lang: str,
        title: str,
        head: tuple[str, str],
        foot: str,
        text_size: float = 10.5,
        when: datetime.date = EPOCH,
        lying: bool = False,
    ) -> bytes:
        """The file.

        Args:
            body: the paragraphs and tables.
            head: left and right of every page's header; the left carries the origin.
            foot: left of every page's footer, whose right is the page's number.
            when: the date that the file bears, inside and outside.
            lying: pages wider than high, for tables.
        """
        page, width = LYING if lying else UPRIGHT
        parts = {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                [("rId1", "officeDocument", "word/document.xml"), ("rId3", "extended-properties", "docProps/app.xml")],
                core=True,
            ),
            "docProps/core.xml": _core(title, lang, when),
            "docProps/app.xml": f'{XML}<Properties xmlns="{OFFICE.replace("relationships", "extended-properties")}">'
            "<Application>Jatigi</Application></Properties>",
            "word/document.xml": f"{XML}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>"
            '<w:headerReference w:type="default" r:id="rIdH"/><w:footerReference w:type="default" r:id="rIdF"/>'
            f"{page}</w:sectPr></w:body></w:document>",
            "word/_rels/document.xml.rels": self._document_relations(),
            "word/styles.xml": styles(lang, text_size=text_size, tab_at=width),
            "word/numbering.xml": numbering(),
            "word/settings.xml": _settings(lang),
            "word/header1.xml": f"{XML}<w:hdr {NAMESPACES}>{_head(head, lang)}</w:hdr>",
            "word/footer1.xml": f"{XML}<w:ftr {NAMESPACES}>{_foot(foot, lang)}</w:ftr>",
            **_font_parts(),
        }
        files = {name: data.encode() if isinstance(data, str) else data for name, data in parts.items()}
        return write_zip(files | self._files, when)

    def _document_relations(self) -> str:
        fixed = [
            ("rIdS", "styles", "styles.xml"),
            ("rIdN", "numbering", "numbering.xml"),
            ("rIdE", "settings", "settings.xml"),
            ("rIdT", "fontTable", "fontTable.xml"),
            ("rIdH", "header", "header1.xml"),
            ("rIdF", "footer", "footer1.xml"),
        ]
        names = {Path(name).stem: Path(name).name for name in self._files}
        fixed += [(ident, "image", f"media/{names[digest]}") for digest, ident in self._media.items()]
        return _relations(fixed, links=self._links)


def _head(head: tuple[str, str], lang: str) -> str:
    return paragraph(run(head[0], lang), tab(), run(head[1], lang, bold=True), style="Header")


def _foot(foot: str, lang: str) -> str:
    return paragraph(run(foot, lang), tab(), field("PAGE", run("1", lang, bold=True), lang), style="Footer")


def _relations(rows: list[tuple[str, str, str]], *, core: bool = False, links: dict[str, str] | None = None) -> str:
    found = [f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in rows]
    if core:
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        found.append(f'<Relationship Id="rId2" Type="{kind}" Target="docProps/core.xml"/>')
    for url, ident in (links or {}).items():
        found.append(
            f'<Relationship Id="{ident}" Type="{OFFICE}/hyperlink" Target="{escape(url)}" TargetMode="External"/>'
        )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{XML}<Relationships xmlns="{space}">{"".join(found)}</Relationships>'


def _content_types() -> str:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpg": "image/jpeg",
        "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
    }
    word = f"{TYPES}.wordprocessingml"
    overrides = {
        "word/document.xml": f"{word}.document.main+xml",
        "word/styles.xml": f"{word}.styles+xml",
        "word/numbering.xml": f"{word}.numbering+xml",
        "word/settings.xml": f"{word}.settings+xml",
        "word/fontTable.xml": f"{word}.fontTable+xml",
        "word/header1.xml": f"{word}.header+xml",
        "word/footer1.xml": f"{word}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": f"{TYPES}.extended-properties+xml",
    }
    found = [f'<Default Extension="{one}" ContentType="{kind}"/>' for one, kind in defaults.items()]
    found += [f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items()]
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{XML}<Types xmlns="{space}">{"".join(found)}</Types>'


def _core(title: str, lang: str, when: datetime.date) -> str:
    day = f"{when.isoformat()}T00:00:00Z"
    spaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return (
        f"{XML}<cp:coreProperties {spaces}><dc:title>{escape(title)}</dc:title><dc:creator>Jatigi</dc:creator>"
        f"<dc:language>{locale(lang)}</dc:language><cp:lastModifiedBy>Jatigi</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )


def _settings(lang: str) -> str:
    return (
        f"{XML}<w:settings {NAMESPACES}><w:embedTrueTypeFonts/><w:saveSubsetFonts/>"
        '<w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val="{locale(lang)}"/></w:settings>'
    )


def _font_parts() -> dict[str, bytes | str]:
    """The embedded letter, veiled as the format asks (ISO/IEC 29500-4: the first 32 bytes xored with a key)."""
    parts: dict[str, bytes | str] = {}
    relations: list[tuple[str, str, str]] = []
    entries: dict[str, str] = {}
    for index, (family, weight, name) in enumerate(EMBEDDED, 1):
        data = (FONTS / name).read_bytes()
        key = uuid.UUID(bytes=hashlib.sha256(data).digest()[:16])
        mask = key.bytes[::-1]
        veiled = bytes(byte ^ mask[place % 16] for place, byte in enumerate(data[:32])) + data[32:]
        parts[f"word/fonts/font{index}.odttf"] = veiled
        relations.append((f"rId{index}", "font", f"fonts/font{index}.odttf"))
        entries[family] = entries.get(family, "") + (
            f'<w:embed{weight} r:id="rId{index}" w:fontKey="{{{str(key).upper()}}}"/>'
        )
    found = "".join(
        f'<w:font w:name="{family}"><w:altName w:val="Calibri"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/>{embedded}</w:font>'
        for family, embedded in entries.items()
    )
    parts["word/fontTable.xml"] = f"{XML}<w:fonts {NAMESPACES}>{found}</w:fonts>"
    parts["word/_rels/fontTable.xml.rels"] = _relations(relations)
    return parts
