"""Every write leaves exactly one line in the trail, and none when it is refused."""

import datetime

import pytest

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.text import PartialDate, Text
from jatigi.governance.instruments import queries
from jatigi.governance.instruments.changes import disputes, evidence, instruments, loading, participation
from jatigi.governance.instruments.changes.disputes import ClaimFacts
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.facts import EvidenceFacts, InstrumentFacts, SourceFacts
from jatigi.governance.instruments.models import Claim, Evidence, Instrument, LegalEffect, Source, Succession
from jatigi.governance.instruments.tests.register import entry, part, write

SOURCE = SourceFacts("Journal officiel", "https://example.org/jo", {"fr": "Publié."})
DAY = datetime.date(2025, 1, 29)
TWO = [ClaimFacts("n° 1"), ClaimFacts("n° 2")]


@pytest.fixture
def register(cast, tmp_path):
    claims = [{"value": "2010", "source": 1}, {"value": "2011-05", "source": 1}, {"value": "2009/2011", "source": 1}]
    dispute = {"field": "adopted", "claims": claims, "chosen": "2010", "reason": {"fr": "La loi."}}
    loading.load_register(
        write(
            tmp_path,
            entry("old", adopted="2000"),
            entry("new", adopted="2018-03-30"),
            entry("treaty", "convention", participation=[part(ratified="1980")]),
            entry("shared", "convention", participation=[part(ratified="1990")]),
            entry("disputed", status="disputed", adopted="2010", dispute=dispute),
        )
    )
    return lambda code: Instrument.objects.get(pk=code)


def facts(**more):
    values = {"kind": "law", "title": {"fr": "Loi nouvelle"}, "summary": {"fr": "Dit."}, "status": "verified"}
    return InstrumentFacts(**values | more)


def piece(**more):
    values = {"kind": "observation", "title": {"fr": "Vu"}, "text": {"fr": "Un guichet."}}
    return EvidenceFacts(**values | {"confidence": "medium", "publishable": True} | more)


def acts(cast, register):
    """Every act: its name in the trail, and the act."""
    by = cast.aminata
    claim = Claim.objects.get(instrument="disputed", value="2011-05")
    old, new, treaty = register("old"), register("new"), register("treaty")
    succession = Succession.objects.create(later=register("disputed"), earlier=old, kind="amends")
    note = Evidence.objects.create(jurisdiction=cast.mali, code="n", kind="observation", confidence="low")
    return [
        ("instrument.add", lambda: instruments.add_instrument(facts(source=SOURCE), jurisdiction=cast.mali, by=by)),
        ("instrument.edit", lambda: instruments.edit_instrument(old, facts(), by=by, reason="erreur")),
        (
            "instrument.choose_claim",
            lambda: disputes.choose_claim(register("disputed"), "adopted", claim, by=by, reason=Text.of({"fr": "x"})),
        ),
        (
            "participation.record",
            lambda: participation.record_participation(
                treaty, cast.mali, signed=PartialDate("1979"), ratified=PartialDate("1980"), by=by
            ),
        ),
        (
            "participation.end",
            lambda: participation.end_participation(
                treaty, cast.mali, left=PartialDate("2025-01-29"), by=by, reason="communiqué"
            ),
        ),
        (
            "instrument.effect",
            lambda: participation.record_legal_effect(
                treaty, cast.mali, text=Text.of({"fr": "Maintenu."}), holds_on=DAY, by=by
            ),
        ),
        ("succession.record", lambda: participation.record_succession(new, old, kind="supersedes", by=by)),
        ("succession.withdraw", lambda: participation.withdraw_succession(succession, by=by, reason="erreur")),
        (
            "dispute.record",
            lambda: disputes.record_dispute(new, "number", TWO, chosen=0, by=by, reason=Text.of({"fr": "Vu."})),
        ),
        ("dispute.add_claim", lambda: disputes.add_claim(new, "number", ClaimFacts("n° 3"), by=by)),
        (
            "dispute.withdraw_claim",
            lambda: disputes.withdraw_claim(Claim.objects.get(instrument="new", value="n° 3"), by=by, reason="erreur"),
        ),
        ("dispute.settle", lambda: disputes.settle_dispute(new, "number", by=by, reason=Text.of({"fr": "JO."}))),
        ("dispute.reopen", lambda: disputes.reopen_dispute(new, "number", by=by, reason="doute")),
        ("dispute.withdraw", lambda: disputes.withdraw_dispute(new, "number", by=by, reason="erreur")),
        (
            "participation.withdraw",
            lambda: participation.withdraw_participation(
                Instrument.objects.get(pk="shared"), cast.mali, by=by, reason="erreur"
            ),
        ),
        ("evidence.add", lambda: evidence.add_evidence(piece(), jurisdiction=cast.mali, by=by)),
        ("evidence.edit", lambda: evidence.edit_evidence(note, piece(), by=by, reason="erreur")),
        ("evidence.delete", lambda: evidence.delete_evidence(note, by=by)),
        ("instrument.delete", lambda: instruments.delete_instrument(register("disputed"), by=by)),
    ]


