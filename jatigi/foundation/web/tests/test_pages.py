"""What every page keeps to: our shell, the visitor's language, nothing inline, a next step after an error."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.forms import BooleanField, CharField, ChoiceField, Form, RadioSelect
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from jatigi.foundation.web import errors, security
from jatigi.foundation.web.differences import Side
from jatigi.foundation.web.forms import Renderer

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Reader(HTMLParser):
    """Collects ids and whatever a strict content security policy would block, and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.blocked: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        self.blocked += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.blocked.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def sound(html: str) -> None:
    """Fails unless the page is well nested, has unique ids and nothing that the policy blocks."""
    reader = Reader()
    reader.feed(html)
    assert reader.blocked == []
    assert len(reader.ids) == len(set(reader.ids))
    assert reader.open == []


def visit(path: str = "/fr/", **headers: str) -> HttpRequest:
    """A visitor who is not signed in."""
    request = RequestFactory(headers=headers).get(path)
    request.user = AnonymousUser()
    return request


@pytest.fixture(params=["fr", "en"])
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    """Both languages, one after the other."""
    with translation.override(request.param):
        yield request.param


def test_public_shell_in_both_languages(lang: str) -> None:
    html = render_to_string("jatigi/public.html", request=visit(f"/{lang}/countries/MLI/"))
    sound(html)
    assert f'<html lang="{lang}">' in html
    assert {"fr": "Registre des textes", "en": "Register of texts"}[lang] in html
    assert f'<a href="/{lang}/countries/" aria-current="page">' in html
    assert 'href="#content"' in html
    assert html.count("<main") == 1


def test_working_shell_in_both_languages(lang: str) -> None:
    html = render_to_string("jatigi/desk.html", request=visit(f"/{lang}/desk/"))
    sound(html)
    assert 'name="robots" content="noindex"' in html
    assert html.count('id="content"') == 1


ERRORS = [
    (errors.bad_request, 400),
    (errors.permission_denied, 403),
    (errors.page_not_found, 404),
    (errors.server_error, 500),
    (errors.csrf_failure, 403),
]


def answer(handler: object, request: HttpRequest) -> HttpResponse:
    """What the handler answers, called as Django calls it."""
    extra = () if handler in (errors.server_error, errors.csrf_failure) else (ValueError("secret detail"),)
    response = handler(request, *extra)  # type: ignore[operator]
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize(("handler", "status"), ERRORS)
@pytest.mark.parametrize("code", ["fr", "en"])
def test_errors_speak_the_visitor_s_language_and_offer_a_next_step(handler: object, status: int, code: str) -> None:
    # The active language is the other one: the address decides.
    with translation.override("en" if code == "fr" else "fr"):
        response = answer(handler, visit(f"/{code}/somewhere/"))
    html = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{code}">' in html
    sound(html)
    main = html[html.index("<main") : html.index("</main>")]
    assert f'href="/{code}/' in main
    assert not re.search(r"secret detail|\b[45]\d\d\b|[Ee]rror|[Ee]rreur|CSRF", main)


@pytest.mark.parametrize(("header", "code"), [("en-GB,en;q=0.9", "en"), ("fr-ML", "fr"), ("zh", "fr")])
def test_an_error_outside_the_languages_asks_the_browser(header: str, code: str) -> None:
    response = answer(errors.page_not_found, visit("/lost", accept_language=header))
    assert f'<html lang="{code}">' in response.content.decode()


def test_server_error_asks_nothing_of_the_database() -> None:
    # Tests without the `db` fixture may not open the database: a query would fail here.
    request = visit()
    del request.user
    assert answer(errors.server_error, request).status_code == 500


def test_machines_get_the_status_alone() -> None:
    response = answer(errors.page_not_found, visit("/api/v1/nothing"))
    assert response.headers["Content-Type"] == "application/json"


class Question(Form):
    """One field of each kind."""

    default_renderer = Renderer

    title = CharField(label="Titre", help_text="En une phrase.")
    note = CharField(label="Note", required=False)
    confidence = ChoiceField(label="Confiance", choices=[("low", "Faible")], widget=RadioSelect)
    publish = BooleanField(label="Publier", help_text="Sinon elle reste interne.", required=False)


