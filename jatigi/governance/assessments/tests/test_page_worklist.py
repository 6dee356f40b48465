"""The list that a person works through keeps what it was narrowed to and its order, from question to question."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jatigi.governance.assessments.models import Assignment
from jatigi.governance.assessments.tests.test_page_desk import ANSWER
from jatigi.governance.assessments.tests.world import CODES, LAW, World

SignIn = Callable[[Any], Client]
HEALTH, SCHOOL, REGION, VISAS = CODES


@pytest.fixture
def asked(world: World) -> World:
    """INSTAT is asked two questions, the ministry one; the last round has evidence for one of INSTAT's."""
    world.set_state("collection")
    world.past(VISAS, "partial", LAW)
    for code, institution in (
        (HEALTH, world.cast.statistics), (VISAS, world.cast.statistics), (SCHOOL, world.cast.ministry),
    ):  # fmt: skip
        Assignment.objects.create(round=world.round, indicator=world.indicator(code), institution=institution)
    return world


def listed(page: str) -> list[str]:
    """The codes of the list, from the top."""
    return re.findall(r'indicators/([a-z.]+)/[^"]*"><span class="n">', page)


def url(name: str, *more: str, **query: str) -> str:
    return reverse(name, args=["MLI-2026", *more], query=query or None)


def test_questions_come_by_institution_and_by_evidence_at_hand(asked: World, signed_in: SignIn) -> None:
    browser = signed_in(asked.cast.boubacar)
    page = browser.get(url("round_indicators", order="ease")).content.decode()
    assert listed(page) == [VISAS, HEALTH, SCHOOL, REGION, "mobility.days"]
    assert re.findall(r'class="jt-dimname">([^<]+)<', page) == ["Statistique", "Ministère", "Sans institution"]


def test_the_next_question_is_the_next_of_the_list(asked: World, signed_in: SignIn) -> None:
    browser = signed_in(asked.cast.boubacar)
    narrowed = {"institution": "instat", "order": "ease"}
    page = browser.get(url("answer", VISAS, **narrowed)).content.decode()
    assert f'id="way-next" href="{url("answer", HEALTH)}?institution=instat&amp;order=ease"' in page
    assert 'id="way-previous"' not in page
    sent = {**ANSWER, "cause": "evidence_found"}
    first = browser.post(url("answer", VISAS, **narrowed), sent, follow=True)
    assert first.redirect_chain[-1][0] == url("answer", HEALTH, **narrowed)
    done = browser.post(url("answer", HEALTH, **narrowed), ANSWER, follow=True)
    assert done.redirect_chain[-1][0] == url("round_indicators", **narrowed)
    assert "la liste entière en a d’autres" in done.content.decode()


def test_saving_searching_and_noting_keep_the_list(asked: World, signed_in: SignIn) -> None:
    browser = signed_in(asked.cast.boubacar)
    narrowed = {"state": "todo"}
    page = url("answer", HEALTH, **narrowed)
    assert browser.post(page, {"do": "save", "version": "0"})["Location"] == page
    found = browser.post(page, {"do": "find", "q": "law", "version": "1"})
    assert found["Location"] == f"{url('answer', HEALTH, **narrowed, q='law')}#cite"
    noted = browser.post(f"{url('add_journal', HEALTH, **narrowed)}", {"text": "À voir."})
    assert noted["Location"] == page


def test_the_list_narrows_to_a_person(asked: World, signed_in: SignIn) -> None:
    Assignment.objects.filter(indicator=asked.indicator(HEALTH)).update(assessor=asked.cast.fanta)
    browser = signed_in(asked.cast.aminata)
    page = browser.get(url("round_indicators", person=str(asked.cast.fanta.public_id))).content.decode()
    assert listed(page) == [HEALTH]
