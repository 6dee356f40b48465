"""Writes to other evidence."""

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.governance.instruments import rules, searching
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.facts import EvidenceFacts, rewritten
from jatigi.governance.instruments.models import Evidence
from jatigi.governance.instruments.queries.citing import citing

CODE = 60


def add_evidence(facts: EvidenceFacts, *, jurisdiction: Place, by: User, file: StoredFile | None = None) -> Evidence:
    """Add a piece of evidence; whoever adds it may read it, internal or not.

    Raises:
        Refused: ``interview.function``, ``interview.consent``, ``register.dates``.
    """
    facts.check()
    with audit.entry("evidence.add", by=by, kind=Evidence._meta.label, jurisdiction=jurisdiction.pk) as record:
        row = Evidence(jurisdiction=jurisdiction, added_by=by, file=file)
        _fill(row, facts)
        row.code = _free_code(row, jurisdiction)
        row.search = searching.of_evidence(row)
        row.save(force_insert=True)
        row.instruments.set(facts.instruments)
        record.objects.append(str(row.pk))
        record.details["publishable"] = facts.publishable
    return row


def edit_evidence(
    evidence: Evidence, facts: EvidenceFacts, *, by: User, reason: str, file: StoredFile | None = None
) -> None:
    """Correct a piece of evidence; ``file`` replaces the copy kept (None leaves it).

    Raises:
        Refused: ``reason.missing``, and as :func:`add_evidence`.
    """
    if not reason.strip():
        raise Refused("reason.missing")
    facts.check()
    with audit.entry("evidence.edit", by=by, on=evidence, reason=reason, publishable=facts.publishable):
        _fill(evidence, facts)
        evidence.file = file or evidence.file
        evidence.search = searching.of_evidence(evidence)
        evidence.save()
        evidence.instruments.set(facts.instruments)


def delete_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a piece of evidence away that nothing rests on.

    Raises:
        Refused: ``register.cited``, with the list of what rests on it.
    """
    pk = str(evidence.pk)
    with audit.entry("evidence.delete", by=by, on=evidence) as record:
        if cited := citing(evidence):
            raise Refused("register.cited", cited)
        evidence.delete()
        record.objects.append(pk)


_PLAIN = (
    "kind", "confidence", "publishable", "dated", "observed_from", "observed_until", "function", "consent", "url",
    "publisher", "accessed", "value", "dimension",
)  # fmt: skip
_TEXTS = ("title", "text", "unit", "definition")


def _fill(row: Evidence, facts: EvidenceFacts) -> None:
    for name in _PLAIN:
        setattr(row, name, getattr(facts, name))
    for name in _TEXTS:
        setattr(row, name, rewritten(getattr(row, name), getattr(facts, name)))


def _free_code(row: Evidence, jurisdiction: Place) -> str:
    base = rules.slug(str(row.title), CODE)
    near = Evidence.objects.filter(jurisdiction=jurisdiction, code__startswith=base)
    return rules.free(base, set(near.values_list("code", flat=True)))
