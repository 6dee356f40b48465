"""The JSON Schemas of file formats, as ``docs/formats`` publishes them for editors and for other programs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from jatigi.governance.instruments import schema

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
KINDS: Final[Mapping[str, type[BaseModel]]] = {"instruments": schema.Register, "evidence": schema.EvidenceFile}
"""The formats of this package: name of the published file → the model that reads it."""


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of files of that form."""
    found = model.model_json_schema(by_alias=True)
    _close(found)
    return {"$schema": DIALECT, **found}


def write(folder: Path, kinds: Mapping[str, type[BaseModel]]) -> list[Path]:
    """Write ``<kind>.schema.json`` for each kind into ``folder``, which is made when missing; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, model in kinds.items():
        path = folder / f"{kind}.schema.json"
        path.write_text(json.dumps(json_schema(model), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(path)
    return written


def keys(model: type[BaseModel]) -> dict[str, set[str]]:
    """The keys of each part of the format, by the name of the part's model."""
    whole = json_schema(model)
    parts = {str(whole["title"]): whole, **whole.get("$defs", {})}
    return {name: set(part["properties"]) for name, part in parts.items() if "properties" in part}


def _close(node: Any) -> None:
    """Where keys follow a pattern (languages), no other key is taken; pydantic leaves that open."""
    if isinstance(node, dict):
        if "patternProperties" in node:
            node["additionalProperties"] = False
        for inner in node.values():
            _close(inner)
    elif isinstance(node, list):
        for inner in node:
            _close(inner)
