"""Writing the trail. ``entry`` is the one way in: it opens the transaction in which the act happens."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from jatigi.foundation.audit.models import Entry, Head


class Actor(Protocol):
    """Someone with an opaque id."""

    @property
    def public_id(self) -> Any: ...


@dataclass
class Record:
    """What the entry will say. Add ids, numbers and codes under ``details``; never names or free text."""

    details: dict[str, Any] = field(default_factory=dict)
    objects: list[str] = field(default_factory=list)
    seq: int | None = None


class NestedEntry(RuntimeError):
    """One act was opened inside another. Functions of ``changes.py`` never call one another."""


def fingerprint(text: str) -> str:
    """Free text enters the trail only as this hash (SHA-256, hex)."""
    return hashlib.sha256(text.encode()).hexdigest()


def chain_hash(previous: str, content: Mapping[str, Any]) -> str:
    """The link that follows ``previous``: SHA-256 over it and the entry in canonical JSON."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def content_of(entry: Entry) -> dict[str, Any]:
    """The part of an entry that its hash covers."""
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "action": entry.action,
        "kind": entry.kind,
        "objects": entry.targets,
        "details": entry.details,
        "caused_by": entry.caused_by,
    }


def _key(obj: models.Model) -> str:
    return str(getattr(obj, "public_id", None) or obj.pk)


@contextmanager
def entry(
    action: str,
    *,
    by: Actor | None,
    on: models.Model | None = None,
    many: Iterable[models.Model] = (),
    kind: str | None = None,
    reason: str | None = None,
    caused_by: int | None = None,
    **details: Any,
) -> Iterator[Record]:
    """One act = one transaction = one entry.

    ``on`` is re-read with its row locked before the body runs, so that rules see the present state; objects made in
    the body are
    added with ``record.objects.append(str(obj.pk))``. A bulk act lists its objects (``many`` or
    ``record.objects``). ``reason``
    is kept as a hash. The chain's head is locked last, just before the commit.

    Raises:
        NestedEntry: when an act is already open in this thread's transaction.
    """
    if transaction.get_connection().in_atomic_block and getattr(transaction.get_connection(), "_audit_open", False):
        raise NestedEntry(f"{action} was opened inside another act; let the caller perform them one after the other")
    connection = transaction.get_connection()
    record = Record(details=dict(details))
    targets = [on] if on is not None else list(many)
    with transaction.atomic():
        connection._audit_open = True
        try:
            if on is not None and on.pk is not None and not on._state.adding:
                type(on)._default_manager.select_for_update().get(pk=on.pk)
                on.refresh_from_db()
            yield record
            if reason is not None:
                record.details["reason"] = fingerprint(reason)
            objects = [_key(target) for target in targets if target.pk is not None] + record.objects
            name = kind or (targets[0]._meta.label if targets else "")
            record.seq = _append(action, by=by, kind=name, objects=objects, record=record, caused_by=caused_by)
        finally:
            connection._audit_open = False


def _append(
    action: str, *, by: Actor | None, kind: str, objects: list[str], record: Record, caused_by: int | None
) -> int:
    Head.objects.get_or_create(id=1)
    head = Head.objects.select_for_update().get(id=1)
    new = Entry(
        seq=head.seq + 1,
        at=timezone.now(),
        actor=str(by.public_id) if by is not None else "",
        action=action,
        kind=kind,
        targets=objects,
        details=record.details,
        caused_by=caused_by,
        previous=head.hash,
    )
    new.hash = chain_hash(head.hash, content_of(new))
    new.save(force_insert=True)
    head.seq, head.hash = new.seq, new.hash
    head.save(update_fields=["seq", "hash"])
    return new.seq
