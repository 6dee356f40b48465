"""Promises 1 and 3: every address declares who may use it; what is not yours answers as what is not there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from jatigi.foundation.accounts.permissions import PERMISSIONS

#: Written by others, each with its own sign-in check: allauth.
FOREIGN = ("allauth.",)
#: What anyone may open, by name. Adding a page here is a decision; the portal's pages are read from releases only.
PUBLIC = frozenset(
    {
        "health",
        "home",
        "language_home",
        "say",
        "say_receipt",
    }
)


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, path)
        else:
            yield path, one


EVERY = list(patterns(get_resolver()))
OURS = [(path, one) for path, one in EVERY if not one.callback.__module__.startswith(FOREIGN)]


@pytest.mark.parametrize(("path", "pattern"), OURS, ids=[path for path, _ in OURS])
def test_every_address_declares_who_may_use_it(path: str, pattern: URLPattern) -> None:
    access = getattr(pattern.callback, "access", None)
    assert access == "public" or access in PERMISSIONS, f"{path} ({pattern.callback}) declares nothing"


def test_what_is_public_is_the_portal_and_a_short_list() -> None:
    elsewhere = {
        str(one.name)
        for _, one in OURS
        if getattr(one.callback, "access", "") == "public" and not one.callback.__module__.startswith("jatigi.portal")
    }
    assert elsewhere <= PUBLIC


def test_foreign_addresses_are_allauth_only() -> None:
    modules = {one.callback.__module__.split(".")[0] for _, one in EVERY}
    assert modules <= {"jatigi", "allauth"}


WORKING = ["desk/people/MLI/", "desk/rounds/MLI-2021/", "desk/rounds/NOWHERE/"]


@pytest.mark.parametrize("address", WORKING)
def test_not_yours_and_not_there_answer_alike(cast: Any, signed_in: Callable[[Any], Any], address: str) -> None:
    browser = signed_in(cast.demba)
    pages = []
    for path in (address, "desk/people/ZZZ/"):
        answer = browser.get(f"/fr/{path}")
        assert answer.status_code == 404
        pages.append(answer.content.decode().replace(path, "…"))  # the language switch names the address itself
    assert pages[0] == pages[1]


@pytest.mark.parametrize("address", WORKING)
def test_whoever_is_not_signed_in_is_asked_to(client: Any, db: None, address: str) -> None:
    answer = client.get(f"/fr/{address}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/fr/account/login/")
