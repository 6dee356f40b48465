"""Files go out whole, under the name of their release, for ever; nothing else on the disk can be reached."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jatigi.portal import models

RELEASE = "/fr/releases/XKA-2021-fictional-1/"


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_carries_its_origin_in_its_name(published: Any, client: Client) -> None:
    response = client.get(f"{RELEASE}data/answers.csv")
    assert response["Content-Disposition"] == 'attachment; filename="XKA-2021-fictional-1.answers.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert body(response) == b"origin\nfictional\n"


def test_a_document_opens_in_the_browser(published: Any, client: Client) -> None:
    response = client.get(f"{RELEASE}profile.fr.pdf")
    assert response["Content-Disposition"] == 'inline; filename="XKA-2021-fictional-1.profile.fr.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert body(response).startswith(b"%PDF")


def test_the_whole_release_as_one_file(published: Any, client: Client) -> None:
    response = client.get(f"{RELEASE}XKA-2021-fictional-1.zip")
    assert response["Content-Disposition"].endswith('filename="XKA-2021-fictional-1.zip"')
    assert body(response) == b"PK zip"


def test_a_browser_that_has_it_is_told_so(published: Any, client: Client) -> None:
    first = client.get(f"{RELEASE}data/answers.csv")
    body(first)
    again = client.get(f"{RELEASE}data/answers.csv", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name",
    ["../secret", "..%2Fsecret", "data/../../secret", "/etc/passwd", "%2e%2e/secret", "data", "secret", "a%00b"],
)
def test_only_what_the_manifest_names_can_be_reached(published: Any, tmp_path: Path, client: Client, name: str) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "XKA-2021-fictional-1/secret").write_text("secret")
    assert client.get(RELEASE + name).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_there(published: Any, tmp_path: Path, client: Client) -> None:
    (tmp_path / "XKA-2021-fictional-1/data/answers.csv").unlink()
    assert client.get(f"{RELEASE}data/answers.csv").status_code == 404


def test_files_are_listed_with_size_and_hash(published: Any, client: Client) -> None:
    html = client.get(RELEASE).content.decode()
    for one in models.PublishedFile.objects.filter(release_id="XKA-2021-fictional-1").exclude(name__endswith=".zip"):
        assert one.sha256 in html
    assert "openssl pkeyutl -verify" in html


def test_the_public_key_is_offered_where_it_is_known(published: Any, client: Client) -> None:
    response = client.get(f"{RELEASE}release.pub")
    assert b"BEGIN PUBLIC KEY" in response.content
    models.PublishedRelease.objects.update(public_key="")
    assert client.get(f"{RELEASE}release.pub").status_code == 404
