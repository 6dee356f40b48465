"""What was said and what followed is in the release as it may be published, and reads back the same."""

import dataclasses
import datetime
from pathlib import Path

from jatigi.governance.consultations.models import Consultation, Remark
from jatigi.governance.followup.models import Verdict
from jatigi.governance.releases import layout, reader
from jatigi.governance.releases.tests import world as small
from jatigi.governance.releases.tests.conftest import TRUSTED, folder_with, frozen_of, sealed_again


def opened(folder: Path) -> reader.Release:
    return reader.open_release(folder, TRUSTED)


def test_a_consultation_is_read_back_with_its_counts(folder: Path) -> None:
    (room,) = opened(folder).consultations
    assert (room.id, room.of_round, room.origin) == ("MLI-2021-07-room", "MLI-2021", "reconstructed")
    assert (room.asked, room.attended, room.points, room.remarks) == (3, 3, 2, 3)
    assert room.named == ("instat",)
    assert room.counts == ({"what": "panels", "value": 11, "more": False, "source": 1},)
    assert room.sessions[0]["communications"] == 1
    assert {one["outcome"]: one["count"] for one in room.answers} == {"accepted": 1, "partly": 1, "rejected": 1}


def test_an_institution_is_named_with_its_consent_and_counted_otherwise(folder: Path) -> None:
    rows = {(one.ref, one.stance, one.institution): one for one in opened(folder).positions}
    named = rows["rights.health", "reservation", "instat"]
    assert (named.count, named.text, named.outcome, named.change) == (1, "Les chiffres datent.", "partly", "made")
    assert (named.changed_kind, named.changed) == ("answer", "rights.health")
    counted = rows["rights.health", "objects", ""]
    assert (counted.count, counted.text, counted.reason, counted.outcome) == (1, "", {}, "")
    assert rows["rights.health", "awaited", ""].count == 1


def test_what_was_said_in_confidence_is_counted_without_a_name(folder: Path) -> None:
    on_gap = [one for one in opened(folder).positions if one.ref == "good-1"]
    assert {(one.stance, one.institution, one.count, one.text) for one in on_gap} == {
        ("reservation", "", 1, ""), ("awaited", "", 2, "")}  # fmt: skip


def test_silence_is_a_word_of_its_own_once_it_was_announced(world: small.World) -> None:
    notice = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    Consultation.objects.update(silence_notice_at=notice, silence_deadline=small.EARLIER)
    rows = [row for row in frozen_of(world).tables["positions"] if row["ref"] == "rights.health"]
    assert {row["stance"] for row in rows} == {"reservation", "objects", "no_observation"}
    assert not [row for row in rows if row["stance"] == "no_observation" and row["institution"]]


def test_public_remarks_stand_in_their_own_words_with_the_answer(folder: Path) -> None:
    (said,) = opened(folder).remarks
    assert (said.id, said.voice, said.text_lang, said.text) == (
        "diaspora", "diaspora", "fr", {"fr": "Associer la diaspora."})  # fmt: skip
    assert (said.outcome, said.change, said.organisation) == ("accepted", "promised", "")


def test_recommendations_that_are_adopted_and_public_are_in_it(folder: Path) -> None:
    (advice,) = opened(folder).recommendations
    assert (advice.id, advice.consultation, advice.gcm) == ("health", "MLI-2021-07-room", ("7", "15"))
    assert (advice.indicators, advice.dimensions, advice.findings) == (("rights.health",), ("rights",), ("good-1",))


def test_an_action_shows_both_statuses_and_its_report_the_verdict(folder: Path) -> None:
    release = opened(folder)
    (action,) = release.actions
    assert (action.plan, action.action, action.lead, action.partners) == ("MLI-plan", "care", "labour", ("instat",))
    assert (action.standing, action.status) == ("official", "under_way")
    assert (action.own_status, action.validated_status) == ("done", "under_way")
    assert action.funding == ({"amount": None, "currency": "XOF", "source": {"en": "State", "fr": "État"},
                               "standing": "sought"},)  # fmt: skip
    (report,) = release.progress
    assert (report.status, report.verdict, report.evidence) == ("done", "not_confirmed", ("report-2019",))
    assert {one.id for one in release.institutions} == {"instat", "labour"}


def test_movements_and_attributions_are_of_the_round(folder: Path) -> None:
    release = opened(folder)
    (moved,) = release.movements
    assert (moved.previous_level, moved.level, moved.result) == ("absent", "complete", "moved_without")
    (claim,) = release.attributions
    assert (claim.link, claim.indicator, claim.evidence) == ("attributed", "rights.health", ("report-2019",))


def test_what_was_recorded_later_is_not_known(world: small.World) -> None:
    before = frozen_of(world).data()
    record = world.record
    record.says(record.named, "agrees", "Levée.", recorded_at=small.LATER)
    record.remark(small.both("Plus tard.", "Later."), recorded_at=small.LATER)
    record.answers(Remark.objects.get(code="diaspora"), "rejected", small.both("Non.", "No."), recorded_at=small.LATER)
    Verdict.objects.create(report=record.report, number=2, verdict="confirmed", status="done", recorded_at=small.LATER)
    assert frozen_of(world).data() == before


def test_a_round_takes_what_was_held_in_its_time_and_nothing_invented(world: small.World) -> None:
    record = world.record
    held = {
        "in-time": datetime.date(2020, 12, 16),
        "before": datetime.date(2018, 6, 1),
        "after": datetime.date(2024, 1, 1),
    }
    for code, day in held.items():
        record._room(code, round=None, starts_on=day, ends_on=day)
    record._room("invented", origin="fictional")
    record._room("planned", state="planned")
    rooms = [row["id"] for row in frozen_of(world).tables["consultations"]]
    assert rooms == ["in-time", "MLI-2021-07-room"]


def test_a_release_without_these_tables_still_reads(files: dict[str, bytes], tmp_path: Path) -> None:
    older = {name: content for name, content in files.items() if name not in {one.path for one in layout.RECORD}}
    release = opened(folder_with(tmp_path, sealed_again(older)))
    assert (release.consultations, release.actions, release.movements) == ((), (), ())
    whole = opened(folder_with(tmp_path, files, "whole"))
    same = {"files", "manifest_sha256", *(table.name for table in layout.RECORD)}
    for one in dataclasses.fields(release):
        assert one.name in same or getattr(release, one.name) == getattr(whole, one.name), one.name
