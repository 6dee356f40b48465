"""What the desk shows: the assessor's list, evidence at hand, review, progress, quality, findings; constant query
counts."""

import datetime
from collections.abc import Callable
from typing import Any

from jatigi.governance.assessments.changes import assignments, codings, drafts, findings, threads
from jatigi.governance.assessments.queries import codings as review
from jatigi.governance.assessments.queries import (
    evidence,
    indicators,
    progress,
    rounds,
)
from jatigi.governance.assessments.queries import findings as found
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.tests.world import CODES, LAW, PROTOCOL, World

D = datetime.date
NOW = D(2026, 11, 1)


def rows(world: World, by: Any = None, **more: Any) -> dict[str, indicators.IndicatorRow]:
    listed = indicators.indicator_list(world.round, by or world.cast.boubacar, today=NOW, **more)
    return {row.code: row for row in listed}


# --- the assessor's list


def test_the_list_follows_one_s_own_work(world: World) -> None:
    boubacar, coumba = world.cast.boubacar, world.cast.coumba
    world.set_state("collection")
    drafts.save_draft(world.round, world.indicator("rights.health"), by=boubacar, content={}, version=0)
    world.coded("rights.school")
    returned = world.coded("mobility.region")
    codings.return_coding(returned, by=coumba, reason="?", revision=1)
    world.agreed("mobility.visas", "complete")
    mine = rows(world)
    assert [mine[code].work for code in (*CODES, "mobility.days")] == [
        "draft", "submitted", "returned", "accepted", "none",
    ]  # fmt: skip
    assert (mine["mobility.visas"].answered, mine["mobility.visas"].level) == (True, "complete")
    assert (mine["mobility.region"].open_threads, mine["rights.health"].has_draft) == (1, True)
    theirs = rows(world, world.cast.fanta)
    assert [theirs[code].work for code in CODES] == ["none"] * 4
    assert not any(row.has_draft or row.open_threads for row in theirs.values())


def test_a_coding_taken_back_is_open_until_it_is_begun_again(world: World) -> None:
    coding = world.coded("rights.health")
    codings.withdraw_coding(coding, by=world.cast.boubacar)
    assert rows(world)["rights.health"].work == "open"
    drafts.save_draft(world.round, world.indicator(), by=world.cast.boubacar, content={}, version=0)
    assert rows(world)["rights.health"].work == "draft"


