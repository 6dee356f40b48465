"""The draft is read with what was said on it; passages are commented, found again after edits; remarks are listed."""

from typing import Any

import pytest

from jatigi.governance.consultations.changes.dispositions import Answered, dispose
from jatigi.governance.consultations.changes.meetings import move_consultation
from jatigi.governance.consultations.changes.remarks import Said, write_remark
from jatigi.governance.consultations.models import Remark
from jatigi.governance.consultations.queries.drafts import draft_of
from jatigi.governance.consultations.queries.remarks import heard_of
from jatigi.governance.consultations.rules.passages import passage
from jatigi.governance.consultations.tests.world import World, text

ROOM = "/fr/desk/consultations/MLI-2026-bamako/"


def words(world: World) -> str:
    return str(world.gap.text)


def said_on(world: World, quote: str, remark: str = "Lequel ?", **more: Any) -> Remark:
    start = words(world).index(quote)
    said = Said(
        text(remark), institution=world.cast.statistics, passage=passage(words(world), start, start + len(quote)),
        quote_lang="fr", **more,
    )  # fmt: skip
    return write_remark(world.room, said, by=world.cast.kadi, subject=world.gap.subject)


def rewrite(world: World, fr: str) -> None:
    world.gap.text = text(fr)
    world.gap.save()


def stands(world: World) -> str:
    (chapter,) = draft_of(world.room, heard_of(world.cast.kadi, world.room), "fr")
    return chapter.passages[0].remarks[0].stands


# ---------- reading the draft ----------


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_draft_is_read_in_both_languages(world: World, signed_in: Any, lang: str) -> None:
    page = signed_in(world.cast.tieman).get(f"/{lang}/desk/consultations/MLI-2026-bamako/draft/").content.decode()
    assert {"fr": "Le projet de profil, avec ce qui", "en": "The draft profile, with what was"}[lang] in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_a_passage_is_marked_where_it_stands(world: World, signed_in: Any) -> None:
    quote = words(world).split()[1]
    said_on(world, quote)
    page = signed_in(world.cast.kadi).get(f"{ROOM}draft/").content.decode()
    assert f"<mark>{quote}</mark>" in page
    assert "Lequel" in page


def test_a_passage_is_found_again_after_edits_around_it(world: World) -> None:
    rewrite(world, "La loi existe. Le délai de recours est long.")
    said_on(world, "délai de recours")
    assert stands(world) == "same"
    rewrite(world, "Depuis 2012, la loi existe. Aussi, le délai de recours reste long.")
    assert stands(world) == "same"
    rewrite(world, "La loi existe. Le délai du recours est long.")
    assert stands(world) == "edited"
    rewrite(world, "Les écoles sont ouvertes à tous.")
    assert stands(world) == "gone"


def test_a_rewritten_passage_shows_the_old_words(world: World, signed_in: Any) -> None:
    rewrite(world, "La loi existe. Le délai de recours est long.")
    said_on(world, "délai de recours")
    rewrite(world, "Les écoles sont ouvertes à tous.")
    page = signed_in(world.cast.kadi).get(f"{ROOM}draft/").content.decode()
    assert "Le passage a été réécrit" in page
    assert "délai de recours" in page


# ---------- commenting ----------


def comment(world: World, browser: Any, **given: Any) -> Any:
    address = f"{ROOM}draft/{world.gap.subject_id}/"
    values = {"text": "Lequel ?", "kind": "comment", "lang": "fr", "institution": world.cast.statistics.pk}
    return browser.post(address, values | given)


def test_without_a_script_the_words_are_typed(world: World, signed_in: Any) -> None:
    quote = " ".join(words(world).split()[:2])
    assert comment(world, signed_in(world.cast.kadi), quote=quote).status_code == 302
    kept = Remark.objects.get()
    assert (kept.quote, kept.before, kept.quote_lang, kept.source) == (quote, "", "fr", "web")
    assert words(world).startswith(quote + kept.after[:5])


def test_selected_words_are_remembered_where_they_were_selected(world: World, signed_in: Any) -> None:
    rewrite(world, "Le délai est long, le délai est connu.")
    comment(world, signed_in(world.cast.kadi), quote="délai", at=words(world).rindex("délai"))
    assert Remark.objects.get().before == "Le délai est long, le "


def test_words_that_do_not_stand_there_are_refused_and_what_was_typed_is_kept(world: World, signed_in: Any) -> None:
    answer = comment(world, signed_in(world.cast.kadi), quote="zèbres girafes éléphants", text="Mon avis entier")
    assert answer.status_code == 200
    assert "ne figurent pas dans le paragraphe" in answer.content.decode()
    assert "Mon avis entier" in answer.content.decode()
    assert not Remark.objects.exists()


