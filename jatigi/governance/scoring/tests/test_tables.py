"""The scores worked by hand in `tables.md` are the scores computed."""

from __future__ import annotations

import pytest

from jatigi.governance.scoring import framework_from_document, read_answers, rows, score
from jatigi.governance.scoring.tests import tables

CASES = tables.read()[1:]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_computed_scores_are_those_worked_by_hand(case: tables.Case) -> None:
    framework = framework_from_document(case.document)
    found = {
        (row["jurisdiction"], row["round"], row["node"]): row
        for row in rows(score(framework, read_answers(framework, case.answers)))
    }
    expected = case.expected
    assert expected
    for row in expected:
        computed = found[row["jurisdiction"], row["round"], row["node"]]
        assert {key: computed[key] for key in row} == row


def test_every_case_has_a_framework_answers_and_results() -> None:
    assert len(CASES) >= 17
    for case in CASES:
        assert case.table("node", "parent"), case.title
        assert case.table("indicator", "value"), case.title
        assert case.table("node", "score"), case.title
