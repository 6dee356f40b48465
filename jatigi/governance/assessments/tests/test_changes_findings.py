"""Findings: written by people from known answers of their time, reviewed by someone else."""

from collections.abc import Callable
from typing import Any

import pytest

from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.accounts.permissions import ROLES, roles_with
from jatigi.foundation.text import Text
from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.changes.findings import Written
from jatigi.governance.assessments.models import ROUND_STATES, Answer, Finding
from jatigi.governance.assessments.rules.findings import ACTIONS, move
from jatigi.governance.assessments.tests.acts import faults, one_entry, refusal
from jatigi.governance.assessments.tests.world import LAW, World, judged, text
from jatigi.governance.frameworks.models import Node


@pytest.fixture
def answer(world: World) -> Answer:
    return world.agreed("rights.health", "partial")


def rights(world: World) -> Node:
    return Node.objects.get(version=world.framework, code="rights")


def written(world: World, *answers: Answer, kind: str = "gap", **more: Any) -> Written:
    values: dict[str, Any] = {"text": text("Le droit aux soins est partiel")} | more
    return Written(rights(world), kind, answers=answers, **values)


def write(world: World, *answers: Answer, **more: Any) -> Finding:
    return findings.write_finding(world.round, written(world, *answers, **more), by=world.cast.boubacar)


def test_a_finding_is_written_from_answers(world: World, answer: Answer) -> None:
    with one_entry("finding.write"):
        finding = write(world, answer, instruments=[world.law], evidence=[world.report])
    assert (finding.code, finding.state, finding.subject.kind) == ("rights-1", "draft", "finding")
    assert list(finding.answers.all()) == [answer]
    assert (list(finding.instruments.all()), list(finding.evidence.all())) == ([world.law], [world.report])
    assert write(world, answer).code == "rights-2"


def test_a_code_of_one_s_own_is_kept_and_unique(world: World, answer: Answer) -> None:
    one = findings.write_finding(world.round, written(world, answer), by=world.cast.boubacar, code="care-for-all")
    assert one.code == "care-for-all"
    assert refusal(
        lambda: findings.write_finding(world.round, written(world, answer), by=world.cast.boubacar, code="care-for-all")
    ) == "finding.exists"  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda w, a: {"text": Text("fr", {})}, "finding.empty"),
        (lambda w, a: {"text": Text.of({"en": "English only"}, source="en")}, ""),
        (lambda w, a: {"kind": "opinion"}, "finding.elsewhere"),
        (lambda w, a: {"instruments": [w.future]}, "finding.later_evidence"),
        (lambda w, a: {"evidence": [w.evidence("later", dated="2027")]}, "finding.later_evidence"),
        (lambda w, a: {"kind": "since_then", "instruments": [w.future]}, ""),
        (lambda w, a: {"kind": "since_then"}, "finding.rests_on_nothing"),
    ],
)
def test_what_a_finding_may_say_and_rest_on(
    world: World, answer: Answer, change: Callable[[World, Answer], dict[str, Any]], code: str
) -> None:
    more = change(world, answer)
    if code:
        assert refusal(lambda: write(world, answer, **more)) == code
    else:
        assert write(world, answer, **more).state == "draft"


def test_a_gap_never_rests_on_an_unknown_answer(world: World, answer: Answer) -> None:
    unknown = world.agreed("rights.school", "unknown", cites=[LAW])
    assert refusal(lambda: write(world, answer, unknown)) == "finding.unknown_is_no_gap"
    assert faults(lambda: write(world, unknown)) == [("basis", "finding.unknown_is_no_gap")]


def test_a_finding_rests_on_something(world: World) -> None:
    world.set_state("collection")
    assert refusal(lambda: write(world)) == "finding.rests_on_nothing"


def test_a_finding_names_only_what_is_of_its_round_and_country(world: World, answer: Answer) -> None:
    world.past("rights.health", "partial", LAW)
    elsewhere = Answer.objects.get(round=world.before)
    theirs = world.evidence("theirs")
    theirs.jurisdiction = world.cast.senegal
    theirs.save()
    assert refusal(lambda: write(world, elsewhere)) == "finding.elsewhere"
    assert refusal(lambda: write(world, answer, evidence=[theirs])) == "finding.elsewhere"


