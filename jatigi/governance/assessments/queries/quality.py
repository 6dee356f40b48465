"""What is left to fix before a round can be validated and released."""

import datetime
from dataclasses import dataclass

from jatigi.foundation.files.problems import Phrase
from jatigi.governance.assessments.models import Round


@dataclass(frozen=True)
class Place:
    """One place to fix: an indicator (``indicator`` its code) or a finding (``finding`` its code)."""

    indicator: str
    message: Phrase
    finding: str = ""
    number: str = ""


@dataclass(frozen=True)
class Check:
    """One quality check. ``blocks``: a round cannot be validated while a place is left."""

    code: str
    title: Phrase
    blocks: bool
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many places are left."""
        return len(self.places)


def quality_checks(round: Round, today: datetime.date | None = None) -> list[Check]:
    """All checks, in the order of the catalogue, also those with nothing left."""
    raise NotImplementedError
