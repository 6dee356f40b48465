"""Mainstreaming: empty means not documented, and each stage is shown by something."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.followup.changes import sectors as act
from jatigi.governance.followup.changes.sectors import Named, Shown
from jatigi.governance.followup.models import Sector
from jatigi.governance.followup.queries.sectors import matrix_of
from jatigi.governance.followup.tests.acts import refusal
from jatigi.governance.followup.tests.looping import Loops
from jatigi.governance.followup.tests.world import nothing

SignIn = Callable[[Any], Any]


@pytest.fixture
def loops(cast: Any) -> Loops:
    """See :class:`Loops`."""
    return Loops(cast)


def health(loops: Loops, code: str = "sante") -> Sector:
    return act.add_sectors(loops.mali, [Named(code, text("Santé"))], by=loops.cast.aminata)[0]


def address(name: str, *args: Any, lang: str = "fr") -> str:
    with translation.override(lang):
        return reverse(name, args=args)


def test_sectors_are_named_in_one_act(loops: Loops) -> None:
    before = Entry.objects.count()
    made = act.add_sectors(
        loops.mali, [Named("a", text("A"), loops.cast.statistics), Named("b", text("B"))], by=loops.cast.aminata
    )
    assert ([one.position for one in made], Entry.objects.count()) == ([1, 2], before + 1)


def test_what_stands_against_naming_one(loops: Loops) -> None:
    def add(*named: Named, by: Any = loops.cast.aminata) -> object:
        return act.add_sectors(loops.mali, named, by=by)

    assert refusal(lambda: add()) == "sector.none"
    assert refusal(lambda: add(Named("a", nothing()))) == "untitled"
    assert refusal(lambda: add(Named("a", text("A")), by=loops.cast.boubacar)) == "not_your_role"
    health(loops)
    assert refusal(lambda: health(loops)) == "exists"


def test_each_stage_is_shown_by_a_text_an_action_or_evidence(loops: Loops) -> None:
    sector = health(loops)
    for stage, thing in (("named", loops.law), ("acted_on", loops.act()), ("measured", loops.report)):
        act.show_stage(sector, Shown(stage, thing), by=loops.cast.aminata)
    row = matrix_of(loops.mali, loops.cast.tieman)[0]
    assert [[one.kind for one in cell.shown] for cell in row.cells] == [["instrument"], [], ["action"], ["evidence"]]
    assert row.documented == 3


def test_what_stands_against_showing_a_stage(loops: Loops) -> None:
    sector = health(loops)

    def show(shown: Shown, by: Any = loops.cast.aminata) -> object:
        return act.show_stage(sector, shown, by=by)

    assert refusal(lambda: show(Shown("dreamt", loops.law))) == "sector.stage"
    assert refusal(lambda: show(Shown("named", loops.law), loops.cast.kadi)) == "not_your_role"
    foreign = loops.evidence("ailleurs")
    foreign.jurisdiction = loops.cast.senegal
    assert refusal(lambda: show(Shown("named", foreign))) == "elsewhere"
    dropped = loops.act("retiree", dropped_at="2026-01-01T00:00Z")
    assert refusal(lambda: show(Shown("named", dropped))) == "sector.dropped"
    show(Shown("named", loops.law))
    assert refusal(lambda: show(Shown("named", loops.law))) == "sector.twice"


def test_it_is_taken_back_renamed_and_taken_out(loops: Loops) -> None:
    sector = health(loops)
    shown = act.show_stage(sector, Shown("named", loops.law), by=loops.cast.aminata)
    assert refusal(lambda: act.remove_sector(sector, by=loops.cast.aminata)) == "sector.filled"
    assert refusal(lambda: act.unshow_stage(shown, by=loops.cast.boubacar)) == "not_your_role"
    act.unshow_stage(shown, by=loops.cast.aminata)
    act.rename_sector(sector, text("Soins"), loops.health, by=loops.cast.aminata)
    assert refusal(lambda: act.rename_sector(sector, nothing(), None, by=loops.cast.aminata)) == "untitled"
    act.remove_sector(sector, by=loops.cast.aminata)
    assert not Sector.objects.exists()


@pytest.mark.parametrize(("lang", "empty"), [("fr", "non documenté"), ("en", "not documented")])
def test_the_matrix_says_what_is_not_documented(loops: Loops, signed_in: SignIn, lang: str, empty: str) -> None:
    page = signed_in(loops.cast.tieman).get(address("mainstreaming", "MLI", lang=lang))
    assert page.status_code == 200
    sector = health(loops)
    act.show_stage(sector, Shown("measured", loops.reply), by=loops.cast.aminata)
    act.show_stage(sector, Shown("named", loops.law), by=loops.cast.aminata)
    page = signed_in(loops.cast.tieman).get(address("mainstreaming", "MLI", lang=lang)).content.decode()
    assert page.count(empty) >= 2
    assert "law-2004" in page
    assert f"reply ({lang})" not in page  # internal evidence
    assert f"reply ({lang})" in signed_in(loops.cast.boubacar).get(
        address("mainstreaming", "MLI", lang=lang)
    ).content.decode()  # fmt: skip


def test_the_coordinator_fills_it_in(loops: Loops, signed_in: SignIn) -> None:
    client = signed_in(loops.cast.aminata)
    assert client.post(address("add_sectors", "MLI"), {"usual": ["health"]}).status_code == 302
    assert client.post(address("add_sectors", "MLI"), {"title_fr": "Eaux"}).status_code == 422
    assert client.post(address("add_sectors", "MLI"), {}).status_code == 422
    own = {"code": "eaux", "title_fr": "Eaux", "institution": "instat"}
    assert client.post(address("add_sectors", "MLI"), own).status_code == 302
    url = address("mainstreaming_sector", "MLI", "health")
    assert client.get(url, {"stage": "named"}).status_code == 200
    assert client.post(url, {"stage": "named", "thing": "instrument:nowhere"}).status_code == 422
    assert client.post(url, {"stage": "named", "thing": "instrument:law-2004", "note_fr": "p. 3"}).status_code == 302
    assert client.post(url, {"stage": "named", "thing": "instrument:law-2004"}).status_code == 409
    sector = Sector.objects.get(code="health")
    shown = sector.stages.get()
    assert client.post(address("remove_sector", "MLI", "health")).status_code == 409
    assert client.post(address("rename_sector", "MLI", "health"), {"title_fr": "Soins"}).status_code == 302
    assert client.post(address("unshow_stage", "MLI", "health", shown.pk)).status_code == 302
    assert client.post(address("unshow_stage", "MLI", "health", shown.pk)).status_code == 404
    assert client.post(address("remove_sector", "MLI", "health")).status_code == 302


def test_not_yours_and_not_there_are_the_same(loops: Loops, signed_in: SignIn) -> None:
    sector = health(loops)
    shown = act.show_stage(sector, Shown("named", loops.law), by=loops.cast.aminata)
    for who in ("nene", "demba"):
        client = signed_in(getattr(loops.cast, who))
        for code in ("MLI", "XXX"):
            assert client.get(address("mainstreaming", code)).status_code == 404
    for who in ("boubacar", "kadi", "nene"):
        client = signed_in(getattr(loops.cast, who))
        assert client.get(address("add_sectors", "MLI")).status_code == 404
        assert client.get(address("mainstreaming_sector", "MLI", "sante")).status_code == 404
        for name, args in (("rename_sector", ()), ("remove_sector", ()), ("unshow_stage", (shown.pk,))):
            assert client.post(address(name, "MLI", "sante", *args)).status_code == 404
    assert signed_in(loops.cast.aminata).get(address("mainstreaming_sector", "MLI", "x")).status_code == 404


def test_the_matrix_asks_as_much_of_the_database_for_one_as_for_many(loops: Loops, signed_in: SignIn) -> None:
    client = signed_in(loops.cast.tieman)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address("mainstreaming", "MLI")).status_code == 200
        return len(caught)

    act.show_stage(health(loops), Shown("named", loops.law), by=loops.cast.aminata)
    queries()
    first = queries()
    for number in range(6):
        act.show_stage(health(loops, f"s{number}"), Shown("measured", loops.report), by=loops.cast.aminata)
    assert queries() == first
