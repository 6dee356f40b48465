"""Who is asked what."""

import datetime
from collections.abc import Sequence
from enum import Enum

from jatigi.foundation.accounts.models import Institution, User
from jatigi.governance.assessments.models import Round
from jatigi.governance.frameworks.models import IndicatorVersion


class Keep(Enum):
    """Leave as it is (None would take the assignment away)."""

    AS_IS = "as is"


KEEP = Keep.AS_IS


def assign(
    round: Round,
    indicators: Sequence[IndicatorVersion],
    *,
    by: User,
    institution: Institution | Keep | None = KEEP,
    assessor: User | Keep | None = KEEP,
    due: datetime.date | Keep | None = KEEP,
) -> int:
    """Assign several indicators at once; returns how many. One audit entry lists them."""
    raise NotImplementedError


def ask_institution(
    round: Round,
    institution: Institution,
    indicators: Sequence[IndicatorVersion],
    *,
    by: User,
    due: datetime.date | None = None,
) -> int:
    """Assign several indicators to an institution and note that it has been asked today; returns how many."""
    raise NotImplementedError
