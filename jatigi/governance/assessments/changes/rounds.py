"""Opening a round and leading it from state to state."""

import datetime
import re
from collections.abc import Sequence

from django.db import IntegrityError
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.assessments import guards, wording
from jatigi.governance.assessments.errors import refused
from jatigi.governance.assessments.models import Approval, Round, Step
from jatigi.governance.assessments.queries import rounds as queries
from jatigi.governance.assessments.rules import rounds as rules
from jatigi.governance.frameworks.models import FrameworkVersion

_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


def open_round(
    *,
    by: User,
    code: str,
    jurisdiction: Place,
    label: str,
    framework: FrameworkVersion,
    reference_date: datetime.date,
    about: Text,
    modules: Sequence[FrameworkVersion] = (),
    origin: str = "official",
    deadline: datetime.date | None = None,
    languages: Sequence[str] = ("fr", "en"),
    previous: Round | None = None,
    scores_public: bool = False,
) -> Round:
    """Open a round in state ``launch``. Last round's answers are shown as starting points, never taken over as
    answers.

    Raises:
        Refused: ``round.exists``, ``round.draft_framework``, ``round.previous_elsewhere``,
        ``round.module_elsewhere``,
            ``round.languages``, ``round.deadline``.
    """
    now = timezone.now()
    opened = Round(
        code=code,
        jurisdiction=jurisdiction,
        label=label,
        framework=framework,
        origin=origin,
        about=about,
        reference_date=reference_date,
        deadline=deadline,
        languages=list(languages),
        lead_language=next(iter(languages), ""),
        previous=previous,
        scores_public=scores_public,
        opened_at=now,
        opened_by=by,
    )
    guards.check_role(by, "round.open", opened)
    _check_languages(languages)
    _check_deadline(deadline)
    guards.check_ties(opened, modules)
    try:
        with audit.entry("round.open", by=by, kind=Round._meta.label, origin=origin) as record:
            opened.save(force_insert=True)
            opened.modules.set(modules)
            record.objects.append(opened.pk)
    except IntegrityError:
        raise refused("round.exists", place=wording.Words(jurisdiction.name), name=label) from None
    return opened


def _check_languages(languages: Sequence[str]) -> None:
    if not languages or len(set(languages)) < len(languages) or not all(map(_LANGUAGE.match, languages)):
        raise refused("round.languages")


def _check_deadline(deadline: datetime.date | None) -> None:
    if deadline is not None and deadline < timezone.localdate():
        raise refused("round.deadline", day=wording.Day(deadline))


def change_settings(
    round: Round,
    *,
    by: User,
    about: Text,
    deadline: datetime.date | None,
    languages: Sequence[str],
    scores_public: bool,
) -> Round:
    """Change what may change while a round is under way. Framework, origin and reference date never do.

    Raises:
        Refused: ``round.fixed`` once the answers are fixed, ``round.languages``, ``round.deadline``.
    """
    guards.check_role(by, "round.settings", round)
    _check_languages(languages)
    with audit.entry("round.settings", by=by, on=round, scores_public=scores_public, languages=list(languages)):
        if not rules.is_open(round.state):
            raise refused("round.fixed", state=wording.ROUND_STATES[round.state])
        if deadline != round.deadline:
            _check_deadline(deadline)
        round.about, round.deadline, round.scores_public = about, deadline, scores_public
        round.languages, round.lead_language = list(languages), languages[0]
        round.save(update_fields=["about", "deadline", "languages", "lead_language", "scores_public"])
    return round


