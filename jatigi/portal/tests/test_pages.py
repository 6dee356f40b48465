"""Every public address answers in both languages, with its origin, sound markup, and nothing from a working table."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from jatigi.foundation.web.tests.test_pages import sound
from jatigi.portal import models, urls
from jatigi.portal.tests import fictional
from jatigi.portal.tests.fictional import fictional_release

NODE = "frameworks/jatigi-national/1.0/"
PAGES = [
    "", "method/", "countries/", "countries/XKA/", "countries/XKA/2018/", "countries/XKA/2021/",
    "countries/XKA/2021/answers/", "countries/XKA/2021/answers/?only=overtaken", "countries/XKA/2021/answers/?only=x",
    "countries/XKA/2021/rights/", "countries/XKA/changes/", "countries/XKA/changes/?show=words",
    "countries/XNE/changes/", "frameworks/", NODE,
    f"{NODE}rights/", f"{NODE}rights.services.health/", "instruments/", "instruments/?q=circulation&kind=regional_act",
    "instruments/?q=zzz", "instruments/protocole-invente/", "instruments/convention-inventee/",
    "instruments/xka-politique/", "data/", "releases/XKA-2021-fictional-1/", "follow-up/", "follow-up/?show=actions",
    "follow-up/?country=XKA&status=done&objective=15&dimension=rights&q=soins", "countries/XKA/follow-up/",
    "countries/XKA/follow-up/?show=actions&institution=sante", "follow-up/XKA/recommendations/XKA-2021-sante/",
    "follow-up/XKA/actions/XKA-plan/postes/", "follow-up/XKA/actions/XKA-plan/guide/",
    "follow-up/XKA/institutions/sante/", "follow-up/XKA/consultations/XKA-2021-07-ville-une/",
]  # fmt: skip
NO_DATA = ("method/", "frameworks/", NODE, f"{NODE}rights/")  # what is asked and how, not what was answered
MISSING = [
    "countries/ZZZ/", "countries/XKA/1999/", "countries/XKA/1999/answers/", "countries/XKA/2021/nothing/",
    "countries/ZZZ/changes/", "countries/XKA/changes/?from=XNE-2021-fictional-1", "frameworks/none/1.0/",
    f"{NODE}nothing/", "instruments/nothing/", "releases/nothing/", "releases/nothing/data/answers.csv",
    "releases/latest/ZZZ/", "countries/%00/", "countries/XKA/%00/", "instruments/%00/", "instruments/?q=%00",
    "releases/%00/", "countries/XKA/changes/?to=%00",
    "countries/ZZZ/follow-up/", "follow-up/XNE/recommendations/XKA-2021-sante/", "follow-up/XKA/actions/XKA-plan/no/",
    "follow-up/XKA/institutions/no/", "follow-up/XKA/consultations/no/", "follow-up/?q=%00",
]  # fmt: skip
BOTH = pytest.mark.parametrize("lang", ["fr", "en"])


@BOTH
@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_with_sound_markup(published: Any, client: Client, address: str, lang: str) -> None:
    response = client.get(f"/{lang}/{address}")
    assert response.status_code == 200
    html = response.content.decode()
    sound(html)
    assert f'<html lang="{lang}">' in html
    assert html.count("<h1") == 1


def test_every_address_of_the_portal_is_visited() -> None:
    patterns = [one.pattern.regex for one in urls.urlpatterns]
    visited = [address.partition("?")[0] for address in PAGES]
    apart = {"releases/", "releases/latest/XKA/", "releases/latest/XKA/data/answers.csv",
             "releases/XKA-2021-fictional-1/data/answers.csv"}  # fmt: skip
    unvisited = [regex.pattern for regex in patterns if not any(regex.match(one) for one in [*visited, *apart])]
    assert unvisited == []


@BOTH
@pytest.mark.parametrize("address", [one for one in PAGES if one not in NO_DATA])
def test_what_is_invented_says_so_on_every_page(published: Any, client: Client, address: str, lang: str) -> None:
    html = client.get(f"/{lang}/{address}").content.decode()
    assert {"fr": ("Fiction.", "fictif"), "en": ("Fiction.", "fictional")}[lang][0] in html or 'jt-fiction"' in html


@BOTH
@pytest.mark.parametrize("address", ["", "countries/", "countries/XKA/", "instruments/protocole-invente/"])
def test_what_is_reconstructed_says_so(db: None, tmp_path: Path, client: Client, address: str, lang: str) -> None:
    fictional.publish(tmp_path, ("XKA", 2021), origin="reconstructed")
    html = client.get(f"/{lang}/{address}").content.decode()
    assert "<b>Recons" in html or "recons" in html[html.index('class="jt-fiction"') :][:60]


@BOTH
@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_answers_alike(published: Any, client: Client, address: str, lang: str) -> None:
    def main(path: str) -> str:
        response = client.get(f"/{lang}/{path}")
        assert response.status_code == 404
        html = response.content.decode()
        return html[html.index("<main") : html.index("</main>")]

    assert main(address) == main("countries/QQQ/")
    assert f'href="/{lang}/countries/"' in main(address)


@pytest.mark.parametrize("address", PAGES)
def test_the_language_switch_keeps_the_page(published: Any, client: Client, address: str) -> None:
    html = client.get(f"/fr/{address}").content.decode()
    assert f'href="/en/{address.replace("&", "&amp;")}" lang="en"' in html


@pytest.mark.parametrize("address", PAGES)
def test_no_working_table_is_ever_read(published: Any, client: Client, address: str) -> None:
    ours = {model._meta.db_table for model in apps.get_app_config("portal").get_models()}
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(f"/fr/{address}")
    named = {
        table
        for query in captured.captured_queries
        for table in re.findall(r'(?:FROM|JOIN|INTO|UPDATE)\s+"(\w+)"', query["sql"])
    }
    assert named <= ours
    assert named or address == "method/" or not captured.captured_queries


def test_scores_stay_hidden_where_the_country_keeps_them(db: None, tmp_path: Path, client: Client) -> None:
    fictional.publish(tmp_path, ("XKA", 2021), scores_public=False)
    for address in ("countries/XKA/", "countries/XKA/2021/rights/"):
        html = client.get(f"/en/{address}").content.decode()
        assert "out of 100" not in html
        assert "Complete: " in html  # counts lead, always


def test_scores_stand_beside_what_they_measure(published: Any, client: Client) -> None:
    html = client.get("/en/countries/XKA/").content.decode()
    assert "out of 100" in html
    assert "not their application or effect" in html


def test_unknown_answers_are_to_document_and_never_a_gap(published: Any, client: Client) -> None:
    html = client.get("/en/countries/XKA/2021/").content.decode()
    gaps = html[html.index("What may progress") : html.index('id="unknown"')]
    unknown = models.PublishedAnswer.objects.filter(release_id="XKA-2021-fictional-1", shape="unknown")
    names = [one.indicator.name.text("en") for one in unknown.select_related("indicator")]
    assert names
    assert not [name for name in names if name in gaps]
    assert all(name in html[html.index('id="unknown"') :] for name in names if "&" not in name and "'" not in name)


def test_overtaken_answers_say_since_when_and_by_what(published: Any, client: Client) -> None:
    html = client.get("/en/countries/XKA/2021/partnerships/").content.decode()
    assert "Overtaken since" in html
    assert "29 January 2025" in html
    assert "Invented Movement Protocol" in html
    assert "The answer stays true for its date." in html


def test_the_chronology_tells_the_ending_and_how_many_answers_it_touches(published: Any, client: Client) -> None:
    html = client.get("/en/countries/XKA/2021/").content.decode()
    line = html[html.index('class="break"') :]
    assert "Invented Withdrawal" in line[: line.index("</li>")]


def test_every_claim_of_a_dispute_is_shown_with_its_reason(published: Any, client: Client) -> None:
    html = client.get("/en/instruments/convention-inventee/").content.decode()
    assert all(words in html for words in ("1973", "1974", "Date of deposit.", "kept here"))


def test_a_recalled_text_says_that_it_is_not_verified(published: Any, client: Client) -> None:
    html = client.get("/fr/instruments/xka-politique/").content.decode()
    assert "non vérifié" in html


def test_a_text_says_who_takes_part_and_who_cites_it(published: Any, client: Client) -> None:
    html = client.get("/en/instruments/protocole-invente/").content.decode()
    assert "Locust Bean Country left it on" in html
    assert "Shea Country" in html  # takes part too
    assert "rights.services" not in html  # titles, not ids


def test_changes_tell_levels_causes_and_texts(published: Any, client: Client) -> None:
    html = client.get("/en/countries/XKA/changes/").content.decode()
    assert "what changed from 2018 to 2021" in html
    assert "The policy or the law has changed" in html


def test_an_indicator_shows_its_anchors_and_each_country_by_name(published: Any, client: Client) -> None:
    html = client.get(f"/en/{NODE}rights.services.health/").content.decode()
    assert html.index("Locust Bean Country") < html.index("Shea Country")
    asked = fictional.document()["dimensions"][0]["subdimensions"][0]["indicators"][0]
    assert escape(asked["levels"]["absent"]["en"]) in html
    assert f"objective {asked['tags']['gcm'][0]}" in html


def test_countries_stand_in_the_order_of_their_names_in_each_language(
    published: Any, tmp_path: Path, client: Client
) -> None:
    fictional.publish(tmp_path, fictional_release("XEL", name={"fr": "Été", "en": "Zenith"}))
    fr = client.get("/fr/countries/").content.decode()
    en = client.get("/en/countries/").content.decode()
    assert fr.index(">Été<") < fr.index(">Pays du Karité<")
    assert en.index(">Shea Country<") < en.index(">Zenith<")


def test_the_register_forgives_accents_and_case(published: Any, client: Client) -> None:
    html = client.get("/fr/instruments/?q=D%27EEA").content.decode()
    assert "Convention inventée" in html
    assert "1 texte trouvé." in html


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("countries/XKA/latest/", "countries/XKA/"),
        ("countries/XKA/XKA-2021/", "countries/XKA/2021/"),
        ("releases/", "data/"),
        ("releases/latest/XKA/", "releases/XKA-2021-fictional-1/"),
        ("releases/latest/XKA-2018/", "releases/XKA-2018-fictional-1/"),
        ("releases/latest/XKA/data/answers.csv", "releases/XKA-2021-fictional-1/data/answers.csv"),
    ],
)
def test_addresses_that_follow(published: Any, client: Client, address: str, leads: str) -> None:
    response = client.get(f"/fr/{address}")
    assert (response.status_code, response["Location"]) == (302, f"/fr/{leads}")


def test_a_replaced_release_keeps_its_address_and_names_the_newer(
    published: Any, tmp_path: Path, client: Client
) -> None:
    fictional.publish(tmp_path, fictional_release("XKA", 2021, number=2, folder=tmp_path))
    html = client.get("/en/releases/XKA-2021-fictional-1/").content.decode()
    assert "A newer release replaces this one." in html
    assert "/en/releases/XKA-2021-fictional-2/" in html


@BOTH
@pytest.mark.parametrize("address", ["", "countries/", "instruments/", "data/", "frameworks/", "method/"])
def test_before_anything_is_published_pages_say_so(db: None, client: Client, address: str, lang: str) -> None:
    response = client.get(f"/{lang}/{address}")
    assert response.status_code == 200
    sound(response.content.decode())
