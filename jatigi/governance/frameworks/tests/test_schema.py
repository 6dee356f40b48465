"""The published JSON Schemas say what the code takes."""

import json
from pathlib import Path

import jsonschema
import pytest

from jatigi.foundation.files import yaml
from jatigi.governance.frameworks import schema

FORMATS = Path(__file__).parents[4] / "docs/formats"
OURS = Path(__file__).parents[4] / "content/frameworks"


@pytest.mark.parametrize("kind", sorted(schema.PUBLISHED))
def test_the_published_schema_is_the_codes(kind):
    published = json.loads((FORMATS / f"{kind}.schema.json").read_text())
    assert published == schema.json_schema(kind), "run: jatigi framework schema docs/formats"


def test_the_schema_refuses_unknown_keys_and_names_the_required_ones():
    published = schema.json_schema("framework")
    assert published["additionalProperties"] is False
    assert set(published["required"]) == {"framework", "version", "title", "about", "licence", "dimensions"}
    assert published["$defs"]["Class"]["required"] == ["id", "from", "label"]


def test_the_files_are_written_the_same_each_time(tmp_path):
    for path in schema.write_json_schemas(tmp_path):
        assert path.read_bytes() == (FORMATS / path.name).read_bytes()


@pytest.mark.parametrize("path", sorted(OURS.rglob("*.yaml")), ids=lambda path: path.name)
def test_another_validator_accepts_our_files_by_the_published_schema(path):
    data = yaml.read(path).data
    kind = next((kind for kind in ("concordance", "crosswalk") if kind in data), "framework")
    jsonschema.Draft202012Validator(schema.json_schema(kind)).validate(data)


@pytest.mark.parametrize("name", ["unknown-key", "missing-key", "unquoted-version", "gcm-24", "weight-zero", "bad-id"])
def test_another_validator_refuses_what_we_refuse(name):
    data = yaml.read(Path(__file__).parent / f"broken/{name}.yaml").data
    assert not jsonschema.Draft202012Validator(schema.json_schema("framework")).is_valid(data)
