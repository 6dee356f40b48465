"""``jatigi framework …``: exit codes, what is said, and that nothing is written when something is wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jatigi.governance.frameworks import queries
from jatigi.governance.frameworks.commands import app
from jatigi.governance.frameworks.models import FrameworkVersion, Mapping

HERE = Path(__file__).parent
CONTENT, BROKEN = HERE / "content", HERE / "broken"
OURS = Path(__file__).parents[4] / "content/frameworks"


def jatigi(*arguments: object, code: int = 0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def test_check_takes_a_folder_and_needs_no_database():
    said = jatigi("check", CONTENT / "small", CONTENT / "module").stdout
    assert "small@1.0, 3 indicators" in said
    assert "small@1.0 → small@1.1, 4 lines" in said
    assert "module@1, 1 indicator\n" in said


def test_our_own_content_is_sound():
    said = jatigi("check", OURS).stdout
    assert "jatigi-national@1.0, 102 indicators" in said
    assert "jatigi-national@1.0 → sdg-10-7-2@2021, 30 lines" in said


def test_check_says_where_what_and_what_to_do():
    said = jatigi("check", BROKEN / "unknown-key.yaml", CONTENT / "pair", code=1)
    assert "unknown-key.yaml:5:1: license: the unknown key “license”. Accepted: framework, version" in said.stderr
    assert "Did you mean “licence”?" in said.stderr
    assert "pair@2" in said.stdout


def test_check_speaks_json_to_editors():
    said = jatigi("check", "--json", BROKEN / "weight-zero.yaml", BROKEN / "gcm-24.yaml", code=1)
    assert [(one["file"], one["line"]) for one in json.loads(said.stdout)] == [
        ("weight-zero.yaml", 41),
        ("gcm-24.yaml", 38),
    ]
    assert json.loads(jatigi("check", "--json", CONTENT / "pair").stdout) == []


def test_what_is_not_there_is_told(tmp_path):
    assert "No such file" in jatigi("check", tmp_path / "absent.yaml", code=1).stderr
    assert "No such file" in jatigi("import", tmp_path / "absent.xlsx", tmp_path / "x.yaml", code=1).stderr
    jatigi("check", code=2)


@pytest.mark.django_db
def test_load_takes_bases_first_and_the_same_again_changes_nothing():
    folder = (CONTENT / "module", CONTENT / "pair", CONTENT / "small")
    said = jatigi("load", *folder, "--publish").stdout
    assert said.count("taken in") == 6
    assert jatigi("load", *folder, "--publish").stdout.count("as it was") == 6
    assert set(FrameworkVersion.objects.values_list("state", flat=True)) == {"published"}
    assert Mapping.objects.count() == 2


@pytest.mark.django_db
def test_load_refuses_a_changed_published_version(tmp_path):
    jatigi("load", CONTENT / "small/1.0.yaml", "--publish")
    changed = tmp_path / "1.0.yaml"
    changed.write_text((CONTENT / "small/1.0.yaml").read_text().replace("weight: 3", "weight: 4"))
    said = jatigi("load", changed, code=1).stderr
    assert "small@1.0 is published and never changes." in said
    assert "Give the file a new version" in said
    assert queries.resolve("small@1.0").indicator("a.x.two").weight == 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["weight-zero", "base-missing", "concordance-dangling"])
def test_nothing_of_a_broken_file_is_written(name):
    jatigi("load", BROKEN / f"{name}.yaml", code=1)
    assert not FrameworkVersion.objects.exists()
    assert not Mapping.objects.exists()


@pytest.mark.django_db
def test_a_draft_is_published_on_its_own():
    jatigi("load", CONTENT / "small/1.0.yaml")
    assert queries.version_of("small@1.0").state == "draft"
    jatigi("publish", "small@1.0")
    assert queries.version_of("small@1.0").state == "published"
    assert "never changes" in jatigi("publish", "small@1.0", code=1).stderr
    assert "which is not there" in jatigi("publish", "nowhere@1", code=1).stderr


@pytest.mark.django_db
def test_export_and_import_lose_nothing(tmp_path):
    jatigi("load", OURS / "jatigi-national/1.0.yaml", "--publish")
    jatigi("export", "jatigi-national@1.0", tmp_path / "n.xlsx")
    jatigi("import", tmp_path / "n.xlsx", tmp_path / "n.yaml")
    jatigi("export", "jatigi-national@1.0", tmp_path / "m.yaml")
    original = (OURS / "jatigi-national/1.0.yaml").read_bytes()
    assert (tmp_path / "n.yaml").read_bytes() == (tmp_path / "m.yaml").read_bytes() == original


@pytest.mark.django_db
def test_a_file_is_exported_without_being_loaded_and_a_workbook_is_loaded(tmp_path):
    jatigi("export", CONTENT / "pair/2.yaml", tmp_path / "pair.xlsx")
    assert not FrameworkVersion.objects.exists()
    jatigi("import", tmp_path / "pair.xlsx")
    assert queries.version_of("pair@2").state == "draft"
    assert (
        "not a workbook"
        in jatigi("import", CONTENT / "small/concordance/1.0--1.1.yaml", tmp_path / "x.yaml", code=1).stderr
    )


@pytest.mark.django_db
def test_export_says_what_it_writes(tmp_path):
    assert "which is not there" in jatigi("export", "nowhere@1", tmp_path / "x.yaml", code=1).stderr
    assert ".yaml, .xlsx" in jatigi("export", CONTENT / "pair/2.yaml", tmp_path / "x.docx", code=1).stderr
    assert "No such file" in jatigi("export", CONTENT / "pair/2.yaml", tmp_path / "none/x.yaml", code=1).stderr


def test_schemas_are_written(tmp_path):
    jatigi("schema", tmp_path / "formats")
    assert sorted(path.name for path in (tmp_path / "formats").iterdir()) == [
        "concordance.schema.json", "crosswalk.schema.json", "framework.schema.json",
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["check", "load", "publish", "export", "import", "schema"])
def test_every_command_has_an_example(command):
    assert f"Example: jatigi framework {command}" in jatigi(command, "--help").stdout
