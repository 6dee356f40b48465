"""The round's own page, its moves, settings, assignments and reminders, and opening a new round."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jatigi.governance.assessments.changes import assignments
from jatigi.governance.assessments.models import Approval, Assignment, Round
from jatigi.governance.assessments.tests.world import LAW, PROTOCOL, World

SignIn = Callable[[Any], Any]


def page(name: str = "round", *more: str) -> str:
    return reverse(name, args=["MLI-2026", *more])


def state() -> str:
    return Round.objects.get(pk="MLI-2026").state


# --- the dashboard


def test_the_dashboard_says_what_is_left_and_leads_to_each_place(world: World, signed_in: SignIn) -> None:
    world.past("mobility.region", "complete", PROTOCOL)
    world.agreed("rights.health", cites=[LAW])
    world.coded("rights.school", cites=[LAW])
    client = signed_in(world.cast.aminata)
    shown = client.get(page()).content.decode()
    assert "3 réponses restent à remettre" in shown
    assert "participation terminée" in shown
    assert reverse("record_effect", args=["protocol-1979"]) in shown
    assert reverse("answer", args=["MLI-2026", "mobility.region"]) in shown
    assert reverse("answer_detail", args=["MLI-2026", "rights.school"]) in shown  # handed in, not reviewed
    assert page("assign") + "#i-mobility.visas" in shown


def test_what_is_late_is_shown_and_reminded(world: World, signed_in: SignIn) -> None:
    world.set_state("collection")
    due = timezone.localdate() - datetime.timedelta(days=12)
    asked = [world.indicator("rights.health"), world.indicator("rights.school")]
    assignments.assign(world.round, asked, by=world.cast.aminata, institution=world.cast.statistics, due=due)
    client = signed_in(world.cast.aminata)
    shown = client.get(page()).content.decode()
    assert "12 jours" in shown
    assert signed_in(world.cast.boubacar).post(page("remind")).status_code == 404
    assert not Assignment.objects.exclude(asked_at=None).exists()
    assert client.post(page("remind"), {"institution": "instat"}).status_code == 302
    assert Assignment.objects.exclude(asked_at=None).count() == 2


@pytest.mark.parametrize("who", ["tieman", "boubacar", "moussa"])
def test_others_read_the_progress_in_words(world: World, signed_in: SignIn, who: str) -> None:
    world.agreed("rights.health", cites=[LAW])
    shown = signed_in(getattr(world.cast, who)).get(page()).content.decode()
    assert "1 réponse remise sur" in shown or "1 réponses remises sur 5" in shown
    assert 'id="matrix"' not in shown


def test_an_observer_reads_agreed_answers_and_no_coding(world: World, signed_in: SignIn) -> None:
    coding = world.coded("rights.school", cites=[LAW], reasons="PAS-ENCORE-ARRÊTÉ")
    world.agreed("rights.health", cites=[LAW], reasons="Arrêté ainsi.")
    client = signed_in(world.cast.tieman)
    assert "Arrêté ainsi." in client.get(page("answer_detail", "rights.health")).content.decode()
    assert "PAS-ENCORE" not in client.get(page("answer_detail", "rights.school")).content.decode()
    assert client.get(page("review_coding", str(coding.pk))).status_code == 404


# --- moves


def test_a_move_is_confirmed_first_and_made_by_posting(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.aminata)
    assert client.get(page("move_round", "start")).status_code == 200
    assert state() == "launch"
    assert client.post(page("move_round", "start")).status_code == 302
    assert state() == "collection"


@pytest.mark.parametrize("who", ["boubacar", "coumba", "moussa", "sira", "tieman", "nene", "demba"])
def test_a_move_is_not_there_for_whoever_may_not_make_it(world: World, signed_in: SignIn, who: str) -> None:
    client = signed_in(getattr(world.cast, who))
    assert client.get(page("move_round", "start")).status_code == 404
    assert client.post(page("move_round", "start")).status_code == 404
    assert state() == "launch"


def test_what_stands_in_the_way_is_said_in_words(world: World, signed_in: SignIn) -> None:
    world.set_state("collection")
    client = signed_in(world.cast.aminata)
    assert "Aucune réponse" in client.get(page("move_round", "close_collection")).content.decode()
    refused = client.post(page("move_round", "close_collection"))
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()
    assert state() == "collection"


def test_going_back_asks_for_a_reason(world: World, signed_in: SignIn) -> None:
    world.set_state("review")
    client = signed_in(world.cast.aminata)
    assert client.post(page("move_round", "reopen"), {"note": " "}).status_code == 422
    assert client.post(page("move_round", "reopen"), {"note": "Des réponses manquent."}).status_code == 302
    assert state() == "collection"


def test_one_person_does_not_validate_alone(world: World, signed_in: SignIn) -> None:
    world.agreed(cites=[LAW])
    world.set_state("revised")
    moussa = signed_in(world.cast.moussa)
    assert moussa.post(page("move_round", "validate")).status_code == 302
    again = moussa.post(page("move_round", "validate"))
    assert again.status_code == 409
    assert state() == "revised"
    assert signed_in(world.cast.oumou).post(page("move_round", "validate")).status_code == 302
    assert state() == "validated"


def test_the_approval_keeps_letter_function_scan_and_embargo(world: World, signed_in: SignIn) -> None:
    world.set_state("validated")
    client = signed_in(world.cast.aminata)
    address = page("move_round", "approve")
    letter = {"letter_number": "012", "letter_date": "2026-10-01", "signatory_function": "Ministre"}
    assert client.post(address, {**letter, "letter_date": ""}).status_code == 422
    wrong = SimpleUploadedFile("x.pdf", b"MZ\x00\x00", "application/pdf")
    assert client.post(address, {**letter, "scan": wrong}).status_code == 422
    assert state() == "validated"
    scan = SimpleUploadedFile("lettre.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    assert client.post(address, {**letter, "scan": scan, "embargo_until": "2030-01-01"}).status_code == 302
    approval = Approval.objects.select_related("scan").get()
    assert (approval.letter_number, approval.signatory_function) == ("012", "Ministre")
    assert approval.embargo_until == datetime.date(2030, 1, 1)
    assert approval.scan is not None
    assert approval.scan.restricted


# --- settings, assignments, a new round


def test_settings_change_while_the_round_is_open(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.aminata)
    sent = {"about_fr": "Nouveau", "about_en": "exercice (en)", "deadline": "2030-06-30", "languages": ["fr", "en"],
            "lead": "fr", "scores_public": "on"}  # fmt: skip
    assert signed_in(world.cast.boubacar).post(page("round_settings"), sent).status_code == 404
    assert client.post(page("round_settings"), sent).status_code == 302
    changed = Round.objects.get(pk="MLI-2026")
    assert (changed.deadline, changed.scores_public) == (datetime.date(2030, 6, 30), True)
    assert changed.about.is_stale("en")  # the French was rewritten, the English was not
    world.set_state("approved")
    assert "role" in client.post(page("round_settings"), sent).content.decode()
    assert client.post(page("round_settings"), {**sent, "lead": "en", "languages": ["fr"]}).status_code == 200


def test_several_questions_are_asked_of_an_institution_at_once(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.aminata)
    ids = [world.indicator(code).pk for code in ("rights.health", "rights.school")]
    assert client.post(page("assign"), {"do": "ask", "indicator": ids}).status_code == 200
    assert not Assignment.objects.exists()
    sent = {"do": "ask", "institution": "instat", "indicator": ids, "due": "2030-01-31"}
    assert signed_in(world.cast.coumba).post(page("assign"), sent).status_code == 404
    assert client.post(page("assign"), sent).status_code == 302
    assert {(a.institution_id, str(a.due)) for a in Assignment.objects.all()} == {("instat", "2030-01-31")}
    client.post(page("assign"), {"do": "assign", "assessor": world.cast.boubacar.pk, "indicator": ids[:1]})
    assert Assignment.objects.get(indicator=ids[0]).assessor == world.cast.boubacar
    assert Assignment.objects.get(indicator=ids[0]).institution_id == "instat"
    client.post(page("assign"), {"do": "free", "indicator": ids})
    assert not Assignment.objects.exclude(institution=None).exists()
    assert client.post(page("assign"), {"do": "assign", "indicator": []}).status_code == 422


@time_machine.travel("2026-03-02 09:00", tick=False)
def test_a_new_round_is_opened_from_the_desk(world: World, signed_in: SignIn) -> None:
    sent = {"label": "2027", "framework": world.framework.pk, "origin": "official", "reference_date": "2027-06-30",
            "previous": "MLI-2026", "languages": ["fr"], "lead": "fr", "about_fr": "Exercice"}  # fmt: skip
    address = reverse("open_round", args=["MLI"])
    for who in (world.cast.boubacar, world.cast.nene):
        assert signed_in(who).post(address, sent).status_code == 404
    client = signed_in(world.cast.aminata)
    assert client.post(address, sent).status_code == 302
    assert Round.objects.get(pk="MLI-2027").previous_id == "MLI-2026"
    again = client.post(address, sent)
    assert again.status_code == 200
    assert 'role="alert"' in again.content.decode()


# --- the desk


def test_the_desk_shows_what_waits_for_each(world: World, signed_in: SignIn) -> None:
    coding = world.coded("rights.health", cites=[LAW])
    desk = reverse("desk")
    assert "1 réponse attend votre relecture" in signed_in(world.cast.coumba).get(desk).content.decode()
    signed_in(world.cast.coumba).post(page("return_coding", str(coding.pk)), {"revision": "1", "reason": "Précisez."})
    assert "1 réponse vous est renvoyée" in signed_in(world.cast.boubacar).get(desk).content.decode()
    empty = signed_in(world.cast.demba).get(desk)
    assert empty.status_code == 200
    assert "MLI" not in empty.content.decode()
    assert "MLI-2026" not in signed_in(world.cast.nene).get(desk).content.decode()
