"""Other evidence on the desk: brought, read, corrected, kept internal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jatigi.governance.instruments.models import Evidence

BASE = "/fr/desk/instruments/evidence/"
REPLY = {
    "kind": "official_reply",
    "title_fr": "Réponse de la direction",
    "text_fr": "Le guichet est ouvert.",
    "confidence": "high",
    "dated": "2026-03",
}
INTERVIEW = {**REPLY, "kind": "interview", "function": "cheffe du service des visas"}


@pytest.fixture
def kadi(cast, signed_in):
    return signed_in(cast.kadi)


def test_a_contributor_brings_a_reply_and_reads_it_although_it_is_internal(cast, kadi, signed_in):
    assert kadi.post(BASE + "add/", REPLY).status_code == 302
    piece = Evidence.objects.get()
    assert (piece.publishable, piece.added_by) == (False, cast.kadi)
    address = f"{BASE}{piece.pk}/"
    assert "Le guichet est ouvert." in kadi.get(address).content.decode()
    assert signed_in(cast.boubacar).get(address).status_code == 200
    assert signed_in(cast.tieman).get(address).status_code == 404
    assert signed_in(cast.nene).get(address).status_code == 404


def test_internal_evidence_leaves_no_trace_on_a_page_of_those_who_may_not_read_it(cast, kadi, signed_in):
    kadi.post(BASE + "add/", REPLY)
    tieman = signed_in(cast.tieman)
    for path in ("", "?q=guichet", "?publishable=no"):
        assert "guichet" not in tieman.get(BASE + path).content.decode().replace("?q=guichet", "").replace(
            'value="guichet"', ""
        )


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({**INTERVIEW, "function": ""}, "la fonction"),
        ({**INTERVIEW, "publishable": "on"}, "accord"),
        ({**REPLY, "observed_from": "2026-02-01", "observed_until": "2026-01-01"}, "La fin précède le début"),
        ({**REPLY, "url": "javascript:alert(1)"}, "URL"),
        ({**REPLY, "text_fr": ""}, "dans une langue au moins"),
    ],
)
def test_what_does_not_hold_together_is_refused_in_words(kadi, form, said):
    answer = kadi.post(BASE + "add/", form)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Evidence.objects.exists()


def test_an_interview_is_published_with_consent_and_by_function_only(cast, kadi):
    assert kadi.post(BASE + "add/", {**INTERVIEW, "consent": "on", "publishable": "on"}).status_code == 302
    html = kadi.get(f"{BASE}{Evidence.objects.get().pk}/").content.decode()
    assert "cheffe du service des visas" in html


def test_the_file_of_internal_evidence_is_kept_restricted(kadi):
    scan = SimpleUploadedFile("reponse.csv", b"date;texte\n2026;oui\n")
    assert kadi.post(BASE + "add/", {**REPLY, "file": scan}).status_code == 302
    assert Evidence.objects.get().file.restricted


def test_a_hostile_file_is_refused_and_nothing_is_written(kadi):
    program = SimpleUploadedFile("reponse.pdf", b"MZ\x90\x00" + bytes(200))
    answer = kadi.post(BASE + "add/", {**REPLY, "file": program})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Evidence.objects.exists()


def test_evidence_is_corrected_by_who_brought_it_and_not_by_other_contributors(cast, kadi, signed_in):
    kadi.post(BASE + "add/", {**REPLY, "publishable": "on"})
    piece = Evidence.objects.get()
    address = f"{BASE}{piece.pk}/edit/"
    assert kadi.post(address, {**REPLY, "text_fr": "Le guichet est fermé.", "reason": "erreur"}).status_code == 302
    assert str(Evidence.objects.get().text) == "Le guichet est fermé."
    assert signed_in(cast.coumba).get(address).status_code == 404


def test_evidence_that_nothing_rests_on_is_deleted(kadi):
    kadi.post(BASE + "add/", REPLY)
    piece = Evidence.objects.get()
    assert kadi.get(f"{BASE}{piece.pk}/delete/").status_code == 200
    assert Evidence.objects.exists()
    assert kadi.post(f"{BASE}{piece.pk}/delete/").status_code == 302
    assert not Evidence.objects.exists()
