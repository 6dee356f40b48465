"""Bytes that are the same wherever they are written: CSV, canonical JSON, and the description of the data package."""

import csv
import datetime
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jatigi.governance.releases import layout
from jatigi.governance.releases.layout import Column, Table
from jatigi.governance.releases.sealed import digest

Cells = Mapping[str, str]
_TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_PACKAGE_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_PARTIAL = r"\d{4}(-\d{2}(-\d{2})?)?"


def canonical_json(value: Any) -> bytes:
    """JSON with sorted keys, two spaces of indent, a last line end; no number that JSON does not know."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n").encode()


def cell(value: Any) -> str:
    """A value as a cell: nothing is empty, a moment stands in UTC to the second, several ids stand between bars.

    Raises:
        ValueError: for an id that holds the bar itself.
    """
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, list | tuple):
        if any(isinstance(item, dict) for item in value) or not value:
            return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        if any(layout.SEPARATOR in item for item in value):
            raise ValueError(f"an id of {value!r} holds {layout.SEPARATOR!r}")
        return layout.SEPARATOR.join(value)
    return str(value)


def cells(table: Table, languages: Sequence[str], values: Mapping[str, Any]) -> dict[str, str]:
    """One row as text. Columns that exist in each language take ``{lang: text}``.

    Raises:
        KeyError: when a column of the table is not given.
    """
    row: dict[str, str] = {}
    for column in table.columns:
        value = values[column.name]
        if column.each:
            row |= {f"{column.name}_{lang}": value.get(lang, "") for lang in languages}
        elif column.type == "list":
            row[column.name] = cell(value) if value else ""
        else:
            row[column.name] = cell(value)
    return row


def csv_bytes(table: Table, languages: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """The table as CSV in UTF-8, rows sorted by the table's key in code-point order, whole numbers by value."""
    numbers = {column.name for column in table.columns if column.type == "integer"}
    ordered = sorted(
        rows, key=lambda row: [(int(row[name]), "") if name in numbers else (0, row[name]) for name in table.key]
    )
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, table.header(languages), lineterminator="\n")
    writer.writeheader()
    writer.writerows(ordered)
    return target.getvalue().encode()


def data_package(facts: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """``datapackage.json`` (Data Package v2): what each file and column of ``data/`` is."""
    languages = facts["languages"]
    package = {
        "$schema": _PACKAGE_SCHEMA,
        "name": facts["id"].lower(),
        "id": facts["id"],
        "title": facts["title"].get(languages[0], facts["id"]),
        "titles": facts["title"],
        "description": facts["notice"].get(languages[0], ""),
        "descriptions": facts["notice"],
        "origin": facts["origin"],
        "version": facts["id"].rsplit("-", 1)[-1],
        "licenses": [
            {
                "name": facts["licence"]["id"],
                "path": facts["licence"]["url"],
                "title": facts["licence"]["title"].get(languages[0], facts["licence"]["id"]),
            }
        ],
        "created": f"{facts['built_for']}T00:00:00Z",
        "resources": [_resource(table, languages, files[table.path]) for table in layout.ALL if table.path in files],
    }
    return canonical_json({key: value for key, value in package.items() if value not in ("", {})})


def _resource(table: Table, languages: Sequence[str], content: bytes) -> dict[str, Any]:
    fields = [_field(column, lang) for column in table.columns for lang in (languages if column.each else [""])]
    schema = {
        "$schema": _TABLE_SCHEMA,
        "fields": fields,
        "fieldsMatch": "exact",
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.to]}} for key in table.refers
        ]
    return {
        "name": table.name,
        "type": "table",
        "path": table.path,
        "title": table.en,
        "titles": {"fr": table.fr, "en": table.en},
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest(content)}",
        "schema": schema,
    }


_TYPES = {"partial_date": "string", "datetime": "datetime"}


def _field(column: Column, lang: str) -> dict[str, Any]:
    suffix = f" ({lang})" if lang else ""
    field: dict[str, Any] = {
        "name": f"{column.name}_{lang}" if lang else column.name,
        "type": _TYPES.get(column.type, column.type),
        "title": column.en + suffix,
        "titles": {"fr": column.fr + suffix, "en": column.en + suffix},
    }
    if column.type == "list":
        field |= {"delimiter": layout.SEPARATOR, "itemType": "string"}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.accepted:
        constraints["enum"] = list(column.accepted)
    if column.type == "partial_date":
        constraints["pattern"] = _PARTIAL
    if constraints:
        field["constraints"] = constraints
    return field
