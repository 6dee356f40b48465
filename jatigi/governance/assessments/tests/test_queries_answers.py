"""Answers as known at a time, and what has become of what they cite."""

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone

from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.changes import codings
from jatigi.governance.assessments.models import AnswerRevision, Round
from jatigi.governance.assessments.queries.answers import AnswerRow, answers_of, overtaken, to_reverify
from jatigi.governance.assessments.queries.asked import asked
from jatigi.governance.assessments.queries.indicators import history, starting_point
from jatigi.governance.assessments.rules.evidence import Overtaken, ToReverify
from jatigi.governance.assessments.rules.judgements import Cited
from jatigi.governance.assessments.tests.world import LAW, PROTOCOL, World, judged, make_framework, text
from jatigi.governance.instruments.models import LegalEffect, Participation

D = datetime.date
LEFT = PartialDate("2025-01-29")
NOW = D(2026, 11, 1)


def by_code(rows: list[AnswerRow]) -> dict[str, AnswerRow]:
    return {row.code: row for row in rows}


def test_every_indicator_asked_has_a_row_and_unanswered_is_unknown(world: World) -> None:
    world.agreed("rights.school", "complete")
    rows = answers_of(world.round)
    assert [row.code for row in rows] == [one.indicator.code for one in asked(world.round)]
    assert [(row.level, row.answered, row.revision) for row in rows[:3]] == [
        ("unknown", False, 0), ("complete", True, 1), ("unknown", False, 0),
    ]  # fmt: skip


def test_a_module_s_round_asks_its_base_and_the_module(world: World) -> None:
    module = make_framework("t-module", extends=world.framework, codes=("mobility.transhumance",))
    world.round.modules.add(module)
    assert [one.indicator.code for one in asked(world.round)][-1] == "mobility.transhumance"
    assert len(asked(world.round)) == 6
    # a round on the module itself asks the base as well, first
    alone = Round.objects.create(
        code="MLI-2027", jurisdiction=world.mali, label="2027", framework=module, origin="fictional",
        about=text("x"), reference_date=D(2027, 1, 1), opened_at=timezone.now(),
    )  # fmt: skip
    assert asked(alone) == asked(world.round)


def test_answers_are_those_known_at_the_time(world: World) -> None:
    coding = world.coded("rights.health", "partial")
    codings.accept_coding(coding, by=world.cast.coumba, revision=1)
    between = timezone.now()
    codings.reopen_coding(coding, by=world.cast.coumba, reason="Décret nouveau")
    codings.submit_coding(
        world.round, world.indicator(), judged("complete", cause="evidence_found"), by=world.cast.boubacar
    )
    codings.accept_coding(coding, by=world.cast.coumba, revision=2)
    assert by_code(answers_of(world.round))["rights.health"].level == "complete"
    then = by_code(answers_of(world.round, between))["rights.health"]
    assert (then.level, then.revision, [c.ref for c in then.citations]) == ("partial", 1, ["law-2004"])
    before = by_code(answers_of(world.round, between - datetime.timedelta(days=1)))["rights.health"]
    assert not before.answered


def test_last_round_s_level_stands_beside(world: World) -> None:
    world.past("rights.health", "absent", LAW)
    world.agreed("rights.health", "partial", cause="policy_change")
    row = by_code(answers_of(world.round))["rights.health"]
    assert (row.previous_level, row.level, row.cause) == ("absent", "partial", "policy_change")


def test_last_round_s_level_is_found_across_versions_of_the_framework(world: World) -> None:
    world.past("rights.health", "absent", LAW)
    newer = make_framework("t-national", "2.0", codes=("rights.health",))
    Round.objects.filter(pk=world.round.pk).update(framework=newer)
    row = answers_of(Round.objects.get(pk=world.round.pk))[0]
    assert (row.code, row.previous_level) == ("rights.health", "absent")


# --- to re-verify, overtaken (DESIGN §5)


def test_the_exit_from_ecowas_overtakes_2021_and_is_to_re_verify_in_2026(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL, LAW)
    (past,) = overtaken(world.before, NOW)
    assert (past.code, past.level, past.source) == ("mobility.region", "complete", "answer")
    assert past.state == Overtaken(LEFT, "left", "protocol-1979")
    assert [c.ref for c in past.citations] == ["protocol-1979"]
    assert to_reverify(world.before, NOW) == []
    (now,) = to_reverify(world.round, NOW)
    assert (now.code, now.level, now.source, now.from_round) == ("mobility.region", "complete", "carried", "MLI-2021")
    assert now.state == ToReverify("left", LEFT, "protocol-1979")
    assert overtaken(world.round, NOW) == []


