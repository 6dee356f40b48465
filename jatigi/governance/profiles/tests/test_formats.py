"""The pages of docs/formats say what the code takes: schemas, keys and worked examples. All formats from the register
up are looked at here, where every one of them can be seen."""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from jatigi.foundation.files import yaml
from jatigi.governance.assessments import commands as rounds
from jatigi.governance.assessments.schema import RoundFile
from jatigi.governance.consultations import commands as consultations
from jatigi.governance.consultations.schema import ConsultationFile
from jatigi.governance.followup import commands as followup
from jatigi.governance.followup.schema import FollowupFile
from jatigi.governance.instruments import commands as instruments
from jatigi.governance.instruments import loader, published
from jatigi.governance.instruments.schema import EvidenceFile, Register
from jatigi.governance.profiles import commands as profiles
from jatigi.governance.profiles.schema import FiguresFile, ProfileFile

ROOT = Path(__file__).resolve().parents[4]
FORMATS, MALI = ROOT / "docs/formats", ROOT / "content/examples/mali"
Format = tuple[str, str, type[BaseModel], str]
ALL: tuple[Format, ...] = (
    ("instruments", "instruments.md", Register, "instruments/*.yaml"),
    ("evidence", "evidence.md", EvidenceFile, "evidence/*.yaml"),
    ("figures", "evidence.md", FiguresFile, "figures.yaml"),
    ("round", "rounds.md", RoundFile, "rounds/*.yaml"),
    ("consultation", "consultations.md", ConsultationFile, "consultations/*.yaml"),
    ("followup", "followup.md", FollowupFile, "followup/*.yaml"),
    ("profile", "profiles.md", ProfileFile, "profiles/*.yaml"),
)
every_format = pytest.mark.parametrize(("kind", "page", "model", "files"), ALL, ids=[one[0] for one in ALL])


def plain(value: Any) -> Any:
    """As JSON has it: days are text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def examples(page: str) -> list[yaml.Document]:
    """The worked examples of a page, in order."""
    found = re.findall(r"```yaml\n(.*?)```", (FORMATS / page).read_text(encoding="utf-8"), re.DOTALL)
    return [yaml.read_bytes(text.encode(), page) for text in found]


def example(kind: str, page: str) -> yaml.Document:
    return examples(page)[1 if kind == "figures" else 0]


def tables(page: str) -> dict[str, set[str]]:
    """Part of the format, as its heading names it → the keys that its table explains."""
    text = (FORMATS / page).read_text(encoding="utf-8")
    found = {}
    for section in re.split(r"^#+ ", text, flags=re.MULTILINE):
        name = re.match(r"[^\n]*\(`(\w+)`\)", section)
        if name:
            firsts = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
            found[name[1]] = {key for cell in firsts for key in re.findall(r"`(\w+)`", cell)}
    return found


@every_format
def test_the_published_schema_is_the_codes(kind: str, page: str, model: type[BaseModel], files: str) -> None:
    there = json.loads((FORMATS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert there == published.json_schema(model), "run: make schema"


@every_format
def test_the_page_explains_every_key_and_no_other(kind: str, page: str, model: type[BaseModel], files: str) -> None:
    explained = tables(page)
    for part, keys in published.keys(model).items():
        assert explained[part] == keys, part


@every_format
def test_the_worked_example_is_taken(kind: str, page: str, model: type[BaseModel], files: str) -> None:
    document = example(kind, page)
    yaml.validate(document, model)
    jsonschema.Draft202012Validator(published.json_schema(model)).validate(plain(document.data))


@every_format
def test_another_validator_takes_the_files_of_the_example_country(
    kind: str, page: str, model: type[BaseModel], files: str
) -> None:
    validator = jsonschema.Draft202012Validator(published.json_schema(model))
    paths = sorted(MALI.glob(files))
    assert paths
    for path in paths:
        validator.validate(plain(yaml.read(path).data))


@every_format
def test_another_validator_refuses_a_key_that_we_refuse(
    kind: str, page: str, model: type[BaseModel], files: str
) -> None:
    data = plain(example(kind, page).data)
    assert not jsonschema.Draft202012Validator(published.json_schema(model)).is_valid({**data, "colour": "blue"})


def test_the_register_of_the_page_holds_together(tmp_path: Path) -> None:
    text = re.findall(r"```yaml\n(.*?)```", (FORMATS / "instruments.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    (tmp_path / "register.yaml").write_text(text, encoding="utf-8")
    entries = loader.read_register(tmp_path)
    assert [one.form.id for one in entries] == [
        "foreigners-act-2004",
        "foreigners-ordinance-1961",
        "free-movement-protocol",
    ]


@pytest.mark.parametrize(
    ("app", "kinds"),
    [
        (instruments.app, ("instruments", "evidence")),
        (rounds.app, ("round",)),
        (consultations.app, ("consultation",)),
        (followup.app, ("followup",)),
        (profiles.app, ("profile", "figures")),
    ],
)
def test_the_command_writes_what_is_published(app: Any, kinds: tuple[str, ...], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["schema", str(tmp_path / "new")])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(f"{k}.schema.json" for k in kinds)
    for path in (tmp_path / "new").iterdir():
        assert path.read_bytes() == (FORMATS / path.name).read_bytes()
