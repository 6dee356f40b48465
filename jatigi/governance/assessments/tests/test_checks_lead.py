"""Each quality check of the dashboard leads to the place where it is put right, and the person who follows finds it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jatigi.governance.assessments.models import AnswerRevision, Citation
from jatigi.governance.assessments.rules.quality import CHECKS
from jatigi.governance.assessments.tests.test_queries_quality import SPOILT
from jatigi.governance.assessments.tests.world import CODES, LAW, World

SCHOOL = "rights.school"


def _revised(world: World, **values: Any) -> None:
    """The agreed answer as it might come by another way than the desk's pages."""
    answer = world.agreed(SCHOOL)
    first = answer.revisions.get()
    made = AnswerRevision.objects.create(
        **({"answer": answer, "number": 2, "level": "partial", "reasons": "Vu.", "confidence": "low",
            "holds_on": first.holds_on, "recorded_at": first.recorded_at} | values)
    )  # fmt: skip
    Citation.objects.create(answer_revision=made, position=1, instrument=world.law)


def _by_its_author(world: World) -> None:
    world.past(SCHOOL, "partial", LAW)
    _revised(world, recorded_by=world.cast.boubacar)
    made = AnswerRevision.objects.get(answer__round=world.round, number=2)
    AnswerRevision.objects.create(
        answer=made.answer, number=3, level="partial", reasons="Vu.", confidence="low", holds_on=made.holds_on,
        recorded_at=made.recorded_at, recorded_by=world.cast.boubacar,
        from_coding=made.answer.revisions.get(number=1).from_coding,
    )  # fmt: skip


def _on_nothing(world: World) -> None:
    world.agreed(SCHOOL)
    world.finding()
    for answer in world.round.answers.all():
        first = answer.revisions.get()
        AnswerRevision.objects.create(
            answer=answer, number=2, level="unknown", cause="correction", reasons="Introuvable",
            holds_on=first.holds_on, recorded_at=first.recorded_at,
        )  # fmt: skip


FAULTS: dict[str, Callable[[World], object]] = {code: spoil for code, _blocks, spoil in SPOILT} | {
    "no_reasons": lambda w: _revised(w, reasons=""),
    "unexplained_change": lambda w: (_revised(w, cause="first"), w.past(SCHOOL, "absent", LAW)),
    "own_review": _by_its_author,
    "finding_basis": _on_nothing,
    "unassigned": lambda w: w.set_state("collection"),
}
#: check → where it leads
LEADS = {
    "waiting": ("answer_detail", SCHOOL),
    "disagreement": ("answer_detail", SCHOOL),
    "open_thread": ("answer_detail", SCHOOL),
    "own_review": ("answer_detail", SCHOOL),
    "finding_waiting": ("finding", "rights-1"),
    "finding_basis": ("finding", "rights-1"),
    "translation": ("finding", "rights-1"),
    "unassigned": ("assign",),
}


def test_every_check_is_tried() -> None:
    assert set(FAULTS) == {code for code, *_rest in CHECKS}


@pytest.mark.parametrize("code", [code for code, *_rest in CHECKS])
def test_a_check_leads_to_the_place_to_put_right(world: World, signed_in: Callable[[Any], Client], code: str) -> None:
    if code not in {"unassigned", "unexplained_change"}:
        world.agreed(CODES[0])
    FAULTS[code](world)
    browser = signed_in(world.cast.aminata)
    page = browser.get(reverse("round", args=["MLI-2026"])).content.decode()
    row = page[page.index(f'id="check-{code}"') :].split("</tr>")[0]
    name, *more = LEADS.get(code, ("answer", SCHOOL))
    links = re.findall(r'<li><a href="([^"#]+)(#[^"]+)?"', row)
    address = reverse(name, args=["MLI-2026", *more])
    assert address in [href for href, _anchor in links], row
    place = browser.get(address)
    assert place.status_code == 200
    for href, anchor in links:
        if anchor:
            assert f'id="{anchor[1:]}"' in browser.get(href).content.decode()
