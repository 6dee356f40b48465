"""Rounds move as the table says, cell by cell; two people validate; the approval is in writing."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from jatigi.foundation.accounts.models import Role, User
from jatigi.foundation.accounts.permissions import ROLES, roles_with
from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.changes import findings, rounds
from jatigi.governance.assessments.models import ROUND_STATES, Answer, Approval, Citation, Round, Step
from jatigi.governance.assessments.queries import rounds as queries
from jatigi.governance.assessments.rules.rounds import ACTIONS, MOVES, OWN_FUNCTION, move
from jatigi.governance.assessments.tests.acts import refusal
from jatigi.governance.assessments.tests.world import LAW, PROTOCOL, World, make_framework, text

D = datetime.date


def with_role(world: World, role: str) -> User:
    """Someone who holds that one role in Mali."""
    user = User.objects.create_user(f"only-{role}@example.org", "mot-de-passe", name=role)
    Role.objects.create(user=user, jurisdiction=world.mali, role=role)
    return user


def perform(round: Round, action: str, by: User) -> None:
    """Do it the way its function asks for."""
    if action == "validate":
        rounds.validate(round, by=by)
    elif action == "approve":
        rounds.approve(round, by=by, letter_number="012", letter_date=D(2026, 10, 1), signatory_function="Ministre")
    else:
        rounds.move_round(round, action, by=by, note="parce que")


@pytest.fixture
def ready(world: World) -> World:
    """A round whose content is ready: one agreed answer with a citation, and one signature given already."""
    world.agreed()
    world.set_state("revised")
    rounds.validate(world.round, by=world.cast.moussa)
    return world


@pytest.mark.parametrize("cell", MOVES, ids=lambda m: f"{m.state}-{m.action}")
def test_each_move_is_made_by_the_roles_that_may_and_refused_to_all_others(ready: World, cell: Any) -> None:
    origin = "official" if "official" in cell.origins else "reconstructed"
    for role in ROLES:
        user = with_role(ready, role)
        Round.objects.filter(pk=ready.round.pk).update(origin=origin, state=cell.state)
        ready.round.refresh_from_db()
        if role in roles_with(cell.permission):
            perform(ready.round, cell.action, user)
            assert Round.objects.get(pk=ready.round.pk).state == cell.next
        else:
            assert refusal(lambda user=user: perform(ready.round, cell.action, user)) == "not_your_role"
            assert Round.objects.get(pk=ready.round.pk).state == cell.state


def test_every_other_cell_of_state_and_action_is_refused(ready: World) -> None:
    everyone = User.objects.create_user("all@example.org", "mot-de-passe", name="All")
    Role.objects.bulk_create(Role(user=everyone, jurisdiction=ready.mali, role=role) for role in ROLES)
    tried = 0
    for origin in ("official", "reconstructed", "fictional"):
        for state in ROUND_STATES:
            if origin == "reconstructed" and state in {"validated", "approved"}:
                continue  # the database refuses such a round
            for action in ACTIONS:
                if move(state, action, origin) is None:
                    Round.objects.filter(pk=ready.round.pk).update(origin=origin, state=state)
                    ready.round.refresh_from_db()
                    assert refusal(lambda a=action: perform(ready.round, a, everyone)) == "round.no_such_move"
                    assert Round.objects.get(pk=ready.round.pk).state == state
                    tried += 1
    assert tried > 250


@pytest.mark.parametrize("action", sorted(OWN_FUNCTION))
def test_validation_and_approval_have_no_side_door(ready: World, action: str) -> None:
    ready.set_state("revised" if action == "validate" else "validated")
    assert refusal(lambda: rounds.move_round(ready.round, action, by=ready.cast.aminata)) == "round.no_such_move"


def test_a_step_records_who_did_what_when_and_leaves_one_entry(world: World) -> None:
    count = Entry.objects.count()
    rounds.move_round(world.round, "start", by=world.cast.aminata, note="La lettre est partie.")
    step = Step.objects.get(round=world.round)
    assert (step.action, step.state_before, step.state_after, step.by) == (
        "start", "launch", "collection", world.cast.aminata,
    )  # fmt: skip
    entry = Entry.objects.order_by("-seq")[0]
    assert Entry.objects.count() == count + 1
    assert (entry.action, entry.targets) == ("round.move", ["MLI-2026"])
    assert "lettre" not in str(entry.details)


def test_the_same_click_twice_is_told(world: World) -> None:
    again = Round.objects.get(pk=world.round.pk)
    rounds.move_round(world.round, "start", by=world.cast.aminata)
    assert refusal(lambda: rounds.move_round(again, "start", by=world.cast.aminata)) == "round.no_such_move"


def test_someone_of_another_country_moves_nothing(world: World) -> None:
    assert refusal(lambda: rounds.move_round(world.round, "start", by=world.cast.nene)) == "not_your_role"


def test_the_command_line_needs_no_role_but_meets_every_condition(world: World) -> None:
    rounds.move_round(world.round, "start", by=None)
    assert refusal(lambda: rounds.move_round(world.round, "close_collection", by=None)) == "round.nothing_handed_in"


# --- what must hold before a move


def test_going_back_needs_a_reason(world: World) -> None:
    world.set_state("review")
    assert refusal(lambda: rounds.move_round(world.round, "reopen", by=world.cast.aminata, note=" ")) == (
        "round.reason_missing"
    )


def test_the_draft_is_sent_only_when_all_that_was_handed_in_is_reviewed(world: World) -> None:
    world.coded()
    world.set_state("review")
    assert refusal(lambda: rounds.move_round(world.round, "send_draft", by=world.cast.aminata)) == (
        "round.codings_waiting"
    )


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda w: w.coded("rights.school", state="revised"), "round.codings_waiting"),
        (lambda w: w.agreed("mobility.region", cites=[PROTOCOL], state="revised"), "round.to_reverify"),
        (lambda w: _unseen(w), "round.quality"),
        (lambda w: _draft_finding(w), "round.findings_waiting"),
    ],
    ids=["not reviewed", "ended", "quality", "finding"],
)  # fmt: skip
def test_nothing_is_validated_while_something_is_left_to_fix(
    world: World, spoil: Callable[[World], object], code: str
) -> None:
    world.agreed()
    world.set_state("revised")
    spoil(world)
    assert refusal(lambda: rounds.validate(world.round, by=world.cast.moussa)) == code


def _unseen(world: World) -> None:
    """An answer that also cites evidence of the last round which nobody has looked at again."""
    answer = world.agreed("rights.school", state="revised")
    Citation.objects.create(answer_revision=answer.revisions.get(), position=2, instrument=world.law, carried_over=True)


def _draft_finding(world: World) -> None:
    answer = Answer.objects.get()
    dimension = answer.indicator.dimension
    findings.write_finding(
        world.round, findings.Written(dimension, "gap", text("constat"), answers=[answer]), by=world.cast.boubacar
    )


# --- validation and approval


def test_nobody_validates_a_round_alone(ready: World) -> None:
    assert Round.objects.get(pk=ready.round.pk).state == "revised"
    assert refusal(lambda: rounds.validate(ready.round, by=ready.cast.moussa)) == "round.already_signed"
    rounds.validate(ready.round, by=ready.cast.oumou)
    assert Round.objects.get(pk=ready.round.pk).state == "validated"
    assert [step.by for step in Step.objects.filter(action="validate")] == [ready.cast.moussa, ready.cast.oumou]


def test_a_change_after_the_first_signature_makes_it_void(ready: World) -> None:
    ready.agreed("rights.school", state="revised")
    assert queries.signed_by(ready.round) == []
    rounds.validate(ready.round, by=ready.cast.oumou)
    assert Round.objects.get(pk=ready.round.pk).state == "revised"
    rounds.validate(ready.round, by=ready.cast.moussa)
    assert Round.objects.get(pk=ready.round.pk).state == "validated"


@pytest.fixture
def validated(ready: World) -> World:
    rounds.validate(ready.round, by=ready.cast.oumou)
    return ready


@pytest.mark.parametrize("missing", ["letter_number", "letter_date", "signatory_function"])
def test_an_approval_has_number_date_and_function(validated: World, missing: str) -> None:
    letter: dict[str, Any] = {"letter_number": "7", "letter_date": D(2026, 10, 1), "signatory_function": "Ministre"}
    letter[missing] = None if missing == "letter_date" else " "
    assert refusal(lambda: rounds.approve(validated.round, by=validated.cast.aminata, **letter)) == (
        "round.letter_missing"
    )
    assert not Approval.objects.exists()


def approved(world: World, **more: Any) -> None:
    letter: dict[str, Any] = {"letter_number": "7", "letter_date": D(2026, 10, 1), "signatory_function": "Ministre"}
    rounds.approve(world.round, by=world.cast.aminata, **(letter | more))


def test_publication_waits_for_the_embargo(validated: World) -> None:
    approved(validated, embargo_until=D(2026, 12, 1))
    publish = {"by": validated.cast.sira}
    assert refusal(
        lambda: rounds.move_round(validated.round, "publish", today=D(2026, 11, 30), **publish)
    ) == "round.embargo"  # fmt: skip
    rounds.move_round(validated.round, "publish", today=D(2026, 12, 1), **publish)
    assert Round.objects.get(pk=validated.round.pk).state == "published"


def test_whoever_recorded_the_approval_does_not_publish(validated: World) -> None:
    approved(validated)
    Role.objects.create(user=validated.cast.aminata, jurisdiction=validated.mali, role="publisher")
    aminata = User.objects.get(pk=validated.cast.aminata.pk)
    assert refusal(lambda: rounds.move_round(validated.round, "publish", by=aminata)) == "round.own_approval"


def test_a_round_taken_back_is_validated_and_approved_anew(validated: World) -> None:
    approved(validated, letter_number="6")
    rounds.move_round(validated.round, "reopen", by=validated.cast.aminata, note="Erreur")
    assert queries.signed_by(validated.round) == []
    for person in (validated.cast.moussa, validated.cast.oumou):
        rounds.validate(validated.round, by=person)
    approved(validated)
    assert Approval.objects.get().letter_number == "7"
    letters = [step.note.split(",")[0] for step in Step.objects.filter(action="approve").order_by("at", "pk")]
    assert letters == ["6", "7"]


def test_a_published_round_is_taken_back_for_an_erratum_with_a_reason(validated: World) -> None:
    validated.set_state("published")
    assert refusal(lambda: rounds.move_round(validated.round, "reopen", by=validated.cast.aminata)) == (
        "round.reason_missing"
    )
    rounds.move_round(validated.round, "reopen", by=validated.cast.aminata, note="Article mal cité")
    assert validated.round.state == "revised"


def test_a_change_after_the_round_was_closed_is_seen(validated: World) -> None:
    assert not queries.changed_since_closed(validated.round)
    validated.agreed("rights.school", state="revised")
    assert queries.changed_since_closed(validated.set_state("validated"))


def test_a_reconstruction_cannot_be_validated_even_in_the_database(world: World) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        world.before.state = "validated"
        world.before.save()


def test_a_reconstruction_is_judged_in_hindsight_on_its_reference_date(world: World) -> None:
    """Mali's exit from ECOWAS in 2025 does not keep the exercise of 2021 from being closed."""
    past = Round.objects.create(
        code="MLI-2018", jurisdiction=world.mali, label="2018", framework=world.framework, origin="reconstructed",
        about=text("2018"), reference_date=D(2018, 12, 31), state="collection", languages=["fr"],
        opened_at=timezone.now(),
    )  # fmt: skip
    world.round = past
    world.agreed("mobility.region", cites=[PROTOCOL, LAW])
    world.set_state("review", past)
    rounds.move_round(past, "review_by_project", by=world.cast.coumba)
    assert past.state == "reviewed_by_project"


