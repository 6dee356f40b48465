"""The desk from sign-in to validation, without a script: answer, return, answer again, accept, finding, validate."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from jatigi.governance.assessments.models import Answer, Coding, Finding, Round
from jatigi.governance.assessments.tests.world import World

SignIn = Callable[[Any], Any]
ANSWER = {
    "version": "0",
    "level": "partial",
    "reasons": "La loi le dit.",
    "reasons_lang": "fr",
    "confidence": "medium",
    "cause": "first",
    "cite": "0",
    "cite-0-ref": "instrument:law-2004",
    "cite-0-place": "art. 3",
    "do": "submit",
}


@pytest.fixture
def collecting(world: World) -> World:
    world.set_state("collection")
    return world


def _move(code: str, action: str) -> str:
    return reverse("move_round", args=[code, action])


def test_the_whole_way_from_an_answer_to_a_validated_round(world: World, signed_in: SignIn) -> None:
    cast, code = world.cast, world.round.pk
    aminata, boubacar, coumba = signed_in(cast.aminata), signed_in(cast.boubacar), signed_in(cast.coumba)
    address = reverse("answer", args=[code, "rights.health"])
    move = partial(_move, code)

    assert aminata.post(move("start")).status_code == 302
    assert boubacar.get(address).status_code == 200
    assert boubacar.post(address, ANSWER).status_code == 302
    coding = Coding.objects.get()
    review = reverse("review_coding", args=[code, coding.pk])
    assert "rights.health" in coumba.get(reverse("review_queue", args=[code])).content.decode()
    assert coumba.get(review).status_code == 200
    returned = coumba.post(
        reverse("return_coding", args=[code, coding.pk]), {"revision": "1", "reason": "Quel article ?"}
    )
    assert returned.status_code == 302
    page = boubacar.get(address).content.decode()
    assert "Quel article" in page
    assert boubacar.post(address, {**ANSWER, "reasons": "L’article 3 le dit."}).status_code == 302
    assert coumba.post(reverse("accept_coding", args=[code, coding.pk]), {"revision": "2"}).status_code == 302
    answer = Answer.objects.get()

    thread = coding.threads.get()
    assert coumba.post(reverse("resolve_thread", args=[thread.pk])).status_code == 302

    node = world.indicator().dimension
    written = boubacar.post(
        reverse("write_finding", args=[code]),
        {"kind": "gap", "dimension": node.pk, "text_fr": "Il manque un décret.", "text_en": "A decree is missing.",
         "answers": [answer.pk]},
    )  # fmt: skip
    assert written.status_code == 302, written.content.decode()
    finding = Finding.objects.get()
    assert boubacar.post(reverse("submit_finding", args=[code, finding.code])).status_code == 302
    assert coumba.get(reverse("round_findings", args=[code])).status_code == 200
    assert coumba.post(reverse("review_finding", args=[code, finding.code])).status_code == 302

    for action in ("close_collection", "send_draft", "revise"):
        assert aminata.post(move(action)).status_code == 302
    moussa, oumou = signed_in(cast.moussa), signed_in(cast.oumou)
    assert moussa.get(move("validate")).status_code == 200
    assert moussa.post(move("validate")).status_code == 302
    assert Round.objects.get(pk=code).state == "revised"
    assert oumou.post(move("validate")).status_code == 302
    assert Round.objects.get(pk=code).state == "validated"
    approved = aminata.post(
        move("approve"), {"letter_number": "012/MMEIA", "letter_date": "2026-10-01", "signatory_function": "Ministre"}
    )
    assert approved.status_code == 302
    assert Round.objects.get(pk=code).state == "approved"


PAGES = (
    ("desk", ()),
    ("round", ("MLI-2026",)),
    ("round_settings", ("MLI-2026",)),
    ("assign", ("MLI-2026",)),
    ("round_indicators", ("MLI-2026",)),
    ("answer", ("MLI-2026", "rights.health")),
    ("answer", ("MLI-2026", "mobility.days")),
    ("round_findings", ("MLI-2026",)),
    ("write_finding", ("MLI-2026",)),
    ("round_answers", ("MLI-2026",)),
    ("answer_detail", ("MLI-2026", "rights.health")),
    ("open_round", ("MLI",)),
)


@pytest.mark.parametrize(("name", "args"), PAGES, ids=[f"{name}-{args[-1] if args else ''}" for name, args in PAGES])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_opens_for_the_coordinator_and_is_not_there_for_another_country(
    collecting: World, signed_in: SignIn, name: str, args: tuple[str, ...], lang: str
) -> None:
    with translation.override(lang):
        address = reverse(name, args=args)
    response = signed_in(collecting.cast.aminata).get(address)
    assert response.status_code == 200
    assert f'<html lang="{lang}">' in response.content.decode()
    if args:
        assert signed_in(collecting.cast.nene).get(address).status_code == 404


@pytest.mark.parametrize("path", ["", "instruments/", "frameworks/", "consultations/", "people/"])
def test_whoever_signs_out_from_any_working_page_is_warned_of_unsaved_text(
    world: World, signed_in: Any, path: str
) -> None:
    page = signed_in(world.cast.aminata).get(f"/fr/desk/{path}", follow=True).content.decode()
    assert page.count('id="leaving"') == 1
    assert page.count("assessments/desk") >= 1
    assert f'name="jatigi-person" content="{world.cast.aminata.public_id}"' in page
