"""``jatigi workbook``: out to a file, shown, taken in; mistakes end with 1 or 2 and say what to do."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.models import Coding
from jatigi.governance.assessments.tests.world import CODES, World
from jatigi.governance.assessments.workbook.commands import app
from jatigi.governance.assessments.workbook.tests.filling import COMPLETE, LAW_LINE, exported, filled


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--lang", "en"])


def test_out_shown_and_taken_in(world: World, tmp_path: Path) -> None:
    out = tmp_path / "instat.xlsx"
    made = run("export", world.round.pk, "--institution", "instat", "--out", out)
    assert (made.exit_code, out.read_bytes()) == (0, exported(world))
    out.write_bytes(filled(out.read_bytes(), {CODES[0]: COMPLETE}, [LAW_LINE]))
    shown = run("import", out)
    assert shown.exit_code == 0
    assert "1.1 rights.health: would be handed in" in shown.output
    assert not Coding.objects.filter(round=world.round).exists()
    done = run("import", out, "--apply", "--by", world.cast.boubacar.email)
    assert "1 answer is handed in." in done.output
    assert Coding.objects.get(round=world.round).assessor == world.cast.boubacar
    assert "changes nothing" in run("import", out).output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export", "MLI-1900", "--institution", "instat", "--out", "w.xlsx"), 1, "MLI-2026"),
        (("export", "MLI-2026", "--institution", "mmeia", "--out", "w.xlsx"), 1, "instat"),
        (("export", "MLI-2026", "--institution", "instat", "--out", "nowhere/w.xlsx"), 1, "cannot be written"),
        (("import", "nowhere.xlsx"), 1, "cannot be read"),
        (("import", "w.xlsx", "--apply"), 2, "--by"),
        (("import", "w.xlsx", "--apply", "--by", "nobody@example.org"), 1, "nobody@example.org"),
        (("import", "w.xlsx", "--apply", "--by", "coumba@example.org"), 1, "role"),
        (("import", "broken.xlsx"), 1, "Questions!"),
    ],
)
def test_mistakes_say_what_to_do(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("w.xlsx").write_bytes(filled(exported(world), {CODES[0]: COMPLETE}, [LAW_LINE]))
    Path("broken.xlsx").write_bytes(filled(exported(world), {CODES[0]: {"level": "?"}}))
    before = Entry.objects.count()
    result = run(*words)
    assert (result.exit_code, Entry.objects.count()) == (code, before)
    assert said in result.output
