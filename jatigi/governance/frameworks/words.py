"""What the pages say of relations between indicators, in the page's language."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jatigi.governance.frameworks.comparison import Change
from jatigi.governance.frameworks.queries import Line, Link


def relation(link: Link) -> str:
    """How the indicator relates to those of the other version: "answers, with others (the lowest level counts)"."""
    return rule(link.rule)


def rule(name: str, count: int | None = None) -> str:
    """A line's kind of change, or its rule of derivation; ``count`` is a threshold's."""
    if name == "threshold" and count:
        return ngettext(
            "answered by several: at least %(n)s of them must reach the level",
            "answered by several: at least %(n)s of them must reach the level",
            count,
        ) % {"n": count}
    return str(_changes().get(name) or _rules().get(name, name))


def counted(lines: list[Line]) -> list[tuple[str, int]]:
    """How many lines there are of each grade, the best comparable first."""
    numbers = Counter(line.comparability for line in lines)
    return [(comparability(grade), numbers[grade]) for grade in ("high", "medium", "low", "none") if numbers[grade]]


def change(one: Change) -> str:
    """What happened to an item."""
    return {
        "new": pgettext("indicator", "added"),
        "gone": pgettext("indicator", "dropped"),
        "changed": pgettext("indicator", "changed"),
    }[one.kind]


def line(number: int) -> str:
    """A line of a file."""
    return _("line %(number)s") % {"number": number}


def comparability(grade: str) -> str:
    """The grade in words."""
    return {
        "high": _("well comparable"),
        "medium": _("comparable with care"),
        "low": _("hardly comparable"),
        "none": _("not comparable"),
    }[grade]


def _changes() -> dict[str, str]:
    return {
        "reworded": pgettext("indicator", "reworded"),
        "split": pgettext("indicator", "split"),
        "merged": pgettext("indicator", "merged"),
        "added": pgettext("indicator", "added"),
        "dropped": pgettext("indicator", "dropped"),
        "rescaled": pgettext("indicator", "same question, other levels"),
    }


def _rules() -> dict[str, str]:
    return {
        "same": _("same question"),
        "min": _("answered by several: the lowest level counts"),
        "max": _("answered by several: the highest level counts"),
        "threshold": _("answered by several: a number of them must reach the level"),
        "none": _("cannot be derived"),
    }
