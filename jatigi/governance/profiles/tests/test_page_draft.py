"""The draft that goes out for consultation: it says that it is one, of which day, and comes back readable."""

import io
import zipfile
from typing import Any

import pytest

from jatigi.governance.consultations.changes.meetings import Described, move_consultation, open_consultation
from jatigi.governance.consultations.word.marks import mark
from jatigi.governance.consultations.word.reading import read_returned
from jatigi.governance.profiles.tests.world import World, both

DRAFT = "/fr/desk/rounds/MLI-2021/profile/draft/{}/"


def body(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode() + archive.read("word/header1.xml").decode()


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "said"), [("fr", "Projet soumis à consultation"), ("en", "Draft for consultation")])
def test_the_draft_says_what_it_is_on_its_cover_and_above_each_page(
    cast: Any, signed_in: Any, lang: str, said: str
) -> None:
    world = World(cast)
    world.profile((world.answer("rights.services.health", "partial", cites=(world.law,)),))
    answer = signed_in(cast.boubacar).get(DRAFT.format(lang))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'{lang}.docx"')
    assert body(answer.content).count(said) == 2
    got = read_returned(answer.content)
    assert (got.lang, got.found) == (lang, ())
    assert mark("MLI-2021", "paragraph", "lead-1") in got.marks
    assert mark("MLI-2021", "answer", "rights.services.health") in got.marks


def test_those_consulted_get_it_while_they_are(cast: Any, signed_in: Any) -> None:
    world = World(cast)
    world.profile()
    browser = signed_in(cast.kadi)
    assert browser.get(DRAFT.format("fr")).status_code == 404
    room = open_consultation(
        "MLI-salle", cast.mali, Described("interministerial", both("Salle", "Room"), round=world.round),
        by=cast.aminata,
    )  # fmt: skip
    move_consultation(room, "open", by=cast.aminata)
    assert browser.get(DRAFT.format("fr")).status_code == 200
    assert browser.get(DRAFT.format("bm")).status_code == 404
    assert signed_in(cast.nene).get(DRAFT.format("fr")).status_code == 404
