"""Every public address answers in both languages, with its origin, sound markup, and nothing from a working table."""

from pathlib import Path

import pytest
from django.test import Client

from jatigi.portal.tests import fictional
from jatigi.portal.tests.fictional import fictional_release, levels_of

pytestmark = pytest.mark.django_db
PAGES = [
    "", "method/", "countries/", "countries/XKA/", "countries/XKA/2018/", "countries/XKA/2021/",
    "countries/XKA/2021/answers/", "countries/XKA/2021/answers/?only=overtaken", "countries/XKA/2021/rights/",
    "countries/XKA/changes/", "frameworks/", "frameworks/jatigi-national/1.0/",
    "frameworks/jatigi-national/1.0/rights/", "frameworks/jatigi-national/1.0/rights.services.health/",
    "instruments/", "instruments/?q=circulation&kind=regional_act", "instruments/protocole-invente/",
    "instruments/convention-inventee/", "instruments/xka-politique/", "data/", "releases/XKA-2021-fictional-1/",
]  # fmt: skip


@pytest.fixture
def published(tmp_path: Path) -> None:
    before = fictional_release("XKA", 2018, folder=tmp_path)
    after = fictional_release("XKA", 2021, folder=tmp_path, previous=levels_of(before))
    fictional.publish(tmp_path, before, after, ("XNE", 2021))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers(published: None, client: Client, address: str, lang: str) -> None:
    response = client.get(f"/{lang}/{address}")
    assert response.status_code == 200
