"""Promises 10 and 16: a published version never changes, and comes back from the database as it went in."""

from pathlib import Path

import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files import yaml
from jatigi.governance.frameworks import changes, mappings
from jatigi.governance.frameworks.canonical import digest
from jatigi.governance.frameworks.library import Library
from jatigi.governance.frameworks.models import FrameworkVersion, Indicator, IndicatorVersion, Mapping

FOLDER = Path(__file__).parents[4] / "content/frameworks"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def library() -> Library:
    library = Library(FOLDER)
    for key in ("jatigi-national@1.0", "regional-mobility@1.0", "sdg-10-7-2@2021"):
        assert library.framework(key) is not None
    return library


def load(library: Library, key: str, *, publish: bool = True) -> changes.Loaded:
    framework = library.framework(key)
    assert framework is not None
    return changes.load_framework(framework, by=None, publish=publish)


def test_every_row_is_stored_in_the_frameworks_order(library: Library) -> None:
    version = load(library, "jatigi-national@1.0").version
    rows = list(version.indicators.select_related("indicator"))
    framework = library.framework("jatigi-national@1.0")
    assert framework is not None
    assert [row.indicator.code for row in rows] == [one.id for one in framework.own_indicators]
    assert len(rows) >= 96
    assert all(set(level["anchor"]) == {"fr", "en"} for row in rows for level in row.levels)


def test_the_document_comes_back_as_it_went_in(library: Library) -> None:
    version = load(library, "jatigi-national@1.0").version
    stored = FrameworkVersion.objects.get(pk=version.pk)
    assert digest(stored.document) == stored.digest == library.framework("jatigi-national@1.0").digest  # type: ignore[union-attr]


def test_the_same_again_writes_nothing(library: Library) -> None:
    load(library, "jatigi-national@1.0")
    assert not load(library, "jatigi-national@1.0").written
    assert Entry.objects.filter(action="framework.publish").count() == 1


def test_a_published_version_is_never_replaced(library: Library, tmp_path: Path) -> None:
    load(library, "sdg-10-7-2@2021")
    folder = tmp_path / "sdg-10-7-2"
    folder.mkdir()
    text = (FOLDER / "sdg-10-7-2/2021.yaml").read_text()
    (folder / "2021.yaml").write_text(text.replace("weight: 1", "weight: 2", 1))
    other = Library(tmp_path).framework("sdg-10-7-2@2021")
    assert other is not None
    with pytest.raises(changes.Refused) as refusal:
        changes.load_framework(other, by=None, publish=True)
    assert refusal.value.code == "framework.published"
    assert FrameworkVersion.objects.get().digest == library.framework("sdg-10-7-2@2021").digest  # type: ignore[union-attr]


def test_a_draft_may_be_replaced_and_then_published(library: Library) -> None:
    load(library, "sdg-10-7-2@2021", publish=False)
    assert load(library, "sdg-10-7-2@2021").version.state == "published"
    assert (FrameworkVersion.objects.count(), IndicatorVersion.objects.count(), Indicator.objects.count()) == (
        1,
        30,
        30,
    )


def test_a_module_refers_to_its_published_base(library: Library) -> None:
    with pytest.raises(changes.Refused) as refusal:
        load(library, "regional-mobility@1.0")
    assert refusal.value.code == "framework.no_base"
    base = load(library, "jatigi-national@1.0").version
    module = load(library, "regional-mobility@1.0").version
    assert module.extends == base
    assert not IndicatorVersion.objects.filter(version=module, indicator__framework_id="jatigi-national").exists()


def test_a_crosswalk_is_stored_between_published_versions(library: Library) -> None:
    load(library, "jatigi-national@1.0")
    load(library, "sdg-10-7-2@2021")
    path = FOLDER / "jatigi-national/crosswalk/jatigi-national@1.0--sdg-10-7-2@2021.yaml"
    document = yaml.read(path)
    crosswalk = mappings.check_crosswalk(document, library.framework)
    assert changes.load_mapping(crosswalk, by=None)
    assert not changes.load_mapping(crosswalk, by=None)
    assert Mapping.objects.get().document["lines"]
