"""The cloth in the index: one letter per indicator, so that a hundred countries fit in one query. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from jatigi.foundation.web import figures

LETTERS = {"complete": "c", "partial": "p", "absent": "a", "unknown": "u", "not_applicable": "n"}
SHAPES = {letter: shape for shape, letter in LETTERS.items()}
SIGNS = 6  # as many dimensions have a sign and a colour

Woven = list[list[int | str]]


def shape_of(level: str, ordered: Sequence[str], value: float | None = None) -> str:
    """How an answer is drawn: the highest level of its scale full, the lowest empty, what lies between by halves.

    A measured number has no level: it is drawn full, since what is asked is known.

    >>> shape_of("developed", ["none", "started", "developed"]), shape_of("unknown", [])
    ('complete', 'unknown')
    """
    if level in ("unknown", "not_applicable"):
        return level
    if level in ordered:
        return "complete" if level == ordered[-1] else "absent" if level == ordered[0] else "partial"
    return "complete" if value is not None else "unknown"


def woven(shapes: Iterable[tuple[int, str, bool]]) -> Woven:
    """Strips from ``(number of the dimension, shape, overtaken)`` in the framework's order. Overtaken: a capital."""
    strips: dict[int, str] = {}
    for number, shape, overtaken in shapes:
        letter = LETTERS[shape]
        strips[number] = strips.get(number, "") + (letter.upper() if overtaken else letter)
    return [[number, letters] for number, letters in sorted(strips.items())]


def strips(
    weave: Sequence[Sequence[int | str]], names: Mapping[int, str], *, framed: bool = True
) -> list[figures.Strip]:
    """The strips as figures take them. Dimensions beyond the sixth have no sign and stay out of the portrait."""
    return [
        figures.Strip(
            int(number),
            names.get(int(number), ""),
            tuple(
                figures.Cell(SHAPES[letter.lower()], reverify=framed and letter.isupper()) for letter in str(letters)
            ),
        )
        for number, letters in weave
        if int(number) <= SIGNS
    ]
