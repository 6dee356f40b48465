"""Reminders: one letter for each person with everything that is due, in their language, never sent twice."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from jatigi.foundation.accounts.models import Role
from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import progress
from jatigi.governance.followup.changes.progress import Told
from jatigi.governance.followup.changes.reminders import remind
from jatigi.governance.followup.models import Reminder
from jatigi.governance.followup.queries.reminders import pending
from jatigi.governance.followup.tests.planned import Planned
from jatigi.governance.followup.tests.world import World

D = datetime.date
JUNE, JULY = D(2026, 6, 15), D(2026, 7, 10)


@pytest.fixture
def planned(world: World) -> Planned:
    made = Planned(world)
    made.wrote("Deuxième")
    made.adopt()
    return made


def sent(today: datetime.date) -> list[Any]:
    """The letters that this day sends."""
    mail.outbox.clear()
    for person, dues in pending(today):
        remind(person, dues)
    return list(mail.outbox)


def test_one_letter_lists_everything_due_and_is_never_sent_twice(planned: Planned) -> None:
    assert sent(D(2026, 5, 1)) == []  # nothing is due within a month
    before = Entry.objects.count()
    (letter,) = sent(JUNE)
    assert letter.to == [planned.cast.kadi.email]
    assert "Ouvrir un guichet" in letter.body
    assert "Deuxième" in letter.body
    assert "1er juillet 2026" in letter.body
    assert Entry.objects.count() == before + 1
    assert sent(JUNE) == []
    assert sent(D(2026, 6, 30)) == []
    (late,) = sent(JULY)
    assert "en retard" in late.subject
    assert sent(JULY) == []
    assert Reminder.objects.count() == 4


def test_the_letter_is_in_the_persons_language_and_leads_to_the_form(planned: Planned, settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://jatigi.example"]
    planned.cast.kadi.language = "en"
    planned.cast.kadi.save()
    (letter,) = sent(JULY)
    assert letter.subject == "[Jatigi] 2 reports are due, 2 of them late"
    assert "1 July 2026" in letter.body
    assert f"https://jatigi.example/en/desk/actions/{planned.action.pk}/report/" in letter.body


def test_what_was_reported_is_not_asked_again(planned: Planned) -> None:
    told = Told("under_way", text("Avance"), due=D(2026, 7, 1))
    progress.report_progress(planned.action, planned.cast.statistics, told, by=planned.cast.kadi, number=0)
    (letter,) = sent(JULY)
    assert "Ouvrir un guichet" not in letter.body
    assert "Deuxième" in letter.body


def test_where_an_institution_has_nobody_the_coordinator_is_told(planned: Planned) -> None:
    Role.objects.filter(user=planned.cast.kadi).update(revoked_at="2026-01-01T00:00:00Z")
    (letter,) = sent(JULY)
    assert letter.to == [planned.cast.aminata.email]


def test_a_letter_that_cannot_be_sent_is_not_recorded(planned: Planned, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_args: object, **_more: object) -> None:
        raise ConnectionRefusedError("no mail server")

    ((person, dues),) = pending(JULY)
    before = Entry.objects.count()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", unreachable)
    with pytest.raises(ConnectionRefusedError):
        remind(person, dues)
    assert (Reminder.objects.count(), Entry.objects.count()) == (0, before)
    monkeypatch.undo()
    assert len(sent(JULY)) == 1


def test_two_runs_at_once_send_one_letter(planned: Planned) -> None:
    ((person, dues),) = pending(JULY)  # both runs read this
    assert remind(person, dues) == 2
    assert remind(person, dues) == 0
    assert len(mail.outbox) == 1


def test_a_reminder_never_changes(planned: Planned) -> None:
    sent(JULY)
    one = Reminder.objects.all()[0]
    one.kind = "soon"
    with pytest.raises(DatabaseError), transaction.atomic():
        one.save()
