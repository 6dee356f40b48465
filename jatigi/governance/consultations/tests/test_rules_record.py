"""Who is meant by a few letters, and moving a thing in a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.governance.consultations.rules.order import moved
from jatigi.governance.consultations.rules.record import Name, Speaker, find_speaker, folded

ASKED = [
    Name("instat", ("Institut national de la statistique", "INSTAT", "National Statistics Institute")),
    Name("sante", ("Ministère de la Santé", "Ministry of Health")),
    Name("travail", ("Ministère du Travail", "Ministry of Labour")),
]
OTHERS = [Name("justice", ("Ministère de la Justice",)), Name("douanes", ("Douanes",))]
VOICES = {"diaspora": "Organisation de la diaspora", "civil_society": "Société civile", "local": "Acteur local"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("instat", Speaker(institution="instat")),
        ("INST NAT", Speaker(institution="instat")),
        ("stat", Speaker(institution="instat")),
        ("sante", Speaker(institution="sante")),
        ("Santé ", Speaker(institution="sante")),
        ("min trav", Speaker(institution="travail")),
        ("health", Speaker(institution="sante")),
        ("just", Speaker(institution="justice")),
        ("min", Speaker(several=("Ministère de la Santé", "Ministère du Travail"))),
        ("diaspora : Haut conseil", Speaker(voice="diaspora", organisation="Haut conseil")),
        ("societe civile", Speaker(voice="civil_society")),
        ("nobody", Speaker()),
        ("", Speaker()),
        (": someone", Speaker()),
        ("!?", Speaker()),
    ],
)
def test_a_few_letters_say_who_speaks(typed: str, meant: Speaker) -> None:
    assert find_speaker(typed, ASKED, OTHERS, VOICES) == meant


def test_one_who_is_asked_comes_before_one_who_is_not() -> None:
    assert find_speaker("do", [Name("dons", ("Dons",))], OTHERS, VOICES).institution == "dons"


@given(st.text(max_size=60))
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    found = find_speaker(typed, ASKED, OTHERS, VOICES)
    assert not (found.institution and found.voice)
    assert folded(folded(typed)) == folded(typed)


@given(st.lists(st.integers(), unique=True, min_size=1), st.data(), st.integers(-5, 30))
def test_moving_one_keeps_all_the_others_in_order(things: list[int], data: st.DataObject, to: int) -> None:
    one = data.draw(st.sampled_from(things))
    after = moved(things, one, to)
    assert sorted(after) == sorted(things)
    assert [x for x in after if x != one] == [x for x in things if x != one]
    assert after.index(one) == min(max(to, 0), len(things) - 1)
