"""The small world of assessments, for promises about the whole."""

from typing import Any

import pytest

from jatigi.governance.assessments.tests.world import World


@pytest.fixture
def world(cast: Any) -> World:
    """A framework, a register and two rounds of Mali."""
    return World(cast)
