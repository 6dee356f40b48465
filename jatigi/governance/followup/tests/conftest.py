"""The small world of this package's tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from jatigi.governance.followup.tests.world import World


@pytest.fixture
def world(cast: Any) -> World:
    """See :class:`World`."""
    return World(cast)


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """Each test begins in French."""
    with translation.override("fr"):
        yield
