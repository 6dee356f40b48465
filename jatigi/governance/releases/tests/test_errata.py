"""Errata and the licence: recorded once, carried by the next release, and never a name in what is published."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.text.rules import Text
from jatigi.governance.releases import build, changes, layout, preparing, queries, reader
from jatigi.governance.releases.models import Erratum, Release, Terms
from jatigi.governance.releases.refusals import Refused
from jatigi.governance.releases.tests import world as small
from jatigi.governance.releases.tests.conftest import KEY, TRUSTED, folder_with, frozen_of, sealed_again

TODAY = datetime.date(2026, 5, 1)
FIRST = "MLI-2021-reconstructed-1"
PAGE = f"/fr/desk/rounds/MLI-2021/release/{FIRST}/errata/"
FILLED = {
    "indicator": "rights.health", "since": "2026-04-20", "wrong_fr": "Faux.", "right_fr": "Juste.",
    "wrong_en": "Wrong.", "right_en": "Right.",
}  # fmt: skip


@pytest.fixture
def published(world: small.World, folder: Path, var: Path) -> Release:
    return changes.publish_release(folder, by=world.cast.sira, trusted=TRUSTED, today=TODAY)


def record(release: Release, by: Any, **more: Any) -> Erratum:
    given: dict[str, Any] = {
        "wrong": small.both("Faux.", "Wrong."), "right": small.both("Juste.", "Right."),
        "since": datetime.date(2026, 4, 20), "indicator": "rights.health", "today": TODAY,
    }  # fmt: skip
    return changes.record_erratum(release, by=by, **(given | more))


def following(world: small.World, tmp_path: Path, files: dict[str, bytes]) -> Path:
    """The release that follows the first, with the documents of the first: printing is not what is tested here."""
    facts = {**frozen_of(world).facts, "id": f"{FIRST[:-1]}2", "predecessor": FIRST}
    facts |= {"key_id": json.loads(files[layout.FACTS])["key_id"]}
    content = json.dumps(facts).encode()
    return folder_with(tmp_path, sealed_again(files | {layout.FACTS: content}), "second")


class TestErrata:
    def test_the_next_release_carries_it(
        self, world: small.World, published: Release, files: dict[str, bytes], tmp_path: Path
    ) -> None:
        erratum = record(published, world.cast.sira)
        second = changes.publish_release(
            following(world, tmp_path, files), by=world.cast.sira, trusted=TRUSTED, today=TODAY
        )
        [stated] = queries.opened(second.pk).errata
        assert stated == {
            "release": FIRST, "number": 1, "indicator": "rights.health", "wrong": {"fr": "Faux.", "en": "Wrong."},
            "right": {"fr": "Juste.", "en": "Right."}, "since": "2026-04-20",
            "recorded": stated["recorded"],
        }  # fmt: skip
        assert queries.opened(FIRST).errata == ()
        erratum.refresh_from_db()
        assert erratum.carried_by == second
        assert world.cast.sira.name not in json.dumps(stated)

    def test_a_release_never_states_an_erratum_of_itself_or_of_a_later_one(
        self, world: small.World, published: Release
    ) -> None:
        record(published, world.cast.sira)
        frozen = frozen_of(world)
        assert len(frozen.facts["errata"]) == 1
        again = json.loads(build.build(frozen, predecessor="", key=KEY)[layout.FACTS])
        assert again["errata"] == []

    def test_it_reaches_the_releases_of_the_country_s_other_rounds(
        self, world: small.World, published: Release
    ) -> None:
        record(published, world.cast.sira)
        assert queries.errata_known("MLI", "reconstructed")
        assert queries.errata_known("MLI", "official") == []
        assert queries.errata_known("SEN", "reconstructed") == []

    def test_one_entry_in_the_trail_without_a_word_of_it(self, world: small.World, published: Release) -> None:
        before = Entry.objects.count()
        changes.take_back_erratum(record(published, world.cast.sira), by=world.cast.sira)
        first, second = Entry.objects.order_by("seq")[before:]
        assert (first.action, second.action) == ("release.erratum", "release.erratum_back")
        assert "Faux" not in str(first.details)

    def test_what_was_taken_back_is_numbered_on_and_not_carried(self, world: small.World, published: Release) -> None:
        changes.take_back_erratum(record(published, world.cast.sira), by=world.cast.sira)
        assert record(published, world.cast.sira).number == 2
        assert [one["number"] for one in queries.errata_known("MLI", "reconstructed")] == [2]

    def test_a_release_that_states_what_was_taken_back_meanwhile_is_not_published(
        self, world: small.World, published: Release, files: dict[str, bytes], tmp_path: Path
    ) -> None:
        erratum = record(published, world.cast.sira)
        built = following(world, tmp_path, files)
        changes.take_back_erratum(erratum, by=world.cast.sira)
        with pytest.raises(Refused) as caught:
            changes.publish_release(built, by=world.cast.sira, trusted=TRUSTED, today=TODAY)
        assert caught.value.code == "release.erratum_gone"
        assert Release.objects.count() == 1

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"wrong": Text.of({"fr": "Faux."})}, "erratum.text_missing"),
            ({"right": Text.of({"fr": "Juste.", "en": " "})}, "erratum.text_missing"),
            ({"since": datetime.date(2026, 5, 2)}, "erratum.to_come"),
            ({"indicator": "rights.nothing"}, "erratum.unknown_indicator"),
        ],
    )
    def test_what_is_refused(self, world: small.World, published: Release, more: dict[str, Any], code: str) -> None:
        with pytest.raises(Refused) as caught:
            record(published, world.cast.sira, **more)
        assert caught.value.code == code
        assert not Erratum.objects.exists()

    def test_nobody_corrects_the_release_of_another(self, world: small.World, published: Release) -> None:
        Release.objects.update(imported=True)
        published.refresh_from_db()
        with pytest.raises(Refused) as caught:
            record(published, world.cast.sira)
        assert caught.value.code == "erratum.not_ours"

    def test_what_is_carried_is_corrected_by_another(self, world: small.World, published: Release) -> None:
        erratum = record(published, world.cast.sira)
        Erratum.objects.update(carried_by=published)
        with pytest.raises(Refused) as caught:
            changes.take_back_erratum(erratum, by=world.cast.sira)
        assert caught.value.code == "erratum.carried"

    @pytest.mark.parametrize("key", ["release", "number", "wrong", "right", "since", "recorded", "indicator"])
    def test_a_reader_takes_only_whole_errata(self, files: dict[str, bytes], tmp_path: Path, key: str) -> None:
        whole = {"release": FIRST, "number": 1, "indicator": "", "wrong": {"fr": "x"}, "right": {"fr": "y"},
                 "since": "2026-04-20", "recorded": "2026-04-21"}  # fmt: skip
        facts = json.loads(files[layout.FACTS]) | {"errata": [whole | {key: None}]}
        source = folder_with(tmp_path, sealed_again(files | {layout.FACTS: json.dumps(facts).encode()}))
        with pytest.raises(reader.ReleaseError):
            reader.open_release(source, TRUSTED)


class TestLicence:
    def test_every_release_says_it(self, files: dict[str, bytes], folder: Path) -> None:
        release = reader.open_release(folder, TRUSTED)
        assert release.licence == "CC-BY-4.0"
        assert release.licence_url == "https://creativecommons.org/licenses/by/4.0/"
        assert set(release.licence_title) == set(release.licence_text) == {"fr", "en"}
        package = json.loads(files[layout.PACKAGE])
        assert package["licenses"][0]["name"] == "CC-BY-4.0"

    def test_a_round_may_have_another_and_published_ones_keep_theirs(
        self, world: small.World, published: Release
    ) -> None:
        changes.set_licence(world.round, "CC0-1.0", by=world.cast.sira)
        assert Entry.objects.order_by("seq").last().action == "release.licence"  # type: ignore[union-attr]
        assert preparing.prepare(world.round).frozen.facts["licence"]["id"] == "CC0-1.0"
        assert queries.opened(published.pk).licence == "CC-BY-4.0"

    def test_only_one_that_is_offered(self, world: small.World) -> None:
        with pytest.raises(Refused) as caught:
            changes.set_licence(world.round, "secret", by=world.cast.sira)
        assert caught.value.code == "release.unknown_licence"

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "http://x.org/", 'https://x.org/"><b>', ""])
    def test_an_address_that_is_none_is_refused(self, files: dict[str, bytes], tmp_path: Path, url: str) -> None:
        facts = json.loads(files[layout.FACTS])
        facts["licence"]["url"] = url
        source = folder_with(tmp_path, sealed_again(files | {layout.FACTS: json.dumps(facts).encode()}))
        with pytest.raises(reader.ReleaseError, match="licence"):
            reader.open_release(source, TRUSTED)


class TestPage:
    @pytest.fixture
    def desk(self, world: small.World, published: Release, var: Path, signed_in: Callable[[Any], Any]) -> Any:
        private = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (var / "keys/release.key").write_bytes(private)
        return lambda name: signed_in(getattr(world.cast, name))

    def test_a_publisher_records_one_and_takes_it_back(self, desk: Any) -> None:
        browser = desk("sira")
        assert browser.post(PAGE, FILLED).status_code == 302
        page = browser.get(PAGE).content.decode()
        assert "Faux." in page
        assert "paraîtra avec la prochaine publication" in page
        assert "dont 1 nouveau" in browser.get("/fr/desk/rounds/MLI-2021/release/").content.decode()
        assert browser.post(f"{PAGE}1/back/").status_code == 302
        assert "Faux." not in browser.get(PAGE).content.decode()

    def test_a_mistake_keeps_what_was_typed(self, desk: Any) -> None:
        answer = desk("sira").post(PAGE, FILLED | {"since": "2999-01-01"})
        assert answer.status_code == 400
        assert "Juste." in answer.content.decode()
        assert not Erratum.objects.exists()

    def test_insiders_read_and_only_publishers_write(self, desk: Any) -> None:
        browser = desk("aminata")
        page = browser.get(PAGE)
        assert page.status_code == 200
        assert "Aucun erratum" in page.content.decode()
        assert "<textarea" not in page.content.decode()
        assert browser.post(PAGE, FILLED).status_code == 404
        assert browser.post(f"{PAGE}1/back/").status_code == 404
        assert browser.post("/fr/desk/rounds/MLI-2021/release/licence/", {"licence": "CC0-1.0"}).status_code == 404
        assert (Erratum.objects.count(), Terms.objects.count()) == (0, 0)

    @pytest.mark.parametrize("name", ["kadi", "tieman", "nene", "demba"])
    def test_others_find_nothing(self, desk: Any, name: str) -> None:
        assert desk(name).get(PAGE).status_code == 404

    def test_the_licence_is_chosen_on_the_page(self, desk: Any) -> None:
        browser = desk("sira")
        assert browser.post("/fr/desk/rounds/MLI-2021/release/licence/", {"licence": "CC0-1.0"}).status_code == 302
        assert "aucun droit réservé" in browser.get("/fr/desk/rounds/MLI-2021/release/").content.decode()
