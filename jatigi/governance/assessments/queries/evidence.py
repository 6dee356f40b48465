"""What the register says of what is cited, and what lies at hand for an indicator."""

import datetime
from dataclasses import dataclass
from typing import Literal

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.rules.evidence import State
from jatigi.governance.frameworks.models import IndicatorVersion


@dataclass(frozen=True)
class AtHand:
    """Something an assessor can cite. ``why``: cited in an earlier round; other evidence on a text cited then; a
    text or other evidence on the indicator's dimension."""

    kind: Literal["instrument", "evidence"]
    id: str  # as in a form: instrument code or evidence UUID
    ref: str
    thing: str
    title: Text
    why: Literal["cited_before", "about_cited", "same_dimension"]
    last_place: str  # where it was cited last
    state: State


def at_hand(round: Round, indicator: IndicatorVersion, *, today: datetime.date | None = None) -> list[AtHand]:
    """What can be cited for an indicator: cited before first, then other evidence on it, then the rest of its
    dimension."""
    raise NotImplementedError