def test_fields_have_label_above_help_between_and_errors_in_words(lang: str) -> None:
    html = str(Question({}))
    sound(html)
    parts = ('<label class="form-label" for="id_title"', "En une phrase.", "errorlist", "<input")
    label, help_, error, field = (html.index(part) for part in parts)
    assert label < help_ < error < field
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert {"fr": "(facultatif)", "en": "(optional)"}[lang] in html
    assert "<legend>Confiance" in html


COMPONENTS: dict[str, dict[str, object]] = {
    "account_menu": {"user": AnonymousUser()},
    "breadcrumb": {"trail": [("/fr/countries/", "Pays")], "here": "Mali"},
    "dispute": {"title": "x", "claims": [{"value": "1", "source": "a"}, {"value": "2", "source": "b", "chosen": True}]},
    "empty": {"text": "Rien", "href": "/", "action": "Voir"},
    "legend": {},
    "level": {"level": "partial"},
    "note": {"text": "<b>", "title": "T", "kind": "warn", "glyph": "reverify"},
    "origin": {"origin": "reconstructed"},
    "sign": {"number": 3, "name": "Partenariats"},
    "thread": {"comments": [{"by": "Coumba", "text": "a\nb", "resolved_by": "Boubacar"}], "may_resolve": True},
    "timeline": {"events": [{"date": "2025-01-29", "what": "x", "kind": "break"}, {"date": "2026", "kind": "round"}]},
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_components_are_sound_in_both_languages(name: str, lang: str) -> None:
    sound(render_to_string(f"jatigi/components/{name}.html", COMPONENTS[name], request=visit()))


@pytest.mark.parametrize(
    ("origin", "words"), [("reconstructed", "pas le profil officiel"), ("fictional", "inventées"), ("official", "")]
)
def test_what_is_not_official_says_so(origin: str, words: str) -> None:
    with translation.override("fr"):
        html = render_to_string("jatigi/components/origin.html", {"origin": origin})
    assert words in html
    assert bool(words) == bool(html.strip())


def test_a_dispute_without_a_written_reason_admits_it() -> None:
    with translation.override("fr"):
        html = render_to_string("jatigi/components/dispute.html", COMPONENTS["dispute"])
    assert "n’est pas encore écrite" in html
    assert html.count("retenu ici") == 1


def test_pagination_keeps_the_rest_of_the_query() -> None:
    template = engines["django"].from_string("{% pagination page %}")
    page = Paginator(range(100), 10).get_page(5)
    with translation.override("fr"):
        html = template.render({"page": page}, visit("/fr/instruments/?q=loi"))
    sound(html)
    assert 'href="?q=loi&amp;page=6" rel="next"' in html
    assert '<span aria-current="page">5</span>' in html


def test_revisions_side_by_side_say_in_words_what_went_and_what_came() -> None:
    template = engines["django"].from_string("{% revision_diff a b %}")
    sides = {"a": Side("1", fields=(("Niveau", "Complet"),)), "b": Side("2", fields=(("Niveau", "Partiel"),))}
    with translation.override("fr"):
        html = template.render(sides)
    sound(html)
    assert re.search(r"<del>.*retiré.*Complet", html)
    assert re.search(r"<ins>.*ajouté.*Partiel", html)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["login/", "password/reset/", "2fa/authenticate/"])
def test_sign_in_pages_look_like_ours(client: object, address: str, lang: str) -> None:
    response = client.get(f"/{lang}/account/{address}", follow=True)  # type: ignore[attr-defined]
    html = response.content.decode()
    assert response.status_code == 200
    sound(html)
    assert "jatigi/tokens.css" in html
    assert 'class="btn btn-primary"' in html


def test_private_pages_are_not_stored_and_every_answer_has_the_headers() -> None:
    class Person:
        is_authenticated = True

    middleware = security.HeadersMiddleware(lambda request: HttpResponse(headers={"Cache-Control": "public"}))
    request = visit()
    public = middleware(request)
    request.user = Person()  # type: ignore[assignment]
    private = middleware(request)
    assert public.headers["Cache-Control"] == "public"
    assert private.headers["Cache-Control"] == "no-store, private"
    for response in (public, private):
        assert "camera=()" in response.headers["Permissions-Policy"]
        assert response.headers["Referrer-Policy"] == "same-origin"


def test_policy_allows_nothing_inline() -> None:
    directives = security.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert not [value for values in directives.values() for value in values if "unsafe" in value]
    assert directives["default-src"] == ["'none'"]
