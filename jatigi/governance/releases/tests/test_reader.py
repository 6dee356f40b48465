"""Promises 18 and 24: a release opens only when every byte is right, and whatever is wrong is named."""

import datetime
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jatigi.foundation.files import crypto
from jatigi.governance.releases import layout, writing
from jatigi.governance.releases.reader import ReleaseError, TrustedKey, open_release
from jatigi.governance.releases.sealed import digest
from jatigi.governance.releases.tests.conftest import KEY_ID, PEM, TRUSTED, folder_with, sealed_again

OTHER = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)


def refused(source: Path, trusted: object = TRUSTED, **more: object) -> list[tuple[str, str]]:
    """The files that are named, each with what was found."""
    with pytest.raises(ReleaseError) as caught:
        open_release(source, trusted, **more)  # type: ignore[arg-type]
    return [(problem.file, str(problem.found)) for problem in caught.value.problems]


def test_folder_and_zip_say_the_same(folder: Path) -> None:
    release = open_release(folder, TRUSTED)
    assert release == open_release(folder.with_suffix(".zip"), TRUSTED)
    assert (release.id, release.origin, release.round) == ("MLI-2021-reconstructed-1", "reconstructed", "MLI-2021")
    answers = {row.indicator: row for row in release.answers}
    assert answers["rights.health"].level == "complete"
    assert answers["mobility.data"].level == "unknown"
    assert (answers["mobility.region"].overtaken_since, answers["mobility.region"].overtaken_by) == (
        "2025-01-29",
        "protocol-1979",
    )
    assert release.instruments[0].title == {"fr": "Loi d’essai", "en": "Sample Act"}
    assert release.instruments[1].claims[0]["source"] == 0
    assert release.findings[0].answers == ("rights.health",)
    assert release.figures_svg["figures/cloth.fr.svg"].startswith("<svg")
    assert release.files["profile.fr.pdf"].read().startswith(b"%PDF")


def test_every_flipped_byte_is_found_and_its_file_named(folder: Path, files: dict[str, bytes]) -> None:
    for name in files:
        path = folder / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        named = {file for file, _ in refused(folder)}
        expected = {layout.SIGNATURE} if name == layout.SIGNATURE else {name}
        if name == layout.MANIFEST:  # a flipped hash names the file it stands for, a flipped name two, form itself
            assert named
        else:
            assert named == expected
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    open_release(folder, TRUSTED)


def test_missing_and_extra_files_are_all_named(folder: Path) -> None:
    (folder / "data/answers.csv").unlink()
    (folder / "profile.fr.pdf").unlink()
    (folder / "data/more.csv").write_text("x")
    assert refused(folder) == [
        ("data/answers.csv", "the file is missing"),
        ("data/more.csv", "a file that the manifest does not name"),
        ("profile.fr.pdf", "the file is missing"),
    ]


def test_a_file_that_changes_after_verification_is_not_given_out(folder: Path) -> None:
    release = open_release(folder, TRUSTED)
    (folder / "profile.fr.pdf").write_bytes(b"%PDF-evil")
    with pytest.raises(ReleaseError, match="changed after it was verified"):
        release.files["profile.fr.pdf"].read()


