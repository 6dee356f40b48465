"""Priorities over HTTP: the sheet keeps what was typed, the result says what it knows and to whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jatigi.governance.followup.changes import ballots as act
from jatigi.governance.followup.models import Ballot, Vote
from jatigi.governance.followup.rules.ballots import Given
from jatigi.governance.followup.tests.test_changes_ballots import opened
from jatigi.governance.followup.tests.world import World

SignIn = Callable[[Any], Any]


def page(name: str, *more: str) -> str:
    return reverse(name, args=["p", *more])


def test_the_coordinator_asks_for_priorities(world: World, signed_in: SignIn) -> None:
    world.recommended("un")
    world.recommended("deux")
    client, new = signed_in(world.cast.aminata), reverse("open_ballot", args=["MLI"])
    assert client.get(new).status_code == 200
    given = {"title_fr": "Priorités de juillet", "method": "points", "points": "10", "consultation": "MLI-2026-bamako"}
    few = client.post(new, {**given, "recommendations": ["un"]})
    assert few.status_code == 422
    assert "Priorités de juillet" in few.content.decode()
    assert client.post(new, {**given, "recommendations": ["un", "deux"]}).status_code == 302
    assert Ballot.objects.get().pk == "MLI-priorites-de-juillet"
    for who in ("boubacar", "kadi", "nene"):
        assert signed_in(getattr(world.cast, who)).get(new).status_code == 404


def test_more_points_than_there_are_is_refused_and_what_was_typed_stays(world: World, signed_in: SignIn) -> None:
    opened(world)
    client, sheet = signed_in(world.cast.kadi), page("ballot_sheet", "instat")
    assert client.get(sheet).status_code == 200
    refused = client.post(sheet, {"version": "0", "amount-un": "7", "amount-deux": "6", "effect-un": "4"})
    assert refused.status_code == 422
    body = refused.content.decode()
    assert "13 points" in body
    assert 'value="7"' in body
    assert "<option selected>4</option>" in body
    nonsense = client.post(sheet, {"version": "0", "amount-un": "beaucoup"})
    assert nonsense.status_code == 422
    assert 'value="beaucoup"' in nonsense.content.decode()
    assert not Vote.objects.exists()
    assert client.post(sheet, {"version": "0", "amount-un": "7", "amount-deux": "3"}).status_code == 302
    assert Vote.objects.count() == 2


def test_two_people_of_one_institution_and_the_later_is_told(world: World, signed_in: SignIn) -> None:
    opened(world)
    client, sheet = signed_in(world.cast.kadi), page("ballot_sheet", "instat")
    client.post(sheet, {"version": "0", "amount-un": "9"})
    late = client.post(sheet, {"version": "0", "amount-deux": "8"})
    assert late.status_code == 409
    body = late.content.decode()
    assert 'value="8"' in body
    assert 'name="version" value="1"' in body  # saved again, it replaces theirs
    assert client.post(sheet, {"version": "1", "amount-deux": "8"}).status_code == 302
    assert list(Vote.objects.values_list("recommendation", "amount")) == [("deux", 8)]


def test_sheets_of_others_are_not_there(world: World, signed_in: SignIn) -> None:
    opened(world)
    assert signed_in(world.cast.kadi).get(page("ballot_sheet", "travail")).status_code == 404
    assert signed_in(world.cast.tieman).get(page("ballot_sheet", "instat")).status_code == 404
    assert signed_in(world.cast.boubacar).get(page("ballot_sheet", "travail")).status_code == 200
    assert signed_in(world.cast.boubacar).get(page("ballot_sheet", "mmeia")).status_code == 404  # not asked
    assert signed_in(world.cast.nene).get(page("ballot")).status_code == 404
    assert signed_in(world.cast.demba).get(reverse("ballots")).status_code == 404


def test_the_result_is_for_those_who_record_until_it_is_closed(world: World, signed_in: SignIn) -> None:
    ballot = opened(world)
    act.vote(ballot, world.cast.statistics, {"un": Given(10, 5, 5)}, by=world.cast.kadi, version=0)
    kadi, aminata = signed_in(world.cast.kadi), signed_in(world.cast.aminata)
    assert "jt-order" in aminata.get(page("ballot")).content.decode()
    assert "jt-order" not in kadi.get(page("ballot")).content.decode()
    assert "jt-places" not in aminata.get(page("ballot_screen")).content.decode()
    assert aminata.post(page("close_ballot")).status_code == 302
    assert "jt-order" in kadi.get(page("ballot")).content.decode()
    wall = kadi.get(page("ballot_screen")).content.decode()
    assert "jt-places" in wall
    assert "INSTAT" not in wall
    assert kadi.post(page("reopen_ballot")).status_code == 404
    assert aminata.post(page("reopen_ballot")).status_code == 302


def test_who_would_change_the_first_is_named_only_to_those_who_record(world: World, signed_in: SignIn) -> None:
    for number in range(5):
        world.recommended(f"r{number}", words=f"R{number}")
    ballot = opened(world)
    act.vote(ballot, world.cast.statistics, {"un": Given(10)}, by=world.cast.kadi, version=0)
    act.vote(ballot, world.labour, {f"r{n}": Given(2) for n in range(5)}, by=world.awa, version=0)
    act.close_ballot(ballot, by=world.cast.aminata)
    swings = "Sans INSTAT"
    assert swings in signed_in(world.cast.aminata).get(page("ballot")).content.decode()
    assert swings not in signed_in(world.cast.kadi).get(page("ballot")).content.decode()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_result_is_told_without_false_precision(world: World, signed_in: SignIn, lang: str) -> None:
    ballot = opened(world)
    act.vote(ballot, world.cast.statistics, {"un": Given(7, 5, 4), "deux": Given(3)}, by=world.cast.kadi, version=0)
    act.vote(ballot, world.labour, {"un": Given(6), "trois": Given(3)}, by=world.awa, version=0)
    act.close_ballot(ballot, by=world.cast.aminata)
    body = signed_in(world.cast.tieman).get(f"/{lang}/desk/priorities/p/").content.decode()
    shown = body.split('class="jt-order"')[1].split("</figure>")[0].split("<table")[1]
    numbers = [cell.split("<")[0] for cell in shown.split("</thead>")[1].split('">')]
    assert not any("." in number or "," in number for number in numbers)
    assert ("agree" if lang == "en" else "institutions") in body


def test_the_rapporteur_counts_hands(world: World, signed_in: SignIn) -> None:
    opened(world, "hands")
    client = signed_in(world.cast.boubacar)
    assert client.get(page("ballot_hands")).status_code == 200
    counted = client.post(page("ballot_hands"), {"stamp": "0", "hand-un": ["instat", "sante"], "hand-deux": ["sante"]})
    assert counted.status_code == 302
    assert Vote.objects.filter(amount=1).count() == 3
    late = client.post(page("ballot_hands"), {"stamp": "0", "hand-un": ["travail"]})
    assert late.status_code == 409
    assert 'value="travail" checked' in late.content.decode()
    assert signed_in(world.cast.kadi).get(page("ballot_hands")).status_code == 404


def test_a_page_of_priorities_asks_the_same_of_the_database_however_many_vote(world: World, signed_in: SignIn) -> None:
    ballot = opened(world)
    client = signed_in(world.cast.tieman)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page("ballot")).status_code == 200
        return len(caught)

    act.vote(ballot, world.cast.statistics, {"un": Given(10)}, by=world.cast.kadi, version=0)
    Ballot.objects.update(state="closed")
    queries()
    first = queries()
    Ballot.objects.update(state="open")
    act.vote(ballot, world.labour, {"un": Given(1), "deux": Given(9)}, by=world.awa, version=0)
    act.vote(ballot, world.health, {"trois": Given(9)}, by=world.cast.aminata, version=0)
    Ballot.objects.update(state="closed")
    assert queries() == first
