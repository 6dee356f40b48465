"""One round from its opening to the public pages, by the hands of everyone who takes part, through the real pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import Page, expect

from jatigi.foundation.files import crypto
from jatigi.governance.assessments.models import Citation, Round, Step
from jatigi.governance.frameworks import changes as frameworks
from jatigi.governance.frameworks.library import Library
from jatigi.governance.instruments.changes import loading
from jatigi.governance.releases import queries, reader

CONTENT = Path(__file__).parent / "content"
CODE = "MLI-essai"
SCAN = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
REASONS = "Le règlement fixe le prix ; le comptage le montre."
BETTER = "L’article 3 fixe le prix sur les deux rives ; le comptage de 2025 le montre."
RETURNED = "Quel article le dit ? Citez-le."
pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def prepared(transactional_db: None, settings: Any, tmp_path: Path, cast: Any) -> Any:
    """The cast, an invented framework of three questions, two invented texts, one piece of evidence, a key."""
    settings.VAR = tmp_path / "var"
    crypto.make_release_key(settings.VAR / "keys")
    frameworks.load_framework(Library(CONTENT).read(CONTENT / "framework.yaml"), by=None, publish=True)
    loading.load_register(CONTENT / "register", jurisdiction="MLI")
    loading.load_evidence(CONTENT / "evidence", jurisdiction="MLI")
    return cast


class Way:
    """Where the round's pages are, and a page for each person, signed in once."""

    def __init__(self, opened: Callable[..., Page], sign_in: Callable[..., None], base: str) -> None:
        self.base, self._opened, self._sign_in = base, opened, sign_in
        self._pages: dict[str, Page] = {}

    def of(self, name: str) -> Page:
        """The person's page."""
        if name not in self._pages:
            page = self._pages[name] = self._opened()
            self._sign_in(page, self.base, f"{name}@example.org")
        return self._pages[name]

    def at(self, name: str, path: str = "") -> Page:
        """The person's page, gone to a page of the round."""
        page = self.of(name)
        answer = page.goto(f"{self.base}/fr/desk/rounds/{CODE}/{path}")
        assert answer is not None
        assert answer.status == 200, page.url
        return page

    def move(self, name: str, action: str, **fields: str) -> Page:
        """From the round's page by the link, fill in what is asked, confirm."""
        page = self.at(name)
        page.click(f"main a[href$='/move/{action}/']")
        for field, value in fields.items():
            page.fill(f"[name={field}]", value)
        page.click("main form button[type=submit]")
        page.wait_for_url(f"**/desk/rounds/{CODE}/")
        return page


@pytest.fixture
def way(prepared: Any, opened: Callable[..., Page], sign_in: Callable[..., None], live_server: Any) -> Way:
    return Way(opened, sign_in, live_server.url)


def state() -> str:
    return Round.objects.get(pk=CODE).state


def test_a_round_goes_the_whole_way_from_opening_to_the_public_pages(
    way: Way, opened: Callable[..., Page], sign_out: Callable[[Page], None], refused: set[str]
) -> None:
    open_and_assign(way)
    answer_all(way)
    return_and_answer_again(way)
    accept_all(way)
    find_and_review(way)
    write_profile(way)
    way.move("aminata", "close_collection")
    way.move("aminata", "send_draft")
    way.move("aminata", "revise")
    validate_by_two(way, refused)
    approve_in_writing(way)
    publish(way)
    read_on_the_portal(way, opened())
    for name in ("aminata", "sira"):
        page = way.of(name)
        page.goto(f"{way.base}/fr/desk/")
        sign_out(page)
        page.goto(f"{way.base}/fr/desk/")
        assert "/account/login/" in page.url


def open_and_assign(way: Way) -> None:
    """The coordinator opens an official round, asks Boubacar everything, starts the collection."""
    page = way.of("aminata")
    page.click("a[href$='/desk/open/MLI/']")
    page.fill("[name=label]", "essai")
    page.select_option("[name=framework]", label="Les bacs du fleuve, référentiel d’essai (ferries@1.0)")
    page.select_option("[name=origin]", "official")
    page.fill("[name=reference_date]", "2026-06-30")
    page.fill("[name=deadline]", "2099-12-31")
    page.fill("[name=about_fr]", "Exercice inventé pour un essai.")
    page.fill("[name=about_en]", "A round invented for a test.")
    page.check("[name=scores_public]")
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**/rounds/{CODE}/assign/")
    for box in page.locator("[name=indicator]").all():
        box.check()
    page.select_option("[name=assessor]", label="Boubacar")
    page.click("button[value=assign]")
    expect(page.locator(".jt-asked .what", has_text="Boubacar")).to_have_count(3)
    way.move("aminata", "start")
    assert state() == "collection"


