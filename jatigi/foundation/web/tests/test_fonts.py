"""The fonts made by `assets/build.py` show every letter of the three languages, within the budget of a page."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import jatigi

PACKAGE = Path(jatigi.__file__).parent
WEB = PACKAGE / "foundation/web/static/jatigi/fonts"
PAPER = PACKAGE / "governance/profiles/fonts"

FRENCH = "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ0123456789"
TYPOGRAPHY = "\u202f\u00a0«»’“”–—…·%°()/:;?!"
BAMBARA = "ɛɔɲŋƐƆƝŊ"
SIGNS = "≤≥→−×≈✓"
ALL = FRENCH + TYPOGRAPHY + BAMBARA + SIGNS


def letters_of(*paths: Path) -> set[str]:
    """All characters that the fonts can show between them."""
    return {chr(code) for path in paths for code in TTFont(path).getBestCmap()}


@pytest.mark.parametrize(
    ("paths", "needed"),
    [
        ([WEB / "jatigi-text.woff2", WEB / "jatigi-rest.woff2"], ALL),
        ([WEB / "jatigi-title.woff2"], FRENCH + TYPOGRAPHY),
        *[
            (
                [PAPER / f"jatigi-text-{weight}.ttf", PAPER / "jatigi-rest-400.ttf"],
                FRENCH + TYPOGRAPHY + BAMBARA + SIGNS,
            )
            for weight in (400, 600, 700)
        ],
        ([PAPER / "jatigi-title.ttf"], FRENCH + TYPOGRAPHY),
    ],
)
def test_no_letter_is_missing(paths: list[Path], needed: str) -> None:
    assert set(needed) - letters_of(*paths) == set()


def test_web_fonts_weigh_at_most_forty_kilobytes() -> None:
    assert sum(path.stat().st_size for path in WEB.glob("*.woff2")) <= 40_000


@pytest.mark.parametrize("folder", [WEB, PAPER])
def test_licences_travel_with_the_fonts(folder: Path) -> None:
    licences = {path.name for path in folder.glob("OFL-*.txt")}
    assert licences == {"OFL-Commissioner.txt", "OFL-Inter.txt", "OFL-Source-Sans.txt"}


@pytest.mark.parametrize("path", sorted(PAPER.glob("jatigi-text-*.ttf")))
def test_text_fonts_are_one_family_in_three_weights(path: Path) -> None:
    font = TTFont(path)
    assert font["name"].getBestFamilyName() == "Jatigi Text"
    assert font["OS/2"].usWeightClass == int(path.stem.rsplit("-", 1)[1])
