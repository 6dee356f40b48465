"""Reading answers: what the file says, cell for cell, or everything that is wrong with it, line by line."""

from __future__ import annotations

import contextlib
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jatigi.governance.scoring import (
    Answers,
    AnswersError,
    Problem,
    Record,
    Unit,
    framework_from_document,
    gather,
    gathering,
)
from jatigi.governance.scoring import answers as reading
from jatigi.governance.scoring.answers import read_answers
from jatigi.governance.scoring.tests.strategies import SCALES

FRAMEWORK = framework_from_document(
    {
        "framework": "f",
        "version": "1",
        "scales": SCALES,
        "dimensions": [
            {
                "id": "rights",
                "indicators": [
                    {"id": "rights.health", "scale": "presence"},
                    {"id": "rights.school", "scale": "presence"},
                    {"id": "rights.permit", "scale": "days"},
                ],
            }
        ],
    }
)
HEADER = "jurisdiction,round,indicator,value"
LINE = "MLI,2021,rights.health,partial"


def read(*lines: str, header: str = HEADER) -> Answers:
    return read_answers(FRAMEWORK, "\n".join([header, *lines, ""]).encode())


def problems(*lines: str, header: str = HEADER) -> list[Problem]:
    with pytest.raises(AnswersError) as caught:
        read(*lines, header=header)
    return list(caught.value.problems)


def refused(data: bytes) -> Problem:
    with pytest.raises(AnswersError) as caught:
        read_answers(FRAMEWORK, data)
    (problem,) = caught.value.problems
    return problem