def answer_all(way: Way) -> None:
    """The assessor goes from the desk to the questions and hands them in; one stays unknown."""
    page = way.of("boubacar")
    page.goto(f"{way.base}/fr/desk/")
    page.click("main a[href*='state=todo']")
    page.locator("main .jt-asked a[href*='crossing.rules.fare']").click()
    page.check("[name=level][value=partial]")
    page.fill("#reasons", REASONS)
    saved(page)
    page.reload()  # nothing was handed in, and yet it is there
    expect(page.locator("#reasons")).to_have_value(REASONS)
    page.check("[name=confidence][value=medium]")
    cite(page, "Comptage", "p. 2")
    hand_in(page, "crossing.rules.fare")
    page = way.at("boubacar", "indicators/crossing.rules.night/")
    page.check("[name=level][value=partial]")
    page.fill("#reasons", "La loi ouvre le passage en saison sèche.")
    page.check("[name=confidence][value=high]")
    cite(page, "passage de nuit", "art. 1")
    hand_in(page, "crossing.rules.night")
    page = way.at("boubacar", "indicators/bank.register.kept/")
    page.check("[name=level][value=unknown]")
    page.fill("#reasons", "Rien n’a été trouvé.")
    hand_in(page, "bank.register.kept")


def cite(page: Page, words: str, place: str) -> None:
    """Look for something in the register as one types, and take the first that is found."""
    before = page.locator("#citations > li").count()
    page.fill("#q", words)
    page.locator("#found button").first.click()
    line = page.locator("#citations > li").nth(before)
    line.locator("[name$=-place]").fill(place)
    saved(page)


def saved(page: Page) -> None:
    expect(page.locator("#saved[data-state=saved]")).to_be_visible()


def hand_in(page: Page, code: str) -> None:
    page.click("button[form=answer][value=submit]")
    page.wait_for_url(lambda url: f"/indicators/{code}/" not in url)


def return_and_answer_again(way: Way) -> None:
    """The reviewer returns an answer with a reason; the assessor sees it and answers better."""
    page = way.of("coumba")
    page.goto(f"{way.base}/fr/desk/")
    page.click("main a[href$='/review/']")
    page.locator("main a", has_text="Prix du passage").click()
    expect(page.locator("main")).to_contain_text(REASONS)
    page.fill("#reason", RETURNED)
    page.click("#return button[type=submit]")
    page.wait_for_url(f"**/{CODE}/review/")
    page = way.of("boubacar")
    page.goto(f"{way.base}/fr/desk/")
    page.click("main a[href*='state=returned']")
    page.locator("main .jt-asked a").first.click()
    expect(page.locator("main")).to_contain_text(RETURNED)
    page.check("[name=level][value=complete]")
    page.select_option("#cause", "evidence_found")
    page.fill("#reasons", BETTER)
    cite(page, "Règlement du bac", "art. 3")
    hand_in(page, "crossing.rules.fare")


def accept_all(way: Way) -> None:
    """The reviewer closes the question and accepts the three answers, one after the other."""
    for left in (3, 2, 1):
        page = way.at("coumba", "review/")
        rows = page.locator("main table a")
        expect(rows).to_have_count(left)
        rows.first.click()
        resolve = page.locator("form[action*='/resolve/'] button")
        if resolve.count():
            resolve.click()
        page.click("form[action$='/accept/'] button")
        page.wait_for_url(f"**/{CODE}/review/")
    assert Citation.objects.filter(answer_revision__answer__round=CODE).count() == 3


def find_and_review(way: Way) -> None:
    """The assessor writes a finding from what the answers suggest; the reviewer, not its author, agrees."""
    page = way.at("boubacar", "findings/")
    page.locator("main details summary").first.click()
    page.locator("a[href*='/write/?answer=']").first.click()
    page.fill("[name=text_fr]", "Le prix du passage est le même sur les deux rives.")
    page.fill("[name=text_en]", "The fare is the same on both banks.")
    page.click("form.jt-findingform button[type=submit]")
    page.wait_for_url("**/findings/*/")
    address = page.url
    page.click("form[action$='/submit/'] button")
    page.wait_for_url(f"**/{CODE}/findings/")
    page.goto(address)
    assert page.locator("form[action$='/review/']").count() == 0  # nobody agrees with themselves
    page = way.of("coumba")
    page.goto(f"{way.base}/fr/desk/")
    page.click(f"main a[href$='/{CODE}/findings/']")
    page.locator(".jt-findinglist a").first.click()
    page.click("form[action$='/review/'] button")
    page.wait_for_url(f"**/{CODE}/findings/")


