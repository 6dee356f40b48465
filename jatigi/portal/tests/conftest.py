"""Invented countries, published."""

from pathlib import Path

import pytest

from jatigi.governance.releases.reader import Release
from jatigi.portal.tests import fictional
from jatigi.portal.tests.fictional import fictional_release, levels_of


@pytest.fixture
def published(db: None, tmp_path: Path) -> list[Release]:
    """Two rounds of one country and one of another, their files on disk."""
    before = fictional_release("XKA", 2018, folder=tmp_path)
    after = fictional_release("XKA", 2021, folder=tmp_path, previous=levels_of(before))
    return fictional.publish(tmp_path, before, after, ("XNE", 2021))
