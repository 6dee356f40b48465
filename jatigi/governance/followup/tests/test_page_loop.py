"""The page of a round's closed loop, over HTTP."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jatigi.governance.assessments.tests.world import CODES
from jatigi.governance.followup.tests.looping import Loops

SignIn = Callable[[Any], Any]
SCHOOL, REGION, VISAS = CODES[1:]


@pytest.fixture
def loops(cast: Any) -> Loops:
    """See :class:`Loops`."""
    return Loops(cast)


def opened(client: Any, name: str, *args: Any, lang: str = "fr") -> Any:
    with translation.override(lang):
        return client.get(reverse(name, args=args))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "fr",
            ("Fait, et la réponse a changé comme attendu", "Attribué par la presse", "2021", "échéance : 31 déc. 2025"),
        ),
        (
            "en",
            ("Done, and the answer changed as expected", "Attributed by la presse", "2021", "expected by: 31 Dec 2025"),
        ),
    ],
)
def test_what_became_of_an_action_stands_on_the_page(
    loops: Loops, signed_in: SignIn, lang: str, words: tuple[str, ...]
) -> None:
    action = loops.act("ecoles")
    loops.expects(action, SCHOOL)
    answer = loops.answers(SCHOOL, cause="policy_change")
    loops.reports(action)
    loops.credits(action, answer=answer)
    page = opened(signed_in(loops.cast.boubacar), "loop", "MLI-2026", lang=lang)
    assert page.status_code == 200
    html = page.content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    text = " ".join(re.sub(r"<[^>]+>", "", html).split())
    for expected in (*words, f"ecoles ({lang})", "law-2024"):
        assert expected in text, expected


def test_a_first_round_and_an_empty_one_say_so(loops: Loops, signed_in: SignIn) -> None:
    client = signed_in(loops.cast.tieman)
    assert "premier exercice" in opened(client, "loop", "MLI-2021").content.decode()
    assert "Rien n’était attendu" in opened(client, "loop", "MLI-2026").content.decode()
    assert opened(client, "loops").status_code == 200


def test_not_yours_and_not_there_are_the_same(loops: Loops, signed_in: SignIn) -> None:
    for who in ("nene", "demba"):
        client = signed_in(getattr(loops.cast, who))
        assert opened(client, "loop", "MLI-2026").status_code == 404
        assert opened(client, "loop", "nowhere").status_code == 404
    assert opened(signed_in(loops.cast.demba), "loops").status_code == 404
    assert "MLI-2026" not in opened(signed_in(loops.cast.nene), "loops").content.decode()


def test_the_page_asks_as_much_of_the_database_for_one_as_for_many(loops: Loops, signed_in: SignIn) -> None:
    client = signed_in(loops.cast.boubacar)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert opened(client, "loop", "MLI-2026").status_code == 200
        return len(caught)

    def one(code: str, indicator: str) -> None:
        action = loops.act(code)
        loops.expects(action, indicator)
        loops.reports(action)
        loops.credits(action)
        loops.credits(loops.act(f"{code}-autre"))
        advice = loops.adopted(f"r-{code}", findings=[])
        advice.round = loops.before
        advice.save()
        action.recommendations.add(advice)

    for code in (SCHOOL, REGION, VISAS):
        loops.answers(code, cause="policy_change")
    one("a", SCHOOL)
    queries()
    first = queries()
    for number, code in enumerate((SCHOOL, REGION, VISAS, SCHOOL, REGION)):
        one(f"b{number}", code)
    assert queries() == first