def test_nothing_is_overtaken_before_its_day(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    day_before = D(2025, 1, 28)
    assert (overtaken(world.before, day_before), to_reverify(world.round, day_before)) == ([], [])


def test_once_answered_anew_without_the_ended_text_nothing_is_left_to_re_verify(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    coding = world.coded("mobility.region", "partial", cites=[LAW], cause="policy_change")
    assert to_reverify(world.round, NOW) == []
    codings.accept_coding(coding, by=world.cast.coumba, revision=1)
    assert to_reverify(world.round, NOW) == []


def test_a_coding_that_waits_is_watched_too(world: World) -> None:
    world.coded("mobility.region", "partial", cites=[PROTOCOL])
    (found,) = to_reverify(world.round, NOW)
    assert (found.source, found.level) == ("coding", "partial")


def test_an_answer_that_takes_the_ending_into_account_says_so_and_is_left_in_peace(world: World) -> None:
    knowing = replace(PROTOCOL, although_ended=True)
    world.agreed("mobility.region", "absent", cites=[knowing], reasons="Le Mali a quitté la CEDEAO.")
    assert to_reverify(world.round, NOW) == []
    row = by_code(answers_of(world.round, today=NOW))["mobility.region"]
    assert (row.state, row.citations[0].although_ended) == (None, True)


def test_knowing_that_a_text_had_ended_does_not_hide_what_ends_after_the_reference_date(world: World) -> None:
    plan = replace(PROTOCOL, although_ended=True)
    world.past("mobility.region", "partial", plan)
    (found,) = overtaken(world.before, NOW)
    assert found.state.on == LEFT


def test_in_a_closed_round_what_had_ended_on_the_reference_date_is_to_re_verify(world: World) -> None:
    world.past("rights.health", "partial", Cited(instrument="plan-2009"))
    (found,) = to_reverify(world.before, NOW)
    assert (found.state.reason, found.state.on, found.state.ref) == ("ended", PartialDate("2014"), "plan-2009")


def test_the_legal_effect_that_a_person_recorded_stands_beside_the_ending(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    (found,) = overtaken(world.before, NOW)
    assert (found.state.examined, found.citations[0].effect) == (False, None)
    LegalEffect.objects.create(
        instrument=world.protocol, place=world.mali, text=text("Plus d'effet"), holds_on=D(2025, 1, 29),
        recorded_at=timezone.now(),
    )  # fmt: skip
    (found,) = overtaken(world.before, NOW)
    assert found.state.examined
    assert str(found.citations[0].effect) == "Plus d'effet (fr)"


def test_a_region_leaves_with_its_country(world: World) -> None:
    kayes = type(world.mali).objects.create(code="ML-1", kind="region", parent=world.mali, name=text("Kayes"))
    world.past("mobility.region", "complete", PROTOCOL)
    Round.objects.filter(pk=world.before.pk).update(jurisdiction=kayes)
    (found,) = overtaken(Round.objects.get(pk="MLI-2021"), NOW)
    assert found.state.reason == "left"


def test_another_country_s_leaving_changes_nothing(world: World) -> None:
    Participation.objects.update(place=world.cast.senegal)
    world.past("mobility.region", "complete", PROTOCOL)
    assert overtaken(world.before, NOW) == []


def test_other_evidence_about_a_text_that_has_ended_is_found_too(world: World) -> None:
    world.report.instruments.set([world.protocol])
    world.past("mobility.region", "complete", Cited(evidence=str(world.report.pk)))
    (found,) = overtaken(world.before, NOW)
    assert (found.citations[0].ref, found.state.ref) == ("report-2020", "protocol-1979")


def test_an_answer_that_rests_on_internal_evidence_alone_says_so(world: World) -> None:
    world.agreed("rights.health", cites=[Cited(evidence=str(world.reply.pk))])
    world.agreed("rights.school", cites=[Cited(evidence=str(world.reply.pk)), LAW])
    rows = by_code(answers_of(world.round))
    assert [rows[code].internal_only for code in ("rights.health", "rights.school", "mobility.visas")] == [
        True, False, False,
    ]  # fmt: skip


# --- one indicator through the rounds


def test_the_starting_point_is_last_round_s_answer_seen_from_this_one(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    row = starting_point(world.round, world.indicator("mobility.region"), today=NOW)
    assert row is not None
    assert (row.level, isinstance(row.state, ToReverify)) == ("complete", True)
    assert row.citations[0].cited(carried_over=True) == replace(PROTOCOL, carried_over=True)
    assert starting_point(world.round, world.indicator("rights.school")) is None
    assert starting_point(world.before, world.indicator("mobility.region")) is None


def test_history_shows_each_round_as_it_sees_itself(world: World) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    world.agreed("mobility.region", "partial", cites=[PROTOCOL], cause="policy_change")
    found = history(world.round, world.indicator("mobility.region"), today=NOW)
    assert [(h.round.pk, h.row.level, type(h.row.state)) for h in found] == [
        ("MLI-2021", "complete", Overtaken), ("MLI-2026", "partial", ToReverify),
    ]  # fmt: skip
    assert found[1].row.previous_level == "complete"


@pytest.mark.parametrize("number", [0.0, 12.5])
def test_numbers_are_answers_too(world: World, number: float) -> None:
    world.agreed("mobility.days", "", value=number)
    row = by_code(answers_of(world.round))["mobility.days"]
    assert (row.level, row.value, row.answered) == ("", number, True)
    assert AnswerRevision.objects.get().value == number
