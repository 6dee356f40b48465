"""Promises 28 and 29: migrations match the models; relations are indexed; states are checked by the database."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

OURS = [model for model in apps.get_models() if model.__module__.startswith("jatigi.")]
STATE_NAMES = {"state", "kind", "status", "origin", "role", "cause"}


@pytest.mark.django_db
def test_migrations_match_the_models() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_history_is_linear() -> None:
    from django.db.migrations.loader import MigrationLoader

    assert MigrationLoader(connection).detect_conflicts() == {}


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_foreign_key_has_an_index(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, model._meta.db_table)
    leading = {
        next(iter(c["columns"]))
        for c in constraints.values()
        if c["columns"] and (c["index"] or c["unique"] or c["primary_key"])
    }
    keys = {f.column for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)}
    assert keys <= leading


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_state_has_a_check(model: type[models.Model]) -> None:
    checked = " ".join(str(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint))
    unchecked = [
        field.name
        for field in model._meta.concrete_fields
        if field.name in STATE_NAMES and field.choices and f"{field.name}" not in checked
    ]
    assert unchecked == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_cascades(model: type[models.Model]) -> None:
    cascading = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    # The portal's index is rebuilt as a whole; its rows stand for nothing by themselves.
    assert model._meta.app_label == "portal" or cascading == []