def test_a_finding_is_reviewed_by_someone_who_did_not_write_it(world: World, answer: Answer) -> None:
    for person in (world.cast.boubacar, world.cast.fanta):
        Role.objects.create(user=person, jurisdiction=world.mali, role="reviewer")
    boubacar, fanta = User.objects.get(pk=world.cast.boubacar.pk), User.objects.get(pk=world.cast.fanta.pk)
    finding = write(world, answer)
    findings.edit_finding(finding, written(world, answer, text=text("Corrigé")), by=fanta)
    findings.submit_finding(finding, by=boubacar)
    for writer in (boubacar, fanta):
        assert refusal(lambda writer=writer: findings.review_finding(finding, by=writer)) == "finding.own"
        assert refusal(lambda w=writer: findings.return_finding(finding, by=w, reason="Non")) == "finding.own"
    with one_entry("finding.review"):
        findings.review_finding(finding, by=world.cast.coumba)
    assert (finding.state, finding.reviewed_by) == ("reviewed", world.cast.coumba)


def test_a_finding_that_is_edited_must_be_reviewed_again(world: World, answer: Answer) -> None:
    finding = write(world, answer)
    findings.submit_finding(finding, by=world.cast.boubacar)
    findings.review_finding(finding, by=world.cast.coumba)
    findings.edit_finding(finding, written(world, answer, text=text("Autre")), by=world.cast.boubacar)
    finding.refresh_from_db()
    assert (finding.state, finding.reviewed_by, finding.text.text("en")) == ("draft", None, "Autre (en)")


def test_a_finding_whose_answer_became_unknown_is_not_reviewed(world: World, answer: Answer) -> None:
    finding = write(world, answer)
    findings.submit_finding(finding, by=world.cast.boubacar)
    coding = answer.revisions.get().from_coding
    assert coding is not None
    from jatigi.governance.assessments.changes import codings

    codings.reopen_coding(coding.coding, by=world.cast.coumba, reason="La loi est introuvable.")
    codings.submit_coding(
        world.round, world.indicator(), judged("unknown", cause="correction", confidence=""), by=world.cast.boubacar
    )
    codings.accept_coding(coding.coding, by=world.cast.coumba, revision=2)
    assert refusal(lambda: findings.review_finding(finding, by=world.cast.coumba)) == "finding.unknown_is_no_gap"
    finding.refresh_from_db()
    assert finding.state == "submitted"


def test_giving_back_keeps_the_reason_until_it_is_handed_in_again(world: World, answer: Answer) -> None:
    finding = write(world, answer)
    findings.submit_finding(finding, by=world.cast.boubacar)
    assert refusal(lambda: findings.return_finding(finding, by=world.cast.coumba, reason=" ")) == (
        "finding.reason_missing"
    )
    with one_entry("finding.return"):
        findings.return_finding(finding, by=world.cast.coumba, reason="Trop général.")
    assert (finding.state, finding.returned_reason) == ("draft", "Trop général.")
    findings.submit_finding(finding, by=world.cast.boubacar)
    assert Finding.objects.get().returned_reason == ""


def act(world: World, finding: Finding, answer: Answer, action: str, by: User) -> None:
    if action == "edit":
        findings.edit_finding(finding, written(world, answer), by=by)
    elif action == "return":
        findings.return_finding(finding, by=by, reason="À préciser")
    else:
        {"submit": findings.submit_finding, "review": findings.review_finding, "drop": findings.drop_finding}[action](
            finding, by=by
        )


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", ["draft", "submitted", "reviewed", "dropped"])
def test_each_cell_of_the_table_moves_the_finding_or_is_refused(
    world: World, answer: Answer, state: str, action: str
) -> None:
    finding = write(world, answer)
    cell = move(state, action)
    people = {}
    for role in ROLES:
        user = User.objects.create_user(f"{role}@example.net", "mot-de-passe", name=role)
        Role.objects.create(user=user, jurisdiction=world.mali, role=role)
        people[role] = user
    for stage, role in [("revised", role) for role in ROLES] + [(s, "reviewer") for s in ROUND_STATES if s[0] != "r"]:
        Finding.objects.filter(pk=finding.pk).update(state=state)
        finding.refresh_from_db()
        world.set_state(stage)
        open_ = stage in {"collection", "review", "revised"}
        if cell is not None and open_ and role in roles_with(cell.permission):
            act(world, finding, answer, action, people[role])
            assert Finding.objects.get(pk=finding.pk).state == cell.next
        else:
            refusal(lambda role=role: act(world, finding, answer, action, people[role]))
            assert Finding.objects.get(pk=finding.pk).state == state
