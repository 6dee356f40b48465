"""One catalogue of refusals: each code is used, each has its words in both languages and says what to do."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from jatigi.governance import assessments
from jatigi.governance.assessments import errors, wording
from jatigi.governance.assessments.rules.rounds import CONDITIONS

FOLDER = Path(assessments.__file__).parent
SOURCES = [p for p in FOLDER.rglob("*.py") if "tests" not in p.parts and p.name != "errors.py"]


def test_each_code_of_the_catalogue_is_used_and_no_other() -> None:
    source = "\n".join(path.read_text() for path in SOURCES)
    raised = set(re.findall(r'refused\(\s*"([a-z_.]+)"', source))
    named = set(re.findall(r'"((?:round|finding)\.[a-z_]+)"', source))
    assert raised <= set(errors.CATALOGUE)
    unused = set(errors.CATALOGUE) - raised - named - set(CONDITIONS.values())
    assert unused == set()


@pytest.mark.parametrize("code", sorted(errors.CATALOGUE))
def test_each_refusal_speaks_french_and_says_what_to_do(code: str) -> None:
    refusal = errors.refused(
        code, place="Mali", state="Collecte", stage="Collecte", count=3, day="1er mai", name="2026", version="x@1",
        code_="x", time="14:02", indicator="1.1", ref="loi",
    )  # fmt: skip
    values = dict(refusal.values) | {"code": "1.1"}
    refusal = errors.Refused(
        code, errors.Phrase(refusal.message.msgid, values), errors.Phrase(refusal.advice.msgid, values), 409
    )
    said = {}
    for lang in ("fr", "en"):
        with override(lang):
            said[lang] = (str(refusal), str(refusal.advice))
    for french, english in zip(said["fr"], said["en"], strict=True):
        assert french
        assert french != english
        assert "%(" not in french + english


@pytest.mark.parametrize(
    "words",
    [wording.ROUND_STATES, wording.ROUND_ACTIONS, wording.ORIGINS, wording.CODING_STATES, wording.FINDING_KINDS,
     wording.FINDING_STATES, wording.CONFIDENCE, wording.CAUSES, wording.ENDINGS, wording.SPECIAL_LEVELS],
)  # fmt: skip
def test_every_word_is_translated(words: dict[str, object]) -> None:
    with override("en"):
        english = [str(word) for word in words.values()]
    with override("fr"):
        french = [str(word) for word in words.values()]
    assert all(french)
    assert french != english


def test_a_slip_in_a_code_stops_the_program() -> None:
    with pytest.raises(KeyError):
        errors.refused("no.such_code")


def test_words_take_the_reader_s_language() -> None:
    import datetime

    from jatigi.foundation.text import Text
    from jatigi.governance.assessments.tests.world import LEVELS

    shown = (
        wording.Words(Text.of({"fr": "Santé", "en": "Health"})),
        wording.Day(datetime.date(2025, 1, 29)),
        wording.Day(None),
        wording.Level(LEVELS, "complete"),
        wording.Level(LEVELS, "unknown"),
        wording.Level([], "", 12.5),
    )
    with override("fr"):
        french = [str(one) for one in shown]
    with override("en"):
        english = [str(one) for one in shown]
    assert french == ["Santé", "29 janvier 2025", "date non documentée", "Complet", "Inconnu", "12.5"]
    assert english == ["Health", "29 January 2025", "date not documented", "Complete", "Unknown", "12.5"]
