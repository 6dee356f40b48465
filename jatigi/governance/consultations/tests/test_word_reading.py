"""A draft that came back is read: what was said and changed, where, in whose dialect, and nothing of who wrote it."""

import io
import zipfile

import pytest

from jatigi.foundation.files.archives import ArchiveError
from jatigi.governance.consultations.tests.returned import (
    SPACES,
    begin,
    call,
    comment,
    cut,
    docx,
    end,
    ins,
    p,
    t,
    tie,
)
from jatigi.governance.consultations.word.marks import START, mark
from jatigi.governance.consultations.word.reading import Found, read_returned

HERE, THERE = mark("MLI-2026", "paragraph", "lead-1"), mark("MLI-2026", "paragraph", "lead-2")


def found(*body: str, comments: str = "", ties: str = "") -> tuple[Found, ...]:
    return read_returned(docx(*body, comments=comments, ties=ties)).found


def one(*body: str, comments: str = "", ties: str = "") -> Found:
    (only,) = found(*body, comments=comments, ties=ties)
    return only


def test_a_mark_is_permanent_fits_word_and_tells_rounds_apart() -> None:
    assert mark("MLI-2026", "paragraph", "lead-1") == HERE
    assert len({HERE, THERE, mark("MLI-2021", "paragraph", "lead-1"), mark("MLI-2026", "finding", "lead-1")}) == 4
    assert HERE.startswith(START)
    assert len(HERE) <= 40
    assert HERE.replace("_", "").isalnum()


def test_words_put_in_are_found_again_by_the_words_beside_them() -> None:
    got = one(p(t("La loi fixe les délais."), t(" "), ins("Elle est récente. "), t("Elle est appliquée."), mark=HERE))
    assert (got.kind, got.mark, got.removed, got.inserted) == ("change", HERE, "", "Elle est récente. ")
    assert got.sent == "La loi fixe les délais. Elle est appliquée."
    assert got.passage.quote == "délais. Elle"


def test_words_taken_out_are_quoted_without_the_spaces_at_their_ends() -> None:
    got = one(p(t("La loi"), cut(" fixe "), t("les délais."), mark=HERE))
    assert (got.removed, got.inserted) == (" fixe ", "")
    assert (got.passage.before, got.passage.quote, got.passage.after) == ("La loi ", "fixe", " les délais.")


@pytest.mark.parametrize(
    "pieces", [(cut("cinq"), ins("six")), (ins("six"), cut("cinq")), (cut("ci"), ins("six"), cut("nq"))]
)
def test_a_replacement_is_one_change_in_whatever_order(pieces: tuple[str, ...]) -> None:
    got = one(p(t("Il y a "), *pieces, t(" lois."), mark=HERE))
    assert (got.removed, got.inserted, got.passage.quote) == ("cinq", "six", "cinq")
    assert got.sent == "Il y a cinq lois."


def test_two_changes_with_words_between_them_are_two() -> None:
    got = found(p(cut("Une"), ins("La"), t(" loi et "), cut("un"), ins("le"), t(" décret."), mark=HERE))
    assert [(each.removed, each.inserted) for each in got] == [("Une", "La"), ("un", "le")]
    assert got[1].passage.before == "Une loi et "


def test_what_one_put_in_and_another_took_out_again_never_was() -> None:
    inside = f'<w:ins w:id="1">{cut("brouillon")}</w:ins>'
    assert found(p(t("La loi."), inside, mark=HERE)) == ()


def test_spaces_alone_and_words_typed_again_are_no_change() -> None:
    assert found(p(t("La"), cut(" "), ins("  "), t("loi"), cut("."), ins("."), mark=HERE)) == ()


def test_a_paragraph_put_in_stands_after_the_one_it_follows() -> None:
    got = one(p(t("Premier."), mark=HERE, end_put_in=True), p(ins("Un nouveau.")), p(t("Second."), mark=THERE))
    assert (got.mark, got.inserted, got.sent) == (HERE, "Un nouveau.", "Premier.")


def test_a_paragraph_cut_in_two_is_the_one_that_was_sent() -> None:
    got = found(p(t("Premier. "), mark=HERE, end_put_in=True), p(t("Suite "), cut("longue."), mark=""))
    assert [(each.mark, each.removed, each.sent) for each in got] == [(HERE, "longue.", "Premier. Suite longue.")]


def test_a_paragraph_taken_out_is_quoted_whole() -> None:
    got = one(p(cut("Tout ceci."), mark=HERE, end_taken_out=True), p(t("Reste."), mark=THERE))
    assert (got.mark, got.removed, got.passage.quote) == (HERE, "Tout ceci.", "Tout ceci.")


