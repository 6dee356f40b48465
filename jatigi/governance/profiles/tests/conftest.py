"""The sample profile, made once, and the world in the database."""

from typing import Any

import pytest

from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.tests import sample
from jatigi.governance.profiles.tests.world import World


@pytest.fixture(scope="session")
def profile() -> Profile:
    """The sample: an invented country, two rounds."""
    return sample.profile()


@pytest.fixture
def world(cast: Any) -> World:
    """Two rounds in the database."""
    return World(cast)
