"""Title, figures, abbreviations and logos on the desk: written, looked at, taken again."""

import base64
import re
import struct
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jatigi.foundation.audit.models import Entry
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.queries import read_file
from jatigi.governance.instruments.models import Evidence
from jatigi.governance.profiles import changes, pictures
from jatigi.governance.profiles.models import PartRevision, Profile
from jatigi.governance.profiles.queries import profile_of
from jatigi.governance.profiles.tests.pictures import png
from jatigi.governance.profiles.tests.world import World, both

BASE = "/fr/desk/rounds/MLI-2021/profile/"
SignedIn = Callable[[Any], Client]
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5"
    "PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQR"
    "BRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqD"
    "hIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z"
)


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def number(profile: Profile, part: str) -> int:
    latest = PartRevision.objects.filter(profile=profile, part=part).order_by("-number").first()
    return latest.number if latest else 0


@pytest.fixture
def written(world: World) -> Profile:
    found: Profile = world.profile()
    return found


@pytest.fixture
def boubacar(written: Profile, cast: Any, signed_in: SignedIn) -> Client:
    return signed_in(cast.boubacar)


@pytest.mark.parametrize("path", ["title/", "figures/", "figures/emigres/", "abbreviations/", "logos/"])
@pytest.mark.parametrize(("name", "status"), [("aminata", 200), ("coumba", 404), ("moussa", 404), ("nene", 404)])
def test_who_may_change_the_parts(
    written: Profile, cast: Any, signed_in: SignedIn, path: str, name: str, status: int
) -> None:
    assert signed_in(getattr(cast, name)).get(BASE + path).status_code == status


def test_not_there_is_like_not_yours(boubacar: Client) -> None:
    for path in ("figures/nothing/", "figures/rapport/", "logos/00000000-0000-0000-0000-000000000000/"):
        assert boubacar.get(BASE + path).status_code == 404
    assert boubacar.post(f"{BASE}parts/title/restore/", {"revision": 99}).status_code == 404
    assert boubacar.post(f"{BASE}parts/nothing/restore/", {"revision": 1}).status_code == 404


def test_the_title_is_looked_at_saved_and_taken_again(written: Profile, boubacar: Client) -> None:
    new = {"text_fr": "Un titre neuf", "text_en": "Mali: profile, 2021", "number": 1}
    looked = boubacar.post(f"{BASE}title/", {**new, "look": "1"}).content.decode()
    assert re.search(r'jt-paper__title">Un titre neuf', looked)
    assert PartRevision.objects.filter(part="title").count() == 1
    assert boubacar.post(f"{BASE}title/", new).status_code == 302
    written.refresh_from_db()
    assert written.title.unfit(["fr", "en"]) == ["en"]
    page = boubacar.get(f"{BASE}title/").content.decode()
    assert "La traduction reste juste" in page
    assert "Mali : profil, 2021" in page.replace("\u202f", " ")
    assert "plus ancien" in boubacar.get(BASE).content.decode()
    assert boubacar.post(f"{BASE}parts/title/restore/", {"revision": 1, "number": 2}).status_code == 302
    written.refresh_from_db()
    assert written.title.text("fr") == "Mali : profil, 2021"
    assert number(written, "title") == 3


def test_a_second_window_is_told_and_loses_nothing(written: Profile, boubacar: Client) -> None:
    new = {"text_fr": "Un", "text_en": "One", "number": 1}
    assert boubacar.post(f"{BASE}title/", new).status_code == 302
    again = boubacar.post(f"{BASE}title/", {**new, "text_fr": "Deux"})
    assert again.status_code == 200
    page = again.content.decode()
    assert "entre-temps" in page
    assert 'value="Deux"' in page