def test_words_moved_are_read_at_both_places_and_said_to_be_moved() -> None:
    range = '<w:moveFromRange{} w:id="3" w:name="m1"/>'
    moved = range.format("Start") + cut("Ailleurs. ", name="moveFrom") + range.format("End")
    got = found(p(moved, t("Ici."), mark=HERE), p(t("Là. "), ins("Ailleurs. ", name="moveTo"), mark=THERE))
    assert [(each.mark, each.removed, each.inserted, each.moved) for each in got] == [
        (HERE, "Ailleurs. ", "", True),
        (THERE, "", "Ailleurs. ", True),
    ]


def test_changes_in_tables_stay_in_their_cell() -> None:
    cells = "".join(
        f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in (p(t("1")), p(t("Délai "), ins("de recours"), mark=HERE))
    )
    got = one(f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl>")
    assert (got.mark, got.sent, got.inserted) == (HERE, "Délai ", "de recours")


def test_a_row_put_in_or_taken_out_takes_its_words_along() -> None:
    def row(change: str, text: str, mark: str) -> str:
        return f"<w:tr><w:trPr>{change}</w:trPr><w:tc>{p(t(text), mark=mark)}</w:tc></w:tr>"

    got = one(f"<w:tbl>{row('<w:del/>', 'Vieille ligne', HERE)}{row('', 'Bonne ligne', THERE)}</w:tbl>")
    assert (got.mark, got.removed) == (HERE, "Vieille ligne")


def test_how_things_looked_is_no_change_of_words() -> None:
    looked = '<w:pPr><w:pPrChange w:id="4"><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange></w:pPr>'
    run = '<w:r><w:rPr><w:b/><w:rPrChange w:id="5"><w:rPr/></w:rPrChange></w:rPr><w:t>La loi.</w:t></w:r>'
    assert found(f"<w:p>{looked}{run}</w:p>") == ()


def test_the_numbers_of_sources_are_no_words() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>\u202f1–3</w:t></w:r>'
    link = '<w:hyperlink w:anchor="n_rights_5"><w:r><w:t>5</w:t></w:r></w:hyperlink>'
    got = one(p(t("La loi existe."), raised, link, ins(" Enfin."), mark=HERE))
    assert got.sent == "La loi existe."


def test_a_comment_says_what_it_is_about() -> None:
    got = one(
        p(t("La loi "), begin(0), t("fixe les délais"), end(0), t("."), mark=HERE),
        comments=comment(0, "Lesquels ?", "Précisez."),
    )
    assert (got.kind, got.mark, got.text) == ("comment", HERE, "Lesquels ?\nPrécisez.")
    assert (got.passage.quote, got.passage.before, got.passage.after) == ("fixe les délais", "La loi ", ".")
    assert not got.resolved


def test_a_comment_on_several_paragraphs_is_on_the_first_and_says_how_many() -> None:
    got = one(
        p(t("Un "), begin(0), t("deux."), mark=HERE), p(t("Trois."), mark=THERE), p(t("Quatre"), end(0), t(" cinq.")),
        comments=comment(0, "À revoir."),
    )  # fmt: skip
    assert (got.mark, got.passage.quote, got.paragraphs) == (HERE, "deux.", 3)


def test_a_comment_that_begins_and_ends_between_paragraphs_is_on_what_it_covers() -> None:
    got = one(p(t("Un.")), begin(0), p(t("Deux."), mark=HERE), end(0), comments=comment(0, "Bien."))
    assert (got.mark, got.passage.quote) == (HERE, "Deux.")


def test_a_comment_on_one_spot_is_found_by_the_words_beside_it() -> None:
    got = one(p(t("La loi "), call(0), t("existe."), mark=HERE), comments=comment(0, "Laquelle ?"))
    assert (got.mark, got.passage.quote) == (HERE, "loi existe.")


def test_replies_stay_with_the_comment_they_answer() -> None:
    got = one(
        p(begin(0), begin(1), t("La loi."), end(0), end(1), mark=HERE),
        comments=comment(0, "Laquelle ?", paragraph="00000001") + comment(1, "Celle de 2012.", paragraph="00000002"),
        ties=tie("00000001") + tie("00000002", to="00000001"),
    )
    assert got.text == "Laquelle ?\n\n→ Celle de 2012."


def test_a_comment_marked_as_done_says_so() -> None:
    got = one(
        p(begin(0), t("La loi."), end(0), mark=HERE),
        comments=comment(0, "Corrigé.", paragraph="0000000A"),
        ties=tie("0000000A", done=True),
    )
    assert got.resolved


def test_replies_that_answer_each_other_in_a_circle_lose_nothing_and_end() -> None:
    got = found(
        p(begin(0), t("La loi."), end(0), call(1), mark=HERE),
        comments=comment(0, "Un", paragraph="A") + comment(1, "Deux", paragraph="B"),
        ties=tie("A", to="B") + tie("B", to="A"),
    )
    assert sorted(each.text for each in got) == ["Deux", "Un"]


def test_a_comment_called_nowhere_is_kept_without_a_place() -> None:
    got = one(p(t("La loi."), mark=HERE), comments=comment(4, "Où ?"))
    assert (got.mark, got.sent, got.text) == ("", "", "Où ?")


def test_a_comment_without_words_is_nothing() -> None:
    assert found(p(begin(0), t("La loi."), end(0)), comments=comment(0, " ")) == ()


def test_words_of_a_text_box_are_read_once() -> None:
    twice = f"<mc:Choice>{p(ins('Encadré'))}</mc:Choice><mc:Fallback>{p(ins('Encadré'))}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{twice}</mc:AlternateContent></w:r>"
    got = one(p(t("Avant "), box, t("après."), mark=HERE))
    assert (got.inserted, got.mark) == ("Encadré", "")


def test_bookmarks_between_paragraphs_belong_to_the_next_one() -> None:
    start = f'<w:bookmarkStart w:id="7" w:name="{HERE}"/>'
    assert one(start, p(t("La loi"), ins(" existe"))).mark == HERE


def test_a_mark_that_libreoffice_renamed_is_ours_still_and_others_are_not() -> None:
    assert one(p(cut("Tout ceci."), mark=f"{HERE}_Copy1")).mark == HERE
    assert one(p(cut("Tout ceci."), mark="jt_intro")).mark == ""


def test_paragraphs_joined_without_tracking_keep_the_mark_of_their_part() -> None:
    starts = [f'<w:bookmarkStart w:id="7" w:name="{name}"/>' for name in (HERE, THERE)]
    got = found(p(starts[0], t("Un "), cut("deux. "), starts[1], t("Trois "), cut("quatre.")))
    assert [each.mark for each in got] == [HERE, THERE]


def test_strict_files_are_read_too() -> None:
    plain = docx(p(t("La loi"), ins(" existe"), mark=HERE))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        body = archive.read("word/document.xml").decode()
    body = body.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict)
    got = read_returned(_with(body)).found
    assert [(each.mark, each.inserted) for each in got] == [(HERE, " existe")]


