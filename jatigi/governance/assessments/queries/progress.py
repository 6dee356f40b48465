"""Who has handed in what, and what is late."""

import datetime
from dataclasses import dataclass

from jatigi.foundation.accounts.models import Institution, User
from jatigi.governance.assessments.models import Round
from jatigi.governance.frameworks.models import IndicatorVersion, Node


@dataclass(frozen=True)
class Count:
    """How far a set of indicators is. ``handed_in`` counts those accepted too; ``late`` those past their day and not
    handed in."""

    asked: int = 0
    handed_in: int = 0
    accepted: int = 0
    late: int = 0


@dataclass(frozen=True)
class Progress:
    """A round's progress. Institutions and persons come in the order of their names; None stands for "nobody
    assigned"."""

    total: Count
    dimensions: tuple[Node, ...]
    by_dimension: dict[str, Count]  # by dimension code
    institutions: tuple[Institution | None, ...]
    by_institution: dict[str, Count]  # by institution code, "" for none
    cells: dict[tuple[str, str], Count]  # (institution code, dimension code); a missing cell: nothing assigned
    persons: tuple[User | None, ...]
    by_person: dict[str, Count]  # by public id as text, "" for nobody


@dataclass(frozen=True)
class Late:
    """An indicator past its day and not handed in."""

    indicator: IndicatorVersion
    institution: Institution | None
    assessor: User | None
    due: datetime.date
    days: int


def progress(round: Round, today: datetime.date | None = None) -> Progress:
    """Counts by dimension, institution, person, and institution × dimension."""
    raise NotImplementedError


def late(round: Round, today: datetime.date | None = None) -> list[Late]:
    """What is late, longest first."""
    raise NotImplementedError
