"""A follow-up file: taken in whole or not at all, the same again does nothing, reports and verdicts only grow."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from typer.testing import CliRunner

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.yaml import dump
from jatigi.governance.assessments.models import Round
from jatigi.governance.consultations.models import Attendee, Consultation
from jatigi.governance.followup import commands
from jatigi.governance.followup.changes.loading import Loaded, load_followup
from jatigi.governance.followup.models import (
    Action,
    Attribution,
    Ballot,
    Funding,
    Milestone,
    Movement,
    Plan,
    ProgressReport,
    Recommendation,
    RecommendationRevision,
    RecommendationStep,
    Sector,
    SectorStage,
    Verdict,
    Vote,
)
from jatigi.governance.followup.tests.world import World

COUNTED = (
    Recommendation, RecommendationRevision, RecommendationStep, Movement, Ballot, Vote, Plan, Action, Milestone,
    Funding, ProgressReport, Verdict, Attribution, Sector, SectorStage, Entry,
)  # fmt: skip
Load = Callable[..., Loaded]


def recommendation(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "care", "round": "MLI-2026", "consultation": "MLI-2026-bamako", "state": "adopted",
        "came_from": "finding", "text": {"fr": "Soigner", "en": "Care"}, "findings": ["care"],
        "indicators": ["rights.health"], "gcm": [15],
        "recommended_on": "2026-07", "movements": [movement()],
    }  # fmt: skip
    return values | more


def movement(**more: Any) -> dict[str, Any]:
    values = {"indicator": "rights.health", "level_from": "partial", "level_to": "complete", "by": "2028"}
    return values | more


def report(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "institution": "sante", "status": "done", "happened_on": "2026-09", "text": {"fr": "Fait."},
        "evidence": ["report-2020"], "spent": "1500.50", "currency": "XOF",
        "verdicts": [{"verdict": "not_confirmed", "status": "under_way", "reason": {"fr": "À voir."}}],
    }  # fmt: skip
    return values | more


def action(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "decree", "axis": "rights", "title": {"fr": "Décret"}, "lead": "sante", "partners": ["instat"],
        "starts": "2026", "ends": "2027-06", "recommendations": ["care"], "indicators": ["rights.health"],
        "instruments": ["law-2004"], "milestones": [{"title": {"fr": "Projet"}, "due": "2026-12"}],
        "funding": [{"amount": 1000, "currency": "XOF", "standing": "sought"},
                    {"currency": "EUR", "standing": "sought"}],
        "movements": [movement()], "reports": [report()],
        "attributions": [{"round": "MLI-2026", "indicator": "rights.health", "recommendation": "care",
                          "link": "attributed", "said_by": {"fr": "Le ministère"}}],
    }  # fmt: skip
    return values | more


def a_plan(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "plan-2026", "title": {"fr": "Plan"}, "starts": "2026", "ends": "2028", "state": "adopted",
        "first_report": "2026-12-31", "axes": [{"id": "rights", "title": {"fr": "Droits"}}], "actions": [action()],
    }  # fmt: skip
    return values | more


def a_file(world: World, **more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "followup": "file", "jurisdiction": "MLI", "framework": "t-national", "origin": "fictional",
        "recommendations": [recommendation(findings=[world.gap.code])],
        "ballots": [a_ballot()],
        "plans": [a_plan()],
        "sectors": [{"id": "health", "title": {"fr": "Santé"}, "stages": [{"stage": "named", "instrument": "law-2004"},
                                                                         {"stage": "acted_on", "action": "decree"}]}],
    }  # fmt: skip
    return values | more


def a_ballot(**more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "ballot-1", "consultation": "MLI-2026-bamako", "title": {"fr": "Priorités"}, "method": "points",
        "points": 10, "state": "closed", "recommendations": ["care"],
        "sheets": [{"institution": "sante", "given": [{"recommendation": "care", "amount": 7, "effect": 5}]}],
    }  # fmt: skip
    return values | more


@pytest.fixture
def load(world: World, tmp_path: Path) -> Load:
    """Write a file with what is given, and load it."""
    Round.objects.update(origin="fictional")
    Consultation.objects.update(origin="fictional")

    def load(**more: Any) -> Loaded:
        path = tmp_path / "file.yaml"
        path.write_text(dump(a_file(world, **more)), encoding="utf-8")
        return load_followup(path)

    return load


def counts() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]


def test_a_file_becomes_recommendations_priorities_a_plan_and_sectors(load: Load, world: World) -> None:
    load()
    one = Recommendation.objects.get(pk="care")
    assert (one.state, one.origin, str(one.recommended_on)) == ("adopted", "fictional", "2026-07")
    assert one.subject is not None
    assert one.subject.round_id == "MLI-2026"
    assert [finding.pk for finding in one.findings.all()] == [world.gap.pk]
    assert (Vote.objects.get().amount, Vote.objects.get().effect) == (7, 5)
    made = Action.objects.get(code="decree")
    assert (made.plan_id, made.lead_id, [p.pk for p in made.partners.all()]) == ("plan-2026", "sante", ["instat"])
    assert [(line.amount, line.currency) for line in made.funding.all()] == [(Decimal(1000), "XOF"), (None, "EUR")]
    said = made.reports.get()
    assert (said.status, said.spent, said.verdicts.get().status) == ("done", Decimal("1500.50"), "under_way")
    assert made.attributions.get().answer == world.answer
    assert Movement.objects.count() == 2
    assert sorted(SectorStage.objects.values_list("stage", flat=True)) == ["acted_on", "named"]


def test_the_same_file_again_writes_nothing_and_leaves_no_entry(load: Load) -> None:
    load()
    before = counts()
    assert load().written == 0
    assert counts() == before


def test_one_file_is_one_entry_in_the_trail(load: Load) -> None:
    before = Entry.objects.count()
    load()
    entry = Entry.objects.order_by("-seq")[0]
    assert (Entry.objects.count() - before, entry.action) == (1, "followup.load")
    assert entry.targets == ["care", "ballot-1", "plan-2026"]


def test_other_words_are_a_further_revision(load: Load, world: World) -> None:
    load()
    load(recommendations=[recommendation(findings=[world.gap.code], text={"fr": "Soigner mieux"})])
    words = RecommendationRevision.objects.order_by("number").values_list("number", "text")
    assert [(number, str(text)) for number, text in words] == [(1, "Soigner"), (2, "Soigner mieux")]


def test_a_further_report_is_added_and_a_changed_one_refused(load: Load) -> None:
    load()
    further = report(status="blocked", verdicts=[])
    load(plans=[a_plan(actions=[action(reports=[report(), further])])])
    assert list(ProgressReport.objects.order_by("number").values_list("number", "status")) == [
        (1, "done"),
        (2, "blocked"),
    ]
    before = counts()
    with override("en"), pytest.raises(DocumentError) as caught:
        load(plans=[a_plan(actions=[action(reports=[report(status="abandoned")])])])
    assert caught.value.problems[0].path == ("plans", 0, "actions", 0, "reports", 0)
    assert counts() == before


def with_action(**more: Any) -> dict[str, Any]:
    return {"plans": [a_plan(actions=[action(**more)])], "sectors": []}


ACTION = "plans[0].actions[0]"
BROKEN: list[tuple[dict[str, Any], str, str]] = [
    ({"colour": "blue"}, "colour", "unknown key"),
    ({"jurisdiction": "XXX"}, "jurisdiction", "which is not there"),
    ({"framework": "t-nationl"}, "framework", "t-national"),
    ({"recommendations": [recommendation(round="MLI-1999", findings=[])]}, "recommendations[0].round", "a round"),
    ({"recommendations": [recommendation(findings=["nothing"])]}, "recommendations[0].findings[0]", "a finding"),
    ({"recommendations": [recommendation(findings=[], remarks=["r"])]}, "recommendations[0].remarks[0]", "a remark"),
    ({"recommendations": [recommendation(findings=[], indicators=["rights.helth"])]},
     "recommendations[0].indicators[0]", "rights.health"),
    ({"recommendations": [recommendation(findings=[], gcm=[24])]}, "recommendations[0].gcm[0]", "23"),
    ({"recommendations": [recommendation(findings=[], movements=[movement(level_to="perfect")])]},
     "recommendations[0].movements[0].level_to", "a level"),
    ({"recommendations": [recommendation(findings=[], movements=[movement(level_to="partial")])]},
     "recommendations[0].movements[0]", "goes nowhere"),
    ({"recommendations": [recommendation(findings=[])] * 2}, "recommendations[1].id", "a second time"),
    ({"ballots": [a_ballot(points=5)]}, "ballots[0].sheets[0].given", "at most 5"),
    ({"ballots": [a_ballot(method="hands")]}, "ballots[0].sheets[0].given[0].amount", "0 or 1"),
    ({"ballots": [a_ballot(recommendations=["other"])]}, "ballots[0].recommendations[0]", "which is not there"),
    ({"ballots": [a_ballot(sheets=[{"institution": "douane", "given": [{"recommendation": "care"}]}])]},
     "ballots[0].sheets[0].institution", "asked"),
    (with_action(axis="other"), f"{ACTION}.axis", "an axis of this plan"),
    (with_action(lead="douane"), f"{ACTION}.lead", "an institution"),
    (with_action(recommendations=["other"]), f"{ACTION}.recommendations[0]", "a recommendation"),
    (with_action(instruments=["none"]), f"{ACTION}.instruments[0]", "an instrument of the register"),
    (with_action(funding=[{"amount": 1.5, "currency": "XOF", "standing": "sought"}]), f"{ACTION}.funding[0].amount",
     "an amount such as"),
    (with_action(reports=[report(declared_by={"fr": "X"})]), f"{ACTION}.reports[0]", "or of two"),
    (with_action(reports=[report(currency="")]), f"{ACTION}.reports[0]", "without its currency"),
    (with_action(attributions=[{"link": "confirmed", "said_by": {"fr": "X"}}]), f"{ACTION}.attributions[0].link",
     "dated evidence"),
    (with_action(attributions=[{"link": "attributed", "said_by": {"fr": "X"}, "round": "MLI-2026"}]),
     f"{ACTION}.attributions[0]", "half an answer"),
    ({"sectors": [{"id": "s", "title": {"fr": "S"}, "stages": [{"stage": "named"}]}]}, "sectors[0].stages[0]",
     "one of instrument"),
    ({"sectors": [{"id": "s", "title": {"fr": "S"}, "stages": [{"stage": "named", "action": "other"}]}]},
     "sectors[0].stages[0].action", "an action of this file"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "path", "said"), BROKEN, ids=[path for _more, path, _said in BROKEN])
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(
    load: Load, more: dict[str, Any], path: str, said: str
) -> None:
    before = counts()
    with override("en"), pytest.raises(DocumentError) as caught:
        load(**more)
    with override("en"):
        message = str(caught.value)
    assert path in message
    assert said in message
    assert "file.yaml:" in message
    assert counts() == before


def test_confirmed_needs_an_answer_that_moved_on_dated_evidence(load: Load) -> None:
    link = {"round": "MLI-2026", "indicator": "rights.health", "link": "confirmed", "said_by": {"fr": "Le ministère"},
            "evidence": ["report-2020"]}  # fmt: skip
    before = counts()
    with pytest.raises(DocumentError) as caught:
        load(plans=[a_plan(actions=[action(attributions=[link])])])
    assert caught.value.problems[0].path == ("plans", 0, "actions", 0, "attributions", 0, "link")
    assert counts() == before


def test_a_reconstruction_names_its_sources(load: Load) -> None:
    Round.objects.update(origin="reconstructed")
    Consultation.objects.update(origin="reconstructed")
    with override("en"), pytest.raises(DocumentError) as caught:
        load(origin="reconstructed")
    paths = {problem.path for problem in caught.value.problems}
    assert {("recommendations", 0, "sources"), ("plans", 0, "sources")} <= paths


def test_nothing_fictional_is_joined_to_what_is_not(load: Load) -> None:
    Round.objects.update(origin="reconstructed")
    with override("en"), pytest.raises(DocumentError) as caught:
        load()
    assert ("recommendations", 0, "round") in {problem.path for problem in caught.value.problems}


def test_an_official_file_leaves_priorities_and_reports_to_the_institutions(load: Load) -> None:
    Round.objects.update(origin="official")
    Consultation.objects.update(origin="official")
    with override("en"), pytest.raises(DocumentError) as caught:
        load(origin="official")
    paths = {problem.path for problem in caught.value.problems}
    assert {("ballots", 0, "sheets"), ("plans", 0, "actions", 0, "reports")} <= paths


def test_an_id_that_another_country_uses_is_refused(load: Load, world: World) -> None:
    Recommendation.objects.create(
        code="care", jurisdiction=world.cast.senegal, origin="fictional", came_from="floor", position=1
    )
    with override("en"), pytest.raises(DocumentError) as caught:
        load()
    assert ("recommendations", 0, "id") in {problem.path for problem in caught.value.problems}


def test_the_command_says_what_it_did(load: Load, tmp_path: Path) -> None:
    assert Attendee.objects.filter(consultation="MLI-2026-bamako").count() == 3
    load()
    again = CliRunner().invoke(commands.app, ["load", str(tmp_path / "file.yaml"), "--lang", "en"])
    assert (again.exit_code, "nothing has changed" in again.output) == (0, True)