def move_round(
    round: Round,
    action: str,
    *,
    by: User | None,
    note: str = "",
    today: datetime.date | None = None,
    caused_by: int | None = None,
) -> Round:
    """Take the round one step; ``action`` as in :data:`.rules.rounds.MOVES`.

    Validation and approval have functions of their own. ``by`` None is the command line, whose user needs no role.

    Raises:
        Refused: ``round.no_such_move``, ``not_your_role``, or the condition that does not hold (see
            :data:`.rules.rounds.CONDITIONS`).
    """
    with audit.entry("round.move", by=by, on=round, reason=note or None, caused_by=caused_by, step=action) as record:
        move = None if action in rules.OWN_FUNCTION else rules.move(round.state, action, round.origin)
        if move is None:
            raise refused("round.no_such_move", state=wording.ROUND_STATES[round.state])
        if by is not None:
            guards.check_role(by, move.permission, round)
        for refusal in queries.unmet(round, move, by=by, note=note, today=today):
            raise refusal
        record.details |= {"from": move.state, "to": move.next}
        _step(round, move, move.next, by=by, note=note)
    return round


def _step(round: Round, move: rules.Move, state: str, *, by: User | None, note: str, digest: str | None = None) -> Step:
    """Write the step and the round's new state."""
    if digest is None:
        digest = queries.content_digest(round) if state in rules.CLOSED_STATES else ""
    step = Step.objects.create(
        round=round,
        action=move.action,
        state_before=round.state,
        state_after=state,
        at=timezone.now(),
        by=by,
        note=note,
        digest=digest,
    )
    round.state = state
    round.save(update_fields=["state"])
    return step


def validate(round: Round, *, by: User, note: str = "", today: datetime.date | None = None) -> Round:
    """Sign for the content. The round is validated when two different validators have signed the same content.

    A change of any answer or finding after the first signature makes it void: it was given for other content.

    Raises:
        Refused: ``round.already_signed`` (the same person twice), ``round.no_such_move``, ``not_your_role``, and the
            conditions of validation.
    """
    with audit.entry("round.validate", by=by, on=round) as record:
        move = rules.move(round.state, "validate", round.origin)
        if move is None:
            raise refused("round.no_such_move", state=wording.ROUND_STATES[round.state])
        guards.check_role(by, move.permission, round)
        signed = queries.signed_by(round)
        if by in signed:
            raise refused("round.already_signed")
        for refusal in queries.unmet(round, move, by=by, note=note, today=today):
            raise refusal
        digest = queries.content_digest(round)
        record.details |= {"digest": digest, "signature": len(signed) + 1}
        _step(round, move, move.next if signed else round.state, by=by, note=note, digest=digest)
    return round


def approve(
    round: Round,
    *,
    by: User,
    letter_number: str,
    letter_date: datetime.date | None,
    signatory_function: str,
    scan: StoredFile | None = None,
    embargo_until: datetime.date | None = None,
) -> Approval:
    """Record the government's approval in writing and move the round to ``approved``.

    The person who signed is named by function only.

    Raises:
        Refused: ``round.letter_missing``, ``round.no_such_move``, ``not_your_role``.
    """
    with audit.entry("round.approve", by=by, on=round, scan=str(scan.pk) if scan else None) as record:
        move = rules.move(round.state, "approve", round.origin)
        if move is None:
            raise refused("round.no_such_move", state=wording.ROUND_STATES[round.state])
        guards.check_role(by, move.permission, round)
        if not (letter_number.strip() and letter_date and signatory_function.strip()):
            raise refused("round.letter_missing")
        # A round that was taken back after its approval is approved anew: the last letter counts.
        approval, _new = Approval.objects.update_or_create(
            round=round,
            defaults={
                "letter_number": letter_number.strip(),
                "letter_date": letter_date,
                "signatory_function": signatory_function.strip(),
                "scan": scan,
                "embargo_until": embargo_until,
                "recorded_at": timezone.now(),
                "recorded_by": by,
            },
        )
        record.objects.append(str(approval.pk))
        # The letter stands in the step as well: a later approval takes this one's place, never its record.
        letter = f"{approval.letter_number}, {letter_date.isoformat()}, {approval.signatory_function}"
        _step(round, move, move.next, by=by, note=letter)
    return approval
