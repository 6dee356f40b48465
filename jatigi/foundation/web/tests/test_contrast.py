"""Every pair of colours that the pages use can be read: text at 4.5 to 1, shapes and field edges at 3 to 1."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static/jatigi/tokens.css").read_text("utf-8")
TEXT, SHAPE = 4.5, 3.0

PAIRS: list[tuple[str, str, float]] = [
    *[("ink", ground, TEXT) for ground in ("bg", "bg-soft", "bg-sunk", "accent-bg", "warn-bg", "error-bg")],
    *[("ink-soft", ground, TEXT) for ground in ("bg", "bg-soft", "bg-sunk", "accent-bg")],
    *[("accent", ground, TEXT) for ground in ("bg", "bg-soft", "accent-bg", "warn-bg")],
    *[("accent-hover", ground, TEXT) for ground in ("bg", "accent-bg")],
    *[("on-accent", ground, TEXT) for ground in ("accent", "accent-hover")],
    *[("warn", ground, TEXT) for ground in ("bg", "warn-bg", "bg-sunk")],
    *[("error", ground, TEXT) for ground in ("bg", "error-bg")],
    ("cloth-motif", "cloth", TEXT),
    ("cloth-soft", "cloth", TEXT),
    ("bg", "ink", TEXT),
    *[("line-strong", ground, SHAPE) for ground in ("bg", "bg-soft", "accent-bg")],
    *[("focus", ground, SHAPE) for ground in ("bg", "bg-sunk")],
    *[(f"d{n}", "bg", SHAPE) for n in range(1, 7)],
    *[("on-dim", f"d{n}", SHAPE) for n in range(1, 7)],
]


def declared(opening: str) -> dict[str, str]:
    """The custom properties of the rule that starts with ``opening``."""
    block = TOKENS[TOKENS.index(opening) :]
    return dict(re.findall(r"--jt-([\w-]+):\s*([^;]+);", block[: block.index("\n}")]))


LIGHT = declared("\n:root {")
THEMES = {
    "light": LIGHT,
    "dark": LIGHT | declared("@media (prefers-color-scheme: dark)"),
    "print": LIGHT | declared("@media print"),
    "print from a dark device": LIGHT | declared("@media (prefers-color-scheme: dark)") | declared("@media print"),
}


def luminance(theme: dict[str, str], role: str) -> float:
    """Relative luminance of WCAG 2.2, from the role's colour in the theme."""
    value = theme[role]
    while found := re.fullmatch(r"var\(--jt-([\w-]+)\)", value):
        value = theme[found[1]]
    digits = value.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(c * 2 for c in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_pair_of_colours_can_be_read(theme: str, front: str, ground: str, least: float) -> None:
    low, high = sorted(luminance(THEMES[theme], role) for role in (front, ground))
    assert (high + 0.05) / (low + 0.05) >= least
