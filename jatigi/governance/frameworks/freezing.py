"""Triggers by which the database itself refuses to change a published version or its rows.

Rows go in while the version is written, and nothing protects a whole table from being emptied (test databases are);
what cannot happen is that a wording, a weight or a document changes after publication, whatever program tries it.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

VERSIONS = "frameworks_frameworkversion"
ROWS = ("frameworks_node", "frameworks_indicatorversion")
TABLES = (VERSIONS, *ROWS)

_SQLITE = """
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table}
WHEN {published}
BEGIN SELECT RAISE(ABORT, 'a published framework version never changes'); END
"""
_PUBLISHED = "(SELECT state FROM frameworks_frameworkversion WHERE id = OLD.{column}) = 'published'"
_POSTGRES = """
CREATE OR REPLACE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {published} THEN
    RAISE 'a published framework version never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_frozen();
"""


class FreezePublished(Operation):
    """Migration step: from here on published versions refuse UPDATE.

    Repeat it at the end of every migration that rebuilds one of the tables: SQLite drops triggers then.
    """

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table in TABLES:
            install(schema_editor.connection, table)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table in TABLES:
            remove(schema_editor.connection, table)

    def describe(self) -> str:
        return "Freeze published framework versions"


def install(connection: Any, table: str) -> None:
    """(Re)create the trigger of ``table``."""
    remove(connection, table)
    column = "id" if table == VERSIONS else "version_id"
    template = _SQLITE if connection.vendor == "sqlite" else _POSTGRES
    with connection.cursor() as cursor:
        cursor.execute(template.format(table=table, published=_PUBLISHED.format(column=column)))


def remove(connection: Any, table: str) -> None:
    """Drop the trigger of ``table``."""
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen{on}")


def missing(connection: Any) -> list[str]:
    """The tables that exist and have lost their trigger."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [table for table in TABLES if table in tables and f"{table}_frozen" not in present]
