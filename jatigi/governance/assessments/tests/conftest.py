"""The small world of this package's tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from jatigi.governance.assessments.tests.world import World


@pytest.fixture
def world(cast: Any) -> World:
    """A framework, a register and two rounds of Mali; see :class:`World`."""
    return World(cast)


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """Each test begins in French: a page asked for in English leaves its language in the thread."""
    with translation.override("fr"):
        yield
