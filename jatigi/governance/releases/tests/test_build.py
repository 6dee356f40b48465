"""Promises 10, 16, 18, 31 and 35: the same round gives the same bytes, complete, described, and saying their origin."""

import csv
import dataclasses
import datetime
import io
import json
import zipfile
from pathlib import Path

import frictionless
import pytest

from jatigi.foundation.files import crypto
from jatigi.governance.assessments.models import Answer, Round
from jatigi.governance.instruments.models import Instrument
from jatigi.governance.releases import build, layout, reader, writing
from jatigi.governance.releases.differences import content_of, differences
from jatigi.governance.releases.tests import world as small
from jatigi.governance.releases.tests.conftest import BUILT_FOR, KEY, TRUSTED, folder_with, frozen_at, frozen_of


def test_built_twice_the_bytes_are_the_same(world: small.World, files: dict[str, bytes]) -> None:
    again = build.build(frozen_of(world), predecessor="", key=KEY)
    assert {name: again.get(name) == content for name, content in files.items()} == dict.fromkeys(files, True)
    assert build.zipped(again, BUILT_FOR) == build.zipped(files, BUILT_FOR)


def test_the_zip_holds_the_same_files_and_no_clock(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(build.zipped(files, BUILT_FOR))) as archive:
        assert {info.filename: archive.read(info) for info in archive.infolist()} == files
        assert {info.date_time for info in archive.infolist()} == {(2026, 3, 2, 0, 0, 0)}


def test_the_layout_is_complete(files: dict[str, bytes]) -> None:
    expected = {layout.FACTS, layout.PROFILE, layout.PACKAGE, layout.MANIFEST, layout.SIGNATURE, "framework.yaml"}
    expected |= {table.path for table in layout.TABLES}
    allowed = {table.path for table in layout.RECORD}  # each is written only when it has rows
    expected |= {f"profile.{lang}.{kind}" for lang in ("fr", "en") for kind in ("pdf", "docx")} | {"note.fr.docx"}
    assert expected <= files.keys()
    assert all(name.startswith("figures/") for name in files.keys() - expected - allowed)


def test_the_data_package_is_valid_for_another_reader(folder: Path) -> None:
    report = frictionless.Package(str(folder / layout.PACKAGE)).validate()
    assert report.valid, report.to_summary()
    package = json.loads((folder / layout.PACKAGE).read_text())
    assert package["$schema"].endswith("2.0/datapackage.json")
    fields = [field for resource in package["resources"] for field in resource["schema"]["fields"]]
    assert all(set(field["titles"]) == {"fr", "en"} for field in fields)


def test_the_data_package_finds_what_is_wrong(folder: Path) -> None:
    path = folder / "data/answers.csv"
    path.write_text(path.read_text().replace(",high,", ",certain,", 1))
    assert not frictionless.Package(str(folder / layout.PACKAGE)).validate().valid


def test_the_origin_goes_wherever_the_data_goes(files: dict[str, bytes]) -> None:
    facts = json.loads(files[layout.FACTS])
    assert "-reconstructed-" in facts["id"]
    assert set(facts["notice"]) == {"fr", "en"}
    assert "reconstructed" in json.loads(files[layout.PACKAGE])["origin"]
    for table in layout.TABLES:
        rows = list(csv.DictReader(io.StringIO(files[table.path].decode())))
        if table is not layout.PLACES:  # a place is a fact; what is said of it has an origin
            assert rows, table.path
            assert {row["origin"] for row in rows} == {"reconstructed"}, table.path
    for lang, words in (("fr", "Reconstitué"), ("en", "Reconstructed")):
        for name, content in files.items():
            if name.endswith(f".{lang}.svg"):
                assert words.lower() in content.decode().lower(), name


