"""Scoring speaks French and English: every sentence has both, with the same values in them."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from jatigi.governance.scoring import ADVICE, AnswersError, framework_from_document, read_answers
from jatigi.governance.scoring import documents as building
from jatigi.governance.scoring.french import FRENCH
from jatigi.governance.scoring.words import Words, say, spoken, terminal_language, typeset

PACKAGE = Path(__file__).parents[1]
ERRNO = {
    "No such file or directory",
    "Permission denied",
    "Is a directory",
    "Not a directory",
    "No space left on device",
    "File name too long",
    "Read-only file system",
}
"""What an operating system says when a file cannot be read or written: translated, though not our words."""

REFUSING = {"refuse", "_refuse", "add"}


def calls() -> list[tuple[str, ast.Call]]:
    return [
        (path.name, node)
        for path in sorted(PACKAGE.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def templates() -> set[str]:
    """Every template in the source: what `say` is given, the catalogue of advice, the two literal tables."""
    literal = {
        call.args[0].value
        for _, call in calls()
        if isinstance(call.func, ast.Name) and call.func.id == "say" and isinstance(call.args[0], ast.Constant)
    }
    headers = {"without {columns}", "with unknown {columns}", "with twice {columns}"}
    return literal | headers | set(ADVICE.values()) | set(building._ID_OF.values()) | {"an unreadable file"}


def test_every_sentence_has_its_french_and_no_french_is_left_over() -> None:
    assert templates() - set(FRENCH) == set()
    assert set(FRENCH) - templates() - ERRNO == set()


@pytest.mark.parametrize("template", sorted(FRENCH))
def test_both_languages_say_the_same_values(template: str) -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert names(template) == names(FRENCH[template])


def test_nothing_is_refused_in_english_only() -> None:
    """A refusal's words come from `say`; what is written out plainly is an id, a number or a quote."""
    plain = []
    for file, call in calls():
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name in REFUSING:
            plain += [(file, call.lineno, part) for one in call.args[1:] for part in sentences(one)]
    assert plain == []


def sentences(node: ast.expr) -> list[str]:
    parts = [node] if isinstance(node, ast.Constant) else node.values if isinstance(node, ast.JoinedStr) else []
    texts = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
    neutral = {", weight", ", aggregate", ", min_coverage", ", scale", ", version", ", extends", ", scales", "from 0"}
    return [text for text in texts if " " in text.strip(", ") and text not in neutral | {", max ", "min "}]


def test_a_refusal_is_said_in_french_with_its_typography() -> None:
    framework = framework_from_document(
        {
            "framework": "f",
            "version": "1",
            "scales": {"yes-no": {"levels": [{"id": "no", "value": 0}, {"id": "yes", "value": 1}]}},
            "dimensions": [{"id": "d", "indicators": [{"id": "d.one", "scale": "yes-no"}]}],
        }
    )
    with pytest.raises(AnswersError) as caught:
        read_answers(framework, b"jurisdiction,round,indicator,value\nMLI,2021,d.one,yess\n")
    assert caught.value.in_language("fr") == (
        "ligne 2, value\u202f: trouvé 'yess'\u202f; accepté\u202f: no, yes, unknown, not_applicable"
        " (vouliez-vous dire 'yes'\u202f?)."
        " Écrivez exactement l’une des valeurs acceptées\u202f; ôtez la ligne si rien n’a été répondu."
    )
    assert str(caught.value).startswith("line 2, value: found 'yess'; accepted: no, yes")


def test_words_are_text_and_hold_other_words() -> None:
    inner = say("line {line}", line=3)
    outer = say("{file}, line {line}", file=inner, line="{4}")
    assert isinstance(outer, Words)
    assert outer == "line 3, line {4}"
    assert spoken(outer, "fr") == "ligne 3, ligne {4}"
    assert spoken("d.one : x", "fr") == "d.one : x"


def test_french_punctuation_has_its_narrow_space() -> None:
    assert typeset("« a » : b ; c ?") == "«\u202fa\u202f»\u202f: b\u202f; c\u202f?"


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "fr_ML.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "fr_FR"}, "fr"),
    ],
)
def test_the_terminals_language_is_that_of_its_locale(environment: dict[str, str], lang: str) -> None:
    assert terminal_language(environment) == lang
