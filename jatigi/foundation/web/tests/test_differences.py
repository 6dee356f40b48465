"""Two revisions beside each other: nothing of either is lost, and what changed is marked."""

from hypothesis import given
from hypothesis import strategies as st

from jatigi.foundation.web.differences import Piece, Side, rows, sides

texts = st.text(alphabet=st.sampled_from("aàb c\nd. \u202f"), max_size=60)


def test_changed_words_stand_together() -> None:
    before, after = sides("Les actes ouvrent la circulation.", "Les actes n’ouvrent plus la circulation.")
    assert before == (Piece("same", "Les actes "), Piece("gone", "ouvrent "), Piece("same", "la circulation."))
    assert after == (
        Piece("same", "Les actes "),
        Piece("new", "n’ouvrent plus "),
        Piece("same", "la circulation."),
    )


@given(texts, texts)
def test_each_side_keeps_all_its_words(before: str, after: str) -> None:
    for text, pieces in zip((before, after), sides(before, after), strict=True):
        joined = "".join(piece.text for piece in pieces)
        assert joined == (text if text.strip() else "")


@given(texts)
def test_a_revision_does_not_differ_from_itself(text: str) -> None:
    assert all(row.same for row in rows(Side("a", fields=(("x", text),)), Side("b", fields=(("x", text),))))


def test_a_text_that_only_one_revision_has_is_shown_all_the_same() -> None:
    found = rows(Side("1", fields=(("old", "gone"),)), Side("2", fields=(("new", "came"),)))
    assert [(row.label, row.before, row.after) for row in found] == [
        ("new", (), (Piece("new", "came"),)),
        ("old", (Piece("gone", "gone"),), ()),
    ]
