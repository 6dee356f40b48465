"""The page on which claims are recorded and taken back, over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from jatigi.governance.assessments.tests.world import CODES
from jatigi.governance.followup.models import Attribution
from jatigi.governance.followup.tests.looping import Loops

SignIn = Callable[[Any], Any]
SCHOOL = CODES[1]


@pytest.fixture
def loops(cast: Any) -> Loops:
    """See :class:`Loops`."""
    return Loops(cast)


def address(name: str, *args: Any, lang: str = "fr") -> str:
    with translation.override(lang):
        return reverse(name, args=args)


def filled(**more: Any) -> dict[str, Any]:
    return {"link": "attributed", "said_by_fr": "Un journal", "publisher_1": "Journal", "answer": ""} | more


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "Ce qu’exige une confirmation"), ("en", "What a confirmation needs")]
)
def test_a_claim_is_recorded_and_shows_on_the_loop(loops: Loops, signed_in: SignIn, lang: str, words: str) -> None:
    client, action = signed_in(loops.cast.boubacar), loops.act()
    loops.expects(action, SCHOOL)
    answer = loops.answers(SCHOOL, cause="policy_change")
    url = address("attribute", action.pk, lang=lang)
    page = client.get(url, {"answer": answer.pk})
    assert page.status_code == 200
    assert words in page.content.decode()
    saved = client.post(url, filled(answer=str(answer.pk)))
    assert (saved.status_code, saved["Location"]) == (302, address("loop", "MLI-2026", lang=lang))
    assert Attribution.objects.get().answer == answer
    assert "Un journal" in client.get(saved["Location"]).content.decode()


def test_a_refusal_stands_above_and_what_was_typed_stays(loops: Loops, signed_in: SignIn) -> None:
    client, action = signed_in(loops.cast.boubacar), loops.act()
    loops.expects(action, SCHOOL)
    answer = loops.answers(SCHOOL, cause="policy_change")
    page = client.post(address("attribute", action.pk), filled(link="confirmed", answer=str(answer.pk)))
    text = page.content.decode()
    assert page.status_code == 422
    assert "officiellement faite" in text
    assert 'value="Un journal"' in text
    assert not Attribution.objects.exists()
    wrong = client.post(address("attribute", action.pk), filled(accessed_1="hier"))
    assert wrong.status_code == 422


def test_it_is_taken_back_with_a_reason(loops: Loops, signed_in: SignIn) -> None:
    client, action = signed_in(loops.cast.boubacar), loops.act()
    made = loops.credits(action)
    url = address("withdraw_attribution", action.pk, made.pk)
    assert client.post(url).status_code == 422
    assert client.post(url, {"reason": "Erreur."}).status_code == 302
    assert not Attribution.objects.exists()
    assert client.post(url, {"reason": "Erreur."}).status_code == 404


def test_not_yours_and_not_there_are_the_same(loops: Loops, signed_in: SignIn) -> None:
    action = loops.act()
    made = loops.credits(action)
    for who in ("kadi", "tieman", "nene", "demba"):
        client = signed_in(getattr(loops.cast, who))
        assert client.get(address("attribute", action.pk)).status_code == 404
        assert client.post(address("withdraw_attribution", action.pk, made.pk)).status_code == 404
    assert signed_in(loops.cast.boubacar).get(address("attribute", "nowhere")).status_code == 404


@pytest.mark.parametrize("answer", ["", "x", "0", "9" * 30, "²"])
def test_an_answer_that_is_not_there_is_left_out(loops: Loops, signed_in: SignIn, answer: str) -> None:
    page = signed_in(loops.cast.boubacar).get(address("attribute", loops.act().pk), {"answer": answer})
    assert page.status_code == 200
