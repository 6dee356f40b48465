"""What one person writes for themselves: drafts (autosave, not audited) and journal."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments import guards, wording
from jatigi.governance.assessments.errors import refused
from jatigi.governance.assessments.models import Coding, Draft, JournalEntry, Round
from jatigi.governance.assessments.rules import codings as rules
from jatigi.governance.assessments.rules.judgements import storable
from jatigi.governance.frameworks.models import IndicatorVersion

#: Autosave is not audited (DESIGN §5).
UNAUDITED = ("save_draft", "discard_draft")
MOST = 200_000  # characters of JSON in a draft


def save_draft(
    round: Round, indicator: IndicatorVersion, *, by: User, content: Mapping[str, Any], version: int
) -> Draft:
    """Keep what the person is typing.

    ``version`` is the draft's version that this tab read or wrote last (0: there was none). The returned draft's
    ``version`` is what the tab sends next time. ``content``: see :func:`.rules.judgements.read_content`.

    Raises:
        Refused: ``draft.stale`` when another tab has saved since: nothing is overwritten. ``coding.not_now``,
            ``draft.too_long``, ``coding.not_asked``, ``not_your_role``.
    """
    guards.check_role(by, "coding.write", round)
    guards.check_asked(round, [indicator])
    guards.check_theirs(by, round, indicator)
    _check_writable(round, indicator, by)
    kept = storable(content)
    if len(json.dumps(kept)) > MOST:
        raise refused("draft.too_long")
    mine = Draft.objects.filter(round=round, indicator=indicator, user=by)
    if version == 0:
        try:
            with transaction.atomic():
                return Draft.objects.create(
                    round=round, indicator=indicator, user=by, content=kept, saved_at=timezone.now()
                )
        except IntegrityError:
            raise guards.stale_draft(mine.first()) from None
    if not mine.filter(version=version).update(content=kept, saved_at=timezone.now(), version=F("version") + 1):
        raise guards.stale_draft(mine.first())
    return mine.get()


def _check_writable(round: Round, indicator: IndicatorVersion, by: User) -> None:
    state = Round.objects.values_list("state", flat=True).get(pk=round.pk)
    coding = Coding.objects.filter(round=round, indicator=indicator, assessor=by).first()
    if not rules.may_write(state, coding.state if coding else None):
        shown = wording.CODING_STATES[coding.state if coding else "none"]
        raise refused("coding.not_now", state=shown, stage=wording.ROUND_STATES[state])


def discard_draft(round: Round, indicator: IndicatorVersion, *, by: User) -> None:
    """Throw the person's own draft away; no harm if there is none."""
    Draft.objects.filter(round=round, indicator=indicator, user=by).delete()


def add_journal_entry(round: Round, indicator: IndicatorVersion, *, by: User, text: str) -> JournalEntry:
    """Write a private note.

    Raises:
        Refused: ``journal.empty``, ``coding.not_asked``, ``not_your_role``.
    """
    guards.check_role(by, "coding.write", round)
    guards.check_asked(round, [indicator])
    guards.check_theirs(by, round, indicator)
    if not text.strip():
        raise refused("journal.empty")
    with audit.entry("journal.add", by=by, kind=JournalEntry._meta.label, round=round.pk) as record:
        note = JournalEntry.objects.create(
            round=round, indicator=indicator, user=by, text=text.strip(), written_at=timezone.now()
        )
        record.objects.append(str(note.pk))
    return note