def test_units_are_sorted_and_cells_hold_ranks_and_numbers() -> None:
    found = read(
        "MLI,2021,rights.health,partial",
        "MLI,2021,rights.permit,12.5",
        "MLI,2018,rights.school,not_applicable",
        "BFA,2021,rights.school,complete",
        "BFA,2021,rights.health,unknown",
    )
    assert found.units == (Unit("BFA", "2021"), Unit("MLI", "2018"), Unit("MLI", "2021"))
    nan = np.nan
    np.testing.assert_array_equal(found.raw, [[nan, 2, nan], [nan, nan, nan], [1, nan, 12.5]])
    np.testing.assert_array_equal(found.not_applicable, [[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    np.testing.assert_array_equal(found.unknown, [[1, 0, 1], [1, 0, 1], [0, 1, 0]])


def test_the_order_of_lines_and_columns_does_not_matter() -> None:
    one = read("MLI,2021,rights.health,partial", "MLI,2021,rights.school,absent")
    other = read(
        "absent,rights.school,2021,MLI", "partial,rights.health,2021,MLI", header="value,indicator,round,jurisdiction"
    )
    np.testing.assert_array_equal(one.raw, other.raw)
    assert one.units == other.units


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_line_ending_and_a_byte_order_mark_are_read(ending: str, mark: str) -> None:
    found = read_answers(FRAMEWORK, (mark + ending.join([HEADER, LINE, ""])).encode())
    assert found.raw[0, 0] == 1


def test_blank_lines_and_quoted_cells_are_read() -> None:
    assert read("", '"MLI","2021","rights.health","partial"', "").raw[0, 0] == 1


def test_several_assessors_leave_their_judgements_beside_the_answer() -> None:
    found = read(
        "MLI,2021,rights.health,complete,b,high,",
        "MLI,2021,rights.health,absent,a,low,2.5",
        "MLI,2021,rights.permit,30,a,,",
        "MLI,2021,rights.permit,9,b,medium,",
        header=f"{HEADER},assessor,confidence,weight",
    )
    assert np.isnan(found.raw).all()
    np.testing.assert_array_equal(found.low[0], [0, np.nan, 9])
    np.testing.assert_array_equal(found.high[0], [2, np.nan, 30])
    np.testing.assert_array_equal(found.weights[0], [2.5, np.nan, np.nan])
    said = found.judgements
    assert said.assessors == ("a", "b")
    np.testing.assert_array_equal(said.assessor, [0, 1, 0, 1])
    np.testing.assert_array_equal(said.answer, [0, 2, 30, 9])
    np.testing.assert_array_equal(said.confidence, [0, 2, -1, 1])


@pytest.mark.parametrize("other", ["unknown", "not_applicable"])
def test_an_assessor_who_gives_no_level_leaves_the_cell_without_bounds(other: str) -> None:
    found = read(f"{LINE},a", f"MLI,2021,rights.health,{other},b", header=f"{HEADER},assessor")
    assert found.unknown[0, 0]
    assert np.isnan([found.low[0, 0], found.high[0, 0]]).all()


WRONG_LINES = [
    # the line, the code, where, and words that the message must hold
    (
        "MLI,2021,rights.health,complet",
        "answers.value",
        "line 2, value",
        ["'complet'", "absent, partial", "'complete'"],
    ),
    ("MLI,2021,rights.health,Partial", "answers.value", "line 2, value", ["'Partial'"]),
    ("MLI,2021,rights.health,partial ", "answers.value", "line 2, value", ["'partial '"]),
    ("MLI,2021,rights.health,", "answers.value", "line 2, value", ["''", "unknown"]),
    ("MLI,2021,rights.health,0.5", "answers.value", "line 2, value", ["'0.5'"]),
    ("MLI,2021,rights.health,=1+1", "answers.value", "line 2, value", ["'=1+1'"]),
    (
        "MLI,2021,rights.healht,partial",
        "answers.indicator",
        "line 2, indicator",
        ["'rights.healht'", "'rights.health'"],
    ),
    ("MLI,2021,rights,partial", "answers.indicator", "line 2, indicator", ["'rights'"]),
    ('MLI,2021,rights.permit,"12,5"', "answers.number", "line 2, value", ["'12,5'", "39.9", "point"]),
    ("MLI,2021,rights.permit,1e999", "answers.number", "line 2, value", ["'1e999'"]),
    ("MLI,2021,rights.permit,nan", "answers.number", "line 2, value", ["'nan'"]),
    ("MLI,2021,rights.permit,inf", "answers.number", "line 2, value", ["'inf'"]),
    ("MLI,2021,rights.permit,1_000", "answers.number", "line 2, value", ["'1_000'"]),
    ("MLI,2021,rights.permit, 12", "answers.number", "line 2, value", ["' 12'"]),
    ("MLI,2021,rights.permit,٣", "answers.number", "line 2, value", ["'٣'"]),
    ("MLI,2021,rights.permit,partial", "answers.number", "line 2, value", ["'partial'"]),
    (",2021,rights.health,partial", "answers.id", "line 2, jurisdiction", ["''"]),
    ("Côte d'Ivoire,2021,rights.health,partial", "answers.id", "line 2, jurisdiction", ["Côte"]),
    ("@SUM(A1),2021,rights.health,partial", "answers.id", "line 2, jurisdiction", ["@SUM"]),
    ("MLI,=1,rights.health,partial", "answers.id", "line 2, round", ["'=1'"]),
    ("MLI,2021,rights.health", "answers.row", "line 2", ["3 cells", "4 cells"]),
    ("MLI,2021,rights.health,partial,", "answers.row", "line 2", ["5 cells"]),
    ('MLI,2021,rights.health,"partial', "answers.row", "line 2", ["quotes"]),
    ('MLI,2021,rights.health,"partial"x', "answers.row", "line 2", ["quotes"]),
]


@pytest.mark.parametrize(("line", "code", "where", "words"), WRONG_LINES)
def test_a_wrong_line_is_named_with_what_was_found_and_what_is_accepted(
    line: str, code: str, where: str, words: list[str]
) -> None:
    (problem,) = problems(line)
    assert (problem.code, problem.where) == (code, where)
    for word in words:
        assert word in str(problem)


WRONG_OPTIONS = [
    ("-a,,", "answers.id", "line 2, assessor", "'-a'"),
    (",certain,", "answers.confidence", "line 2, confidence", "low, medium, high"),
    (",,0", "answers.weight", "line 2, weight", "above 0"),
    (",,-1", "answers.weight", "line 2, weight", "'-1'"),
    (",,heavy", "answers.weight", "line 2, weight", "'heavy'"),
    (",,1e13", "answers.weight", "line 2, weight", "1e12"),
]


@pytest.mark.parametrize(("cells", "code", "where", "words"), WRONG_OPTIONS)
def test_wrong_optional_cells_are_named(cells: str, code: str, where: str, words: str) -> None:
    (problem,) = problems(f"{LINE},{cells}", header=f"{HEADER},assessor,confidence,weight")
    assert (problem.code, problem.where) == (code, where)
    assert words in str(problem)


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("jurisdiction,round,indicator", "without 'value'"),
        ("jurisdiction,round,indicator,value,note", "with unknown 'note'"),
        ("jurisdiction,round,indicator,value,value", "with twice 'value'"),
        ("jurisdiction;round,indicator;value", "with unknown 'round,indicator'"),
        ("jurisdiction;round;indicator", "without 'value'"),
        ("jurisdiction\tround\tindicator\tvalue", "separated by commas or by semicolons"),
        ("Jurisdiction,round,indicator,value", "with unknown 'Jurisdiction'"),
        ("", "without"),
        ('"jurisdiction,round', "separated by commas"),
    ],
)
def test_a_wrong_header_is_refused(header: str, word: str) -> None:
    (problem,) = problems(LINE, header=header)
    assert (problem.code, problem.where) == ("answers.columns", "line 1")
    assert word in str(problem)


def test_lines_are_counted_as_the_file_has_them() -> None:
    (problem,) = problems("", '"MLI",2021,"rights.\nhealth",partial')
    assert problem.where == "line 3, indicator"
    assert "line 4" in str(problems('"MLI",2021,rights.health,"par\ntial"', "MLI,2021,rights.health,x")[1])


def test_everything_wrong_is_told_at_once_but_no_more_than_fifty() -> None:
    with pytest.raises(AnswersError) as caught:
        read(*(f"MLI,{year},rights.health,wrong" for year in range(1900, 2020)))
    assert len(caught.value.problems) == 50
    assert caught.value.total == 120
    assert str(caught.value).endswith("… and 70 more.")


def test_a_wrong_cell_does_not_hide_another_of_its_line() -> None:
    assert [problem.code for problem in problems("=1,2021,nothing,partial")] == ["answers.id", "answers.indicator"]


def test_the_same_assessor_twice_is_refused_with_both_lines() -> None:
    (problem,) = problems(LINE, "MLI,2021,rights.school,absent", LINE.replace("partial", "absent"))
    assert (problem.code, problem.where) == ("answers.duplicate", "line 4")
    assert "line 2" in problem.found


def test_two_weights_for_one_cell_are_refused() -> None:
    (problem,) = problems(f"{LINE},a,1", f"{LINE},b,2", header=f"{HEADER},assessor,weight")
    assert problem.code == "answers.weights_differ"
    assert "MLI 2021 rights.health" in problem.where
    assert "1 to 2" in problem.found


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "answers.columns", "without"),
        (HEADER.encode(), "answers.file", "no answers"),
        (
            f"{HEADER}\n{LINE}\nS\xe9n\xe9gal".encode("latin-1"),
            "answers.encoding",
            "line 3: found the byte 0xe9, not UTF-8 (é",
        ),
        (f"{HEADER}\n{LINE}\n".encode("utf-16"), "answers.encoding", "text in UTF-16, not UTF-8"),
        (f"{HEADER}\n{LINE}\0\n".encode(), "answers.encoding", "line 2: found a zero byte"),
        (b"PK\x03\x04rest", "answers.file", "workbook"),
        (f"{HEADER}\n{'x' * 20_000}".encode(), "answers.row", "a cell of 20000 characters"),
    ],
)
def test_a_file_that_is_no_csv_file_is_refused(data: bytes, code: str, word: str) -> None:
    problem = refused(data)
    assert problem.code == code
    assert word in str(problem)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(AnswersError, match=r"answers\.csv: found No such file"):
        read_answers(FRAMEWORK, tmp_path / "answers.csv")


