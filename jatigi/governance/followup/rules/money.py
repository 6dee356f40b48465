"""Money of a plan. Currencies are never added together, and an amount that is not known stays unknown: it is counted,
never taken as zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

SECURED, SOUGHT, SPENT = "secured", "sought", "spent"
STANDINGS: Final = (SECURED, SOUGHT, SPENT)


@dataclass(frozen=True)
class Line:
    """One line of funding: ``amount`` None where it is not known."""

    currency: str
    standing: str
    amount: Decimal | None


@dataclass(frozen=True)
class Total:
    """What is known of one currency in one standing: ``amount`` of the ``known`` lines (None where none is known), and
    how many lines have no amount."""

    currency: str
    standing: str
    amount: Decimal | None
    known: int
    unknown: int


def totals(lines: Iterable[Line]) -> list[Total]:
    """One total for each currency and standing that occurs, by currency, then secured, sought, spent.

    >>> [(one.currency, one.amount, one.unknown) for one in totals([Line("EUR", "sought", Decimal(5)),
    ...     Line("XOF", "sought", None), Line("EUR", "sought", None)])]
    [('EUR', Decimal('5'), 1), ('XOF', None, 1)]
    """
    groups: dict[tuple[str, str], list[Decimal | None]] = {}
    for line in lines:
        groups.setdefault((line.currency, line.standing), []).append(line.amount)
    ordered = sorted(groups, key=lambda key: (key[0], STANDINGS.index(key[1])))
    return [_total(currency, standing, groups[currency, standing]) for currency, standing in ordered]


def _total(currency: str, standing: str, amounts: Sequence[Decimal | None]) -> Total:
    known = [amount for amount in amounts if amount is not None]
    return Total(currency, standing, sum(known, Decimal(0)) if known else None, len(known), len(amounts) - len(known))
