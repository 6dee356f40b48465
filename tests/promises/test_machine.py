"""Promise 21: a full disk, or a database restarted in mid-request: clear words, nothing half-saved, no loss."""

import errno
import os
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from jatigi.config.failures import failure_of
from jatigi.foundation.accounts.models import Role
from jatigi.foundation.audit import changes as trail
from jatigi.foundation.audit import queries
from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture(autouse=True)
def _french() -> None:
    translation.activate("fr")


def grant(browser: Client, cast: Any) -> Any:
    """Aminata gives Demba a role: one act with one entry."""
    return browser.post(reverse("grant_role", args=["MLI", cast.kadi.public_id]), {"role": "observer"})


def nothing_happened(cast: Any) -> bool:
    return not Role.objects.filter(user=cast.kadi, role="observer").exists() and not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_disk_is_full_under_the_database(cast: Any, signed_in: Any, monkeypatch: Any) -> None:
    """SQLite's own refusal, provoked by forbidding the file to grow; PostgreSQL's by its code."""
    browser = signed_in(cast.aminata)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute("CREATE TABLE filler (content)")
            cursor.execute(f"PRAGMA max_page_count = {pages + 1}")
        append = trail._append

        def filling(*given: Any, **named: Any) -> int:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO filler VALUES (zeroblob(1000000))")
            return append(*given, **named)
    else:

        def filling(*given: Any, **named: Any) -> int:
            raise OperationalError("no room") from psycopg.errors.DiskFull("no room")

    monkeypatch.setattr(trail, "_append", filling)
    answer = grant(browser, cast)
    monkeypatch.undo()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
            cursor.execute("DROP TABLE filler")
    assert answer.status_code == 503
    assert "plus de place" in answer.content.decode()
    assert nothing_happened(cast)
    assert grant(browser, cast).status_code == 302  # once there is room again
    assert queries.verify() == (1, [])


@pytest.mark.django_db
def test_the_disk_is_full_under_a_file(cast: Any, settings: Any, tmp_path: Any, monkeypatch: Any) -> None:
    settings.VAR = tmp_path

    def full(_: int) -> None:
        raise FULL

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as told:
        store_file(b"%PDF-1.7\n%%EOF\n", name="a.pdf", jurisdiction=cast.mali, restricted=False, by=cast.aminata)
    assert failure_of(told.value) == "full"
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_database_is_restarted_in_mid_request(cast: Any, signed_in: Any, monkeypatch: Any) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has no server that could go away
    browser = signed_in(cast.aminata)

    def cut(*given: Any, **named: Any) -> int:
        with connection.cursor() as cursor:  # as a restart does: the server ends the session, the transaction is gone
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        raise AssertionError("the session should have ended")

    monkeypatch.setattr(trail, "_append", cut)
    answer = grant(browser, cast)
    monkeypatch.undo()
    connection.close()  # what the server does at the end of every request
    assert answer.status_code == 503
    assert "ne répond pas" in answer.content.decode()
    assert answer["Retry-After"] == "60"
    assert nothing_happened(cast)
    assert grant(browser, cast).status_code == 302


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (FULL, "full"),
        (OSError(errno.EACCES, "no"), ""),
        (OperationalError("database or disk is full"), "full"),
        (OperationalError("the connection is lost"), "away"),
        (ValueError("disk is full"), ""),
    ],
)
def test_what_failed(error: Exception, what: str) -> None:
    assert failure_of(error) == what
