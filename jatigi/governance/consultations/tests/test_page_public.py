"""Anyone writes without an account: in the window, after consent, so many in an hour; shown only once it was read."""

import datetime
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jatigi.foundation.audit.models import Entry
from jatigi.governance.consultations.changes.dispositions import Answered, dispose
from jatigi.governance.consultations.changes.meetings import open_to_public
from jatigi.governance.consultations.changes.remarks import moderate
from jatigi.governance.consultations.models import Consultation, Remark
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.world import World, text
from jatigi.governance.consultations.views import public

SAY = "/fr/consultations/MLI-2026-bamako/say/"
DESK = "/fr/desk/consultations/MLI-2026-bamako/public/"


@pytest.fixture(autouse=True)
def _nothing_spent(db: None) -> None:
    cache.clear()


def opened(world: World, *, starts: int = -1, ends: int = 24) -> None:
    now = timezone.now()
    open_to_public(
        world.room, starts=now + datetime.timedelta(hours=starts), ends=now + datetime.timedelta(hours=ends),
        invitation=text("Dites-nous."), consent=text("Vos mots peuvent être publiés."), by=world.cast.aminata,
    )  # fmt: skip


def ended(world: World) -> None:
    now = timezone.now()
    Consultation.objects.filter(pk=world.room.pk).update(public_until=now - datetime.timedelta(minutes=1))


def send(words: str = "Un guichet à Kayes.", **given: Any) -> Any:
    values = {"text": words, "voice": "diaspora", "organisation": "Association A", "consent": "on", "id": uuid.uuid4()}
    return Client().post(SAY, values | given)


def wrote(words: str = "Un guichet à Kayes.", **given: Any) -> Remark:
    assert send(words, **given).status_code == 200
    return Remark.objects.latest("recorded_at")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_stands_open_in_both_languages_and_is_kept_nowhere(world: World, lang: str) -> None:
    opened(world)
    answer = Client().get(SAY.replace("/fr/", f"/{lang}/"))
    assert answer.status_code == 200
    assert {"fr": "Aucun compte", "en": "No account is needed"}[lang] in answer.content.decode()
    assert set(answer["Cache-Control"].split(", ")) >= {"private", "no-store"}


def test_what_was_not_opened_to_the_public_is_not_there(world: World) -> None:
    assert Client().get(SAY).status_code == 404
    assert Client().get("/fr/consultations/NOWHERE/say/").status_code == 404
    opened(world)
    Consultation.objects.update(state="planned")
    assert Client().get(SAY).status_code == 404
    assert send().status_code == 404


def test_a_remark_waits_and_gives_a_receipt(world: World) -> None:
    opened(world)
    before = Entry.objects.count()
    answer = send()
    kept = Remark.objects.get()
    assert (kept.moderation, kept.source, kept.voice, kept.organisation, kept.recorded_by) == (
        "pending", "public", "diaspora", "Association A", None,
    )  # fmt: skip
    assert kept.receipt in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.actor) == ("remark.public", "")
    assert "guichet" not in Client().get(SAY).content.decode()


def test_no_field_asks_who_writes_and_a_person_s_organisation_is_not_kept(world: World) -> None:
    opened(world)
    form = Client().get(SAY).content.decode().split("<main")[1]
    assert 'type="email"' not in form
    assert 'type="tel"' not in form
    assert wrote(voice="person", organisation="Mamadou").organisation == ""


@pytest.mark.parametrize(
    "given",
    [{"consent": ""}, {"text": " "}, {"text": "a" * 4001}, {"voice": "institution"}, {"website": "http://x.example"}],
    ids=["no consent", "empty", "too long", "an institution", "a machine"],
)
def test_what_is_not_in_order_is_told_and_kept_for_correction(world: World, given: dict[str, str]) -> None:
    opened(world)
    answer = send(**{"text": "Mes mots à moi", **given})
    assert answer.status_code == 422
    assert given.get("text", "Mes mots à moi") in answer.content.decode()
    assert not Remark.objects.exists()


def test_what_is_sent_twice_is_there_once(world: World) -> None:
    opened(world)
    form = uuid.uuid4()
    first, second = send(id=form), send(id=form)
    kept = Remark.objects.get()
    assert kept.receipt in first.content.decode()
    assert kept.receipt in second.content.decode()
    assert send("Autre chose.", id=form).status_code == 200
    assert Remark.objects.count() == 2


def test_after_the_window_nothing_is_taken_in_and_the_answers_stay(world: World) -> None:
    opened(world)
    ended(world)
    answer = send("Trop tard, mais gardé")
    assert answer.status_code == 409
    assert not Remark.objects.exists()
    page = Client().get(SAY).content.decode()
    assert "On pouvait écrire" in page
    assert "<textarea" not in page


def test_before_the_window_the_page_says_when(world: World) -> None:
    opened(world, starts=1)
    assert "On pourra écrire" in Client().get(SAY).content.decode()
    assert send().status_code == 409


def test_so_many_in_an_hour_from_one_place(world: World) -> None:
    opened(world)
    for number in range(public.FROM_ONE_PLACE.most):
        assert send(f"Observation {number}").status_code == 200
    answer = send("Une de trop")
    assert answer.status_code == 429
    assert "Une de trop" in answer.content.decode()
    assert Remark.objects.count() == public.FROM_ONE_PLACE.most
    elsewhere = {"text": "Ailleurs", "voice": "person", "consent": "on"}
    assert Client(REMOTE_ADDR="192.0.2.7").post(SAY, elsewhere).status_code == 200


def test_receipts_cannot_be_guessed_by_the_thousand(world: World) -> None:
    opened(world)
    for _n in range(public.LOOKED_UP.most):
        assert Client().post(f"{SAY}receipt/", {"receipt": "AAAAAAAAAA"}).status_code == 404
    assert Client().post(f"{SAY}receipt/", {"receipt": "AAAAAAAAAA"}).status_code == 429


