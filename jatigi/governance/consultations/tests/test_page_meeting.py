"""The list of consultations and a consultation's own page."""

import pytest

from jatigi.governance.consultations.changes import items, meetings
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.consultations.tests.world import World


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_list_and_the_page_are_read_in_both_languages(world: World, signed_in, lang) -> None:
    world.takes("objects", "Non.")
    page = signed_in(world.cast.tieman).get(f"/{lang}/desk/consultations/")
    assert "Consultation" in page.content.decode()
    found = signed_in(world.cast.tieman).get(f"/{lang}/desk/consultations/MLI-2026-bamako/").content.decode()
    assert {"fr": "2 points sont soumis", "en": "2 points are put"}[lang] in found
    assert {"fr": "Le silence ne vaut jamais accord", "en": "Silence is never agreement"}[lang] in found


def test_an_observer_sees_counts_and_no_name(world: World, signed_in) -> None:
    world.takes("objects", "Une objection confidentielle.", confidential=True)
    found = signed_in(world.cast.tieman).get("/fr/desk/consultations/MLI-2026-bamako/").content.decode()
    assert "Une objection" not in found
    assert "INSTAT" not in found


def test_without_any_consultation_the_page_says_what_one_is(cast, signed_in) -> None:
    found = signed_in(cast.aminata).get("/fr/desk/consultations/").content.decode()
    assert "Aucune consultation" in found
    assert "/fr/desk/consultations/new/MLI/" in found
    assert "/new/" not in signed_in(cast.tieman).get("/fr/desk/consultations/").content.decode()


def test_another_country_s_consultation_is_not_there(world: World, signed_in) -> None:
    for user in (world.cast.nene, world.cast.demba):
        for path in ("", "edit/"):
            theirs = signed_in(user).get(f"/fr/desk/consultations/MLI-2026-bamako/{path}")
            nowhere = signed_in(user).get(f"/fr/desk/consultations/NOWHERE/{path}")
            assert theirs.status_code == nowhere.status_code == 404
    assert "MLI-2026" not in signed_in(world.cast.nene).get("/fr/desk/consultations/").content.decode()


def test_a_consultation_is_prepared_from_its_title_alone_and_named_by_day_and_place(world: World, signed_in) -> None:
    browser = signed_in(world.cast.aminata)
    given = {"kind": "interministerial", "title_fr": "Réunion", "venue_fr": "Bamako", "starts_on": "2026-12-01"}
    for expected in ("MLI-2026-12-bamako", "MLI-2026-12-bamako-2"):
        answer = browser.post("/fr/desk/consultations/new/MLI/", given)
        assert answer["Location"] == f"/fr/desk/consultations/{expected}/"
    assert Consultation.objects.get(pk="MLI-2026-12-bamako").origin == "official"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world: World, signed_in) -> None:
    given = {"kind": "public", "title_fr": "Réunion", "starts_on": "2026-12-02", "ends_on": "2026-12-01"}
    answer = signed_in(world.cast.aminata).post("/fr/desk/consultations/new/MLI/", given)
    assert answer.status_code == 422
    assert "La fin précéderait le début" in answer.content.decode()
    assert 'value="Réunion"' in answer.content.decode()


def test_it_is_corrected_closed_and_taken_up_again(world: World, signed_in) -> None:
    browser, address = signed_in(world.cast.aminata), "/fr/desk/consultations/MLI-2026-bamako/"
    given = {"kind": "public", "round": "MLI-2026", "title_fr": "Autre titre", "languages": ["fr", "en"]}
    assert browser.post(f"{address}edit/", given).status_code == 302
    world.room.refresh_from_db()
    assert (world.room.kind, world.room.title.text("fr")) == ("public", "Autre titre")
    for state in ("closed", "open"):
        browser.post(f"{address}move/{state}/")
        world.room.refresh_from_db()
        assert world.room.state == state
    told = browser.post(f"{address}move/open/", follow=True).content.decode()
    assert "n’est pas possible" in told
    assert browser.post(f"{address}move/elsewhere/").status_code == 404


def test_queries_do_not_grow_with_points(world: World, signed_in, django_assert_max_num_queries) -> None:
    browser, address = signed_in(world.cast.aminata), "/fr/desk/consultations/MLI-2026-bamako/"
    browser.get(address)
    with django_assert_max_num_queries(40) as before:
        browser.get(address)
    for code in ("rights.school", "mobility.region"):
        answer = world.agreed(code, "partial")
        items.put(world.room, [answer.subject], by=world.cast.aminata)
    with django_assert_max_num_queries(len(before)):
        browser.get(address)


def test_every_state_has_its_moves() -> None:
    assert set(meetings.MOVES) == {"planned", "open", "closed"}
