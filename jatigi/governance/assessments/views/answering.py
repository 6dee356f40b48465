"""One indicator's page as the assessor sees it: everything the template needs, gathered once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import User
from jatigi.foundation.text import Text
from jatigi.governance.assessments import access
from jatigi.governance.assessments.errors import Fault
from jatigi.governance.assessments.forms import answer as form
from jatigi.governance.assessments.models import Answer, Coding, CodingRevision, Draft, JournalEntry, Round
from jatigi.governance.assessments.queries import answers, codings, evidence, indicators
from jatigi.governance.assessments.queries.codings import Discussion, RevisionRow
from jatigi.governance.assessments.rules.codings import may_write, move
from jatigi.governance.assessments.rules.judgements import Judged, is_known, read_content
from jatigi.governance.assessments.templatetags.assessments import shape_of
from jatigi.governance.assessments.views.worklist import Asked, next_left
from jatigi.governance.frameworks.models import IndicatorVersion


@dataclass(frozen=True)
class Choice:
    """One row of the level: its glyph, word and anchor. ``key`` is the keyboard's."""

    id: str
    label: Text
    anchor: Text
    shape: str
    key: int


@dataclass(frozen=True)
class Surroundings:
    """The list around the indicator: its dimension's rows, the neighbours and the next one not handed in."""

    rows: list[indicators.IndicatorRow]
    tabs: list[indicators.IndicatorRow]  # the first row of each dimension
    handed_in: int
    place: int
    previous: indicators.IndicatorRow | None
    following: indicators.IndicatorRow | None
    unanswered: indicators.IndicatorRow | None


@dataclass(frozen=True)
class Page:
    """What the page shows. ``fields`` is the form's content; ``version`` the draft's version it was read from."""

    indicator: IndicatorVersion
    coding: Coding | None
    writable: bool
    content: form.Content
    version: int
    draft: Draft | None
    fields: Judged
    faults: dict[str, str]
    choices: list[Choice]
    bounds: Mapping[str, Any]
    before: answers.AnswerRow | None
    before_known: bool
    again: list[tuple[str, Any, bool, str]]  # key, citation, ticked, fault
    lines: list[form.Line]
    revisions: list[RevisionRow]
    discussions: list[Discussion]
    journal: list[JournalEntry]
    past: list[indicators.PastAnswer]
    at_hand: list[evidence.AtHand]
    around: Surroundings
    tail: str  # of the list's address, to come back to it
    may_withdraw: bool
    another_stood: bool  # a level stood before, here or in the last round
    others: list[tuple[Coding, CodingRevision]]  # what other people handed in, with their last revision
    agreed: bool

    @property
    def last(self) -> RevisionRow | None:
        """What the person handed in last."""
        return self.revisions[-1] if self.revisions else None


def gather(
    round: Round,
    indicator: IndicatorVersion,
    user: User,
    *,
    content: form.Content | None = None,
    version: int | None = None,
    faults: Iterable[Fault] = (),
    asked: Asked,
) -> Page:
    """Everything about one indicator. ``content`` and ``version`` None: what the person's draft says, else what they
    handed in last. ``asked``: the list from which the person comes."""
    coding = codings.own_coding(round, indicator, user)
    if coding is not None:
        coding.round = round
    draft = access.draft_of(user, round, indicator)
    revisions = codings.revisions_of(coding) if coding else []
    if content is None:
        content = draft.content if draft else form.content_of(revisions[-1]) if revisions else {}
    internal = access.may_read_internal(user, round)
    before = indicators.starting_point(round, indicator, internal=internal)
    told = {fault.field: str(fault) for fault in faults}
    agreed = Answer.objects.filter(round=round, indicator=indicator, state="agreed").exists()
    return Page(
        indicator=indicator,
        coding=coding,
        writable=may_write(round.state, coding.state if coding else None),
        content=content,
        version=version if version is not None else (draft.version if draft else 0),
        draft=draft,
        fields=read_content(content),
        faults=told,
        choices=choices(indicator),
        bounds=_bounds(indicator),
        before=before,
        before_known=before is not None and is_known(before.level, before.value),
        again=_again(before, content, told),
        lines=form.lines(round, user, content, told),
        revisions=revisions,
        discussions=codings.threads_of(coding) if coding else [],
        journal=list(access.journal_of(user, round, indicator)),
        past=indicators.history(round, indicator, internal=internal),
        at_hand=evidence.at_hand(round, indicator, internal=internal),
        around=_around(round, indicator, asked),
        tail=asked.tail,
        may_withdraw=coding is not None and _may_withdraw(round, coding),
        another_stood=before is not None or bool(revisions) or agreed,
        others=handed_in_by_others(round, indicator, user) if may(user, "coding.view", round.jurisdiction_id) else [],
        agreed=agreed,
    )