# ---------- moderation ----------


def test_what_is_shown_is_read_by_all_with_its_answer(world: World, signed_in: Any) -> None:
    opened(world)
    kept = wrote("Un guichet à Kayes & ailleurs <b>")
    signed_in(world.cast.aminata).post(f"{DESK}{kept.pk}/kept/")
    dispose(Remark.objects.get(), Answered("accepted", text("Il ouvrira.")), by=world.cast.aminata)
    page = Client().get(SAY).content.decode()
    assert "Un guichet à Kayes &amp; ailleurs &lt;b&gt;" in page
    assert "Il ouvrira." in page
    assert kept.receipt not in page
    assert str(kept.pk) not in page


def test_what_is_hidden_is_seen_nowhere_and_its_receipt_says_why(world: World, signed_in: Any) -> None:
    opened(world)
    kept = wrote("MARQUEUR numéro de téléphone")
    desk = signed_in(world.cast.aminata)
    desk.post(f"{DESK}{kept.pk}/hidden/", {"hidden_for": "personal_data"})
    assert "MARQUEUR" not in Client().get(SAY).content.decode()
    for user in (world.cast.kadi, world.cast.tieman, world.cast.boubacar):
        for path in ("remarks/", "draft/", ""):
            page = signed_in(user).get(f"/fr/desk/consultations/MLI-2026-bamako/{path}").content.decode()
            assert "MARQUEUR" not in page
    told = Client().post(f"{SAY}receipt/", {"receipt": f" {kept.receipt[:5].lower()}-{kept.receipt[5:]} "})
    assert "nomme une personne" in told.content.decode()


@pytest.mark.parametrize(("moderation", "said"), [("pending", "attend d’être lue"), ("kept", "Elle est publiée")])
def test_a_receipt_tells_its_state(world: World, moderation: str, said: str) -> None:
    opened(world)
    kept = wrote()
    if moderation != "pending":
        moderate(kept, moderation, by=world.cast.aminata)
    answer = Client().post(f"{SAY}receipt/", {"receipt": kept.receipt})
    assert said in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Client().post(f"{SAY}receipt/", {"receipt": "NOSUCHNUMB"}).status_code == 404
    assert Client().get(f"{SAY}receipt/").status_code == 200


def test_hiding_says_why_and_only_the_coordinator_decides(world: World) -> None:
    opened(world)
    kept = wrote()
    assert refusal(lambda: moderate(kept, "hidden", by=world.cast.aminata)) == "remark.hidden_for"
    assert refusal(lambda: moderate(kept, "hidden", by=world.cast.aminata, hidden_for="taste")) == "remark.hidden_for"
    assert refusal(lambda: moderate(kept, "kept", by=world.cast.aminata, hidden_for="insult")) == "remark.hidden_for"
    assert refusal(lambda: moderate(kept, "kept", by=world.cast.boubacar)) == "not_your_role"
    moderate(kept, "kept", by=world.cast.aminata)
    assert refusal(lambda: moderate(kept, "kept", by=world.cast.aminata)) == "remark.moderated"
    moderate(kept, "hidden", by=world.cast.aminata, hidden_for="insult")
    moderate(kept, "kept", by=world.cast.aminata)
    assert (kept.moderation, kept.hidden_for) == ("kept", "")


def test_what_an_institution_said_is_not_moderated(world: World, signed_in: Any) -> None:
    opened(world)
    kept = wrote()
    Remark.objects.update(source="web", moderation="kept", receipt="")
    kept.refresh_from_db()
    act = lambda: moderate(kept, "hidden", by=world.cast.aminata, hidden_for="insult")  # noqa: E731
    assert refusal(act) == "remark.moderated"


# ---------- the coordinator's page ----------


def test_the_coordinator_opens_it_with_invitation_and_consent(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.aminata)
    page = browser.get(DESK).content.decode()
    assert "Aucun nom, aucune adresse" in page
    assert "No name, address or number" in page
    given = {
        "starts": "2026-01-01T08:00", "ends": "2036-01-31T18:00", "invitation_fr": "Dites-nous.",
        "invitation_en": "Tell us.", "consent_fr": "Publié.", "consent_en": "Shown.",
    }  # fmt: skip
    assert browser.post(DESK, given).status_code == 302
    assert "Tell us." in Client().get(SAY.replace("/fr/", "/en/")).content.decode()
    assert "/fr/consultations/MLI-2026-bamako/say/" in browser.get(DESK).content.decode()
    backwards = given | {"ends": "2025-01-01T08:00"}
    assert browser.post(DESK, backwards).status_code == 422
    assert browser.post(DESK, given | {"invitation_fr": "", "invitation_en": ""}).status_code in (302, 422)


def test_others_do_not_open_it(world: World, signed_in: Any) -> None:
    opened(world)
    kept = wrote()
    for user in (world.cast.boubacar, world.cast.kadi, world.cast.tieman, world.cast.nene, world.cast.demba):
        assert signed_in(user).get(DESK).status_code == 404
        assert signed_in(user).post(f"{DESK}{kept.pk}/kept/").status_code == 404
    assert signed_in(world.cast.aminata).post(f"{DESK}{kept.pk}/pending/").status_code == 404


def test_the_public_page_costs_the_same_however_many_wrote(world: World, django_assert_max_num_queries: Any) -> None:
    opened(world)
    counts = []
    for n in range(2):
        for m in range(4):
            moderate(wrote(f"Observation {n} {m}"), "kept", by=world.cast.aminata)
        with django_assert_max_num_queries(12) as spent:
            Client().get(SAY)
        counts.append(len(spent))
    assert counts[0] == counts[1]
