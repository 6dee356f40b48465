"""What became of what was expected: read from two rounds, the reports, and who credits what."""

from typing import Any

import pytest

from jatigi.foundation.text import PartialDate
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.tests.world import CODES, text
from jatigi.governance.followup.models import Movement, Plan
from jatigi.governance.followup.queries.loop import Loop, loop_of
from jatigi.governance.followup.tests.looping import Loops

SCHOOL = CODES[1]


@pytest.fixture
def loops(cast: Any) -> Loops:
    """See :class:`Loops`."""
    return Loops(cast)


def found(loops: Loops, reader: Any = None) -> Loop:
    return loop_of(Round.objects.select_related("previous").get(pk="MLI-2026"), reader or loops.cast.boubacar)


@pytest.mark.parametrize(
    ("after", "status", "verdict", "expected"),
    [
        ("partial", "done", "confirmed", "done_moved"),
        ("absent", "done", "confirmed", "done_not_moved"),
        ("partial", "not_started", "confirmed", "moved_without"),
        ("partial", "done", "", "moved_without"),  # declared by one alone: not officially done
        ("absent", "under_way", "confirmed", "not_done"),
        ("absent", "done", "", "not_documented"),
    ],
)
def test_each_group(loops: Loops, after: str, status: str, verdict: str, expected: str) -> None:
    action = loops.act()
    loops.expects(action, SCHOOL)
    cause = "policy_change" if after == "partial" else "first"
    loops.answers(SCHOOL, after=after, cause=cause)
    loops.reports(action, status, verdict=verdict)
    assert [line.result for line in found(loops).lines] == [expected]


def test_an_answer_that_is_not_known_is_neither_moved_nor_unmoved(loops: Loops) -> None:
    action = loops.act()
    loops.expects(action, SCHOOL)
    loops.past(SCHOOL, "absent")
    loops.reports(action)
    assert [line.result for line in found(loops).lines] == ["not_documented"]  # the later round has no answer
    loops.agreed(SCHOOL, "partial", cause="policy_change")
    assert [line.result for line in found(loops).lines] == ["done_moved"]


def test_what_happened_after_the_reference_date_does_not_count_yet(loops: Loops) -> None:
    action = loops.act()
    loops.expects(action, SCHOOL)
    loops.answers(SCHOOL, after="absent")
    loops.reports(action, "under_way")
    loops.reports(action, "done", happened_on=PartialDate("2026-07"))
    assert [line.result for line in found(loops).lines] == ["not_done"]


def test_a_correction_is_no_movement(loops: Loops) -> None:
    loops.answers(SCHOOL, cause="correction")
    loop = found(loops)
    assert [one.indicator.indicator.code for one in loop.apparent] == [SCHOOL]
    assert not loop.changed
    loops.expects(loops.act(), SCHOOL)
    loop = found(loops)
    assert [(line.result, line.apparent) for line in loop.lines] == [("not_documented", True)]
    assert not loop.apparent


def test_an_answer_that_changed_without_being_aimed_at_is_told(loops: Loops) -> None:
    loops.answers(SCHOOL, cause="policy_change")
    loop = found(loops)
    assert [one.indicator.indicator.code for one in loop.changed] == [SCHOOL]
    assert not loop.lines


def test_what_is_confirmed_needs_dated_evidence_of_both_rounds(loops: Loops) -> None:
    action = loops.act()
    loops.expects(action, SCHOOL)
    answer = loops.answers(SCHOOL, cause="policy_change")
    loops.reports(action)
    loops.credits(action, "confirmed", answer=answer)
    line = found(loops).lines[0]
    assert (line.confirmed, [claim.standing for claim in line.claims]) == (True, ["confirmed"])
    loops.credits(action, "disputed", "un institut", answer=answer)
    line = found(loops).lines[0]
    assert (line.confirmed, line.disputed, len(line.claims)) == (False, True, 2)


@pytest.mark.parametrize("cites", ["law-undated", "law-2004"])
def test_a_confirmation_without_newer_dated_evidence_reads_as_attributed(loops: Loops, cites: str) -> None:
    action = loops.act()
    loops.expects(action, SCHOOL)
    answer = loops.answers(SCHOOL, cause="policy_change", cites=cites)
    loops.credits(action, "confirmed", answer=answer)
    line = found(loops).lines[0]
    assert (line.confirmed, [claim.standing for claim in line.claims]) == (False, ["unproven"])


