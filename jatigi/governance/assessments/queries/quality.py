"""What is left to fix before a round can be validated and released."""

import datetime

from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.rules.quality import Check as Check
from jatigi.governance.assessments.rules.quality import Place as Place


def quality_checks(round: Round, today: datetime.date | None = None) -> list[Check]:
    """All checks, in the order of the catalogue, also those with nothing left."""
    raise NotImplementedError
