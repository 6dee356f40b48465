"""Words and numbers of figures, in any language that has a catalogue. Figures know nothing of Django."""

import gettext as catalogues
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal

LOCALE = Path(__file__).parent.parent / "locale"
SOURCE_LANGUAGE = "en"


@cache
def _catalogue(lang: str) -> catalogues.NullTranslations:
    """The compiled catalogue of the language. English is what the source is written in.

    Raises:
        FileNotFoundError: when the language has none, or catalogues were not compiled. An English word in a French
            figure would go unnoticed until it was printed.
    """
    if lang == SOURCE_LANGUAGE:
        return catalogues.NullTranslations()
    try:
        return catalogues.translation("django", LOCALE, [lang])
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"no compiled catalogue of figures for language {lang!r}; "
            "run `python -m jatigi.foundation.text.catalogues compile`"
        ) from error


def gettext(message: str, lang: str) -> str:
    """``message`` in ``lang``."""
    return _catalogue(lang).gettext(message)


def ngettext(one: str, many: str, count: int, lang: str) -> str:
    """``one`` or ``many`` in ``lang``, by the language's own rule for ``count``."""
    return _catalogue(lang).ngettext(one, many, count)


def rounded(value: float) -> int:
    """A share between 0 and 1 as a whole number out of 100; halves go up, as people round."""
    exact = Decimal(str(round(value * 100, 9)))
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def hundredths(low: float, high: float) -> str:
    """An interval as it is printed: ``34–97``, or ``62`` when both ends are one number."""
    first, last = rounded(low), rounded(high)
    return str(first) if first == last else f"{first}–{last}"


def decimal(value: float, lang: str, *, digits: int = 0) -> str:
    """A number with the separators of the language: « 1 292 519 » and « 1,154 » in French."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(round(value, digits), format=pattern, locale=lang)
