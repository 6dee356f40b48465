"""The index says what the releases say, whatever order they come in and however often."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from jatigi.portal import models
from jatigi.portal.index import IndexingError, forget_release, index_release, reindex
from jatigi.portal.tests import fictional
from jatigi.portal.tests.fictional import fictional_release

pytestmark = pytest.mark.django_db
TABLES = [model for model in models.__dict__.values() if isinstance(model, type) and hasattr(model, "_meta")]


def content() -> dict[str, list[Any]]:
    """Everything in the index but database ids and the time of the last change."""

    def rows(model: Any) -> list[str]:
        names = [f.name for f in model._meta.concrete_fields if f.name not in ("id", "changed_at") or f.primary_key]
        names = [name for name in names if not (name == "id" and model._meta.pk.get_internal_type() == "BigAutoField")]
        related = {
            "consultation": "consultation__code",
            "answer": "answer__indicator__code",
            "indicator": "indicator__code",
            "dimension": "dimension__code",
        }
        is_key = {f.name for f in model._meta.concrete_fields if f.is_relation}
        names = [related.get(name, name) if name in is_key else name for name in names]
        return sorted(repr(row) for row in model._default_manager.values_list(*names))

    return {model.__name__: rows(model) for model in TABLES}


def test_a_release_is_taken_apart_into_rows(tmp_path: Path) -> None:
    (release,) = fictional.publish(tmp_path, ("XKA", 2021))
    row = models.PublishedRelease.objects.get()
    assert (row.pk, row.slug, row.current, row.shown) == ("XKA-2021-fictional-1", "2021", True, True)
    assert row.name.text("en") == "Shea Country"
    assert sum(row.counts.values()) == len(release.answers) == models.PublishedAnswer.objects.count()
    assert models.PublishedCitation.objects.count() == len(release.citations)
    assert models.PublishedIndicator.objects.count() == 102
    assert models.PublishedDimension.objects.count() == 6
    assert sum(len(str(letters)) for _, letters in row.weave) == 102
    assert {one.name for one in row.files.all()} == {*release.files, f"{release.id}.zip"}


def test_the_profile_is_kept_without_its_answers(tmp_path: Path) -> None:
    fictional.publish(tmp_path, ("XKA", 2021))
    document = models.PublishedProfile.objects.get().document
    assert "answers" not in document["dimensions"][0]
    assert document["dimensions"][0]["lead"][0]["text"]["en"] == "Invented sentence."


def test_indexing_twice_changes_nothing(tmp_path: Path) -> None:
    fictional.publish(tmp_path, ("XKA", 2018), ("XKA", 2021), ("XNE", 2021))
    before = content()
    fictional.publish(tmp_path, ("XKA", 2021))
    assert content() == before


def test_rebuilding_gives_the_same_index_in_any_order(tmp_path: Path) -> None:
    releases = fictional.publish(tmp_path, ("XKA", 2018), ("XKA", 2021), ("XNE", 2021))
    before = content()
    key = models.PublishedRelease.objects.first().public_key  # type: ignore[union-attr]
    report = reindex(((one, tmp_path / one.id) for one in reversed(releases)), public_keys={releases[0].key_id: key})
    assert sorted(report.indexed) == sorted(one.id for one in releases)
    assert content() == before


def test_of_two_releases_of_a_round_the_later_is_shown_and_both_are_kept(tmp_path: Path) -> None:
    first, second = (fictional_release("XKA", 2021, number=number, folder=tmp_path) for number in (1, 2))
    fictional.publish(tmp_path, second, first)
    assert list(models.PublishedRelease.objects.filter(shown=True).values_list("pk", flat=True)) == [second.id]
    assert models.PublishedRelease.objects.count() == 2


def test_what_a_country_published_goes_before_what_was_rebuilt(tmp_path: Path) -> None:
    official = fictional_release("XKA", 2021, origin="official")
    rebuilt = fictional_release("XKA", 2021, origin="reconstructed", number=3)
    fictional.publish(tmp_path, official, rebuilt)
    assert models.PublishedRelease.objects.get(shown=True).pk == official.id


def test_the_latest_round_is_current(tmp_path: Path) -> None:
    fictional.publish(tmp_path, ("XKA", 2021), ("XKA", 2018))
    assert models.PublishedRelease.objects.get(current=True).slug == "2021"


def test_the_register_says_what_the_newest_release_says(tmp_path: Path) -> None:
    newer = fictional_release("XKA", 2018, number=2)
    older = fictional_release("XKA", 2021, number=1)
    fictional.publish(tmp_path, newer, older)
    assert set(models.PublishedInstrument.objects.values_list("release_id", flat=True)) == {newer.id}


def test_a_convention_of_two_countries_stands_once_in_the_list(tmp_path: Path) -> None:
    fictional.publish(tmp_path, ("XKA", 2021), ("XNE", 2021))
    both = models.PublishedInstrument.objects.filter(code="convention-inventee")
    assert both.count() == 2
    assert both.filter(lead=True).count() == 1


def test_a_withdrawn_release_leaves_nothing_behind(tmp_path: Path) -> None:
    kept, gone = fictional.publish(tmp_path, ("XKA", 2018), ("XKA", 2021))
    forget_release(gone.id, [(kept, tmp_path / kept.id), (gone, tmp_path / gone.id)])
    assert list(models.PublishedRelease.objects.values_list("pk", flat=True)) == [kept.id]
    assert set(models.PublishedInstrument.objects.values_list("release_id", flat=True)) == {kept.id}


def test_another_text_under_a_published_framework_is_refused_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (good,) = fictional.publish(tmp_path, ("XKA", 2021))
    before = content()
    changed = fictional.document() | {"licence": "other"}
    other = fictional_release("XNE", 2021)
    object.__setattr__(other, "frameworks", {fictional.KEY: changed})
    with pytest.raises(IndexingError, match=r"jatigi-national@1\.0"):
        index_release(other, tmp_path / other.id)
    assert content() == before
    report = reindex([(good, tmp_path / good.id), (other, tmp_path / other.id)])
    assert (report.indexed, list(report.refused)) == ([good.id], [other.id])


def test_a_rebuild_that_fails_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    releases = fictional.publish(tmp_path, ("XKA", 2018), ("XKA", 2021))
    before = content()

    def broken() -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr("jatigi.portal.index.flags.mark_all", broken)
    with pytest.raises(DatabaseError):
        reindex([(one, tmp_path / one.id) for one in releases])
    assert content() == before
