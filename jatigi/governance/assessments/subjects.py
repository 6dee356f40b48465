"""What a subject says: one way to read an answer, a finding, a paragraph or a recommendation without knowing which.

Each kind is described by the package that owns it; ``settings.DESCRIBERS`` names the table that joins them, since the
owners of paragraphs and recommendations stand above those who discuss them.
"""

import functools
import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string

from jatigi.foundation.text import Text
from jatigi.governance.assessments import wording
from jatigi.governance.assessments.models import AnswerRevision, Finding, Round, Subject

EMPTY = Text("fr", {})


@dataclass(frozen=True)
class Described:
    """A subject as it reads today.

    ``code`` is its stable name in its round; ``heading`` says what it is about (the question of an answer, the
    dimension of a finding …); ``words`` is what it says, ``level`` the level of an answer (id and label); ``number`` is
    its revision, 0 where it has none; ``place`` is the code of its dimension or of its section of the profile;
    ``address`` is its page on the desk, in the language that is being spoken.
    """

    subject: uuid.UUID
    kind: str
    code: str
    heading: Text
    words: Text
    number: int
    place: str
    address: str
    level: str = ""
    level_label: Text = EMPTY

    @property
    def hash(self) -> str:
        """SHA-256 of the level and the words in every language: another one as soon as any of them was edited."""
        said = [self.level, *sorted((lang, version.text) for lang, version in self.words.texts.items())]
        return hashlib.sha256(repr(said).encode()).hexdigest()


Describer = Callable[[Sequence[Subject]], Mapping[uuid.UUID, Described]]


def describe(subjects: Iterable[Subject]) -> dict[uuid.UUID, Described]:
    """Each subject as it reads today, by id; what was dropped meanwhile is missing. One query set for each kind."""
    kinds: dict[str, list[Subject]] = defaultdict(list)
    for one in subjects:
        kinds[one.kind].append(one)
    table: Mapping[str, Describer] = import_string(settings.DESCRIBERS)
    return {key: one for kind, members in kinds.items() for key, one in table[kind](members).items()}


def subjects_of(round: Round) -> dict[uuid.UUID, Described]:
    """Everything in a round that can be discussed."""
    return describe(Subject.objects.filter(round=round))


def answers(subjects: Sequence[Subject]) -> dict[uuid.UUID, Described]:
    """The agreed answers among the subjects; one that has no revision yet is missing."""
    later = AnswerRevision.objects.filter(answer=OuterRef("answer"), number__gt=OuterRef("number"))
    rows = AnswerRevision.objects.filter(~Exists(later), answer__subject__in=subjects).select_related(
        "answer__indicator__indicator", "answer__indicator__dimension"
    )
    return {one.answer.subject_id: _answer(one) for one in rows}


def findings(subjects: Sequence[Subject]) -> dict[uuid.UUID, Described]:
    """The findings among the subjects that were not dropped. They have no numbered revisions."""
    rows = Finding.objects.filter(subject__in=subjects).exclude(state="dropped").select_related("dimension")
    return {one.subject_id: _finding(one) for one in rows}


def _answer(revision: AnswerRevision) -> Described:
    answer, asked = revision.answer, revision.answer.indicator
    labels = {one["id"]: one["label"] for one in asked.levels}
    label = Text.of(labels[revision.level]) if revision.level in labels else _special(revision.level)
    return Described(
        subject=answer.subject_id,
        kind="answer",
        code=asked.indicator.code,
        heading=asked.question,
        words=Text.of({revision.reasons_lang: revision.reasons}, source=revision.reasons_lang),
        number=revision.number,
        place=asked.dimension.code,
        address=reverse("answer_detail", args=(answer.round_id, asked.indicator.code)),
        level=revision.level or str(revision.value),
        level_label=label,
    )


@functools.cache
def _special(level: str) -> Text:
    """Our words for unknown and not applicable, which no framework names; empty for a number."""
    if not level or level not in wording.SPECIAL_LEVELS:
        return EMPTY
    words = {}
    for lang, _name in settings.LANGUAGES:
        with translation.override(lang):
            words[lang] = str(wording.SPECIAL_LEVELS[level])
    return Text.of(words)


def _finding(finding: Finding) -> Described:
    return Described(
        subject=finding.subject_id,
        kind="finding",
        code=finding.code,
        heading=finding.dimension.title,
        words=finding.text,
        number=0,
        place=finding.dimension.code,
        address=reverse("finding", args=(finding.round_id, finding.code)),
    )