def test_a_file_too_large_is_refused_before_it_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 100_000)
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    with pytest.raises(AnswersError, match="at most 100000 bytes"):
        read_answers(FRAMEWORK, path)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_too_many_lines_or_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"MLI,{year},rights.health,partial" for year in range(2000, 2010)]
    monkeypatch.setattr(gathering, "MAX_CELLS", 29)
    assert "10 units × 3 indicators" in str(problems(*lines)[0])
    monkeypatch.setattr(gathering, "MAX_CELLS", 30)
    assert len(read(*lines).units) == 10
    monkeypatch.setattr(gathering, "MAX_RECORDS", 9)
    assert "line 11" in problems(*lines)[0].where


def test_records_of_a_database_are_read_by_the_same_rules() -> None:
    found = gather(FRAMEWORK, [Record("MLI", "2021", "rights.health", "complete")])
    np.testing.assert_array_equal(found.raw, read("MLI,2021,rights.health,complete").raw)
    with pytest.raises(AnswersError, match=r"MLI 2021 rights\.health, value: found 'done'"):
        gather(FRAMEWORK, [Record("MLI", "2021", "rights.health", "done")])


def test_no_records_are_no_units() -> None:
    assert gather(FRAMEWORK, []).raw.shape == (0, 3)


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(str.encode)
    | st.text(max_size=100).map(lambda t: f"{HEADER}\n{t}".encode())
)
def test_no_bytes_do_anything_but_read_or_be_refused(data: bytes) -> None:
    with contextlib.suppress(AnswersError):
        assert read_answers(FRAMEWORK, data).units
