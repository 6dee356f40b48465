"""Promise 10: old rounds score the same to the last digit. The two Malian rounds are frozen in ``golden/``.

After a wanted change of content write them anew with ``JATIGI_WRITE_GOLDEN=1`` and read the difference.
"""

import io
import os
from pathlib import Path

import pytest
import yaml

from jatigi.governance.scoring import Record, framework_from_document, gather, rows, score, write_csv

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("golden")
FRAMEWORK = framework_from_document(yaml.safe_load((ROOT / "content/frameworks/jatigi-national/1.0.yaml").read_text()))


@pytest.mark.parametrize("code", ["MLI-2018", "MLI-2021"])
def test_a_closed_round_scores_the_same_for_ever(code: str) -> None:
    written = yaml.safe_load((ROOT / f"content/examples/mali/rounds/{code}.yaml").read_text())
    said = (written["jurisdiction"], written["label"])
    answers = [Record(*said, one["indicator"], one["level"]) for one in written["answers"]]
    file = io.StringIO()
    write_csv(rows(score(FRAMEWORK, gather(FRAMEWORK, answers))), file)
    golden = GOLDEN / f"{code}.csv"
    if os.environ.get("JATIGI_WRITE_GOLDEN") == "1":
        golden.write_text(file.getvalue())
    assert file.getvalue() == golden.read_text()
