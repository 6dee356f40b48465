"""Promise 22: of two people who act at the same time one wins and the other is told. Real threads, real
PostgreSQL."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from conftest import Cast
from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.audit import queries as trail
from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.changes import codings, drafts, findings, rounds
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import (
    Answer,
    AnswerRevision,
    Coding,
    CodingRevision,
    Draft,
    Finding,
    Round,
    Step,
    Thread,
)
from jatigi.governance.assessments.tests.world import World, judged, text

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None) -> World:
    return World(Cast())


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Start all acts at the same moment, each in its own thread; what each said: "done", or the refusal's code."""
    gate, said = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            said[place] = "done"
        except Refused as refusal:
            said[place] = refusal.code
        except Exception as error:  # noqa: BLE001 (shown by the test that compares)
            said[place] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(said)


@pytest.fixture
def second_reviewer(world: World) -> User:
    user = User.objects.create_user("awa@example.org", "mot-de-passe", name="Awa")
    Role.objects.create(user=user, jurisdiction=world.mali, role="reviewer")
    return user


@pytest.fixture(autouse=True)
def _whole_trail() -> Iterator[None]:
    """Whatever happened at once, the trail is in order afterwards."""
    yield
    assert trail.verify()[1] == []


@pytest.mark.parametrize("attempt", range(3))
def test_two_reviewers_accept_one_coding(world: World, second_reviewer: User, attempt: int) -> None:
    pk = world.coded().pk
    said = at_once(*[
        lambda user=user: codings.accept_coding(Coding.objects.get(pk=pk), by=user, revision=1)
        for user in (world.cast.coumba, second_reviewer)
    ])  # fmt: skip
    assert said == ["coding.not_now", "done"]
    assert (Answer.objects.count(), AnswerRevision.objects.count()) == (1, 1)
    assert Entry.objects.filter(action="coding.accept").count() == 1


def test_one_accepts_while_another_returns(world: World, second_reviewer: User) -> None:
    pk = world.coded().pk
    said = at_once(
        lambda: codings.accept_coding(Coding.objects.get(pk=pk), by=world.cast.coumba, revision=1),
        lambda: codings.return_coding(Coding.objects.get(pk=pk), by=second_reviewer, revision=1, reason="Non"),
    )
    assert said == ["coding.not_now", "done"]
    assert AnswerRevision.objects.count() + Thread.objects.count() == 1


def test_a_double_click_hands_in_once(world: World) -> None:
    world.set_state("collection")
    health, boubacar = world.indicator(), world.cast.boubacar
    said = at_once(*[lambda: codings.submit_coding(world.round, health, judged(), by=boubacar)] * 3)
    assert said == ["coding.not_now", "coding.not_now", "done"]
    assert (Coding.objects.count(), CodingRevision.objects.count()) == (1, 1)


def test_two_codings_of_one_indicator_are_accepted_one_after_the_other(world: World, second_reviewer: User) -> None:
    mine, other = world.coded().pk, world.coded(by=world.cast.fanta).pk
    said = at_once(
        lambda: codings.accept_coding(Coding.objects.get(pk=mine), by=world.cast.coumba, revision=1),
        lambda: codings.accept_coding(Coding.objects.get(pk=other), by=second_reviewer, revision=1),
    )
    assert said == ["done", "done"]
    assert sorted(AnswerRevision.objects.values_list("number", flat=True)) == [1, 2]


def test_an_assessor_hands_in_again_while_a_reviewer_accepts(world: World) -> None:
    coding = world.coded()
    codings.withdraw_coding(coding, by=world.cast.boubacar)
    health = world.indicator()
    said = at_once(
        lambda: codings.submit_coding(world.round, health, judged(reasons="Relu."), by=world.cast.boubacar),
        lambda: codings.accept_coding(Coding.objects.get(pk=coding.pk), by=world.cast.coumba, revision=1),
    )
    assert said in (["coding.not_now", "done"], ["coding.stale", "done"])
    assert not AnswerRevision.objects.exists()


def test_a_round_is_moved_while_answers_are_handed_in(world: World) -> None:
    world.coded("rights.school")
    health = world.indicator()
    said = at_once(
        lambda: codings.submit_coding(world.round, health, judged(), by=world.cast.boubacar),
        lambda: rounds.move_round(Round.objects.get(pk="MLI-2026"), "close_collection", by=world.cast.aminata),
    )
    assert said in (["done", "done"], ["coding.not_now", "done"])
    assert Round.objects.get(pk="MLI-2026").state == "review"


def test_two_validators_at_once_are_two_signatures(world: World) -> None:
    world.agreed()
    world.set_state("revised")
    said = at_once(*[
        lambda user=user: rounds.validate(Round.objects.get(pk="MLI-2026"), by=user)
        for user in (world.cast.moussa, world.cast.oumou)
    ])  # fmt: skip
    assert said == ["done", "done"]
    assert Round.objects.get(pk="MLI-2026").state == "validated"


def test_one_validator_who_clicks_twice_is_one_signature(world: World) -> None:
    world.agreed()
    world.set_state("revised")
    said = at_once(*[lambda: rounds.validate(Round.objects.get(pk="MLI-2026"), by=world.cast.moussa)] * 2)
    assert said == ["done", "round.already_signed"]
    assert Step.objects.filter(action="validate").count() == 1


def test_two_publishers_publish_once(world: World) -> None:
    world.set_state("approved")
    sira = world.cast.sira
    said = at_once(*[lambda: rounds.move_round(Round.objects.get(pk="MLI-2026"), "publish", by=sira)] * 2)
    assert said == ["done", "round.no_such_move"]


def test_two_tabs_save_one_draft(world: World) -> None:
    world.set_state("collection")
    health, boubacar = world.indicator(), world.cast.boubacar

    def save(level: str, version: int) -> Draft:
        return drafts.save_draft(world.round, health, by=boubacar, content={"level": level}, version=version)

    assert at_once(lambda: save("absent", 0), lambda: save("partial", 0)) == ["done", "draft.stale"]
    assert at_once(lambda: save("absent", 1), lambda: save("partial", 1)) == ["done", "draft.stale"]
    assert Draft.objects.get().version == 2


def test_two_findings_written_at_once_have_codes_of_their_own(world: World) -> None:
    answer = world.agreed()
    wanted: Any = findings.Written(answer.indicator.dimension, "gap", text("constat"), answers=[answer])
    said = at_once(*[
        lambda user=user: findings.write_finding(world.round, wanted, by=user)
        for user in (world.cast.boubacar, world.cast.fanta)
    ])  # fmt: skip
    assert said == ["done", "done"]
    assert sorted(Finding.objects.values_list("code", flat=True)) == ["rights-1", "rights-2"]
