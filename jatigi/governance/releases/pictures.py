"""The one place that reads SVG from outside. Figures of a release are set into pages, so they may only draw.

Allowed is what our own figures use: shapes, text, titles, patterns and references inside the same drawing. Scripts,
events, styles, links, foreign content and entities are refused, whoever sealed the release.
"""

import re
from typing import Final
from xml.parsers import expat

from jatigi.foundation.files.problems import Phrase, shown
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.releases.errors import refusal

ELEMENTS: Final = frozenset(
    {
        "svg",
        "g",
        "title",
        "desc",
        "defs",
        "pattern",
        "clipPath",
        "linearGradient",
        "stop",
        "symbol",
        "use",
        "path",
        "line",
        "polyline",
        "polygon",
        "rect",
        "circle",
        "ellipse",
        "text",
        "tspan",
    }
)
_ATTRIBUTE = re.compile(r"(?!on)[a-z][A-Za-z0-9:-]*\Z")
_FORBIDDEN: Final = frozenset({"style", "src"})
_URL = re.compile(r"url\(\s*(?!#[A-Za-z0-9_.-]+\s*\))|javascript:|data:|@import|expression\(", re.IGNORECASE)
_NAMESPACES: Final = frozenset({"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"})


class _NotADrawing(ValueError):
    """Something other than drawing was found."""

    def __init__(self, found: Phrase) -> None:
        self.found = found
        super().__init__(str(found))


def check_svg(content: bytes, name: str) -> str:
    """The drawing as text, unchanged.

    Raises:
        ReleaseError: anything that is not drawing.
    """
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = _element
    parser.StartDoctypeDeclHandler = _doctype
    parser.ProcessingInstructionHandler = _instruction
    try:
        parser.Parse(content, True)
        return content.decode("utf-8")
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise refusal(name, _("a drawing that cannot be read (%(why)s)", why=shown(str(error))), "SVG") from error
    except _NotADrawing as error:
        raise refusal(name, error.found, _("shapes and text only")) from error


def _element(tag: str, attributes: dict[str, str]) -> None:
    if tag not in ELEMENTS:
        raise _NotADrawing(_("the element <%(tag)s>", tag=shown(tag)))
    for key, value in attributes.items():
        allowed = _ATTRIBUTE.match(key) and key not in _FORBIDDEN and not _URL.search(value)
        if key.startswith("xmlns"):
            allowed = value in _NAMESPACES
        elif key in {"href", "xlink:href"}:
            allowed = value.startswith("#")
        if not allowed:
            raise _NotADrawing(_("the attribute %(key)s=“%(value)s”", key=shown(key), value=shown(value)))


def _doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    raise _NotADrawing(_("a document type"))


def _instruction(target: str, data: str) -> None:
    raise _NotADrawing(_("a processing instruction"))
