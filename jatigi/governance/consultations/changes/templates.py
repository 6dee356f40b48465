"""Reasons that are given often, kept to be reused. What was answered with one keeps its own words."""

from dataclasses import dataclass

from django.utils.text import slugify

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.consultations import guards
from jatigi.governance.consultations.errors import refused
from jatigi.governance.consultations.models import OUTCOMES, ReasonTemplate


@dataclass(frozen=True)
class Written:
    """A template as written: ``title`` is what one chooses it by."""

    outcome: str
    title: Text
    reason: Text


def add_template(jurisdiction: Place, written: Written, *, by: User) -> ReasonTemplate:
    """Keep a reason for later.

    Raises:
        Refused: ``disposition.no_reason`` (no words, or no outcome), ``not_your_role``.
    """
    with audit.entry("template.add", by=by, on=jurisdiction, outcome=written.outcome) as record:
        _check(by, jurisdiction.pk, written)
        made = ReasonTemplate.objects.create(
            jurisdiction=jurisdiction,
            code=_code(jurisdiction, written),
            outcome=written.outcome,
            title=written.title or written.reason,
            reason=written.reason,
        )
        record.objects.append(str(made.pk))
    return made


def edit_template(template: ReasonTemplate, written: Written, *, by: User) -> None:
    """Reword it for the next time. Answers given with it stay as they are.

    Raises:
        Refused: ``disposition.no_reason``, ``not_your_role``.
    """
    with audit.entry("template.edit", by=by, on=template, outcome=written.outcome):
        _check(by, template.jurisdiction_id, written)
        template.outcome, template.title = written.outcome, written.title or written.reason
        template.reason = written.reason
        template.save(update_fields=["outcome", "title", "reason"])


def drop_template(template: ReasonTemplate, *, by: User) -> None:
    """Throw it away. Nothing refers to it: answers keep their own words.

    Raises:
        Refused: ``not_your_role``.
    """
    with audit.entry("template.drop", by=by, on=template, code=template.code):
        guards.check_role(by, "disposition.write", template.jurisdiction_id)
        template.delete()


def _check(by: User, jurisdiction: str, written: Written) -> None:
    guards.check_role(by, "disposition.write", jurisdiction)
    if written.outcome not in OUTCOMES or not written.reason:
        raise refused("disposition.no_reason")


def _code(jurisdiction: Place, written: Written) -> str:
    """A short name that is free there."""
    title = written.title or written.reason
    stem = slugify(title.text(title.source))[:40].strip("-") or "motif"
    taken = set(ReasonTemplate.objects.filter(jurisdiction=jurisdiction).values_list("code", flat=True))
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