def test_figures_are_added_ordered_and_taken_out(world: World, written: Profile, cast: Any, boubacar: Client) -> None:
    Evidence.objects.create(
        jurisdiction=cast.mali, code="refugies", kind="statistic", value="55", title=both("Réfugiés", "Refugees"),
        unit=both("personnes", "people"), confidence="high", publisher="UNHCR", search=" refugies refugees unhcr ",
    )  # fmt: skip
    found = boubacar.get(f"{BASE}figures/?q=refug").content.decode()
    assert "figures/refugies/" in found
    assert "figures/refugies/" not in boubacar.get(f"{BASE}figures/?q=autre").content.decode()
    added = {"group": "refugees_abroad", "standing": "un", "series": "Niger | Niger | 1 200,5\n2020 | ", "number": 1}
    looked = boubacar.post(f"{BASE}figures/refugies/", {**added, "look": "1"}).content.decode()
    assert "<svg" in looked
    assert written.figures.count() == 1
    assert boubacar.post(f"{BASE}figures/refugies/", added).status_code == 302
    points = written.figures.get(evidence__code="refugies").series
    assert points == [{"label": {"fr": "Niger", "en": "Niger"}, "value": 1200.5}, {"label": "2020", "value": None}]
    boubacar.post(f"{BASE}figures/", {"do": "up:refugies", "number": 2})
    assert [one.id for one in profile_of(world.round).figures] == ["refugies", "emigres"]
    boubacar.post(f"{BASE}figures/", {"do": "out:emigres", "number": 3})
    assert [one.id for one in profile_of(world.round).figures] == ["refugies"]
    boubacar.post(f"{BASE}parts/figures/restore/", {"revision": 1, "number": 4})
    assert [one.id for one in profile_of(world.round).figures] == ["emigres"]
    assert profile_of(world.round).figures[0].series[0].value == 3.0


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ("Niger | beaucoup", "Ligne 1"),
        ("2020 | 3\nun | deux | trois | 4", "Ligne 2"),
        ("2020 | nan", "Ligne 1"),
        (" | 3", "Ligne 1"),
        ("\n".join(f"{n} | {n}" for n in range(61)), "60"),
    ],
)
def test_bars_that_cannot_be_read_are_named(written: Profile, boubacar: Client, series: str, said: str) -> None:
    answer = {"group": "emigrants", "standing": "un", "series": series, "number": 1}
    reply = boubacar.post(f"{BASE}figures/emigres/", answer)
    assert reply.status_code == 200
    assert said in reply.content.decode()
    assert written.figures.get().series[0]["value"] == 3


def test_bars_survive_being_saved_as_they_stand(written: Profile, boubacar: Client) -> None:
    before = written.figures.get().series
    page = boubacar.get(f"{BASE}figures/emigres/").content.decode()
    lines = re.search(r"<textarea[^>]*name=\"series\"[^>]*>\s*([^<]*)</textarea>", page)
    assert lines is not None
    answer = {"group": "emigrants", "standing": "un", "series": lines[1], "number": 1}
    assert boubacar.post(f"{BASE}figures/emigres/", answer).status_code == 302
    assert written.figures.get().series == before


def test_an_internal_statistic_is_offered_only_to_those_who_may_read_it_and_never_printed(
    world: World, written: Profile, cast: Any, boubacar: Client
) -> None:
    Evidence.objects.create(
        jurisdiction=cast.mali, code="secret-1", kind="statistic", value="7", title=both("Chiffre interne", "Internal"),
        confidence="high", publishable=False,
    )  # fmt: skip
    boubacar.post(f"{BASE}figures/secret-1/", {"group": "units", "standing": "other", "series": "", "number": 1})
    page = boubacar.get(f"{BASE}figures/").content.decode()
    assert "interne : le document l’omet" in page.replace("\u202f", " ")
    assert [one.id for one in profile_of(world.round).figures] == ["emigres"]


def test_abbreviations_are_read_line_by_line(written: Profile, boubacar: Client) -> None:
    bad = boubacar.post(f"{BASE}abbreviations/", {"lines": "ONU | Nations Unies", "number": 1})
    assert "Ligne 1" in bad.content.decode()
    lines = "UE | Union européenne | European Union\n\nUA | Union | Union"
    looked = boubacar.post(f"{BASE}abbreviations/", {"lines": lines, "number": 1, "look": "1"}).content.decode()
    assert "<dt>UA</dt>" in looked
    assert list(written.abbreviations.values_list("short", flat=True)) == ["ONU"]
    boubacar.post(f"{BASE}abbreviations/", {"lines": lines, "number": 1})
    assert list(written.abbreviations.values_list("short", flat=True)) == ["UA", "UE"]


def test_a_translation_older_than_its_abbreviation_is_shown_until_it_is_declared_right(
    written: Profile, boubacar: Client
) -> None:
    lines = {"lines": "ONU | Organisation des Nations Unies | United Nations", "number": 1}
    boubacar.post(f"{BASE}abbreviations/", lines)
    assert written.abbreviations.get().long.is_stale("en")
    assert "plus ancienne" in boubacar.get(f"{BASE}abbreviations/").content.decode()
    boubacar.post(f"{BASE}abbreviations/", {**lines, "number": 2, "still": ["ONU"]})
    assert not written.abbreviations.get().long.is_stale("en")


def test_a_logo_loses_what_the_camera_wrote_and_is_ordered_and_taken_out(
    world: World, written: Profile, boubacar: Client
) -> None:
    words = {"text_fr": "Logo de l’observatoire", "text_en": "Logo of the observatory", "number": 0}
    sent = boubacar.post(f"{BASE}logos/", {**words, "file": upload(png(note=b"MARQUEUR DE PERSONNE"))})
    assert sent.status_code == 302
    kept = written.logos.get().file
    assert b"MARQUEUR" not in read_file(kept)
    assert not kept.restricted
    second = {**words, "text_fr": "Second", "number": 1, "file": upload(png(colour=b"\xff\0\0"))}
    assert boubacar.post(f"{BASE}logos/", second).status_code == 302
    other = written.logos.exclude(file=kept).get().file
    page = boubacar.get(f"{BASE}logos/").content.decode()
    assert f'<img src="/fr/desk/files/{other.pk}/" alt="Second">' in page
    assert boubacar.get(f"/fr/desk/files/{other.pk}/").headers["Content-Type"] == "image/png"
    boubacar.post(f"{BASE}logos/", {"do": f"up:{other.pk}", "number": 2})
    assert [one.alt["fr"] for one in profile_of(world.round).logos] == ["Second", "Logo de l’observatoire"]
    boubacar.post(f"{BASE}logos/", {"do": f"out:{kept.pk}", "number": 3})
    assert [one.sha256 for one in profile_of(world.round).logos] == [other.sha256]
    boubacar.post(f"{BASE}parts/logos/restore/", {"revision": 1, "number": 4})
    assert [one.sha256 for one in profile_of(world.round).logos] == [kept.sha256]


