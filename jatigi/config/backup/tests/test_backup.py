"""Promise 23: backup → wipe → restore gives the same content, on both databases; nothing is replaced by half."""

import errno
import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from typer.testing import CliRunner

from jatigi.config import commands
from jatigi.config.backup import manifest, reading, restoring, rows, writing
from jatigi.config.backup.problems import CATALOGUE, BackupError
from jatigi.foundation.accounts.models import User
from jatigi.foundation.audit import queries as trail
from jatigi.foundation.audit import triggers
from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files import crypto
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.queries import read_file
from jatigi.governance.assessments.models import Answer
from jatigi.governance.assessments.tests.world import LAW, World

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = b"%PDF-1.7\nMARKER\n%%EOF\n"
PASSPHRASE = "cheval correct agrafe pile"
RUN = CliRunner()


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    return settings.VAR


@pytest.fixture
def world(cast: Any, var: Path) -> World:
    """Answers with their revisions, an open and a restricted file, and the keys that they need."""
    made = World(cast)
    made.agreed(cites=(LAW,))
    for restricted in (False, True):
        store_file(PAGE, name="a.pdf", jurisdiction=cast.mali, restricted=restricted, by=cast.aminata)
    return made


def wipe(var: Path) -> None:
    """As on a new machine."""
    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(var)
    var.mkdir()
    assert not User.objects.exists()


def refused(code: str) -> Any:
    return pytest.raises(BackupError, check=lambda error: error.code == code)


def test_backup_wipe_restore_gives_the_same_content(world: World, var: Path, tmp_path: Path) -> None:
    file, answers = tmp_path / "a.backup", Answer.objects.count()
    made = writing.back_up(file, passphrase=PASSPHRASE, with_keys=True)
    assert made.content == writing.content_now()
    assert made.missing == ()
    wipe(var)
    assert writing.content_now() != made.content
    done = restoring.restore(file, passphrase=PASSPHRASE)
    assert (done.content, done.rows, done.other_data_key) == (made.content, made.rows, "")
    assert writing.content_now() == made.content
    assert Answer.objects.count() == answers
    assert [read_file(stored) for stored in StoredFile.objects.all()] == [PAGE, PAGE]  # the sealed one too
    assert trail.verify()[1] == []
    assert sorted(path.name for path in var.iterdir()) == [".restore.lock", "files", "keys", "releases"]


def test_afterwards_one_can_go_on_working(world: World, var: Path, tmp_path: Path) -> None:
    """New rows get new numbers, the trail goes on, and what may not be altered still may not."""
    file = tmp_path / "a.backup"
    writing.back_up(file)
    wipe(var)
    restoring.restore(file)
    assert triggers.missing(connection) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(action="altered")
    before = trail.verify()[0]
    world.coded("rights.school", cites=(LAW,))
    assert trail.verify() == (before + 1, [])