def _with(document: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, document if name == "word/document.xml" else source.read(name))
    return target.getvalue()


def test_footnotes_are_read() -> None:
    note = f"<w:footnotes {SPACES}><w:footnote>{p(t('Source : '), ins('INSTAT'))}</w:footnote></w:footnotes>"
    got = read_returned(docx(more={"word/footnotes.xml": note})).found
    assert [(each.sent, each.inserted) for each in got] == [("Source : ", "INSTAT")]


def test_the_file_says_its_language_and_its_marks() -> None:
    got = read_returned(docx(p(t("Law."), mark=HERE), p(t("Other")), lang="en-GB"))
    assert (got.lang, got.marks, got.found) == ("en", frozenset({HERE}), ())


def test_who_wrote_it_is_not_read() -> None:
    content = docx(p(begin(0), t("La loi."), end(0), ins("Oui"), mark=HERE), comments=comment(0, "Bien."))
    assert "Une Personne" not in repr(read_returned(content))


def test_what_is_read_is_in_the_order_of_the_document() -> None:
    got = found(
        p(begin(0), t("Un"), end(0), ins(" un"), mark=HERE), p(cut("Deux"), begin(1), t("trois"), end(1)),
        comments=comment(1, "B") + comment(0, "A"),
    )  # fmt: skip
    assert [each.text or each.removed or each.inserted for each in got] == ["A", " un", "Deux", "B"]


@pytest.mark.parametrize(
    "content",
    [
        b"not a zip",
        docx(p(t("x")))[:-9],
        _with('<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'),
        _with(f"<w:document {SPACES}><w:body><w:p></w:body></w:document>"),
        _with(f"<w:document {SPACES}>" + "<w:p>" * 5_000 + "</w:p>" * 5_000 + "</w:document>"),
        _with("a" * 80_000_000),
    ],
    ids=["no zip", "cut off", "entities", "not closed", "nested", "bomb"],
)  # fmt: skip
def test_a_hostile_file_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(ArchiveError) as caught:
        read_returned(content, "retour.docx")
    assert str(caught.value)
