"""The search from which an assessor picks citations."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jatigi.governance.instruments.changes import loading
from jatigi.governance.instruments.models import Evidence, Instrument
from jatigi.governance.instruments.tests.register import entry, part, write

ADDRESS = "/fr/desk/instruments/search/"


@pytest.fixture
def register(cast, tmp_path):
    cedeao = {"fr": "Protocole de la CEDEAO sur la libre circulation", "en": "ECOWAS protocol on free movement"}
    etrangers = {"fr": "Loi sur l’entrée et le séjour des étrangers", "en": "Act on the entry and stay of foreigners"}
    loading.load_register(
        write(
            tmp_path,
            entry("cedeao-1979", "regional_act", title=cedeao, participation=[part(left="2025-01-29")]),
            entry("etrangers-2004", title=etrangers, number="Loi 04-058", adopted="2004-11-25"),
            entry("zones-2010", summary={"fr": "Cite la loi sur le séjour des étrangers."}),
        )
    )


def found(client, query):
    return [one["id"] for one in client.get(ADDRESS, {"q": query}).json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("etrangers", ["etrangers-2004", "zones-2010"]),
        ("ÉTRANGERS séjour", ["etrangers-2004", "zones-2010"]),
        ("04-058", ["etrangers-2004"]),
        ("foreigners", ["etrangers-2004"]),
        ("l’entrée", ["etrangers-2004"]),
        ("trangers", []),
        ("%", []),
        ("", []),
    ],
)
def test_words_are_found_at_their_beginning_without_case_or_accents(register, cast, signed_in, query, expected):
    assert found(signed_in(cast.boubacar), query) == expected


def test_an_ended_participation_is_told_with_its_date(register, cast, signed_in):
    (one,) = signed_in(cast.boubacar).get(ADDRESS, {"q": "cedeao"}).json()["results"]
    assert one["ended"] == "2025-01-29"
    assert "29 janvier 2025" in one["ending"]
    assert "effet à examiner" in one["ending"]


def test_another_jurisdiction_finds_what_belongs_to_all_and_nothing_of_mali(register, cast, signed_in):
    nene = signed_in(cast.nene)
    assert found(nene, "cedeao") == ["cedeao-1979"]
    assert found(nene, "etrangers") == []
    assert nene.get(ADDRESS, {"q": "etrangers", "jurisdiction": "MLI"}).status_code == 404
    assert signed_in(cast.demba).get(ADDRESS, {"q": "etrangers"}).status_code == 404


def test_internal_evidence_is_found_by_those_who_may_read_it(cast, signed_in):
    reply = Evidence.objects.create(
        jurisdiction=cast.mali,
        code="reponse",
        kind="official_reply",
        title={"fr": "Réponse"},
        confidence="high",
        publishable=False,
        search=" reponse du ministere ",
    )
    assert found(signed_in(cast.boubacar), "reponse") == [str(reply.pk)]
    assert found(signed_in(cast.tieman), "reponse") == []


def test_htmx_gets_a_fragment(register, cast, signed_in):
    answer = signed_in(cast.boubacar).get(ADDRESS, {"q": "cedeao"}, headers={"HX-Request": "true"})
    assert 'data-id="cedeao-1979"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def add_laws(cast, start, stop):
    Instrument.objects.bulk_create(
        Instrument(
            code=f"loi-{n}",
            kind="law",
            jurisdiction=cast.mali,
            title={"fr": f"Loi {n} sur les migrations"},
            status="verified",
            search=f" loi {n} loi {n} sur les migrations " + "texte " * 60,
        )
        for n in range(start, stop)
    )


def test_a_search_takes_the_same_queries_and_little_time_in_a_large_register(cast, signed_in):
    boubacar = signed_in(cast.boubacar)
    add_laws(cast, 0, 2)
    found(boubacar, "migrations")  # the first request of a session also writes its record
    with CaptureQueriesContext(connection) as few:
        assert len(found(boubacar, "migrations")) == 2
    add_laws(cast, 2, 3000)
    with CaptureQueriesContext(connection) as many:
        assert len(found(boubacar, "migrations")) == 12
    assert len(many) == len(few)
    assert min(_seconds(boubacar) for _ in range(5)) < 0.05


def _seconds(client):
    start = time.perf_counter()
    found(client, "migrations")
    return time.perf_counter() - start
