"""The points put to the institutions: chosen in bulk, put in order, placed in a session, withdrawn, put again."""

from typing import Any

import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.governance.consultations.changes import items, meetings
from jatigi.governance.consultations.models import Item, Session
from jatigi.governance.consultations.queries import offers
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.world import World

ROOM = "/fr/desk/consultations/MLI-2026-bamako/"


def order(world: World) -> list[int]:
    return list(Item.objects.filter(consultation=world.room, withdrawn_at=None).values_list("pk", flat=True))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_points_are_read_in_both_languages(world: World, signed_in: Any, lang: str) -> None:
    found = signed_in(world.cast.tieman).get(f"/{lang}/desk/consultations/MLI-2026-bamako/points/").content.decode()
    assert {"fr": "2 points sont soumis", "en": "2 points are put"}[lang] in found
    assert "constat" in found
    assert "<form" not in found.split("<main")[1].split("</main>")[0]


def test_answers_are_put_in_bulk_by_dimension_in_the_framework_s_order(world: World, signed_in: Any) -> None:
    late, early = world.agreed("mobility.region", "absent"), world.agreed("rights.school", "partial")
    groups = offers.grouped(world.room, offers.free_of(world.room).values())
    assert [[one.said.code for one in group.offers] for group in groups] == [["rights.school"], ["mobility.region"]]
    browser = signed_in(world.cast.aminata)
    page = browser.get(f"{ROOM}put/?kind=answer").content.decode()
    assert str(early.subject_id) in page
    assert str(world.answer.subject_id) not in page
    before = Entry.objects.filter(action="consultation.put").count()
    given = {"subject": [str(early.subject_id), str(late.subject_id), str(early.subject_id), "no-id"]}
    told = browser.post(f"{ROOM}put/?kind=answer", given, follow=True).content.decode()
    assert "2 points sont soumis aux institutions" in told
    assert [one.subject_id for one in Item.objects.order_by("position")][2:] == [early.subject_id, late.subject_id]
    assert Entry.objects.filter(action="consultation.put").count() == before + 1
    assert browser.post(f"{ROOM}put/", {}).status_code == 422


def test_a_kind_of_which_nothing_is_left_says_so(world: World, signed_in: Any) -> None:
    for kind in ("finding", "paragraph", "recommendation", "nonsense"):
        found = signed_in(world.cast.aminata).get(f"{ROOM}put/?kind={kind}").content.decode()
        assert "Il ne reste rien de ce genre à soumettre" in found


def test_points_change_places_by_button_and_by_number(world: World, signed_in: Any) -> None:
    items.put(world.room, [world.agreed("rights.school", "partial").subject], by=world.cast.aminata)
    one, two, three = order(world)
    browser = signed_in(world.cast.aminata)
    for given, expected in (
        ({"item": three, "move": "up"}, [one, three, two]),
        ({"item": one, "move": "down"}, [three, one, two]),
        ({"item": two, "to": "1"}, [two, three, one]),
        ({"item": two, "to": "99"}, [three, one, two]),
        ({"item": three, "move": "up"}, [three, one, two]),
        ({"item": "nothing", "move": "up"}, [three, one, two]),
    ):
        answer = browser.post(f"{ROOM}points/order/", given)
        assert answer.status_code == 302
        assert order(world) == expected
    assert answer["Location"] == f"{ROOM}points/"


def test_points_are_placed_in_a_session_and_taken_out_again(world: World, signed_in: Any) -> None:
    session = Session.objects.create(consultation=world.room, code="s1", kind="panel", title={"fr": "P"}, position=1)
    browser, both = signed_in(world.cast.aminata), order(world)
    browser.post(f"{ROOM}points/place/", {"item": both, "session": "s1"})
    assert {one.session_id for one in Item.objects.all()} == {session.pk}
    browser.post(f"{ROOM}points/place/", {"item": both[:1], "session": ""})
    assert [one.session_id for one in Item.objects.order_by("position")] == [None, session.pk]
    assert browser.post(f"{ROOM}points/place/", {"session": "s1"}).status_code == 422