def test_what_a_recommendation_expects_is_told_once_with_its_action(loops: Loops) -> None:
    advice = loops.adopted("acces", findings=[])
    advice.round = loops.before
    advice.save()
    Movement.objects.create(
        recommendation=advice, indicator=loops.indicator(SCHOOL).indicator, level_from="absent", level_to="partial"
    )
    loops.answers(SCHOOL, cause="policy_change")
    line = found(loops).lines[0]
    assert (line.result, line.action, line.serving) == ("moved_without", None, 0)
    action = loops.act()
    action.recommendations.add(advice)
    loops.expects(action, SCHOOL)
    lines = found(loops).lines
    assert [(line.action, [code for code, _text in line.recommendations]) for line in lines] == [(action, ["acces"])]


def test_what_comes_out_of_the_later_round_waits_for_the_next(loops: Loops) -> None:
    advice = loops.adopted("acces", findings=[])  # of the round under way
    action = loops.act()
    action.recommendations.add(advice)
    loops.expects(action, SCHOOL)
    loops.expects(loops.act("plus-tard", starts=PartialDate("2027")), SCHOOL)
    assert found(loops).lines == []


def test_drafts_dropped_actions_and_inventions_are_left_out(loops: Loops) -> None:
    loops.expects(loops.act(), SCHOOL)
    assert len(found(loops).lines) == 1
    for change in ({"state": "draft"}, {"state": "adopted", "origin": "fictional"}):
        Plan.objects.filter(pk="plan-a").update(**change)
        assert found(loops).lines == []


def test_what_an_earlier_round_settled_is_not_told_again(loops: Loops) -> None:
    loops.answers(SCHOOL, before="partial", after="partial")
    loops.expects(loops.act(), SCHOOL, by="2020")
    assert found(loops).lines == []
    loops.expects(loops.act("autre"), SCHOOL, by="2025")
    assert len(found(loops).lines) == 1


def test_a_credited_action_without_an_expected_change_is_told_with_every_claim(loops: Loops) -> None:
    action = loops.act("centre")
    loops.credits(action, said_by="un journal")
    loops.credits(action, "disputed", "une administration")
    loop = found(loops)
    assert [(line.action, line.disputed, len(line.claims)) for line in loop.attributed] == [(action, True, 2)]
    assert not loop.lines


def test_a_first_round_only_counts_what_is_ahead(loops: Loops) -> None:
    loops.expects(loops.act(), SCHOOL)
    loop = loop_of(loops.before, loops.cast.boubacar)
    assert (loop.earlier, loop.ahead, loop.empty) == (None, 1, True)


def test_a_contributor_reads_no_unpublished_answer_of_others(loops: Loops) -> None:
    loops.expects(loops.act(), SCHOOL)
    loops.answers(SCHOOL, cause="policy_change")
    loop = found(loops, loops.cast.kadi)
    assert (list(loop.lines), loop.withheld, list(loop.changed)) == ([], 1, [])
    Round.objects.filter(pk="MLI-2026").update(state="published")
    assert len(found(loops, loops.cast.kadi).lines) == 1


def test_internal_evidence_counts_but_is_not_shown(loops: Loops) -> None:
    from jatigi.governance.assessments.rules.judgements import Cited

    loops.past(SCHOOL, "absent", Cited(instrument="law-2004", place="art. 1"))
    reply = Cited(evidence=str(loops.reply.pk))
    loops.agreed(SCHOOL, "partial", cites=[reply], cause="policy_change")
    loops.expects(loops.act(), SCHOOL)
    for reader, shown, hidden in ((loops.cast.tieman, 0, 1), (loops.cast.boubacar, 1, 0)):
        pair = found(loops, reader).lines[0].pair
        assert pair is not None
        assert (len(pair.after.proofs), pair.after.internal, pair.dated) == (shown, hidden, True)


def test_words_of_what_it_serves(loops: Loops) -> None:
    advice = loops.adopted("acces", findings=[], words="Ouvrir les écoles")
    advice.round = loops.before
    advice.save()
    action = loops.act()
    action.recommendations.add(advice)
    loops.expects(action, SCHOOL)
    assert found(loops).lines[0].recommendations == [("acces", text("Ouvrir les écoles"))]
