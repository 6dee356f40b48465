"""The profile as a tagged PDF (PDF/UA-1), by Typst. A pure function: same profile, same bytes; no clock, no network.

Typst sees the fonts of this package and an empty folder, nothing else of the machine. Its memory grows with each
different document (to about 650 MB), so releases render in a subprocess.
"""

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from jatigi.governance.profiles.drawings import glyphs
from jatigi.governance.profiles.edition import Edition
from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.pdf_packing import packed

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
PAPER = HERE / "paper"


class RenderingError(RuntimeError):
    """The document cannot be set. The message says what Typst found; a warning counts as an error."""


@cache
def fonts() -> Any:
    """The fonts of the package and no others.

    Raises:
        RenderingError: when they were not made (``make assets``).
    """
    if not any(FONTS.glob("*.ttf")):
        raise RenderingError("the fonts are missing; run `make assets`")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def set_by_typst(files: Mapping[str, bytes | str], **options: Any) -> Any:
    """Compile ``main.typ`` among ``files``; pictures among them are found as ``/name``.

    Raises:
        RenderingError: on any error or warning (an unknown font is only a warning to Typst).
    """
    pictures = {name: data for name, data in files.items() if isinstance(data, bytes) and _is_picture(data)}
    given = {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}
    with tempfile.TemporaryDirectory(prefix="jatigi-empty-") as root:
        # Typst takes texts from memory only; a picture lies in its folder, which holds nothing else.
        for name, picture in pictures.items():
            (Path(root) / name).write_bytes(picture)
            del given[name]
        try:
            result, warnings = typst.compile_with_warnings(
                given, root=root, font_paths=fonts(), ignore_system_fonts=True, **options
            )
        except typst.TypstError as error:
            raise RenderingError(str(getattr(error, "diagnostic", None) or error)) from error
    if warnings:
        raise RenderingError("; ".join(str(getattr(one, "message", one)) for one in warnings))
    return result


def _is_picture(data: bytes) -> bool:
    """Whether these are the bytes of a PNG or JPEG, the two kinds of logo."""
    return data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff"))


def render_pdf(profile: Profile, lang: str, logos: Mapping[str, bytes] = {}) -> bytes:
    """The PDF in ``lang``; see :func:`pdf_of`."""
    return pdf_of(Edition.of(profile, lang), logos)


def pdf_of(edition: Edition, logos: Mapping[str, bytes] = {}) -> bytes:
    """The PDF of an edition.

    Args:
        logos: bytes of the logos by their SHA-256.

    Raises:
        RenderingError: when a character has no font, a figure no alternative, or anything else PDF/UA asks is missing.
    """
    return packed(set_by_typst(sources(edition, logos), format="pdf", pdf_standards=["ua-1"]))


def sources(edition: Edition, logos: Mapping[str, bytes] = {}) -> dict[str, bytes | str]:
    """What Typst reads: the template, the words as ``data.json``, figures, shapes and logos."""
    described = {
        name: {"alt": one.alt, "width": one.width, "height": one.height} for name, one in edition.drawn.items()
    }
    files: dict[str, bytes | str] = {f"{name}.svg": one.svg for name, one in edition.drawn.items()}
    files |= {f"{name}.svg": drawing for name, drawing in glyphs().items()}
    files |= {one.sha256: logos[one.sha256] for one in edition.profile.logos}
    files["data.json"] = json.dumps(edition.document | {"drawings": described}, ensure_ascii=False, sort_keys=True)
    files["main.typ"] = (PAPER / "profile.typ").read_bytes()
    files["parts.typ"] = (PAPER / "parts.typ").read_bytes()
    return files
