"""The framework versions a round rests on, as files of a release and as chains that scoring takes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jatigi.foundation.files.yaml_writing import dump
from jatigi.governance.assessments.models import Round
from jatigi.governance.frameworks import models, schema
from jatigi.governance.frameworks.canonical import canonical
from jatigi.governance.releases.public_fields import PUBLIC_FIELDS

Row = dict[str, Any]
FORMS: dict[str, type[schema.Form]] = {
    "framework": schema.Framework,
    "concordance": schema.Concordance,
    "crosswalk": schema.Crosswalk,
}


@dataclass(frozen=True)
class FrozenFrameworks:
    """``key`` is the round's framework; ``names`` leads from key to file, bases first; ``files`` are their bytes, with
    concordances and crosswalks; ``chains`` the framework and then each module, base first; ``versions`` the database
    ids of the versions whose indicators the round asks."""

    key: str
    modules: tuple[str, ...]
    names: Mapping[str, str]
    files: Mapping[str, bytes]
    chains: tuple[tuple[Mapping[str, Any], ...], ...]
    versions: frozenset[int]


def frozen_frameworks(round: Round) -> FrozenFrameworks:
    """What the round asks, with the bases it extends."""
    fields = PUBLIC_FIELDS["frameworks.FrameworkVersion"]
    wanted = [round.framework_id, *round.modules.order_by("framework_id", "version").values_list("pk", flat=True)]
    # A country's library holds a handful of versions: one query is less than following chains.
    known = {row["id"]: row for row in models.FrameworkVersion.objects.values(*fields)}
    chains = [_chain(known, pk) for pk in wanted]
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    main = _key(known[round.framework_id])
    for row in (row for chain in chains for row in chain):
        key = _key(row)
        names[key] = "framework.yaml" if key == main else f"framework/{key}.yaml"
        files[names[key]] = _framework_yaml(row, next(chain for chain in chains if row in chain))
    files |= _mappings(frozenset(names), [row["document"] for row in known.values()])
    return FrozenFrameworks(
        main,
        tuple(_key(known[pk]) for pk in wanted[1:]),
        names,
        files,
        tuple(tuple(row["document"] for row in chain) for chain in chains),
        frozenset(row["id"] for chain in chains for row in chain),
    )


def _key(row: Row) -> str:
    return f"{row['framework_id']}@{row['version']}"


def _chain(known: Mapping[int, Row], pk: int) -> list[Row]:
    """The version and what it extends, base first."""
    chain = [known[pk]]
    while (base := chain[0]["extends_id"]) is not None:
        chain.insert(0, known[base])
    return chain


def _level_orders(documents: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    return [
        [level["id"] for level in scale.get("levels") or ()]
        for document in documents
        for _, scale in sorted((document.get("scales") or {}).items())
    ]


def _framework_yaml(row: Row, chain: Sequence[Row]) -> bytes:
    return _written("framework", json.dumps(row["document"]), json.dumps(_level_orders([r["document"] for r in chain])))


@lru_cache(maxsize=16)
def _written(kind: str, document: str, orders: str) -> bytes:
    """The document as YAML. A published framework never changes, so that it need be written once in a process."""
    form = FORMS[kind].model_validate(json.loads(document))
    return dump(canonical(form, json.loads(orders))).encode()


def _mappings(keys: frozenset[str], documents: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """The concordances and crosswalks between the round's frameworks and others."""
    found: dict[str, bytes] = {}
    orders = json.dumps(_level_orders(documents))
    for row in models.Mapping.objects.values(*PUBLIC_FIELDS["frameworks.Mapping"]):
        source, target = (f"{row[f'{end}__framework_id']}@{row[f'{end}__version']}" for end in ("source", "target"))
        if source in keys or target in keys:
            name = f"{row['kind']}/{source}--{target}.yaml"
            found[name] = _written(row["kind"], json.dumps(row["document"]), orders)
    return found