def test_a_session_or_point_of_another_consultation_is_refused(world: World) -> None:
    described = meetings.Described("public", world.room.title, round=world.round)
    other = meetings.open_consultation("other", world.mali, described, by=world.cast.aminata)
    elsewhere = Session.objects.create(consultation=other, code="s1", kind="panel", title={"fr": "P"}, position=1)
    by = {"by": world.cast.aminata}
    ours = [world.on_gap.pk]
    assert refusal(lambda: items.place_items(world.room, ours, elsewhere, **by)) == "session.elsewhere"
    assert refusal(lambda: items.place_items(other, ours, elsewhere, **by)) == "item.elsewhere"
    assert refusal(lambda: items.place_items(world.room, [], None, **by)) == "nothing_chosen"
    assert refusal(lambda: items.place_items(world.room, ours, None, by=world.cast.kadi)) == "not_your_role"
    put = lambda: items.put(world.room, [world.gap.subject], session=elsewhere, **by)  # noqa: E731
    assert refusal(put) == "session.elsewhere"


def test_a_point_is_withdrawn_and_put_again_where_it_stood(world: World, signed_in: Any) -> None:
    browser, pk = signed_in(world.cast.aminata), world.on_answer.pk
    assert browser.post(f"{ROOM}points/{pk}/withdraw/").status_code == 302
    assert "1 point a été retiré" in browser.get(f"{ROOM}points/").content.decode()
    assert browser.post(f"{ROOM}points/{pk}/withdraw/").status_code == 409
    browser.post(f"{ROOM}points/{pk}/put-back/")
    assert order(world) == [world.on_answer.pk, world.on_gap.pk]


def test_a_closed_consultation_keeps_its_points(world: World, signed_in: Any) -> None:
    meetings.move_consultation(world.room, "closed", by=world.cast.aminata)
    browser = signed_in(world.cast.aminata)
    assert "/withdraw/" not in browser.get(f"{ROOM}points/").content.decode()
    assert browser.post(f"{ROOM}points/{world.on_gap.pk}/withdraw/").status_code == 409
    assert browser.post(f"{ROOM}points/{world.on_gap.pk}/put-back/").status_code == 409


def test_without_a_round_the_page_says_that_there_is_nothing_to_put(world: World, signed_in: Any) -> None:
    described = meetings.Described("public", world.room.title)
    meetings.open_consultation("roundless", world.mali, described, by=world.cast.aminata)
    browser = signed_in(world.cast.aminata)
    assert "aucun exercice" in browser.get("/fr/desk/consultations/roundless/points/").content.decode()
    assert "Il ne reste rien" in browser.get("/fr/desk/consultations/roundless/put/").content.decode()


def test_only_the_coordinator_changes_the_points(world: World, signed_in: Any) -> None:
    acts = ("points/order/", "points/place/", f"points/{world.on_gap.pk}/withdraw/", "put/")
    for who in ("boubacar", "kadi", "tieman", "nene", "demba"):
        for act in acts:
            assert signed_in(getattr(world.cast, who)).post(ROOM + act).status_code == 404
    for who in ("nene", "demba"):
        assert signed_in(getattr(world.cast, who)).get(f"{ROOM}points/").status_code == 404
    assert signed_in(world.cast.aminata).post(f"{ROOM}points/999999/withdraw/").status_code == 404


def test_queries_do_not_grow_with_points(world: World, signed_in: Any, django_assert_max_num_queries: Any) -> None:
    browser, pages = signed_in(world.cast.aminata), ("points/", "put/?kind=answer")
    world.agreed("rights.school", "partial")
    counts = {}
    for path in pages:
        browser.get(ROOM + path)
        with django_assert_max_num_queries(45) as before:
            browser.get(ROOM + path)
        counts[path] = len(before)
    answer = world.agreed("mobility.region", "partial")
    with django_assert_max_num_queries(counts["put/?kind=answer"]):
        browser.get(f"{ROOM}put/?kind=answer")
    items.put(world.room, [answer.subject], by=world.cast.aminata)
    with django_assert_max_num_queries(counts["points/"]):
        browser.get(f"{ROOM}points/")
