"""``jatigi release``: what it prints, what it writes, its exit codes."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from typer.testing import CliRunner

from jatigi.governance.releases.commands import app
from jatigi.governance.releases.models import Release
from jatigi.governance.releases.tests import world as small
from jatigi.governance.releases.tests.conftest import KEY, PEM


@pytest.fixture
def keys(var: Path) -> Path:
    private = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (var / "keys/release.key").write_bytes(private)
    return var / "keys"


def run(*words: Any) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.output.split())


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_build_twice_verify_and_find_the_flipped_byte(world: small.World, keys: Path, tmp_path: Path) -> None:
    for name in ("A", "B"):
        code, said = run("build", "MLI-2021", "--out", tmp_path / name)
        assert (code, said.count("MLI-2021-reconstructed-1")) == (0, 2)
    assert files_in(tmp_path / "A") == files_in(tmp_path / "B")
    public = keys / "release.pub"
    for source in ("A", "A/MLI-2021-reconstructed-1", "A/MLI-2021-reconstructed-1.zip"):
        assert run("verify", tmp_path / source, "--key", public)[0] == 0
    path = tmp_path / "A/MLI-2021-reconstructed-1/profile.fr.pdf"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    code, said = run("verify", tmp_path / "A", "--key", public)
    assert code == 1
    assert "profile.fr.pdf" in said


def test_publish_import_and_diff(world: small.World, keys: Path, tmp_path: Path, settings: Any) -> None:
    run("build", "MLI-2021", "--out", tmp_path)
    assert run("publish", tmp_path) == (0, "MLI-2021-reconstructed-1: published")
    code, said = run("publish", tmp_path)
    assert code == 1
    assert "published already" in said
    assert run("diff", tmp_path / "MLI-2021-reconstructed-1", tmp_path / "MLI-2021-reconstructed-1.zip") == (
        0,
        "0 differences",
    )
    Release.objects.all().delete()
    assert run("import", tmp_path / "MLI-2021-reconstructed-1.zip") == (0, "MLI-2021-reconstructed-1: taken in")


class TestRefusals:
    def test_a_round_that_is_not_there(self, world: small.World, keys: Path, tmp_path: Path) -> None:
        code, said = run("build", "MLI-1999", "--out", tmp_path)
        assert (code, "MLI-2018, MLI-2021" in said) == (1, True)

    def test_a_round_that_is_not_ready(self, world: small.World, keys: Path, tmp_path: Path) -> None:
        world.answer("rights.work", "absent", world.law, at=small.LATER)
        code, said = run("build", "MLI-2021", "--out", tmp_path)
        assert code == 1
        assert "1.3 changed after the approval" in said
        assert list(tmp_path.glob("MLI*")) == []

    def test_dates_that_are_none(self, world: small.World, keys: Path, tmp_path: Path) -> None:
        assert run("build", "MLI-2021", "--out", tmp_path, "--built-for", "soon")[0] == 2
        assert run("build", "MLI-2021", "--out", tmp_path, "--as-known-at", "soon")[0] == 2

    def test_a_key_that_is_none(self, world: small.World, keys: Path, tmp_path: Path) -> None:
        code, said = run("build", "MLI-2021", "--out", tmp_path, "--key", tmp_path / "none.key")
        assert (code, "none.key" in said) == (1, True)
        assert run("verify", tmp_path, "--key", keys / "release.key")[0] == 1

    def test_nothing_to_verify(self, world: small.World, keys: Path, tmp_path: Path) -> None:
        code, said = run("verify", tmp_path / "none")
        assert (code, "none" in said) == (1, True)

    def test_several_releases_in_a_folder(self, files: dict[str, bytes], keys: Path, tmp_path: Path) -> None:
        from jatigi.governance.releases.tests.conftest import folder_with

        folder_with(tmp_path / "many", files, "one")
        folder_with(tmp_path / "many", files, "two")
        code, said = run("publish", tmp_path / "many")
        assert (code, "one, two" in said) == (1, True)


def test_dates_and_predecessor_by_hand(world: small.World, keys: Path, tmp_path: Path) -> None:
    code, said = run(
        "build", "MLI-2021", "--out", tmp_path, "--as-known-at", "2026-03-05", "--built-for", "2026-03-06",
        "--predecessor", "MLI-2021-reconstructed-4",
    )  # fmt: skip
    assert code == 0
    assert "MLI-2021-reconstructed-5" in said
    facts = (tmp_path / "MLI-2021-reconstructed-5/release.json").read_text()
    assert '"built_for": "2026-03-06"' in facts
    assert PEM.startswith("-----BEGIN PUBLIC KEY")
