"""The rapporteur's record: by number and by letters, once even when sent twice, taken back for a minute."""

import datetime
import uuid
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from jatigi.foundation.audit.models import Entry
from jatigi.governance.consultations.changes import dispositions, items, meetings, record
from jatigi.governance.consultations.changes.dispositions import Answered
from jatigi.governance.consultations.models import Remark, Session
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.world import World

ROOM = "/fr/desk/consultations/MLI-2026-bamako/"
RECORD = f"{ROOM}record/"


def said(**more: Any) -> dict[str, Any]:
    return {"point": "2", "who": "trav", "text": "Les chiffres manquent.", "lang": "fr"} | more


def sent(browser: Any, **more: Any) -> Any:
    """As the page's script sends it."""
    return browser.post(RECORD, said(**more), headers={"accept": "application/json"})


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_is_read_in_both_languages(world: World, signed_in: Any, lang: str) -> None:
    address = f"/{lang}/desk/consultations/MLI-2026-bamako/record/"
    found = signed_in(world.cast.boubacar).get(address).content.decode()
    assert {"fr": "Ce qui se dit dans la salle", "en": "What is said in the room"}[lang] in found
    assert "Travail" in found


def test_a_line_is_recorded_by_number_and_by_letters_and_the_point_stays(world: World, signed_in: Any) -> None:
    answer = signed_in(world.cast.boubacar).post(RECORD, said())
    assert answer["Location"] == f"{RECORD}?point=2&lang=fr"
    made = Remark.objects.get()
    assert (made.institution, made.subject, made.source) == (world.labour, world.gap.subject, "floor")
    assert made.text.plain() == {"fr": "Les chiffres manquent."}
    page = signed_in(world.cast.boubacar).get(answer["Location"]).content.decode()
    assert 'value="2"' in page
    assert "Les chiffres manquent." in page
    assert "sur le point 2" in page


def test_a_proposal_of_an_organisation_is_kept_in_its_words(world: World, signed_in: Any) -> None:
    given = said(who="diaspora : Conseil d’essai", kind="proposal", point="", lang="en", text="One desk per consulate.")
    signed_in(world.cast.aminata).post(RECORD, given)
    made = Remark.objects.get()
    assert (made.voice, made.organisation, made.kind) == ("diaspora", "Conseil d’essai", "proposal")
    assert (made.subject, made.institution, made.text.source) == (None, None, "en")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"who": "personne"}, "ne s’appelle"),
        ({"who": "s"}, "peut désigner"),
        ({"point": "9"}, "Il n’y a pas de point"),
        ({"point": "x"}, "Il n’y a pas de point"),
        ({"text": " "}, "obligatoire"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    world: World, signed_in: Any, given: dict[str, str], told: str
) -> None:
    browser = signed_in(world.cast.boubacar)
    answer = browser.post(RECORD, said(**given))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert f'value="{given.get("who", "trav")}"' in page
    scripted = sent(browser, **given)
    assert scripted.status_code == 422
    assert told in scripted.json()["error"]
    assert Remark.objects.count() == 0


def test_what_is_sent_twice_over_a_bad_line_is_recorded_once(world: World, signed_in: Any) -> None:
    browser, id = signed_in(world.cast.boubacar), str(uuid.uuid4())
    first, again = sent(browser, id=id), sent(browser, id=id)
    assert first.status_code == again.status_code == 200
    assert f"said-{id}" in again.json()["row"]
    assert Remark.objects.count() == 1
    assert Entry.objects.filter(action="remark.write").count() == 1
    meetings.move_consultation(world.room, "closed", by=world.cast.aminata)
    assert sent(browser, id=id).status_code == 200
    assert sent(browser).status_code == 409


def test_a_number_means_the_point_that_the_page_showed(world: World, signed_in: Any) -> None:
    shown = f"{world.on_answer.pk},{world.on_gap.pk}"
    items.order_items(world.room, [world.on_gap.pk, world.on_answer.pk], by=world.cast.aminata)
    sent(signed_in(world.cast.boubacar), shown=shown)
    assert Remark.objects.get().subject == world.gap.subject
    assert sent(signed_in(world.cast.boubacar), shown="1,999999999").status_code == 422


def test_a_line_stands_in_the_session_chosen_or_in_that_of_its_point(world: World, signed_in: Any) -> None:
    one = Session.objects.create(consultation=world.room, code="s1", kind="panel", title={"fr": "Un"}, position=1)
    two = Session.objects.create(consultation=world.room, code="s2", kind="panel", title={"fr": "Deux"}, position=2)
    items.place_items(world.room, [world.on_gap.pk], one, by=world.cast.aminata)
    browser = signed_in(world.cast.boubacar)
    browser.post(RECORD, said())
    browser.post(RECORD, said(session="s2"))
    assert [made.session for made in Remark.objects.order_by("recorded_at")] == [one, two]


def test_the_last_line_is_taken_back_within_a_minute_and_leaves_a_trace(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.boubacar)
    browser.post(RECORD, said())
    made = Remark.objects.get()
    assert f"{made.pk}/take-back/" in browser.get(RECORD).content.decode()
    assert f"{made.pk}/take-back/" not in signed_in(world.cast.aminata).get(RECORD).content.decode()
    told = browser.post(f"{RECORD}{made.pk}/take-back/", follow=True).content.decode()
    assert "ne figure plus" in told
    assert Remark.objects.count() == 0
    assert Entry.objects.filter(action="remark.take_back").count() == 1
    assert browser.post(f"{RECORD}{made.pk}/take-back/").status_code == 404


def test_after_a_minute_or_by_another_or_once_answered_it_stays(world: World, signed_in: Any) -> None:
    signed_in(world.cast.boubacar).post(RECORD, said())
    made, by = Remark.objects.get(), {"by": world.cast.boubacar}
    assert refusal(lambda: record.take_back(made, by=world.cast.aminata)) == "record.not_yours"
    assert refusal(lambda: record.take_back(made, by=world.cast.kadi)) == "not_your_role"
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
        assert refusal(lambda: record.take_back(made, **by)) == "record.too_late"
        told = signed_in(world.cast.boubacar).post(f"{RECORD}{made.pk}/take-back/", follow=True)
        assert "une minute" in told.content.decode()
    dispositions.dispose(made, Answered("rejected", world.room.title), by=world.cast.aminata)
    assert refusal(lambda: record.take_back(made, **by)) == "record.referred_to"
    assert Remark.objects.count() == 1


def test_the_record_is_kept_only_while_the_consultation_is_open(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.aminata)
    browser.post(RECORD, said())
    meetings.move_consultation(world.room, "closed", by=world.cast.aminata)
    page = browser.get(RECORD).content.decode()
    assert 'id="record"' not in page
    assert "Les chiffres manquent." in page


def test_whoever_keeps_no_record_does_not_find_it(world: World, signed_in: Any) -> None:
    for who in ("kadi", "coumba", "tieman", "nene", "demba"):
        browser = signed_in(getattr(world.cast, who))
        assert browser.get(RECORD).status_code == 404
        assert sent(browser).status_code == 404
    assert Remark.objects.count() == 0


def test_queries_do_not_grow_with_lines(world: World, signed_in: Any, django_assert_max_num_queries: Any) -> None:
    browser = signed_in(world.cast.boubacar)
    browser.post(RECORD, said())
    browser.get(RECORD)
    with django_assert_max_num_queries(40) as before:
        browser.get(RECORD)
    asked = len(before)  # a further request empties the list
    for number in range(5):
        browser.post(RECORD, said(text=f"Ligne {number}", who="sante"))
    with django_assert_max_num_queries(asked):
        browser.get(RECORD)