def test_the_words_of_a_logo_are_changed_and_their_translation_watched(written: Profile, boubacar: Client) -> None:
    words = {"text_fr": "Logo", "text_en": "Logo", "number": 0}
    boubacar.post(f"{BASE}logos/", {**words, "file": upload(png())})
    pk = written.logos.get().file_id
    boubacar.post(f"{BASE}logos/{pk}/", {"text_fr": "Logo du ministère", "text_en": "Logo", "number": 1})
    assert written.logos.get().alt.is_stale("en")
    assert "plus anciens" in boubacar.get(f"{BASE}logos/").content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4\n%%EOF", "ni une image PNG ni JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "ni une image PNG ni JPEG"),
        (png(4001, 1), "4000"),
        (png()[:60] + b"\0" * 30 + png()[90:], "PNG"),
        (png().replace(b"IDAT", b"IDAT", 1)[:-16] + b"", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9", "pixels"),
        (b"", "vide"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words_and_not_kept(
    written: Profile, boubacar: Client, content: bytes, said: str
) -> None:
    answer = {"text_fr": "Logo", "text_en": "Logo", "number": 0, "file": upload(content)}
    reply = boubacar.post(f"{BASE}logos/", answer)
    assert reply.status_code == 200
    assert said in reply.content.decode()
    assert StoredFile.objects.count() == 0


def test_the_same_picture_twice_is_refused(written: Profile, boubacar: Client) -> None:
    words = {"text_fr": "Logo", "text_en": "Logo", "number": 0}
    boubacar.post(f"{BASE}logos/", {**words, "file": upload(png())})
    reply = boubacar.post(f"{BASE}logos/", {**words, "number": 1, "file": upload(png())})
    assert "déjà parmi les logos" in reply.content.decode()
    assert written.logos.count() == 1


def test_a_jpeg_is_a_logo_too_and_a_damaged_one_is_not() -> None:
    assert pictures.fault_of(JPEG) is None
    assert pictures.fault_of(png()) is None
    broken = JPEG[:300] + JPEG[-2:]
    assert pictures.fault_of(broken) is not None


def test_a_picture_that_says_it_is_large_is_never_unfolded() -> None:
    assert "4000" in str(
        pictures.fault_of(png(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", 60000, 60000)))
    )


def test_a_closed_profile_no_longer_changes(world: World, written: Profile, boubacar: Client) -> None:
    type(world.round).objects.filter(pk=world.round.pk).update(state="reviewed_by_project")
    before = Entry.objects.count()
    boubacar.post(f"{BASE}title/", {"text_fr": "Un", "text_en": "One", "number": 1})
    boubacar.post(f"{BASE}figures/", {"do": "out:emigres", "number": 1})
    boubacar.post(f"{BASE}parts/title/restore/", {"revision": 1, "number": 1})
    assert Entry.objects.count() == before
    written.refresh_from_db()
    assert written.title.text("fr") == "Mali : profil, 2021"


def test_restoring_what_is_gone_is_refused(written: Profile, cast: Any, boubacar: Client) -> None:
    boubacar.post(f"{BASE}figures/", {"do": "out:emigres", "number": 1})
    Evidence.objects.get(code="emigres").delete()
    page = boubacar.post(f"{BASE}parts/figures/restore/", {"revision": 1, "number": 2}, follow=True).content.decode()
    assert "n’est plus là" in page
    assert written.figures.count() == 0


def test_queries_do_not_grow_with_the_figures(written: Profile, cast: Any, boubacar: Client) -> None:
    def count() -> int:
        boubacar.get(f"{BASE}figures/")
        with CaptureQueriesContext(connection) as queries:
            assert boubacar.get(f"{BASE}figures/").status_code == 200
        return len(queries)

    few = count()
    rows = Evidence.objects.bulk_create(
        Evidence(jurisdiction=cast.mali, code=f"s{n}", kind="statistic", title=both("S", "S"), confidence="low")
        for n in range(24)
    )
    shown = [changes.Shown(one, "units") for one in rows[:12]]
    changes.show_figures(written, shown, by=cast.aminata)
    assert count() <= few + 1
