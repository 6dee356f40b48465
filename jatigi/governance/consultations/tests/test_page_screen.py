"""The projector: one point at a time in both languages, figures, no name without consent, silence apart."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from jatigi.governance.consultations.changes import attendees, items, meetings
from jatigi.governance.consultations.queries.screen import slide_of
from jatigi.governance.consultations.tests.world import World

SCREEN = "/fr/desk/consultations/MLI-2026-bamako/screen/"


def test_it_begins_with_the_title_and_turns_point_by_point(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.tieman)
    cover = browser.get(SCREEN).content.decode()
    assert "Consultation" in cover
    assert f"?at={world.on_answer.pk}" in cover
    one = browser.get(f"{SCREEN}?at={world.on_answer.pk}").content.decode()
    assert "1 / 2" in one
    assert f"?at={world.on_gap.pk}" in one
    two = browser.get(f"{SCREEN}?at={world.on_gap.pk}").content.decode()
    assert 'id="way-on"' not in two
    assert "jt-workbar" not in two


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_wording_and_level_stand_in_both_languages_whatever_the_page_s(world: World, signed_in: Any, lang: str) -> None:
    address = f"/{lang}/desk/consultations/MLI-2026-bamako/screen/?at={world.on_answer.pk}"
    found = signed_in(world.cast.aminata).get(address).content.decode()
    for words in ("Réponse", "Answer", "Partiel", "Partial", "Objection", "Objects", "Lu dans le texte cité."):
        assert words in found


def test_unknown_is_a_level_that_is_said_in_words(world: World) -> None:
    answer = world.agreed("rights.school", "unknown")
    (item,) = items.put(world.room, [answer.subject], by=world.cast.aminata)
    slide = slide_of(world.room, item.pk, timezone.now())
    assert slide is not None
    assert {one.level for one in slide.wordings} >= {"Inconnu"}


def test_names_stand_only_with_consent_and_never_for_what_was_said_in_confidence(world: World, signed_in: Any) -> None:
    world.takes("agrees")
    world.takes("objects", "Non.", institution=world.labour, by=world.awa)
    address = f"{SCREEN}?at={world.on_gap.pk}"
    for who in ("aminata", "tieman", "kadi"):
        found = signed_in(getattr(world.cast, who)).get(address).content.decode()
        assert "INSTAT" not in found
        assert "TRAVAIL" not in found
    attendees.consent_to_be_named(world.attendee(world.cast.statistics), True, by=world.cast.kadi)
    attendees.consent_to_be_named(world.attendee(world.labour), True, by=world.awa)
    world.takes("objects", "Non.", institution=world.labour, by=world.awa, confidential=True, after=1)
    found = signed_in(world.cast.aminata).get(address).content.decode()
    assert "INSTAT" in found
    assert "TRAVAIL" not in found
    slide = slide_of(world.room, world.on_gap.pk, timezone.now())
    assert slide is not None
    assert [one.number for one in slide.spoken] == [1, 0, 1, 0]


def test_silence_stands_apart_and_is_never_named(world: World) -> None:
    for institution, by in ((world.cast.statistics, world.cast.kadi), (world.labour, world.awa)):
        attendees.consent_to_be_named(world.attendee(institution), True, by=by)
    world.announce(hours=1)
    now = timezone.now()
    before = slide_of(world.room, world.on_gap.pk, now)
    after = slide_of(world.room, world.on_gap.pk, now + datetime.timedelta(hours=2))
    assert before is not None
    assert after is not None
    assert [one.number for one in before.silent] == [0, 3]
    assert [one.number for one in after.silent] == [3, 0]
    assert [one.number for one in after.spoken] == [0, 0, 0, 0]
    assert all(not one.names for one in after.silent)


def test_what_is_long_is_set_smaller(world: World) -> None:
    sizes = set()
    for length in (20, 200, 500, 900):
        world.gap.text = {"fr": "a" * length, "en": "a" * length}  # type: ignore[assignment]
        world.gap.save()
        slide = slide_of(world.room, world.on_gap.pk, timezone.now())
        assert slide is not None
        sizes.add(slide.size)
    assert sizes == {"giant", "large", "middle", "small"}


def test_a_point_withdrawn_or_elsewhere_leads_back_to_the_title(world: World, signed_in: Any) -> None:
    items.withdraw(world.on_gap, by=world.cast.aminata)
    browser = signed_in(world.cast.aminata)
    for at in (world.on_gap.pk, "x", "9" * 30, ""):
        answer = browser.get(f"{SCREEN}?at={at}")
        assert answer.status_code == 200
        assert "jt-slide--title" in answer.content.decode()
    assert slide_of(world.room, world.on_gap.pk, timezone.now()) is None


def test_an_event_without_points_or_day_still_has_its_title(world: World, signed_in: Any) -> None:
    meetings.open_consultation(
        "bare", world.mali, meetings.Described("public", world.room.title), by=world.cast.aminata
    )
    found = signed_in(world.cast.aminata).get("/fr/desk/consultations/bare/screen/").content.decode()
    assert 'id="way-on"' not in found


def test_another_country_s_screen_is_not_there(world: World, signed_in: Any) -> None:
    for who in ("nene", "demba"):
        assert signed_in(getattr(world.cast, who)).get(SCREEN).status_code == 404


def test_queries_do_not_grow_with_points_or_positions(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    browser, address = signed_in(world.cast.aminata), f"{SCREEN}?at={world.on_gap.pk}"
    world.takes("agrees")
    browser.get(address)
    with django_assert_max_num_queries(30) as before:
        browser.get(address)
    world.takes("objects", "Non.", institution=world.labour, by=world.awa)
    items.put(world.room, [world.agreed("rights.school", "partial").subject], by=world.cast.aminata)
    with time_machine.travel(timezone.now()), django_assert_max_num_queries(len(before)):
        browser.get(address)