def test_every_act_writes_one_line_with_its_objects_and_no_words(register, cast):
    for name, act in acts(cast, register):
        before = Entry.objects.count()
        act()
        new = Entry.objects.order_by("seq")[before:]
        assert [one.action for one in new] == [name]
        assert new[0].targets
        assert new[0].actor == str(cast.aminata.public_id)
        assert "Maintenu" not in str(new[0].details)
        assert "communiqué" not in str(new[0].details)


def refusals(cast, register):
    """Every refusal: its code, and the act that meets it."""
    by, mali = cast.aminata, cast.mali
    old, new, treaty = register("old"), register("new"), register("treaty")
    participation.record_succession(new, old, kind="supersedes", by=by)
    late, early = PartialDate("2020"), PartialDate("2010")
    source = {"source": SOURCE}
    return [
        (
            "register.dates",
            lambda: instruments.add_instrument(
                facts(in_force_from=late, in_force_until=early, **source), jurisdiction=mali, by=by
            ),
        ),
        ("register.no_source", lambda: instruments.add_instrument(facts(), jurisdiction=mali, by=by)),
        ("reason.missing", lambda: instruments.edit_instrument(old, facts(), by=by, reason=" ")),
        (
            "claim.reason",
            lambda: disputes.choose_claim(register("disputed"), "adopted", None, by=by, reason=Text.of({})),
        ),
        (
            "register.not_shared",
            lambda: participation.record_participation(old, mali, signed=None, ratified=late, by=by),
        ),
        (
            "participation.none",
            lambda: participation.end_participation(treaty, cast.senegal, left=late, by=by, reason="x"),
        ),
        (
            "register.dates",
            lambda: participation.end_participation(treaty, mali, left=PartialDate("1970"), by=by, reason="x"),
        ),
        ("succession.itself", lambda: participation.record_succession(old, old, kind="supersedes", by=by)),
        ("succession.recorded", lambda: participation.record_succession(new, old, kind="supersedes", by=by)),
        ("succession.circle", lambda: participation.record_succession(old, new, kind="supersedes", by=by)),
        (
            "effect.nothing_ended",
            lambda: participation.record_legal_effect(treaty, mali, text=Text.of({"fr": "x"}), holds_on=DAY, by=by),
        ),
        *disputed(register("disputed"), by),
        ("participation.none", lambda: participation.withdraw_participation(old, mali, by=by, reason="x")),
        ("copy.none", lambda: instruments.withdraw_archived_copy(old, by=by, reason="x")),
        ("interview.function", lambda: evidence.add_evidence(piece(kind="interview"), jurisdiction=mali, by=by)),
        (
            "interview.consent",
            lambda: evidence.add_evidence(piece(kind="interview", function="chef"), jurisdiction=mali, by=by),
        ),
        ("register.cited", lambda: instruments.delete_instrument(old, by=by)),
    ]


def disputed(row, by):
    """What is refused about facts on which sources differ."""
    why, claim = Text.of({"fr": "x"}), Claim.objects.get(instrument="disputed", value="2010")
    third = ClaimFacts("2010", claim.source)
    return [
        ("dispute.there", lambda: disputes.record_dispute(row, "adopted", TWO, chosen=0, by=by, reason=why)),
        ("dispute.field", lambda: disputes.record_dispute(row, "status", TWO, chosen=0, by=by, reason=why)),
        ("dispute.agree", lambda: disputes.record_dispute(row, "number", TWO[:1], chosen=0, by=by, reason=why)),
        ("claim.reason", lambda: disputes.record_dispute(row, "number", TWO, chosen=0, by=by, reason=Text.of({}))),
        ("dispute.none", lambda: disputes.add_claim(row, "number", third, by=by)),
        ("claim.there", lambda: disputes.add_claim(row, "adopted", third, by=by)),
        ("claim.chosen", lambda: disputes.withdraw_claim(claim, by=by, reason="x")),
        ("dispute.none", lambda: disputes.settle_dispute(row, "number", by=by, reason=why)),
        ("dispute.none", lambda: disputes.reopen_dispute(row, "adopted", by=by, reason="x")),
        ("dispute.none", lambda: disputes.withdraw_dispute(row, "number", by=by, reason="x")),
        (
            "dispute.contradicts",
            lambda: instruments.edit_instrument(
                row, facts(status="disputed", adopted=PartialDate("1999")), by=by, reason="x"
            ),
        ),
    ]


def counts():
    return [model.objects.count() for model in (Entry, Instrument, Evidence, LegalEffect, Succession)]


def test_what_is_refused_leaves_no_trace(register, cast):
    for code, act in refusals(cast, register):
        before = (
            Entry.objects.count(),
            Instrument.objects.count(),
            Evidence.objects.count(),
            LegalEffect.objects.count(),
        )
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == code
        assert str(refusal.value)
        assert str(refusal.value.advice)
        after = (
            Entry.objects.count(),
            Instrument.objects.count(),
            Evidence.objects.count(),
            LegalEffect.objects.count(),
        )
        assert after == before


