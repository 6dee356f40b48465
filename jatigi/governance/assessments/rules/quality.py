"""What is left to fix before a round can be validated and released: pure checks over answers and findings."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text.dates import PartialDate
from jatigi.governance.assessments.rules.evidence import (
    CitedFacts,
    State,
    ToReverify,
    is_later,
    is_too_old,
    not_yet_in_force,
)
from jatigi.governance.assessments.rules.findings import Basis, objections
from jatigi.governance.assessments.rules.judgements import FIRST, NOT_APPLICABLE, Stand, differs, is_known


@dataclass(frozen=True)
class CitationFacts:
    """One citation: what is cited, by which title, and what has become of it."""

    facts: CitedFacts
    title: object  # shown in messages in the reader's language
    state: State
    carried_over: bool
    publishable: bool
    although_ended: bool


@dataclass(frozen=True)
class Handled:
    """One answered indicator as the checks see it."""

    indicator: str
    number: str
    level: str
    value: float | None
    level_name: object  # shown in the reader's language
    reasons: str
    cause: str
    previous: Stand | None
    citations: Sequence[CitationFacts]
    reviewed_by_author: bool


@dataclass(frozen=True)
class Written:
    """One finding as the checks see it."""

    code: str
    kind: str
    state: str
    unfit: Sequence[str]  # languages that are missing or stale
    answers: Sequence[Basis]
    cites: Sequence[CitedFacts]


@dataclass(frozen=True)
class Seen:
    """Everything the checks look at."""

    reference_date: datetime.date
    answers: Sequence[Handled]
    findings: Sequence[Written] = ()
    waiting: Sequence[tuple[str, str]] = ()  # (indicator, number) handed in, not reviewed
    disagreements: Sequence[tuple[str, str]] = ()
    open_threads: Sequence[tuple[str, str]] = ()
    unassigned: Sequence[tuple[str, str]] = ()
    day: Callable[[PartialDate | None], object] = str  # how a date is shown


@dataclass(frozen=True)
class Place:
    """One place to fix: an indicator (``indicator`` its code) or a finding (``finding`` its code)."""

    indicator: str
    message: Phrase
    finding: str = ""
    number: str = ""


@dataclass(frozen=True)
class Check:
    """One quality check. ``blocks``: a round cannot be validated while a place is left."""

    code: str
    title: Phrase
    blocks: bool
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many places are left."""
        return len(self.places)


Finder = Callable[[Seen], Iterable[Place]]


def _at(answer: Handled, message: Phrase) -> Place:
    return Place(answer.indicator, message, number=answer.number)


def _listed(places: Sequence[tuple[str, str]], message: Phrase) -> list[Place]:
    return [Place(indicator, message, number=number) for indicator, number in places]


