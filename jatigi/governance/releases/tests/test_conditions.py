"""What is refused, and where each reason leads; a round that is ready is prepared and built as a whole."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.assessments.models import Answer, Finding, Round, Step
from jatigi.governance.instruments.models import Instrument
from jatigi.governance.profiles.models import Paragraph
from jatigi.governance.releases import changes, conditions, preparing, queries
from jatigi.governance.releases.reader import open_release
from jatigi.governance.releases.tests import world as small
from jatigi.governance.releases.tests.conftest import KEY, TRUSTED


def found(world: small.World, **more: Any) -> list[tuple[str, str, str]]:
    round = Round.objects.get(pk=world.round.pk)
    return [(one.code, one.place, one.ref) for one in conditions.reasons(round, **more)]


def test_a_round_that_is_ready(world: small.World) -> None:
    assert found(world) == []


def test_every_code_has_advice_in_one_catalogue(world: small.World) -> None:
    assert conditions.PROFILE.keys() <= conditions.ADVICE.keys()
    assert all(str(advice).endswith(".") for advice in conditions.ADVICE.values())


@pytest.mark.parametrize("state", ["launch", "collection", "review", "closed"])
def test_only_what_was_decided_is_released(world: small.World, state: str) -> None:
    Round.objects.filter(pk=world.round.pk).update(state=state)
    assert ("round_state", "round", "") in found(world)


def test_a_state_without_its_decision_does_not_count(world: small.World) -> None:
    Step.objects.all().delete()
    assert found(world) == [("round_state", "round", "")]


def test_an_answer_changed_after_the_approval(world: small.World) -> None:
    world.answer("rights.work", "absent", world.law, at=small.LATER)
    assert found(world) == [("answer_changed", "indicator", "rights.work")]
    # What was approved can still be built again as it was known then.
    assert found(world, as_known_at=small.DECIDED) == []


def test_an_answer_that_is_proposed(world: small.World) -> None:
    Answer.objects.filter(indicator=world.indicators["rights.work"]).update(state="proposed")
    assert found(world) == [("answer_not_agreed", "indicator", "rights.work")]


def test_evidence_that_had_ended_on_the_reference_date(world: small.World) -> None:
    Instrument.objects.filter(pk="protocol-1979").update(in_force_until=PartialDate("2020-06-30"))
    assert found(world) == [("answer_to_reverify", "indicator", "mobility.region")]


def test_a_finding_on_later_evidence(world: small.World) -> None:
    late = Instrument.objects.create(
        code="law-2024", kind="law", jurisdiction=world.cast.mali, adopted=PartialDate("2024"), status="verified"
    )
    world.finding("late-1", "gap", small.both("Tard", "Late"), cites=(late,))
    world.finding("late-2", "since_then", small.both("Depuis", "Since"), cites=(late,))
    assert found(world) == [("finding_later_evidence", "finding", "late-1")]


def test_a_finding_changed_after_the_approval(world: small.World) -> None:
    Finding.objects.filter(code="good-1").update(changed_at=small.LATER)
    assert found(world) == [("finding_changed", "finding", "good-1")]


def test_a_declared_language_is_missing_or_stale(world: small.World) -> None:
    world.finding("french-1", "gap", Text.of({"fr": "Seulement en français"}))
    stale = small.both("Avant", "Before").with_text("fr", "Après")
    world.finding("stale-1", "gap", stale)
    assert found(world) == [("text_missing", "finding", "french-1"), ("text_stale", "finding", "stale-1")]
    Round.objects.filter(pk=world.round.pk).update(languages=["fr"])
    assert found(world) == []


class TestParagraphs:
    def test_that_rests_on_nothing(self, world: small.World) -> None:
        world.paragraph("empty", "method", small.both("x", "y"), answers=())
        assert found(world) == [("paragraph_unsupported", "paragraph", "empty")]

    def test_of_a_foreword_may(self, world: small.World) -> None:
        world.paragraph("word", "foreword", small.both("x", "y"), answers=())
        assert found(world) == []

    def test_older_than_its_answer(self, world: small.World) -> None:
        world.paragraph("old", "method", small.both("x", "y"), answers=("rights.work",))
        world.answer("rights.work", "absent", world.law, at=small.DECIDED)
        assert found(world) == [("paragraph_outdated", "paragraph", "old")]

    def test_without_a_declared_language(self, world: small.World) -> None:
        world.paragraph("french", "method", Text.of({"fr": "x"}))
        assert found(world) == [("paragraph_missing", "paragraph", "french")]

    def test_that_nobody_else_has_read(self, world: small.World) -> None:
        world.paragraph("alone", "method", small.both("x", "y"), reviewed=False)
        assert found(world) == [("paragraph_unreviewed", "paragraph", "alone")]

    def test_changed_after_the_approval(self, world: small.World) -> None:
        world.paragraph("method", "method", small.both("x", "y"), at=small.LATER)
        assert found(world) == [("paragraph_changed", "paragraph", "method")]

    def test_no_profile_at_all(self, world: small.World) -> None:
        codes = [one.code for one in conditions.reasons(Round.objects.get(pk="MLI-2018"))]
        assert "profile_missing" in codes


class TestDecision:
    def test_of_a_reconstruction_ends_with_the_review_of_its_profile(self, world: small.World) -> None:
        world.paragraph("method", "method", small.both("x", "y"), at=small.LATER)
        Paragraph.objects.filter(code="method").update(reviewed_at=small.LATER)
        assert found(world) == []
        assert preparing.prepare(world.round).frozen.facts["as_known_at"] == "2026-04-01T08:00:00Z"
        world.answer("rights.work", "absent", world.law, at=small.LATER)
        assert found(world) == [("answer_changed", "indicator", "rights.work")]

    def test_of_a_government_is_its_approval(self, world: small.World) -> None:
        Round.objects.filter(pk=world.round.pk).update(origin="fictional")
        world.paragraph("method", "method", small.both("x", "y"), at=small.LATER)
        Paragraph.objects.filter(code="method").update(reviewed_at=small.LATER)
        assert found(world) == [("paragraph_changed", "paragraph", "method")]


class TestPreparing:
    def test_dates_default_to_the_decision(self, world: small.World) -> None:
        prepared = preparing.prepare(world.round)
        assert prepared.id == "MLI-2021-reconstructed-1"
        assert prepared.frozen.facts["as_known_at"] == "2026-03-02T09:30:00Z"
        assert prepared.frozen.facts["built_for"] == "2026-03-02"

    def test_not_ready_says_everything(self, world: small.World) -> None:
        world.answer("rights.work", "absent", world.law, at=small.LATER)
        with pytest.raises(preparing.NotReady, match=r"1\.3 changed after the approval"):
            preparing.prepare(world.round)

    def test_built_published_and_followed(self, world: small.World, var: Path, tmp_path: Path) -> None:
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        key = var / "keys/release.key"
        key.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        first = preparing.build_into(preparing.prepare(world.round), tmp_path / "a", key=key)
        again = preparing.build_into(preparing.prepare(world.round), tmp_path / "b", key=key)
        assert {p.name: p.read_bytes() for p in first.rglob("*") if p.is_file()} == {
            p.name: p.read_bytes() for p in again.rglob("*") if p.is_file()
        }
        assert first.with_suffix(".zip").read_bytes() == again.with_suffix(".zip").read_bytes()
        changes.publish_release(first, by=world.cast.sira, trusted=TRUSTED, today=datetime.date(2026, 5, 1))
        second = preparing.prepare(world.round)
        assert (second.id, second.predecessor) == ("MLI-2021-reconstructed-2", "MLI-2021-reconstructed-1")
        folder = preparing.build_into(second, tmp_path / "a", key=key)
        assert open_release(folder, TRUSTED).predecessor == "MLI-2021-reconstructed-1"
        changes.publish_release(folder, by=world.cast.sira, trusted=TRUSTED, today=datetime.date(2026, 5, 1))
        assert [one.pk for one in queries.releases_of("MLI-2021")] == [second.id, second.predecessor]


def test_moments_are_rounded_up_to_the_second() -> None:
    moment = datetime.datetime(2026, 3, 2, 9, 30, 59, 1, tzinfo=datetime.UTC)
    assert conditions.whole_second(moment) == datetime.datetime(2026, 3, 2, 9, 31, tzinfo=datetime.UTC)
    assert conditions.whole_second(small.DECIDED) == small.DECIDED
