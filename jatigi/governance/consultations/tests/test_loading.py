"""A consultation's file: taken in whole or not at all, the same again does nothing, what was said stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from typer.testing import CliRunner

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.yaml import dump
from jatigi.governance.assessments.models import Finding, Round
from jatigi.governance.consultations import commands
from jatigi.governance.consultations.changes.loading import Loaded, load_consultation
from jatigi.governance.consultations.models import (
    Attendee,
    Communication,
    Consultation,
    Disposition,
    Item,
    MinutesRevision,
    Organiser,
    PositionRevision,
    Remark,
    Session,
)
from jatigi.governance.consultations.queries.rooms import standings_of
from jatigi.governance.consultations.tests.world import World

COUNTED = (
    Consultation, Organiser, Attendee, Session, Communication, MinutesRevision, Item, PositionRevision, Remark,
    Disposition, Entry,
)  # fmt: skip
Load = Callable[..., Loaded]


def position(**more: Any) -> dict[str, Any]:
    values = {"institution": "instat", "stance": "reservation", "text": "Sous réserve.", "evidence": ["report-2020"]}
    return values | more


def remark(**more: Any) -> dict[str, Any]:
    values = {
        "id": "floor-1", "kind": "proposal", "source": "floor", "voice": "diaspora", "organisation": "Conseil",
        "text": {"fr": "Nous demandons un guichet."},
    }  # fmt: skip
    return values | more


def a_file(world: World, **more: Any) -> dict[str, Any]:
    """A fictional consultation on the world's round, with a gap put to two institutions."""
    values: dict[str, Any] = {
        "consultation": "MLI-2026-file", "jurisdiction": "MLI", "round": world.round.pk, "kind": "interministerial",
        "origin": "fictional", "title": {"fr": "Consultation", "en": "Consultation"}, "starts_on": "2026-07-01",
        "ends_on": "2026-07-02", "languages": ["fr"], "state": "open",
        "sources": [{"publisher": "Le journal", "says": {"fr": "Onze panels."}}],
        "counts": {"panels": {"value": 11, "source": 1}, "communications": {"value": 30, "more": True, "source": 1}},
        "silence": {"notice_at": "2026-06-01T08:00+00:00", "deadline": "2026-07-03T17:00+00:00"},
        "organisers": [{"part": "organiser", "institution": "instat"}, {"part": "funder", "name": {"fr": "Fonds"}}],
        "attendees": [{"institution": "instat", "attendance": "attended", "seats": 2}, {"institution": "sante"}],
        "sessions": [
            {"id": "panel-1", "kind": "panel", "title": {"fr": "Soins"}, "minutes": {"fr": "On a parlé."},
             "communications": [{"title": {"fr": "Exposé"}, "institution": "sante"}]},
        ],
        "minutes": {"fr": "Compte rendu."},
        "items": [{"on": {"finding": world.gap.code}, "session": "panel-1", "positions": [position()]}],
        "remarks": [remark(session="panel-1")],
    }  # fmt: skip
    return values | more


@pytest.fixture
def load(world: World, tmp_path: Path) -> Load:
    """Write a file with what is given, and load it."""
    Round.objects.filter(pk=world.round.pk).update(origin="fictional")
    Round.objects.filter(pk=world.before.pk).update(origin="fictional")

    def load(**more: Any) -> Loaded:
        path = tmp_path / "file.yaml"
        path.write_text(dump(a_file(world, **more)), encoding="utf-8")
        return load_consultation(path)

    return load


def counts() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]


def test_a_file_becomes_a_consultation_with_all_that_it_says(load: Load, world: World) -> None:
    done = load()
    room = done.consultation
    assert (done.new, room.origin, room.opened_by, str(room.starts_on)) == (True, "fictional", None, "2026-07-01")
    assert room.counts["communications"] == {"value": 30, "more": True, "source": 1}
    assert [(one.part, one.institution_id) for one in room.organisers.all()] == [
        ("organiser", "instat"),
        ("funder", None),
    ]
    said = PositionRevision.objects.get(position__item__consultation=room)
    assert (said.stance, said.seen_hash, said.recorded_by) == ("reservation", world.hash(world.gap.subject), None)
    assert [one.code for one in said.evidence.all()] == ["report-2020"]
    assert room.remarks.get().text.plain() == {"fr": "Nous demandons un guichet."}
    assert sorted(str(one.text) for one in room.minutes.all()) == ["Compte rendu.", "On a parlé."]


def test_silence_is_what_is_left_of_those_asked(load: Load) -> None:
    room = load().consultation
    assert room.silence_deadline is not None
    (where,) = standings_of(room, room.silence_deadline.replace(year=2027)).values()
    assert where == {"instat": "reservation", "sante": "no_observation"}


def test_the_same_file_again_writes_nothing_and_leaves_no_entry(load: Load) -> None:
    load()
    before = counts()
    again = load()
    assert (again.new, again.written, counts()) == (False, 0, before)


def test_one_file_is_one_entry_in_the_trail(load: Load) -> None:
    before = Entry.objects.count()
    load()
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.action, entry.targets) == ("consultation.load", ["MLI-2026-file"])


def test_a_position_that_reads_otherwise_is_a_further_revision(load: Load, world: World) -> None:
    load()
    items = [{"on": {"finding": world.gap.code}, "positions": [position(stance="objects", text="Non.")]}]
    load(items=items)
    said = PositionRevision.objects.filter(position__item__consultation="MLI-2026-file").order_by("number")
    assert [(one.number, one.stance) for one in said] == [(1, "reservation"), (2, "objects")]


