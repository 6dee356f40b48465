"""Promise 31: every string of the interface is in French; every text of the content is in each declared language."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from jatigi.foundation.text import catalogues, typeset

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(CONTENT.rglob("*.yaml"))


def test_every_string_is_translated_and_none_is_dead() -> None:
    assert catalogues.problems() == []


def texts(value: Any, path: str = "") -> list[tuple[str, dict[str, str]]]:
    if isinstance(value, dict):
        if "fr" in value or "en" in value:
            return [(path, value)]
        return [found for key, inner in value.items() for found in texts(inner, f"{path}.{key}")]
    if isinstance(value, list):
        return [found for place, inner in enumerate(value) for found in texts(inner, f"{path}[{place}]")]
    return []


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_every_text_of_the_content_is_in_both_languages(file: Path) -> None:
    halves = [path for path, text in texts(yaml.safe_load(file.read_text())) if not (text.get("fr") and text.get("en"))]
    assert halves == []


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_no_translation_is_a_copy_of_a_long_source(file: Path) -> None:
    copies = [
        path for path, t in texts(yaml.safe_load(file.read_text())) if len(t.get("fr", "")) > 80 and t["fr"] == t["en"]
    ]
    assert copies == []


def test_one_message_has_one_french_wherever_it_stands() -> None:
    """Catalogues are merged when they are read: of two translations of the same message one would win everywhere.

    Where the same English word means two things, give it a context.
    """
    found: dict[tuple[str, str | None], set[str]] = {}
    for folder in catalogues.packages():
        for message in catalogues.read(folder):
            if message.id:
                forms = [message.string] if isinstance(message.string, str) else list(message.string)
                key = message.id if isinstance(message.id, str) else message.id[0]
                found.setdefault((key, message.context), set()).add(typeset(forms[0], "fr"))
    assert {key: french for key, french in found.items() if len(french) > 1} == {}
