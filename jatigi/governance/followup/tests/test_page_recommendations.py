"""The list of recommendations and the page of one, over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jatigi.governance.followup.tests.world import World

SignIn = Callable[[Any], Any]


def opened(client: Any, name: str, *args: Any, lang: str = "fr", **query: Any) -> Any:
    with translation.override(lang):
        return client.get(reverse(name, args=args), query)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_everyone_with_a_role_reads_the_list_and_the_page(world: World, signed_in: SignIn, lang: str) -> None:
    world.adopted("soins", words="Étendre les soins")
    for who in ("aminata", "boubacar", "kadi", "tieman"):
        client = signed_in(getattr(world.cast, who))
        listed = opened(client, "recommendations", lang=lang)
        assert listed.status_code == 200
        assert f"Étendre les soins ({lang})" in listed.content.decode()
        page = opened(client, "recommendation", "soins", lang=lang)
        assert page.status_code == 200
        assert f"Étendre les soins ({lang})" in page.content.decode()


def test_not_yours_and_not_there_are_the_same(world: World, signed_in: SignIn) -> None:
    world.recommended("soins")
    for who in ("nene", "demba"):
        client = signed_in(getattr(world.cast, who))
        assert opened(client, "recommendation", "soins").status_code == 404
        assert opened(client, "recommendation", "nowhere").status_code == 404
    assert opened(signed_in(world.cast.nene), "recommendations", jurisdiction="MLI").status_code == 404
    assert opened(signed_in(world.cast.demba), "recommendations").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"soins", "floor"}),
        ({"state": "adopted"}, {"soins"}),
        ({"state": "dropped"}, {"gone"}),
        ({"state": "all"}, {"soins", "floor", "gone"}),
        ({"dimension": "rights"}, {"soins"}),
        ({"objective": "15"}, {"soins"}),
        ({"round": "MLI-2026"}, {"soins", "floor"}),
        ({"q": "etendre"}, {"soins"}),
        ({"institution": "instat"}, set()),
        ({"acceptance": "accepted"}, set()),
        ({"objective": "nonsense"}, {"soins", "floor"}),
    ],
)
def test_the_list_is_narrowed(world: World, signed_in: SignIn, query: dict[str, str], found: set[str]) -> None:
    from jatigi.governance.followup.changes import recommendations as act

    world.adopted("soins", words="Étendre les soins", gcm=[15])
    world.recommended("floor", words="Ouvrir un guichet", came_from="floor", findings=[], indicators=[])
    gone = world.recommended("gone", words="Autre", findings=[], indicators=[])
    act.drop(gone, by=world.cast.boubacar, reason="Double.")
    text = opened(signed_in(world.cast.boubacar), "recommendations", **query).content.decode()
    shown = {code for code in ("soins", "floor", "gone") if reverse("recommendation", args=[code]) in text}
    assert shown == found


def test_the_list_asks_as_much_of_the_database_for_one_as_for_many(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.boubacar)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert opened(client, "recommendations").status_code == 200
        return len(caught)

    world.recommended("un")
    queries()
    first = queries()
    for number in range(12):
        world.recommended(f"r{number}")
    assert queries() == first


def test_a_dropped_one_tells_why(world: World, signed_in: SignIn) -> None:
    from jatigi.governance.followup.changes import recommendations as act

    made = world.recommended("soins")
    act.drop(made, by=world.cast.boubacar, reason="Déjà dans une autre.")
    assert "Déjà dans une autre." in opened(signed_in(world.cast.kadi), "recommendation", "soins").content.decode()