def test_a_change_is_promised_until_what_it_names_was_edited(load: Load, world: World) -> None:
    answered = {"outcome": "accepted", "reason": {"fr": "Juste."}, "changed": {"finding": world.gap.code}}
    items = [{"on": {"finding": world.gap.code}, "positions": [position(disposition=answered)]}]
    load(items=items)
    promised = Disposition.objects.get()
    assert (promised.change_due, promised.changed) == (True, None)
    gap = Finding.objects.get(pk=world.gap.pk)
    gap.text = gap.text.with_text("fr", "Réécrit")
    gap.save()
    load(items=items)
    load(items=items)
    made = Disposition.objects.order_by("number")
    assert [(one.change_due, one.changed_id) for one in made] == [(True, None), (False, world.gap.subject_id)]


def test_a_quote_is_kept_with_what_stands_around_it(load: Load, world: World) -> None:
    words = world.gap.text.text("fr")
    load(remarks=[remark(on={"finding": world.gap.code}, quote=words[1:4], quote_lang="fr")])
    found = Remark.objects.get(code="floor-1")
    assert found.before + found.quote + found.after == words


BROKEN: list[tuple[dict[str, Any], str, str]] = [
    ({"colour": "blue"}, "colour", "unknown key"),
    ({"jurisdiction": "XXX"}, "jurisdiction", "which is not there"),
    ({"round": "MLI-1999"}, "round", "which is not there"),
    ({"origin": "reconstructed"}, "origin", "unlike its round"),
    ({"ends_on": "2026-06-01"}, "ends_on", "a day before the first one"),
    ({"counts": {"panels": {"value": 1, "source": 2}}}, "counts.panels.source", "source 2"),
    ({"counts": {"cakes": {"value": 1, "source": 1}}}, "counts.cakes", "unknown key"),
    ({"silence": {"notice_at": "2026-07-04T08:00+00:00", "deadline": "2026-07-03T08:00+00:00"}}, "silence", "deadline"),
    ({"silence": {"notice_at": "yesterday", "deadline": "2026-07-03T08:00+00:00"}}, "silence.notice_at", "a moment"),
    ({"organisers": [{"part": "funder"}]}, "organisers[0]", "either"),
    ({"attendees": [{"institution": "instatt"}], "items": []}, "attendees[0].institution", "instat"),
    ({"attendees": [{"institution": "instat"}] * 2}, "attendees[1].institution", "a second time"),
    ({"attendees": [{"institution": "instat", "speaks_for_it": "instat"}]}, "attendees[0].speaks_for_it", "itself"),
    ({"attendees": [{"institution": "instat", "speaks_for_it": "sante"}]}, "attendees[0].speaks_for_it", "asked here"),
    ({"items": [{"on": {"finding": "nowhere"}}]}, "items[0].on.finding", "which is not there"),
    ({"items": [{"on": {}}]}, "items[0].on", "one of answer"),
    ({"items": [{"on": {"answer": "rights.health"}, "session": "panel-9"}]}, "items[0].session", "a session"),
    ({"items": [{"on": {"answer": "rights.health"}, "positions": [position(text="")]}]},
     "items[0].positions[0]", "without a text"),
    ({"items": [{"on": {"answer": "rights.health"}, "positions": [position(institution="travail")]}]},
     "items[0].positions[0].institution", "asked here"),
    ({"items": [{"on": {"answer": "rights.health"}, "positions": [position(evidence=["nothing"])]}]},
     "items[0].positions[0].evidence[0]", "evidence of the jurisdiction"),
    ({"remarks": [remark(voice="institution")]}, "remarks[0]", "voice"),
    ({"remarks": [remark(session="panel-9")]}, "remarks[0].session", "a session"),
    ({"remarks": [remark(on={"answer": "rights.health"}, quote="nulle part", quote_lang="fr")]},
     "remarks[0].quote", "does not stand"),
    ({"remarks": [remark(quote="rien", quote_lang="fr")]}, "remarks[0]", "a quote of nothing"),
    ({"remarks": [remark(disposition={"outcome": "rejected", "reason": {"fr": "Non"}, "change_due": True})]},
     "remarks[0].disposition", "rejected"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "path", "said"), BROKEN, ids=[path for _more, path, _said in BROKEN])
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(
    load: Load, more: dict[str, Any], path: str, said: str
) -> None:
    before = counts()
    with override("en"), pytest.raises(DocumentError) as caught:
        load(**more)
    with override("en"):
        message = str(caught.value)
    assert path in message
    assert said in message
    assert "file.yaml:" in message
    assert counts() == before


def test_an_official_file_takes_no_positions(world: World, load: Load) -> None:
    Round.objects.filter(pk=world.round.pk).update(origin="official")
    with override("en"), pytest.raises(DocumentError) as caught:
        load(origin="official")
    assert any(problem.path == ("items",) for problem in caught.value.problems)


def test_the_command_says_what_it_did_and_ends_with_1_on_a_broken_file(load: Load, tmp_path: Path) -> None:
    load()
    path = tmp_path / "file.yaml"
    again = CliRunner().invoke(commands.app, ["load", str(path), "--lang", "en"])
    assert (again.exit_code, "nothing has changed" in again.output) == (0, True)
    path.write_text(path.read_text().replace("jurisdiction: MLI", "jurisdiction: XXX"), encoding="utf-8")
    assert CliRunner().invoke(commands.app, ["load", str(path)]).exit_code == 1
