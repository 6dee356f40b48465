"""The profile as an editable Word file: the words and figures of the PDF, in Word's own styles.

A pure function: same profile, same bytes. Pictures are drawn by Typst from the same SVG as in the PDF.
"""

import datetime
from collections.abc import Mapping

from jatigi.foundation.files.word.elements import field, inward, paragraph, picture, run
from jatigi.foundation.files.word.package import EPOCH
from jatigi.foundation.text.dates import written
from jatigi.foundation.text.rules import typeset
from jatigi.governance.profiles.compose import Plain, filled
from jatigi.governance.profiles.edition import Edition
from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.render_note import render_note
from jatigi.governance.profiles.word_blocks import WIDTH, Writer
from jatigi.governance.profiles.word_start import running_foot, running_head, writer_for
from jatigi.governance.profiles.wording import gettext

__all__ = ["render_note", "render_word"]

SIGN = 22.0  # points


def render_word(
    profile: Profile,
    lang: str,
    logos: Mapping[str, bytes] = {},
    built_for: datetime.date = EPOCH,
) -> bytes:
    """The Word file in ``lang``; see :func:`word_of`."""
    return word_of(Edition.of(profile, lang), logos, built_for)


def word_of(
    edition: Edition, logos: Mapping[str, bytes] = {}, built_for: datetime.date = EPOCH, *, draft: bool = False
) -> bytes:
    """The Word file of an edition. ``logos`` as for the PDF; ``built_for`` is the date that the file bears. A ``draft``
    says on its cover, and above each page, that it is one, of which day, and how it is sent back.

    Raises:
        RenderingError: when a figure cannot be drawn.
    """
    profile, document, lang = edition.profile, edition.document, edition.lang
    to = writer_for(lang, edition.drawn)
    to.round = profile.round
    for section in document["front"]:
        _chapter(to, section)
    if document["context"]:
        _context(to, document)
    _overview(to, document)
    for one in document["dimensions"]:
        _dimension(to, document, one)
    if document["changes"]:
        _changes(to, document)
    _sources(to, document)
    _annex(to, document)
    for section in document["back"]:
        _chapter(to, section)
    _colophon(to, document)
    _logos(to, profile, document, logos)
    notice = draft_notice(built_for, lang) if draft else None
    body = "".join([*_cover(to, document, notice), *_contents(to, document), *to.body])
    left, right = running_head(document)
    return to.package.saved(
        body,
        lang=lang,
        title=document["title"],
        head=(" · ".join([notice[0], left]) if notice else left, right),
        foot=running_foot(document),
        when=built_for,
    )


def draft_notice(day: datetime.date, lang: str) -> tuple[str, str]:
    """What a draft is called, and what one does with it."""
    called = filled(gettext("Draft for consultation, %(date)s", lang), lang, date=written(day.isoformat(), lang))
    how = gettext(
        "Nothing in it is agreed yet. Write your comments in this file, or change the text with “track changes” "
        "switched on, and send the same file back to whoever sent it to you: each comment and each change is then "
        "answered.",
        lang,
    )
    return called, typeset(how, lang)


def _cover(to: Writer, d: Plain, draft: tuple[str, str] | None = None) -> list[str]:
    kept, to.body = to.body, []
    if draft:
        to.add(paragraph(to.words(draft[0], bold=True), to.break_(), to.words(draft[1]), style="Notice"))
    to.add(to.say(d["words"]["profile"], "Lead", soft=True), to.say(d["country"], "Title"))
    to.add(to.say(d["label"], "Subtitle"), to.say(f"{d['reference']}. {d['framework']}.", "Lead"))
    to.figure("cloth", width=WIDTH)
    legend = "".join(to.level(one) + to.words(f" {one['count']}     ", bold=True) for one in d["levels"])
    to.add(paragraph(legend), to.say(d["words"]["cloth"], "Small"))
    notice = to.words(d["origin"], bold=True) + to.break_() + to.words(f"{d['notice']} {d['says']}")
    to.add(paragraph(notice, style="Notice"))
    cover, to.body = to.body, kept
    return cover


def _contents(to: Writer, d: Plain) -> list[str]:
    """The contents, filled in and clickable from the start; Word can update them."""
    lines = [inward(anchor, to.words(title)) for anchor, title in to.entries]
    heading = paragraph(to.words(d["words"]["contents"], size=24), style="Subtitle", new_page=True)
    marks = field('TOC \\o "1-1" \\n \\h \\z', "\0", to.lang).split("\0")
    first, last = marks[0] + lines[0], lines[-1] + marks[1] if len(lines) > 1 else marks[1]
    middle = [paragraph(line, style="TOC1") for line in lines[1:-1]]
    return [heading, paragraph(first, style="TOC1"), *middle, paragraph(last, style="TOC1")]