def test_no_local_path_and_no_clock(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        assert str(Path.cwd()).encode() not in content, name
        assert datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%dT").encode() not in content, name


def test_rows_are_sorted_by_code_point(world: small.World) -> None:
    for code in ("law-Zeta", "law-alpha", "law-Été"):
        Instrument.objects.create(code=code, kind="law", jurisdiction=world.cast.mali, status="verified")
    ids = [row["id"] for row in csv.DictReader(io.StringIO(frozen_of(world).data()["data/instruments.csv"].decode()))]
    assert ids == ["law-2012", "law-Zeta", "law-alpha", "law-Été", "protocol-1979"]


def test_citations_stand_by_number_not_by_text(world: small.World) -> None:
    world.answer("rights.work", "absent", *[world.law] * 11, at=small.DECIDED)
    lines = frozen_of(world).data()["data/citations.csv"].decode().splitlines()
    places = [line.split(",")[4] for line in lines if ",rights.work," in line]
    assert places == [str(n) for n in range(1, 12)]


def test_what_was_recorded_later_is_not_in_it(world: small.World) -> None:
    before = frozen_of(world).data()
    world.answer("rights.work", "complete", world.law, at=small.LATER)
    assert frozen_of(world).data() == before
    later = frozen_at(world, small.LATER, BUILT_FOR)
    assert later.data() != before


def test_an_ending_after_the_reference_date_is_a_notice_with_its_day(world: small.World) -> None:
    answers = {row["indicator"]: row for row in frozen_of(world).tables["answers"]}
    assert answers["mobility.region"]["overtaken_since"] == "2025-01-29"
    assert answers["mobility.region"]["level"] == "complete"
    built_before = frozen_at(world, small.DECIDED, datetime.date(2024, 6, 1))
    assert {row["overtaken_since"] for row in built_before.tables["answers"]} == {""}


def test_an_answer_on_internal_evidence_alone_says_so(world: small.World) -> None:
    support = {row["indicator"]: row["support"] for row in frozen_of(world).tables["answers"]}
    assert support == {
        "rights.health": "public",
        "rights.school": "internal",
        "rights.work": "none",
        "mobility.entry": "partly_internal",
        "mobility.region": "public",
        "mobility.data": "none",
    }


def test_scores_stay_at_home_unless_the_jurisdiction_publishes_them(world: small.World) -> None:
    Round.objects.filter(pk=world.round.pk).update(scores_public=False)
    rows = frozen_of(world).tables["scores"]
    assert {row[name] for row in rows for name in ("score", "low", "high", "coverage", "class")} == {""}
    whole = next(row for row in rows if row["kind"] == "framework")
    assert [whole[name] for name in ("complete", "partial", "absent", "unknown", "not_applicable")] == list("20121")


def test_the_last_round_is_beside_each_answer(world: small.World) -> None:
    previous = {row["indicator"]: row["previous_level"] for row in frozen_of(world).tables["answers"]}
    assert previous["rights.health"] == "absent"
    assert previous["rights.work"] == ""


def test_an_answer_that_is_only_proposed_counts_as_unknown(world: small.World) -> None:
    Answer.objects.filter(indicator=world.indicators["rights.health"]).update(state="proposed")
    row = next(row for row in frozen_of(world).tables["answers"] if row["indicator"] == "rights.health")
    assert (row["level"], row["reasons"]) == ("unknown", "")


def test_releases_are_numbered_along_their_chain() -> None:
    assert build.release_id("MLI-2021", "official", "") == "MLI-2021-official-1"
    assert build.release_id("MLI-2021", "official", "MLI-2021-official-9") == "MLI-2021-official-10"


def test_the_seal_is_one_that_others_can_check(folder: Path) -> None:
    key = crypto.load_public_key(TRUSTED[next(iter(TRUSTED))].pem.encode())
    manifest, seal = (folder / layout.MANIFEST).read_bytes(), (folder / layout.SIGNATURE).read_bytes()
    assert len(seal) == 64
    assert crypto.verify(key, seal, manifest)
    assert manifest.decode().splitlines()[0].split("  ")[1] == "data/actions.csv"


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (0.5, "0.5"), (1.0, "1"), (1e-7, "1e-07"), (["a", "b"], "a|b"), ([], "[]"), ("", ""),
     (datetime.datetime(2026, 1, 2, 3, 4, 5, 999, tzinfo=datetime.UTC), "2026-01-02T03:04:05Z")],
)  # fmt: skip
def test_cells(value: object, cell: str) -> None:
    assert writing.cell(value) == cell


def test_an_id_with_the_separator_is_refused() -> None:
    with pytest.raises(ValueError, match="holds"):
        writing.cell(["a|b", "c"])


class TestDifferences:
    def test_a_release_does_not_differ_from_itself(self, folder: Path) -> None:
        content = content_of(reader.open_release(folder, TRUSTED))
        assert differences(content, content) == []

    def test_answers_texts_and_findings(self, world: small.World, files: dict[str, bytes], tmp_path: Path) -> None:
        before = content_of(reader.open_release(folder_with(tmp_path, files, "a"), TRUSTED))
        world.answer("rights.work", "complete", world.law, at=small.DECIDED)
        frozen = frozen_of(world)
        changed = frozen.data() | {layout.PROFILE: files[layout.PROFILE].replace(b"Lead of rights.", b"Other words.")}
        after_files = build.sealed_files(files | changed, KEY)
        after = content_of(reader.open_release(folder_with(tmp_path, after_files, "b"), TRUSTED))
        found = {(one.what, one.ref, one.field, one.before, one.after) for one in differences(before, after)}
        assert ("answer", "rights.work", "level", "unknown", "complete") in found
        assert ("answer", "rights.work", "citations", "", "law-2012 art. 3") in found
        assert ("text", "rights/rights-lead [en]", "text", "Lead of rights.", "Other words.") in found
        assert not [one for one in found if one[0] in {"instrument", "finding"}]

    def test_what_is_new_and_what_is_gone(self, folder: Path) -> None:
        whole = content_of(reader.open_release(folder, TRUSTED))
        less = dataclasses.replace(whole, findings=whole.findings[1:])
        assert [(one.what, one.ref, one.after) for one in differences(whole, less)] == [("finding", "good-1", "")]
        assert [(one.what, one.ref, one.before) for one in differences(less, whole)] == [("finding", "good-1", "")]
