"""Institutions take positions: in their own name, by delegation, or by letter; nothing is overwritten."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from jatigi.foundation.text import Text
from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import attendees, items, meetings
from jatigi.governance.consultations.models import Attendee, Consultation, Position, PositionRevision
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.world import World


def test_an_institution_takes_a_position_and_changes_its_mind_without_losing_the_first(world: World) -> None:
    first = world.takes("objects", "Les chiffres datent de 2018.")
    second = world.takes("agrees", after=1)
    assert [one.number for one in (first, second)] == [1, 2]
    held = Position.objects.get()
    assert list(held.revisions.order_by("number").values_list("stance", flat=True)) == ["objects", "agrees"]


def test_what_was_said_is_never_altered_in_the_database(world: World) -> None:
    said = world.takes("objects", "Non.")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        PositionRevision.objects.filter(pk=said.pk).update(stance="agrees")


def test_a_reservation_needs_its_reason(world: World) -> None:
    assert refusal(lambda: world.takes("reservation")) == "position.no_reason"
    assert refusal(lambda: world.takes("objects", "  ")) == "position.no_reason"
    assert refusal(lambda: world.takes("perhaps")) == "position.no_stance"


def test_nobody_speaks_for_another_institution(world: World) -> None:
    assert refusal(lambda: world.takes("agrees", institution=world.labour)) == "position.not_yours"
    assert refusal(lambda: world.takes("agrees", by=world.cast.boubacar)) == "position.not_yours"
    assert refusal(lambda: world.takes("agrees", by=world.cast.nene)) == "position.not_yours"


def test_an_institution_that_is_not_asked_takes_no_position(world: World) -> None:
    assert refusal(lambda: world.takes("agrees", institution=world.cast.ministry)) == "attendee.unknown"


def test_the_coordinator_enters_a_position_only_with_the_institution_s_letter(world: World) -> None:
    enter = {"by": world.cast.aminata, "institution": world.health}
    assert refusal(lambda: world.takes("agrees", **enter)) == "position.no_letter"
    entered = world.takes("agrees", letter=world.letter(), **enter)
    assert entered.letter is not None


def test_a_delegate_speaks_in_another_s_place_and_it_shows(world: World) -> None:
    attendees.delegate(world.attendee(world.labour), world.cast.statistics, by=world.awa)
    said = world.takes("agrees", institution=world.labour)
    assert said.delegate == world.cast.statistics
    assert (
        refusal(lambda: world.takes("agrees", institution=world.labour, by=world.awa, after=1)) == "position.not_yours"
    )
    attendees.delegate(world.attendee(world.labour), None, by=world.awa)
    assert world.takes("objects", "Non.", institution=world.labour, by=world.awa, after=1).delegate is None


def test_a_delegation_is_one_step_and_never_to_itself(world: World) -> None:
    labour, statistics = world.attendee(world.labour), world.attendee(world.cast.statistics)
    assert refusal(lambda: attendees.delegate(labour, world.labour, by=world.awa)) == "delegation.itself"
    assert refusal(lambda: attendees.delegate(labour, world.cast.ministry, by=world.awa)) == "attendee.unknown"
    attendees.delegate(labour, world.cast.statistics, by=world.awa)
    passing_on = lambda: attendees.delegate(statistics, world.health, by=world.cast.kadi)  # noqa: E731
    assert refusal(passing_on) == "delegation.chain"


def test_two_people_of_one_institution_the_second_is_told(world: World) -> None:
    world.takes("agrees")
    assert refusal(lambda: world.takes("objects", "Non.")) == "position.newer"


def test_whoever_read_an_older_wording_is_told_before_it_counts(world: World) -> None:
    seen = world.hash(world.gap.subject)
    written = findings.Written(world.gap.dimension, "gap", text("Autre chose"), [world.answer])
    findings.edit_finding(world.gap, written, by=world.cast.boubacar)
    assert refusal(lambda: world.takes("agrees", seen_hash=seen)) == "position.subject_changed"
    assert world.takes("agrees", seen_hash=world.hash(world.gap.subject)).seen_number == 0


def test_a_form_open_while_the_deadline_passes_is_refused_and_the_letter_still_counts(world: World) -> None:
    world.announce(hours=1)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        assert refusal(lambda: world.takes("agrees")) == "position.too_late"
        late = world.takes("agrees", by=world.cast.aminata, letter=world.letter())
    assert late.letter is not None


def test_silence_cannot_count_without_a_notice_before_its_deadline(world: World) -> None:
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    notice = world.letter()

    def announce(deadline: datetime.datetime, at: datetime.datetime) -> Any:
        return lambda: meetings.announce_silence(
            world.room, deadline, notice_at=at, notice=notice, by=world.cast.aminata
        )

    assert refusal(announce(now + hour, now + 2 * hour)) == "silence.no_notice"
    assert refusal(announce(now - hour, now - 2 * hour)) == "silence.too_late"
    announce(now + 3 * hour, now - hour)()
    assert refusal(announce(now + 2 * hour, now - hour)) == "silence.running"
    rooms = Consultation.objects.filter(pk=world.room.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rooms.update(silence_deadline=now, silence_notice_at=now + hour)


def test_a_withdrawn_point_takes_no_more_positions_and_keeps_those_it_has(world: World) -> None:
    world.takes("agrees")
    items.withdraw(world.on_gap, by=world.cast.aminata)
    assert refusal(lambda: world.takes("objects", "Non.", after=1)) == "item.withdrawn"
    assert PositionRevision.objects.count() == 1
    items.put(world.room, [world.gap.subject], by=world.cast.aminata)
    world.on_gap.refresh_from_db()
    assert world.takes("objects", "Non.", after=1).number == 2


def test_a_closed_consultation_takes_no_positions_and_can_be_taken_up_again(world: World) -> None:
    meetings.move_consultation(world.room, "closed", by=world.cast.aminata)
    assert refusal(lambda: world.takes("agrees")) == "consultation.not_now"
    meetings.move_consultation(world.room, "open", by=world.cast.aminata)
    assert world.takes("agrees").number == 1


def test_an_institution_that_spoke_stays_on_the_list(world: World) -> None:
    world.takes("agrees")
    spoke = world.attendee(world.cast.statistics)
    assert refusal(lambda: attendees.uninvite(spoke, by=world.cast.aminata)) == "attendee.spoke"
    attendees.uninvite(world.attendee(world.health), by=world.cast.aminata)
    assert Attendee.objects.count() == 2


def test_only_the_institution_itself_or_its_letter_lets_its_name_stand_publicly(world: World) -> None:
    labour = world.attendee(world.labour)
    assert not labour.named_publicly
    assert refusal(lambda: attendees.consent_to_be_named(labour, True, by=world.cast.kadi)) == "position.not_yours"
    assert refusal(lambda: attendees.consent_to_be_named(labour, True, by=world.cast.aminata)) == "position.no_letter"
    attendees.consent_to_be_named(labour, True, by=world.awa)
    assert world.attendee(world.labour).named_publicly
    attendees.consent_to_be_named(labour, False, by=world.awa)
    assert world.attendee(world.labour).consented_at is None


def test_confidential_words_are_for_the_coordinator_and_the_institution_alone(world: World) -> None:
    readers = {
        name
        for name in ("aminata", "boubacar", "coumba", "moussa", "tieman", "nene", "demba")
        if access.may_read_confidential(getattr(world.cast, name), world.room, world.labour.pk)
    }
    assert readers == {"aminata"}
    assert access.may_read_confidential(world.awa, world.room, world.labour.pk)
    assert not access.may_read_confidential(world.cast.kadi, world.room, world.labour.pk)


def test_evidence_of_a_position_is_one_s_own_to_read(world: World) -> None:
    theirs = world.evidence("ailleurs")
    theirs.jurisdiction = world.cast.senegal
    theirs.save()
    assert refusal(lambda: world.takes("agrees", evidence=[theirs])) == "position.evidence_elsewhere"
    said = world.takes("agrees", evidence=[world.report])
    assert list(said.evidence.all()) == [world.report]


def test_a_consultation_of_another_country_is_not_led_from_here(world: World) -> None:
    described = meetings.Described("public", Text.of({"fr": "Ailleurs"}))
    opening = lambda: meetings.open_consultation("X", world.cast.senegal, described, by=world.cast.aminata)  # noqa: E731
    assert refusal(opening) == "not_your_role"


def test_a_letter_is_opened_by_the_coordinator_and_whoever_speaks_for_the_institution(
    world: World, signed_in: Any
) -> None:
    said = world.takes("objects", "Non.", by=world.cast.aminata, institution=world.labour, letter=world.letter())
    assert said.letter is not None
    opened = {
        name
        for name in ("aminata", "boubacar", "coumba", "kadi", "tieman", "nene")
        if signed_in(getattr(world.cast, name)).get(f"/fr/desk/files/{said.letter.pk}/").status_code == 200
    }
    assert opened == {"aminata"}
    assert signed_in(world.awa).get(f"/fr/desk/files/{said.letter.pk}/").status_code == 200