def _chapter(to: Writer, section: Plain) -> None:
    to.heading(1, section["title"], new_page=section["id"] not in {"method", "credits", "funder", "disclaimer"})
    to.prose(section["paragraphs"], section["id"])
    to.notes(section["notes"], section["id"])


def _context(to: Writer, d: Plain) -> None:
    _chapter(to, d["context"])
    for group in d["context"]["groups"]:
        to.heading(2, group["title"])
        heads = [d["words"]["figures"], "", d["words"]["notes"]]
        rows = []
        for one in group["items"]:
            value = to.words(one["value"], bold=True, size=14) + to.words(f" {one['unit']}")
            value += to.break_() + to.words(one["standing"], soft=True, size=8.5) if one["standing"] else ""
            meaning = to.words(one["title"], bold=True) + to.break_() + to.words(one["definition"])
            rows.append((value, meaning, to.linked(one["url"], one["source"]) if one["source"] else ""))
        to.grid(heads, rows, (150, 209, 140), group["title"])
        if group["remark"]:
            to.add(to.say(group["remark"], "Small"))
        for name in group["charts"]:
            to.figure(name, width=min(to.drawings[name]["width"], 300))


def _overview(to: Writer, d: Plain) -> None:
    view, words = d["overview"], d["words"]
    to.heading(1, words["overview"], new_page=True)
    to.add(to.say(view["sentence"], "Lead"))
    rows = [
        (to.words(f"{one['number']}. {one['title']}", bold=True), *(to.words(str(n)) for n in one["counts"]))
        for one in view["rows"]
    ]
    rows.append((to.words(view["whole"], bold=True), *(to.words(str(n), bold=True) for n in view["total"])))
    to.grid([words["dimension"], *view["heads"]], rows, (219, 56, 56, 56, 56, 56), words["overview"])
    to.add(to.say(d["says"], "Small"))
    if "intervals" in to.drawings:
        to.heading(2, words["intervals"])
        to.figure("intervals", width=420)


def _dimension(to: Writer, d: Plain, one: Plain) -> None:
    words, place = d["words"], one["id"]
    sign = ""
    if f"sign-{one['number']}" in to.pictures:
        relationship = to.package.picture(to.pictures[f"sign-{one['number']}"])
        alt = f"{words['dimension']} {one['number']}"
        sign = picture(relationship, to.package.number(), (SIGN, SIGN), alt, "sign") + to.words("  ")
    # Later dimensions follow on: a page of their own would leave most pages before them half empty.
    to.heading(1, f"{one['number']} {one['title']}", new_page=one is d["dimensions"][0], picture_run=sign)
    to.prose(one["lead"], place, "Lead")
    to.add(to.say(one["headline"], "Strong"))
    if f"bar-{place}" in to.drawings:
        to.figure(f"bar-{place}", width=WIDTH)
    to.add(paragraph("".join(to.level(t) + to.words(f" {t['count']}     ", bold=True) for t in one["tally"])))
    to.add(to.say(d["says"], "Small"))
    for title, found in ((words["well"], one["well"]), (words["potential"], one["potential"])):
        to.heading(2, title)
        if found:
            to.prose(found, place, kind="finding")
        else:
            to.add(to.say(words["nothing"], soft=True))
    _to_document(to, words, one)
    if d["changes"]:
        to.heading(2, words["rounds"])
        if f"rounds-{place}" in to.drawings:
            to.figure(f"rounds-{place}")
            to.add(to.say(words["mean"], "Small"))
        _change_lines(to, words, one["changes"])
    if one["since"]:
        to.heading(2, words["since"])
        to.add(to.say(words["since_note"], "Small"))
        to.prose(one["since"], place, kind="finding")
    _answers(to, d, one)
    if one["notes"]:
        to.heading(3, words["notes"])
        to.notes(one["notes"], place)


def _to_document(to: Writer, words: Plain, one: Plain) -> None:
    to.heading(2, words["document"])
    if not one["document"]:
        to.add(to.say(words["nothing"], soft=True))
        return
    to.add(to.say(words["document_note"], "Small"))
    for each in one["document"]:
        name = to.words(f"{each['number']} ", soft=True) + to.words(f"{each['name']}. ", bold=True)
        to.add(paragraph(name, to.words(each["question"], soft=True), style="ListBullet"))


