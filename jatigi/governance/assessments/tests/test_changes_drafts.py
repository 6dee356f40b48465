"""Threads of review, drafts and journal: each person's own, and who may close what."""

from collections.abc import Callable
from typing import Any

import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.changes import codings, drafts, threads
from jatigi.governance.assessments.models import (
    Coding,
    Draft,
    Thread,
)
from jatigi.governance.assessments.tests.acts import one_entry, refusal
from jatigi.governance.assessments.tests.world import World, judged


@pytest.fixture
def collecting(world: World) -> World:
    world.set_state("collection")
    return world


def hand_in(world: World, *, by: Any = None, code: str = "rights.health", **more: Any) -> Coding:
    return codings.submit_coding(world.round, world.indicator(code), judged(**more), by=by or world.cast.boubacar)


# --- threads


def test_a_discussion_goes_on_and_is_closed_once(collecting: World) -> None:
    coding = hand_in(collecting)
    thread = codings.return_coding(coding, by=collecting.cast.coumba, reason="Quel article ?", revision=1)
    with one_entry("coding.comment"):
        threads.comment(coding, by=collecting.cast.boubacar, text="L'article 3.", thread=thread)
    with one_entry("thread.resolve"):
        threads.resolve_thread(thread, by=collecting.cast.coumba)
    again = Thread.objects.get(pk=thread.pk)
    assert refusal(lambda: threads.resolve_thread(again, by=collecting.cast.coumba)) == "thread.resolved"
    assert refusal(
        lambda: threads.comment(coding, by=collecting.cast.boubacar, text="Encore", thread=thread)
    ) == "thread.resolved"  # fmt: skip
    assert [m.text for m in thread.messages.all()] == ["Quel article ?", "L'article 3."]


def test_whoever_answers_a_question_does_not_close_it(collecting: World) -> None:
    coding = hand_in(collecting)
    thread = codings.return_coding(coding, by=collecting.cast.coumba, reason="Quel article ?", revision=1)
    assert refusal(lambda: threads.resolve_thread(thread, by=collecting.cast.boubacar)) == "thread.not_yours"


def test_whoever_opened_a_discussion_may_close_it(collecting: World) -> None:
    coding = hand_in(collecting)
    message = threads.comment(coding, by=collecting.cast.fanta, text="Voir aussi le décret.")
    threads.resolve_thread(message.thread, by=collecting.cast.fanta)
    assert Thread.objects.get().resolved_by == collecting.cast.fanta


def test_a_discussion_belongs_to_its_coding(collecting: World) -> None:
    one, other = hand_in(collecting), hand_in(collecting, code="rights.school")
    thread = threads.comment(one, by=collecting.cast.coumba, text="?").thread
    assert refusal(
        lambda: threads.comment(other, by=collecting.cast.coumba, text="?", thread=thread)
    ) == "thread.elsewhere"  # fmt: skip
    assert refusal(lambda: threads.comment(one, by=collecting.cast.coumba, text=" ")) == "thread.empty"


def test_a_contributor_does_not_comment_on_others_codings(collecting: World) -> None:
    coding = hand_in(collecting)
    assert refusal(lambda: threads.comment(coding, by=collecting.cast.kadi, text="?")) == "coding.not_own"


# --- drafts and journal


def test_a_draft_counts_its_versions_and_an_older_tab_is_told(collecting: World) -> None:
    boubacar, health = collecting.cast.boubacar, collecting.indicator()
    save: Callable[[int, str], Draft] = lambda version, level: drafts.save_draft(  # noqa: E731
        collecting.round, health, by=boubacar, content={"level": level}, version=version
    )
    assert [save(0, "absent").version, save(1, "partial").version, save(2, "complete").version] == [1, 2, 3]
    for stale in (0, 1, 2, 7):
        assert refusal(lambda stale=stale: save(stale, "absent")) == "draft.stale"
    assert Draft.objects.get().content == {"level": "complete"}


def test_autosave_leaves_no_entry(collecting: World) -> None:
    before = Entry.objects.count()
    drafts.save_draft(collecting.round, collecting.indicator(), by=collecting.cast.boubacar, content={}, version=0)
    drafts.discard_draft(collecting.round, collecting.indicator(), by=collecting.cast.boubacar)
    assert (Entry.objects.count(), Draft.objects.count()) == (before, 0)


def test_each_person_has_a_draft_of_their_own(collecting: World) -> None:
    for person in (collecting.cast.boubacar, collecting.cast.fanta):
        drafts.save_draft(
            collecting.round, collecting.indicator(), by=person, content={"level": person.name}, version=0
        )
    drafts.discard_draft(collecting.round, collecting.indicator(), by=collecting.cast.fanta)
    assert Draft.objects.get().user == collecting.cast.boubacar


@pytest.mark.parametrize("content", [{"reasons": "a\x00b"}, {"reasons": "\ud800"}, {"value": float("nan")},
                                     {"a\x00": [1, {"b": "\x00"}]}])  # fmt: skip
def test_a_draft_takes_whatever_a_browser_sends(collecting: World, content: dict[str, Any]) -> None:
    draft = drafts.save_draft(
        collecting.round, collecting.indicator(), by=collecting.cast.boubacar, content=content, version=0
    )
    draft.refresh_from_db()
    assert "\x00" not in str(draft.content)


def test_a_draft_has_a_limit(collecting: World) -> None:
    long = {"reasons": "x" * 200_001}
    assert refusal(
        lambda: drafts.save_draft(
            collecting.round, collecting.indicator(), by=collecting.cast.boubacar, content=long, version=0
        )
    ) == "draft.too_long"  # fmt: skip


def test_a_note_is_audited_without_its_words(collecting: World) -> None:
    with one_entry("journal.add"):
        drafts.add_journal_entry(
            collecting.round, collecting.indicator(), by=collecting.cast.boubacar, text="Demander à la DNPD"
        )
    assert "DNPD" not in str(vars(Entry.objects.order_by("-seq")[0]))
    assert refusal(
        lambda: drafts.add_journal_entry(
            collecting.round, collecting.indicator(), by=collecting.cast.boubacar, text=" "
        )
    ) == "journal.empty"  # fmt: skip
