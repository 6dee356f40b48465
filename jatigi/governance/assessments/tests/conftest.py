"""The small world of this package's tests."""

from typing import Any

import pytest

from jatigi.governance.assessments.tests.world import World


@pytest.fixture
def world(cast: Any) -> World:
    """A framework, a register and two rounds of Mali; see :class:`World`."""
    return World(cast)
