"""The one spelling of a document. Two files that say the same have the same canonical text and so the same digest.

Keys stand in the order of the schema, languages in the order the file declares, scales by id, anchors from the lowest
level up; what a reader would assume anyway (weight 1, two languages) is left out; space around texts is cut.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jatigi.foundation.files.yaml_writing import dump
from jatigi.governance.frameworks import schema


def canonical(form: schema.Form, level_orders: Iterable[Sequence[str]] = ()) -> dict[str, Any]:
    """The document in plain values (also fit for JSON), canonically ordered.

    ``level_orders`` are the level ids, lowest first, of scales that the document uses without defining them (its
    base's, or those of a crosswalk's two sides). Validating the result again gives an equal form, so it may be kept
    in a store that forgets the order of keys.
    """
    document = form.model_dump(by_alias=True, exclude_defaults=True, exclude_none=True)
    languages: list[str] = getattr(form, "languages", [])
    orders: list[Sequence[str]] = [languages, *level_orders]
    if isinstance(form, schema.Framework):
        if "scales" in document:
            document["scales"] = dict(sorted(document["scales"].items()))
        for one in document.get("classes", []):
            one.pop("to", None)  # follows from the next class
        orders += [[level.id for level in scale.levels or []] for _, scale in sorted(form.scales.items())]
    ordered: dict[str, Any] = _ordered(document, orders)
    return ordered


def _ordered(value: Any, orders: list[Sequence[str]]) -> Any:
    """Mappings keyed by languages or levels follow these; whole numbers lose their decimals."""
    if isinstance(value, dict):
        order = next((order for order in orders if value and all(key in order for key in value)), None)
        keys = sorted(value, key=order.index) if order else list(value)
        return {key: _ordered(value[key], orders) for key in keys}
    if isinstance(value, list):
        return [_ordered(item, orders) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical document's YAML."""
    return hashlib.sha256(dump(document).encode()).hexdigest()
