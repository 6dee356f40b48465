"""Django's handle on the package."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks


class FrameworksConfig(AppConfig):
    name = "jatigi.governance.frameworks"
    label = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"


@checks.register(checks.Tags.database)
def check_frozen(databases: Sequence[str] | None = None, **_options: Any) -> list[checks.CheckMessage]:
    """A migration that rebuilds a table on SQLite drops its triggers without a word; this says so."""
    from django.db import connections

    from jatigi.governance.frameworks.freezing import missing

    lost = [table for alias in databases or [] for table in missing(connections[alias])]
    if not lost:
        return []
    hint = "Add FreezePublished() at the end of the migration that rebuilt the table."
    return [checks.Error(f"published rows can be changed in {', '.join(lost)}", hint=hint, id="frameworks.E001")]
