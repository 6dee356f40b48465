"""Of two who act at the same moment one wins and the other is told. Real threads, real PostgreSQL."""

import datetime

import pytest
from django.utils import timezone

from conftest import Cast
from jatigi.foundation.accounts.models import Role, User
from jatigi.governance.assessments.tests.test_concurrency import at_once
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import dispositions, meetings
from jatigi.governance.consultations.changes.dispositions import Answered
from jatigi.governance.consultations.models import Consultation, Disposition, Position, PositionRevision
from jatigi.governance.consultations.tests.world import World

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None) -> World:
    return World(Cast())


@pytest.fixture
def colleague(world: World) -> User:
    user = User.objects.create_user("oumar@example.org", "mot-de-passe", name="Oumar")
    user.institution = world.cast.statistics
    user.save()
    Role.objects.create(user=user, jurisdiction=world.mali, role="contributor")
    return user


def test_two_people_of_one_institution_at_once_the_second_reads_the_first(world: World, colleague: User) -> None:
    said = at_once(
        lambda: world.takes("agrees"),
        lambda: world.takes("objects", "Non.", by=colleague),
    )
    assert said == ["done", "position.newer"]
    assert (Position.objects.count(), PositionRevision.objects.count()) == (1, 1)


def test_two_institutions_at_once_are_both_heard(world: World) -> None:
    said = at_once(
        lambda: world.takes("agrees"),
        lambda: world.takes("objects", "Non.", institution=world.labour, by=world.awa),
    )
    assert said == ["done", "done"]


def test_two_who_answer_the_same_line_at_once_the_second_reads_the_first(world: World) -> None:
    position = world.takes("objects", "Non.").position
    said = at_once(
        lambda: dispositions.dispose(position, Answered("accepted", text("Oui")), by=world.cast.aminata),
        lambda: dispositions.dispose(position, Answered("rejected", text("Non")), by=world.cast.coumba),
    )
    assert said == ["disposition.newer", "done"]
    assert Disposition.objects.count() == 1


def test_a_position_taken_while_the_consultation_is_closed_is_in_it_or_refused(world: World) -> None:
    said = at_once(
        lambda: world.takes("agrees"),
        lambda: meetings.move_consultation(world.room, "closed", by=world.cast.aminata),
    )
    assert said in (["done", "done"], ["consultation.not_now", "done"])
    assert PositionRevision.objects.count() == said.count("done") - 1


def test_a_deadline_that_has_passed_when_the_position_arrives_counts(world: World) -> None:
    now = timezone.now()
    Consultation.objects.filter(pk=world.room.pk).update(
        silence_notice_at=now - datetime.timedelta(hours=2), silence_deadline=now - datetime.timedelta(hours=1)
    )
    said = at_once(
        lambda: world.takes("agrees"),
        lambda: world.takes("agrees", by=world.cast.aminata, letter=world.letter()),
    )
    assert said == ["done", "position.too_late"]
    assert PositionRevision.objects.get().letter is not None
