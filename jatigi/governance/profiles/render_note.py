"""The note for a minister's office: two pages of Word at most. What changed, main gaps, decisions requested.

The note is measured while it is written: lines are counted by the breadth of their letters, rather too many than too
few, and items that would reach a third page are left out and counted (« et 3 autres dans le profil »).
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from jatigi.foundation.files.word.elements import paragraph
from jatigi.foundation.files.word.package import EPOCH
from jatigi.foundation.text.rules import typeset
from jatigi.foundation.web.figures.svg import wrapped
from jatigi.governance.profiles.compose import Plain, filled, say
from jatigi.governance.profiles.edition import Edition
from jatigi.governance.profiles.model import Dimension, Profile
from jatigi.governance.profiles.word_blocks import WIDTH, Writer
from jatigi.governance.profiles.word_start import running_foot, running_head, writer_for
from jatigi.governance.profiles.wording import gettext, ngettext, section_title

TEXT_SIZE = 10.0
LEADING = 1.22 * 1.15  # the letter's own line height times the style's, with a reserve for a wider substitute
ROOM = 2 * (842 - 76.5 - 68) * 0.95  # points on two pages, a twentieth kept back
HEADING, AFTER = 40.0, 4.0
COLOPHON = 34.0  # two small lines


@dataclass(frozen=True)
class Item:
    """A line of the note: a bold beginning and the rest."""

    head: str
    text: str

    def height(self) -> float:
        """Points it takes as a list item."""
        lines = wrapped(f"{self.head} {self.text}".strip(), TEXT_SIZE, WIDTH - 14)
        return len(lines) * TEXT_SIZE * LEADING + AFTER


def render_note(profile: Profile, lang: str, built_for: datetime.date = EPOCH) -> bytes:
    """The note in ``lang``; see :func:`note_of`."""
    return note_of(Edition.of(profile, lang), built_for)


def note_of(edition: Edition, built_for: datetime.date = EPOCH) -> bytes:
    """The note of an edition, as a Word file that bears the date ``built_for``.

    Raises:
        RenderingError: when a figure cannot be drawn.
    """
    profile, document, lang = edition.profile, edition.document, edition.lang
    to = writer_for(lang, {"cloth": edition.drawn["cloth"]})
    left = ROOM - _opening(to, document)
    sections = [
        (gettext("What changed", lang), _changed(profile, document, lang)),
        (gettext("Main areas with potential for further development", lang), _potential(profile, lang)),
        (section_title("decisions", lang), decisions(profile, lang)),
    ]
    left -= HEADING * len(sections) + COLOPHON
    kept = fitting([items for _, items in sections], left)
    for (title, items), most in zip(sections, kept, strict=True):
        to.heading(2, title)
        for item in items[:most]:
            head = to.words(f"{item.head} ", bold=True) if item.head else ""
            to.add(paragraph(head, to.words(item.text), style="ListBullet"))
        if most < len(items):
            more = ngettext(
                "and %(count)d more in the profile", "and %(count)d more in the profile", len(items) - most, lang
            )
            to.add(to.say(more, "Small"))
    said = document["colophon"]
    licence = to.words(f"{said['heading']}. ", bold=True) + to.linked(said["url"], said["title"])
    to.add(paragraph(licence, to.words(f". {said['source']}"), style="Small"))
    return to.package.saved(
        "".join(to.body),
        lang=lang,
        title=f"{gettext('Note', lang)} · {document['title']}",
        head=running_head(document),
        foot=running_foot(document),
        text_size=TEXT_SIZE,
        when=built_for,
    )


def fitting(sections: Sequence[Sequence[Item]], room: float) -> list[int]:
    """How many items of each section fit into ``room`` points, taken in turn so that no section crowds out another.

    >>> fitting([[Item("", "a")] * 3, []], 1000.0)
    [3, 0]
    """
    kept = [0] * len(sections)
    room -= 20.0 * len(sections)  # « et 3 autres dans le profil »
    for turn in zip_longest(*sections):
        for place, item in enumerate(turn):
            if item is None:
                continue
            if item.height() > room:
                return kept
            room -= item.height()
            kept[place] += 1
    return kept


def _opening(to: Writer, d: Plain) -> float:
    """Title, notice, cloth and counts. Returns the points they take."""
    to.add(to.say(f"{d['country']}, {d['label']}", "Subtitle"))
    to.add(to.say(gettext("Note for the minister’s office: migration governance profile", to.lang), "Lead"))
    notice = to.words(f"{d['origin']}. ", bold=True) + to.words(f"{d['notice']} {d['says']}")
    to.add(paragraph(notice, style="Notice"))
    to.figure("cloth", width=380)
    counts = "".join(to.level(one) + to.words(f" {one['count']}     ", bold=True) for one in d["levels"])
    to.add(paragraph(counts), to.say(f"{d['reference']}. {d['overview']['sentence']}", "Small"))
    cloth = to.drawings["cloth"]
    lines = wrapped(f"{d['origin']}. {d['notice']} {d['says']}", 11, WIDTH - 16)
    tall: float = 380 * cloth["height"] / cloth["width"]
    return 60.0 + 28 + len(lines) * 11 * LEADING + 40 + tall + 56


def _changed(profile: Profile, d: Plain, lang: str) -> list[Item]:
    """Confirmed changes first, then the others with why they are none; then what ended since."""
    changes = sorted((each for one in profile.dimensions for each in one.changes), key=lambda each: not each.confirmed)
    rows = {row["number"]: row for row in (d["changes"] or {"rows": []})["rows"]}
    items = []
    for each in changes:
        row = rows[each.number]
        text = f"{row['before']['label']} → {row['now']['label']} ({row['why']})."
        items.append(Item(typeset(f"{each.number} {row['name']}.", lang), text))
    if profile.previous and not items:
        items.append(Item("", gettext("No level changed.", lang)))
    if not profile.previous:
        items.append(Item("", gettext("This is the first round; there is nothing to compare with.", lang)))
    return items


def _potential(profile: Profile, lang: str) -> list[Item]:
    """Findings of people, one of each dimension in turn. Unknown answers are never among them."""
    by_dimension = [
        [Item(f"{one.number}. {say(one.title, lang)}.", say(each.text, lang)) for each in one.potential]
        for one in profile.dimensions
    ]
    return [item for turn in zip_longest(*by_dimension) for item in turn if item is not None]


def decisions(profile: Profile, lang: str) -> list[Item]:
    """Those that people wrote; where none are, what follows from the state of the answers."""
    if profile.decisions is not None and profile.decisions.paragraphs:
        return [Item("", say(one.text, lang)) for one in profile.decisions.paragraphs]
    return [*_on_unknown(profile, lang), *_on_endings(profile, lang), *_on_origin(profile, lang)]


def _on_unknown(profile: Profile, lang: str) -> list[Item]:
    unknown = profile.overall.counts.get("unknown", 0)
    if not unknown:
        return []
    most: Dimension = max(profile.dimensions, key=lambda one: len(one.to_document))
    head = ngettext("Document %(count)d unknown answer.", "Document %(count)d unknown answers.", unknown, lang)
    text = filled(
        gettext(
            "Ask the institutions that hold the evidence; the most are missing in “%(dimension)s” (%(count)d).", lang
        ),
        lang,
        dimension=say(most.title, lang),
        count=len(most.to_document),
    )
    return [Item(typeset(head, lang), text)]


def _on_endings(profile: Profile, lang: str) -> list[Item]:
    ended = [one for one in profile.answers.values() if one.overtaken_since]
    if not ended:
        return []
    head = ngettext(
        "Examine the effect on %(count)d answer.", "Examine the effect on %(count)d answers.", len(ended), lang
    )
    names = ", ".join(f"{one.number} {say(one.name, lang)}" for one in ended[:4])
    names += "…" if len(ended) > 4 else "."
    text = filled(gettext("What they cite has ended since the reference date: %(names)s", lang), lang, names=names)
    return [Item(typeset(head, lang), text)]


def _on_origin(profile: Profile, lang: str) -> list[Item]:
    if profile.origin == "reconstructed":
        head = gettext("Decide on an official round.", lang)
        text = gettext("No authority of the country has validated this reconstruction.", lang)
    else:
        head = gettext("Take a position on the areas above.", lang)
        text = gettext("Say which of them the next action plan takes up.", lang)
    return [Item(typeset(head, lang), typeset(text, lang))]