def test_the_list_says_what_is_to_re_verify_late_and_to_whom_it_is_assigned(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    assignments.assign(
        world.round, [world.indicator("mobility.region")], by=world.cast.aminata, institution=world.cast.ministry,
        assessor=world.cast.fanta, due=D(2026, 10, 31),
    )  # fmt: skip
    row = rows(world)["mobility.region"]
    assert (row.institution, row.assessor, row.late, row.previous_level) == (
        world.cast.ministry, world.cast.fanta, True, "complete",
    )  # fmt: skip
    assert row.state is not None
    world.coded("mobility.region", "partial", cites=[LAW], cause="policy_change", by=world.cast.fanta)
    row = rows(world)["mobility.region"]
    assert (row.late, row.state) == (False, None)


def test_a_contributor_s_list_is_what_the_institution_is_asked(world: World) -> None:
    assert list(rows(world, only={world.indicator("rights.school").pk})) == ["rights.school"]


def test_a_first_visit_begins_where_evidence_is_at_hand(world: World) -> None:
    world.past("mobility.visas", "partial", LAW, Cited(evidence=str(world.report.pk)))
    world.past("rights.school", "partial", LAW)
    asked = [world.indicator(code) for code in ("rights.health", "rights.school", "mobility.visas")]
    assignments.assign(world.round, asked, by=world.cast.aminata, institution=world.cast.ministry)
    listed = indicators.indicator_list(world.round, world.cast.boubacar)
    order = [(row.code, row.evidence_at_hand) for row in indicators.by_ease(listed)]
    assert order == [
        ("mobility.visas", 2), ("rights.school", 1), ("rights.health", 0), ("mobility.region", 0), ("mobility.days", 0),
    ]  # fmt: skip


def test_the_next_unanswered_one_goes_round(world: World) -> None:
    world.coded("rights.school")
    listed = indicators.indicator_list(world.round, world.cast.boubacar)
    following = [indicators.next_unanswered(listed, after) for after in ("", *CODES, "mobility.days")]
    assert [row.code for row in following if row] == [
        "rights.health", "mobility.region", "mobility.region", "mobility.visas", "mobility.days", "rights.health",
    ]  # fmt: skip
    assert indicators.next_unanswered(listed[1:2]) is None


# --- evidence at hand


def test_what_can_be_cited_comes_nearest_first(world: World) -> None:
    world.past("rights.health", "partial", Cited(instrument="law-2004", place="art. 9"))
    named = world.evidence("named", indicators=["rights.health"])
    about = world.evidence("about")
    about.instruments.set([world.law])
    near = world.evidence("near", dimension="rights")
    world.new_plan.subjects = ["rights"]
    world.new_plan.save()
    world.evidence("far", dimension="mobility")
    listed = evidence.at_hand(world.round, world.indicator(), today=NOW)
    assert [(one.ref, one.why, one.last_place) for one in listed] == [
        ("law-2004", "cited_before", "art. 9"),
        ("named", "bears_on", ""),
        ("about", "about_cited", ""),
        ("plan-2015", "same_dimension", ""),
        ("near", "same_dimension", ""),
    ]
    assert {one.id for one in listed if one.kind == "evidence"} == {str(e.pk) for e in (named, about, near)}


def test_internal_evidence_is_offered_only_to_those_who_may_read_it(world: World) -> None:
    world.evidence("secret", indicators=["rights.health"], publishable=False)
    assert [one.ref for one in evidence.at_hand(world.round, world.indicator())] == ["secret"]
    assert evidence.at_hand(world.round, world.indicator(), internal=False) == []


def test_internal_evidence_is_left_out_for_those_who_may_not_read_it(world: World) -> None:
    secret = Cited(evidence=str(world.reply.pk), quote="marqueur", quote_lang="fr")
    world.past("rights.health", "partial", LAW, secret)
    coding = world.coded("rights.health", cites=[LAW, secret])
    codings.accept_coding(coding, by=world.cast.coumba, revision=1)
    reads: list[Callable[[bool], object]] = [
        lambda may: indicators.starting_point(world.round, world.indicator(), internal=may),
        lambda may: indicators.history(world.round, world.indicator(), internal=may),
        lambda may: review.revisions_of(coding, internal=may),
        lambda may: review.answer_revisions(world.round, world.indicator(), internal=may),
    ]
    assert ["marqueur" in repr(read(True)) for read in reads] == [True] * 4
    assert ["marqueur" in repr(read(False)) or "'reply'" in repr(read(False)) for read in reads] == [False] * 4


def test_what_has_ended_is_not_counted_as_at_hand(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL, LAW)
    assert rows(world)["mobility.region"].evidence_at_hand == 1


# --- review


def test_the_reviewer_s_queue_tells_what_matters(world: World) -> None:
    world.past("rights.health", "absent", LAW)
    first = world.coded("rights.health", "partial", cites=[PROTOCOL], cause="policy_change")
    second = world.coded("rights.health", "complete", by=world.cast.fanta, cause="policy_change")
    threads.comment(first, by=world.cast.coumba, text="?")
    queue = review.review_queue(world.round, world.cast.fanta, today=NOW)
    assert [(w.coding.pk, w.own, w.open_threads, w.previous_level, w.disagrees) for w in queue] == [
        (first.pk, False, 1, "absent", True), (second.pk, True, 0, "absent", True),
    ]  # fmt: skip
    assert [w.state is not None for w in queue] == [True, False]
    codings.accept_coding(first, by=world.cast.coumba, revision=1)
    (left,) = review.review_queue(world.round, world.cast.coumba)
    assert (left.coding.pk, left.agreed_level) == (second.pk, "partial")


def test_disagreements_last_until_someone_decides(world: World) -> None:
    world.coded("rights.health", "partial")
    other = world.coded("rights.health", "complete", by=world.cast.fanta)
    (one,) = review.disagreements(world.round)
    assert (one.code, [r.level for _c, r in one.sides]) == ("rights.health", ["partial", "complete"])
    codings.return_coding(other, by=world.cast.coumba, reason="Voir l'art. 5", revision=1)
    assert review.disagreements(world.round) == []


def test_revisions_stand_side_by_side_with_what_changed(world: World) -> None:
    coding = world.coded("rights.health", "partial")
    codings.return_coding(coding, by=world.cast.coumba, reason="?", revision=1)
    world.coded("rights.health", "partial", cites=[LAW, PROTOCOL], confidence="high")
    listed = review.revisions_of(coding)
    assert [(r.number, sorted(r.changed), len(r.citations)) for r in listed] == [
        (1, [], 1), (2, ["citations", "confidence"], 2),
    ]  # fmt: skip
    agreed = codings.accept_coding(coding, by=world.cast.coumba, revision=2)
    (only,) = review.answer_revisions(world.round, world.indicator())
    assert (only.id, only.recorded_by) == (agreed.pk, world.cast.coumba)


def test_open_discussions_come_first(world: World) -> None:
    coding = world.coded()
    closed = threads.comment(coding, by=world.cast.coumba, text="un").thread
    threads.resolve_thread(closed, by=world.cast.coumba)
    open_ = threads.comment(coding, by=world.cast.coumba, text="deux").thread
    threads.comment(coding, by=world.cast.boubacar, text="trois", thread=open_)
    listed = review.threads_of(coding)
    assert [(d.thread.pk, [m.text for m in d.messages]) for d in listed] == [
        (open_.pk, ["deux", "trois"]), (closed.pk, ["un"]),
    ]  # fmt: skip


def test_one_s_own_coding_is_found(world: World) -> None:
    coding = world.coded()
    assert review.own_coding(world.round, world.indicator(), world.cast.boubacar) == coding
    assert review.own_coding(world.round, world.indicator(), world.cast.fanta) is None


# --- progress


def test_progress_by_dimension_institution_and_person(world: World) -> None:
    ministry, statistics = world.cast.ministry, world.cast.statistics
    for code, institution, due in (
        ("rights.health", ministry, D(2026, 10, 1)), ("rights.school", statistics, D(2026, 10, 1)),
        ("mobility.region", ministry, D(2026, 12, 1)),
    ):  # fmt: skip
        assignments.assign(
            world.round, [world.indicator(code)], by=world.cast.aminata, institution=institution,
            assessor=world.cast.boubacar, due=due,
        )  # fmt: skip
    world.agreed("rights.health")
    world.coded("mobility.visas")
    seen = progress.progress(world.round, NOW)
    assert seen.total == progress.Count(asked=5, handed_in=2, accepted=1, late=1)
    assert seen.by_dimension == {"rights": progress.Count(2, 1, 1, 1), "mobility": progress.Count(3, 1, 0, 0)}
    assert seen.institutions == (statistics, ministry, None)
    assert seen.by_institution[""] == progress.Count(2, 1, 0, 0)
    assert seen.cells["instat", "rights"] == progress.Count(1, 0, 0, 1)
    assert ("instat", "mobility") not in seen.cells
    assert seen.by_person[str(world.cast.boubacar.public_id)] == progress.Count(3, 1, 1, 1)
    (late,) = progress.late(world.round, NOW)
    assert (late.indicator.indicator.code, late.institution, late.days) == ("rights.school", statistics, 31)


def test_the_round_s_deadline_holds_where_no_day_is_set(world: World) -> None:
    world.round.deadline = D(2026, 10, 1)
    world.round.save()
    assert len(progress.late(world.round, NOW)) == 5
    assert progress.late(world.round, D(2026, 10, 1)) == []


# --- findings


def test_answers_suggest_findings_and_unknown_ones_never_do(world: World) -> None:
    world.agreed("rights.health", "complete")
    world.agreed("rights.school", "partial")
    world.agreed("mobility.region", "unknown")
    suggested = [(s.kind, s.row.code) for s in found.suggestions(world.round, today=NOW)]
    assert suggested == [("good_practice", "rights.health"), ("gap", "rights.school")]
    assert [row.code for row in found.to_document(world.round)] == [
        "mobility.region",
        "mobility.visas",
        "mobility.days",
    ]


def test_what_a_finding_rests_on_is_no_longer_suggested_until_it_is_dropped(world: World) -> None:
    world.agreed("rights.school", "partial")
    finding = world.finding()
    assert found.suggestions(world.round, today=NOW) == []
    findings.drop_finding(finding, by=world.cast.boubacar)
    assert len(found.suggestions(world.round, today=NOW)) == 1
    assert found.findings_of(world.round) == []
    assert found.findings_of(world.round, with_dropped=True) == [finding]


def test_what_was_overtaken_suggests_since_then(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    assert [s.kind for s in found.suggestions(world.before, today=NOW)] == ["good_practice", "since_then"]


# --- what can be done next


def test_next_moves_say_what_stands_in_the_way(world: World) -> None:
    world.coded()
    (move,) = rounds.next_moves(world.round, world.cast.aminata)
    assert (move.move.action, move.refusals) == ("close_collection", ())
    world.set_state("review")
    by_action = {m.move.action: m for m in rounds.next_moves(world.round, world.cast.aminata)}
    assert [r.code for r in by_action["send_draft"].refusals] == ["round.codings_waiting"]
    assert by_action["reopen"].needs_reason
    assert rounds.next_moves(world.round, world.cast.boubacar) == []
