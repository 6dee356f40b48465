"""The small world of the assessments' tests, with questions asked of the statistics institute."""

from typing import Any

import pytest
from django.utils import timezone

from jatigi.governance.assessments.models import Assignment
from jatigi.governance.assessments.tests.world import CODES, World

ASKED = (*CODES[:3], "mobility.days")


@pytest.fixture
def world(cast: Any) -> World:
    """Four questions are asked of INSTAT; the collection is under way."""
    return asking(cast)


def asking(cast: Any) -> World:
    """The world of :func:`world`, for tests that commit."""
    made = World(cast)
    cast.statistics.refresh_from_db()  # its name as it comes from the database
    made.set_state("collection")
    for code in ASKED:
        Assignment.objects.create(
            round=made.round, indicator=made.indicator(code), institution=cast.statistics, asked_at=timezone.now()
        )
    return made
