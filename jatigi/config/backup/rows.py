"""Tables as lines of JSON and back, the same whichever database they come from."""

import datetime
import decimal
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models.functions import Collate

from jatigi.foundation.audit import triggers
from jatigi.foundation.files.models import Restored
from jatigi.foundation.text import PartialDate, Text

Model = type[models.Model]
#: What a backup leaves out, with the reason. Those that are emptied hold what ends with a restore.
LEFT_OUT: dict[str, str] = {
    "contenttypes.ContentType": "made by the program itself",
    "auth.Permission": "made by the program itself; not used",
    "auth.Group": "not used",
    "auth.Group_permissions": "not used",
    "sessions.Session": "whoever was signed in signs in again",
    "usersessions.UserSession": "as above",
    "accounts.Use": "how much was downloaded in the last hour",
    "files.Restored": "which restore the content came from",
}
EMPTIED = ("sessions.Session", "usersessions.UserSession", "accounts.Use")
_SOME = 500  # rows at a time


class RowError(ValueError):
    """A line that is no row of its table."""


def tables() -> dict[str, Model]:
    """Every table that a backup holds, by name, sorted."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    }
    return dict(sorted(found.items()))


def columns(model: Model) -> list[str]:
    """The columns of a table by the names they have in a line, sorted."""
    return sorted(field.attname for field in model._meta.concrete_fields)


@contextmanager
def one_moment() -> Iterator[None]:
    """Inside the block, all reads see the same state, whatever others write meanwhile."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def lines(model: Model) -> Iterator[bytes]:
    """The rows in the order of their keys, one line of canonical JSON each."""
    names = columns(model)
    for row in model._base_manager.order_by(_in_code_points(model)).values_list(*names).iterator(chunk_size=_SOME):
        values = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        yield json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _in_code_points(model: Model) -> Any:
    """The key's order, the same on both databases: PostgreSQL would sort words by a language's rules."""
    key: Any = model._meta.pk
    target = key
    while target.is_relation:
        target = target.target_field
    if connection.vendor == "postgresql" and isinstance(target, models.CharField):
        return Collate(models.F(key.attname), "C")
    return key.attname


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str() | dict() | list():
            return value
        case Text():
            return value.to_json()
        case PartialDate():
            return value.iso
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        case datetime.date():
            return value.isoformat()
        case uuid.UUID() | decimal.Decimal():
            return str(value)
    raise TypeError(f"a backup cannot hold {type(value)}")  # a new kind of column: teach it here


def replace_all(read: Callable[[str], Iterable[bytes]], *, token: uuid.UUID) -> None:
    """Put what ``read(table)`` gives in the place of everything. Inside the caller's transaction.

    Raises:
        RowError: a line is no row of its table.
        IntegrityError: the rows contradict each other.
    """
    kept = tables()
    emptied = [apps.get_model(label)._meta.db_table for label in EMPTIED]
    with triggers.lowered(connection, [*kept, *emptied]), connection.cursor() as cursor:
        for table in [*emptied, *kept]:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608  the program's own table names
        for table, model in kept.items():
            _insert(cursor, model, read(table))
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept.values())):
            cursor.execute(statement)
        Restored.objects.update_or_create(id=1, defaults={"token": token})
    connection.check_constraints()


def _insert(cursor: Any, model: Model, source: Iterable[bytes]) -> None:
    fields = sorted(model._meta.concrete_fields, key=lambda field: field.attname)
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"
    sql = f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608  names of the program's models
    rows = (_parameters(line, fields, model) for line in source)
    while some := list(islice(rows, _SOME)):
        cursor.executemany(sql, some)


def _parameters(line: bytes, fields: list[Any], model: Model) -> list[Any]:
    try:
        row = json.loads(line)
        return [field.get_db_prep_save(field.to_python(row[field.attname]), connection) for field in fields]
    except (ValueError, KeyError, TypeError) as error:
        raise RowError(f"{model._meta.db_table}: {type(error).__name__}") from error
