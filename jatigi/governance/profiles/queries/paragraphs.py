"""The paragraphs of a profile as the editor and a release's conditions see them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import AnswerRevision, Finding, Round
from jatigi.governance.assessments.queries.answers import latest_revisions
from jatigi.governance.assessments.queries.findings import findings_of
from jatigi.governance.profiles import rules
from jatigi.governance.profiles.models import Paragraph, ParagraphRevision
from jatigi.governance.profiles.rules import Support


@dataclass(frozen=True)
class ParagraphRow:
    """A paragraph with its latest revision, what it rests on and what is wrong with it.

    ``outdated`` are the indicators answered anew since; ``missing`` and ``stale`` languages of the round.
    ``instruments`` and ``evidence`` are codes.
    """

    paragraph: Paragraph
    revision: ParagraphRevision
    text: Text
    support: Support
    unsupported: bool
    outdated: tuple[str, ...]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    reviewed: bool

    @property
    def place(self) -> str:
        """Its section, with the dimension's code where it leads one: ``dimension.rights``."""
        dimension = self.paragraph.dimension
        return f"dimension.{dimension.code}" if dimension else self.paragraph.section

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong with it."""
        return not (self.unsupported or self.outdated or self.missing or self.stale)


@dataclass(frozen=True)
class Check:
    """One thing that stands against a release: ``code`` is ``profile_missing``, ``title_missing``, ``title_stale``,
    ``paragraph_unsupported``, ``paragraph_outdated``, ``paragraph_missing``, ``paragraph_stale`` (a language), or
    ``paragraph_unreviewed``. ``paragraph`` is the paragraph's code; ``what`` the indicators or the language."""

    code: str
    paragraph: str = ""
    section: str = ""
    what: tuple[str, ...] = ()


def latest_paragraphs(round: Round, as_known_at: datetime.datetime | None = None) -> QuerySet[ParagraphRevision]:
    """The revision of each paragraph of the round that was the latest at that time, in the profile's order."""
    later = ParagraphRevision.objects.filter(paragraph=OuterRef("paragraph"), number__gt=OuterRef("number"))
    found = ParagraphRevision.objects.filter(paragraph__profile=round.pk)
    if as_known_at is None:
        kept = Q(paragraph__dropped_at=None)
    else:
        later, found = later.filter(recorded_at__lte=as_known_at), found.filter(recorded_at__lte=as_known_at)
        kept = Q(paragraph__dropped_at=None) | Q(paragraph__dropped_at__gt=as_known_at)
    return (
        found.filter(~Exists(later), kept)
        .select_related("paragraph__dimension", "paragraph__subject")
        .prefetch_related("answers__answer__indicator__indicator", "instruments", "evidence")
        .order_by("paragraph__position", "paragraph__code")
    )


def support_of(revision: ParagraphRevision) -> Support:
    """What the revision rests on, from its prefetched links."""
    return Support(
        {one.answer.indicator.indicator.code: one.number for one in revision.answers.all()},
        sorted(one.pk for one in revision.instruments.all()),
        sorted(one.code for one in revision.evidence.all()),
    )


def paragraph_rows(round: Round, as_known_at: datetime.datetime | None = None) -> list[ParagraphRow]:
    """Every paragraph in the profile's order."""
    newest = {one.answer.indicator.indicator.code: one.number for one in latest_revisions(round, as_known_at)}
    return [_row(one, newest, round.languages) for one in latest_paragraphs(round, as_known_at)]


def _row(revision: ParagraphRevision, newest: dict[str, int], languages: Iterable[str]) -> ParagraphRow:
    support = support_of(revision)
    missing, stale = rules.unfit_languages(revision.text, languages)
    return ParagraphRow(
        revision.paragraph,
        revision,
        revision.text,
        support,
        rules.is_unsupported(revision.paragraph.section, support),
        tuple(rules.outdated_answers(support, newest)),
        tuple(missing),
        tuple(stale),
        revision.paragraph.reviewed_number == revision.number,
    )


def checks(round: Round, as_known_at: datetime.datetime | None = None) -> list[Check]:
    """Everything in the profile that stands against releasing the round."""
    profile = getattr(round, "profile", None)
    if profile is None:
        return [Check("profile_missing")]
    missing, stale = rules.unfit_languages(profile.title, round.languages)
    found = [Check("title_missing", what=tuple(missing))] if missing else []
    found += [Check("title_stale", what=tuple(stale))] if stale else []
    for row in paragraph_rows(round, as_known_at):
        code, place = row.paragraph.code, row.place
        found += [Check("paragraph_unsupported", code, place)] if row.unsupported else []
        found += [Check("paragraph_outdated", code, place, row.outdated)] if row.outdated else []
        found += [Check("paragraph_missing", code, place, row.missing)] if row.missing else []
        found += [Check("paragraph_stale", code, place, row.stale)] if row.stale else []
        found += [] if row.reviewed else [Check("paragraph_unreviewed", code, place)]
    return found


@dataclass(frozen=True)
class Proposition:
    """A text that the system proposes for a dimension's lead from its reviewed findings; people rewrite it."""

    dimension: str
    text: Text
    answers: tuple[str, ...]
    instruments: tuple[str, ...]
    evidence: tuple[str, ...]


def propositions(round: Round) -> dict[str, Proposition]:
    """By dimension code: the first good practice and the first gap, one after the other, with what they rest on."""
    chosen: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings_of(round):
        kinds = {one.kind for one in chosen[finding.dimension.code]}
        if finding.kind in {"good_practice", "gap"} - kinds:
            chosen[finding.dimension.code].append(finding)
    return {
        dimension: Proposition(
            dimension,
            Text.of({lang: " ".join(filter(None, (f.text.plain().get(lang, "") for f in found)))
                     for lang in round.languages}, source=round.lead_language),
            tuple(dict.fromkeys(a.indicator.indicator.code for f in found for a in f.answers.all())),
            tuple(dict.fromkeys(one.pk for f in found for one in f.instruments.all())),
            tuple(dict.fromkeys(one.code for f in found for one in f.evidence.all())),
        )
        for dimension, found in chosen.items() if found
    }  # fmt: skip


def revisions_of(paragraph: Paragraph) -> list[ParagraphRevision]:
    """The paragraph's revisions, newest first, with who recorded them."""
    return list(paragraph.revisions.select_related("recorded_by").order_by("-number"))


def answer_revisions(round: Round, indicators: Iterable[str]) -> dict[str, AnswerRevision]:
    """The latest revisions of these indicators' answers, by indicator code."""
    wanted = set(indicators)
    return {
        one.answer.indicator.indicator.code: one
        for one in latest_revisions(round)
        if one.answer.indicator.indicator.code in wanted
    }
