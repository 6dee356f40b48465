"""The desk's pages of a profile: who sees and writes what, and that both languages stay side by side."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jatigi.governance.profiles import changes
from jatigi.governance.profiles.changes import Written
from jatigi.governance.profiles.models import Paragraph, Profile
from jatigi.governance.profiles.tests.world import World, both

HEALTH = "rights.services.health"
BASE = "/fr/desk/rounds/MLI-2021/profile/"


@pytest.fixture
def written(world: World) -> Profile:
    found: Profile = world.profile((world.answer(HEALTH, "partial", cites=(world.law,)),))
    return found


SignedIn = Callable[[Any], Client]


@pytest.mark.parametrize(
    ("name", "overview", "form", "review"),
    [
        ("aminata", 200, 200, 404),
        ("boubacar", 200, 200, 404),
        ("coumba", 200, 404, 302),
        ("moussa", 200, 404, 404),
        ("kadi", 404, 404, 404),
        ("tieman", 404, 404, 404),
        ("nene", 404, 404, 404),
        ("demba", 404, 404, 404),
    ],
)
def test_who_may_do_what(
    written: Profile, cast: Any, signed_in: SignedIn, name: str, overview: int, form: int, review: int
) -> None:
    browser = signed_in(getattr(cast, name))
    assert browser.get(BASE).status_code == overview
    assert browser.get(f"{BASE}preview/").status_code == overview
    assert browser.get(f"{BASE}paragraphs/lead-1/").status_code == form
    assert browser.get(f"{BASE}write/dimension.rights/").status_code == form
    assert browser.get(f"{BASE}abbreviations/").status_code == form
    assert browser.post(f"{BASE}paragraphs/lead-1/review/", {"number": 1}).status_code == review


def test_strangers_are_asked_to_sign_in(written: Profile) -> None:
    assert Client().get(BASE).status_code == 302


def test_not_there_is_like_not_yours(written: Profile, cast: Any, signed_in: SignedIn) -> None:
    browser = signed_in(cast.aminata)
    for path in ("paragraphs/nothing/", "write/nothing/", "write/dimension.nothing/", "write/rights/"):
        assert browser.get(BASE + path).status_code == 404
    assert browser.get("/fr/desk/rounds/MLI-1900/profile/").status_code == 404


def test_the_overview_shows_both_languages_support_and_warnings(
    world: World, written: Profile, cast: Any, signed_in: SignedIn
) -> None:
    world.answer(HEALTH, "complete", cause="correction")
    page = signed_in(cast.aminata).get(BASE).content.decode()
    assert '<div lang="fr"><p>Le socle est là.</p></div>' in page
    assert '<div lang="en"><p>The ground is laid.</p></div>' in page
    assert "Des réponses sur lesquelles il repose ont été données à nouveau (1.1)" in page
    assert "Sur quoi il repose (1)" in page
    assert "Reconstitution" in page or "Reconstruction" in page


def test_saving_makes_a_revision_with_its_support(
    world: World, written: Profile, cast: Any, signed_in: SignedIn
) -> None:
    answer = {
        "text_fr": "Un socle neuf.", "text_en": "The ground is laid.", "cause": "updated", "number": 1,
        "answers": [HEALTH], "instruments": ["loi-essai"], "evidence": [],
    }  # fmt: skip
    reply = signed_in(cast.boubacar).post(f"{BASE}paragraphs/lead-1/", answer)
    assert reply.status_code == 302, reply.content.decode()
    revision = Paragraph.objects.get(code="lead-1").revisions.order_by("-number")[0]
    assert (revision.number, revision.text.text("fr")) == (2, "Un socle neuf.")
    assert revision.text.is_stale("en")
    assert [one.pk for one in revision.instruments.all()] == ["loi-essai"]
    assert [one.answer.indicator.indicator.code for one in revision.answers.all()] == [HEALTH]


def test_a_translation_may_be_declared_still_right(
    world: World, written: Profile, cast: Any, signed_in: SignedIn
) -> None:
    browser = signed_in(cast.boubacar)
    first = {"text_fr": "Un socle neuf.", "text_en": "The ground is laid.", "cause": "updated", "number": 1}
    browser.post(f"{BASE}paragraphs/lead-1/", first)
    assert "La traduction reste juste" in browser.get(f"{BASE}paragraphs/lead-1/").content.decode()
    browser.post(f"{BASE}paragraphs/lead-1/", {**first, "cause": "translated", "number": 2, "still_en": "on"})
    revision = Paragraph.objects.get(code="lead-1").revisions.order_by("-number")[0]
    assert revision.number == 3
    assert not revision.text.is_stale("en")


def test_a_second_tab_is_told_and_loses_nothing(written: Profile, cast: Any, signed_in: SignedIn) -> None:
    browser = signed_in(cast.boubacar)
    answer = {"text_fr": "Un.", "text_en": "One.", "cause": "updated", "number": 1}
    assert browser.post(f"{BASE}paragraphs/lead-1/", answer).status_code == 302
    again = browser.post(f"{BASE}paragraphs/lead-1/", {**answer, "text_fr": "Deux."})
    assert again.status_code == 200
    page = again.content.decode()
    assert "entre-temps" in page
    assert "Deux." in page


def test_a_dimension_may_start_from_its_findings(
    world: World, written: Profile, cast: Any, signed_in: SignedIn
) -> None:
    world.finding("strong", "good_practice", [world.answer("rights.services.school", "complete")])
    page = signed_in(cast.boubacar).get(f"{BASE}write/dimension.rights/?propose=1").content.decode()
    assert "Constat strong" in page
    assert "Finding strong" in page


def test_paragraphs_move_and_leave(world: World, written: Profile, cast: Any, signed_in: SignedIn) -> None:
    browser = signed_in(cast.boubacar)
    browser.post(f"{BASE}write/objective/", {"text_fr": "Second.", "text_en": "Second.", "instruments": ["loi-essai"]})
    codes = lambda: list(  # noqa: E731 - read twice below
        Paragraph.objects.filter(section="objective", dropped_at=None).values_list("code", flat=True)
    )
    assert codes() == ["objective-1", "objective-5"]
    browser.post(f"{BASE}paragraphs/objective-5/move/", {"way": "up"})
    assert codes() == ["objective-5", "objective-1"]
    browser.post(f"{BASE}paragraphs/objective-5/drop/")
    assert codes() == ["objective-1"]


def test_the_profile_is_opened_once(world: World, cast: Any, signed_in: SignedIn) -> None:
    browser = signed_in(cast.aminata)
    assert "Ouvrir le profil" in browser.get(BASE).content.decode()
    browser.post(f"{BASE}open/")
    browser.post(f"{BASE}open/")
    assert Profile.objects.get().title.text("fr").startswith("Mali, 2021")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_preview_says_its_origin_and_escapes(
    world: World, written: Profile, cast: Any, signed_in: SignedIn, lang: str
) -> None:
    page = signed_in(cast.coumba).get(f"/{lang}/desk/rounds/MLI-2021/profile/preview/").content.decode()
    assert {"fr": "Reconstitué à partir de sources publiques", "en": "Reconstructed from public sources"}[lang] in page
    assert {"fr": "Loi d’essai &lt;1&gt;", "en": "Sample act &amp; more"}[lang] in page
    assert "style=" not in page


def test_queries_of_the_overview_do_not_grow_with_paragraphs(
    world: World, written: Profile, cast: Any, signed_in: SignedIn
) -> None:
    browser = signed_in(cast.aminata)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(BASE).status_code == 200
        return len(queries)

    def more(times: int) -> None:
        for _ in range(times):
            answer = world.answer(
                list(world.indicators)[world.round.answers.count() + 3], "partial", cites=(world.law,)
            )
            text = Written(both("Texte.", "Text."), answers=[answer], instruments=[world.law], evidence=[world.report])
            changes.write_paragraph(written, "method", text, by=cast.boubacar)

    more(2)
    count()
    few = count()
    more(12)
    assert count() == few
