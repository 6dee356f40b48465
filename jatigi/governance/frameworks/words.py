"""What the pages say of relations between indicators, in the page's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jatigi.governance.frameworks.queries import Link


def relation(link: Link) -> str:
    """How the indicator relates to those of the other version: "answers, with others (the lowest level counts)"."""
    return str(_changes().get(link.rule) or _rules().get(link.rule, link.rule))


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