def handed_in_by_others(
    round: Round, indicator: IndicatorVersion, author: User | None
) -> list[tuple[Coding, CodingRevision]]:
    """The codings of the indicator that wait for review or were accepted, without the author's own (None: the
    project's), each with its last revision."""
    rows = CodingRevision.objects.filter(
        coding__round=round, coding__indicator=indicator, coding__state__in=("submitted", "accepted")
    ).exclude(coding__assessor=author)
    latest: dict[int, CodingRevision] = {}
    for revision in rows.select_related("coding__assessor").order_by("number"):
        latest[revision.coding_id] = revision
    return [(revision.coding, revision) for revision in latest.values()]


def _may_withdraw(round: Round, coding: Coding) -> bool:
    found = move(coding.state, "withdraw")
    return found is not None and round.state in found.rounds


def choices(indicator: IndicatorVersion) -> list[Choice]:
    """The levels of an indicator with their anchors, lowest first; none on number scales."""
    return [
        Choice(
            level["id"],
            Text.of(level["label"]),
            Text.of(level.get("anchor") or {}),
            shape_of(indicator.levels, level["id"]),
            key,
        )
        for key, level in enumerate(indicator.levels, 1)
    ]


def _bounds(indicator: IndicatorVersion) -> Mapping[str, Any]:
    """The goalposts of a number scale: ``min``, ``max`` (a number or "data") and ``direction``; empty for levels."""
    scales: Mapping[str, Any] = indicator.version.document.get("scales", {})
    found: Mapping[str, Any] = scales.get(indicator.scale, {}).get("range", {})
    return found


def _again(
    before: answers.AnswerRow | None, content: form.Content, faults: Mapping[str, str]
) -> list[tuple[str, Any, bool, str]]:
    if before is None:
        return []
    ticked = set(content.get("again") or ())
    place = len(read_content(content).citations)
    rows = []
    for cited in before.citations:
        key = form.again_key(cited)
        rows.append((key, cited, key in ticked, faults.get(f"citations.{place}", "") if key in ticked else ""))
        place += key in ticked
    return rows


def _around(round: Round, indicator: IndicatorVersion, asked: Asked) -> Surroundings:
    rows = indicators.indicator_list(round, asked.user, only=access.limited_to(asked.user, round, "coding.write"))
    listed = asked.ordered(rows)
    walked = [row for row in listed if row.indicator.pk == indicator.pk or asked.keeps(row)]
    place = next(n for n, row in enumerate(walked) if row.indicator.pk == indicator.pk)
    same = [row for row in rows if row.dimension == indicator.dimension.code]
    tabs: dict[str, indicators.IndicatorRow] = {}
    for row in rows:
        tabs.setdefault(row.dimension, row)
    return Surroundings(
        rows=same,
        tabs=list(tabs.values()),
        handed_in=sum(row.work not in indicators.NOT_HANDED_IN for row in same),
        place=next(n for n, row in enumerate(same, 1) if row.indicator.pk == indicator.pk),
        previous=walked[place - 1] if place else None,
        following=walked[place + 1] if place + 1 < len(walked) else None,
        unanswered=next_left(listed, indicator.indicator.code, asked.keeps),
    )
