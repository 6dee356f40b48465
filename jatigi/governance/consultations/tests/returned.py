"""Word files that come back, written by hand: a draft's paragraphs with comments and tracked changes."""

import io
import zipfile
from collections.abc import Mapping

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
WHO = 'w:author="Une Personne" w:date="2026-03-01T10:00:00Z"'


def t(text: str) -> str:
    """Words that stand."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(text: str, *, name: str = "ins") -> str:
    """Words put in."""
    return f'<w:{name} w:id="1" {WHO}>{t(text)}</w:{name}>'


def cut(text: str, *, name: str = "del") -> str:
    """Words taken out."""
    run = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:{name} w:id="1" {WHO}>{run}</w:{name}>'


def begin(id: int) -> str:
    """A comment begins to cover words."""
    return f'<w:commentRangeStart w:id="{id}"/>'


def end(id: int) -> str:
    """It ends, and is called."""
    return f'<w:commentRangeEnd w:id="{id}"/>{call(id)}'


def call(id: int) -> str:
    """Where a comment is called."""
    return f'<w:r><w:commentReference w:id="{id}"/></w:r>'


def p(*inner: str, mark: str = "", end_put_in: bool = False, end_taken_out: bool = False) -> str:
    """A paragraph, in our bookmark where ``mark`` is given."""
    change = "ins" if end_put_in else "del" if end_taken_out else ""
    properties = f'<w:pPr><w:rPr><w:{change} w:id="9" {WHO}/></w:rPr></w:pPr>' if change else ""
    words = "".join(inner)
    if mark:
        words = f'<w:bookmarkStart w:id="7" w:name="{mark}"/>{words}<w:bookmarkEnd w:id="7"/>'
    return f"<w:p>{properties}{words}</w:p>"


def comment(id: int, *lines: str, paragraph: str = "") -> str:
    """A comment of the comments' part; ``paragraph`` is the id of its last paragraph, by which replies are tied."""
    tie = f' w14:paraId="{paragraph}"' if paragraph else ""
    said = "".join(f"<w:p{tie if place == len(lines) else ''}>{t(line)}</w:p>" for place, line in enumerate(lines, 1))
    return f'<w:comment w:id="{id}" {WHO} w:initials="UP">{said}</w:comment>'


def tie(paragraph: str, *, to: str = "", done: bool = False) -> str:
    """A line of the part that ties replies and marks what is done."""
    parent = f' w15:paraIdParent="{to}"' if to else ""
    return f'<w15:commentEx w15:paraId="{paragraph}"{parent} w15:done="{int(done)}"/>'


def docx(*body: str, comments: str = "", ties: str = "", lang: str = "", more: Mapping[str, str] = {}) -> bytes:
    """The file."""
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
    }
    if comments:
        parts["word/comments.xml"] = f"<w:comments {SPACES}>{comments}</w:comments>"
    if ties:
        parts["word/commentsExtended.xml"] = f"<w15:commentsEx {SPACES}>{ties}</w15:commentsEx>"
    if lang:
        parts["docProps/core.xml"] = (
            f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>{lang}</dc:language></c>'
        )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | dict(more)).items():
            archive.writestr(name, content)
    return target.getvalue()
