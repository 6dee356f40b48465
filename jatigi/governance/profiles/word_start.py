"""What both Word documents begin with: pictures drawn by Typst, a writer, the words of header and footer."""

import json
from collections.abc import Mapping

from jatigi.foundation.files.word.package import Package
from jatigi.governance.profiles.compose import Plain
from jatigi.governance.profiles.drawings import Drawing, glyphs
from jatigi.governance.profiles.render_pdf import set_by_typst
from jatigi.governance.profiles.word_blocks import Writer

RESOLUTION = 168  # dots per inch of the figures
GLYPH_SIZE = 16.0

_TEMPLATE = """#let d = json("data.json")
#set text(font: ("Jatigi Text", "Jatigi Rest"), fallback: false)
#for one in d {
  page(width: one.width * 1pt, height: one.height * 1pt, margin: 0pt, image(one.file, width: 100%))
}
"""


def pngs(drawn: Mapping[str, tuple[str, float, float]]) -> dict[str, bytes]:
    """Figures as PNG, by name. ``drawn`` holds SVG, width and height in points. One compilation draws them all."""
    names = sorted(drawn)
    files: dict[str, bytes | str] = {f"f{place}.svg": drawn[name][0] for place, name in enumerate(names)}
    sizes = [{"file": f"f{n}.svg", "width": drawn[k][1], "height": drawn[k][2]} for n, k in enumerate(names)]
    files |= {"data.json": json.dumps(sizes), "main.typ": _TEMPLATE}
    made = set_by_typst(files, format="png", ppi=RESOLUTION)
    return dict(zip(names, made if isinstance(made, list) else [made], strict=True))


def writer_for(lang: str, drawn: Mapping[str, Drawing]) -> Writer:
    """A writer with the figures given and all glyphs."""
    wanted = {name: (one.svg, one.width, one.height) for name, one in drawn.items()}
    small = {name: svg for name, svg in glyphs().items() if name != "frieze"}
    wanted |= {name: (svg, GLYPH_SIZE, GLYPH_SIZE) for name, svg in small.items()}
    described = {name: {"alt": one.alt, "width": one.width, "height": one.height} for name, one in drawn.items()}
    return Writer(lang, Package(), pngs(wanted), described)


def running_head(document: Plain) -> tuple[str, str]:
    """The header of every page: what it is, and where it comes from."""
    parts = [document["country"], document["words"]["profile"], document["label"]]
    parts += [] if document["official"] else [document["origin"]]
    return " · ".join(parts), "Jatigi"


def running_foot(document: Plain) -> str:
    """The footer of every page."""
    return f"{document['origin']}. {document['says']}"
