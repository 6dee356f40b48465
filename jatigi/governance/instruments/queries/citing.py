"""What rests on an entry of the register, whichever package it belongs to.

The packages above are not known here: the relations are read from the models themselves, so that a new kind of
citation is counted the day its foreign key exists.
"""

from dataclasses import dataclass

from django.db import models

# Parts of an entry, or its own statements about others: they leave with it and do not hold it back.
OWN = frozenset(
    {
        ("instruments.Participation", "instrument"),
        ("instruments.Source", "instrument"),
        ("instruments.Claim", "instrument"),
        ("instruments.Succession", "later"),
        ("instruments.Instrument_creates", "from_instrument"),
        ("instruments.Evidence_instruments", "evidence"),
    }
)


@dataclass(frozen=True)
class Cited:
    """Rows of one kind that rest on an entry: ``kind`` is a model's label, ``examples`` at most five of them."""

    kind: str
    count: int
    examples: tuple[str, ...]


def citing(obj: models.Model) -> list[Cited]:
    """What rests on ``obj``: rows with a foreign key to it, and rows linked to it many to many. Two queries a kind."""
    found: dict[str, Cited] = {}
    for relation in obj._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or not relation.auto_created:
            continue
        model, field = relation.related_model, relation.field
        if (model._meta.label, field.name) in OWN:
            continue
        rows = model._base_manager.filter(**{field.name: obj.pk})
        count = rows.count()
        if count:
            kind, rows = _as_seen(model, field.name, rows)
            examples = tuple(str(row) for row in rows[:5])
            before = found.get(kind)
            found[kind] = Cited(kind, count + (before.count if before else 0), examples)
    return sorted(found.values(), key=lambda one: one.kind)


def _as_seen(
    model: type[models.Model], field: str, rows: "models.QuerySet[models.Model]"
) -> tuple[str, "models.QuerySet[models.Model]"]:
    """Rows of a many-to-many table stand for what is at their other end."""
    if not model._meta.auto_created:
        return model._meta.label, rows.order_by("pk")
    other = next(f for f in model._meta.concrete_fields if f.is_relation and f.name != field)
    target = other.related_model
    assert isinstance(target, type)
    return target._meta.label, target._base_manager.filter(pk__in=rows.values(other.attname)).order_by("pk")
