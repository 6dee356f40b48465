"""Promises 8, 16, 19, 22 and the rules of publication: whole or not at all, once, in the right round."""

import datetime
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connections

from jatigi.foundation.audit import changes as trail
from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.models import Approval
from jatigi.governance.releases import build, changes, queries, storage
from jatigi.governance.releases.models import Release
from jatigi.governance.releases.reader import ReleaseError
from jatigi.governance.releases.refusals import CATALOGUE, Refused
from jatigi.governance.releases.tests import world as small
from jatigi.governance.releases.tests.conftest import BUILT_FOR, KEY, TRUSTED, folder_with, frozen_of

TODAY = datetime.date(2026, 5, 1)


def publish(source: Path, by: Any, **more: Any) -> Release:
    return changes.publish_release(source, by=by, trusted=TRUSTED, today=TODAY, **more)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    assert str(caught.value)
    return caught.value.code


def test_publishing_keeps_the_bytes_and_notes_the_hash(world: small.World, folder: Path, var: Path) -> None:
    release = publish(folder, world.cast.sira)
    kept = var / "releases" / release.pk
    assert {path.relative_to(kept): path.read_bytes() for path in kept.rglob("*") if path.is_file()} == {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert (var / "releases" / f"{release.pk}.zip").read_bytes() == folder.with_suffix(".zip").read_bytes()
    assert queries.published_releases() == [release]
    assert queries.opened(release.pk).id == release.pk
    assert (release.round, release.origin, release.languages) == ("MLI-2021", "reconstructed", ["fr", "en"])


def test_publishing_writes_one_entry_in_the_trail(world: small.World, folder: Path, var: Path) -> None:
    release = publish(folder, world.cast.sira)
    [entry] = Entry.objects.all()
    assert (entry.action, entry.targets, entry.actor) == (
        "release.publish",
        [release.pk],
        str(world.cast.sira.public_id),
    )
    assert entry.details["manifest"] == release.manifest_sha256


def test_a_zip_can_be_published_too(world: small.World, folder: Path, var: Path) -> None:
    assert publish(folder.with_suffix(".zip"), world.cast.sira).pk == "MLI-2021-reconstructed-1"


def test_a_changed_byte_on_our_own_disk_is_found(world: small.World, folder: Path, var: Path) -> None:
    release = publish(folder, world.cast.sira)
    (storage.folder_of(release.pk) / "data/answers.csv").write_text("x")
    with pytest.raises(ReleaseError, match=r"data/answers\.csv"):
        queries.opened(release.pk)


class TestRefusals:
    def test_twice(self, world: small.World, folder: Path, var: Path) -> None:
        publish(folder, world.cast.sira)
        assert refusal(lambda: publish(folder, world.cast.sira)) == "release.already_published"
        assert Entry.objects.count() == 1

    def test_another_release_of_the_same_id(
        self, world: small.World, files: dict[str, bytes], folder: Path, var: Path, tmp_path: Path
    ) -> None:
        publish(folder, world.cast.sira)
        other = build.sealed_files(files | {"figures/more.fr.svg": files["figures/cloth.fr.svg"]}, KEY)
        source = folder_with(tmp_path, other, "other")
        assert refusal(lambda: publish(source, world.cast.sira)) == "release.id_taken"
        assert queries.opened("MLI-2021-reconstructed-1")

    def test_of_another_round(self, world: small.World, folder: Path, var: Path) -> None:
        code = refusal(lambda: publish(folder, world.cast.sira, round="MLI-2018"))
        assert code == "release.not_of_this_round"

    def test_of_no_round_of_ours(self, world: small.World, folder: Path, var: Path) -> None:
        assert refusal(lambda: publish(folder, world.cast.sira, round="MLI-1999")) == "release.unknown_round"

    def test_not_following_the_last_one(self, world: small.World, var: Path, tmp_path: Path) -> None:
        files = build.build(frozen_of(world), predecessor="MLI-2021-reconstructed-1", key=KEY)
        source = folder_with(tmp_path, files, "second")
        assert refusal(lambda: publish(source, world.cast.sira)) == "release.follows_another"

    def test_under_embargo(self, world: small.World, folder: Path, var: Path) -> None:
        Approval.objects.create(
            round=world.round, letter_number="1", letter_date=TODAY, signatory_function="Ministre",
            embargo_until=TODAY + datetime.timedelta(days=1), recorded_at=small.DECIDED,
        )  # fmt: skip
        assert refusal(lambda: publish(folder, world.cast.sira)) == "release.embargo"
        Approval.objects.update(embargo_until=TODAY)
        assert publish(folder, world.cast.sira)

    def test_by_an_untrusted_key(self, world: small.World, folder: Path, var: Path) -> None:
        (var / "keys/release.pub").unlink()
        with pytest.raises(ReleaseError, match="unknown key"):
            changes.publish_release(folder, by=world.cast.sira, today=TODAY)

    def test_nothing_is_left_of_a_refused_one(self, world: small.World, folder: Path, var: Path) -> None:
        (folder / "data/answers.csv").write_text("x")
        with pytest.raises(ReleaseError):
            publish(folder, world.cast.sira)
        assert not (var / "releases").exists()
        assert (Release.objects.count(), Entry.objects.count()) == (0, 0)

    def test_every_code_is_raised_somewhere(self) -> None:
        package = Path(changes.__file__).parent
        source = "".join(path.read_text() for path in package.glob("*.py") if path.name != "refusals.py")
        assert [code for code in CATALOGUE if f'"{code}"' not in source] == []


class TestWithdrawal:
    def test_it_leaves_the_public_side_and_stays_on_record(self, world: small.World, folder: Path, var: Path) -> None:
        release = publish(folder, world.cast.sira)
        changes.withdraw_release(release, by=world.cast.sira, reason="Erreur dans l’annexe.")
        assert queries.published_releases() == []
        assert queries.releases_of("MLI-2021") == [release]
        assert queries.opened(release.pk).id == release.pk
        entry = Entry.objects.get(action="release.withdraw")
        assert "annexe" not in str(entry.details)

    def test_once_and_with_a_reason(self, world: small.World, folder: Path, var: Path) -> None:
        release = publish(folder, world.cast.sira)
        assert refusal(lambda: changes.withdraw_release(release, by=world.cast.sira, reason=" ")) == (
            "release.reason_missing"
        )
        changes.withdraw_release(release, by=world.cast.sira, reason="x")
        assert refusal(lambda: changes.withdraw_release(release, by=world.cast.sira, reason="x")) == (
            "release.withdrawn_already"
        )

    def test_the_next_one_still_follows_it(self, world: small.World, folder: Path, var: Path) -> None:
        changes.withdraw_release(publish(folder, world.cast.sira), by=world.cast.sira, reason="x")
        last = queries.latest("MLI-2021", "reconstructed")
        assert last is not None
        assert last.pk == "MLI-2021-reconstructed-1"


class TestImport:
    def test_it_shows_the_release_and_writes_no_working_table(
        self, cast: Any, files: dict[str, bytes], tmp_path: Path, var: Path
    ) -> None:
        source = folder_with(tmp_path, files)
        before = self.rows()
        release = changes.import_release(source, by=None, trusted=TRUSTED, today=TODAY)
        assert release.imported
        assert [entry.action for entry in Entry.objects.all()] == ["release.import"]
        changed = {table for table, count in self.rows().items() if count != before[table]}
        assert changed <= {"releases_release", "audit_entry", "audit_head"}

    def rows(self) -> dict[str, int]:
        return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}

    def test_what_comes_in_is_identical_to_what_went_out(
        self, world: small.World, folder: Path, var: Path, settings: Any, tmp_path: Path
    ) -> None:
        first = publish(folder, world.cast.sira)
        out = {p.name: p.read_bytes() for p in storage.folder_of(first.pk).rglob("*") if p.is_file()}
        archive = storage.zip_of(first.pk)
        Release.objects.all().delete()  # as in another installation
        settings.VAR = tmp_path / "elsewhere"
        again = changes.import_release(archive, by=None, trusted=TRUSTED, today=TODAY)
        kept = {p.name: p.read_bytes() for p in storage.folder_of(again.pk).rglob("*") if p.is_file()}
        assert kept == out
        assert storage.zip_of(again.pk).read_bytes() == archive.read_bytes()