def _no_citation(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        if is_known(a.level, a.value) and not a.citations:
            yield _at(a, _("“%(level)s” without a citation.", level=a.level_name))


def _ended(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        over = [(c, c.state) for c in a.citations if isinstance(c.state, ToReverify)]
        if not over:
            continue
        first, state = over[0]
        values = {"level": a.level_name, "title": first.title, "day": seen.day(state.on)}
        if len(over) == len(a.citations):
            yield _at(a, _("“%(level)s”, but what it rests on has ended: %(title)s, %(day)s.", **values))
        else:
            yield _at(a, _("It also cites what has ended: %(title)s, %(day)s.", **values))


def _not_in_force(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        for c in a.citations:
            if begins := not_yet_in_force(c.facts, seen.reference_date):
                message = _(
                    "%(title)s is in force only from %(day)s, after the reference date.",
                    title=c.title,
                    day=seen.day(begins),
                )
                yield _at(a, message)


def _out_of_period(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        for c in a.citations:
            if is_too_old(c.facts, seen.reference_date):
                yield _at(a, _("%(title)s speaks of an earlier time than the reference date.", title=c.title))
            elif is_later(c.facts, seen.reference_date):
                yield _at(a, _("%(title)s is later than the reference date.", title=c.title))


def _not_seen_again(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        if any(c.carried_over for c in a.citations):
            yield _at(a, _("It cites evidence of the last round that nobody has looked at again."))


def _no_reasons(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        if not a.reasons.strip() and (is_known(a.level, a.value) or a.level == NOT_APPLICABLE):
            yield _at(a, _("“%(level)s” without reasons.", level=a.level_name))


def _unexplained_change(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        if differs(a.previous, a.level, a.value) and (a.cause == FIRST or not a.reasons.strip()):
            yield _at(a, _("Another level than in the last round, without a cause and a reason."))


def _internal_only(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        if a.citations and not any(c.publishable for c in a.citations):
            yield _at(a, _("It rests on internal evidence alone, which cannot be published; the profile will say so."))


def _own_review(seen: Seen) -> Iterator[Place]:
    for a in seen.answers:
        if a.reviewed_by_author:
            yield _at(a, _("Accepted by the person who wrote it."))


def _finding_waiting(seen: Seen) -> Iterator[Place]:
    for f in seen.findings:
        if f.state in {"draft", "submitted"}:
            yield Place("", _("The finding has not been reviewed."), finding=f.code)


def _finding_basis(seen: Seen) -> Iterator[Place]:
    said: Mapping[str, Callable[[str], Phrase]] = {
        "finding.rests_on_nothing": lambda _about: _("The finding rests on no answer or evidence."),
        "finding.unknown_is_no_gap": lambda about: _("Its answer to “%(indicator)s” is not known.", indicator=about),
        "finding.later_evidence": lambda about: _("It rests on “%(ref)s”, later than the reference date.", ref=about),
    }
    for f in seen.findings:
        for objection in objections(f.kind, f.answers, f.cites, seen.reference_date):
            yield Place("", said[objection.code](objection.about), finding=f.code)


def _translation(seen: Seen) -> Iterator[Place]:
    for f in seen.findings:
        if f.unfit:
            languages = ", ".join(f.unfit)
            message = _("The text is missing or no longer up to date in: %(languages)s.", languages=languages)
            yield Place("", message, finding=f.code)


# code, title (what should hold), whether it blocks validation, how its places are found. The order is that of the
# page.
CHECKS: tuple[tuple[str, Phrase, bool, Finder], ...] = (
    ("no_citation", _("Every known level has a citation"), True, _no_citation),
    ("ended", _("No answer rests on a text that has ended"), True, _ended),
    ("not_in_force", _("What is cited was in force on the reference date"), False, _not_in_force),
    ("out_of_period", _("Evidence speaks of the time of the reference date"), False, _out_of_period),
    ("not_seen_again", _("Evidence of the last round has been looked at again"), True, _not_seen_again),
    ("no_reasons", _("Every known level has reasons"), True, _no_reasons),
    ("unexplained_change", _("A change of level has a cause and a reason"), True, _unexplained_change),
    ("internal_only", _("Every answer rests on something that can be published"), False, _internal_only),
    ("own_review", _("Nobody reviews their own answer"), True, _own_review),
    (
        "waiting",
        _("Every answer handed in has been reviewed"),
        True,
        lambda seen: _listed(seen.waiting, _("Handed in, not reviewed yet.")),
    ),
    (
        "disagreement",
        _("Assessors agree"),
        True,
        lambda seen: _listed(seen.disagreements, _("Two assessors differ, and nobody has decided.")),
    ),
    (
        "open_thread",
        _("Every discussion is closed"),
        True,
        lambda seen: _listed(seen.open_threads, _("A discussion is still open.")),
    ),
    ("finding_waiting", _("Every finding has been reviewed"), True, _finding_waiting),
    ("finding_basis", _("Every finding rests on known answers of its time"), True, _finding_basis),
    ("translation", _("Every finding exists in each language of the round"), False, _translation),
    (
        "unassigned",
        _("Every indicator has someone who answers it"),
        False,
        lambda seen: _listed(seen.unassigned, _("Assigned to nobody.")),
    ),
)


def run(seen: Seen) -> list[Check]:
    """All checks, in their order, also those with nothing left."""
    return [Check(code, title, blocks, tuple(find(seen))) for code, title, blocks, find in CHECKS]
