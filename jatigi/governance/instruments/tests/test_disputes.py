"""Facts on which sources differ: every version is kept, and a mistake can be put right."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jatigi.foundation.files.changes import store_file
from jatigi.foundation.text import Text
from jatigi.governance.instruments import export, loader
from jatigi.governance.instruments.changes import disputes, instruments, loading
from jatigi.governance.instruments.changes.disputes import ClaimFacts
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.models import Claim, Instrument
from jatigi.governance.instruments.tests.register import SOURCE, entry, part, write

BASE = "/fr/desk/instruments/text/loi/"
WHY = Text.of({"fr": "Le Journal officiel fait foi."})


@pytest.fixture
def law(cast, tmp_path):
    sources = [SOURCE, {**SOURCE, "publisher": "Dépêche"}]
    loading.load_register(
        write(
            tmp_path,
            entry("loi", adopted="2012-05-04", number="12-001", sources=sources),
            entry("traite", "convention", participation=[part(ratified="1980")]),
        )
    )
    return lambda code="loi": Instrument.objects.get(pk=code)


@pytest.fixture
def aminata(client, cast):
    client.force_login(cast.aminata, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def two(law, *values):
    sources = list(law().sources.all())
    return [ClaimFacts(value, source) for value, source in zip(values, sources, strict=False)]


def record(law, cast, field="adopted", values=("2012-05-04", "2012-06"), chosen=1):
    claims = two(law, *values)
    disputes.record_dispute(law(), field, claims, chosen=chosen, by=cast.aminata, reason=WHY)


def test_a_recorded_dispute_keeps_every_version_and_the_entry_says_what_was_chosen(law, cast):
    record(law, cast)
    row = law()
    assert (row.status, str(row.adopted)) == ("disputed", "2012-06")
    assert [(c.value, c.chosen, c.source.publisher) for c in row.claims.all()] == [
        ("2012-05-04", False, "Journal officiel"), ("2012-06", True, "Dépêche")]  # fmt: skip


def test_when_none_is_chosen_the_reason_says_why_and_the_entry_stays(law, cast):
    record(law, cast, chosen=None)
    row = law()
    assert (row.status, str(row.adopted)) == ("disputed", "2012-05-04")
    assert [str(c.reason) for c in row.claims.all()] == [str(WHY), ""]


def test_the_reason_stays_when_the_version_that_carried_it_is_taken_back(law, cast):
    record(law, cast, chosen=None)
    disputes.add_claim(law(), "adopted", ClaimFacts("2013"), by=cast.aminata)
    disputes.withdraw_claim(Claim.objects.get(value="2012-05-04"), by=cast.aminata, reason="erreur")
    assert [(c.value, str(c.reason)) for c in law().claims.all()] == [("2012-06", str(WHY)), ("2013", "")]


def test_two_different_versions_stay(law, cast):
    record(law, cast)
    with pytest.raises(Refused) as refusal:
        disputes.withdraw_claim(Claim.objects.get(value="2012-05-04"), by=cast.aminata, reason="x")
    assert refusal.value.code == "dispute.agree"


def test_a_settled_fact_is_disputed_no_more_and_can_be_opened_again(law, cast):
    record(law, cast)
    disputes.settle_dispute(law(), "adopted", by=cast.aminata, reason=Text.of({"fr": "Lu au JO."}))
    assert law().status == "verified"
    assert law().claims.count() == 2
    with pytest.raises(Refused) as refusal:
        disputes.add_claim(law(), "adopted", ClaimFacts("2013"), by=cast.aminata)
    assert refusal.value.code == "dispute.settled"
    disputes.reopen_dispute(law(), "adopted", by=cast.aminata, reason="doute")
    assert law().status == "disputed"


def test_without_a_choice_nothing_is_settled(law, cast):
    record(law, cast, chosen=None)
    with pytest.raises(Refused) as refusal:
        disputes.settle_dispute(law(), "adopted", by=cast.aminata, reason=WHY)
    assert refusal.value.code == "dispute.unchosen"


def test_a_dispute_on_a_participation_changes_the_participation(law, cast):
    claims = [ClaimFacts("1980"), ClaimFacts("1981-03")]
    disputes.record_dispute(law("traite"), "participation.MLI.ratified", claims, chosen=1, by=cast.aminata, reason=WHY)
    assert str(law("traite").participations.get().ratified) == "1981-03"


@pytest.mark.parametrize("settled", [False, True])
def test_several_disputes_survive_export_and_load(law, cast, tmp_path, settled):
    record(law, cast)
    record(law, cast, "number", ("12-001", "12-002"))
    if settled:
        disputes.settle_dispute(law(), "number", by=cast.aminata, reason=WHY)
    folder = tmp_path / "out"
    folder.mkdir()
    before = export.register_files("MLI")
    for name, text in before.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert len(loader.read_register(folder)) == 2
    loading.load_register(folder, overwrite=True)
    assert export.register_files("MLI") == before
    assert law().claims.count() == 4
    assert law().claims.filter(settled_on=None).count() == (2 if settled else 4)


def test_the_whole_way_on_the_web(law, aminata):
    asked = aminata.get(BASE + "disputes/add/?field=adopted").content.decode()
    assert 'value="2012-05-04"' in asked
    sources = list(law().sources.all())
    sent = {"field": "adopted", "value_1": "2012-05-04", "source_1": sources[0].pk, "value_2": "2013",
            "source_2": sources[1].pk, "chosen": "2", "reason_fr": "La dépêche cite le décret."}  # fmt: skip
    assert aminata.post(BASE + "disputes/add/", sent).status_code == 302
    page = aminata.get(BASE).content.decode()
    assert "La dépêche cite le décret." in page
    assert "les sources diffèrent" in page.lower() or "divergent" in page.lower()
    dispute = BASE + "dispute/adopted/"
    assert aminata.post(dispute + "add/", {"value": "2014", "source": ""}).status_code == 302
    wrong = Claim.objects.get(value="2014")
    assert f"dispute/adopted/{wrong.pk}/back/" in aminata.get(dispute).content.decode()
    assert aminata.post(f"{dispute}{wrong.pk}/back/", {"reason": "erreur de saisie"}).status_code == 302
    assert aminata.post(dispute + "settle/", {"reason_fr": "Lu au Journal officiel."}).status_code == 302
    assert law().status == "verified"
    assert "Lu au Journal officiel." in aminata.get(BASE).content.decode()
    assert aminata.post(dispute + "reopen/", {"reason": "un autre décret"}).status_code == 302
    assert aminata.post(dispute + "back/", {"reason": "erreur"}).status_code == 302
    assert (law().status, law().claims.count(), str(law().adopted)) == ("verified", 0, "2013")


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"value_2": ""}, "value_2"),
        ({"chosen": "3"}, "chosen"),
        ({"value_2": "2012-05-04"}, "disent"),
        ({"reason_fr": ""}, "reason_fr"),
        ({"source_3": "SOURCE"}, "value_3"),
        ({"field": "status"}, "field"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(law, aminata, more, found):
    sent = {"field": "adopted", "value_1": "2012-05-04", "value_2": "2013", "chosen": "2", "reason_fr": "Dit."}
    sent |= {key: str(law().sources.first().pk) if value == "SOURCE" else value for key, value in more.items()}
    reply = aminata.post(BASE + "disputes/add/", sent)
    assert reply.status_code == 200
    page = reply.content.decode()
    assert found in page
    assert "errorlist" in page
    assert Claim.objects.count() == 0


def test_a_fact_that_texts_do_not_have_is_not_there(law, aminata):
    for path in ("dispute/nothing/", "dispute/nothing/add/", "dispute/participation.SEN.left/settle/"):
        assert aminata.get(BASE + path).status_code == 404
    assert aminata.get(BASE + "dispute/number/settle/").status_code == 302


def test_the_status_of_a_disputed_entry_is_not_edited_away(law, cast, aminata):
    record(law, cast)
    page = aminata.get(BASE + "edit/").content.decode()
    assert 'value="disputed"' in page
    assert 'value="recalled"' not in page


def test_a_copy_must_be_the_file_that_the_publisher_means_and_can_be_taken_back(law, cast, aminata):
    def send(sha256):
        copy = SimpleUploadedFile("loi.txt", b"Le texte de la loi.", "text/plain")
        return aminata.post(BASE + "copy/", {"file": copy, "sha256": sha256})

    refused = send("ab" * 32)
    assert refused.status_code == 200
    assert "SHA-256" in refused.content.decode()
    assert law().archived is None
    right = hashlib.sha256(b"Le texte de la loi.").hexdigest()
    assert send(right.upper()).status_code == 302
    assert law().archived.sha256 == right
    assert aminata.post(BASE + "copy/back/", {"reason": ""}).status_code == 200
    assert aminata.post(BASE + "copy/back/", {"reason": "mauvais fichier"}).status_code == 302
    assert law().archived is None


def test_taking_a_copy_back_needs_a_reason(law, cast):
    copy = store_file(b"Texte.", name="t.txt", jurisdiction=cast.mali, restricted=False, by=cast.aminata)
    instruments.attach_archived_copy(law(), copy, by=cast.aminata)
    with pytest.raises(Refused) as refusal:
        instruments.withdraw_archived_copy(law(), by=cast.aminata, reason=" ")
    assert refusal.value.code == "reason.missing"
