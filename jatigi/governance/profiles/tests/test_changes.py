"""Writing a profile: who may what, one entry for each act, nothing overwritten."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.text import Text
from jatigi.governance.profiles import changes
from jatigi.governance.profiles.changes import Refused, Shown, Written
from jatigi.governance.profiles.models import Paragraph, ParagraphRevision, Profile
from jatigi.governance.profiles.queries import checks, paragraph_rows, profile_of, propositions
from jatigi.governance.profiles.tests.world import World, both

HEALTH = "rights.services.health"


@pytest.fixture
def written(world: World) -> Profile:
    """A profile whose lead rests on one answer."""
    found: Profile = world.profile((world.answer(HEALTH, "partial", cites=(world.law,)),))
    return found


def paragraph(profile: Profile, code: str = "lead-1") -> Paragraph:
    return Paragraph.objects.get(profile=profile, code=code)


def refused(act: Any) -> str:
    before = Entry.objects.count()
    with pytest.raises(Refused) as refusal:
        act()
    assert Entry.objects.count() == before
    assert str(refusal.value)
    return refusal.value.code


def test_each_act_writes_one_entry(world: World, written: Profile, cast: Any) -> None:
    lead = paragraph(written)
    text = Written(both("Autre.", "Other."), instruments=[world.law])
    acts = [
        lambda: changes.retitle(written, both("T", "T"), by=cast.aminata),
        lambda: changes.write_paragraph(written, "method", text, by=cast.boubacar),
        lambda: changes.rewrite_paragraph(lead, text, by=cast.boubacar, number=1),
        lambda: changes.review_paragraph(lead, by=cast.coumba, number=2),
        lambda: changes.reorder(written, ["objective-1"], by=cast.boubacar),
        lambda: changes.show_figures(written, [Shown(world.number, "emigrants", "un")], by=cast.boubacar),
        lambda: changes.set_abbreviations(written, [("UE", both("Union", "Union"))], by=cast.boubacar),
        lambda: changes.set_logos(written, [], by=cast.boubacar),
        lambda: changes.restore_part(written, written.part_revisions.get(part="title", number=1), by=cast.aminata),
        lambda: changes.drop_paragraph(lead, by=cast.boubacar),
    ]
    for act in acts:
        before = Entry.objects.count()
        act()
        assert Entry.objects.count() == before + 1


def test_rewriting_keeps_what_was_written(world: World, written: Profile, cast: Any) -> None:
    lead = paragraph(written)
    changes.rewrite_paragraph(lead, Written(both("Neuf.", "New."), instruments=[world.law]), by=cast.boubacar, number=1)
    assert [one.text.text("fr") for one in lead.revisions.order_by("number")] == ["Le socle est là.", "Neuf."]
    row = next(row for row in paragraph_rows(world.round) if row.paragraph.code == "lead-1")
    assert row.text.text("fr") == "Neuf."
    assert not row.reviewed


def test_the_database_refuses_to_change_a_revision(written: Profile) -> None:
    revision = ParagraphRevision.objects.filter(paragraph=paragraph(written))
    for act in (lambda: revision.update(number=9), lambda: revision[0].answers.through.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_two_people_at_one_paragraph_the_second_is_told(world: World, written: Profile, cast: Any) -> None:
    lead, text = paragraph(written), Written(both("Neuf.", "New."))
    changes.rewrite_paragraph(lead, text, by=cast.boubacar, number=1)
    assert refused(lambda: changes.rewrite_paragraph(lead, text, by=cast.fanta, number=1)) == "paragraph.newer"


def test_nobody_reviews_their_own_text(world: World, written: Profile, cast: Any) -> None:
    lead = paragraph(written)
    changes.rewrite_paragraph(lead, Written(both("Neuf.", "New.")), by=cast.coumba, number=1)
    assert refused(lambda: changes.review_paragraph(lead, by=cast.coumba, number=2)) == "paragraph.own"
    assert refused(lambda: changes.review_paragraph(lead, by=cast.aminata, number=1)) == "paragraph.newer"
    changes.review_paragraph(lead, by=cast.aminata, number=2)
    assert next(row for row in paragraph_rows(world.round) if row.paragraph.code == "lead-1").reviewed


def test_a_validated_profile_no_longer_changes(world: World, written: Profile, cast: Any) -> None:
    lead = paragraph(written)
    type(world.round).objects.filter(pk=world.round.pk).update(state="reviewed_by_project")
    written.refresh_from_db()
    text = Written(both("Neuf.", "New."))
    assert refused(lambda: changes.rewrite_paragraph(lead, text, by=cast.boubacar, number=1)) == "profile.closed"
    assert refused(lambda: changes.write_paragraph(written, "method", text, by=cast.boubacar)) == "profile.closed"
    assert refused(lambda: changes.drop_paragraph(lead, by=cast.boubacar)) == "profile.closed"


def test_an_empty_paragraph_and_a_second_profile_are_refused(world: World, written: Profile, cast: Any) -> None:
    empty = Written(Text("fr", {}))
    assert refused(lambda: changes.write_paragraph(written, "method", empty, by=cast.boubacar)) == "paragraph.empty"
    assert refused(lambda: changes.open_profile(world.round, both("T", "T"), by=cast.aminata)) == "profile.exists"
    shown = [Shown(world.report, "emigrants")]
    assert refused(lambda: changes.show_figures(written, shown, by=cast.boubacar)) == "figure.no_statistic"
    assert refused(lambda: changes.reorder(written, ["nothing"], by=cast.boubacar)) == "paragraph.unknown"


def test_checks_name_what_stands_against_a_release(world: World, written: Profile, cast: Any) -> None:
    assert checks(world.round) == []
    world.answer(HEALTH, "complete", cause="correction")
    changes.write_paragraph(written, "method", Written(Text.of({"fr": "Seul."})), by=cast.boubacar, code="bare")
    lead = paragraph(written, "objective-1")
    stale = Written(both("Ce profil…", "This profile…").with_text("fr", "Autre."), instruments=[world.law])
    changes.rewrite_paragraph(lead, stale, by=cast.boubacar, number=1)
    found = {(one.code, one.paragraph, one.what) for one in checks(world.round)}
    assert found == {
        ("paragraph_outdated", "lead-1", (HEALTH,)),
        ("paragraph_unsupported", "bare", ()),
        ("paragraph_missing", "bare", ("en",)),
        ("paragraph_unreviewed", "bare", ()),
        ("paragraph_stale", "objective-1", ("en",)),
        ("paragraph_unreviewed", "objective-1", ()),
    }


def test_a_round_without_profile_says_so(world: World) -> None:
    assert [one.code for one in checks(world.before)] == ["profile_missing"]


def test_a_dropped_paragraph_was_there_before(world: World, written: Profile, cast: Any) -> None:
    earlier = paragraph(written).revisions.get().recorded_at
    changes.drop_paragraph(paragraph(written), by=cast.boubacar)
    assert "lead-1" not in {row.paragraph.code for row in paragraph_rows(world.round)}
    assert "lead-1" in {row.paragraph.code for row in paragraph_rows(world.round, earlier)}
    assert profile_of(world.round, earlier).dimensions[0].lead[0].id == "lead-1"


def test_findings_propose_a_text_with_its_support(world: World) -> None:
    answer = world.answer(HEALTH, "partial", cites=(world.law,))
    finding = world.finding("strong", "good_practice", [answer])
    finding.instruments.add(world.law)
    world.finding("weak", "gap", [answer])
    proposed = propositions(world.round)["rights"]
    assert proposed.text.text("fr") == "Constat strong Constat weak"
    assert proposed.answers == (HEALTH,)
    assert proposed.instruments == ("loi-essai",)
