"""Whether what an answer cites still stands (DESIGN §5). Computed from dates and ``today``, never stored."""

from dataclasses import dataclass
from typing import Literal

from jatigi.foundation.text.dates import PartialDate

# ended: in force until a day; superseded: another instrument took its place; left: the country takes no part any
# more;
#: expired: other evidence that can be used only up to a day.
Reason = Literal["ended", "superseded", "left", "expired"]


@dataclass(frozen=True)
class ToReverify:
    """What is cited has ended where it should hold. Blocks a release. ``on`` None: that it ended is known, when is
    not."""

    reason: Reason
    on: PartialDate | None
    ref: str  # code of the instrument or evidence
    by: str = ""  # superseded: code of the later instrument


@dataclass(frozen=True)
class Overtaken:
    """What is cited ended after the reference date of a closed round. A notice: the answer stays true for its
    date."""

    on: PartialDate
    reason: Reason
    ref: str
    by: str = ""


State = ToReverify | Overtaken | None