class Killed(BaseException):
    """Stands for the end of the process: no handler of ours may catch it."""


STEPS = ("clear", "write", "fsync", "replace-1", "replace-2", "replace-3", "row", "entry")


class TestKilled:
    """kill -9 at each step: nothing half-published, and the next attempt goes through."""

    @pytest.mark.parametrize("step", STEPS)
    def test_nothing_is_half_published(self, world: small.World, folder: Path, var: Path, step: str) -> None:
        # A folder without a row, as an earlier kill leaves it, makes the third rename happen.
        folder_with(var / "releases", {"old": b"left over"}, "MLI-2021-reconstructed-1")
        with pytest.MonkeyPatch.context() as patch:
            self.arm(patch, step)
            with pytest.raises(Killed):
                publish(folder, world.cast.sira)
        assert queries.published_releases() == []
        assert Entry.objects.count() == 0
        release = publish(folder, world.cast.sira)
        assert queries.opened(release.pk).id == release.pk
        names = {path.name for path in (var / "releases").iterdir()}
        assert names == {".lock", release.pk, f"{release.pk}.zip"}

    def arm(self, patch: pytest.MonkeyPatch, step: str) -> None:
        """Let the process end at ``step``."""

        def die(*_: Any, **__: Any) -> None:
            raise Killed

        original, calls = os.replace, iter(range(1, 99))

        def replace(*given: Any) -> None:
            if f"replace-{next(calls)}" == step:
                raise Killed
            original(*given)

        match step:
            case "clear":
                patch.setattr(storage, "clear", die)
            case "write":
                patch.setattr(storage, "_flush_folder", die)
            case "fsync":
                patch.setattr(os, "fsync", die)
            case "row":
                patch.setattr(Release.objects, "create", die)
            case "entry":
                patch.setattr(trail, "_append", die)
            case _:
                patch.setattr(os, "replace", replace)


@pytest.mark.django_db(transaction=True)
def test_of_two_publishers_one_wins_and_the_other_is_told(world: small.World, folder: Path, var: Path) -> None:
    found: list[object] = []
    start = threading.Barrier(2)

    def run() -> None:
        try:
            start.wait()
            found.append(publish(folder, world.cast.sira).pk)
        except Refused as error:
            found.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, found)) == ["MLI-2021-reconstructed-1", "release.already_published"]
    assert (Release.objects.count(), Entry.objects.count()) == (1, 1)


def test_the_database_refuses_a_second_row_of_the_same_bytes(world: small.World, folder: Path, var: Path) -> None:
    release = publish(folder, world.cast.sira)
    release.pk = "MLI-2021-reconstructed-2"
    with pytest.raises(IntegrityError):
        release.save(force_insert=True)


def test_built_for_is_the_day_in_the_zip(world: small.World, folder: Path, var: Path) -> None:
    assert publish(folder, world.cast.sira).built_for == BUILT_FOR