def write_profile(way: Way) -> None:
    """The assessor opens the profile and writes a paragraph from the findings; the reviewer reads it."""
    page = way.at("boubacar", "profile/")
    page.click("form[action$='/profile/open/'] button")
    page.locator("a[href*='write/dimension.crossing/?propose']").click()
    expect(page.locator("[name=text_fr]")).to_have_value("Le prix du passage est le même sur les deux rives.")
    page.fill("[name=text_fr]", "Le prix du passage est fixé, le même sur les deux rives.")
    page.fill("[name=text_en]", "The fare is set, the same on both banks.")
    assert page.locator("[name=answers]:checked").count() == 1  # what the finding rests on
    page.click("form.jt-parform button.btn-primary")
    page.wait_for_url("**/profile/**")
    page = way.at("coumba", "profile/")
    page.click("form[action$='/review/'] button")
    expect(page.locator("form[action$='/review/']")).to_have_count(0)


def validate_by_two(way: Way, refused: set[str]) -> None:
    """One signature leaves the round where it is; the same person cannot give the second."""
    way.move("moussa", "validate")
    assert state() == "revised"
    page = way.at("moussa", "move/validate/")
    refused.add(page.url)
    page.click("main form button[type=submit]")
    expect(page.locator("[role=alert]")).to_be_visible()
    assert state() == "revised"
    assert Step.objects.filter(round=CODE, action="validate").count() == 1
    way.move("oumou", "validate")
    assert state() == "validated"


def approve_in_writing(way: Way) -> None:
    """The coordinator records the letter: its number, date, signatory's function and scan."""
    page = way.at("aminata")
    page.click("main a[href$='/move/approve/']")
    page.fill("[name=letter_number]", "0042/ESSAI")
    page.fill("[name=letter_date]", "2026-07-15")
    page.fill("[name=signatory_function]", "Doyenne du fleuve inventé")
    page.set_input_files("[name=scan]", {"name": "lettre.pdf", "mimeType": "application/pdf", "buffer": SCAN})
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**/desk/rounds/{CODE}/")
    expect(page.locator("main")).to_contain_text("0042/ESSAI")
    assert state() == "approved"


def publish(way: Way) -> None:
    """The publisher reads what will be public, builds, seals and publishes it."""
    page = way.at("sira", "release/")
    page.check("[name=sure]")
    page.click("form.rel-publish button", timeout=60_000)
    page.wait_for_url(f"**/{CODE}/release/")
    expect(page.locator("#history").locator("xpath=ancestor::section")).to_contain_text("official-1")
    assert state() == "published"


def read_on_the_portal(way: Way, page: Page) -> None:
    """Someone without an account reads the country, the round and the answer in both languages and takes the PDF."""
    for lang, name, lead in (
        ("fr", "Prix du passage", "Le prix du passage est fixé, le même sur les deux rives."),
        ("en", "Fare", "The fare is set, the same on both banks."),
    ):
        page.goto(f"{way.base}/{lang}/countries/MLI/")
        expect(page.locator("h1")).to_contain_text("Mali")
        page.click("main a[href$='/answers/']")
        expect(page.locator("tbody tr:not(.group)")).to_have_count(3)
        page.click(f"main a:text-is('{name}')")
        answer = page.locator("article[id='crossing.rules.fare']")
        expect(answer).to_contain_text(BETTER)
        expect(answer).to_contain_text("art. 3")
        expect(page.locator("main")).to_contain_text(lead)
    page.goto(f"{way.base}/fr/countries/MLI/")
    with page.expect_download() as downloading:
        page.evaluate(
            """() => { const a = document.querySelector("#download a[href$='.pdf']");
                       a.setAttribute("download", ""); a.click(); }"""
        )
    content = Path(downloading.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    [release] = queries.published_releases()
    assert release.origin == "official"
    sealed = reader.open_release(queries.zip_of(release.pk), queries.trusted())
    assert sealed.origin == "official"
    assert content in {
        path.read_bytes() for path in queries.folder_of(release.pk).rglob("*.pdf")
    }  # what was sealed is what was taken
    assert configured.VAR in queries.folder_of(release.pk).parents