def test_only_one_s_own_institution_can_be_chosen(world: World, signed_in: Any) -> None:
    comment(world, signed_in(world.awa), institution=world.cast.statistics.pk)
    assert not Remark.objects.exists()


def test_who_keeps_the_record_writes_down_a_proposal_in_its_own_words(world: World, signed_in: Any) -> None:
    given = {"text": "Un guichet à Kayes.", "kind": "proposal", "lang": "fr", "voice": "diaspora",
             "organisation": "Association des Maliens de Montreuil"}  # fmt: skip
    assert signed_in(world.cast.aminata).post(f"{ROOM}remarks/write/", given).status_code == 302
    kept = Remark.objects.get()
    assert (kept.voice, kept.organisation, kept.kind, str(kept.text)) == (
        "diaspora", "Association des Maliens de Montreuil", "proposal", "Un guichet à Kayes.",
    )  # fmt: skip


def test_a_closed_consultation_takes_no_remark_and_says_so(world: World, signed_in: Any) -> None:
    move_consultation(world.room, "closed", by=world.cast.aminata)
    browser = signed_in(world.cast.kadi)
    assert "tant que la consultation est ouverte" in browser.get(f"{ROOM}remarks/write/").content.decode()
    assert comment(world, browser).status_code == 409
    assert not Remark.objects.exists()


def test_a_paragraph_of_another_round_is_not_there(world: World, signed_in: Any) -> None:
    browser = signed_in(world.cast.kadi)
    assert browser.get(f"{ROOM}draft/{world.answer.subject_id}/").status_code == 404
    assert browser.get(f"{ROOM}draft/00000000-0000-0000-0000-000000000000/").status_code == 404
    for outsider in (world.cast.nene, world.cast.demba):
        for path in ("draft/", "remarks/", f"draft/{world.gap.subject_id}/", "remarks/write/", "word/"):
            assert signed_in(outsider).get(ROOM + path).status_code == 404


# ---------- the list ----------


def proposals(world: World) -> None:
    given = (("diaspora", "Association A"), ("local", "Conseil de cercle B"), ("civil_society", "Réseau C"))
    for voice, organisation in given:
        said = Said(text(f"Proposition de {organisation}"), kind="proposal", voice=voice, organisation=organisation)
        write_remark(world.room, said, by=world.cast.aminata, source="floor")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_proposals_stand_in_their_own_words_by_voice(world: World, signed_in: Any, lang: str) -> None:
    proposals(world)
    browser = signed_in(world.cast.tieman)
    address = f"/{lang}/desk/consultations/MLI-2026-bamako/remarks/"
    page = browser.get(address).content.decode()
    assert {"fr": "3 observations", "en": "3 remarks"}[lang] in page
    only = browser.get(f"{address}?voice=diaspora").content.decode()
    assert "Proposition de Association A" in only
    assert "Proposition de Conseil" not in only
    assert browser.get(f"{address}?voice=nobody&kind=x&page=99").status_code == 200


def test_each_proposal_shows_what_it_was_answered(world: World, signed_in: Any) -> None:
    proposals(world)
    line = Remark.objects.get(voice="diaspora")
    dispose(line, Answered("partly", text("Un guichet mobile est prévu.")), by=world.cast.aminata)
    page = signed_in(world.cast.tieman).get(f"{ROOM}remarks/?progress=answered").content.decode()
    assert "Un guichet mobile est prévu." in page
    assert "Conseil de cercle B" not in page


def test_what_is_confidential_is_for_the_coordinator_and_its_institution(world: World, signed_in: Any) -> None:
    said_on(world, words(world).split()[0], "MARQUEUR confidentiel", confidential=True)
    for user, sees in ((world.cast.aminata, True), (world.cast.kadi, True), (world.awa, False),
                       (world.cast.tieman, False), (world.cast.coumba, False)):  # fmt: skip
        browser = signed_in(user)
        for path in ("remarks/", "draft/"):
            assert ("MARQUEUR" in browser.get(ROOM + path).content.decode()) is sees, (user, path)


def test_an_institution_without_consent_is_not_named_to_others(world: World, signed_in: Any) -> None:
    said_on(world, words(world).split()[0])
    main = signed_in(world.awa).get(f"{ROOM}remarks/").content.decode()
    assert "Lequel" in main
    assert "Statistique" not in main
    assert "Statistique" in signed_in(world.cast.kadi).get(f"{ROOM}remarks/").content.decode()


def test_pages_cost_the_same_however_much_was_said(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(world.cast.aminata)
    browser.get(ROOM)
    counts = []
    for _n in range(2):
        for _m in range(5):
            said_on(world, words(world).split()[0])
        for path in ("remarks/", "draft/"):
            with django_assert_max_num_queries(40) as spent:
                browser.get(ROOM + path)
            counts.append(len(spent))
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]
