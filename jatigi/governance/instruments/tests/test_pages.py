"""The register's pages: what they show, to whom, and in how many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jatigi.governance.instruments.changes import loading
from jatigi.governance.instruments.models import Evidence, Instrument, LegalEffect, Participation, Succession
from jatigi.governance.instruments.tests.register import entry, part, write

BASE = "/fr/desk/instruments/"


@pytest.fixture
def register(cast, tmp_path):
    claims = [{"value": "2008-10-06", "source": 1}, {"value": "2018/2021", "source": 1}]
    dispute = {"field": "in_force_from", "claims": claims, "chosen": "2008-10-06", "reason": {"fr": "Le dossier."}}
    loading.load_register(
        write(
            tmp_path,
            entry(
                "protocole",
                "regional_act",
                title={"fr": "Protocole de la CEDEAO", "en": "ECOWAS protocol"},
                adopted="1979-05-29",
                in_force_from="1980-06-05",
                participation=[part(left="2025-01-29")],
                subjects=["free-movement"],
            ),
            entry(
                "loi", title={"fr": "Loi sur l’asile", "en": "Asylum act"}, adopted="2010", in_force_from="2010-05-01"
            ),
            entry("souvenir", status="recalled", recalled_fields=["adopted"], adopted="1999"),
            entry("centre", "institution", status="disputed", in_force_from="2008-10-06", dispute=dispute),
        )
    )


@pytest.fixture
def aminata(cast, signed_in):
    return signed_in(cast.aminata)


def text(client, path, lang="fr", **query):
    answer = client.get(f"/{lang}/desk/instruments/{path}", query)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client, **query):
    """The codes on the list."""
    html = text(client, "", **query)
    codes = Instrument.objects.values_list("code", flat=True)
    return {code for code in codes if f'/text/{code}/"' in html}


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, {"protocole", "loi", "souvenir", "centre"}),
        ({"q": "ASILE"}, {"loi"}),
        ({"q": "ecowas"}, {"protocole"}),
        ({"kind": "law"}, {"loi", "souvenir"}),
        ({"subject": "free-movement"}, {"protocole"}),
        ({"status": "recalled"}, {"souvenir"}),
        ({"status": "disputed"}, {"centre"}),
        ({"part": "left"}, {"protocole"}),
        ({"on": "2026-01-01"}, {"loi", "souvenir", "centre"}),
        ({"on": "2009-01-01"}, {"protocole", "souvenir", "centre"}),
        ({"kind": "nonsense", "on": "yesterday"}, {"protocole", "loi", "souvenir", "centre"}),
        ({"q": "rien de tel"}, set()),
    ],
)
def test_the_list_shows_what_fits(register, aminata, query, codes):
    assert listed(aminata, **query) == codes


def test_htmx_gets_the_results_without_the_page(register, aminata):
    html = aminata.get(BASE, {"q": "asile"}, headers={"HX-Request": "true"}).content.decode()
    assert "Loi sur l’asile" in html
    assert "<html" not in html


def test_an_empty_register_says_what_to_do(cast, aminata):
    assert "Le registre est vide" in text(aminata, "")


def test_the_timeline_tells_what_came_when(register, aminata):
    html = text(aminata, "timeline/")
    assert html.index("1979") < html.index("Quitté (Mali)")
    assert '<li class="break">' in html


def test_a_text_tells_that_the_participation_ended_and_that_its_effect_waits(register, aminata):
    html = text(aminata, "text/protocole/")
    assert "Participation terminée le 29 janvier 2025" in html
    assert "effet à examiner" in html
    assert reverse("record_effect", args=["protocole"]).split("/", 2)[2] in html


def test_what_is_from_memory_is_marked(register, aminata):
    assert text(aminata, "text/souvenir/").count("non vérifié") >= 1
    assert "non vérifié" in text(aminata, "", status="recalled")


def test_sources_that_differ_all_stand_there_with_the_choice_and_its_reason(register, aminata):
    html = text(aminata, "text/centre/")
    assert "jt-dispute" in html
    assert all(said in html for said in ("6 octobre 2008", "2018/2021", "Le dossier.", "retenu ici"))


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("tieman", "", 200),
        ("tieman", "text/loi/", 200),
        ("tieman", "add/", 404),
        ("tieman", "text/loi/edit/", 404),
        ("tieman", "text/loi/delete/", 404),
        ("coumba", "text/protocole/effect/", 200),
        ("coumba", "text/protocole/departure/", 404),
        ("boubacar", "text/protocole/departure/", 200),
        ("boubacar", "text/protocole/effect/", 404),
        ("nene", "text/loi/", 404),
        ("nene", "text/protocole/", 200),
        ("nene", "text/protocole/edit/", 404),
        ("nene", "text/nowhere/", 404),
        ("demba", "", 404),
        ("demba", "timeline/", 404),
        ("demba", "evidence/", 404),
    ],
)
def test_pages_open_to_those_who_may_and_are_not_there_for_others(register, cast, signed_in, who, path, status):
    assert signed_in(getattr(cast, who)).get(BASE + path).status_code == status


def test_strangers_are_sent_to_sign_in(register, client):
    assert client.get(BASE).status_code == 302


FORM = {"kind": "law", "status": "verified", "title_fr": "Loi nouvelle", "summary_fr": "Ce qu’elle dit."}


def test_a_text_is_added_without_javascript(cast, aminata):
    answer = aminata.post(
        BASE + "add/", {**FORM, "adopted": "2024-12", "source_publisher": "JO", "source_url": "https://example.org"}
    )
    assert answer.status_code == 302
    row = Instrument.objects.get()
    assert (str(row.adopted), row.sources.get().publisher) == ("2024-12", "JO")
    assert "Loi nouvelle" in text(aminata, f"text/{row.code}/")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Aucune source"),
        ({"title_fr": "", "source_publisher": "JO"}, "dans une langue au moins"),
        ({"adopted": "mai", "source_publisher": "JO"}, "Écrivez 2016"),
        ({"in_force_from": "2020", "in_force_until": "2019", "source_publisher": "JO"}, "La fin précède le début"),
        ({"source_url": "https://example.org"}, "Dites qui a publié la source"),
    ],
)
def test_what_does_not_hold_together_is_said_beside_its_field_and_kept(cast, aminata, change, said):
    answer = aminata.post(BASE + "add/", FORM | change)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert "Ce qu’elle dit." in answer.content.decode()
    assert not Instrument.objects.exists()


def test_an_entry_is_corrected_with_a_reason(register, aminata):
    form = {**FORM, "adopted": "2011"}
    assert "reason" in aminata.post(BASE + "text/loi/edit/", form).context["form"].errors
    assert aminata.post(BASE + "text/loi/edit/", {**form, "reason": "relu au journal"}).status_code == 302
    assert str(Instrument.objects.get(pk="loi").adopted) == "2011"


def test_the_end_of_a_participation_and_its_effect_are_recorded(register, cast, signed_in, aminata):
    answer = aminata.post(BASE + "text/protocole/departure/", {"left": "2024-01-28", "reason": "communiqué"})
    assert answer.status_code == 302
    assert str(Participation.objects.get().left) == "2024-01-28"
    effect = {"text_fr": "La circulation reste ouverte.", "holds_on": "2025-01-29"}
    assert signed_in(cast.coumba).post(BASE + "text/protocole/effect/", effect).status_code == 302
    assert LegalEffect.objects.get().recorded_by == cast.coumba
    html = text(aminata, "text/protocole/")
    assert "La circulation reste ouverte." in html
    assert "effet à examiner" not in html


def test_a_later_text_is_recorded_and_taken_back(register, aminata):
    form = {"later": "souvenir", "kind": "supersedes"}
    assert aminata.post(BASE + "text/loi/later/", form).status_code == 302
    succession = Succession.objects.get()
    assert "Remplacé en 1999" in text(aminata, "text/loi/")
    assert "C’est déjà noté" in aminata.post(BASE + "text/loi/later/", form).content.decode()
    assert aminata.post(BASE + f"text/loi/later/{succession.pk}/", {"reason": "erreur"}).status_code == 302
    assert not Succession.objects.exists()


def test_the_choice_between_versions_is_recorded(register, aminata):
    address = BASE + "text/centre/dispute/in_force_from/"
    assert aminata.post(address, {"claim": "none", "reason_fr": "Rien ne tranche."}).status_code == 302
    html = text(aminata, "text/centre/")
    assert "Rien ne tranche." in html
    assert "retenu ici" not in html
    assert aminata.get(BASE + "text/centre/dispute/number/").status_code == 302


def test_deleting_what_is_cited_shows_what_cites_it(register, cast, aminata):
    piece = Evidence.objects.create(jurisdiction=cast.mali, code="avis", kind="observation", confidence="low")
    piece.instruments.add("loi")
    answer = aminata.post(BASE + "text/loi/delete/")
    assert answer.status_code == 409
    assert "avis" in answer.content.decode()
    piece.instruments.clear()
    assert aminata.post(BASE + "text/loi/delete/").status_code == 302
    assert not Instrument.objects.filter(pk="loi").exists()


def queries_of(client, path):
    client.get(BASE + path)
    with CaptureQueriesContext(connection) as context:
        assert client.get(BASE + path).status_code == 200
    return len(context)


def grow(cast, count):
    """More texts, each tied to the protocol as its amendment, with evidence on it."""
    rows = [
        Instrument(code=f"x{n}", kind="convention", title={"fr": f"X{n}"}, status="verified", adopted="2001")
        for n in range(count)
    ]
    Instrument.objects.bulk_create(rows)
    Participation.objects.bulk_create(Participation(instrument=row, place=cast.mali, left="2020") for row in rows)
    Succession.objects.bulk_create(Succession(later=row, earlier_id="protocole", kind="amends") for row in rows)
    pieces = Evidence.objects.bulk_create(
        Evidence(jurisdiction=cast.mali, code=f"e{n}", kind="document", title={"fr": "E"}, confidence="low")
        for n in range(count)
    )
    for piece in pieces:
        piece.instruments.add("protocole")


@pytest.mark.parametrize("path", ["", "timeline/", "text/protocole/", "evidence/", "?q=x&on=2010-01-01&part=left"])
def test_queries_do_not_grow_with_the_register(register, cast, aminata, path):
    grow(cast, 1)
    few = queries_of(aminata, path)
    Evidence.instruments.through.objects.all().delete()
    Evidence.objects.all().delete()
    Succession.objects.all().delete()
    Participation.objects.exclude(instrument="protocole").delete()
    Instrument.objects.filter(code="x0").delete()
    grow(cast, 25)
    assert queries_of(aminata, path) == few


def test_english_pages_are_english(register, aminata):
    html = text(aminata, "text/protocole/", lang="en")
    assert "Participation ended on 29 January 2025; effect to be examined" in html
    assert "ECOWAS protocol" in html
