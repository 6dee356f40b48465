"""How tests state that an act is refused: nothing is written, not even an entry, and the reader is told what to do."""

from collections.abc import Callable

import pytest
from django.apps import apps

from jatigi.foundation.audit.models import Entry
from jatigi.governance.followup.errors import Refused


def _counts() -> list[int]:
    watched = apps.get_app_config("followup").get_models()
    return [Entry.objects.count(), *(model._default_manager.count() for model in watched)]


def refusal(act: Callable[[], object]) -> str:
    """The code of the refusal."""
    before = _counts()
    with pytest.raises(Refused) as caught:
        act()
    assert _counts() == before
    assert str(caught.value)
    assert str(caught.value.advice)
    return caught.value.code
