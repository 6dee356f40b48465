"""Quality checks: each fault is found with its place to fix."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from jatigi.governance.assessments.changes import assignments, threads
from jatigi.governance.assessments.models import AnswerRevision, Citation
from jatigi.governance.assessments.queries import (
    quality,
)
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.rules.quality import CHECKS
from jatigi.governance.assessments.tests.world import LAW, PROTOCOL, World

D = datetime.date
NOW = D(2026, 11, 1)


# --- quality


def checks(world: World) -> dict[str, list[str]]:
    listed = quality.quality_checks(world.round, NOW)
    return {c.code: [p.indicator or p.finding for p in c.places] for c in listed if c.count}


def test_a_round_without_faults_passes_every_check(world: World) -> None:
    world.agreed()
    assert set(checks(world)) <= {"unassigned"}
    assert [c.code for c in quality.quality_checks(world.round, NOW)] == [code for code, *_rest in CHECKS]


def _cite_again(world: World, **more: Any) -> None:
    Citation.objects.create(answer_revision=AnswerRevision.objects.get(), position=2, **more)


def _stale_finding(world: World) -> None:
    finding = world.finding()
    finding.text = finding.text.with_text("fr", "Autre chose")
    finding.state = "reviewed"
    finding.save()


SPOILT: list[tuple[str, bool, Callable[[World], object]]] = [
    ("no_citation", True, lambda w: w.agreed("rights.school", cites=()) and _strip(w)),
    ("ended", True, lambda w: w.agreed("rights.school", cites=[PROTOCOL])),
    ("not_in_force", False, lambda w: w.agreed("rights.school", cites=[Cited(instrument="law-2030")])),
    ("out_of_period", False, lambda w: _rests_on(w, dated="2030")),
    ("out_of_period", False, lambda w: _rests_on(w, observed_until=D(2018, 1, 1))),
    ("not_seen_again", True, lambda w: w.agreed("rights.school") and _carry(w)),
    ("internal_only", False, lambda w: w.agreed("rights.school", cites=[Cited(evidence=str(w.reply.pk))])),
    ("waiting", True, lambda w: w.coded("rights.school")),
    ("open_thread", True, lambda w: threads.comment(w.coded("rights.school"), by=w.cast.coumba, text="?")),
    ("disagreement", True, lambda w: (w.coded("rights.school"), w.coded("rights.school", "absent", by=w.cast.fanta))),
    ("finding_waiting", True, World.finding),
    ("translation", False, _stale_finding),
]  # fmt: skip


def _rests_on(world: World, **more: Any) -> None:
    world.agreed("rights.school", cites=[Cited(evidence=str(world.evidence("x", **more).pk))])


def _strip(world: World) -> None:
    """An answer from before citations were asked for."""
    revision = AnswerRevision.objects.get(answer__indicator__indicator__code="rights.school")
    AnswerRevision.objects.create(
        answer=revision.answer, number=2, level="partial", reasons="…", confidence="low", holds_on=D(2026, 6, 30),
        recorded_at=revision.recorded_at,
    )  # fmt: skip


def _carry(world: World) -> None:
    revision = AnswerRevision.objects.get(answer__indicator__indicator__code="rights.school")
    Citation.objects.create(answer_revision=revision, position=2, instrument=world.law, carried_over=True)


@pytest.mark.parametrize(("code", "blocks", "spoil"), SPOILT, ids=[f"{n}-{c}" for n, (c, *_r) in enumerate(SPOILT)])
def test_each_fault_is_found_with_its_place(
    world: World, code: str, blocks: bool, spoil: Callable[[World], object]
) -> None:
    world.agreed()
    spoil(world)
    (check,) = (c for c in quality.quality_checks(world.round, NOW) if c.code == code)
    assert check.blocks is blocks
    assert [p.indicator or p.finding for p in check.places] == (
        ["rights-1"] if "finding" in code or code == "translation" else ["rights.school"]
    )
    for lang in ("fr", "en"):
        with override(lang):
            assert "%(" not in str(check.places[0].message)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("no_reasons", {"reasons": ""}),
        ("unexplained_change", {"reasons": "Vu.", "level": "complete"}),
    ],
)
def test_answers_that_came_by_another_way_are_checked_all_the_same(
    world: World, code: str, values: dict[str, Any]
) -> None:
    world.past("rights.health", "partial", LAW)
    answer = world.agreed()
    made = AnswerRevision.objects.create(
        **({"answer": answer, "number": 2, "level": "partial", "confidence": "low", "holds_on": D(2026, 6, 30),
            "recorded_at": answer.revisions.get().recorded_at} | values)
    )  # fmt: skip
    Citation.objects.create(answer_revision=made, position=1, instrument=world.law)
    assert checks(world)[code] == ["rights.health"]


def test_four_eyes_are_checked_after_the_fact_too(world: World) -> None:
    answer = world.agreed()
    read = answer.revisions.get().from_coding
    made = AnswerRevision.objects.create(
        answer=answer, from_coding=read, number=2, level="partial", reasons="…", confidence="low",
        holds_on=D(2026, 6, 30), recorded_at=answer.revisions.get().recorded_at, recorded_by=world.cast.boubacar,
    )  # fmt: skip
    Citation.objects.create(answer_revision=made, position=1, instrument=world.law)
    assert checks(world)["own_review"] == ["rights.health"]


def test_a_finding_that_came_to_rest_on_nothing_known_is_found(world: World) -> None:
    answer = world.agreed()
    finding = world.finding()
    AnswerRevision.objects.create(
        answer=answer, number=2, level="unknown", cause="correction", reasons="Introuvable", holds_on=D(2026, 6, 30),
        recorded_at=answer.revisions.get().recorded_at,
    )  # fmt: skip
    assert checks(world)["finding_basis"] == [finding.code]


def test_nobody_asked_shows_while_answers_are_collected(world: World) -> None:
    world.set_state("collection")
    assert len(checks(world)["unassigned"]) == 5
    assignments.assign(world.round, [world.indicator()], by=world.cast.aminata, assessor=world.cast.boubacar)
    assert "rights.health" not in checks(world)["unassigned"]
    world.set_state("review")
    assert "unassigned" not in checks(world)
