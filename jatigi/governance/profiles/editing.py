"""What the editor's pages show: sections with their paragraphs, sources at hand, advice on what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.text import Text
from jatigi.foundation.text.dates import written
from jatigi.foundation.web import differences
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries.answers import AnswerRow, answers_of
from jatigi.governance.assessments.queries.asked import asked
from jatigi.governance.frameworks.models import Node
from jatigi.governance.profiles import rules, wording
from jatigi.governance.profiles.forms import LANGUAGE_NAMES, ParagraphForm
from jatigi.governance.profiles.models import Paragraph, ParagraphRevision, Profile
from jatigi.governance.profiles.queries import ParagraphRow, paragraph_rows, propositions
from jatigi.governance.profiles.rules import Support


@dataclass(frozen=True)
class Side:
    """A paragraph's text in one language, and whether it is missing or stale."""

    lang: str
    name: str
    text: str
    missing: bool
    stale: bool


@dataclass(frozen=True)
class Advice:
    """What is wrong with a paragraph, and the place where it is put right."""

    text: str
    href: str
    label: str


@dataclass(frozen=True)
class Line:
    """A paragraph of the editor: its sides, the answers and sources it rests on by name, what is wrong."""

    row: ParagraphRow
    sides: tuple[Side, ...]
    answers: tuple[tuple[str, str], ...]  # indicator code, number and name
    sources: tuple[Text, ...]
    advice: tuple[Advice, ...]
    first: bool
    last: bool

    @property
    def rests_on(self) -> int:
        """How many things it names."""
        return len(self.answers) + len(self.sources)


@dataclass(frozen=True)
class Chapter:
    """A section of the editor. ``key`` is what addresses say: ``method``, ``dimension.rights``."""

    key: str
    title: str
    number: int  # of the dimension, 0 elsewhere
    lines: tuple[Line, ...]
    proposed: bool  # findings offer a text

    @property
    def wrong(self) -> int:
        """How many paragraphs have something wrong."""
        return sum(bool(line.advice) for line in self.lines)


@dataclass(frozen=True)
class Board:
    """The editor's page."""

    chapters: tuple[Chapter, ...]
    written: int
    reviewed: int
    wrong: int


@dataclass(frozen=True)
class Around:
    """A part of the profile that is no paragraph: where it is changed, what it says in a few words, what is wrong."""

    href: str
    label: str
    says: str
    wrong: str


def around_of(round: Round, profile: Profile) -> list[Around]:
    """Title, figures, abbreviations and logos."""
    lang = (get_language() or "fr").split("-")[0]
    unfit = profile.title.unfit(round.languages)
    counted = [
        (str(count) if count else _("none yet"), name, label)
        for count, name, label in (
            (profile.figures.count(), "profile_figures", _("Figures of the context")),
            (profile.abbreviations.count(), "profile_abbreviations", _("Abbreviations")),
            (profile.logos.count(), "profile_logos", _("Logos")),
        )
    ]
    wrong = _("missing, or older than its source: %(languages)s") % {
        "languages": ", ".join(str(LANGUAGE_NAMES.get(one, one)) for one in unfit)
    }
    return [
        Around(reverse("profile_title", args=[round.pk]), _("Title"), profile.title.text(lang), wrong if unfit else ""),
        *(Around(reverse(name, args=[round.pk]), label, says, "") for says, name, label in counted),
    ]


def dimensions_of(round: Round) -> dict[str, Node]:
    """The dimensions that the round asks about, by code, in order."""
    found: dict[str, Node] = {}
    for one in asked(round):
        found.setdefault(one.dimension.code, one.dimension)
    return found


def board_of(round: Round, profile: Profile) -> Board:
    """Every section, written or not."""
    rows = paragraph_rows(round)
    answers = {row.code: row for row in answers_of(round)}
    offered = propositions(round)
    lang = (get_language() or "fr").split("-")[0]
    chapters = []
    for section in rules.SECTIONS:
        if section == "dimension":
            for number, (code, node) in enumerate(dimensions_of(round).items(), 1):
                place = f"dimension.{code}"
                lines = _lines(round, rows, answers, place)
                chapters.append(Chapter(place, node.title.text(lang), number, lines, code in offered and not lines))
        else:
            title = wording.section_title(section, lang)
            chapters.append(Chapter(section, title, 0, _lines(round, rows, answers, section), False))
    return Board(
        tuple(chapters), len(rows), sum(row.reviewed for row in rows), sum(chapter.wrong for chapter in chapters)
    )


def _lines(
    round: Round, rows: Sequence[ParagraphRow], answers: Mapping[str, AnswerRow], place: str
) -> tuple[Line, ...]:
    here = [row for row in rows if row.place == place]
    return tuple(_line(round, row, answers, row is here[0], row is here[-1]) for row in here)


