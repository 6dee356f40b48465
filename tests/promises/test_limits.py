"""Promise 27: what one person takes away or writes in an hour has a limit, and the refusal says when it goes on."""

import datetime
from typing import Any

import pytest
import time_machine
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone, translation

from jatigi.config.guards import LIMITED
from jatigi.foundation.accounts import changes, limits
from jatigi.foundation.accounts.limits import LIMITS, Limit, Spent, after
from jatigi.foundation.accounts.models import Use
from jatigi.foundation.files.changes import store_file
from tests.promises.test_access import patterns

HOUR = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)
PAGE = b"%PDF-1.7\nMARKER\n%%EOF\n"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two an hour, so that tests are short."""
    for what in LIMITS:
        monkeypatch.setitem(limits.LIMITS, what, Limit(2))


@pytest.fixture
def address(cast: Any, settings: Any, tmp_path: Any) -> str:
    """A file of Mali's evidence."""
    settings.VAR = tmp_path
    translation.activate("fr")
    stored = store_file(PAGE, name="a.pdf", jurisdiction=cast.mali, restricted=False, by=cast.aminata)
    return reverse("stored_file", args=[stored.pk])


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "jusqu’à 2 fichiers par heure"), ("en", "download up to 2 files in an hour")]
)
def test_too_many_files_in_an_hour(cast: Any, signed_in: Any, few: None, address: str, lang: str, words: str) -> None:
    browser = signed_in(cast.boubacar)
    with time_machine.travel(NOON, tick=False):
        assert [browser.get(address).status_code for _ in range(2)] == [200, 200]
        refused = browser.get(address.replace("/fr/", f"/{lang}/"))
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    page = refused.content.decode()
    assert words in page
    assert "13:00" in page  # Bamako keeps universal time
    assert b"MARKER" not in refused.content


def test_the_limit_is_each_persons_own_and_ends(cast: Any, signed_in: Any, few: None, address: str) -> None:
    with time_machine.travel(NOON, tick=False):
        for _ in range(3):
            last = signed_in(cast.boubacar).get(address)
        assert last.status_code == 429
        assert signed_in(cast.coumba).get(address).status_code == 200
    with time_machine.travel(NOON + HOUR, tick=False):
        assert signed_in(cast.boubacar).get(address).status_code == 200


def test_a_refusal_tells_nobody_what_is_there(cast: Any, signed_in: Any, few: None, address: str) -> None:
    """Somebody of another country counts up as well, and sees the same refusal for what is there and what is not."""
    browser = signed_in(cast.nene)
    nothing = reverse("stored_file", args=["00000000-0000-4000-8000-000000000000"])
    assert [browser.get(one).status_code for one in (address, nothing, address, nothing)] == [404, 404, 429, 429]


def test_signing_in_again_does_not_start_anew(cast: Any, signed_in: Any, few: None, address: str) -> None:
    assert [signed_in(cast.boubacar).get(address).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("spent", "now", "expected"),
    [
        (Spent(NOON, 0), NOON, Spent(NOON, 1)),
        (Spent(NOON, 2), NOON + HOUR / 2, Spent(NOON, 3)),
        (Spent(NOON, 3), NOON + HOUR / 2, None),
        (Spent(NOON, 3), NOON + HOUR, Spent(NOON + HOUR, 1)),
        # The clock was put back by a day: nobody waits a day.
        (Spent(NOON, 3), NOON - 24 * HOUR, Spent(NOON - 24 * HOUR, 1)),
    ],
)
def test_the_book_of_a_limit(spent: Spent, now: datetime.datetime, expected: Spent | None) -> None:
    assert after(spent, Limit(3), now) == expected


def test_counting_leaves_one_row_for_each_kind(cast: Any) -> None:
    for _ in range(5):
        changes.spend(cast.aminata, "export", now=timezone.now())
    assert list(Use.objects.values_list("user__name", "what", "count")) == [("Aminata", "export", 5)]


def test_the_table_names_addresses_and_limits_that_are_there() -> None:
    names = {str(pattern.name) for _, pattern in patterns(get_resolver())}
    assert set(LIMITED) <= names
    assert set(LIMITED.values()) == set(LIMITS)
    with pytest.raises(NoReverseMatch):
        reverse("nothing")
