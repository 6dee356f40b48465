"""Findings: written by people, reviewed by another, or dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.text import Text
from jatigi.governance.assessments import guards, wording
from jatigi.governance.assessments.errors import CATALOGUE, Fault, refused
from jatigi.governance.assessments.models import Answer, Finding, Round, Subject
from jatigi.governance.assessments.queries import register
from jatigi.governance.assessments.queries.answers import answers_of
from jatigi.governance.assessments.queries.asked import asked_versions
from jatigi.governance.assessments.queries.quality import basis_of
from jatigi.governance.assessments.rules import findings as rules
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments import access as instruments_access
from jatigi.governance.instruments.models import Evidence, Instrument


@dataclass(frozen=True)
class Written:
    """What a person writes of a finding. ``kind``: good_practice | gap | since_then."""

    dimension: Node
    kind: str
    text: Text
    answers: Sequence[Answer] = ()
    instruments: Sequence[Instrument] = ()
    evidence: Sequence[Evidence] = ()


def write_finding(round: Round, written: Written, *, by: User, code: str = "") -> Finding:
    """Write a finding (state ``draft``). Without ``code`` one is made from the dimension.

    Raises:
        Refused: ``finding.later_evidence`` (→ since then), ``finding.unknown_is_no_gap``,
        ``finding.rests_on_nothing``
            (all with ``faults``), ``finding.empty``, ``finding.elsewhere``, ``finding.exists``, ``finding.not_now``.
    """
    try:
        with audit.entry("finding.write", by=by, kind=Finding._meta.label, round=round.pk) as record:
            now = guards.locked(round.pk)
            guards.check_role(by, "finding.write", now)
            if now.state not in rules.ROUND_STATES:
                raise _not_now("draft", now)
            _check(now, written, by)
            finding = Finding(
                subject=Subject.objects.create(kind=Subject.Kind.FINDING, round=now),
                round=now,
                code=code or _code(now, written.dimension),
                position=(Finding.objects.filter(round=now).aggregate(last=Max("position"))["last"] or 0) + 1,
                written_by=by,
            )
            _fill(finding, written, by)
            record.objects.append(str(finding.pk))
    except IntegrityError:
        raise refused("finding.exists", code=code) from None
    return finding


def edit_finding(finding: Finding, written: Written, *, by: User) -> None:
    """Rewrite a finding; one that was reviewed must be reviewed again, by someone who wrote nothing of it.

    Raises as :func:`write_finding`.
    """
    with audit.entry("finding.edit", by=by, many=[finding]):
        now = _move(finding, "edit", by)
        _check(now, written, by)
        finding.reviewed_by = None
        _fill(finding, written, by)


def submit_finding(finding: Finding, *, by: User) -> None:
    """Hand a draft in for review.

    Raises:
        Refused: ``finding.not_now``, ``not_your_role``.
    """
    with audit.entry("finding.submit", by=by, many=[finding]):
        _move(finding, "submit", by)
        _save_state(finding)


def review_finding(finding: Finding, *, by: User) -> None:
    """Agree with a finding that others wrote.

    Raises:
        Refused: ``finding.own``, ``finding.not_now``, and what speaks against it by now (``finding.later_evidence``
        …).
    """
    with audit.entry("finding.review", by=by, many=[finding]):
        now = _move(finding, "review", by)
        _check_basis(now, finding.kind, finding.answers.all(), finding.instruments.all(), finding.evidence.all())
        finding.reviewed_by = by
        _save_state(finding)


def return_finding(finding: Finding, *, by: User, reason: str) -> None:
    """Give a finding back to its author, with a reason.

    Raises:
        Refused: ``finding.own``, ``finding.reason_missing``, ``finding.not_now``.
    """
    if not reason.strip():
        raise refused("finding.reason_missing")
    with audit.entry("finding.return", by=by, many=[finding], reason=reason):
        _move(finding, "return", by)
        finding.reviewed_by = None
        finding.returned_reason = reason.strip()
        _save_state(finding)


def drop_finding(finding: Finding, *, by: User) -> None:
    """Take a finding out; its record stays.

    Raises:
        Refused: ``finding.not_now``, ``not_your_role``.
    """
    with audit.entry("finding.drop", by=by, many=[finding]):
        _move(finding, "drop", by)
        _save_state(finding)


def _save_state(finding: Finding) -> None:
    if finding.state in {"submitted", "reviewed", "dropped"}:
        finding.returned_reason = ""
    finding.changed_at = timezone.now()
    finding.save(update_fields=["state", "reviewed_by", "returned_reason", "changed_at"])


def _move(finding: Finding, action: str, by: User) -> Round:
    """Move the finding without saving it; returns its round, held."""
    round = guards.locked(finding.round_id)
    finding.refresh_from_db()
    move = rules.move(finding.state, action)
    if move is None or round.state not in rules.ROUND_STATES:
        raise _not_now(finding.state, round)
    guards.check_role(by, move.permission, round)
    if move.who == "other" and str(by.public_id) in finding.writers:
        raise refused("finding.own")
    finding.state = move.next
    return round


def _not_now(state: str, round: Round) -> Exception:
    return refused("finding.not_now", state=wording.FINDING_STATES[state], stage=wording.ROUND_STATES[round.state])


def _check(round: Round, written: Written, by: User) -> None:
    if not written.text.text(round.lead_language).strip():
        raise refused("finding.empty")
    here = (
        written.kind in rules.KINDS
        and written.dimension.version_id in asked_versions(round)
        and all(answer.round_id == round.pk for answer in written.answers)
        and _visible(round, by, written)
    )
    if not here:
        raise refused("finding.elsewhere")
    _check_basis(round, written.kind, written.answers, written.instruments, written.evidence)


def _visible(round: Round, by: User, written: Written) -> bool:
    texts, pieces = {i.pk for i in written.instruments}, {e.pk for e in written.evidence}
    places = register.lineage(round.jurisdiction)
    there = instruments_access.visible_instruments(by).filter(pk__in=texts).count()
    readable = instruments_access.visible_evidence(by).filter(pk__in=pieces, jurisdiction__in=places).count()
    return there == len(texts) and readable == len(pieces)


def _check_basis(
    round: Round,
    kind: str,
    answers: Iterable[Answer],
    instruments: Iterable[Instrument],
    evidence: Iterable[Evidence],
) -> None:
    ids = {answer.pk for answer in answers}
    bases = [basis_of(row) for row in answers_of(round) if row.answer_id in ids]
    known = register.read(round.jurisdiction, {i.pk for i in instruments}, {e.pk for e in evidence})
    cites = [entry.facts for entry in (*known.instruments.values(), *known.evidence.values())]
    found = rules.objections(kind, bases, cites, round.reference_date)
    if found:
        day = wording.Day(round.reference_date)
        faults = [Fault("basis", one.code, Phrase(CATALOGUE[one.code][1].msgid, _values(one, day))) for one in found]
        raise refused(found[0].code, faults, **_values(found[0], day))


def _values(objection: rules.Objection, day: wording.Day) -> dict[str, object]:
    return {"indicator": objection.about, "ref": objection.about, "day": day}


def _code(round: Round, dimension: Node) -> str:
    """The next free code of the dimension: ``rights-3``."""
    stem = dimension.code.replace(".", "-")[:100]
    taken = set(Finding.objects.filter(round=round, code__startswith=stem).values_list("code", flat=True))
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _fill(finding: Finding, written: Written, by: User) -> None:
    finding.dimension, finding.kind, finding.text = written.dimension, written.kind, written.text
    finding.changed_at = timezone.now()
    if str(by.public_id) not in finding.writers:
        finding.writers = [*finding.writers, str(by.public_id)]
    finding.save()
    finding.answers.set(written.answers)
    finding.instruments.set(written.instruments)
    finding.evidence.set(written.evidence)
