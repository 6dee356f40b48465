"""A workbook that another program saved again still reads."""

from jatigi.governance.assessments.tests.world import CODES, LAW, World
from jatigi.governance.assessments.workbook.tests.filling import edited, exported, seen


def test_a_workbook_saved_again_by_openpyxl_reads_the_same(world: World) -> None:
    world.coded(CODES[0], "complete", cites=[LAW], reasons="=1+1\n« deux »")
    assert seen(world, edited(exported(world), lambda book: None)).rows == ()
