"""Rows brought up to what a file says: only what differs is written, and counted."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from jatigi.foundation.text import Text

Row = TypeVar("Row", bound=Model)


class NothingNew(Exception):
    """Raised inside an act that turns out to change nothing: it is undone, and leaves no entry in the trail."""


@dataclass
class Filing:
    """One file being taken in. ``written`` counts rows made or changed."""

    now: datetime.datetime
    written: int = 0
    _nothing: Text = field(default_factory=lambda: Text("fr", {}))

    def text(self, texts: Mapping[str, str] | None, lead: str = "fr") -> Text:
        """What a file says in its languages."""
        return Text.of(texts, source=lead) if texts else self._nothing

    def row(self, model: type[Row], key: Mapping[str, Any], values: Mapping[str, Any], **first: Any) -> Row:
        """The row with that key, brought to ``values``; where there is none, made with ``first`` as well."""
        found = model._default_manager.filter(**key).first()
        if found is None:
            self.written += 1
            return model._default_manager.create(**key, **values, **first)
        differing = [name for name, value in values.items() if getattr(found, name) != value]
        for name in differing:
            setattr(found, name, values[name])
        if differing:
            self.written += 1
            found.save(update_fields=differing)
        return found

    def links(self, manager: Any, wanted: Iterable[Model]) -> None:
        """Many-to-many rows: exactly ``wanted``."""
        rows = list(wanted)
        if set(manager.values_list("pk", flat=True)) != {one.pk for one in rows}:
            manager.set(rows)
            self.written += 1

    def list(self, rows: QuerySet[Row], parent: Mapping[str, Any], wanted: Sequence[Mapping[str, Any]]) -> None:
        """The rows of a list that belongs to ``parent``, in order (``position``): written anew where any differs."""
        there = list(rows.filter(**parent).order_by("position"))
        same = len(there) == len(wanted) and all(
            getattr(row, name) == value
            for row, values in zip(there, wanted, strict=True)
            for name, value in values.items()
        )
        if same:
            return
        rows.filter(**parent).delete()
        rows.model._default_manager.bulk_create(
            rows.model(**parent, **values, position=place) for place, values in enumerate(wanted, 1)
        )
        self.written += 1
