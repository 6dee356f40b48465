"""The content model as it is read from the working tables."""

import datetime
import json
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.queries import profile_of
from jatigi.governance.profiles.tests.world import THEN, World

HEALTH, SCHOOL, JUSTICE = "rights.services.health", "rights.services.school", "rights.services.justice"


def rights(profile: Profile) -> Any:
    return next(one for one in profile.dimensions if one.id == "rights")


def test_unknown_answers_are_to_document_and_never_gaps(world: World) -> None:
    unknown = world.answer(HEALTH, "unknown")
    world.finding("gap-on-nothing", "gap", [unknown])
    found = rights(profile_of(world.round))
    assert HEALTH in found.to_document
    assert SCHOOL in found.to_document  # never answered
    assert found.potential == ()


def test_findings_stand_in_their_place_with_their_sources(world: World) -> None:
    answer = world.answer(HEALTH, "partial", cites=(world.law,))
    world.finding("strong", "good_practice", [answer]).instruments.add(world.law)
    world.finding("weak", "gap", [answer])
    world.finding("later", "since_then", [answer])
    world.finding("unread", "gap", [answer], state="submitted")
    found = rights(profile_of(world.round))
    assert [one.id for one in found.well_developed] == ["strong"]
    assert [one.id for one in found.potential] == ["weak"]
    assert [one.id for one in found.since_then] == ["later"]
    assert found.well_developed[0].notes == (1,)
    assert found.notes[0].ref == "loi-essai"
    assert found.notes[0].text["fr"] == "Loi d’essai <1>. 12-001, 4 mai 2012."
    assert [one.id for one in rights(profile_of(world.round, with_drafts=True)).potential] == ["unread", "weak"]


def test_internal_evidence_never_enters_and_an_answer_that_rests_on_it_alone_says_so(world: World) -> None:
    world.answer(HEALTH, "partial", cites=(world.secret,))
    profile = profile_of(world.round)
    answer = profile.answers[HEALTH]
    assert answer.internal_only
    assert answer.citations == ()
    assert "marqueur-interne" not in json.dumps(profile.to_json())


def test_a_change_is_confirmed_only_by_dated_evidence_in_both_rounds(world: World) -> None:
    for code, cited in ((HEALTH, (world.report,)), (SCHOOL, ())):
        world.answer(code, "absent", round=world.before, cites=cited)
        world.answer(code, "partial", cites=(world.law,), cause="policy_change")
    world.answer(JUSTICE, "absent", round=world.before, cites=(world.report,))
    world.answer(JUSTICE, "partial", cites=(world.law,), cause="evidence_found")
    found = {one.indicator: one for one in rights(profile_of(world.round)).changes}
    assert {code: one.confirmed for code, one in found.items()} == {HEALTH: True, SCHOOL: False, JUSTICE: False}
    assert [one.ref for one in found[HEALTH].before_on] == ["rapport"]


def test_what_was_not_answered_before_was_unknown_and_is_no_change(world: World) -> None:
    world.answer(HEALTH, "partial", cites=(world.law,))
    found = rights(profile_of(world.round))
    assert found.changes == ()
    assert next(one for one in found.answers if one.indicator == HEALTH).before == "unknown"


def test_counts_lead_and_intervals_are_there_only_when_scores_are_public(world: World) -> None:
    world.answer(HEALTH, "complete")
    profile = profile_of(world.round)
    assert rights(profile).now.counts["complete"] == 1
    assert rights(profile).now.counts["unknown"] == 16
    assert rights(profile).now.interval is not None
    world.round.scores_public = False
    hidden = profile_of(world.round)
    assert rights(hidden).now.interval is None
    assert rights(hidden).now.counts == rights(profile).now.counts


def test_the_profile_is_what_was_known_then(world: World) -> None:
    later = THEN + datetime.timedelta(days=400)
    world.answer(HEALTH, "partial")
    world.answer(HEALTH, "complete", at=later, cause="correction")
    assert profile_of(world.round, later - datetime.timedelta(days=1)).answers[HEALTH].level == "partial"
    assert profile_of(world.round, later).answers[HEALTH].level == "complete"


def test_sections_and_figures_come_from_the_desk(world: World) -> None:
    answer = world.answer(HEALTH, "partial", cites=(world.law,))
    world.profile((answer,))
    profile = profile_of(world.round)
    assert profile.title["en"] == "Mali: profile, 2021"
    assert [one.id for one in profile.front] == ["objective"]
    assert [one.id for one in profile.back] == ["credits"]
    assert rights(profile).lead[0].answers == (HEALTH,)
    assert rights(profile).lead[0].notes == (1,)
    assert rights(profile).notes[0].text == {"fr": "Réponse 1.1.", "en": "Answer 1.1."}
    assert profile.figures[0].standing == "un"
    assert [point.value for point in profile.figures[0].series] == [3.0, None]
    assert profile.figure_groups[0][1]["fr"] == "Nationaux vivant à l’étranger"
    assert [one.ref for one in profile.sources] == ["loi-essai"]


def test_json_gives_the_same_profile_back(world: World) -> None:
    answer = world.answer(HEALTH, "partial", cites=(world.law,))
    world.profile((answer,))
    profile = profile_of(world.round)
    assert Profile.from_json(json.loads(json.dumps(profile.to_json()))) == profile


def test_queries_do_not_grow_with_rows(world: World) -> None:
    def more(codes: list[str]) -> int:
        for code in codes:
            world.answer(code, "absent", round=world.before, cites=(world.report,))
            revision = world.answer(code, "partial", cites=(world.law, world.report), cause="policy_change")
            finding = world.finding(f"finding-{revision.pk}", "gap", [revision])
            finding.instruments.add(world.law)
            finding.evidence.add(world.report)
        with CaptureQueriesContext(connection) as queries:
            profile_of(Round.objects.get(pk=world.round.pk))
        return len(queries)

    world.profile((world.answer(HEALTH, "partial", cites=(world.law,)),))
    codes = [code for code in world.indicators if code != HEALTH]
    assert more(codes[:2]) == more(codes[2:40])
