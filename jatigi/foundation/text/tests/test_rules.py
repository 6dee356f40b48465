"""A text knows which of its translations are stale; dates say what is known and no more; French is set as French."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jatigi.foundation.text import PartialDate, Text, typeset
from jatigi.foundation.text.dates import written

NARROW = "\u202f"


def test_a_translation_is_stale_once_its_source_changes() -> None:
    text = Text.of({"fr": "Santé", "en": "Health"})
    assert not text.is_stale("en")
    later = text.with_text("fr", "Soins de santé")
    assert later.is_stale("en")
    assert later.unfit(["fr", "en", "bm"]) == ["en", "bm"]
    assert not later.with_text("en", "Health care").is_stale("en")


def test_where_a_language_is_missing_the_source_stands_in_and_says_so() -> None:
    text = Text.of({"fr": "Santé"})
    assert (text.text("en"), text.lang_of("en")) == ("Santé", "fr")
    assert not Text("fr", {})


@given(st.dictionaries(st.sampled_from(["fr", "en", "bm"]), st.text(min_size=1), min_size=1))
def test_a_text_is_stored_and_read_back_the_same(texts: dict[str, str]) -> None:
    text = Text.of(texts)
    assert Text.from_json(text.to_json()) == text


@pytest.mark.parametrize("value", [None, "texte", {"source": "fr"}, {"source": "fr", "texts": {"fr": "nu"}}])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not a text"):
        Text.from_json(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("plain", "french"),
    [
        ("Qui décide ?", f"Qui décide{NARROW}?"),
        ("Il le dit : non.", f"Il le dit{NARROW}: non."),
        ("« Mali »", f"«{NARROW}Mali{NARROW}»"),
        ("120 000 francs", f"120{NARROW}000 francs"),
        ("l'accord", "l’accord"),
        ("à 14:30, voir https://un.org", "à 14:30, voir https://un.org"),
    ],
)
def test_french_has_its_spaces_and_english_stays(plain: str, french: str) -> None:
    assert typeset(plain, "fr") == french
    assert typeset(french, "fr") == french
    assert typeset(plain, "en") == plain


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [("2016", "2016-01-01", "2016-12-31"), ("2016-02", "2016-02-01", "2016-02-29"), ("2016-05-27",) * 3],
)
def test_a_partial_date_covers_what_it_may_mean(date: str, first: str, last: str) -> None:
    partial = PartialDate.parse(date)
    assert (partial.earliest().isoformat(), partial.latest().isoformat()) == (first, last)


@pytest.mark.parametrize("date", ["", "16", "2016-13", "2016-02-30", "2016/05", "27.5.2016", "2016-5"])
def test_what_is_no_date_is_refused_with_what_is_accepted(date: str) -> None:
    with pytest.raises(ValueError, match="accepted: 2016, 2016-05 or 2016-05-27"):
        PartialDate.parse(date)


@pytest.mark.parametrize(
    ("date", "lang", "words"),
    [
        ("2025-01-29", "fr", "29 janvier 2025"),
        ("2025-01-29", "en", "29 January 2025"),
        ("2025-07-01", "fr", "1er juillet 2025"),
        ("2025-07-11", "fr", "11 juillet 2025"),
        ("2016-05", "fr", "mai 2016"),
        ("2016", "en", "2016"),
    ],
)
def test_dates_are_written_out(date: str, lang: str, words: str) -> None:
    assert written(date, lang) == words
    assert written(datetime.date(2025, 1, 29), "fr", short=True) == "29 janv. 2025"