# --- opening


def opening(world: World, **more: Any) -> Round:
    values: dict[str, Any] = {
        "by": world.cast.aminata, "code": "MLI-2030", "jurisdiction": world.mali, "label": "2030",
        "framework": world.framework, "reference_date": D(2030, 6, 30), "about": text("2030"),
    }  # fmt: skip
    return rounds.open_round(**(values | more))


def test_a_round_is_opened_with_what_it_is_tied_to(world: World) -> None:
    module = make_framework("t-module", extends=world.framework, codes=("mobility.transhumance",))
    made = opening(world, modules=[module], previous=world.round, deadline=D(2030, 9, 1), languages=["fr", "en", "bm"])
    assert (made.state, made.lead_language, list(made.modules.all())) == ("launch", "fr", [module])
    assert Entry.objects.order_by("-seq")[0].action == "round.open"


def test_opening_takes_nothing_over_as_an_answer(world: World) -> None:
    world.agreed()
    assert not Answer.objects.filter(round=opening(world, previous=world.round)).exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda w: {"code": "MLI-2026"}, "round.exists"),
        (lambda w: {"label": "2026"}, "round.exists"),
        (lambda w: {"languages": []}, "round.languages"),
        (lambda w: {"languages": ["fr", "fr"]}, "round.languages"),
        (lambda w: {"languages": ["français"]}, "round.languages"),
        (lambda w: {"deadline": D(2020, 1, 1)}, "round.deadline"),
        (lambda w: {"modules": [make_framework("t-other", codes=("a.b",))]}, "round.module_elsewhere"),
        (lambda w: {"framework": _draft(w)}, "round.draft_framework"),
        (lambda w: {"reference_date": D(2020, 1, 1), "previous": w.before}, "round.previous_elsewhere"),
        (lambda w: _in_senegal(w) | {"previous": w.before}, "round.previous_elsewhere"),
        (lambda w: {"by": w.cast.nene}, "not_your_role"),
        (lambda w: {"by": w.cast.boubacar}, "not_your_role"),
    ],
)  # fmt: skip
def test_what_a_round_cannot_be_opened_with(world: World, change: Callable[[World], dict[str, Any]], code: str) -> None:
    wanted = change(world)
    assert refusal(lambda: opening(world, **wanted)) == code


def _in_senegal(world: World) -> dict[str, Any]:
    return {"jurisdiction": world.cast.senegal, "by": world.cast.nene}


def _draft(world: World) -> Any:
    from jatigi.governance.frameworks.models import FrameworkVersion

    return FrameworkVersion.objects.create(
        framework=world.framework.framework, version="2.0", title=text("x"), about=text("x"), licence="x", document={},
        digest="1" * 64,
    )  # fmt: skip


def test_settings_change_while_the_answers_may_and_not_afterwards(world: World) -> None:
    wanted: dict[str, Any] = {
        "by": world.cast.aminata, "about": text("neuf"), "deadline": None, "languages": ["en", "fr"],
        "scores_public": True,
    }  # fmt: skip
    rounds.change_settings(world.round, **wanted)
    world.round.refresh_from_db()
    assert (world.round.lead_language, world.round.scores_public) == ("en", True)
    world.set_state("validated")
    assert refusal(lambda: rounds.change_settings(world.round, **wanted)) == "round.fixed"
