"""Codings: handed in, taken back, returned, accepted. Nothing is overwritten; no one reviews their own."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.accounts.permissions import ROLES, roles_with
from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.changes import assignments, codings, drafts, rounds
from jatigi.governance.assessments.models import (
    ROUND_STATES,
    Answer,
    AnswerRevision,
    Citation,
    Coding,
    CodingRevision,
    Draft,
    Message,
)
from jatigi.governance.assessments.rules.codings import ACTIONS, move
from jatigi.governance.assessments.rules.judgements import Cited, Judged
from jatigi.governance.assessments.tests.acts import faults, one_entry, refusal
from jatigi.governance.assessments.tests.world import LAW, PROTOCOL, World, judged, make_framework


@pytest.fixture
def collecting(world: World) -> World:
    world.set_state("collection")
    return world


def hand_in(world: World, *, by: Any = None, code: str = "rights.health", **more: Any) -> Coding:
    return codings.submit_coding(world.round, world.indicator(code), judged(**more), by=by or world.cast.boubacar)


# --- handing in


def test_handing_in_makes_a_revision_with_its_citations(collecting: World) -> None:
    with one_entry("coding.submit"):
        coding = hand_in(collecting, level="complete", cites=[LAW, PROTOCOL])
    revision = coding.revisions.get()
    assert (coding.state, revision.number, revision.level, revision.recorded_by) == (
        "submitted", 1, "complete", collecting.cast.boubacar,
    )  # fmt: skip
    assert revision.holds_on == collecting.round.reference_date
    cited = [(c.position, c.instrument_id, c.place, c.quote) for c in revision.citations.all()]
    assert cited == [(1, "law-2004", "art. 3", ""), (2, "protocol-1979", "art. 2", "Libre circulation")]
    entry = Entry.objects.order_by("-seq")[0]
    assert entry.details == {"round": "MLI-2026", "indicator": "rights.health", "revision": 1}


def test_handing_in_clears_the_draft(collecting: World) -> None:
    boubacar, health = collecting.cast.boubacar, collecting.indicator()
    draft = drafts.save_draft(collecting.round, health, by=boubacar, content={"level": "partial"}, version=0)
    codings.submit_coding(collecting.round, health, judged(), by=boubacar, draft_version=draft.version)
    assert not Draft.objects.exists()


def test_an_older_tab_does_not_hand_in_over_a_newer_one(collecting: World) -> None:
    boubacar, health = collecting.cast.boubacar, collecting.indicator()
    old = drafts.save_draft(collecting.round, health, by=boubacar, content={"level": "partial"}, version=0)
    drafts.save_draft(collecting.round, health, by=boubacar, content={"level": "absent"}, version=old.version)
    assert refusal(
        lambda: codings.submit_coding(collecting.round, health, judged(), by=boubacar, draft_version=old.version)
    ) == "draft.stale"  # fmt: skip
    assert Draft.objects.get().content == {"level": "absent"}


def test_an_older_tab_does_not_confirm_last_round_over_a_newer_one(collecting: World) -> None:
    collecting.past("rights.health", "partial", LAW)
    boubacar, health = collecting.cast.boubacar, collecting.indicator()
    old = drafts.save_draft(collecting.round, health, by=boubacar, content={"still": "yes"}, version=0)
    new = drafts.save_draft(collecting.round, health, by=boubacar, content={"still": "no"}, version=old.version)
    confirm: Callable[[int], Coding] = lambda version: codings.confirm_previous(  # noqa: E731
        collecting.round, health, by=boubacar, citations=[LAW], draft_version=version
    )
    assert refusal(lambda: confirm(old.version)) == "draft.stale"
    assert Draft.objects.get().content == {"still": "no"}
    assert not CodingRevision.objects.filter(coding__round=collecting.round).exists()
    confirm(new.version)
    assert not Draft.objects.exists()


def test_an_incomplete_judgement_is_refused_field_by_field(collecting: World) -> None:
    empty = Judged(level="excellent", reasons="", confidence="", citations=(replace(LAW, carried_over=True),))
    act: Callable[[], object] = lambda: codings.submit_coding(  # noqa: E731
        collecting.round, collecting.indicator(), empty, by=collecting.cast.boubacar
    )
    assert refusal(act) == "coding.incomplete"
    assert [field for field, _code in faults(act)] == ["level", "reasons", "confidence", "citations.0"]


@pytest.mark.parametrize(
    "cited",
    [
        Cited(instrument="nowhere"),
        Cited(evidence=str(uuid.uuid4())),
        Cited(evidence="not-a-uuid"),
    ],
)
def test_what_the_register_lacks_cannot_be_cited(collecting: World, cited: Cited) -> None:
    assert faults(lambda: hand_in(collecting, cites=[LAW, cited])) == [("citations.1", "citation.not_there")]


def test_evidence_of_another_country_cannot_be_cited(collecting: World) -> None:
    theirs = collecting.evidence("report-sen")
    theirs.jurisdiction = collecting.cast.senegal
    theirs.save()
    assert faults(lambda: hand_in(collecting, cites=[Cited(evidence=str(theirs.pk))])) == [
        ("citations.0", "citation.not_there")
    ]


def test_internal_evidence_is_cited_only_by_those_who_may_read_it(collecting: World) -> None:
    internal = Cited(evidence=str(collecting.reply.pk))
    assert hand_in(collecting, cites=[internal]).state == "submitted"
    assignments.ask_institution(
        collecting.round, collecting.cast.statistics, [collecting.indicator()], by=collecting.cast.aminata
    )
    assert faults(lambda: hand_in(collecting, by=collecting.cast.kadi, cites=[internal])) == [
        ("citations.0", "citation.not_there")
    ]


def test_a_contributor_answers_only_where_their_institution_is_asked(collecting: World) -> None:
    kadi = collecting.cast.kadi
    assert refusal(lambda: hand_in(collecting, by=kadi)) == "coding.not_asked"
    assignments.ask_institution(
        collecting.round, collecting.cast.statistics, [collecting.indicator()], by=collecting.cast.aminata
    )
    assert hand_in(collecting, by=kadi).assessor == kadi
    assert refusal(lambda: hand_in(collecting, by=kadi, code="rights.school")) == "coding.not_asked"


def test_an_indicator_that_the_round_does_not_ask_is_refused(collecting: World) -> None:
    other = make_framework("t-other", codes=("rights.health",))
    alien = collecting.indicator("rights.health", other)
    assert refusal(
        lambda: codings.submit_coding(collecting.round, alien, judged(), by=collecting.cast.boubacar)
    ) == "assignment.elsewhere"  # fmt: skip


def test_numbers_are_handed_in_on_number_scales(collecting: World) -> None:
    coding = codings.submit_coding(
        collecting.round, collecting.indicator("mobility.days"), judged("", value=12.5), by=collecting.cast.boubacar
    )
    assert (coding.revisions.get().level, coding.revisions.get().value) == ("", 12.5)


# --- change of level


def test_another_level_than_last_round_needs_a_cause(collecting: World) -> None:
    collecting.past("rights.health", "absent", LAW)
    assert faults(lambda: hand_in(collecting, level="partial")) == [("cause", "cause.missing")]
    assert hand_in(collecting, level="partial", cause="policy_change").revisions.get().cause == "policy_change"


def test_another_level_than_one_s_own_last_revision_needs_a_cause(collecting: World) -> None:
    coding = hand_in(collecting, level="partial")
    codings.return_coding(coding, by=collecting.cast.coumba, reason="Voir l'art. 5", revision=1)
    assert faults(lambda: hand_in(collecting, level="absent")) == [("cause", "cause.missing")]
    hand_in(collecting, level="absent", cause="correction")
    assert [r.level for r in coding.revisions.order_by("number")] == ["partial", "absent"]


def test_an_answer_that_changes_by_another_s_first_coding_changes_by_other_judgement(collecting: World) -> None:
    boubacars, fantas = (
        hand_in(collecting, level="partial"),
        hand_in(collecting, level="absent", by=collecting.cast.fanta),
    )
    codings.accept_coding(boubacars, by=collecting.cast.coumba, revision=1)
    agreed = codings.accept_coding(fantas, by=collecting.cast.coumba, revision=1)
    assert (agreed.number, agreed.level, agreed.cause) == (2, "absent", "other_judgement")


# --- still true?


def test_confirming_asks_for_the_evidence_again(collecting: World) -> None:
    collecting.past("rights.health", "partial", LAW)
    confirm: Callable[..., Coding] = lambda *cites: codings.confirm_previous(  # noqa: E731
        collecting.round, collecting.indicator(), by=collecting.cast.boubacar, citations=cites
    )
    assert refusal(confirm) == "coding.evidence_again"
    assert faults(lambda: confirm(replace(LAW, carried_over=True))) == [("citations.0", "citation.unseen")]
    with one_entry("coding.confirm"):
        coding = confirm(LAW)
    revision = coding.revisions.get()
    assert (revision.level, revision.reasons, revision.cause) == ("partial", "Lu dans le texte cité.", "first")
    assert [c.carried_over for c in revision.citations.all()] == [False]


def test_what_rests_on_a_text_that_has_ended_is_not_confirmed(collecting: World) -> None:
    collecting.past("mobility.region", "complete", PROTOCOL)
    act: Callable[[], object] = lambda: codings.confirm_previous(  # noqa: E731
        collecting.round, collecting.indicator("mobility.region"), by=collecting.cast.boubacar,
        citations=[LAW, PROTOCOL],
    )  # fmt: skip
    assert refusal(act) == "coding.evidence_again"
    assert faults(act) == [("citations.1", "citation.ended")]


@pytest.mark.parametrize("level", [None, "unknown", "not_applicable"])
def test_there_is_nothing_to_confirm_without_a_known_answer(collecting: World, level: str | None) -> None:
    if level:
        collecting.past("rights.health", level)
    assert refusal(
        lambda: codings.confirm_previous(
            collecting.round, collecting.indicator(), by=collecting.cast.boubacar, citations=[LAW]
        )
    ) == "coding.nothing_to_confirm"  # fmt: skip


def test_last_round_s_answers_are_never_taken_over_by_themselves(collecting: World) -> None:
    collecting.past("rights.health", "partial", LAW)
    assert not Answer.objects.filter(round=collecting.round).exists()
    assert not Coding.objects.filter(round=collecting.round).exists()


# --- review


def test_accepting_makes_the_agreed_answer_with_its_citations(collecting: World) -> None:
    coding = hand_in(collecting, cites=[LAW, PROTOCOL])
    with one_entry("coding.accept"):
        agreed = codings.accept_coding(coding, by=collecting.cast.coumba, revision=1)
    coding.refresh_from_db()
    assert (coding.state, agreed.answer.state, agreed.level) == ("accepted", "agreed", "partial")
    assert agreed.from_coding == coding.revisions.get()
    assert agreed.recorded_by == collecting.cast.coumba
    copied = [(c.instrument_id, c.place, c.quote) for c in agreed.citations.all()]
    assert copied == [(c.instrument_id, c.place, c.quote) for c in coding.revisions.get().citations.all()]
    assert agreed.answer.subject.kind == "answer"


def test_a_coding_changed_meanwhile_is_not_accepted_unseen(collecting: World) -> None:
    coding = hand_in(collecting)
    codings.withdraw_coding(coding, by=collecting.cast.boubacar)
    hand_in(collecting, reasons="Autrement.")
    for act in (
        lambda: codings.accept_coding(coding, by=collecting.cast.coumba, revision=1),
        lambda: codings.return_coding(coding, by=collecting.cast.coumba, revision=1, reason="Non"),
    ):
        assert refusal(act) == "coding.stale"
    assert not AnswerRevision.objects.exists()


def test_a_double_click_accepts_once(collecting: World) -> None:
    coding = hand_in(collecting)
    again = Coding.objects.get(pk=coding.pk)
    codings.accept_coding(coding, by=collecting.cast.coumba, revision=1)
    assert refusal(lambda: codings.accept_coding(again, by=collecting.cast.coumba, revision=1)) == "coding.not_now"


@pytest.mark.parametrize("action", ["accept", "return", "reopen"])
def test_reviewer_cannot_review_own_coding(collecting: World, action: str) -> None:
    Role.objects.create(user=collecting.cast.boubacar, jurisdiction=collecting.mali, role="reviewer")
    boubacar = User.objects.get(pk=collecting.cast.boubacar.pk)
    coding = hand_in(collecting, by=boubacar)
    if action == "reopen":
        codings.accept_coding(coding, by=collecting.cast.coumba, revision=1)
    assert refusal(lambda: review(coding, action, boubacar)) == "coding.own"


def review(coding: Coding, action: str, by: User) -> None:
    if action == "accept":
        codings.accept_coding(coding, by=by, revision=1)
    elif action == "return":
        codings.return_coding(coding, by=by, revision=1, reason="À préciser")
    else:
        codings.reopen_coding(coding, by=by, reason="À revoir")


@pytest.mark.parametrize("action", ["return", "reopen"])
def test_giving_back_opens_a_thread_with_the_reason(collecting: World, action: str) -> None:
    coding = hand_in(collecting)
    if action == "reopen":
        codings.accept_coding(coding, by=collecting.cast.coumba, revision=1)
    with one_entry(f"coding.{action}"):
        review(coding, action, collecting.cast.coumba)
    coding.refresh_from_db()
    message = Message.objects.get()
    assert (coding.state, message.author) == ("returned", collecting.cast.coumba)
    assert message.thread.coding == coding
    assert message.text not in str(Entry.objects.order_by("-seq")[0].details)


@pytest.mark.parametrize("action", ["return", "reopen"])
def test_giving_back_needs_a_reason(collecting: World, action: str) -> None:
    coding = hand_in(collecting)
    by = collecting.cast.coumba
    acts = {
        "return": lambda: codings.return_coding(coding, by=by, revision=1, reason="  "),
        "reopen": lambda: codings.reopen_coding(coding, by=by, reason=""),
    }
    assert refusal(acts[action]) == "coding.reason_missing"


def test_reopening_keeps_the_agreed_answer_until_another_is_accepted(collecting: World) -> None:
    coding = hand_in(collecting)
    codings.accept_coding(coding, by=collecting.cast.coumba, revision=1)
    codings.reopen_coding(coding, by=collecting.cast.coumba, reason="Un décret est paru.")
    assert Answer.objects.get().revisions.count() == 1
    hand_in(collecting, level="complete", cause="evidence_found")
    codings.accept_coding(coding, by=collecting.cast.coumba, revision=2)
    assert [r.level for r in Answer.objects.get().revisions.order_by("number")] == ["partial", "complete"]


def test_nobody_takes_back_another_s_coding(collecting: World) -> None:
    coding = hand_in(collecting)
    assert refusal(lambda: codings.withdraw_coding(coding, by=collecting.cast.fanta)) == "coding.not_own"


def test_judgements_never_change_in_the_database(collecting: World) -> None:
    agreed = codings.accept_coding(hand_in(collecting), by=collecting.cast.coumba, revision=1)
    for rows in (CodingRevision.objects.all(), AnswerRevision.objects.filter(pk=agreed.pk), Citation.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**({"level": "absent"} if rows.model is not Citation else {"place": "art. 9"}))
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()


# --- every cell of (round, coding, action, role)


def act(world: World, coding: Coding, action: str, by: User) -> None:
    if action == "save":
        drafts.save_draft(world.round, coding.indicator, by=by, content={}, version=0)
    elif action == "submit":
        codings.submit_coding(world.round, coding.indicator, judged(reasons="Encore lu."), by=by)
    elif action == "withdraw":
        codings.withdraw_coding(coding, by=by)
    else:
        review(coding, action, by)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", ["open", "submitted", "returned", "accepted"])
def test_each_cell_of_the_table_moves_the_coding_or_is_refused(world: World, state: str, action: str) -> None:
    author = world.cast.boubacar
    coding = world.coded(by=author)
    cell = move(state, action)
    for stage in ROUND_STATES:
        if stage in {"reviewed_by_project"}:
            continue
        for by in (author, world.cast.coumba):
            Coding.objects.filter(pk=coding.pk).update(state=state)
            Draft.objects.all().delete()
            world.set_state(stage)
            coding.refresh_from_db()
            mine = cell is not None and (cell.who == "author") == (by == author)
            if cell is not None and mine and stage in cell.rounds:
                act(world, coding, action, by)
                assert Coding.objects.get(pk=coding.pk).state == cell.next
            else:
                refusal(lambda by=by: act(world, coding, action, by))
                assert Coding.objects.get(pk=coding.pk).state == state
    assert Coding.objects.count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_codings_are_written_and_reviewed_by_the_roles_that_may(collecting: World, role: str) -> None:
    user = User.objects.create_user("x@example.org", "mot-de-passe", name="X", institution=collecting.cast.statistics)
    Role.objects.create(user=user, jurisdiction=collecting.mali, role=role)
    assignments.ask_institution(
        collecting.round, collecting.cast.statistics, [collecting.indicator()], by=collecting.cast.aminata
    )
    coding = hand_in(collecting)
    if role in roles_with("coding.write"):
        assert hand_in(collecting, by=user).assessor == user
    else:
        assert refusal(lambda: hand_in(collecting, by=user)) == "not_your_role"
    if role in roles_with("coding.review"):
        codings.accept_coding(coding, by=user, revision=1)
    else:
        assert refusal(lambda: codings.accept_coding(coding, by=user, revision=1)) == "not_your_role"


def test_no_answer_is_written_once_the_collection_is_closed(collecting: World) -> None:
    hand_in(collecting)
    rounds.move_round(collecting.round, "close_collection", by=collecting.cast.aminata)
    assert refusal(lambda: hand_in(collecting, code="rights.school")) == "coding.not_now"
