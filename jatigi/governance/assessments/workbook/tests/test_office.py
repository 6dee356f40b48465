"""What office programs do to a workbook: LibreOffice saves it again, through its own format too, and it still reads."""

import shutil
import subprocess
from pathlib import Path

import pytest

from jatigi.governance.assessments.tests.world import CODES, LAW, World
from jatigi.governance.assessments.workbook.tests.filling import COMPLETE, LAW_LINE, edited, exported, filled, seen

OFFICE = shutil.which("soffice")


def test_a_workbook_saved_again_by_openpyxl_reads_the_same(world: World) -> None:
    world.coded(CODES[0], "complete", cites=[LAW], reasons="=1+1\n« deux »")
    assert seen(world, edited(exported(world), lambda book: None)).rows == ()


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("by_way_of", [("xlsx",), ("ods", "xlsx")], ids=["xlsx", "through ods"])
def test_a_workbook_saved_again_by_libreoffice_reads_the_same(
    world: World, tmp_path: Path, by_way_of: tuple[str, ...]
) -> None:
    world.coded(CODES[1], "complete", cites=[LAW], reasons="=1+1\n« deux »  _x0041_")
    world.coded("mobility.days", "", value=12.5)
    path = tmp_path / "w.xlsx"
    path.write_bytes(filled(exported(world), {CODES[0]: COMPLETE}, [(*LAW_LINE, "Une\nphrase", "fr · français")]))
    for step, kind in enumerate(by_way_of):
        out = tmp_path / str(step)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [str(OFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        path = out / f"w.{kind}"
    shown = seen(world, path.read_bytes())
    assert [(row.question.code, row.outcome) for row in shown.rows] == [(CODES[0], "hand_in")]
    assert [change.field for change in shown.rows[0].changes] == ["level", "confidence", "reasons", "citations"]
    assert shown.filled.written[CODES[0]].citations == (("law-2004", "art. 3", "Une\nphrase", "fr", ""),)
