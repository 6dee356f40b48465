"""A sheet saved by a French Excel is read as it is: semicolons, comma decimals, a byte order mark, line ends."""

from __future__ import annotations

import numpy as np
import pytest

from jatigi.governance.scoring.answers import read_answers
from jatigi.governance.scoring.errors import AnswersError, Problem
from jatigi.governance.scoring.tests.test_answers import FRAMEWORK

HEADER = "jurisdiction;round;indicator;value;weight"
FRENCH = [HEADER, "MLI;2021;rights.health;partial;1,5", "MLI;2021;rights.permit;12,25;", "MLI;2018;rights.permit;90;2"]
ENGLISH = [line.replace(",", ".").replace(";", ",") for line in FRENCH]


def file(*lines: str) -> bytes:
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def problems(*lines: str) -> list[Problem]:
    with pytest.raises(AnswersError) as caught:
        read_answers(FRAMEWORK, file(HEADER, *lines))
    return list(caught.value.problems)


def test_semicolons_and_commas_say_the_same_as_commas_and_points() -> None:
    found, expected = read_answers(FRAMEWORK, file(*FRENCH)), read_answers(FRAMEWORK, file(*ENGLISH))
    assert found.units == expected.units
    np.testing.assert_array_equal(found.raw, expected.raw)
    np.testing.assert_array_equal(found.weights, expected.weights)
    assert np.nanmax(found.weights) == 2
    assert np.nanmin(found.raw[:, 2]) == 12.25


def test_points_are_decimals_too_where_semicolons_separate() -> None:
    pointed = [line.replace(",", ".") for line in FRENCH]
    np.testing.assert_array_equal(
        read_answers(FRAMEWORK, file(*pointed)).raw, read_answers(FRAMEWORK, file(*FRENCH)).raw
    )


def test_two_decimal_marks_in_one_file_are_ambiguous_and_both_lines_are_named() -> None:
    (problem,) = problems("MLI;2018;rights.permit;12,5;", "MLI;2021;rights.permit;1.250;")
    assert (problem.code, problem.where) == ("answers.decimal", "line 3, value")
    assert "'1.250', where line 2 has the other decimal mark" in problem.found
    assert "one decimal mark in the whole file" in problem.accepted


def test_a_weight_counts_as_a_number_of_the_file() -> None:
    (problem,) = problems("MLI;2018;rights.permit;12,5;1.5")
    assert (problem.code, problem.where) == ("answers.decimal", "line 2, weight")


@pytest.mark.parametrize("number", ["1.250,5", "1 250,5", "1\u202f250", "12,", ",5", "1,2,3"])
def test_thousands_are_never_guessed(number: str) -> None:
    (problem,) = problems(f"MLI;2018;rights.permit;{number};")
    assert problem.code == "answers.number"
    assert repr(number) in problem.found


def test_a_comma_decimal_between_commas_is_refused() -> None:
    with pytest.raises(AnswersError) as caught:
        read_answers(FRAMEWORK, file("jurisdiction,round,indicator,value", 'MLI,2018,rights.permit,"12,5"'))
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("answers.number", "line 2, value")


def test_lines_with_other_separators_than_the_header_are_named() -> None:
    (problem,) = problems("MLI,2021,rights.health,partial,")
    assert (problem.code, problem.where, problem.found) == ("answers.row", "line 2", "1 cells")


def test_a_level_keeps_its_comma() -> None:
    (problem,) = problems("MLI;2021;rights.health;0,5;")
    assert (problem.code, problem.found) == ("answers.value", "'0,5'")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_letter_of_windows_is_named_with_its_line(end: str) -> None:
    data = end.join([HEADER, "MLI;2021;rights.health;partial;", "Sénégal;2021;rights.health;partial;"])
    with pytest.raises(AnswersError) as caught:
        read_answers(FRAMEWORK, data.encode("cp1252"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("answers.encoding", "line 3")
    assert "é as Windows writes it" in problem.found
    assert "CSV UTF-8" in problem.advice