def _line(round: Round, row: ParagraphRow, answers: Mapping[str, AnswerRow], first: bool, last: bool) -> Line:
    lang = (get_language() or "fr").split("-")[0]
    named = tuple(
        (code, f"{answers[code].number} {answers[code].indicator.name.text(lang)}")
        for code in sorted(row.support.answers)
        if code in answers
    )
    sources = [one.title for one in row.revision.instruments.all()] + [one.title for one in row.revision.evidence.all()]
    plain = row.text.plain()
    sides = tuple(
        Side(one, str(LANGUAGE_NAMES.get(one, one)), plain.get(one, ""), one in row.missing, one in row.stale)
        for one in round.languages
    )
    return Line(row, sides, named, tuple(sources), tuple(_advice(round, row, answers)), first, last)


def advice_of(round: Round, row: ParagraphRow) -> list[Advice]:
    """What is wrong with one paragraph and where it is put right."""
    return _advice(round, row, {one.code: one for one in answers_of(round)})


def _advice(round: Round, row: ParagraphRow, answers: Mapping[str, AnswerRow]) -> list[Advice]:
    form = reverse("profile_rewrite", args=[round.pk, row.paragraph.code])
    found = []
    if row.unsupported:
        text = _("It names nothing it rests on: a release is refused. Look for the answers, texts or evidence.")
        found.append(Advice(text, f"{form}#rests", _("Name what it rests on")))
    if row.outdated:
        numbers = ", ".join(answers[code].number for code in row.outdated if code in answers)
        text = _("Answers it rests on were given anew (%(numbers)s). Read them, then save it again.")
        first = next((code for code in row.outdated if code in answers), "")
        place = address(f"desk/rounds/{round.pk}/answers/{first}/") if first else f"{form}#rests"
        found.append(Advice(text % {"numbers": numbers or "–"}, place, _("Read the answer")))
    for lang in row.missing:
        text = _("It has no text in this language: %(lang)s.") % {"lang": LANGUAGE_NAMES.get(lang, lang)}
        found.append(Advice(text, f"{form}#id_text_{lang}", _("Write it")))
    for lang in row.stale:
        text = _("Its source changed after this translation: %(lang)s.") % {"lang": LANGUAGE_NAMES.get(lang, lang)}
        found.append(Advice(text, f"{form}#id_text_{lang}", _("Read it again")))
    return found


def fill(form: ParagraphForm, text: Text, support: Support) -> None:
    """Start the form from a text that is there: what findings propose, an earlier revision, a paragraph taken out."""
    for lang in form.round.languages:
        form.initial[f"text_{lang}"] = text.plain().get(lang, "")
    form.initial["answers"] = list(support.answers)
    form.initial["instruments"] = list(support.instruments)
    form.initial["evidence"] = list(support.evidence)


def compared(round: Round, revisions: Sequence[ParagraphRevision]) -> list[tuple[ParagraphRevision, Any]]:
    """Each revision with the one before it, side by side; the first has none. Newest first, as given."""
    earlier = [*revisions[1:], None]
    return [
        (one, (_side(round, before), _side(round, one)) if before is not None else None)
        for one, before in zip(revisions, earlier, strict=True)
    ]


def _side(round: Round, revision: ParagraphRevision) -> differences.Side:
    lang = (get_language() or "fr").split("-")[0]
    texts = revision.text.plain()
    return differences.Side(
        _("Revision %(number)s") % {"number": revision.number},
        revision.recorded_by.name if revision.recorded_by else "",
        written(timezone.localdate(revision.recorded_at), lang),
        tuple((str(LANGUAGE_NAMES.get(one, one)), texts.get(one, "")) for one in round.languages),
    )


def taken_out(profile: Profile) -> list[tuple[str, ParagraphRevision]]:
    """Paragraphs that were taken out, the latest first: the section's address, and what they last said."""
    rows = Paragraph.objects.filter(profile=profile).exclude(dropped_at=None).select_related("dimension")
    latest = ParagraphRevision.objects.filter(paragraph__in=rows).select_related("paragraph__dimension")
    found = {one.paragraph_id: one for one in latest.order_by("number")}
    ordered = sorted(found.values(), key=lambda one: one.paragraph.dropped_at or one.recorded_at, reverse=True)
    return [(_place(one.paragraph), one) for one in ordered]


def _place(paragraph: Paragraph) -> str:
    return f"dimension.{paragraph.dimension.code}" if paragraph.dimension else paragraph.section


def moved(round: Round, paragraph: Paragraph, *, up: bool) -> list[str] | None:
    """The codes of the paragraph's section in their new order; None at the end of the way."""
    rows = paragraph_rows(round)
    place = next(row.place for row in rows if row.paragraph.code == paragraph.code)
    codes = [row.paragraph.code for row in rows if row.place == place]
    here = codes.index(paragraph.code)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(codes):
        return None
    codes[here], codes[there] = codes[there], codes[here]
    return codes
