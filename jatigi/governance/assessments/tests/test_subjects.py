"""Whatever can be discussed is described the same way, and says when it was edited since."""

from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.changes.findings import Written
from jatigi.governance.assessments.subjects import describe, subjects_of
from jatigi.governance.assessments.tests.world import World, text
from jatigi.governance.frameworks.models import Node


def test_answers_and_findings_are_described_in_one_way(world: World) -> None:
    answer = world.agreed("rights.health", "partial")
    node = Node.objects.get(version=world.framework, code="rights")
    gap = findings.write_finding(
        world.round, Written(node, "gap", text("Des soins en partie"), [answer]), by=world.cast.boubacar
    )
    found = subjects_of(world.round)
    assert {(one.kind, one.code, one.number, one.place) for one in found.values()} == {
        ("answer", "rights.health", 1, "rights"),
        ("finding", gap.code, 0, "rights"),
    }
    assert found[answer.subject_id].level == "partial"
    assert found[gap.subject_id].words == gap.text
    assert found[answer.subject_id].address.endswith("/desk/rounds/MLI-2026/answers/rights.health/")


def test_what_was_edited_since_has_another_hash_and_what_was_dropped_is_missing(world: World) -> None:
    answer = world.agreed("rights.health", "partial")
    node = Node.objects.get(version=world.framework, code="rights")
    gap = findings.write_finding(
        world.round, Written(node, "gap", text("Des soins en partie"), [answer]), by=world.cast.boubacar
    )
    before = describe([gap.subject])[gap.subject_id]
    findings.edit_finding(gap, Written(node, "gap", text("Des soins à peine"), [answer]), by=world.cast.boubacar)
    assert describe([gap.subject])[gap.subject_id].hash != before.hash
    findings.drop_finding(gap, by=world.cast.boubacar)
    assert describe([gap.subject]) == {}


def test_one_query_for_each_kind(world: World, django_assert_num_queries: object) -> None:
    for code in ("rights.health", "rights.school"):
        world.agreed(code, "partial")
    with django_assert_num_queries(2):  # type: ignore[operator]  # the subjects, and the answers
        assert len(subjects_of(world.round)) == 2
