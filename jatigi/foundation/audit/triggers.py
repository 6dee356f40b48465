"""Raw SQL that makes a table append-only on SQLite and on PostgreSQL. The one place for triggers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.migrations.operations.base import Operation

SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION jatigi_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER {table}_no_update BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION jatigi_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION jatigi_append_only();
"""
DROP = {
    "sqlite": ("DROP TRIGGER IF EXISTS {table}_no_update", "DROP TRIGGER IF EXISTS {table}_no_delete"),
    "postgresql": (
        "DROP TRIGGER IF EXISTS {table}_no_update ON {table}",
        "DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
    ),
}
TABLES = (
    "audit_entry",
    "assessments_codingrevision",
    "assessments_answerrevision",
    "assessments_citation",
    "profiles_paragraphrevision",
    "profiles_paragraphrevision_answers",
    "profiles_paragraphrevision_instruments",
    "profiles_paragraphrevision_evidence",
    "profiles_partrevision",
    "consultations_minutesrevision",
    "consultations_positionrevision",
    "consultations_positionrevision_evidence",
    "consultations_disposition",
    "followup_recommendationrevision",
    "followup_recommendationstep",
    "followup_progressreport",
    "followup_progressreport_evidence",
    "followup_progressreport_instruments",
    "followup_verdict",
    "followup_reporttextrevision",
    "followup_reminder",
)


class AppendOnly(Operation):
    """Migration step: from here on the table refuses UPDATE and DELETE.

    Repeat it at the end of every migration that rebuilds the table: SQLite drops triggers when a table is rebuilt.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        install(schema_editor.connection, self.table)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        remove(schema_editor.connection, self.table)

    def describe(self) -> str:
        return f"Make {self.table} append-only"


def install(connection: Any, table: str) -> None:
    """(Re)create the triggers of ``table``."""
    remove(connection, table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in SQLITE.format(table=table).strip().split("END;")[:-1]:
                cursor.execute(statement + "END;")
        else:
            cursor.execute(POSTGRES.format(table=table))


def remove(connection: Any, table: str) -> None:
    """Drop the triggers of ``table``: for migrations and for emptying a test database."""
    with connection.cursor() as cursor:
        for statement in DROP[connection.vendor]:
            cursor.execute(statement.format(table=table))


def missing(connection: Any) -> list[str]:
    """The tables of ``TABLES`` that exist but have lost a trigger."""
    if connection.vendor == "sqlite":
        query = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name"
    else:
        query = (
            "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal GROUP BY c.relname"
        )
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        cursor.execute(query)
        counts = dict(cursor.fetchall())
    return [table for table in TABLES if table in present and counts.get(table, 0) < 2]


@contextmanager
def lowered(connection: Any, tables: Sequence[str]) -> Iterator[None]:
    """Inside the block, the triggers of ``tables`` do not fire: for a restore, which replaces everything.

    Only in a transaction, with which the triggers come back whatever happens: on both databases this is part of it.
    """
    assert connection.in_atomic_block
    quoted = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
            kept = [(name, sql) for table, name, sql in cursor.fetchall() if table in set(tables)]
            for name, _sql in kept:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            yield
            for _name, sql in kept:
                cursor.execute(sql)
        else:
            for table in quoted:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table with checks outstanding
            for table in quoted:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
