"""Two statuses, neither overwriting the other: what institutions may report and validators say of it."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jatigi.foundation.accounts.models import Institution, Role
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import actions, progress
from jatigi.governance.followup.changes.actions import Step
from jatigi.governance.followup.changes.progress import Told
from jatigi.governance.followup.models import Action, ProgressReport
from jatigi.governance.followup.queries.progress import Where, where
from jatigi.governance.followup.tests.acts import refusal
from jatigi.governance.followup.tests.planned import Planned
from jatigi.governance.followup.tests.world import World, nothing
from jatigi.governance.instruments.models import Evidence

D = datetime.date


@pytest.fixture
def planned(world: World) -> Planned:
    made = Planned(world)
    made.adopt()
    return made


def reported(planned: Planned, status: str = "done", *, by: Any = None, institution: Any = None, **more: Any) -> Any:
    number = more.pop("number", planned.action.reports.count())
    told = Told(status, **({"text": text("Guichet ouvert")} | more))
    return progress.report_progress(
        planned.action, institution or planned.cast.statistics, told, by=by or planned.cast.kadi, number=number
    )


def judged(
    report: ProgressReport, verdict: str, status: str, reason: Text | None = None, *, by: Any, number: int = 0
) -> Any:
    why = text("Pas de pièce") if reason is None else reason
    return progress.give_verdict(report, verdict, status, why, by=by, number=number)


def stands(planned: Planned) -> Where:
    """Where the action stands ten days after the first reports are due."""
    today = D(2026, 7, 10)
    found = where(Action.objects.filter(pk=planned.action.pk), {planned.plan.pk: planned.plan}, today)
    return found[planned.action.pk]


def test_a_report_alone_is_declared_and_a_verdict_makes_it_official(planned: Planned) -> None:
    assert stands(planned).standing.standing == "not_reported"
    report = reported(planned, due=D(2026, 7, 1))
    assert (stands(planned).standing.standing, stands(planned).standing.by) == ("declared", ("instat",))
    judged(report, "confirmed", "done", nothing(), by=planned.cast.moussa)
    assert (stands(planned).standing.standing, stands(planned).standing.gap) == ("official", False)


def test_what_is_not_confirmed_shows_both_statuses_and_the_gap(planned: Planned) -> None:
    report = reported(planned)
    judged(report, "not_confirmed", "under_way", by=planned.cast.moussa)
    standing = stands(planned).standing
    assert (standing.own, standing.validated, standing.gap) == ("done", "under_way", True)


def test_two_institutions_that_say_the_same_are_two_sources(planned: Planned) -> None:
    reported(planned, "under_way")
    awa = planned.world.awa
    reported(planned, "under_way", by=awa, institution=planned.world.labour)
    assert stands(planned).standing.standing == "official"


def test_no_evidence_is_a_status_of_its_own_and_never_official_by_two(planned: Planned) -> None:
    reported(planned, "no_evidence")
    reported(planned, "no_evidence", by=planned.world.awa, institution=planned.world.labour)
    assert (stands(planned).standing.standing, stands(planned).standing.status) == ("declared", "no_evidence")


def test_a_report_answers_its_day(planned: Planned) -> None:
    assert (stands(planned).late, stands(planned).reports) == (True, 0)
    reported(planned, "under_way", due=D(2026, 7, 1))
    asked = stands(planned).asked
    assert asked is not None
    assert (asked.due, asked.when) == (D(2027, 1, 1), "later")


def test_what_stands_against_a_report(planned: Planned) -> None:
    world = planned.world
    wrong = lambda *args, **more: refusal(lambda: reported(planned, *args, **more))  # noqa: E731
    assert wrong("finished") == "progress.status"
    assert wrong(text=nothing()) == "progress.silent"
    assert wrong(due=D(2026, 7, 2)) == "progress.day"
    assert wrong(number=5) == "newer"
    tomorrow = timezone.localdate() + datetime.timedelta(days=2)
    assert wrong(happened_on=PartialDate(tomorrow.isoformat())) == "progress.future"
    assert wrong(spent=Decimal(-1), currency="XOF") == "action.money"
    assert wrong(spent=Decimal(1), currency="") == "action.money"
    assert wrong(institution=world.labour) == "progress.not_theirs"  # Kadi is of INSTAT
    assert wrong(institution=world.health, by=planned.cast.aminata) == "progress.not_theirs"  # not of this action
    assert wrong(by=planned.cast.boubacar) == "not_your_role"
    dakar = Evidence.objects.create(
        jurisdiction=planned.cast.senegal,
        code="dakar",
        kind="document",
        title=text("d"),
        text=text("d"),
        confidence="low",
    )
    assert wrong(evidence=[dakar]) == "elsewhere"
    other = planned.wrote("Autre", milestones=[Step(text("Jalon"))])
    assert wrong(reached=[other.milestones.get()]) == "elsewhere"
    actions.drop_action(planned.action, by=planned.cast.aminata, reason=text("Fini"))
    assert wrong() == "action.dropped"


def test_nothing_is_reported_on_a_draft(world: World) -> None:
    planned = Planned(world)
    assert refusal(lambda: reported(planned)) == "progress.not_yet"


def test_milestones_are_reached_by_a_report(planned: Planned) -> None:
    made = planned.wrote("Autre", milestones=[Step(text("Jalon"))])
    step = made.milestones.get()
    told = Told("under_way", text("Avance"), reached=[step], happened_on=PartialDate("2026-05"))
    progress.report_progress(made, planned.cast.statistics, told, by=planned.cast.aminata, number=0)
    assert str(made.milestones.get().done_on) == "2026-05"


def test_what_stands_against_a_verdict(planned: Planned) -> None:
    report, moussa = reported(planned), planned.cast.moussa
    wrong = lambda *args, **more: refusal(lambda: judged(report, *args, **({"by": moussa} | more)))  # noqa: E731
    assert wrong("perhaps", "done") == "verdict.unknown"
    assert wrong("confirmed", "finished") == "progress.status"
    assert wrong("confirmed", "under_way") == "verdict.differs"
    assert wrong("not_confirmed", "done") == "verdict.same"
    assert wrong("not_confirmed", "under_way", nothing()) == "verdict.no_reason"
    assert wrong("more_needed", "no_evidence", nothing()) == "verdict.no_reason"
    assert wrong("confirmed", "done", number=1) == "newer"
    assert wrong("confirmed", "done", by=planned.cast.aminata) == "not_your_role"
    Role.objects.create(user=planned.cast.kadi, jurisdiction=planned.world.mali, role="validator")
    del planned.cast.kadi._roles_now
    assert wrong("confirmed", "done", by=planned.cast.kadi) == "verdict.own"
    reported(planned, "under_way")
    assert wrong("confirmed", "done") == "verdict.newer"


def test_what_a_public_text_declares_gets_no_verdict_and_two_texts_make_it_official(planned: Planned) -> None:
    one = None
    for number, publisher in enumerate(("Presse", "Rapport"), start=1):
        assert stands(planned).standing.standing != "official"
        one = ProgressReport.objects.create(
            action=planned.action, number=number, status="done", text=text("Dit"), declared_by=text(publisher),
            recorded_at=timezone.now(),
        )  # fmt: skip
    assert stands(planned).standing.by == ("Presse (fr)", "Rapport (fr)")
    assert stands(planned).standing.standing == "official"
    assert one is not None
    assert refusal(lambda: judged(one, "confirmed", "done", by=planned.cast.moussa)) == "verdict.public"


def test_reports_and_verdicts_never_change(planned: Planned) -> None:
    report = reported(planned)
    given = judged(report, "confirmed", "done", by=planned.cast.moussa)
    for row in (report, given):
        row.status = "blocked"
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()


def test_an_institution_with_reports_cannot_be_deleted(planned: Planned) -> None:
    from django.db.models import ProtectedError

    reported(planned)
    with pytest.raises(ProtectedError):
        Institution.objects.get(pk="instat").delete()
