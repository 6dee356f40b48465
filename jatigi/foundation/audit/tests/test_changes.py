"""Promises 8 and 9: each act leaves one entry, and the trail cannot be altered unseen."""

import pytest
from django.db import IntegrityError, connection, transaction

from jatigi.foundation import audit
from jatigi.foundation.audit import queries, triggers
from jatigi.foundation.audit.changes import NestedEntry
from jatigi.foundation.audit.models import Entry
from jatigi.foundation.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return Place.objects.create(code="TST", kind="country", name={"fr": "Essai", "en": "Test"})


def rename(place: Place, name: str) -> None:
    with audit.entry("place.rename", by=None, on=place, reason="asked by letter"):
        place.name = place.name.with_text("fr", name)
        place.save()


def test_an_act_leaves_one_entry_with_ids_and_hashes_only(place: Place) -> None:
    rename(place, "Nouveau")
    entry = Entry.objects.get()
    assert (entry.action, entry.kind, entry.targets) == ("place.rename", "places.Place", ["TST"])
    assert "letter" not in str(entry.details)


def test_an_act_that_fails_leaves_nothing(place: Place) -> None:
    with pytest.raises(ZeroDivisionError), audit.entry("place.rename", by=None, on=place):
        place.name = place.name.with_text("fr", "Perdu")
        place.save()
        1 / 0  # noqa: B018
    assert Entry.objects.count() == 0
    place.refresh_from_db()
    assert place.name.text("fr") == "Essai"


def test_an_act_never_contains_another(place: Place) -> None:
    with pytest.raises(NestedEntry), audit.entry("outer", by=None, on=place):
        rename(place, "Dedans")


def test_the_database_refuses_to_change_or_delete_an_entry(place: Place) -> None:
    rename(place, "Nouveau")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(action="nothing.happened")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()
    assert triggers.missing(connection) == []


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        ("UPDATE audit_entry SET action = 'other' WHERE seq = 2", "changed"),
        ("DELETE FROM audit_entry WHERE seq = 2", "missing"),
        ("DELETE FROM audit_entry WHERE seq = 3", "head"),
    ],
)
def test_tampering_past_the_triggers_is_found(place: Place, tamper: str, found: str) -> None:
    for name in ("un", "deux", "trois"):
        rename(place, name)
    assert queries.verify() == (3, [])
    triggers.remove(connection, "audit_entry")
    try:
        with connection.cursor() as cursor:
            cursor.execute(tamper)
    finally:
        triggers.install(connection, "audit_entry")
    assert found in [fault.what for fault in queries.verify()[1]]
