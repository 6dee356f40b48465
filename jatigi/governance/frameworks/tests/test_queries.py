"""YAML → database → YAML: what is stored comes back as values, byte for byte the same text."""

import json
from pathlib import Path

import pytest

from jatigi.foundation.files import yaml
from jatigi.governance.frameworks import changes, queries, rules
from jatigi.governance.frameworks.library import Library
from jatigi.governance.frameworks.models import FrameworkVersion

CONTENT = Path(__file__).parent / "content"
OURS = Path(__file__).parents[4] / "content/frameworks"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["small@1.0", "small@1.1", "pair@2", "module@1"])
def test_a_framework_comes_back_from_the_database_byte_for_byte(key):
    library = Library(CONTENT)
    framework = library.framework(key)
    for one in framework.chain:
        changes.load_framework(one, by=None, publish=True)
    stored = queries.framework_of(queries.version_of(key))
    assert yaml.dump(stored.document) == yaml.dump(framework.document)
    assert stored == framework


def test_our_canonical_file_comes_back_as_the_file_itself():
    framework = Library(OURS).framework("jatigi-national@1.0")
    changes.load_framework(framework, by=None, publish=True)
    text = yaml.dump(queries.resolve("jatigi-national@1.0").document)
    assert text == (OURS / "jatigi-national/1.0.yaml").read_text(encoding="utf-8")


def test_a_store_that_forgets_the_order_of_keys_loses_nothing():
    """PostgreSQL keeps JSON objects in an order of its own."""

    def shuffled(value):
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in sorted(value, key=lambda key: (len(key), key))}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    framework = Library(CONTENT).framework("small@1.0")
    assert json.dumps(shuffled(framework.document)) != json.dumps(framework.document)
    again = rules.check(yaml.Document("f.yaml", shuffled(framework.document)))
    assert again.digest == framework.digest


def test_a_changed_draft_is_not_taken_for_the_earlier_one():
    library = Library(CONTENT)
    changes.load_framework(library.framework("small@1.0"), by=None)
    assert queries.resolve("small@1.0").indicator("a.x.two").weight == 3
    text = (CONTENT / "small/1.0.yaml").read_text().replace("weight: 3", "weight: 4")
    changes.load_framework(rules.check(yaml.read_bytes(text.encode(), "f.yaml")), by=None)
    assert queries.resolve("small@1.0").indicator("a.x.two").weight == 4


def test_what_is_not_stored_is_none():
    assert queries.resolve("nowhere@1") is None
    assert queries.version_of("nowhere") is None


def test_versions_are_listed_with_the_latest_first_and_modules_last():
    library = Library(CONTENT)
    text = (CONTENT / "small/1.1.yaml").read_text()
    newer = [rules.check(yaml.read_bytes(text.replace('"1.1"', f'"{v}"').encode(), "f.yaml")) for v in ("1.9", "1.10")]
    for framework in (library.framework("small@1.0"), *newer, library.framework("module@1")):
        changes.load_framework(framework, by=None, publish=True)
    rows = queries.listed(FrameworkVersion.objects.all())
    assert [row.version.key for row in rows] == ["small@1.10", "small@1.9", "small@1.0", "module@1"]
    assert [(row.dimensions, row.indicators) for row in rows] == [(1, 4), (1, 4), (2, 3), (1, 1)]
