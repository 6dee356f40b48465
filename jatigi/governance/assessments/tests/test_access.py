"""The doors: what is not yours answers as what is not there; contributors see what their institution is asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from jatigi.foundation.accounts.permissions import PERMISSIONS, ROLES, roles_with
from jatigi.governance.assessments import access
from jatigi.governance.assessments.changes import assignments, drafts, findings, threads
from jatigi.governance.assessments.tests.world import World, make_framework, text

OURS = [p for p in PERMISSIONS if p.split(".")[0] in {"round", "coding", "answer", "finding"}]
CAST = {
    "coordinator": "aminata", "assessor": "boubacar", "reviewer": "coumba", "contributor": "kadi",
    "validator": "moussa", "publisher": "sira", "observer": "tieman",
}  # fmt: skip


def opens(act: Callable[[], object]) -> bool:
    try:
        act()
    except Http404:
        return False
    return True


@pytest.fixture
def full(world: World) -> World:
    """A round with one of everything: INSTAT is asked one indicator, on which Kadi has handed in."""
    world.agreed("rights.health")
    assignments.ask_institution(
        world.set_state("collection"), world.cast.statistics, [world.indicator("rights.school")], by=world.cast.aminata
    )
    world.coded("rights.school", by=world.cast.kadi)
    return world


@pytest.mark.parametrize("permission", OURS)
def test_a_round_opens_to_the_roles_that_hold_the_permission(full: World, permission: str) -> None:
    for role, name in CAST.items():
        person = getattr(full.cast, name)
        expected = role in roles_with(permission)
        assert opens(lambda p=person: access.round_for(p, "MLI-2026", permission)) is expected, role


def test_the_cast_holds_every_role() -> None:
    assert set(CAST) == set(ROLES)


@pytest.mark.parametrize("name", ["nene", "demba", "nobody"])
def test_someone_of_elsewhere_finds_nothing_at_all(full: World, name: str) -> None:
    from jatigi.governance.assessments.models import Answer, Coding

    person: Any = AnonymousUser() if name == "nobody" else getattr(full.cast, name)
    finding = findings.write_finding(
        full.round,
        findings.Written(full.indicator().dimension, "gap", text("x"), answers=Answer.objects.all()),
        by=full.cast.boubacar,
    )
    coding = Coding.objects.first()
    assert coding is not None
    thread = threads.comment(coding, by=full.cast.coumba, text="?").thread
    doors: list[Callable[[], object]] = [
        lambda: access.round_for(person, "MLI-2026", "round.view"),
        lambda: access.indicator_for(person, full.round, "rights.health", "round.view"),
        lambda: access.coding_for(person, coding.pk, "coding.view"),
        lambda: access.answer_for(person, Answer.objects.get().pk, "answer.view"),
        lambda: access.finding_for(person, full.round, finding.code, "finding.write"),
        lambda: access.thread_for(person, thread.pk, "coding.comment"),
    ]
    assert [opens(door) for door in doors] == [False] * len(doors)
    assert not access.visible_rounds(person).filter(jurisdiction="MLI").exists()
    boubacar = full.cast.boubacar
    assert opens(lambda: access.coding_for(boubacar, coding.pk, "coding.view"))
    assert opens(lambda: access.thread_for(boubacar, thread.pk, "coding.comment"))
    assert opens(lambda: access.finding_for(boubacar, full.round, finding.code, "finding.write"))


def test_visible_rounds_are_those_of_one_s_jurisdictions_newest_first(full: World) -> None:
    assert [r.pk for r in access.visible_rounds(full.cast.tieman)] == ["MLI-2026", "MLI-2021"]


@pytest.mark.parametrize("id", ["0", "-1", "abc", "", "9" * 30, 999_999])
def test_an_id_that_no_row_can_have_is_not_there(full: World, id: int | str) -> None:
    for door in (
        lambda: access.coding_for(full.cast.aminata, id, "coding.view"),
        lambda: access.answer_for(full.cast.aminata, id, "answer.view"),
        lambda: access.thread_for(full.cast.aminata, id, "coding.comment"),
    ):
        assert not opens(door)


def test_a_contributor_sees_only_what_the_institution_is_asked(full: World) -> None:
    kadi = full.cast.kadi
    seen = [
        code for code in ("rights.health", "rights.school", "mobility.region")
        if opens(lambda code=code: access.indicator_for(kadi, full.round, code, "coding.write"))
    ]  # fmt: skip
    assert seen == ["rights.school"]
    assert access.limited_to(kadi, full.round, "round.view") == {full.indicator("rights.school").pk}
    assert access.limited_to(full.cast.boubacar, full.round, "round.view") is None


def test_a_contributor_without_an_institution_sees_nothing(full: World) -> None:
    full.cast.kadi.institution = None
    assert access.limited_to(full.cast.kadi, full.round, "coding.write") == set()


def test_a_contributor_s_answers_are_those_of_the_institution(full: World) -> None:
    from jatigi.governance.assessments.models import Answer

    answer = Answer.objects.get()
    assert not opens(lambda: access.answer_for(full.cast.kadi, answer.pk, "answer.view"))
    assignments.ask_institution(full.round, full.cast.statistics, [answer.indicator], by=full.cast.aminata)
    assert opens(lambda: access.answer_for(full.cast.kadi, answer.pk, "answer.view"))


def test_codings_are_written_by_their_author_only(full: World) -> None:
    from jatigi.governance.assessments.models import Coding

    kadis = Coding.objects.get(assessor=full.cast.kadi)
    boubacars = Coding.objects.get(assessor=full.cast.boubacar)
    assert opens(lambda: access.coding_for(full.cast.kadi, kadis.pk, "coding.write"))
    assert not opens(lambda: access.coding_for(full.cast.boubacar, kadis.pk, "coding.write"))
    assert not opens(lambda: access.coding_for(full.cast.kadi, boubacars.pk, "coding.write"))
    assert not opens(lambda: access.coding_for(full.cast.kadi, boubacars.pk, "coding.comment"))
    assert opens(lambda: access.coding_for(full.cast.boubacar, kadis.pk, "coding.view"))


def test_a_thread_on_one_s_own_coding_opens_to_a_contributor_and_no_other(full: World) -> None:
    from jatigi.governance.assessments.models import Coding

    mine, other = (Coding.objects.get(assessor=p) for p in (full.cast.kadi, full.cast.boubacar))
    threads_ = [threads.comment(coding, by=full.cast.coumba, text="?").thread for coding in (mine, other)]
    assert [opens(lambda t=t: access.thread_for(full.cast.kadi, t.pk, "coding.comment")) for t in threads_] == [
        True, False,
    ]  # fmt: skip


def test_an_indicator_of_another_framework_is_not_there(full: World) -> None:
    make_framework("t-other", codes=("a.b",))
    assert not opens(lambda: access.indicator_for(full.cast.aminata, full.round, "a.b", "round.view"))


def test_drafts_and_journal_are_one_s_own(full: World) -> None:
    cast, visas = full.cast, full.indicator("mobility.visas")
    drafts.save_draft(full.round, visas, by=cast.boubacar, content={"reasons": "secret"}, version=0)
    drafts.add_journal_entry(full.round, visas, by=cast.boubacar, text="secret")
    assert access.draft_of(cast.boubacar, full.round, visas) is not None
    assert access.journal_of(cast.boubacar, full.round, visas).count() == 1
    for name in ("aminata", "fanta", "coumba", "kadi", "moussa", "sira", "tieman"):
        person = getattr(cast, name)
        assert access.draft_of(person, full.round, visas) is None
        assert not access.journal_of(person, full.round, visas).exists()


@pytest.mark.parametrize(("name", "may"), [("aminata", True), ("boubacar", True), ("coumba", True), ("kadi", False),
                                           ("moussa", False), ("tieman", False), ("nene", False)])  # fmt: skip
def test_internal_evidence_is_read_by_those_who_may(full: World, name: str, may: bool) -> None:
    assert access.may_read_internal(getattr(full.cast, name), full.round) is may


def test_a_revoked_role_opens_nothing(full: World) -> None:
    from django.utils import timezone

    from jatigi.foundation.accounts.models import Role, User

    Role.objects.filter(user=full.cast.boubacar).update(revoked_at=timezone.now())
    boubacar = User.objects.get(pk=full.cast.boubacar.pk)
    assert not opens(lambda: access.round_for(boubacar, "MLI-2026", "round.view"))
