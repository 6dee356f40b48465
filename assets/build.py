"""Cut the fonts of the site and of the PDF from the npm packages.

Run after `npm ci --ignore-scripts`, with the project's Python: `.venv/bin/python assets/build.py`.
It writes two folders that are not in version control:

- `jatigi/foundation/web/static/jatigi/fonts/`: woff2 with the letters of French, English and Bambara, the
  punctuation of their typography and the few signs the pages use. Every visitor pays for these, so they are small.
- `jatigi/governance/profiles/fonts/`: whole static TTF for Typst, which embeds what a document uses by itself and,
  under PDF/UA-1, refuses a character that no font can show.

Families: "Jatigi Text" (Source Sans 3, whose licence reserves its name for the unmodified font), "Jatigi Title"
(Commissioner, flared cut, weight 680) and "Jatigi Rest" (Inter, for the letters the other two lack, such as Ɲ).

The same packages give the same bytes. A run that finds its inputs and outputs unchanged writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import brotli
from fontTools import version as fonttools_version
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
LICENCES = ROOT / "assets" / "licences"
WEB = ROOT / "jatigi/foundation/web/static/jatigi/fonts"
PAPER = ROOT / "jatigi/governance/profiles/fonts"
RECORD = PAPER / "made-from.json"

TEXT_VARIABLE = PACKAGES / "source-sans/VF/SourceSans3VF-Upright.ttf"
TEXT_STATIC = PACKAGES / "source-sans/WOFF2/TTF"
TITLE_PARTS = PACKAGES / "@fontsource-variable/commissioner/files"
REST_STATIC = PACKAGES / "@expo-google-fonts/inter"

BAMBARA = "ɛɔɲŋƐƆƝŊ"
LATIN = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + "ŒœŸ" + BAMBARA
PUNCTUATION = "\u2009\u202f\u2010\u2011–—‘’‚“”„†‡•…‰′″‹›€−"
SIGNS = "←↑→↓↗↘×≈≠≤≥✓"
# Headings and large figures: no mathematics, no currency but the euro. Bambara is always set in Text.
TITLE_LETTERS = (
    "".join(c for c in LATIN if c.isalnum() and c not in "ªº¹²³¼½¾µÐðÞþ" + BAMBARA)
    + " !\"#%&'()*+,-./:;=?°«»·\xa0\u202f–—‘’“”…€−"
)
TITLE_WEIGHT = 680
# Seconds between 1904 and 2025-01-01: a fixed date in the font, or each build would differ.
FIXED_TIME = 3818448000
WOFF2_LIMIT = 40_000


def named(font: TTFont, family: str, style: str, weight: int) -> TTFont:
    """Give the font our family name (the licence asks for it) and keep only the names that readers of fonts use."""
    names = font["name"]
    kept = {i: str(names.getDebugName(i) or "") for i in (0, 13, 14)}
    full = f"{family} {style}"
    names.names = []
    for number, value in {
        **kept,
        1: full if style not in ("Regular", "Bold") else family,
        2: style if style in ("Regular", "Bold") else "Regular",
        3: f"{full}; jatigi",
        4: full,
        5: "Version 1.0",
        6: full.replace(" ", ""),
        16: family,
        17: style,
    }.items():
        names.setName(value, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    return font


def frozen(font: TTFont) -> TTFont:
    """Fix the dates inside the font, so that the same source gives the same bytes."""
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = FIXED_TIME
    for table in ("STAT", "DSIG", "MVAR", "BASE", "meta"):
        if table in font:
            del font[table]
    return font


def cut(font: TTFont, letters: str, features: Iterable[str]) -> TTFont:
    """Keep `letters` and the OpenType features given; drop hinting, which screens of today ignore."""
    options = Options(
        layout_features=list(features),
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        recalc_timestamp=False,
        legacy_kern=False,
    )
    cutter = Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    return font


def text_font() -> TTFont:
    """Source Sans 3 as a variable font, weight 400 to 700. Its figures are tabular by default; `pnum` loosens them."""
    font = cut(TTFont(TEXT_VARIABLE), LATIN + PUNCTUATION + SIGNS, ("ccmp", "locl", "kern", "mark", "pnum"))
    font = instancer.instantiateVariableFont(font, {"wght": (400, 400, 700)})
    return named(font, "Jatigi Text", "Regular", 400)


def title_font() -> TTFont:
    """Commissioner, flared, at one weight. The package splits it by script, so the two Latin parts are joined."""
    parts: list[io.BytesIO] = []
    for part in ("latin", "latin-ext"):
        font = TTFont(TITLE_PARTS / f"commissioner-{part}-flar-normal.woff2")
        font = instancer.instantiateVariableFont(font, {"wght": TITLE_WEIGHT, "FLAR": 100})
        font.flavor = None
        parts.append(io.BytesIO())
        font.save(parts[-1])
    joined = io.BytesIO()
    Merger().merge(parts).save(joined)
    font = TTFont(joined)
    add_narrow_space(font)
    return named(font, "Jatigi Title", "Bold", TITLE_WEIGHT)


def add_narrow_space(font: TTFont) -> None:
    """Commissioner has no U+202F, which French sets before : ; ! ? — without it that space comes from another font."""
    if 0x202F in font.getBestCmap():
        return
    name = "uni202F"
    font["glyf"][name] = Glyph()
    font.setGlyphOrder(font["glyf"].glyphOrder)
    font["hmtx"][name] = (font["head"].unitsPerEm // 5, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x202F] = name


def static(path: Path, family: str, style: str, weight: int) -> TTFont:
    """One static cut for Typst, complete: a name from any country may stand in a source."""
    font = TTFont(path)
    font.flavor = None
    return named(font, family, style, weight)


def cut_all() -> dict[Path, TTFont]:
    """Every font file that is made, by the path it goes to."""
    title = title_font()
    title_bytes = as_bytes(title)
    rest = named(cut(TTFont(REST_STATIC / "400Regular/Inter_400Regular.ttf"), "Ɲ", ()), "Jatigi Rest", "Regular", 400)
    return {
        WEB / "jatigi-text.woff2": text_font(),
        WEB / "jatigi-title.woff2": cut(TTFont(io.BytesIO(title_bytes)), TITLE_LETTERS, ("ccmp", "locl", "kern")),
        WEB / "jatigi-rest.woff2": rest,
        PAPER / "jatigi-title.ttf": title,
        PAPER / "jatigi-text-400.ttf": static(
            TEXT_STATIC / "SourceSans3-Regular.ttf.woff2", "Jatigi Text", "Regular", 400),
        PAPER / "jatigi-text-600.ttf": static(
            TEXT_STATIC / "SourceSans3-Semibold.ttf.woff2", "Jatigi Text", "SemiBold", 600),
        PAPER / "jatigi-text-700.ttf": static(TEXT_STATIC / "SourceSans3-Bold.ttf.woff2", "Jatigi Text", "Bold", 700),
        PAPER / "jatigi-rest-400.ttf": static(
            REST_STATIC / "400Regular/Inter_400Regular.ttf", "Jatigi Rest", "Regular", 400),
        PAPER / "jatigi-rest-700.ttf": static(REST_STATIC / "700Bold/Inter_700Bold.ttf", "Jatigi Rest", "Bold", 700),
    }  # fmt: skip


def as_bytes(font: TTFont) -> bytes:
    """The font as it will stand on disk."""
    out = io.BytesIO()
    frozen(font).save(out, reorderTables=False)
    return out.getvalue()


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def inputs() -> dict[str, str]:
    """What the result depends on: this file, the tools and the files of the packages. Missing packages end the run."""
    files = [
        TEXT_VARIABLE, *sorted(TEXT_STATIC.glob("SourceSans3-*.woff2")),
        *sorted(TITLE_PARTS.glob("commissioner-latin*-flar-normal.woff2")),
        REST_STATIC / "400Regular/Inter_400Regular.ttf", REST_STATIC / "700Bold/Inter_700Bold.ttf",
        *sorted(LICENCES.glob("*.txt")),
    ]  # fmt: skip
    missing = [f for f in files if not f.is_file()]
    if missing or len(files) < 10:
        names = ", ".join(f.relative_to(ROOT).as_posix() for f in missing) or "the font packages"
        sys.exit(f"{names}: not found. Run `npm ci --ignore-scripts` in {ROOT.name}/ first, then this command again.")
    found = {f.relative_to(ROOT).as_posix(): sha256(f.read_bytes()) for f in [*files, Path(__file__).resolve()]}
    return {**found, "fonttools": fonttools_version, "brotli": str(brotli.__version__)}


def up_to_date(made_from: dict[str, str]) -> bool:
    """True when the record names these inputs and every file it lists stands unchanged."""
    if not RECORD.is_file():
        return False
    record = json.loads(RECORD.read_text("utf-8"))
    made: dict[str, str] = record["made"]
    return record["from"] == made_from and all(
        (ROOT / name).is_file() and sha256((ROOT / name).read_bytes()) == digest for name, digest in made.items()
    )


def build() -> dict[Path, int]:
    """Make every file and return its size in bytes."""
    sizes: dict[Path, int] = {}
    made: dict[str, str] = {}
    fonts = cut_all()
    for folder in (WEB, PAPER):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for path, font in fonts.items():
        font.flavor = "woff2" if path.suffix == ".woff2" else None
        data = as_bytes(font)
        path.write_bytes(data)
        sizes[path], made[path.relative_to(ROOT).as_posix()] = len(data), sha256(data)
    for licence in sorted(LICENCES.glob("*.txt")):
        for folder in (WEB, PAPER):
            shutil.copyfile(licence, folder / licence.name)
            made[(folder / licence.name).relative_to(ROOT).as_posix()] = sha256(licence.read_bytes())
    RECORD.write_text(json.dumps({"from": inputs(), "made": made}, indent=1, sort_keys=True) + "\n", "utf-8")
    return sizes


def main() -> None:
    """The command."""
    command = argparse.ArgumentParser(
        description="Cut the fonts from the npm packages.", epilog="Example: .venv/bin/python assets/build.py --force"
    )
    command.add_argument("--force", action="store_true", help="make everything anew, even when nothing changed")
    if not command.parse_args().force and up_to_date(inputs()):
        print("Fonts: up to date.")
        return
    start = time.monotonic()
    inputs()
    sizes = build()
    for path, size in sizes.items():
        print(f"{size:>8} bytes  {path.relative_to(ROOT)}")
    web = sum(size for path, size in sizes.items() if path.suffix == ".woff2")
    print(f"{web:>8} bytes  for the web in all, {time.monotonic() - start:.1f} s")
    if web > WOFF2_LIMIT:
        sys.exit(f"The web fonts weigh {web} bytes; the budget is {WOFF2_LIMIT}. Cut letters or features.")


if __name__ == "__main__":
    main()
