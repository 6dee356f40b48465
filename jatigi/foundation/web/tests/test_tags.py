"""Words, dates, numbers and ways through as pages show them, in the language of the page."""

import datetime
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from jatigi.foundation.text import PartialDate, Text
from jatigi.foundation.web.templatetags.jatigi import device


def shown(template: str, lang: str = "fr", path: str = "/fr/", **context: object) -> str:
    """What a page in ``lang`` at ``path`` shows for the template; narrow spaces are written ``~`` to be seen."""
    with translation.override(lang):
        request = RequestFactory().get(path)
        html = Template(template).render(Context({"request": request, **context}))
    return html.replace("\u202f", "~").replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("lang", "texts", "html"),
    [
        ("fr", {"fr": "Qui décide ?", "en": "Who decides?"}, "Qui décide~?"),
        ("en", {"fr": "Qui décide ?", "en": "Who decides?"}, "Who decides?"),
        ("en", {"fr": "Qui décide ?"}, '<span lang="fr">Qui décide~?</span>'),
        ("fr", {"en": "A <law> & more"}, '<span lang="en">A &lt;law&gt; &amp; more</span>'),
        ("fr", {}, ""),
    ],
)
def test_a_text_comes_in_the_reader_s_language_or_says_which_it_is_in(
    lang: str, texts: dict[str, str], html: str
) -> None:
    assert shown("{{ text|t }}", lang, text=Text.of(texts)) == html


def test_a_text_in_an_attribute_has_no_markup() -> None:
    assert shown('<a title="{{ x|t_plain }}">', text="", x=Text.of({"en": 'Say "no"'})) == (
        '<a title="Say &quot;no&quot;">'
    )


@pytest.mark.parametrize(
    ("lang", "value", "long", "short"),
    [
        ("fr", PartialDate("2025-01-29"), "29 janvier 2025", "29 janv. 2025"),
        ("en", PartialDate("2025-01-29"), "29 January 2025", "29 Jan 2025"),
        ("fr", PartialDate("2016-05"), "mai 2016", "mai 2016"),
        ("fr", "2016", "2016", "2016"),
        ("fr", datetime.date(2026, 11, 2), "2 novembre 2026", "2 nov. 2026"),
    ],
)
def test_dates_are_written_as_far_as_they_are_known(lang: str, value: object, long: str, short: str) -> None:
    words = re.findall(r'<time datetime="([^"]+)">([^<]+)</time>', shown("{{ d|day }}{{ d|day_short }}", lang, d=value))
    assert [word for _, word in words] == [long, short]
    assert {iso for iso, _ in words} == {str(value)}


@pytest.mark.parametrize(("lang", "words"), [("fr", "14 h 05"), ("en", "14:05")])
def test_hours_follow_the_language(lang: str, words: str) -> None:
    moment = datetime.datetime(2026, 5, 3, 14, 5, tzinfo=datetime.UTC)  # Bamako keeps the time of Greenwich
    assert f">{words}</time>" in shown("{{ moment|clock }}", lang, moment=moment).replace("~", " ")


@pytest.mark.parametrize(
    ("lang", "template", "printed"),
    [
        ("fr", "{{ 1292519|figure }}", "1~292~519"),
        ("en", "{{ 1292519|figure }}", "1,292,519"),
        ("fr", "{{ 1.154|figure:2 }}", "1,15"),
        ("fr", "{{ nothing|figure }}", ""),
    ],
)
def test_numbers_follow_the_language(lang: str, template: str, printed: str) -> None:
    assert shown(template, lang, nothing=None) == printed


def test_a_level_is_a_glyph_and_a_word() -> None:
    html = shown('{% level "partial" %}')
    assert 'href="#lv-partial"' in html
    assert "Partiel" in html


def test_a_level_alone_still_has_its_word_for_readers_aloud() -> None:
    assert '<span class="visually-hidden">Inconnu</span>' in shown('{% level "unknown" alone=True %}')


def test_a_level_of_another_scale_shows_its_own_word() -> None:
    html = shown(
        '{% level "fully_meets" word shape="complete" %}', word=Text.of({"fr": "Atteint", "en": "Fully meets"})
    )
    assert 'href="#lv-complete"' in html
    assert "Atteint" in html


@pytest.mark.parametrize(
    ("lang", "path", "other"),
    [
        ("fr", "/fr/countries/MLI/?round=2021&x=%26", "/en/countries/MLI/?round=2021&amp;x=%26"),
        ("en", "/en/", "/fr/"),
        ("fr", "/nowhere", "/en/"),
        ("fr", "//elsewhere.example/fr/", "/en/"),
    ],
)
def test_language_switch_keeps_the_page_and_its_query(lang: str, path: str, other: str) -> None:
    request = RequestFactory().get("/")
    request.path = request.path_info = path.split("?")[0]
    request.META["QUERY_STRING"] = path.partition("?")[2]
    with translation.override(lang):
        html = Template("{% language_switch %}").render(Context({"request": request}))
    assert f'href="{other}"' in html
    assert html.count("<a ") == 1


def test_language_switch_names_each_language_in_itself() -> None:
    assert shown("{% language_switch %}") == '<a href="/en/" lang="en" hreflang="en">English</a>'


def test_navigation_marks_where_one_is() -> None:
    html = shown('{% way "/fr/desk/" "Bord" %}{% way "/fr/texts/" "Textes" %}', path="/fr/desk/answers/")
    assert html.count('aria-current="page"') == 1
    assert '<a href="/fr/desk/" aria-current="page">Bord</a>' in html


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0", "Edge, Windows"),
    ],
)
def test_a_session_is_named_by_what_people_recognise(agent: str, words: str) -> None:
    assert device(agent) == words


def test_an_unknown_session_says_so_in_the_page_s_language() -> None:
    assert shown("{{ agent|device }}", agent="curl/8") == "appareil inconnu"


def test_a_text_of_several_lines_is_as_many_paragraphs_and_stays_escaped() -> None:
    several = Text.of({"fr": "Un & un\n\n(1) Deux"}, source="fr")
    assert shown("{{ words|t_paragraphs }}", words=several) == "<p>Un &amp; un</p><p>(1) Deux</p>"
    in_english = shown("{{ words|t_paragraphs }}", "en", words=several)
    assert in_english == '<p lang="fr">Un &amp; un</p><p lang="fr">(1) Deux</p>'
