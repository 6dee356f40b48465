"""What a change of a profile may be refused for."""

from typing import Final

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments.models import Round

CLOSED: Final = frozenset({"validated", "approved", "reviewed_by_project", "published", "closed"})
"""States of a round in which its profile no longer changes."""


class Refused(ValueError):
    """The act is refused; ``message`` says why and what to do. ``code`` is stable."""

    def __init__(self, code: str, message: Phrase) -> None:
        self.code, self.message = code, message
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)


def check_open(round: Round) -> None:
    """A profile changes until its round is validated.

    Raises:
        Refused: ``profile.closed``.
    """
    if round.state in CLOSED:
        raise Refused(
            "profile.closed",
            _("The profile was validated with the round and no longer changes. Reopen the round first."),
        )
