"""Writing, rewording, merging, splitting and answering recommendations over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jatigi.governance.consultations.models import Remark
from jatigi.governance.followup.changes import recommendations as act
from jatigi.governance.followup.models import Recommendation, RecommendationRevision
from jatigi.governance.followup.tests.world import World

SignIn = Callable[[Any], Any]


def written(world: World, **more: Any) -> dict[str, Any]:
    return {
        "text_fr": "Étendre les soins à tous",
        "text_en": "Extend care to all",
        "came_from": "finding",
        "findings": [world.gap.pk],
        "indicators": [world.indicator().indicator_id],
        "gcm": ["15"],
        "recommended_on": "2026-05",
        "public": "on",
        "consultation": "",
        **more,
    }


def new(world: World) -> str:
    return reverse("write_recommendation", args=["MLI"]) + f"?round={world.round.pk}"


def test_a_gap_starts_a_recommendation(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.boubacar)
    calls = client.get(reverse("recommendation_calls", args=["MLI-2026"])).content.decode()
    start = f"{reverse('write_recommendation', args=['MLI'])}?round=MLI-2026&finding={world.gap.code}"
    assert start.replace("&", "&amp;") in calls
    form = client.get(start).content.decode()
    assert "checked" in form.split(f'name="findings" value="{world.gap.pk}"')[1][:60]
    assert "checked" in form.split(f'name="indicators" value="{world.indicator().indicator_id}"')[1][:60]
    made = client.post(start, written(world))
    assert made.status_code == 302
    one = Recommendation.objects.get()
    assert one.pk == "MLI-2026-etendre-les-soins-a-tous"
    assert (one.gcm, str(one.recommended_on), one.round_id) == ([15], "2026-05", "MLI-2026")
    assert (
        start.replace("&", "&amp;")
        not in client.get(reverse("recommendation_calls", args=["MLI-2026"])).content.decode()
    )


def test_a_proposal_keeps_its_own_words_as_an_origin(world: World, signed_in: SignIn) -> None:
    said = Remark.objects.create(
        consultation=world.room, kind="proposal", source="floor", voice="diaspora", organisation="Conseil",
        text={"fr": "Ouvrir un guichet unique"}, recorded_at=timezone.now(),
    )  # fmt: skip
    client = signed_in(world.cast.boubacar)
    start = f"{reverse('write_recommendation', args=['MLI'])}?round=MLI-2026&remark={said.pk}"
    assert "Ouvrir un guichet unique" in client.get(start).content.decode()
    sent = written(world, findings=[], remarks=[said.pk], came_from="floor", consultation="MLI-2026-bamako")
    assert client.post(start, sent).status_code == 302
    one = Recommendation.objects.get()
    assert ([remark.pk for remark in one.remarks.all()], one.consultation_id) == ([said.pk], "MLI-2026-bamako")
    page = signed_in(world.cast.kadi).get(reverse("recommendation", args=[one.pk])).content.decode()
    assert "Ouvrir un guichet unique" in page


def test_a_recommendation_from_a_document_names_its_source(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.boubacar)
    nobody = written(world, came_from="document", findings=[], source_url="https://example.org/rapport")
    assert client.post(new(world), nobody).status_code == 422
    sent = nobody | {"source_publisher": "Journal officiel", "source_accessed": "2026-03"}
    assert client.post(new(world), sent).status_code == 302
    source = {"publisher": "Journal officiel", "url": "https://example.org/rapport", "accessed": "2026-03"}
    one = Recommendation.objects.get()
    assert one.sources == [source]
    page = reverse("reword_recommendation", args=[one.pk])
    more = written(world, number=1, sources=["0"], source_publisher="Un autre")
    assert client.post(page, more).status_code == 302
    one.refresh_from_db()
    assert one.sources == [source, {"publisher": "Un autre", "url": ""}]
    assert client.post(page, written(world, number=2, sources=["1"])).status_code == 302
    one.refresh_from_db()
    assert [kept["publisher"] for kept in one.sources] == ["Un autre"]
    assert "Un autre" in client.get(reverse("recommendation", args=[one.pk])).content.decode()


def test_what_was_typed_is_kept_when_it_is_refused(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.cast.boubacar)
    refused = client.post(new(world), written(world, text_fr="", text_en="", detail_fr="Un détail gardé"))
    assert refused.status_code == 422
    assert "Un détail gardé" in refused.content.decode()
    assert not Recommendation.objects.exists()
    wrong = client.post(new(world), written(world, recommended_on="demain"))
    assert wrong.status_code == 422
    assert "Étendre les soins à tous" in wrong.content.decode()


@pytest.mark.parametrize("who", ["coumba", "kadi", "moussa", "tieman", "nene", "demba"])
def test_only_those_who_may_write_find_the_forms(world: World, signed_in: SignIn, who: str) -> None:
    world.recommended("soins")
    client = signed_in(getattr(world.cast, who))
    pages = [new(world), reverse("recommendation_calls", args=["MLI-2026"])]
    pages += [reverse(name, args=["soins"]) for name in ("reword_recommendation", "split_recommendation")]
    pages += [reverse("merge_recommendations", args=["MLI"])]
    assert {client.get(page).status_code for page in pages} == {404}
    for name in ("adopt", "reopen", "respond", "drop", "restore"):
        assert client.post(reverse(f"{name}_recommendation", args=["soins"])).status_code == 404


def test_two_people_reword_at_once_and_the_later_is_told(world: World, signed_in: SignIn) -> None:
    world.recommended("soins")
    client, page = signed_in(world.cast.boubacar), reverse("reword_recommendation", args=["soins"])
    assert 'name="number" value="1"' in client.get(page).content.decode()
    assert client.post(page, written(world, number=1)).status_code == 302
    late = client.post(page, written(world, text_fr="Une autre idée", number=1))
    assert late.status_code == 409
    text = late.content.decode()
    assert "Une autre idée" in text
    assert "Étendre les soins à tous" in text
    assert 'name="number" value="2"' in text  # saved again, it replaces theirs
    assert client.post(page, written(world, text_fr="Une autre idée", number=2)).status_code == 302
    assert RecommendationRevision.objects.count() == 3
    assert "Une autre" in client.get(reverse("recommendation", args=["soins"])).content.decode()


def test_an_earlier_wording_can_be_taken_again(world: World, signed_in: SignIn) -> None:
    made = world.recommended("soins", words="Premiers mots")
    act.reword(made, world.worded("Autres mots"), by=world.cast.boubacar, number=1)
    form = signed_in(world.cast.boubacar).get(reverse("reword_recommendation", args=["soins"]) + "?version=1")
    assert "Premiers mots (fr)</textarea>" in form.content.decode()


def test_merging_from_the_list_and_undoing_it(world: World, signed_in: SignIn) -> None:
    world.recommended("un", words="Un")
    world.recommended("deux", words="Deux")
    client = signed_in(world.cast.boubacar)
    page = reverse("merge_recommendations", args=["MLI"]) + "?of=un&of=deux"
    assert "Deux (fr)" in client.get(page).content.decode()
    made = client.post(page, written(world, text_fr="Ensemble", text_en="Together", findings=[], indicators=[]))
    assert made.status_code == 302
    heir = Recommendation.objects.get(pk="MLI-2026-ensemble")
    assert [one.pk for one in heir.comes_of.all()] == ["un", "deux"]
    assert list(heir.findings.all()) == [world.gap]
    lives = client.post(reverse("restore_recommendation", args=["un"]))
    assert lives.status_code == 409
    client.post(reverse("drop_recommendation", args=[heir.pk]), {"reason": "Trop vague."})
    assert client.post(reverse("restore_recommendation", args=["un"])).status_code == 302
    assert Recommendation.objects.get(pk="un").state == "draft"
    assert client.get(reverse("merge_recommendations", args=["MLI"])).status_code == 200


def test_splitting_makes_parts_that_keep_the_origins(world: World, signed_in: SignIn) -> None:
    world.recommended("soins")
    client, page = signed_in(world.cast.boubacar), reverse("split_recommendation", args=["soins"])
    too_few = client.post(page, {"p1-text_fr": "Une seule partie"})
    assert too_few.status_code == 422
    assert "Une seule partie" in too_few.content.decode()
    assert client.get(page + "?parts=3").content.decode().count('-text_fr"') >= 3
    assert client.post(page, {"p1-text_fr": "Même mot", "p2-text_fr": "Même mot"}).status_code == 302
    heirs = Recommendation.objects.get(pk="soins").became.order_by("pk")
    assert [one.pk for one in heirs] == ["MLI-2026-meme-mot", "MLI-2026-meme-mot-2"]
    assert [list(one.findings.all()) for one in heirs] == [[world.gap], [world.gap]]


def test_the_coordinator_adopts_and_records_the_response(world: World, signed_in: SignIn) -> None:
    world.recommended("soins")
    client = signed_in(world.cast.aminata)
    assert client.post(reverse("adopt_recommendation", args=["soins"])).status_code == 302
    assert client.post(reverse("adopt_recommendation", args=["soins"])).status_code == 409
    answer = {"acceptance": "in_part", "response_fr": "Oui, pour les enfants."}
    assert client.post(reverse("respond_recommendation", args=["soins"]), answer).status_code == 302
    page = client.get(reverse("recommendation", args=["soins"])).content.decode()
    assert "Oui, pour les enfants." in page
    assert "Acceptée en partie" in page
    wrong = client.post(reverse("respond_recommendation", args=["soins"]), {"acceptance": "x", "response_fr": "Gardé"})
    assert wrong.status_code == 422
    assert "Gardé" in wrong.content.decode()
    assert client.post(reverse("reopen_recommendation", args=["soins"])).status_code == 302


def test_dropping_without_a_reason_is_refused_on_its_page(world: World, signed_in: SignIn) -> None:
    world.recommended("soins")
    refused = signed_in(world.cast.boubacar).post(reverse("drop_recommendation", args=["soins"]), {"reason": " "})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()


def test_a_confidential_remark_stays_an_origin_though_the_writer_may_not_read_it(
    world: World, signed_in: SignIn
) -> None:
    secret = Remark.objects.create(
        consultation=world.room, kind="comment", source="web", voice="institution", institution=world.labour,
        text={"fr": "RESERVE-CONFIDENTIELLE"}, confidential=True, recorded_at=timezone.now(),
    )  # fmt: skip
    one = world.recommended("soins", remarks=[secret])
    client, page = signed_in(world.cast.boubacar), reverse("reword_recommendation", args=["soins"])
    assert "RESERVE-CONFIDENTIELLE" not in client.get(page).content.decode()
    assert client.post(page, written(world, number=1)).status_code == 302
    assert list(one.remarks.all()) == [secret]
    shown = {
        who: "RESERVE-CONFIDENTIELLE"
        in signed_in(getattr(world.cast, who)).get(reverse("recommendation", args=["soins"])).content.decode()
        for who in ("aminata", "boubacar", "kadi", "tieman")
    }
    assert shown == {"aminata": True, "boubacar": False, "kadi": False, "tieman": False}
