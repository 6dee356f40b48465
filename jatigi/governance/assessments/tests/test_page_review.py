"""The reviewer's pages: what was read is what is decided, nobody decides on their own answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from jatigi.governance.assessments.changes import threads
from jatigi.governance.assessments.models import Answer, Coding, Message, Thread
from jatigi.governance.assessments.tests.world import LAW, World

SignIn = Callable[[Any], Any]


@pytest.fixture
def waiting(world: World) -> Coding:
    return world.coded(cites=[LAW])


def address(name: str, coding: Coding) -> str:
    return reverse(name, args=[coding.round_id, coding.pk])


@pytest.mark.parametrize("who", ["boubacar", "aminata", "moussa", "kadi", "tieman", "nene", "demba"])
def test_only_reviewers_decide(world: World, waiting: Coding, signed_in: SignIn, who: str) -> None:
    client = signed_in(getattr(world.cast, who))
    assert client.post(address("accept_coding", waiting), {"revision": "1"}).status_code == 404
    assert client.post(address("return_coding", waiting), {"revision": "1", "reason": "x"}).status_code == 404
    assert client.get(reverse("review_queue", args=["MLI-2026"])).status_code == 404
    assert Coding.objects.get().state == "submitted"
    reviewer = signed_in(world.cast.coumba)
    assert reviewer.post(address("accept_coding", waiting), {"revision": "1"}).status_code == 302


def test_a_changed_answer_is_not_accepted_unseen(world: World, waiting: Coding, signed_in: SignIn) -> None:
    response = signed_in(world.cast.coumba).post(address("accept_coding", waiting), {"revision": "7"})
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    assert not Answer.objects.filter(round=world.round).exists()


def test_returning_needs_a_reason_and_keeps_what_was_written(world: World, waiting: Coding, signed_in: SignIn) -> None:
    client = signed_in(world.cast.coumba)
    assert client.post(address("return_coding", waiting), {"revision": "1", "reason": " "}).status_code == 422
    stale = client.post(address("return_coding", waiting), {"revision": "9", "reason": "Quel article ?"})
    assert stale.status_code == 409
    assert "Quel article ?" in stale.content.decode()
    assert client.post(address("return_coding", waiting), {"revision": "1", "reason": "Lequel ?"}).status_code == 302
    assert Message.objects.get().text == "Lequel ?"


def test_nobody_reviews_their_own_answer(world: World, waiting: Coding, signed_in: SignIn) -> None:
    Coding.objects.update(assessor=world.cast.coumba)
    client = signed_in(world.cast.coumba)
    page = client.get(address("review_coding", waiting)).content.decode()
    assert reverse("accept_coding", args=["MLI-2026", waiting.pk]) not in page
    refused = client.post(address("accept_coding", waiting), {"revision": "1"})
    assert refused.status_code == 403
    assert Coding.objects.get().state == "submitted"


def test_disagreement_is_shown_on_both_codings(world: World, waiting: Coding, signed_in: SignIn) -> None:
    other = world.coded(level="complete", by=world.cast.fanta, cites=[LAW])
    client = signed_in(world.cast.coumba)
    for one, name in ((waiting, "Fanta"), (other, "Boubacar")):
        assert name in client.get(address("review_coding", one)).content.decode()
    assert client.get(reverse("review_queue", args=["MLI-2026"])).content.decode().count("h-dis") == 2


def test_a_thread_is_answered_by_its_assessor_and_settled_by_the_reviewer(
    world: World, waiting: Coding, signed_in: SignIn
) -> None:
    threads.comment(waiting, by=world.cast.coumba, text="Quelle date ?")
    thread = Thread.objects.get()
    boubacar, coumba = signed_in(world.cast.boubacar), signed_in(world.cast.coumba)
    reply = {"text": "Le 25 novembre.", "thread": thread.pk}
    assert boubacar.post(reverse("comment_coding", args=[waiting.pk]), reply).status_code == 302
    resolve = reverse("resolve_thread", args=[thread.pk])
    boubacar.post(resolve)
    thread.refresh_from_db()
    assert thread.resolved_at is None
    assert signed_in(world.cast.tieman).post(resolve).status_code == 404
    assert coumba.post(resolve).status_code == 302
    thread.refresh_from_db()
    assert thread.resolved_by == world.cast.coumba


def test_revisions_are_read_side_by_side(world: World, waiting: Coding, signed_in: SignIn) -> None:
    coumba = signed_in(world.cast.coumba)
    coumba.post(address("return_coding", waiting), {"revision": "1", "reason": "Précisez."})
    world.coded(reasons="Lu dans le texte modifié.", cites=[LAW])
    for page in (address("review_coding", waiting), reverse("coding_revisions", args=[waiting.pk])):
        shown = coumba.get(page).content.decode()
        assert "<ins>" in shown
        assert "modifié" in shown
    assert signed_in(world.cast.kadi).get(reverse("coding_revisions", args=[waiting.pk])).status_code == 404


def test_a_coding_is_found_only_in_its_own_round(world: World, waiting: Coding, signed_in: SignIn) -> None:
    assert signed_in(world.cast.coumba).get(reverse("review_coding", args=["MLI-2021", waiting.pk])).status_code == 404