def test_deleting_what_is_cited_is_refused_with_the_list_of_what_cites_it(register, cast):
    loan = evidence.add_evidence(piece(instruments=[register("old")]), jurisdiction=cast.mali, by=cast.aminata)
    participation.record_succession(register("new"), register("old"), kind="amends", by=cast.aminata)
    with pytest.raises(Refused) as refusal:
        instruments.delete_instrument(register("old"), by=cast.aminata)
    assert {one.kind: (one.count, one.examples) for one in refusal.value.cited} == {
        "instruments.Evidence": (1, (loan.code,)),
        "instruments.Succession": (1, ("new amends old",)),
    }
    assert register("old").sources.count() == 1


def test_what_nothing_rests_on_leaves_with_its_parts(register, cast):
    instruments.delete_instrument(register("disputed"), by=cast.aminata)
    assert not Instrument.objects.filter(pk="disputed").exists()
    assert not Source.objects.filter(instrument="disputed").exists()


def test_a_new_text_gets_a_readable_code_and_is_found(register, cast):
    title = {"fr": "Loi sur l’asile", "en": "Asylum act"}
    made = facts(title=title, adopted=PartialDate("2024-12-13"), source=SOURCE)
    row = instruments.add_instrument(made, jurisdiction=cast.mali, by=cast.boubacar)
    again = instruments.add_instrument(made, jurisdiction=cast.mali, by=cast.boubacar)
    assert (row.code, again.code) == ("asylum-act-2024", "asylum-act-2024-2")
    assert row.jurisdiction == cast.mali
    assert [found.code for found in queries.search_register("MLI", "ASILE")] == [row.code, again.code]


def test_a_corrected_title_makes_its_translation_stale_until_that_is_rewritten(register, cast):
    old = register("old")
    first = {"fr": "Titre corrigé", "en": "Text old"}
    instruments.edit_instrument(old, facts(title=first), by=cast.aminata, reason="faute")
    assert register("old").title.unfit(["fr", "en"]) == ["en"]
    instruments.edit_instrument(
        old, facts(title={**first, "en": "Corrected title"}), by=cast.aminata, reason="traduction"
    )
    assert register("old").title.unfit(["fr", "en"]) == []


@pytest.mark.parametrize(("value", "adopted"), [("2011-05", "2011-05"), ("2009/2011", "2010")])
def test_a_chosen_date_becomes_what_the_entry_says_and_an_interval_does_not(register, cast, value, adopted):
    claim = Claim.objects.get(instrument="disputed", value=value)
    disputes.choose_claim(register("disputed"), "adopted", claim, by=cast.aminata, reason=Text.of({"fr": "Vu."}))
    assert str(register("disputed").adopted) == adopted
    assert [c.value for c in Claim.objects.filter(instrument="disputed", chosen=True)] == [value]
    assert Claim.objects.filter(instrument="disputed").count() == 3


def test_leaving_ends_a_text_for_the_one_who_leaves_until_it_is_taken_back(register, cast):
    treaty = register("treaty")
    participation.record_participation(treaty, cast.senegal, signed=None, ratified=PartialDate("1981"), by=cast.nene)
    participation.end_participation(
        treaty, cast.mali, left=PartialDate("2025-01-29"), by=cast.aminata, reason="communiqué"
    )
    assert queries.endings_for("MLI", ["treaty"])["treaty"].reason == "left"
    assert queries.endings_for("SEN", ["treaty"]) == {}
    participation.record_legal_effect(
        treaty, cast.mali, text=Text.of({"fr": "Maintenu."}), holds_on=DAY, by=cast.coumba
    )
    assert queries.endings_for("MLI", ["treaty"])["treaty"].examined
    participation.end_participation(treaty, cast.mali, left=None, by=cast.aminata, reason="erreur")
    assert queries.endings_for("MLI", ["treaty"]) == {}


def test_an_amendment_ends_nothing(register, cast):
    participation.record_succession(register("new"), register("old"), kind="amends", by=cast.aminata)
    assert queries.endings_for("MLI", ["old"]) == {}
    participation.record_succession(register("new"), register("old"), kind="supersedes", by=cast.aminata)
    ending = queries.endings_for("MLI", ["old"])["old"]
    assert (ending.by, str(ending.on)) == ("new", "2018-03-30")


def test_a_region_leaves_when_its_country_does(register, cast):
    from jatigi.foundation.places.models import Place

    kayes = Place.objects.create(code="ML-1", kind="region", parent=cast.mali)
    participation.end_participation(
        register("treaty"), cast.mali, left=PartialDate("2025-01-29"), by=cast.aminata, reason="x"
    )
    assert queries.endings_for(kayes.pk, ["treaty"])["treaty"].reason == "left"


def test_endings_take_the_same_queries_for_one_text_and_for_many(register, cast, django_assert_num_queries):
    every = list(Instrument.objects.values_list("pk", flat=True))
    with django_assert_num_queries(5):
        queries.endings_for("MLI", ["old"])
    with django_assert_num_queries(5):
        queries.endings_for("MLI", [*every, *every, "absent"])
