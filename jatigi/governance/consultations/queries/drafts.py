"""The draft profile as it is discussed: its paragraphs and findings, and what was said on each passage of it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from jatigi.foundation.text import Text, typeset
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import Described, describe
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.consultations.queries.offers import dimensions_of
from jatigi.governance.consultations.queries.remarks import Heard
from jatigi.governance.consultations.rules.passages import Passage, find
from jatigi.governance.consultations.word.marks import mark
from jatigi.governance.consultations.word.placing import Target

#: Sections of the profile that stand before and after its dimensions, in its order.
FRONT: Final = ("foreword", "objective", "method", "context")
BACK: Final = ("changes", "decisions", "sources", "credits", "funder", "disclaimer")
DISCUSSED: Final = ("paragraph", "finding", "answer")


@dataclass(frozen=True)
class Part:
    """Some words of a paragraph; ``said`` are the remarks that are about them, by their number on the page."""

    text: str
    said: tuple[int, ...] = ()


@dataclass(frozen=True)
class Said:
    """A remark beside its paragraph. ``stands`` is ``same``, ``edited`` or ``gone`` for a passage, empty for a remark
    on the whole or on another language's words."""

    number: int
    heard: Heard
    stands: str = ""


@dataclass(frozen=True)
class Passages:
    """A paragraph of the draft with the passages that were spoken of, in the language it is read in."""

    said: Described
    lang: str
    parts: list[Part]
    remarks: list[Said]


@dataclass(frozen=True)
class Chapter:
    """A dimension (``number`` from 1) or a section (0) of the draft."""

    number: int
    title: Text
    passages: list[Passages]


def has_draft(consultation: Consultation) -> bool:
    """Whether there is a draft profile to send out and to read."""
    return Subject.objects.filter(round=consultation.round_id, kind="paragraph").exists()


def words_of(said: Described, lang: str) -> str:
    """What it says in ``lang``, set as the page and the Word file set it."""
    return typeset(said.words.text(lang), said.words.lang_of(lang))


def targets_of(consultation: Consultation, lang: str) -> list[Target]:
    """Whatever the draft's file has a bookmark for."""
    if consultation.round_id is None:
        return []
    subjects = Subject.objects.filter(round=consultation.round_id, kind__in=DISCUSSED)
    return [
        Target(
            one.subject,
            one.kind,
            mark(consultation.round_id, one.kind, one.code),
            typeset(one.heading.text(lang), one.heading.lang_of(lang)),
            words_of(one, lang),
        )
        for one in describe(subjects).values()
    ]


def draft_of(consultation: Consultation, heard: Sequence[Heard], lang: str) -> list[Chapter]:
    """The draft's chapters in its order, with the remarks on each paragraph; remarks are numbered as they stand."""
    if consultation.round_id is None:
        return []
    subjects = list(
        Subject.objects.filter(round=consultation.round_id, kind__in=("paragraph", "finding")).order_by(
            "-kind", "paragraph__position", "-finding__kind", "finding__position"
        )
    )
    described = describe(subjects)
    dimensions = dimensions_of(consultation.round)
    places: dict[str, list[Described]] = {code: [] for code in (*FRONT, *dimensions, *BACK)}
    for subject in subjects:
        if one := described.get(subject.pk):
            places.setdefault(one.place, []).append(one)
    by_subject: dict[uuid.UUID | None, list[Heard]] = {}
    for each in heard:
        by_subject.setdefault(each.remark.subject_id, []).append(each)
    chapters, number = [], 0
    for place, members in places.items():
        passages = []
        for one in members:
            numbered = [Said(number + n, each) for n, each in enumerate(by_subject.get(one.subject, []), 1)]
            number += len(numbered)
            passages.append(passages_of(one, numbered, lang))
        if passages:
            position, title = dimensions.get(place, (0, members[0].heading))
            chapters.append(Chapter(position, title, passages))
    return chapters


def passages_of(said: Described, remarks: Iterable[Said], lang: str) -> Passages:
    """The words of one paragraph, cut where a passage that was spoken of begins or ends."""
    words, shown = words_of(said, lang), said.words.lang_of(lang)
    spans: dict[int, tuple[int, int]] = {}
    kept = []
    for one in remarks:
        remark = one.heard.remark
        if not remark.quote or remark.quote_lang not in ("", shown):
            kept.append(one)
            continue
        at = find(words, Passage(remark.quote, remark.before, remark.after))
        kept.append(replace(one, stands="gone" if at is None else "same" if at.exact else "edited"))
        if at is not None:
            spans[one.number] = (at.start, at.end)
    return Passages(said, shown, _cut(words, spans), kept)


def _cut(words: str, spans: Mapping[int, tuple[int, int]]) -> list[Part]:
    edges = sorted({0, len(words), *(edge for span in spans.values() for edge in span)})
    return [
        Part(words[start:end], tuple(n for n, (first, last) in spans.items() if first <= start and end <= last))
        for start, end in pairwise(edges)
    ]
