"""How tests state that an act is refused, or leaves its one entry."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments import models
from jatigi.governance.assessments.errors import Refused

WATCHED = (models.Step, models.CodingRevision, models.AnswerRevision, models.Citation, models.Thread, models.Message,
           models.Finding, models.Assignment, models.JournalEntry)  # fmt: skip


def _counts() -> list[int]:
    return [Entry.objects.count(), *(model._default_manager.count() for model in WATCHED)]


def refusal(act: Callable[[], object]) -> str:
    """The code of the refusal; a refused act writes nothing, not even an entry, and says what to do."""
    before = _counts()
    with pytest.raises(Refused) as caught:
        act()
    assert _counts() == before
    assert str(caught.value)
    assert str(caught.value.advice)
    return caught.value.code


def faults(act: Callable[[], object]) -> list[tuple[str, str]]:
    """The (field, code) of each fault of a refusal."""
    with pytest.raises(Refused) as caught:
        act()
    assert all(str(fault) for fault in caught.value.faults)
    return [(fault.field, fault.code) for fault in caught.value.faults]


@contextmanager
def one_entry(action: str) -> Iterator[None]:
    """What happens inside leaves exactly one entry, of that action."""
    before = Entry.objects.count()
    yield
    assert list(Entry.objects.order_by("seq").values_list("action", flat=True))[before:] == [action]
