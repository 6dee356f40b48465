"""WordprocessingML, the few elements that the profile uses, as text. Every run says its language.

Written directly rather than through a document library: the same values give the same bytes, a table of a hundred rows
takes a millisecond, and links, languages and text alternatives stand where Word looks for them.
"""

import re
from collections.abc import Iterable, Sequence

EMU = 12700  # English Metric Units in a point
INK, SOFT, LINE = "16110D", "4D4138", "C9C1BA"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
LOCALES = {"fr": "fr-FR", "en": "en-GB"}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """Text for XML; characters that XML cannot hold are left out."""
    clean = _NOT_XML.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def locale(lang: str) -> str:
    """The language tag as Word writes it."""
    return LOCALES.get(lang, lang)


def run(
    text: str,
    lang: str,
    *,
    bold: bool = False,
    soft: bool = False,
    size: float = 0,
    raised: bool = False,
    style: str = "",
) -> str:
    """Words in one language. ``size`` in points; 0 leaves the style's."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += "<w:b/>" if bold else ""
    properties += f'<w:color w:val="{SOFT}"/>' if soft else ""
    properties += f'<w:sz w:val="{round(size * 2)}"/>' if size else ""
    properties += '<w:vertAlign w:val="superscript"/>' if raised else ""
    properties += f'<w:lang w:val="{locale(lang)}"/>'
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def line_break(lang: str) -> str:
    """A new line in the same paragraph."""
    return f'<w:r><w:rPr><w:lang w:val="{locale(lang)}"/></w:rPr><w:br/></w:r>'


def tab() -> str:
    """A tabulator."""
    return "<w:r><w:tab/></w:r>"


def paragraph(*runs: str, style: str = "", bookmark: tuple[int, str] | None = None, new_page: bool = False) -> str:
    """A paragraph. ``bookmark`` is a number unique in the document and a name."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += "<w:pageBreakBefore/>" if new_page else ""
    inner = "".join(runs)
    inner = marked(inner, bookmark) if bookmark else inner
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>" if properties else f"<w:p>{inner}</w:p>"


def marked(runs: str, bookmark: tuple[int, str]) -> str:
    """Runs within a bookmark: a number unique in the document and a name."""
    number, name = bookmark
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def outward(relationship: str, *runs: str) -> str:
    """A link to an address outside, by the id of its relationship."""
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{"".join(runs)}</w:hyperlink>'


def inward(bookmark: str, *runs: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{"".join(runs)}</w:hyperlink>'


def field(instruction: str, result: str, lang: str) -> str:
    """A field that Word can update, with its result filled in already."""
    lang_ = f'<w:rPr><w:lang w:val="{locale(lang)}"/></w:rPr>'
    return (
        f'<w:r>{lang_}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{lang_}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{lang_}<w:fldChar w:fldCharType="separate"/></w:r>{result}'
        f'<w:r>{lang_}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def picture(relationship: str, number: int, size: tuple[float, float], alt: str, name: str) -> str:
    """A picture in the line of text; ``size`` in points, ``number`` unique in the document."""
    width, height = round(size[0] * EMU), round(size[1] * EMU)
    extent = f'cx="{width}" cy="{height}"'
    described = f'id="{number}" name="{escape(name)}" descr="{escape(alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {described}/><wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f"<pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def cell(*paragraphs: str, width: float, span: int = 1, ground: str = "") -> str:
    """A table cell; ``width`` in points, ``ground`` the colour behind it."""
    properties = f'<w:tcW w:w="{round(width * 20)}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(cells: Iterable[str], *, header: bool = False, split: bool = False) -> str:
    """A row that stays whole, unless its texts may run over a page (``split``); a header is repeated on each page."""
    properties = "" if split else "<w:cantSplit/>"
    properties += "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[float], *, title: str, style: str = "JatigiTable") -> str:
    """A table of fixed columns (points); ``title`` is what a screen reader says before it."""
    columns = "".join(f'<w:gridCol w:w="{round(width * 20)}"/>' for width in widths)
    total = round(sum(widths) * 20)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{total}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(title)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
