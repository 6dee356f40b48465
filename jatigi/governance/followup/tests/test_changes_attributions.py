"""Attribution is not confirmation: who says so is named, and a confirmation needs dated evidence of both rounds."""

from typing import Any

import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Answer, Round
from jatigi.governance.assessments.tests.world import CODES
from jatigi.governance.followup.changes import attributions as act
from jatigi.governance.followup.changes.attributions import Said
from jatigi.governance.followup.models import Action, Attribution, Plan
from jatigi.governance.followup.tests.acts import refusal
from jatigi.governance.followup.tests.looping import Loops

SCHOOL = CODES[1]
PRESS = Text.of({"fr": "Un journal", "en": "A newspaper"})
SOURCE = {"publisher": "Journal", "url": "https://example.org/a", "accessed": "2026-06"}


@pytest.fixture
def loops(cast: Any) -> Loops:
    """See :class:`Loops`."""
    return Loops(cast)


def moved(loops: Loops, **more: Any) -> tuple[Action, Answer]:
    """A done action, and an answer that moved with dated evidence."""
    action = loops.act()
    values: dict[str, Any] = {"cause": "policy_change"} | more
    answer = loops.answers(SCHOOL, **values)
    loops.reports(action)
    return action, answer


def test_a_source_attributes(loops: Loops) -> None:
    action, answer = moved(loops)
    made = act.attribute(
        action, Said("attributed", PRESS, answer=answer, sources=[SOURCE | {"odd": "x"}]), by=loops.cast.boubacar
    )
    assert (made.said_by, made.sources, made.answer) == (PRESS, [SOURCE], answer)
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.targets) == ("attribution.record", [str(action.pk)])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said("caused", PRESS, sources=[SOURCE]), "attribution.link"),
        (Said("attributed", sources=[{"url": "https://example.org"}]), "attribution.nobody"),
        (Said("attributed", PRESS), "attribution.no_source"),
        (Said("disputed", PRESS, sources=[SOURCE]), "attribution.no_reason"),
        (Said("confirmed", PRESS, sources=[SOURCE]), "attribution.no_answer"),
    ],
)
def test_what_stands_against_a_claim(loops: Loops, said: Said, code: str) -> None:
    action, _answer = moved(loops)
    assert refusal(lambda: act.attribute(action, said, by=loops.cast.boubacar)) == code


def test_only_those_with_the_role_and_only_at_home(loops: Loops) -> None:
    action, _answer = moved(loops)
    said = Said("attributed", PRESS, sources=[SOURCE])
    for who in (loops.cast.kadi, loops.cast.tieman, loops.cast.nene):
        assert refusal(lambda who=who: act.attribute(action, said, by=who)) == "not_your_role"  # type: ignore[misc]
    advice = loops.adopted("ailleurs", findings=[])
    advice.jurisdiction = loops.cast.senegal
    elsewhere = Said("attributed", PRESS, sources=[SOURCE], recommendation=advice)
    assert refusal(lambda: act.attribute(action, elsewhere, by=loops.cast.boubacar)) == "elsewhere"


def test_nothing_is_credited_to_a_draft_nor_the_invented_to_the_real(loops: Loops) -> None:
    action, answer = moved(loops)
    said = Said("attributed", PRESS, sources=[SOURCE], answer=answer)
    for change, code in (({"state": "draft"}, "not_now"), ({"state": "adopted", "origin": "fictional"}, "apart")):
        Plan.objects.filter(pk="plan-a").update(**change)
        fresh = Action.objects.select_related("plan").get(pk=action.pk)
        assert refusal(lambda one=fresh: act.attribute(one, said, by=loops.cast.boubacar)) == f"attribution.{code}"  # type: ignore[misc]


def confirm(loops: Loops, action: Action, answer: Answer) -> Attribution:
    found = Answer.objects.select_related("round__previous", "round__jurisdiction", "indicator").get(pk=answer.pk)
    return act.attribute(
        action, Said("confirmed", answer=found, instruments=[loops.law]), by=loops.cast.boubacar
    )  # fmt: skip


def test_dated_evidence_of_both_rounds_confirms(loops: Loops) -> None:
    action, answer = moved(loops)
    assert list(confirm(loops, action, answer).instruments.all()) == [loops.law]


def test_an_answer_without_an_earlier_round_confirms_nothing(loops: Loops) -> None:
    action, answer = moved(loops)
    Round.objects.filter(pk="MLI-2026").update(previous=None)
    assert refusal(lambda: confirm(loops, action, answer)) == "attribution.no_round"


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"after": "absent", "cause": "first"}, "not_moved"),
        ({"cause": "correction"}, "not_moved"),
        ({"cites": "law-undated"}, "not_dated"),
        ({"cites": "law-2004"}, "not_dated"),
    ],
)
def test_what_stands_against_a_confirmation(loops: Loops, answers: dict[str, Any], code: str) -> None:
    action, answer = moved(loops, **answers)
    assert refusal(lambda: confirm(loops, action, answer)) == f"attribution.{code}"


def test_an_action_that_is_only_declared_done_is_not_confirmed(loops: Loops) -> None:
    action = loops.act()
    answer = loops.answers(SCHOOL, cause="policy_change")
    loops.reports(action, verdict="")
    assert refusal(lambda: confirm(loops, action, answer)) == "attribution.not_done"


def test_a_claim_is_taken_back_with_a_reason(loops: Loops) -> None:
    action, answer = moved(loops)
    made = loops.credits(action, answer=answer)
    assert refusal(lambda: act.withdraw(made, by=loops.cast.boubacar, reason=" ")) == "reason_missing"
    assert refusal(lambda: act.withdraw(made, by=loops.cast.kadi, reason="x")) == "not_your_role"
    act.withdraw(made, by=loops.cast.boubacar, reason="Saisi deux fois.")
    assert not Attribution.objects.exists()
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.details["link"]) == ("attribution.withdraw", "attributed")
    assert "Saisi" not in str(entry.details)
