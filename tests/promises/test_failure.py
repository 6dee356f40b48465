"""Promise 20: the database refuses in the middle of an act: the person is told, and nothing is half-saved."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.changes import codings
from jatigi.governance.assessments.models import AnswerRevision, Citation, Coding, CodingRevision
from jatigi.governance.assessments.tests.world import LAW, World, judged


@contextlib.contextmanager
def broken(table: str) -> Iterator[None]:
    """While open, every insert into ``table`` fails in the database itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk trouble'); END"
            )
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE 'disk trouble'; END $$"
            )
            cursor.execute(f"CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION broken()")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER broken" + ("" if connection.vendor == "sqlite" else f" ON {table}"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["assessments_codingrevision", "assessments_citation", "audit_entry"])
def test_a_coding_is_handed_in_whole_or_not_at_all(world: World, table: str) -> None:
    world.set_state("collection")
    before = Entry.objects.count()
    with broken(table), pytest.raises(DatabaseError):
        codings.submit_coding(world.round, world.indicator(), judged(cites=(LAW,)), by=world.cast.boubacar)
    assert (CodingRevision.objects.count(), Citation.objects.count(), Entry.objects.count()) == (0, 0, before)
    assert not Coding.objects.filter(state="submitted").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["assessments_answerrevision", "assessments_citation", "audit_entry"])
def test_a_review_is_kept_whole_or_not_at_all(world: World, table: str) -> None:
    coding = world.coded(cites=(LAW,))
    with broken(table), pytest.raises(DatabaseError):
        codings.accept_coding(coding, by=world.cast.coumba, revision=1)
    coding.refresh_from_db()
    assert (coding.state, AnswerRevision.objects.count()) == ("submitted", 0)


@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_in_their_language(world: World, signed_in: Callable[[Any], Client]) -> None:
    browser = signed_in(world.cast.aminata)
    browser.raise_request_exception = False
    with broken("accounts_role"):
        answer = browser.post(f"/fr/desk/people/MLI/{world.cast.kadi.public_id}/grant/", {"role": "observer"})
    assert answer.status_code == 500
    page = answer.content.decode()
    assert 'lang="fr"' in page
    assert "disk trouble" not in page
    assert not world.cast.kadi.roles.filter(role="observer").exists()
