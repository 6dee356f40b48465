"""How tests state that an act is refused: nothing is written, not even an entry, and the reader is told what to do."""

from collections.abc import Callable

import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.governance.consultations import models
from jatigi.governance.consultations.errors import Refused

WATCHED = (models.PositionRevision, models.Position, models.Remark, models.Disposition, models.Item, models.Attendee)


def _counts() -> list[int]:
    return [Entry.objects.count(), *(model._default_manager.count() for model in WATCHED)]


def refusal(act: Callable[[], object]) -> str:
    """The code of the refusal."""
    before = _counts()
    with pytest.raises(Refused) as caught:
        act()
    assert _counts() == before
    assert str(caught.value)
    assert str(caught.value.advice)
    return caught.value.code
