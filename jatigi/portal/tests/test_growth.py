"""A page asks the database as often with fifty countries as with one, and stays light on a slow line."""

import gzip
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jatigi.portal.tests import fictional
from jatigi.portal.tests.fictional import fictional_release, levels_of
from jatigi.portal.tests.test_pages import PAGES

SHEETS = 24  # kB: the three shared sheets, ours and the two fonts come on top, once
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VISITED = [address for address in PAGES if "XNE" not in address]


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/fr/{address}").status_code == 200
    return len(captured)


def test_query_counts_do_not_grow_with_countries(tmp_path: Path, client: Client) -> None:
    before = fictional_release("XKA", 2018, folder=tmp_path)
    fictional.publish(tmp_path, before, fictional_release("XKA", 2021, folder=tmp_path, previous=levels_of(before)))
    one = {address: asked(client, address) for address in VISITED}
    fictional.publish(tmp_path, *((f"X{number:02}", 2021) for number in range(49)))
    fifty = {address: asked(client, address) for address in VISITED}
    assert fifty == one
    assert max(one.values()) <= 16


def test_pages_are_light_on_the_wire(tmp_path: Path, client: Client) -> None:
    fictional.publish(tmp_path, ("XKA", 2018), ("XKA", 2021), *((f"X{number:02}", 2021) for number in range(30)))
    heavy = {}
    for address in VISITED:
        size = len(gzip.compress(client.get(f"/fr/{address}").content, 6))
        if size > 20_000:
            heavy[address] = size
    assert heavy == {}
