"""Pages are kept by browsers until the index changes; those of people who are signed in never are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client

from jatigi.portal.tests import fictional

ADDRESS = "/fr/countries/XKA/"


def test_a_page_may_be_kept(published: Any, client: Client) -> None:
    response = client.get(ADDRESS)
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in response["Vary"]
    assert response["Last-Modified"]


def test_a_kept_page_costs_one_query_until_the_index_changes(
    published: Any, client: Client, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    etag = client.get(ADDRESS)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304
    fictional.publish(tmp_path, ("XBA", 2024))
    again = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert again["ETag"] != etag


def test_each_language_is_kept_apart(published: Any, client: Client) -> None:
    assert client.get(ADDRESS)["ETag"] != client.get(ADDRESS.replace("/fr/", "/en/"))["ETag"]


def test_a_page_is_never_kept_for_someone_who_is_signed_in(
    published: Any, cast: Any, signed_in: Callable[[Any], Client], client: Client
) -> None:
    etag = client.get(ADDRESS)["ETag"]
    response = signed_in(cast.demba).get(ADDRESS, headers={"If-None-Match": etag})
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private")


def test_a_page_that_is_not_there_is_not_kept(published: Any, client: Client) -> None:
    response = client.get("/fr/countries/ZZZ/")
    assert "max-age" not in response.get("Cache-Control", "")