@pytest.mark.parametrize("name", [layout.MANIFEST, layout.SIGNATURE, layout.FACTS])
def test_nothing_opens_without_manifest_seal_and_facts(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert [file for file, _ in refused(folder)] == [name]


@pytest.mark.parametrize(
    "line",
    [
        "{hash}  ../../etc/passwd",
        "{hash}  /etc/passwd",
        "{hash}  data//answers.csv",
        "{hash}  data\\answers.csv",
        "{hash}  MANIFEST.sha256",
        "{hash} *release.json",
        "{hash}  a b",
        "short  zzz",
        "{hash}  aaa",  # not in order
    ],
)
def test_a_manifest_of_another_form_is_refused(folder: Path, line: str) -> None:
    path = folder / layout.MANIFEST
    path.write_text(path.read_text() + line.format(hash="0" * 64) + "\n")
    assert [file for file, _ in refused(folder)] == [layout.MANIFEST]


class TestKeys:
    def test_unknown(self, folder: Path) -> None:
        other = crypto.key_id(OTHER.public_key())
        found = refused(folder, {other: crypto.public_pem(OTHER)})
        assert found == [(layout.SIGNATURE, f"the unknown key {KEY_ID}")]

    def test_the_seal_of_another_key(self, folder: Path) -> None:
        (folder / layout.SIGNATURE).write_bytes(OTHER.sign((folder / layout.MANIFEST).read_bytes()))
        assert [file for file, _ in refused(folder)] == [layout.SIGNATURE]

    def test_a_key_listed_under_a_foreign_id(self, folder: Path) -> None:
        assert [file for file, _ in refused(folder, {KEY_ID: crypto.public_pem(OTHER)})] == [layout.SIGNATURE]

    @pytest.mark.parametrize(
        ("dates", "found"),
        [
            ({"revoked": datetime.date(2026, 1, 1)}, "revoked on 2026-01-01"),
            ({"valid_from": datetime.date(2027, 1, 1)}, "valid only from 2027-01-01"),
            ({"valid_until": datetime.date(2026, 1, 1)}, "valid only until 2026-01-01"),
        ],
    )
    def test_out_of_its_time(self, folder: Path, dates: dict[str, datetime.date], found: str) -> None:
        key = TrustedKey(KEY_ID, PEM, **dates)  # type: ignore[arg-type]
        day = datetime.date(2026, 5, 1)
        assert found in refused(folder, {KEY_ID: key}, on=day)[0][1]
        open_release(folder, {KEY_ID: TrustedKey(KEY_ID, PEM, datetime.date(2026, 1, 1), day)}, on=day)

    def test_a_revoked_key_never_counts_without_a_day(self, folder: Path) -> None:
        key = TrustedKey(KEY_ID, PEM, revoked=datetime.date(2030, 1, 1))
        assert "revoked" in refused(folder, {KEY_ID: key})[0][1]

    def test_trust_must_come_from_somewhere(self, folder: Path) -> None:
        with pytest.raises(ValueError, match="trusted keys"):
            open_release(folder, None)

    def test_the_hash_that_was_noted_stands_for_the_key(self, folder: Path) -> None:
        noted = digest((folder / layout.MANIFEST).read_bytes())
        assert open_release(folder, None, manifest=noted).key_id == KEY_ID
        assert [file for file, _ in refused(folder, None, manifest="0" * 64)] == [layout.MANIFEST]


def _zip(members: dict[str, bytes], **more: object) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in more.items():
                setattr(info, key, value)
            archive.writestr(info, content)
    return target.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "traversal": lambda: _zip({"../../evil": b"x"}),
    "absolute": lambda: _zip({"/etc/evil": b"x"}),
    "backslash": lambda: _zip({"..\\evil": b"x"}),
    "link": lambda: _zip({"release.json": b"/etc/passwd"}, create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16),
    "bomb": lambda: _zip({"release.json": b"\0" * 70_000_000}),
    "many": lambda: _zip({f"f{n}": b"" for n in range(3000)}),
    "two of a name": lambda: _zip({"release.json": b"1", "RELEASE.json": b"2"}),
    "polyglot": lambda: b"%PDF-1.7\n" + _zip({"release.json": b"{}"}),
    "tail": lambda: _zip({"release.json": b"{}"}) + b"<script>",
    "cut off": lambda: _zip({"release.json": b"{}" * 100})[:-40],
    "no zip": lambda: b"PK but no zip",
    "empty": lambda: b"",
    "empty zip": lambda: _zip({}),
    "only a manifest": lambda: _zip({layout.MANIFEST: b"\n"}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_archives_are_refused_and_nothing_is_written(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "given.zip"
    source.write_bytes(HOSTILE[kind]())
    assert refused(source)
    assert list(tmp_path.iterdir()) == [source]


def test_links_in_a_folder_are_refused(folder: Path) -> None:
    (folder / "data/answers.csv").unlink()
    (folder / "data/answers.csv").symlink_to("/etc/hostname")
    assert "link" in refused(folder)[0][1]


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing.zip")[0][0] == "nothing.zip"


def _facts(key: str, value: object) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        facts = json.loads(files[layout.FACTS])
        facts[key] = value
        files[layout.FACTS] = writing.canonical_json(facts)

    return change


def _in(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return change


def _whole(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: content})


ANSWERS, FIGURE = "data/answers.csv", "figures/cloth.fr.svg"
MISTAKEN: dict[str, tuple[str, Callable[[dict[str, bytes]], None]]] = {
    "a later schema": (layout.FACTS, _facts("schema", 2)),
    "another kind": (layout.FACTS, _facts("kind", "novel")),
    "an id without its origin": (layout.FACTS, _facts("id", "MLI-2021-1")),
    "an id that climbs": (layout.FACTS, _facts("id", "../-reconstructed-")),
    "no languages": (layout.FACTS, _facts("languages", [])),
    "a date that is none": (layout.FACTS, _facts("built_for", "2026-02-30")),
    "scores neither public nor not": (layout.FACTS, _facts("scores_public", "yes")),
    "half a goalpost": (layout.FACTS, _facts("bounds", {"x": [1]})),
    "a framework it does not have": (layout.FACTS, _facts("framework", "other@1.0")),
    "facts that are a list": (layout.FACTS, _whole(layout.FACTS, b"[]")),
    "a key twice": (layout.FACTS, _whole(layout.FACTS, b'{"schema": 1, "schema": 1}')),
    "endless depth": (layout.PROFILE, _whole(layout.PROFILE, b"[" * 100_000)),
    "a number JSON does not know": (layout.PROFILE, _whole(layout.PROFILE, b'{"a": NaN}')),
    "bytes that are no text": (ANSWERS, _whole(ANSWERS, b"\xff\xfe\x00")),
    "an empty table": (ANSWERS, _whole(ANSWERS, b"")),
    "another header": (ANSWERS, _in(ANSWERS, "reasons_lang", "language")),
    "another origin in a row": (ANSWERS, _in(ANSWERS, "reconstructed,MLI", "official,MLI")),
    "another country in a row": (ANSWERS, _in(ANSWERS, ",MLI,", ",SEN,")),
    "a word that is not accepted": (ANSWERS, _in(ANSWERS, ",high,", ",certain,")),
    "a row too short": (ANSWERS, lambda files: files.update({ANSWERS: files[ANSWERS] + b"reconstructed,MLI\n"})),
    "rows out of order": (ANSWERS, _in(ANSWERS, "mobility.data,2.3", "zzz,2.3")),
    "an open quote": (ANSWERS, lambda files: files.update({ANSWERS: files[ANSWERS] + b'"open'})),
    "a dangling citation": ("data/citations.csv", _in("data/citations.csv", "report-2019", "report-2020")),
    "a count that is none": ("data/scores.csv", _in("data/scores.csv", "1,0,0,1,1,0", "1,0,0,-1,1,0")),
    "a score that is infinite": ("data/scores.csv", _in("data/scores.csv", "0.416666666667", "1e999")),
    "a framework in bad YAML": ("framework.yaml", _whole("framework.yaml", b"framework: !!python/object:x y\n")),
    "no evidence at all": ("data/evidence.csv", lambda files: files.pop("data/evidence.csv") and None),
    "a script in a figure": (FIGURE, _in(FIGURE, "<title", "<script>alert(1)</script><title")),
    "an event in a figure": (FIGURE, _in(FIGURE, "<svg ", '<svg onload="alert(1)" ')),
    "a link in a figure": (FIGURE, _in(FIGURE, "<title", '<a href="https://evil.example"/><title')),
    "a foreign image in a figure": (FIGURE, _in(FIGURE, "<title", '<use href="https://evil.example/x"/><title')),
    "a style in a figure": (FIGURE, _in(FIGURE, "<svg ", '<svg style="background:url(//evil.example)" ')),
    "an entity in a figure": (FIGURE, _in(FIGURE, "<svg ", '<!DOCTYPE svg [<!ENTITY a "b">]><svg ')),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKEN)
def test_a_sealed_release_is_still_read_strictly(mistake: str, files: dict[str, bytes], tmp_path: Path) -> None:
    named, change = MISTAKEN[mistake]
    change(files)
    source = folder_with(tmp_path, sealed_again(files))
    assert {file for file, _ in refused(source)} == {named}


def test_errors_say_what_to_do(folder: Path) -> None:
    (folder / "data/answers.csv").write_text("x")
    with pytest.raises(ReleaseError) as caught:
        open_release(folder, TRUSTED)
    text = str(caught.value)
    assert "data/answers.csv" in text
    assert "Accepted: the hash" in text
    assert "Get the release again" in text
