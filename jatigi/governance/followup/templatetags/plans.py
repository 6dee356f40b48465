"""Tags of plans: where an action stands, on whose word, and its money."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.web.templatetags.jatigi import figure, language
from jatigi.governance.assessments.wording import called
from jatigi.governance.followup import drawings_plans, wording
from jatigi.governance.followup.models import Verdict
from jatigi.governance.followup.queries.plans import Line, column_of
from jatigi.governance.followup.queries.progress import Where
from jatigi.governance.followup.rules.money import Total
from jatigi.governance.followup.rules.status import DECLARED

register = template.Library()

#: status of an action → glyph: a circle for progress, a triangle for what is stuck, hatching for what is not known
GLYPHS = {
    "not_started": "open",
    "under_way": "doing",
    "done": "done",
    "blocked": "late",
    "abandoned": "open",
    "no_evidence": "unknown",
    "not_reported": "unknown",
}


@register.filter
def progress_glyph(status: str) -> str:
    """The glyph of a status."""
    return GLYPHS[status]


@register.filter
def column(where: Where) -> str:
    """The status of an action, or ``not_reported``."""
    return column_of(where)


@register.filter
def last_verdict(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The verdict that stands."""
    return max(verdicts, key=lambda one: one.number, default=None)


@register.simple_tag
def whose(by: tuple[str, ...], institutions: Mapping[str, Institution]) -> str:
    """Whose word it is: « INSTAT et Travail »."""
    names = [called(institutions[one]) if one in institutions else one for one in by]
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@register.simple_tag
def declared(where: Where, who: str) -> str:
    """« déclaré fait par INSTAT »: what one institution says and nobody confirmed."""
    assert where.standing.standing == DECLARED
    return str(wording.DECLARED[where.standing.status]) % {"who": who}


@register.simple_tag
def sum_of(total: Total) -> str:
    """« 12 000 000 XOF », « montant inconnu », "5 EUR and one amount not known"."""
    missing = ngettext("%(number)s amount not known", "%(number)s amounts not known", total.unknown) % {
        "number": total.unknown
    }
    if total.amount is None:
        return f"{total.currency}\u00a0: {missing}" if language() == "fr" else f"{total.currency}: {missing}"
    said = f"{amount_of(total.amount)}\u00a0{total.currency}"
    return f"{said} + {missing}" if total.unknown else said


@register.filter
def amount_of(amount: Any) -> str:
    """An amount: decimals only where it has some."""
    return figure(amount, 0 if amount == amount.to_integral_value() else 2)


@register.simple_tag
def progress_bar(line: Line) -> SafeString:
    """How much of a line's actions is done: solid what is confirmed, hatched what is only declared or not known, empty
    what is not done."""
    drawn = drawings_plans.bar(line, lang=language(), ident=f"b-{line.key or 'all'}", title=said(line))
    return mark_safe(drawn)  # noqa: S308  figures escape every text that comes into them


def said(line: Line) -> str:
    """The bar in words."""
    return ngettext(
        "%(done)s of %(total)s action done and confirmed; of %(unknown)s nobody can say it yet",
        "%(done)s of %(total)s actions done and confirmed; of %(unknown)s nobody can say it yet",
        line.total,
    ) % {"done": line.done, "total": line.total, "unknown": line.unknown}
