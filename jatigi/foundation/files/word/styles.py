"""The styles of the Word documents: the letter and the sizes of the printed profile, for people who go on writing."""

from jatigi.foundation.files.word.elements import INK, LINE, NAMESPACES, SOFT, locale

TEXT, TITLE = "Jatigi Text", "Jatigi Title"


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _paragraph_style(
    identifier: str,
    name: str,
    *,
    size: float,
    before: float = 0,
    after: float = 4,
    line: float = 1.12,
    title: bool = False,
    bold: bool = False,
    soft: bool = False,
    level: int | None = None,
    keep: bool = False,
    extra: str = "",
    based_on: str = "Normal",
) -> str:
    """One paragraph style; sizes and spaces in points, ``line`` as a factor, ``level`` the outline level from 0."""
    properties = "<w:keepNext/><w:keepLines/>" if keep else ""
    properties += extra
    spacing = f'w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{round(line * 240)}"'
    properties += f'<w:spacing {spacing} w:lineRule="auto"/>'
    properties += f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    look = _fonts(TITLE) if title else ""
    look += "<w:b/>" if bold else '<w:b w:val="0"/>' if title else ""
    look += f'<w:color w:val="{SOFT if soft else INK}"/><w:sz w:val="{round(size * 2)}"/>'
    based = f'<w:basedOn w:val="{based_on}"/>' if identifier != "Normal" else ""
    default = ' w:default="1"' if identifier == "Normal" else ""
    following = '<w:next w:val="Normal"/>' if level is not None else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{identifier}"><w:name w:val="{name}"/>{based}{following}'
        f"<w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _ruled(side: str, colour: str = INK, size: int = 6, space: int = 4) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


_BOX = (
    "<w:pBdr>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="8" w:color="{INK}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:pBdr>"
)

_RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="{pos}"/></w:tabs>'


def styles(lang: str, *, text_size: float = 10.5, tab_at: float = 499) -> str:
    """``styles.xml`` for a document in ``lang``."""
    found = [
        _paragraph_style("Normal", "Normal", size=text_size),
        _paragraph_style("Title", "Title", size=46, title=True, after=6, line=0.95),
        _paragraph_style("Subtitle", "Subtitle", size=22, title=True, after=18),
        _paragraph_style("Heading1", "heading 1", size=24, title=True, before=18, after=10, level=0, keep=True, line=1),
        _paragraph_style("Heading2", "heading 2", size=14, title=True, before=14, after=5, level=1, keep=True),
        _paragraph_style("Heading3", "heading 3", size=11, title=True, before=10, after=3, level=2, keep=True),
        _paragraph_style("Lead", "Lead", size=13, after=8, line=1.15),
        _paragraph_style("Strong", "Strong line", size=text_size, bold=True, after=3),
        _paragraph_style("Small", "Small", size=8.5, soft=True, after=3, line=1.08),
        _paragraph_style("Note", "Source note", size=8.5, soft=True, after=2, line=1.08),
        _paragraph_style("Cell", "Cell", size=9, before=2, after=2, line=1.05),
        _paragraph_style("CellHead", "Cell head", size=8.5, soft=True, before=2, after=2),
        _paragraph_style("Notice", "Notice", size=11, after=10, extra=_BOX),
        _paragraph_style("Figure", "Figure", size=text_size, before=4, after=4, line=1),
        _paragraph_style("TOC1", "toc 1", size=11, after=4),
        _paragraph_style(
            "Header",
            "header",
            size=8.5,
            soft=True,
            after=0,
            extra=_ruled("bottom") + _RIGHT_TAB.format(pos=round(tab_at * 20)),
        ),
        _paragraph_style(
            "Footer",
            "footer",
            size=8.5,
            soft=True,
            after=0,
            extra=_ruled("top") + _RIGHT_TAB.format(pos=round(tab_at * 20)),
        ),
        _paragraph_style(
            "ListBullet",
            "List Bullet",
            size=text_size,
            after=3,
            extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        ),
    ]
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(TEXT)}"
        f'<w:sz w:val="21"/><w:lang w:val="{locale(lang)}" w:eastAsia="{locale(lang)}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {NAMESPACES}>{defaults}{"".join(found)}'
        f"{_character_styles()}{_table_style()}</w:styles>"
    )


def _character_styles() -> str:
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="30358B"/><w:u w:val="single"/></w:rPr></w:style>'
    )


def _table_style() -> str:
    hair = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    strong = f'w:val="single" w:sz="8" w:space="0" w:color="{INK}"'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="JatigiTable"><w:name w:val="Jatigi table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders><w:top {hair}/><w:bottom {hair}/><w:insideH {hair}/></w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {strong}/></w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def numbering() -> str:
    """``numbering.xml``: the bullet of lists, a small square as on the pages."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {NAMESPACES}>'
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
