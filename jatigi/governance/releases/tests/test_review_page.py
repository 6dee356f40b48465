"""The release of a round on the desk: who sees it, what it shows, what its buttons do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.models import Round, Step
from jatigi.governance.releases.models import Release
from jatigi.governance.releases.tests import world as small
from jatigi.governance.releases.tests.conftest import KEY

PAGE = "/fr/desk/rounds/MLI-2021/release/"


@pytest.fixture
def desk(world: small.World, var: Path, signed_in: Callable[[Any], Any]) -> Callable[[str], Any]:
    """``desk("sira")`` is the browser of that person; the installation has its key."""
    private = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (var / "keys/release.key").write_bytes(private)
    return lambda name: signed_in(getattr(world.cast, name))


def read(browser: Any, path: str = PAGE) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u202f", " ").split())


class TestAccess:
    @pytest.mark.parametrize("name", ["aminata", "boubacar", "coumba", "moussa", "sira"])
    def test_insiders_see_it(self, desk: Callable[[str], Any], name: str) -> None:
        assert "MLI-2021-reconstructed-1" in read(desk(name))

    @pytest.mark.parametrize("name", ["kadi", "tieman", "nene", "demba"])
    @pytest.mark.parametrize("path", ["", "preview/profile.fr.pdf", "MLI-2021-reconstructed-1.zip"])
    def test_others_find_nothing(self, desk: Callable[[str], Any], name: str, path: str) -> None:
        assert desk(name).get(PAGE + path).status_code == 404

    @pytest.mark.parametrize("name", ["aminata", "boubacar", "coumba", "kadi", "moussa", "tieman", "nene", "demba"])
    @pytest.mark.parametrize("path", ["publish/", "MLI-2021-reconstructed-1/withdraw/"])
    def test_only_publishers_act(self, desk: Callable[[str], Any], name: str, path: str) -> None:
        assert desk(name).post(PAGE + path, {"sure": "yes", "reason": "x"}).status_code == 404
        assert Entry.objects.count() == 0

    def test_a_stranger_is_asked_to_sign_in(self, desk: Callable[[str], Any], client: Any) -> None:
        assert client.get(PAGE).status_code == 302

    def test_a_round_that_is_not_there(self, desk: Callable[[str], Any]) -> None:
        assert desk("sira").get(PAGE.replace("2021", "1999")).status_code == 404


class TestPage:
    def test_ready(self, desk: Callable[[str], Any]) -> None:
        page = read(desk("sira"))
        assert "Prêt à être publié" in page
        assert "4 répondues, 2 inconnues, 1 dépassée depuis" in page
        assert "1 pièce interne est citée et reste ici" in page
        assert "Construire et publier" in page
        assert small.MARKER not in page.replace(f"{small.MARKER} ", "")

    def test_each_reason_and_where_it_is_put_right(self, world: small.World, desk: Callable[[str], Any]) -> None:
        world.answer("rights.work", "absent", world.law, at=small.LATER)
        world.paragraph("alone", "method", small.both("x", "y"), reviewed=False)
        page = read(desk("sira"))
        assert "2 points à régler avant de publier" in page
        assert "La réponse à l’indicateur 1.3 a changé après l’approbation." in page
        assert 'href="/fr/desk/rounds/MLI-2021/indicators/rights.work/' in page
        assert "Construire et publier" not in page

    def test_a_round_under_way_shows_what_would_be_public(self, world: small.World, desk: Callable[[str], Any]) -> None:
        Step.objects.all().delete()
        Round.objects.filter(pk="MLI-2021").update(state="collection")
        page = read(desk("coumba"))
        assert "si le contenu était arrêté maintenant" in page
        assert "L’exercice en est à l’étape" in page

    def test_only_publishers_see_the_button(self, desk: Callable[[str], Any]) -> None:
        assert "Construire et publier" not in read(desk("aminata"))

    def test_in_english_nothing_is_french(self, desk: Callable[[str], Any]) -> None:
        page = read(desk("sira"), PAGE.replace("/fr/", "/en/"))
        assert "Ready to be published." in page
        assert "publication" not in page.lower().replace("before publication", "")

    def test_queries_do_not_grow_with_rows(self, world: small.World, desk: Callable[[str], Any]) -> None:
        browser = desk("sira")
        read(browser)
        with CaptureQueriesContext(
            connection,
        ) as few:
            read(browser)
        for number in range(12):
            world.finding(f"more-{number}", "good_practice", small.both("x", "y"), cites=(world.law,))
            world.paragraph(f"more-{number}", "method", small.both("x", "y"), world.law)
        with CaptureQueriesContext(connection) as many:
            read(browser)
        assert len(many) == len(few)


class TestActs:
    def test_publish_shows_and_tells(self, desk: Callable[[str], Any]) -> None:
        browser = desk("sira")
        answer = browser.post(PAGE + "publish/", {"sure": "yes"}, follow=True)
        page = " ".join(answer.content.decode().split())
        assert "MLI-2021-reconstructed-1 est publiée." in page
        assert "Rien n’a changé depuis la dernière publication" in page
        release = Release.objects.get()
        assert release.registered_by is not None
        archive = browser.get(f"{PAGE}{release.pk}.zip")
        assert archive["Content-Type"] == "application/zip"
        assert b"".join(archive.streaming_content).startswith(b"PK")

    def test_publish_asks_to_have_read(self, desk: Callable[[str], Any]) -> None:
        desk("sira").post(PAGE + "publish/", {}, follow=True)
        assert Release.objects.count() == 0

    def test_publish_refuses_what_is_not_ready(self, world: small.World, desk: Callable[[str], Any]) -> None:
        world.answer("rights.work", "absent", world.law, at=small.LATER)
        answer = desk("sira").post(PAGE + "publish/", {"sure": "yes"}, follow=True)
        assert "pas encore être publié" in answer.content.decode()
        assert (Release.objects.count(), Entry.objects.count()) == (0, 0)

    def test_without_a_key_it_says_so(self, desk: Callable[[str], Any], var: Path) -> None:
        (var / "keys/release.key").unlink()
        answer = desk("sira").post(PAGE + "publish/", {"sure": "yes"}, follow=True)
        assert "n’a pas pu être" in answer.content.decode()
        assert list(var.glob("building-*")) == []

    def test_changes_since_the_last_release(self, world: small.World, desk: Callable[[str], Any]) -> None:
        browser = desk("sira")
        browser.post(PAGE + "publish/", {"sure": "yes"})
        world.answer("rights.work", "complete", world.law, at=small.DECIDED)
        world.paragraph("method", "method", small.both("Autre méthode.", "Other method."), world.law)
        page = read(browser)
        assert "Ce qui change depuis MLI-2021-reconstructed-1" in page
        assert "1.3 rights.work en français" in page
        assert "raisons" in page
        assert "<ins>" in page
        assert "MLI-2021-reconstructed-2" in page

    def test_withdraw_with_a_reason(self, desk: Callable[[str], Any]) -> None:
        browser = desk("sira")
        browser.post(PAGE + "publish/", {"sure": "yes"})
        path = PAGE + "MLI-2021-reconstructed-1/withdraw/"
        browser.post(path, {"reason": " "})
        assert Release.objects.get().state == "published"
        answer = browser.post(path, {"reason": "Erreur dans l’annexe."}, follow=True)
        assert "Retirée" in answer.content.decode()
        assert "Erreur dans l’annexe." in answer.content.decode()

    def test_another_rounds_release_is_not_there(self, desk: Callable[[str], Any]) -> None:
        browser = desk("sira")
        browser.post(PAGE + "publish/", {"sure": "yes"})
        other = PAGE.replace("2021", "2018", 1)
        assert browser.get(f"{other}MLI-2021-reconstructed-1.zip").status_code == 404

    def test_preview(self, desk: Callable[[str], Any]) -> None:
        answer = desk("aminata").get(PAGE + "preview/profile.en.pdf")
        assert answer.content.startswith(b"%PDF")
        assert unquote(answer["Content-Disposition"]).endswith("MLI-2021-reconstructed-aperçu-profile.en.pdf")
        assert desk("aminata").get(PAGE + "preview/release.json").status_code == 404
