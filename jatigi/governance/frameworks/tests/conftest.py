"""Messages are compared in the language of the source; the French ones are the catalogue's."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield
