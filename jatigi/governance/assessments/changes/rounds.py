"""Opening a round and leading it from state to state."""

import datetime
from collections.abc import Sequence

from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Approval, Round
from jatigi.governance.frameworks.models import FrameworkVersion


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
    """Open a round in state ``launch``. ``previous``: its answers are shown as starting points, never taken over as
    answers.

    Raises:
        Refused: ``round.exists``, ``round.draft_framework``, ``round.previous_elsewhere``,
        ``round.module_elsewhere`` …
    """
    raise NotImplementedError


def change_settings(
    round: Round,
    *,
    by: User,
    about: Text,
    deadline: datetime.date | None,
    languages: Sequence[str],
    scores_public: bool,
) -> Round:
    """Change what may change while a round is under way. Framework, origin and reference date never do."""
    raise NotImplementedError


def move_round(round: Round, action: str, *, by: User, note: str = "") -> Round:
    """Take the round one step: ``action`` as in :data:`.rules.rounds.MOVES` (not validate and approve, which have
    their own function).

    Raises:
        Refused: ``round.no_such_move``, ``round.not_your_role``, or the condition that does not hold
        (``round.waiting_codings`` …).
    """
    raise NotImplementedError


def validate(round: Round, *, by: User, note: str = "") -> Round:
    """Sign for the content. The round is validated when two different validators have signed the same content.

    Raises:
        Refused: ``round.already_signed`` (the same person twice), and the conditions of validation.
    """
    raise NotImplementedError


def approve(
    round: Round,
    *,
    by: User,
    letter_number: str,
    letter_date: datetime.date,
    signatory_function: str,
    scan: StoredFile | None = None,
    embargo_until: datetime.date | None = None,
) -> Approval:
    """Record the government's approval in writing and move the round to ``approved``."""
    raise NotImplementedError
