"""What one person writes for themselves: drafts (autosave, not audited) and journal."""

from collections.abc import Mapping
from typing import Any

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.models import Draft, JournalEntry, Round
from jatigi.governance.frameworks.models import IndicatorVersion

#: Autosave is not audited (DESIGN §5).
UNAUDITED = ("save_draft", "discard_draft")


def save_draft(
    round: Round, indicator: IndicatorVersion, *, by: User, content: Mapping[str, Any], version: int
) -> Draft:
    """Keep what the person is typing. ``version`` is the draft's version that this tab read or wrote last (0: there
    was none).

    The returned draft's ``version`` is what the tab sends next time. ``content``: see
    :func:`.rules.judgements.read_content`.

    Raises:
        Refused: ``draft.stale`` when another tab has saved since; nothing is overwritten.
    """
    raise NotImplementedError


def discard_draft(round: Round, indicator: IndicatorVersion, *, by: User) -> None:
    """Throw the person's own draft away; no harm if there is none."""
    raise NotImplementedError


def add_journal_entry(round: Round, indicator: IndicatorVersion, *, by: User, text: str) -> JournalEntry:
    """Write a private note."""
    raise NotImplementedError