def _change_lines(to: Writer, words: Plain, changes: list[Plain]) -> None:
    if not changes:
        to.add(to.say(words["unchanged"], soft=True))
    for each in changes:
        line = to.words(f"{each['number']} ", soft=True) + to.words(each["name"], bold=True) + to.break_()
        line += to.level(each["before"]) + to.words(" → ") + to.level(each["now"]) + to.break_()
        to.add(paragraph(line, to.words(each["why"], soft=True)))


def _answers(to: Writer, d: Plain, one: Plain) -> None:
    words = d["words"]
    two = bool(words["before"])
    heads = ["", words["indicator"], *([words["before"]] if two else []), words["now"]]
    widths = (30.0, 289.0, 90.0, 90.0) if two else (30.0, 379.0, 90.0)
    rows = []
    for each in one["answers"]:
        now = to.level(each["now"]) + (to.words(" *", bold=True) if each["framed"] else "")
        levels = ([to.level(each["before"])] if two else []) + [now]
        rows.append((to.words(each["number"], soft=True), to.words(each["name"]), *levels))
    to.heading(2, one["answers_title"])
    to.grid(heads, rows, widths, f"{one['title']}: {one['answers_title']}")
    if one["framed"]:
        to.add(to.say(f"* {words['overtaken']}", "Small"))


def _changes(to: Writer, d: Plain) -> None:
    words, section = d["words"], d["changes"]
    _chapter(to, section)
    if not section["rows"]:
        to.add(to.say(words["unchanged"], soft=True))
        return
    if "rounds" in to.drawings:
        to.figure("rounds", width=380)
        to.add(to.say(words["mean"], "Small"))
    rows = [
        (
            to.words(one["number"], soft=True),
            to.words(one["name"], bold=True) + to.break_() + to.words(one["why"]),
            to.level(one["before"]),
            to.level(one["now"]),
            to.citations([*one["on_before"], *one["on"]]),
        )
        for one in section["rows"]
    ]
    heads = ["", words["indicator"], words["before"], words["now"], words["on"]]
    to.grid(heads, rows, (30, 159, 70, 70, 170), section["title"])


def _sources(to: Writer, d: Plain) -> None:
    _chapter(to, d["sources"])
    for one in d["sources"]["items"]:
        detail = to.words(f". {one['detail']}", soft=True) if one["detail"] else ""
        to.add(paragraph(to.linked(one["url"], one["title"]), detail, style="ListBullet"))


def _annex(to: Writer, d: Plain) -> None:
    words = d["words"]
    to.heading(1, f"{words['annexes']}. {words['all_answers']}")
    for dimension in d["annex"]:
        to.heading(2, f"{dimension['number']}. {dimension['title']}")
        rows = []
        for one in dimension["items"]:
            middle = [to.words(f"{one['name']}. ", bold=True) + to.words(one["question"], soft=True)]
            middle += [run(one["reasons"], one["reasons_lang"])] if one["reasons"] else []
            middle += [to.words(notice, bold=True) for notice in one["notices"]]
            middle += [to.citations(one["citations"])] if one["citations"] else []
            side = [to.level(one["now"])]
            side += [to.words(text, soft=True, size=8) for text in (one["before"], one["confidence"]) if text]
            said = to.known_again("answer", one["id"], to.break_().join(middle))
            rows.append((to.words(one["number"], soft=True), said, to.break_().join(side)))
        to.grid(["", words["indicator"], words["now"]], rows, (32, 367, 100), dimension["title"])
    if d["abbreviations"]:
        to.heading(1, words["abbreviations"])
        for one in d["abbreviations"]:
            to.add(paragraph(to.words(f"{one['short']}  ", bold=True), to.words(one["long"])))


def _colophon(to: Writer, d: Plain) -> None:
    said = d["colophon"]
    to.heading(2, said["heading"])
    to.add(paragraph(to.linked(said["url"], said["title"], bold=True)), to.say(said["text"]), to.say(said["source"]))


def _logos(to: Writer, profile: Profile, d: Plain, logos: Mapping[str, bytes]) -> None:
    runs = []
    for logo, words in zip(profile.logos, d["logos"], strict=True):
        extension = {"image/jpeg": "jpg"}.get(logo.media_type, "png")
        relationship = to.package.picture(logos[logo.sha256], extension)
        runs.append(picture(relationship, to.package.number(), (90, 45), words["alt"], "logo") + to.words("   "))
    if runs:
        to.add(paragraph(*runs))
