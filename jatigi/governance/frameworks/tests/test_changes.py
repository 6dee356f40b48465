"""Promises 10 and 16: a published version never changes, and comes back from the database as it went in."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files import yaml
from jatigi.governance.frameworks import changes, freezing, mappings, queries, rules
from jatigi.governance.frameworks.apps import check_frozen
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
    framework = library.framework("jatigi-national@1.0")
    assert framework is not None
    assert queries.framework_of(stored).document == framework.document
    assert stored.digest == framework.digest


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
    crosswalk = crosswalk_of(library)
    assert changes.load_mapping(crosswalk, by=None)
    assert not changes.load_mapping(crosswalk, by=None)
    assert Mapping.objects.get().document["lines"]


@pytest.mark.parametrize("table", ["version", "node", "indicator"])
def test_the_database_itself_refuses_to_change_what_is_published(library: Library, table: str) -> None:
    """Promise 10, whatever program tries it."""
    draft = load(library, "sdg-10-7-2@2021", publish=False).version
    published = load(library, "jatigi-national@1.0").version
    for version, allowed in ((draft, True), (published, False)):
        rows = {
            "version": FrameworkVersion.objects.filter(pk=version.pk),
            "node": version.nodes.all(),
            "indicator": version.indicators.all(),
        }[table]
        change = {"version": {"licence": "x"}, "node": {"position": 9}, "indicator": {"weight": 9}}[table]
        if allowed:
            assert rows.update(**change)
        else:
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**change)


def test_a_lost_trigger_is_reported() -> None:
    assert check_frozen(databases=["default"]) == []
    freezing.remove(connection, "frameworks_node")
    (error,) = check_frozen(databases=["default"])
    assert "frameworks_node" in error.msg
    freezing.install(connection, "frameworks_node")
    assert freezing.missing(connection) == []


def test_a_draft_is_published_as_it_stands_and_only_once(library: Library) -> None:
    version = load(library, "sdg-10-7-2@2021", publish=False).version
    changes.publish_framework(version, by=None)
    stored = FrameworkVersion.objects.get()
    assert (stored.state, stored.digest) == ("published", version.digest)
    assert stored.published_at is not None
    with pytest.raises(changes.Refused) as refusal:
        changes.publish_framework(version, by=None)
    assert refusal.value.code == "framework.published"
    assert list(Entry.objects.values_list("action", flat=True)) == ["framework.load", "framework.publish"]


def test_a_draft_in_use_is_not_replaced(library: Library, cast: Any) -> None:
    version = load(library, "sdg-10-7-2@2021", publish=False).version
    Round = apps.get_model("assessments", "Round")
    Round.objects.create(
        code="MLI-2021", jurisdiction=cast.mali, label="2021", framework=version, origin="fictional",
        reference_date=date(2021, 12, 31), opened_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(changes.Refused) as refusal:
        load(library, "sdg-10-7-2@2021")
    assert refusal.value.code == "framework.in_use"
    assert "a draft that a round already asks" in str(refusal.value)
    assert version.indicators.count() == 30


def test_indicators_that_a_draft_drops_leave_no_trace(library: Library) -> None:
    small = Library(Path(__file__).parent / "content").framework("small@1.0")
    assert small is not None
    changes.load_framework(small, by=None)
    text = (Path(__file__).parent / "content/small/1.0.yaml").read_text().replace("a.x.two", "a.x.three")
    changes.load_framework(rules.check(yaml.read_bytes(text.encode(), "f.yaml")), by=None)
    assert set(Indicator.objects.values_list("code", flat=True)) == {"a.x.one", "a.x.three", "b.x.days"}


def test_each_act_writes_one_entry_and_a_refused_one_none(library: Library) -> None:
    """Promise 8."""
    load(library, "jatigi-national@1.0")
    assert Entry.objects.count() == 1
    with pytest.raises(changes.Refused):
        changes.load_mapping(crosswalk_of(library), by=None)
    assert Entry.objects.count() == 1
    load(library, "sdg-10-7-2@2021")
    changes.load_mapping(crosswalk_of(library), by=None)
    assert [entry.action for entry in Entry.objects.order_by("seq")] == [
        "framework.publish", "framework.publish", "crosswalk.load",
    ]  # fmt: skip
    assert Entry.objects.get(action="crosswalk.load").targets == ["jatigi-national@1.0--sdg-10-7-2@2021"]


def crosswalk_of(library: Library) -> mappings.Crosswalk:
    path = FOLDER / "jatigi-national/crosswalk/jatigi-national@1.0--sdg-10-7-2@2021.yaml"
    return mappings.check_crosswalk(yaml.read(path), library.framework)
