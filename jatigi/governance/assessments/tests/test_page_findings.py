"""Findings over HTTP: written in both languages, reviewed by another, kept in their time."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from jatigi.governance.assessments.models import Answer, Finding
from jatigi.governance.assessments.tests.world import LAW, World

SignIn = Callable[[Any], Any]


@pytest.fixture
def answered(world: World) -> World:
    world.agreed("rights.health", cites=[LAW])
    return world


def page(name: str, *more: str) -> str:
    return reverse(name, args=["MLI-2026", *more])


def written(world: World, **more: Any) -> dict[str, Any]:
    return {
        "kind": "gap",
        "dimension": world.indicator().dimension_id,
        "text_fr": "Il manque un décret.",
        "text_en": "A decree is missing.",
        "answers": [answer.pk for answer in Answer.objects.filter(round=world.round)],
        **more,
    }


def test_only_those_who_may_write_find_the_form(answered: World, signed_in: SignIn) -> None:
    for who in ("coumba", "moussa", "kadi", "tieman", "nene", "demba"):
        client = signed_in(getattr(answered.cast, who))
        assert client.get(page("write_finding")).status_code == 404
        assert client.post(page("write_finding"), written(answered)).status_code == 404
    assert not Finding.objects.exists()
    assert signed_in(answered.cast.boubacar).post(page("write_finding"), written(answered)).status_code == 302
    assert Finding.objects.get().state == "draft"


def test_what_the_answers_suggest_starts_a_finding(answered: World, signed_in: SignIn) -> None:
    answer = Answer.objects.get(round=answered.round)
    client = signed_in(answered.cast.boubacar)
    start = f"{page('write_finding')}?answer={answer.pk}&kind=gap"
    assert start.replace("&", "&amp;") in client.get(page("round_findings")).content.decode()
    form = client.get(start).content.decode()
    assert f'name="answers" value="{answer.pk}"' in form
    assert "checked" in form.split(f'name="answers" value="{answer.pk}"')[1][:60]


def test_later_evidence_is_refused_with_advice(answered: World, signed_in: SignIn) -> None:
    client = signed_in(answered.cast.boubacar)
    found = client.get(page("write_finding"), {"q": "law"})
    assert found.status_code == 200
    later = written(answered, instruments=["law-2030"])
    refused = client.post(page("write_finding"), later)
    assert refused.status_code == 422
    assert "Depuis lors" in refused.content.decode().split('role="alert"')[1][:900]
    assert not Finding.objects.exists()
    assert client.post(page("write_finding"), {**later, "kind": "since_then"}).status_code == 302


def test_unknown_is_no_gap(answered: World, signed_in: SignIn) -> None:
    answered.agreed("rights.school", "unknown", reasons="Cherché.", confidence="", cites=[LAW])
    unknown = Answer.objects.get(round=answered.round, indicator__indicator__code="rights.school")
    response = signed_in(answered.cast.boubacar).post(page("write_finding"), written(answered, answers=[unknown.pk]))
    assert response.status_code == 422
    assert not Finding.objects.exists()


def test_nobody_reviews_a_finding_they_wrote(answered: World, signed_in: SignIn) -> None:
    boubacar, coumba = signed_in(answered.cast.boubacar), signed_in(answered.cast.coumba)
    boubacar.post(page("write_finding"), written(answered))
    code = Finding.objects.get().code
    assert boubacar.post(page("submit_finding", code)).status_code == 302
    assert boubacar.post(page("review_finding", code)).status_code == 404
    Finding.objects.update(writers=[str(answered.cast.coumba.public_id)])
    refused = coumba.post(page("review_finding", code))
    assert refused.status_code == 403
    assert page("review_finding", code) not in coumba.get(page("finding", code)).content.decode()
    Finding.objects.update(writers=[])
    assert coumba.post(page("review_finding", code)).status_code == 302
    assert Finding.objects.get().state == "reviewed"


def test_a_returned_finding_tells_its_author_why(answered: World, signed_in: SignIn) -> None:
    boubacar, coumba = signed_in(answered.cast.boubacar), signed_in(answered.cast.coumba)
    boubacar.post(page("write_finding"), written(answered))
    code = Finding.objects.get().code
    boubacar.post(page("submit_finding", code))
    assert coumba.post(page("return_finding", code), {"reason": ""}).status_code == 422
    assert coumba.post(page("return_finding", code), {"reason": "Quel décret ?"}).status_code == 302
    assert "Quel décret" in boubacar.get(page("finding", code)).content.decode()


def test_rewriting_one_language_marks_the_other_to_translate(answered: World, signed_in: SignIn) -> None:
    client = signed_in(answered.cast.boubacar)
    client.post(page("write_finding"), written(answered))
    code = Finding.objects.get().code
    assert (
        client.post(page("edit_finding", code), written(answered, text_fr="Il manque deux décrets.")).status_code == 302
    )
    assert Finding.objects.get().text.unfit(["fr", "en"]) == ["en"]
    assert "à traduire" in client.get(page("round_findings")).content.decode()


def test_a_dropped_finding_leaves_the_list_and_keeps_its_record(answered: World, signed_in: SignIn) -> None:
    client = signed_in(answered.cast.boubacar)
    client.post(page("write_finding"), written(answered))
    code = Finding.objects.get().code
    assert signed_in(answered.cast.coumba).post(page("drop_finding", code)).status_code == 404
    assert client.post(page("drop_finding", code)).status_code == 302
    assert "Il manque un décret." not in client.get(page("round_findings")).content.decode()
    assert Finding.objects.get().state == "dropped"