def test_a_restore_over_something_else_leaves_nothing_of_it(world: World, var: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    made = writing.back_up(file)
    world.coded("rights.school", cites=(LAW,))
    later = store_file(PAGE + b"later", name="b.pdf", jurisdiction=world.mali, restricted=False, by=None)
    assert restoring.restore(file).content == made.content
    assert not StoredFile.objects.filter(pk=later.pk).exists()
    assert not any(path.name == later.sha256 for path in (var / "files").rglob("*"))


def test_whoever_was_signed_in_signs_in_again(world: World, var: Path, tmp_path: Path, signed_in: Any) -> None:
    file = tmp_path / "a.backup"
    writing.back_up(file)
    browser = signed_in(world.cast.aminata)
    restoring.restore(file)
    assert browser.get("/fr/desk/").status_code == 302


def test_the_hash_is_of_the_content_and_nothing_else(world: World, var: Path, tmp_path: Path) -> None:
    first = writing.back_up(tmp_path / "a")
    second = writing.back_up(tmp_path / "b", passphrase=PASSPHRASE, with_keys=True)
    assert first.content == second.content
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()
    User.objects.filter(pk=world.cast.kadi.pk).update(name="Kadiatou")
    assert writing.back_up(tmp_path / "c").content != first.content


def test_every_table_is_taken_or_left_out_with_a_reason() -> None:
    from django.apps import apps

    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(rows.LEFT_OUT) <= labels
    assert len(rows.tables()) == len(labels) - len(rows.LEFT_OUT)
    assert all(rows.LEFT_OUT.values())


class TestKeys:
    """Keys leave the machine under a passphrase, or not at all."""

    def test_without_being_asked_for_none_is_in_it(self, world: World, var: Path, tmp_path: Path) -> None:
        writing.back_up(tmp_path / "a")
        with zipfile.ZipFile(tmp_path / "a") as packed:
            assert not [name for name in packed.namelist() if name.startswith("keys/")]
            everything = b"".join(packed.read(name) for name in packed.namelist())
        assert (var / "keys" / "data.key").read_bytes() not in everything

    def test_never_in_clear(self, world: World, tmp_path: Path) -> None:
        with refused("keys_in_clear"):
            writing.back_up(tmp_path / "a", with_keys=True)
        with refused("passphrase_short"):
            writing.back_up(tmp_path / "a", with_keys=True, passphrase="short")
        assert not (tmp_path / "a").exists()

    def test_under_a_passphrase_nothing_can_be_read(self, world: World, var: Path, tmp_path: Path) -> None:
        writing.back_up(tmp_path / "a", passphrase=PASSPHRASE, with_keys=True)
        content = (tmp_path / "a").read_bytes()
        assert not zipfile.is_zipfile(io.BytesIO(content))
        for secret in (b"aminata", b"backup.json", (var / "keys" / "data.key").read_bytes()):
            assert secret not in content

    def test_where_the_key_is_another_it_is_said(self, world: World, var: Path, tmp_path: Path) -> None:
        writing.back_up(tmp_path / "a")
        was = crypto.data_key_id()
        wipe(var)
        assert restoring.restore(tmp_path / "a").other_data_key == was

    def test_the_keys_that_are_here_stay_where_a_backup_has_none(self, world: World, var: Path, tmp_path: Path) -> None:
        writing.back_up(tmp_path / "a")
        kept = (var / "keys" / "data.key").read_bytes()
        restoring.restore(tmp_path / "a")
        assert (var / "keys" / "data.key").read_bytes() == kept


def cut(content: bytes) -> bytes:
    return content[:-2000]


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def with_entry(name: str, value: bytes = b"x") -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        into = io.BytesIO(content)
        with zipfile.ZipFile(into, "a") as packed:
            packed.writestr(name, value)
        return into.getvalue()

    return changed


def rewritten(table: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A backup whose hashes are right again after a table was changed: as by someone who knows the format."""

    def changed(content: bytes) -> bytes:
        into, name = io.BytesIO(), f"tables/{table}.jsonl"
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(into, "w") as new:
            described = manifest.Manifest.model_validate_json(old.read(manifest.NAME))
            for member in old.namelist():
                value = old.read(member)
                if member == name:
                    value = change(value)
                    described.entries[name] = manifest.Entry(sha256=hashlib.sha256(value).hexdigest(), size=len(value))
                if member != manifest.NAME:
                    new.writestr(member, value)
            described.content = manifest.content_hash(described.entries)
            new.writestr(manifest.NAME, described.model_dump_json())
        return into.getvalue()

    return changed


def without_last_line(value: bytes) -> bytes:
    return b"".join(value.splitlines(keepends=True)[:-1])


BROKEN: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("not_a_backup", lambda _: b""),
    ("not_a_backup", lambda _: b"PK" + bytes(100)),
    ("not_a_backup", cut),
    ("damaged", with_entry("tables/more.jsonl")),
    ("damaged", with_entry("../outside")),
    ("damaged", with_entry("keys/release.key")),
    ("contradicts", rewritten("places_place", without_last_line)),  # rows that refer to what is gone
    ("contradicts", rewritten("accounts_user", lambda value: value + value.splitlines(keepends=True)[0])),
    ("contradicts", rewritten("accounts_user", lambda _: b'{"no": "row"}\n')),
    ("contradicts", rewritten("accounts_user", lambda _: b"\xff\n")),
]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("code", "change"), BROKEN, ids=[f"{n}-{code}" for n, (code, _) in enumerate(BROKEN)])
def test_a_broken_backup_is_refused_and_changes_nothing(
    world: World, var: Path, tmp_path: Path, code: str, change: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "a"
    writing.back_up(file)
    file.write_bytes(change(file.read_bytes()))
    before = writing.content_now()
    with refused(code):
        restoring.restore(file)
    assert writing.content_now() == before
    assert triggers.missing(connection) == []
    assert {path.name for path in var.iterdir()} == {".restore.lock", "files", "keys"}
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("change", [cut, flipped, lambda content: content[:20]])
def test_a_sealed_backup_that_was_changed_is_refused(
    world: World, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "a"
    writing.back_up(file, passphrase=PASSPHRASE)
    with refused("passphrase_needed"):
        restoring.check(file)
    with refused("passphrase_wrong"):
        restoring.check(file, passphrase=PASSPHRASE + "s")
    file.write_bytes(change(file.read_bytes()))
    with refused("passphrase_wrong"):
        restoring.check(file, passphrase=PASSPHRASE)


def test_every_byte_counts(world: World, tmp_path: Path) -> None:
    """One flipped byte of a member is found, and the member named."""
    file = tmp_path / "a"
    writing.back_up(file)
    with zipfile.ZipFile(file) as packed:
        member = packed.getinfo("tables/audit_entry.jsonl")
    content = bytearray(file.read_bytes())
    content[member.header_offset + 120] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(BackupError, match=r"damaged|endommagée") as told:
        restoring.check(file)
    assert told.value.detail == "tables/audit_entry.jsonl"


def test_a_backup_of_another_version_says_of_which(world: World, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(writing, "__version__", "9.9.9")
    monkeypatch.setattr(manifest, "migrations", lambda: {"accounts": ["0001_initial", "0002_later"]})
    writing.back_up(tmp_path / "a")
    monkeypatch.undo()
    with refused("other_version") as told:
        restoring.check(tmp_path / "a")
    assert told.value.detail == "9.9.9"


def test_a_full_disk_leaves_no_half_backup(world: World, tmp_path: Path, monkeypatch: Any) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with refused("not_written"):
        writing.back_up(tmp_path / "a")
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_a_full_disk_in_a_restore_leaves_what_was_there(
    world: World, var: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    writing.back_up(tmp_path / "a")
    world.coded("rights.school", cites=(LAW,))
    before = writing.content_now()

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with refused("not_restored"):
        restoring.restore(tmp_path / "a")
    monkeypatch.undo()
    assert writing.content_now() == before
    assert not list(var.glob(".restoring*"))


def test_a_backup_is_never_overwritten(world: World, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with refused("exists"):
        writing.back_up(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"mine"


def test_a_file_that_is_gone_is_named_and_the_rest_is_saved(world: World, var: Path, tmp_path: Path) -> None:
    gone = next(path for path in (var / "files" / "open").rglob("*") if path.is_file())
    gone.unlink()
    made = writing.back_up(tmp_path / "a")
    assert made.missing == (gone.relative_to(var).as_posix(),)
    assert restoring.restore(tmp_path / "a").content == made.content


def test_two_restores_at_once(world: World, tmp_path: Path) -> None:
    writing.back_up(tmp_path / "a")
    with restoring.alone(), refused("under_way"):
        restoring.restore(tmp_path / "a")


class TestCommands:
    """``jatigi backup`` and ``jatigi restore``."""

    def test_there_and_back(self, world: World, var: Path, tmp_path: Path) -> None:
        secret, file = tmp_path / "passphrase", str(tmp_path / "a")
        secret.write_text(PASSPHRASE + "\n")
        options = ["--passphrase-file", str(secret)]
        made = RUN.invoke(commands.assemble(), ["backup", file, *options, "--with-keys"])
        checked = RUN.invoke(commands.assemble(), ["restore", file, *options, "--check"])
        declined = RUN.invoke(commands.assemble(), ["restore", file, *options], input="n\n")
        done = RUN.invoke(commands.assemble(), ["restore", file, *options, "--yes"])
        assert [made.exit_code, checked.exit_code, declined.exit_code, done.exit_code] == [0, 0, 1, 0]
        content = made.output.split()[-1]
        assert len(content) == 64
        assert content == checked.output.split()[-1] == done.output.split()[-1]

    @pytest.mark.parametrize(
        "given",
        [["backup", "a", "--with-keys"], ["restore", "nothing", "--yes"], ["backup", "a", "--passphrase-file", "b"]],
    )
    def test_mistakes_end_with_1_and_advice(
        self, world: World, tmp_path: Path, monkeypatch: Any, given: list[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        said = RUN.invoke(commands.assemble(), given)
        assert said.exit_code == 1
        assert any(str(advice) in said.output for _, advice in CATALOGUE.values())


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("tables/audit_entry.jsonl", True),
        ("releases/MLI-2021-reconstructed-1/crosswalk/a@1.0--b@2.yaml", True),
        ("files/open/ab/abcd", True),
        ("files/../../etc/passwd", False),
        ("/etc/passwd", False),
        ("keys", False),
        ("keys/", False),
        ("files/./a", False),
        ("files/a\\b", False),
        ("static/x.js", False),
        ("files/a\0b", False),
    ],
)
def test_names_stay_inside(name: str, fine: bool) -> None:
    assert manifest.is_safe(name) is fine


def test_the_reader_stops_at_the_length_that_is_listed(world: World, tmp_path: Path) -> None:
    """What unpacks to more than it says is not unpacked to its end."""
    writing.back_up(tmp_path / "a")
    bomb = rewritten("places_place", lambda value: value)((tmp_path / "a").read_bytes())
    into = io.BytesIO(bomb)
    with zipfile.ZipFile(into) as old:
        described = manifest.Manifest.model_validate_json(old.read(manifest.NAME))
        members = {name: old.read(name) for name in old.namelist() if name != manifest.NAME}
    members["tables/places_place.jsonl"] = bytes(50_000_000)
    with zipfile.ZipFile(tmp_path / "b", "w", zipfile.ZIP_DEFLATED) as new:
        for name, value in members.items():
            new.writestr(name, value)
        new.writestr(manifest.NAME, described.model_dump_json())
    with refused("damaged"), reading.opened(tmp_path / "b"):
        pass
