"""The guide to a framework of one's own is true: its tables fill the empty workbook, its commands work as written."""

import csv
import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from jatigi.config import commands
from jatigi.governance.frameworks.models import FrameworkVersion

GUIDE = (Path(__file__).parents[4] / "docs/guide/own-framework.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^jatigi (.+)$", GUIDE, re.M)


def table(sheet: str) -> list[list[str]]:
    """The rows of the table that follows the sheet's name, its head first."""
    after = GUIDE[GUIDE.index(f"Sheet `{sheet}`:") :]
    lines = re.search(r"(?:^\|.*\n)+", after, re.M)
    assert lines is not None
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[0].splitlines()]
    return [rows[0], *rows[2:]]


def fill(path: Path) -> None:
    """Do with the empty workbook what the guide says."""
    book = openpyxl.load_workbook(path)
    keys = {cell.value: cell.row for cell in book["framework"]["A"]}
    for key, content in table("framework")[1:]:
        book["framework"].cell(keys[key], 2, content)
    for sheet in ("dimensions", "subdimensions", "indicators"):
        columns = {cell.value: cell.column for cell in book[sheet][1]}
        head, *rows = table(sheet)
        for line, row in enumerate(rows, 2):
            for name, content in zip(head, row, strict=True):
                book[sheet].cell(line, columns[name], content)
    book.save(path)


@pytest.mark.django_db
def test_the_guide_leads_from_the_empty_workbook_to_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.csv").write_text(GUIDE.split("```csv\n")[1].split("```")[0], encoding="utf-8")
    said = []
    for command in COMMANDS:
        done = CliRunner().invoke(commands.assemble(), shlex.split(command))
        assert done.exit_code == 0, (command, done.output)
        said.append(done.output)
        if "--template" in command:
            fill(tmp_path / "my-list.xlsx")
    assert len(said) == 6
    assert "essai-accueil@1.0, 3 indicators" in said[1]
    assert FrameworkVersion.objects.get(framework="essai-accueil").state == "published"
    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        top = next(row for row in csv.DictReader(file) if row["kind"] == "dimension")
    assert (top["score"], top["low"], top["high"]) == ("0.5", "0.25", "0.5")


def test_the_guide_says_what_its_list_is_not() -> None:
    assert "**fictional list**" in GUIDE
    assert "not a part of the MGI" in GUIDE
